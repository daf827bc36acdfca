"""What does an analyst send to keep published figures, and to make an edition of a rating of them?"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zonebook.methodology.ratings import shipped_ratings
from zonebook.portal.fields import TextField, UploadField
from zonebook.portal.rating_method import is_of_published_figures
from zonebook.portal.rating_words import CLASSES
from zonebook.portal.templatetags.zonebook import say

MOST = 1024 * 1024
"""Bytes: some six thousand figures. The looked-at table travels in the page, so that nothing half done is kept."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class FactTableForm(forms.Form):
    """A table of published figures."""

    file = UploadField(
        label=_("Table of published figures (.csv)"),
        most=MOST,
        too_large=_("The table is larger than 1 MB: split it, or keep it from the command line."),
        missing=_("Choose the file with the table."),
        help_text=_("One figure a row, with the page that it was read from. Nothing is kept before you have seen it."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv"}),
    )


class SeenTableForm(forms.Form):
    """The table as it was looked at."""

    table = forms.CharField(max_length=2 * MOST, widget=forms.HiddenInput)

    def clean_table(self) -> bytes:
        try:
            return base64.b64decode(self.cleaned_data["table"], validate=True)
        except (binascii.Error, ValueError) as error:
            raise ValidationError(_("Bring the table again.")) from error


class ComparisonForm(forms.Form):
    """Which rating, of which class of zones, of which year."""

    use_required_attribute = False

    rating = forms.ChoiceField(
        label=_("Rating"),
        choices=lambda: [(one.code, say(one.title)) for one in shipped_ratings() if is_of_published_figures(one)],
        error_messages={"required": _("Choose a rating."), "invalid_choice": _("Choose a rating.")},
    )
    zone_class = forms.ChoiceField(
        label=_("Class of zones"),
        choices=lambda: list(CLASSES.items()),
        error_messages={"required": _("Choose a class of zones."), "invalid_choice": _("Choose a class of zones.")},
    )
    year = forms.IntegerField(
        label=_("Year"),
        min_value=_FIRST_YEAR,
        max_value=_LAST_YEAR,
        help_text=_("The numbers are those of its last day, or the newest before it."),
        error_messages={
            "required": _("Write the year, such as 2024."),
            "invalid": _("Write the year, such as 2024."),
            "min_value": _("Write the year, such as 2024."),
            "max_value": _("Write the year, such as 2024."),
        },
    )


class MakingForm(forms.Form):
    """Why a year's edition is made again; of the first one there is nothing to say."""

    use_required_attribute = False

    reason = TextField(
        label=_("Why the edition is made again"),
        max_length=500,
        lines=2,
        help_text=_("It stands on the page of the edition. The earlier one stays."),
    )

    def __init__(self, *arguments: Any, is_again: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not is_again:
            del self.fields["reason"]
