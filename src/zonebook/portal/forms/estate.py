"""What does a curator write of buildings, premises, plots and their leases?"""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zonebook.estate.models import Building, Premises
from zonebook.portal.field_names import FIELD_NAMES
from zonebook.portal.fields import AmountField, CodeField, DayField, EntryField, MoneyField, TextField
from zonebook.portal.forms.entries import EntryForm, InZone, ReasonForm
from zonebook.registry.models import Company, Site

_TAKEN = ("new", "calculator")
_RATE = _("Rate, ₽ per m² and year")
_ENDLESS = _("Leave it blank for a lease without an end.")


class BuildingForm(InZone):
    """A building of a site."""

    site = EntryField(Site, within="zone", label=FIELD_NAMES["site"], missing=_("Choose the site."))
    name = TextField(label=FIELD_NAMES["name"], max_length=200, missing=_("Write the name of the building."))
    code = CodeField()
    address = TextField(label=FIELD_NAMES["address"], max_length=300)
    floors = forms.IntegerField(label=_("Floors"), required=False, min_value=1, max_value=200)


class PremisesForm(EntryForm, InZone):
    """What the register says of premises or of a plot."""

    only_new = ("site", "code")
    field_order = ("site", "kind", "building", "number", "code")

    site = EntryField(Site, within="zone", label=FIELD_NAMES["site"], missing=_("Choose the site."))
    kind = forms.ChoiceField(label=_("Premises or plot"), choices=Premises.Kind.choices)
    building = EntryField(
        Building,
        within="site__zone",
        label=_("Building"),
        empty_label=_("none"),
        help_text=_("A plot lies in no building."),
    )
    number = TextField(label=_("Number"), max_length=60, missing=_("Write the number by which people know it."))
    code = CodeField()
    floor = forms.IntegerField(label=_("Floor"), required=False, min_value=-20, max_value=200)
    area_sqm = AmountField(label=_("Area, m²"), digits=12, error_messages={"required": _("Give the area.")})
    height_m = AmountField(label=_("Height, m"), digits=5, required=False)
    power_kw = AmountField(label=_("Power, kW"), digits=8, decimals=1, required=False)
    purpose = TextField(label=_("Meant for"), max_length=200)
    state = forms.ChoiceField(
        label=_("State"), choices=Premises.State.choices, help_text=_("Whether it is let follows from its leases.")
    )
    ready_on = DayField(label=_("Ready on"), required=False)
    rate = MoneyField(label=_RATE, required=False)

    def clean_code(self) -> str:
        """The code, unless another page has this address."""
        code: str = self.cleaned_data["code"]
        if code in _TAKEN:
            raise ValidationError(_("Another page has this address: choose another code."))
        return code


class LetForm(InZone):
    """A lease as it was signed."""

    company = EntryField(
        Company,
        within="presences__site__zone",
        label=_("Company"),
        empty_label=_("choose"),
        help_text=_("Companies that the register places on a site of the zone."),
        missing=_("Choose the company."),
        error_messages={"invalid_choice": _("Choose a company from the list.")},
    )
    number = TextField(label=_("Number of the lease"), max_length=60, missing=_("Give the number of the lease."))
    signed_on = DayField(label=_("Signed on"), required=False)
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"), required=False, help_text=_ENDLESS)
    rate = MoneyField(label=_RATE, required=False)


class EndLeaseForm(ReasonForm):
    """An end that was agreed before the lease's last day."""

    field_order = ("agreed_on", "last_day", "reason")

    agreed_on = DayField(label=_("Agreed on"))
    last_day = DayField(label=_("Last day"))


class AmendLeaseForm(EntryForm):
    """The lease's rate and last day as they are from now on; both are filled in with those in force."""

    field_order = ("agreed_on", "rate", "last_day")

    agreed_on = DayField(label=_("Agreed on"))
    rate = MoneyField(label=_RATE, required=False)
    last_day = DayField(label=_("Last day"), required=False, help_text=_ENDLESS)
