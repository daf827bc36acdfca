"""Fields that take numbers and days as people write them, and say what to do when they cannot be read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_GAPS = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, ",": "."})


class AmountField(forms.DecimalField):
    """A number as people write it: «1 250,5». Not below zero unless told otherwise."""

    def __init__(self, *, digits: int = 14, decimals: int = 2, may_be_negative: bool = False, **options: Any) -> None:
        messages = {
            "invalid": _("Write a number, for instance 1250.5."),
            "max_digits": _("The number is too long."),
            "max_decimal_places": _("The number has too many decimals."),
            "max_whole_digits": _("The number is too long."),
            "min_value": _("The number cannot be below zero."),
        }
        super().__init__(
            max_digits=digits,
            decimal_places=decimals,
            min_value=None if may_be_negative else Decimal(0),
            widget=forms.TextInput(attrs={"inputmode": "text" if may_be_negative else "decimal", "size": 12}),
            error_messages=messages | options.pop("error_messages", {}),
            localize=True,
            **options,
        )

    def to_python(self, value: Any) -> Decimal | None:
        """The number behind parted thousands and a decimal comma."""
        return super().to_python(value.translate(_GAPS).replace("\u2212", "-") if isinstance(value, str) else value)


class DayField(forms.DateField):
    """A day, written as 2025-09-09 or chosen from the browser's calendar."""

    def __init__(self, **options: Any) -> None:
        messages = {"invalid": _("Write the day as 2025-09-09."), "required": _("Give the day.")}
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, error_messages=messages | options.pop("error_messages", {}), **options)
