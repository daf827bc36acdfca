"""What does a curator send of campaigns and of who looks after whom?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zonebook.accounts.models import User
from zonebook.campaigns.models import Campaign
from zonebook.portal.fields import DayField, EntryField, TextField
from zonebook.registry.models import Company

_LEVELS = (("1", _("the managing company alone")), ("2", _("the managing company, then the city")))
_NO_CURATOR = _("Choose a curator of the zone.")


class OpenForm(forms.Form):
    """The days of a campaign, whom it asks, and how many review the reports."""

    opens = DayField(label=_("First day to report"))
    due = DayField(label=_("Last day to report"))
    asks = forms.ChoiceField(label=_("Who must report"), choices=Campaign.Asks.choices)
    asked_on = DayField(
        label=_("Who was in the zone on the day"),
        required=False,
        help_text=_("Leave it empty to ask everybody who was there at any time of the quarter."),
    )
    levels = forms.TypedChoiceField(label=_("Who reviews the reports"), choices=_LEVELS, coerce=int)


class ExtendForm(forms.Form):
    """A later last day for one company, and why."""

    company = EntryField(Company, label=_("Company"), missing=_("Choose a company that the campaign asks."))
    due = DayField(label=_("New last day to report"), help_text=_("A working day."))
    reason = TextField(
        label=_("Why the company is given more time"),
        max_length=1000,
        lines=3,
        missing=_("Write why the company is given more time."),
    )

    def __init__(self, *arguments: Any, companies: QuerySet[Company], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["company"].queryset = companies.order_by("search_name")


class WithdrawForm(forms.Form):
    """Why a later deadline is taken back."""

    reason = TextField(
        label=_("Why the later deadline is withdrawn"),
        max_length=1000,
        lines=3,
        missing=_("Write why the later deadline is withdrawn."),
    )


class ReopenForm(forms.Form):
    """Why a campaign takes reports again."""

    reason = TextField(
        label=_("Why the campaign takes reports again"),
        max_length=1000,
        lines=3,
        missing=_("Write why the campaign takes reports again."),
    )


class _ByName(forms.ModelChoiceField):
    """A person by full name, or by user name where there is none."""

    def label_from_instance(self, person: User) -> str:
        return person.get_full_name() or person.username


class AssignForm(forms.Form):
    """Who looks after the chosen companies, from which day on."""

    username = _ByName(
        User.objects.none(),
        label=_("Curator"),
        to_field_name="username",
        empty_label=_("choose"),
        error_messages={"required": _NO_CURATOR, "invalid_choice": _NO_CURATOR},
    )
    first_day = DayField(label=_("From the day"))

    def __init__(self, *arguments: Any, people: QuerySet[User], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["username"].queryset = people


class ReleaseForm(forms.Form):
    """The last day on which a curator looks after a company."""

    last_day = DayField(label=_("Last day"))
