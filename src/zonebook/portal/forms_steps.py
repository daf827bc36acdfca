"""What does a curator write for each step of a status? Every form is made for the entry that takes the step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from zonebook.agreements.facts import the_life, unsigned_parties
from zonebook.agreements.models import AgendaItem, Agreement, Application, CouncilMember, Meeting, Paper, Vote
from zonebook.agreements.queries import newest_papers
from zonebook.archive.queries import media_type_of
from zonebook.portal.field_names import FIELD_NAMES
from zonebook.portal.fields import DayField
from zonebook.portal.templatetags.zonebook import day, say


class StepForm(forms.Form):
    """A step that nothing is written for."""

    use_required_attribute = False

    def __init__(self, *arguments: Any, entry: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.entry = entry


def _text(label: Any, length: int, **more: Any) -> forms.CharField:
    messages = {"max_length": _("The text is too long: at most %(limit_value)s characters.")}
    return forms.CharField(label=label, max_length=length, error_messages=messages | more.pop("says", {}), **more)


def _longer(label: Any, **more: Any) -> forms.CharField:
    return _text(label, 5000, widget=forms.Textarea(attrs={"rows": 3}), **more)


def _ground(step: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=FIELD_NAMES["ground"],
        choices=lambda: [(ground.code, say(ground.title)) for ground in the_life().grounds_of(step)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the ground."), "invalid_choice": _("Choose a ground from the list.")},
    )


# --- an application


class ReturnForm(StepForm):
    """What the applicant is to mend, beside the remarks on single papers."""

    remarks = _longer(
        _("What the applicant is to mend"), required=False, help_text=_("Remarks on single papers are sent as well.")
    )


class RefuseForm(StepForm):
    """Why the application is refused."""

    ground = _ground("refuse")
    reason = _longer(_("Explanation for the applicant"), says={"required": _("Write why the application is refused.")})


class AgendaForm(StepForm):
    """At which meeting the council takes it up."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label=_("Meeting"),
        error_messages={
            "required": _("Choose the meeting; call one first if there is none."),
            "invalid_choice": _("Choose a meeting from the list."),
        },
    )  # fmt: skip

    def __init__(self, *arguments: Any, entry: Application, **named: Any) -> None:
        super().__init__(*arguments, entry=entry, **named)
        ahead = Meeting.objects.filter(zone=entry.zone, is_held=False, day__gte=localdate()).order_by("day")
        self.fields["meeting"].queryset = ahead  # type: ignore[attr-defined]  # a choice among entries
        self.fields["meeting"].label_from_instance = _meeting_name  # type: ignore[attr-defined]  # a choice among entries


class ReasonForm(StepForm):
    """Why a step is taken."""

    reason = _longer(_("Reason"), says={"required": _("Write the reason.")})


class PrepareForm(StepForm):
    """The agreement that is to be signed; its obligations are the plan of the application."""

    number = _text(_("Number of the agreement"), 100, says={"required": _("Write the number of the agreement.")})
    activity = _longer(
        _("Activity by the agreement"), says={"required": _("Write the activity that the agreement is about.")}
    )
    valid_until = DayField(
        label=FIELD_NAMES["valid_until"], required=False, help_text=_("Leave it empty where no last day was agreed.")
    )

    def __init__(self, *arguments: Any, entry: Application, **named: Any) -> None:
        super().__init__(*arguments, entry=entry, **{"initial": {"activity": entry.activity}, **named})


class PapersJudged(StepForm):
    """Paper by paper: in order, or what is wrong with it."""

    def __init__(self, *arguments: Any, entry: Application, **named: Any) -> None:
        super().__init__(*arguments, entry=entry, **named)
        self.papers = list(newest_papers(entry).values())
        for paper in self.papers:
            self.fields[f"verdict_{paper.pk}"] = forms.ChoiceField(
                label=_("Verdict"), required=False, initial=paper.verdict,
                choices=[("", _("not looked at yet")), *Paper.Verdict.choices],
                error_messages={"invalid_choice": _("Choose “in order” or “has defects”.")},
            )  # fmt: skip
            self.fields[f"remark_{paper.pk}"] = _text(_("Remark"), 500, required=False, initial=paper.remark)

    def rows(self) -> list[tuple[Paper, forms.BoundField, forms.BoundField]]:
        """Each paper with its two fields."""
        return [(paper, self[f"verdict_{paper.pk}"], self[f"remark_{paper.pk}"]) for paper in self.papers]

    def judged(self) -> list[tuple[Paper, str, str]]:
        """The papers of which something else is said than before: verdict and remark."""
        said = [
            (paper, self.cleaned_data[f"verdict_{paper.pk}"], self.cleaned_data[f"remark_{paper.pk}"].strip())
            for paper in self.papers
        ]
        return [one for one in said if one[1] and one[1:] != (one[0].verdict, one[0].remark)]

    def clean(self) -> None:
        """Whoever finds a defect says which; a remark without a verdict would be lost."""
        for paper in self.papers:
            verdict = self.cleaned_data.get(f"verdict_{paper.pk}")
            remark = self.cleaned_data.get(f"remark_{paper.pk}", "").strip()
            if verdict == Paper.Verdict.DEFECTIVE and not remark:
                self.add_error(f"remark_{paper.pk}", _("Write what is wrong with the paper."))
            if remark and not verdict and f"verdict_{paper.pk}" not in self.errors:
                self.add_error(f"verdict_{paper.pk}", _("Say whether the paper is in order."))


# --- the council


