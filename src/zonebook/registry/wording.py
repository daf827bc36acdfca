"""How does the register say that something is taken?"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


def in_our_words(error: ValidationError, *, entry: models.Model) -> ValidationError:
    """The faults of an entry by field; a value that another entry has is told without the names of tables."""
    return ValidationError(
        {
            name: [_taken(getattr(entry, name)) if fault.code == "unique" else fault for fault in faults]
            for name, faults in error.error_dict.items()
        }
    )


def _taken(value: object) -> ValidationError:
    said = _("“%(value)s” is taken already: choose another.")
    return ValidationError(said % {"value": value}, code="unique")
