"""What an action was refused with, as a page would say it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError


def refusal(attempt: Callable[..., object], *arguments: object, **named: object) -> dict[str, list[str]]:
    """The messages of the refusal by field; those of no field stand under a blank name. Fails if it went through."""
    with pytest.raises(ValidationError) as refused:
        attempt(*arguments, **named)
    error = refused.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
