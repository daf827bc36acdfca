"""What does a curator send of inspections, and what are they told when it cannot be used?

The rules are the actions'; a form only reads what was written.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zonebook.agreements.models import Agreement
from zonebook.archive.queries import MAX_ATTACHMENT
from zonebook.oversight.models import Inspection
from zonebook.portal.fields import DayField

_NO_AGREEMENT = _("Choose an agreement that is in the register.")


class _ByCompany(forms.ModelChoiceField):
    """An agreement, named by its company."""

    def label_from_instance(self, agreement: Agreement) -> str:
        return f"{agreement.company.name}, {agreement.number}"


class PlanForm(forms.Form):
    """Which agreement is inspected, when and why."""

    agreement = _ByCompany(
        Agreement.objects.none(), label=_("Agreement"),
        error_messages={"required": _NO_AGREEMENT, "invalid_choice": _NO_AGREEMENT},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind of inspection"), choices=Inspection.Kind.choices)
    planned_on = DayField(label=_("Day of the inspection"))
    ground = forms.CharField(
        label=_("Ground"), max_length=500, required=False, help_text=_("An unplanned inspection needs one.")
    )

    def __init__(self, *arguments: Any, agreements: QuerySet[Agreement], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["agreement"].queryset = agreements.order_by("company__name", "number")


class MoveForm(forms.Form):
    """Another day, and why."""

    planned_on = DayField(label=_("New day of the inspection"))
    reason = forms.CharField(
        label=_("Why it is moved"), max_length=500, error_messages={"required": _("Write why the day is changed.")}
    )


class RecordForm(forms.Form):
    """What an inspection found, with its act."""

    held_on = DayField(label=_("Held on"))
    result = forms.ChoiceField(
        label=_("Result"), choices=[("", _("choose")), *Inspection.Result.choices],
        error_messages={"required": _("Choose what the inspection found.")},
    )  # fmt: skip
    findings = forms.CharField(
        label=_("What was found"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Breaches have to be described."),
    )  # fmt: skip
    content = forms.FileField(
        label=_("Act of the inspection: PDF, DOCX, XLSX, PNG or JPEG up to 10 MB"), max_length=200,
        error_messages={
            "required": _("Choose the file of the act."),
            "empty": _("The file is empty: choose another."),
            "max_length": _("The name of the file is too long: shorten it to 200 characters."),
        },
    )  # fmt: skip

    def clean_content(self) -> UploadedFile:
        """The file, unless it is larger than what is kept."""
        file: UploadedFile = self.cleaned_data["content"]
        if file.size is not None and file.size > MAX_ATTACHMENT:
            raise forms.ValidationError(_("The file is larger than 10 MB: make it smaller or split it."))
        return file


class OrderForm(forms.Form):
    """What is to be remedied, and by when."""

    text = forms.CharField(
        label=_("What is to be remedied"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what is to be remedied.")},
    )  # fmt: skip
    due = DayField(label=_("To be remedied by"))


class RemedyForm(forms.Form):
    """When and how it was remedied."""

    remedied_on = DayField(label=_("Remedied on"))
    remedy = forms.CharField(
        label=_("How it was remedied"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write how it was remedied.")},
    )  # fmt: skip
