"""What does a company send with its report?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zonebook.portal.fields import TextField, UploadField

MAX_WORKBOOK = 5 * 1024 * 1024


class WorkbookForm(forms.Form):
    """A filled workbook, with the reason where it corrects an accepted report."""

    workbook = UploadField(
        label=_("Filled workbook (.xlsx)"),
        most=MAX_WORKBOOK,
        too_large=_("The file is larger than 5 MB: fill in the workbook that you downloaded here."),
        missing=_("Choose the filled workbook."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    reason = TextField(
        label=_("Why the accepted report is corrected"),
        max_length=1000,
        lines=3,
        missing=_("This report has been accepted: write why it is corrected."),
    )

    def __init__(self, *arguments: Any, is_correction: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not is_correction:
            del self.fields["reason"]
