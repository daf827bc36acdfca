"""What does a curator write of the expert council: its members, its meetings, its votes and decisions?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zonebook.agreements.models import AgendaItem, CouncilMember, Vote
from zonebook.portal.field_names import FIELD_NAMES
from zonebook.portal.fields import AttachmentField, DayField, EntryField, TextField
from zonebook.portal.forms.steps import StepForm


class MeetingForm(forms.Form):
    """A meeting of the council."""

    number = TextField(label=FIELD_NAMES["number"], max_length=40, missing=_("Write the number of the meeting."))
    day = DayField(label=FIELD_NAMES["day"])


class MemberForm(forms.Form):
    """Somebody who votes in the council."""

    name = TextField(label=FIELD_NAMES["name"], max_length=200, missing=_("Write the person's name."))
    office = TextField(label=FIELD_NAMES["office"], max_length=300)
    first_day = DayField(label=FIELD_NAMES["first_day"])


class UnseatForm(forms.Form):
    """That a member votes no more."""

    member = EntryField(
        CouncilMember, label=_("Member of the council"), missing=_("Choose the member."), to_field_name=None
    )
    last_day = DayField(label=FIELD_NAMES["last_day"])
    reason = TextField(label=_("Reason"), max_length=500, missing=_("Write the reason."))

    def __init__(self, *arguments: Any, members: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["member"].queryset = members


class MinutesForm(forms.Form):
    """The minutes of a meeting that was held."""

    use_required_attribute = False

    minutes = AttachmentField(label=_("Minutes of the meeting"), missing=_("Choose the file of the minutes."))


class VotesForm(StepForm):
    """How each member voted on an item; who did not take part has no vote."""

    def __init__(self, *arguments: Any, entry: AgendaItem, members: list[CouncilMember], **options: Any) -> None:
        super().__init__(*arguments, entry=entry, **options)
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

    reasons = TextField(
        label=_("Reasons of the council"), max_length=5000, lines=3, missing=_("Write the reasons of the council.")
    )