class MeetingForm(forms.Form):
    """A meeting of the council."""

    number = _text(FIELD_NAMES["number"], 40, says={"required": _("Write the number of the meeting.")})
    day = DayField(label=FIELD_NAMES["day"])


class MemberForm(forms.Form):
    """Somebody who votes in the council."""

    name = _text(FIELD_NAMES["name"], 200, says={"required": _("Write the person's name.")})
    office = _text(FIELD_NAMES["office"], 300, required=False)
    first_day = DayField(label=FIELD_NAMES["first_day"])


class UnseatForm(forms.Form):
    """That a member votes no more."""

    member = forms.ModelChoiceField(
        CouncilMember.objects.none(), label=_("Member of the council"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose the member.")),
    )  # fmt: skip
    last_day = DayField(label=FIELD_NAMES["last_day"])
    reason = _text(_("Reason"), 500, says={"required": _("Write the reason.")})

    def __init__(self, *arguments: Any, members: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]  # a choice among entries


class MinutesForm(forms.Form):
    """The minutes of a meeting that was held."""

    use_required_attribute = False

    minutes = forms.FileField(
        label=_("Minutes of the meeting"), max_length=200,
        help_text=_("PDF, DOCX, XLSX, PNG or JPEG, each up to 10 MB."),
        error_messages={
            "required": _("Choose the file of the minutes."),
            "empty": _("The file is empty: choose another."),
            "max_length": _("The name of the file is too long: shorten it."),
        },
    )  # fmt: skip

    def clean_minutes(self) -> tuple[str, bytes]:
        """Name and bytes of the file, unless it is of no kind that can be attached."""
        file: UploadedFile = self.cleaned_data["minutes"]
        content: bytes = file.read()
        media_type_of(content)
        return str(file.name), content


class VotesForm(StepForm):
    """How each member voted on an item; who did not take part has no vote."""

    def __init__(self, *arguments: Any, entry: AgendaItem, members: list[CouncilMember], **named: Any) -> None:
        super().__init__(*arguments, entry=entry, **named)
        self.members = {f"vote_{member.pk}": member for member in members}
        now = {f"vote_{vote.member_id}": vote.choice for vote in entry.votes.all()}
        for name, member in self.members.items():
            self.fields[name] = forms.ChoiceField(
                label=member.name, required=False, initial=now.get(name, ""),
                choices=[("", _("did not take part")), *Vote.Choice.choices],
                error_messages={"invalid_choice": _("Choose for, against or abstained.")},
            )  # fmt: skip

    def votes(self) -> dict[CouncilMember, str]:
        """Who voted how."""
        return {member: self.cleaned_data[name] for name, member in self.members.items() if self.cleaned_data[name]}


class DecideForm(StepForm):
    """What the council gives as its reasons."""

    reasons = _longer(_("Reasons of the council"), says={"required": _("Write the reasons of the council.")})


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
    signatory = _text(_("Who signed"), 200, says={"required": _("Write who signed.")})
    office = _text(FIELD_NAMES["office"], 200, required=False)
    signed_on = DayField(label=FIELD_NAMES["signed_on"])

    def __init__(self, *arguments: Any, entry: Agreement, **named: Any) -> None:
        super().__init__(*arguments, entry=entry, **named)
        missing = unsigned_parties(entry)
        choices = [(party.code, say(party.title)) for party in the_life().parties if party.code in missing]
        self.fields["party"].choices = choices  # type: ignore[attr-defined]  # the field is a choice


class EntryForm(StepForm):
    """The entry in the register of residents."""

    entered_on = DayField(label=FIELD_NAMES["entered_on"])
    register_number = _text(
        FIELD_NAMES["register_number"], 60, says={"required": _("Write the number of the entry in the register.")}
    )


class AmendForm(StepForm):
    """What an amendment changes; the whole plan of obligations stands in the table below."""

    agreed_on = DayField(label=_("Agreed on"))
    reason = _text(_("What was agreed and why"), 500, says={"required": _("Write what was agreed and why.")})
    valid_until = DayField(label=FIELD_NAMES["valid_until"], required=False)
    activity = _longer(FIELD_NAMES["activity"], required=False)

    def __init__(self, *arguments: Any, entry: Agreement, **named: Any) -> None:
        now = {"valid_until": entry.valid_until, "activity": entry.activity}
        super().__init__(*arguments, entry=entry, **{"initial": now, **named})


class SuspendForm(StepForm):
    """Since when and on which ground."""

    first_day = DayField(label=FIELD_NAMES["first_day"])
    ground = _ground("suspend")
    reason = _longer(_("Explanation"), required=False)


class ResumeForm(StepForm):
    """Since when the agreement is in force again."""

    resumed_on = DayField(label=_("In force again from"))
    reason = _longer(_("Explanation"), required=False)


class EndForm(StepForm):
    """The last day of the status, the ground and the document."""

    ended_on = DayField(label=_("Last day of the status"))
    ground = _ground("end")
    end_document = _text(
        _("The document that ends it"), 200, says={"required": _("Write its name, its number and its date.")}
    )
    typed = _text(
        _("Number of the agreement"), 100, help_text=_("It cannot be undone: type the number of the agreement."),
        says={"required": _("Type the number to show that you mean this agreement.")},
    )  # fmt: skip

    def clean_typed(self) -> str:
        """What was typed, if it is the number."""
        typed: str = self.cleaned_data["typed"].strip()
        if typed != self.entry.number:
            raise ValidationError(_("This is not the number of the agreement. Nothing was ended."))
        return typed


def _meeting_name(meeting: Meeting) -> str:
    return f"№\u00a0{meeting.number}, {day(meeting.day)}"
