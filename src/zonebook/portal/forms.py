"""What may a person send, and what do we tell them when it cannot be used?"""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MAX_TEXT = 100_000
MAX_WORKBOOK = 5 * 1024 * 1024


class CheckForm(forms.Form):
    """A text to be held against the book, and the day it was published."""

    text = forms.CharField(
        label=_("Text"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={
            "required": _("Paste the text that is to be checked."),
            "max_length": _("The text has %(show_value)s characters; at most %(limit_value)s are checked."),
        },
    )
    published = forms.DateField(
        label=_("Day of publication"),
        help_text=_("The words “now” and “this year” are read from it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Give the day of publication: without it “this year” means nothing."),
            "invalid": _("Write the day as 2025-09-09."),
        },
    )


class WorkbookForm(forms.Form):
    """A filled workbook, with the reason where it corrects an accepted report."""

    workbook = forms.FileField(
        label=_("Filled workbook (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": _("Choose the filled workbook."),
            "empty": _("The file is empty: choose the filled workbook."),
        },
    )
    reason = forms.CharField(
        label=_("Why the accepted report is corrected"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("This report has been accepted: write why it is corrected.")},
    )

    def __init__(self, *arguments: object, is_correction: bool = False, **named: object) -> None:
        super().__init__(*arguments, **named)
        if not is_correction:
            del self.fields["reason"]

    def clean_workbook(self) -> UploadedFile:
        """The file, unless it is larger than any workbook of the form can be."""
        workbook: UploadedFile = self.cleaned_data["workbook"]
        if workbook.size is not None and workbook.size > MAX_WORKBOOK:
            raise forms.ValidationError(
                _("The file is larger than 5 MB: fill in the workbook that you downloaded here.")
            )
        return workbook


class RemarkForm(forms.Form):
    """What the company should mend."""

    remark = forms.CharField(
        label=_("What the company should mend"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what the company should mend.")},
    )
