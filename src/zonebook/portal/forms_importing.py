"""What does a curator send to import a table, and to undo an import?"""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zonebook.importing.models import Batch
from zonebook.importing.queries import import_definitions
from zonebook.intake.tables import MAX_CSV_BYTES


class TableForm(forms.Form):
    """A file with a table, and what it lists."""

    kind = forms.ChoiceField(
        label=_("What the table lists"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what the table lists."),
            "invalid_choice": _("Choose what the table lists."),
        },
    )
    file = forms.FileField(
        label=_("File (.xlsx or .csv)"),
        help_text=_("The first sheet counts; its first row has the headers. At most 20,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": _("Choose the file with the table."),
            "empty": _("The file is empty: choose the file with the table."),
        },
    )

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)
        language = "en" if get_language() == "en" else "ru"
        kinds = import_definitions().values()
        self.fields["kind"].choices = [(found.code, found.title.say(language)) for found in kinds]

    def clean_file(self) -> UploadedFile:
        """The file, unless it is larger than any table that is taken."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_CSV_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB: split the table."))
        return file


class UndoForm(forms.Form):
    """The number of the import, typed, and why it is undone."""

    number = forms.CharField(
        label=_("Number of the import"),
        help_text=_("Type the number as it stands in the heading: an undone import cannot be brought back."),
        max_length=12,
        error_messages={"required": _("Type the number of the import.")},
    )
    reason = forms.CharField(
        label=_("Why the import is undone"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the import is undone.")},
    )

    def __init__(self, *arguments: object, batch: Batch, **named: object) -> None:
        super().__init__(*arguments, **named)
        self._batch = batch

    def clean_number(self) -> str:
        """The number, if it is that of this import."""
        number: str = self.cleaned_data["number"].strip()
        if number != str(self._batch.pk):
            said = _("This is import No. %(number)s: type this number.")
            raise forms.ValidationError(said, params={"number": self._batch.pk})
        return number
