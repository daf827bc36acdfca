"""What does a curator send of an extract, and what do curator and company write of a difference?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zonebook.intake.tables import MAX_CSV_BYTES
from zonebook.measures import Period
from zonebook.methodology import ExtractDefinition
from zonebook.portal.fields import DayField, TextField, UploadField
from zonebook.portal.templatetags.zonebook import period, say

_CHOOSE = _("Choose whose extract it is.")


class ExtractForm(forms.Form):
    """A file, whose it is, for which period, and when its source made it."""

    source = forms.ChoiceField(
        label=_("Whose extract"),
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )
    period_code = forms.ChoiceField(
        label=_("For the period"),
        required=False,
        help_text=_("Numbers are counted from 1 January. An extract of the company register has no period."),
    )
    as_of = DayField(label=_("Made on"), help_text=_("The day on which the source made the extract."))
    title = TextField(
        label=_("What it is called"),
        max_length=200,
        help_text=_("May be left empty; the number of the letter that it came with, for instance."),
    )
    file = UploadField(
        label=_("File (.xlsx or .csv)"),
        most=MAX_CSV_BYTES,
        too_large=_("The file is larger than 10 MB: split the table."),
        missing=_("Choose the file with the table."),
        help_text=_("The first sheet counts; its first row has the headers. At most 20,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(
        self, *arguments: Any, kinds: Sequence[ExtractDefinition], periods: Sequence[Period], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.fields["source"].choices = [(one.code, say(one.title)) for one in kinds]
        self.fields["period_code"].choices = [("", "—"), *((str(one), period(one)) for one in periods)]


class AskForm(forms.Form):
    """What the company is asked."""

    reason = TextField(
        label=_("What the company is asked"), max_length=2000, lines=3, missing=_("Write what the company is asked.")
    )


class ExplainForm(forms.Form):
    """Why the two sides differ."""

    explanation = TextField(
        label=_("Why the numbers differ"), max_length=2000, lines=3, missing=_("Write why the numbers differ.")
    )


class CloseForm(forms.Form):
    """Why a difference may rest."""

    reason = TextField(
        label=_("Why the dispute is closed"), max_length=2000, lines=3, missing=_("Write why the dispute is closed.")
    )
