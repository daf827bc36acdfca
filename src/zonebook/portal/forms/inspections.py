"""What does a curator send of inspections, and what are they told when it cannot be used?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zonebook.agreements.models import Agreement
from zonebook.oversight.models import Inspection
from zonebook.portal.fields import AttachmentField, DayField, EntryField, TextField


class PlanForm(forms.Form):
    """Which agreement is inspected, when and why."""

    agreement = EntryField(
        Agreement,
        label=_("Agreement"),
        called=lambda agreement: f"{agreement.company.name}, {agreement.number}",
        missing=_("Choose an agreement that is in the register."),
        to_field_name=None,
    )
    kind = forms.ChoiceField(label=_("Kind of inspection"), choices=Inspection.Kind.choices)
    planned_on = DayField(label=_("Day of the inspection"))
    ground = TextField(label=_("Ground"), max_length=500, help_text=_("An unplanned inspection needs one."))

    def __init__(self, *arguments: Any, agreements: QuerySet[Agreement], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["agreement"].queryset = agreements.order_by("company__name", "number")


class MoveForm(forms.Form):
    """Another day, and why."""

    planned_on = DayField(label=_("New day of the inspection"))
    reason = TextField(label=_("Why it is moved"), max_length=500, missing=_("Write why the day is changed."))


class RecordForm(forms.Form):
    """What an inspection found, with its act."""

    held_on = DayField(label=_("Held on"))
    result = forms.ChoiceField(
        label=_("Result"),
        choices=[("", _("choose")), *Inspection.Result.choices],
        error_messages={"required": _("Choose what the inspection found.")},
    )
    findings = TextField(
        label=_("What was found"), max_length=5000, lines=5, help_text=_("Breaches have to be described.")
    )
    content = AttachmentField(label=_("Act of the inspection"), missing=_("Choose the file of the act."))


class OrderForm(forms.Form):
    """What is to be remedied, and by when."""

    text = TextField(
        label=_("What is to be remedied"), max_length=5000, lines=4, missing=_("Write what is to be remedied.")
    )
    due = DayField(label=_("To be remedied by"))


class RemedyForm(forms.Form):
    """When and how it was remedied."""

    remedied_on = DayField(label=_("Remedied on"))
    remedy = TextField(
        label=_("How it was remedied"), max_length=5000, lines=4, missing=_("Write how it was remedied.")
    )
