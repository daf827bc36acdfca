"""In whose language does the register speak, and how does it say that something is taken?"""

from __future__ import annotations

from typing import Literal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zonebook.measures import Text


def language() -> Literal["ru", "en"]:
    """The language of whoever reads or acts; Russian where nobody chose one."""
    return "en" if (get_language() or "ru").startswith("en") else "ru"


def say(text: Text) -> str:
    """A text of the definitions in that language."""
    return text.say(language())


def in_our_words(error: ValidationError, *, entry: models.Model) -> ValidationError:
    """The faults of an entry by field; a value that another entry has is told without the names of tables."""
    return ValidationError(
        {
            name: [_taken(getattr(entry, name)) if fault.code == "unique" else fault for fault in faults]
            for name, faults in error.error_dict.items()
        }
    )


def _taken(value: object) -> ValidationError:
    text = _("“%(value)s” is taken already: choose another.")
    return ValidationError(text % {"value": value}, code="unique")
