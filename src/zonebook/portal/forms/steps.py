"""What does a curator write for each step of a status? Every form is made for the entry that takes the step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from zonebook.agreements.facts import the_life, unsigned_parties
from zonebook.agreements.models import Agreement, Application, Meeting, Paper
from zonebook.agreements.queries import newest_papers
from zonebook.portal.field_names import FIELD_NAMES
from zonebook.portal.fields import DayField, EntryField, TextField, TypedField
from zonebook.portal.forms.entries import said_of
from zonebook.portal.templatetags.zonebook import day, say

_MOST = 5000


class StepForm(forms.Form):
    """A step that nothing is written for."""

    use_required_attribute = False

    def __init__(self, *arguments: Any, entry: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.entry = entry


class _GroundField(forms.ChoiceField):
    """A choice among the grounds that the table of transitions knows for a step."""

    def __init__(self, step: str) -> None:
        super().__init__(
            label=FIELD_NAMES["ground"],
            choices=lambda: [(ground.code, say(ground.title)) for ground in the_life().grounds_of(step)],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose the ground."), "invalid_choice": _("Choose a ground from the list.")},
        )


# --- an application


class ReturnForm(StepForm):
    """What the applicant is to mend, beside the remarks on single papers."""

    remarks = TextField(
        label=_("What the applicant is to mend"),
        max_length=_MOST,
        lines=3,
        help_text=_("Remarks on single papers are sent as well."),
    )


class RefuseForm(StepForm):
    """Why the application is refused."""

    ground = _GroundField("refuse")
    reason = TextField(
        label=_("Explanation for the applicant"),
        max_length=_MOST,
        lines=3,
        missing=_("Write why the application is refused."),
    )


class AgendaForm(StepForm):
    """At which meeting the council takes it up."""

    meeting = EntryField(
        Meeting,
        label=_("Meeting"),
        called=lambda meeting: f"№\u00a0{meeting.number}, {day(meeting.day)}",
        missing=_("Choose the meeting; call one first if there is none."),
        error_messages={"invalid_choice": _("Choose a meeting from the list.")},
        to_field_name=None,
    )

    def __init__(self, *arguments: Any, entry: Application, **options: Any) -> None:
        super().__init__(*arguments, entry=entry, **options)
        ahead = Meeting.objects.filter(zone=entry.zone, is_held=False, day__gte=localdate())
        self.fields["meeting"].queryset = ahead.order_by("day")


class PostponeForm(StepForm):
    """Why an application is taken off the agenda."""

    reason = TextField(label=_("Reason"), max_length=_MOST, lines=3, missing=_("Write the reason."))


class PrepareForm(StepForm):
    """The agreement that is to be signed; its obligations are the plan of the application."""

    number = TextField(
        label=_("Number of the agreement"), max_length=100, missing=_("Write the number of the agreement.")
    )
    activity = TextField(
        label=_("Activity by the agreement"),
        max_length=_MOST,
        lines=3,
        missing=_("Write the activity that the agreement is about."),
    )
    valid_until = DayField(
        label=FIELD_NAMES["valid_until"], required=False, help_text=_("Leave it empty where no last day was agreed.")
    )

    def __init__(self, *arguments: Any, entry: Application, **options: Any) -> None:
        super().__init__(*arguments, entry=entry, **{"initial": {"activity": entry.activity}, **options})


class PapersJudged(StepForm):
    """Paper by paper: in order, or what is wrong with it."""

    def __init__(self, *arguments: Any, entry: Application, **options: Any) -> None:
        super().__init__(*arguments, entry=entry, **options)
        self.papers = list(newest_papers(entry).values())
        for paper in self.papers:
            self.fields[f"verdict_{paper.pk}"] = forms.ChoiceField(
                label=_("Verdict"), required=False, initial=paper.verdict,
                choices=[("", _("not looked at yet")), *Paper.Verdict.choices],
                error_messages={"invalid_choice": _("Choose “in order” or “has defects”.")},
            )  # fmt: skip
            self.fields[f"remark_{paper.pk}"] = TextField(label=_("Remark"), max_length=500, initial=paper.remark)

    def rows(self) -> list[tuple[Paper, forms.BoundField, forms.BoundField]]:
        """Each paper with its two fields."""
        return [(paper, self[f"verdict_{paper.pk}"], self[f"remark_{paper.pk}"]) for paper in self.papers]

    def judged(self) -> list[tuple[Paper, str, str]]:
        """The papers of which something else is said than before: verdict and remark."""
        said = [
            (paper, self.cleaned_data[f"verdict_{paper.pk}"], self.cleaned_data[f"remark_{paper.pk}"])
            for paper in self.papers
        ]
        return [one for one in said if one[1] and one[1:] != (one[0].verdict, one[0].remark)]

    def clean(self) -> None:
        """Whoever finds a defect says which; a remark without a verdict would be lost."""
        for paper in self.papers:
            verdict = self.cleaned_data.get(f"verdict_{paper.pk}")
            remark = self.cleaned_data.get(f"remark_{paper.pk}", "")
            if verdict == Paper.Verdict.DEFECTIVE and not remark:
                self.add_error(f"remark_{paper.pk}", _("Write what is wrong with the paper."))
            if remark and not verdict and f"verdict_{paper.pk}" not in self.errors:
                self.add_error(f"verdict_{paper.pk}", _("Say whether the paper is in order."))


# --- an agreement


class SignForm(StepForm):
    """Who signed for a party, and when."""

    party = forms.ChoiceField(
        label=_("Party"), widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the party that signed."),
            "invalid_choice": _("This party has signed already, or is none of the three."),
        },
    )  # fmt: skip
    signatory = TextField(label=_("Who signed"), max_length=200, missing=_("Write who signed."))
    office = TextField(label=FIELD_NAMES["office"], max_length=200)
    signed_on = DayField(label=FIELD_NAMES["signed_on"])

    def __init__(self, *arguments: Any, entry: Agreement, **options: Any) -> None:
        super().__init__(*arguments, entry=entry, **options)
        missing = unsigned_parties(entry)
        parties = [(party.code, say(party.title)) for party in the_life().parties if party.code in missing]
        self.fields["party"].choices = parties


class EnterForm(StepForm):
    """The entry in the register of residents."""

    entered_on = DayField(label=FIELD_NAMES["entered_on"])
    register_number = TextField(
        label=FIELD_NAMES["register_number"],
        max_length=60,
        missing=_("Write the number of the entry in the register."),
    )


class AmendForm(StepForm):
    """What an amendment changes; the whole plan of obligations stands in the table below."""

    agreed_on = DayField(label=_("Agreed on"))
    reason = TextField(label=_("What was agreed and why"), max_length=500, missing=_("Write what was agreed and why."))
    valid_until = DayField(label=FIELD_NAMES["valid_until"], required=False)
    activity = TextField(label=FIELD_NAMES["activity"], max_length=_MOST, lines=3)

    def __init__(self, *arguments: Any, entry: Agreement, **options: Any) -> None:
        now = said_of(entry, ("valid_until", "activity"))
        super().__init__(*arguments, entry=entry, **{"initial": now, **options})


class SuspendForm(StepForm):
    """Since when and on which ground."""

    first_day = DayField(label=FIELD_NAMES["first_day"])
    ground = _GroundField("suspend")
    reason = TextField(label=_("Explanation"), max_length=_MOST, lines=3)


class ResumeForm(StepForm):
    """Since when the agreement is in force again."""

    resumed_on = DayField(label=_("In force again from"))
    reason = TextField(label=_("Explanation"), max_length=_MOST, lines=3)


class EndForm(StepForm):
    """The last day of the status, the ground and the document."""

    ended_on = DayField(label=_("Last day of the status"))
    ground = _GroundField("end")
    end_document = TextField(
        label=_("The document that ends it"), max_length=200, missing=_("Write its name, its number and its date.")
    )
    typed = TypedField(
        label=_("Number of the agreement"),
        max_length=100,
        missing=_("Type the number to show that you mean this agreement."),
        other=_("This is not the number of the agreement. Nothing was ended."),
        help_text=_("It cannot be undone: type the number of the agreement."),
    )

    def __init__(self, *arguments: Any, entry: Agreement, **options: Any) -> None:
        super().__init__(*arguments, entry=entry, **options)
        self.fields["typed"].expected = entry.number

    def clean(self) -> dict[str, Any]:
        """What is to be recorded: what was typed only shows that it is meant."""
        return {name: value for name, value in self.cleaned_data.items() if name != "typed"}
