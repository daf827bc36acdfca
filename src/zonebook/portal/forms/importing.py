"""What does a curator send to import a table, and to undo an import?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zonebook.importing.models import Batch
from zonebook.importing.queries import import_definitions
from zonebook.intake.tables import MAX_CSV_BYTES
from zonebook.portal.fields import TextField, TypedField, UploadField
from zonebook.portal.templatetags.zonebook import say

_CHOOSE = _("Choose what the table lists.")


class TableForm(forms.Form):
    """A file with a table, and what it lists."""

    kind = forms.ChoiceField(
        label=_("What the table lists"),
        choices=lambda: [(found.code, say(found.title)) for found in import_definitions().values()],
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )
    file = UploadField(
        label=_("File (.xlsx or .csv)"),
        most=MAX_CSV_BYTES,
        too_large=_("The file is larger than 10 MB: split the table."),
        missing=_("Choose the file with the table."),
        help_text=_("The first sheet counts; its first row has the headers. At most 20,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class UndoForm(forms.Form):
    """The number of the import, typed, and why it is undone."""

    number = TypedField(
        label=_("Number of the import"),
        max_length=12,
        missing=_("Type the number of the import."),
        other=_("This is import No. %(expected)s: type this number."),
        help_text=_("Type the number as it stands in the heading: an undone import cannot be brought back."),
    )
    reason = TextField(
        label=_("Why the import is undone"), max_length=500, lines=3, missing=_("Write why the import is undone.")
    )

    def __init__(self, *arguments: Any, batch: Batch, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["number"].expected = str(batch.pk)
