"""What may an investor ask for, and what does a curator write of a lease?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zonebook.estate.models import Building, Lease, Premises
from zonebook.estate.queries import ORDERS, Wanted
from zonebook.measures import Unit
from zonebook.portal.field_names import FIELD_NAMES
from zonebook.portal.fields import AmountField, DayField
from zonebook.portal.forms_register import Named, ReasonForm
from zonebook.regime import BenefitPlan
from zonebook.registry.models import Company, Site, Zone

MILLION = Decimal(10) ** 6
_WHOLE = Decimal(100)
_TAKEN = ("new", "calculator")
_CHOOSE_SITE = {"required": _("Choose the site."), "invalid_choice": _("Choose the site.")}
_NAME = {"required": _("Write the name of the building.")}
_NUMBER = {"required": _("Write the number by which people know it.")}
_CODE_HELP = _("Latin letters, digits and hyphens: the end of the address of its page. It stays for good.")
_CODE = {
    "required": _("Write a code in Latin letters, digits and hyphens."),
    "invalid": _("Write the code in Latin letters, digits and hyphens."),
}
_RUB = Unit.of("RUB")


class WantedForm(forms.Form):
    """What an investor looks for, asked by the address; a field that cannot be read does not narrow the list."""

    use_required_attribute = False

    site = Named(
        Site.objects.none(), label=_("Site"), required=False, to_field_name="code", empty_label=_("any"),
        error_messages={"invalid_choice": _("The zone has no such site: choose one from the list.")},
    )  # fmt: skip
    building = forms.ModelChoiceField(
        Building.objects.none(), required=False, to_field_name="code", widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("The zone has no such building: choose one from the map.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Premises or plots"), required=False, choices=[("", _("any")), *Premises.Kind.choices],
        error_messages={"invalid_choice": _("Choose premises or plots.")},
    )  # fmt: skip
    area_from = AmountField(label=_("Area from, m²"), required=False)
    area_to = AmountField(label=_("Area to, m²"), required=False)
    height = AmountField(label=_("Height at least, m"), required=False)
    power = AmountField(label=_("Power at least, kW"), required=False)
    rate = AmountField(label=_("Rate at most, ₽ per m² and year"), required=False)
    sort = forms.ChoiceField(
        required=False, widget=forms.HiddenInput, choices=[(order, order) for order in ORDERS],
        error_messages={"invalid_choice": _("The list cannot be sorted so: choose a column's head.")},
    )  # fmt: skip

    def __init__(self, *arguments: Any, zone: Zone, **options: Any) -> None:
        super().__init__(*arguments, **options)
        sites = Site.objects.filter(zone=zone)
        self.fields["site"].queryset = sites
        self.fields["building"].queryset = Building.objects.filter(site__in=sites)

    def clean(self) -> dict[str, Any]:
        """The wishes, unless they contradict each other."""
        wishes: dict[str, Any] = super().clean() or {}
        least, most = wishes.get("area_from"), wishes.get("area_to")
        if least is not None and most is not None and least > most:
            self.add_error("area_to", _("This is less than the area from which you search."))
        return wishes

    def wanted(self) -> Wanted:
        """What could be read of the wishes."""
        self.is_valid()
        wishes = self.cleaned_data
        rate = wishes.get("rate")
        return Wanted(
            site=wishes.get("site"),
            building=wishes.get("building"),
            kind=wishes.get("kind") or "",
            area_from=wishes.get("area_from"),
            area_to=wishes.get("area_to"),
            height_from=wishes.get("height"),
            power_from=wishes.get("power"),
            rate_to=None if rate is None else _RUB.to_stored(rate),
            order=wishes.get("sort") or "site",
        )


class PlanForm(forms.Form):
    """What an investor plans, alike for every year, in millions of roubles. Nothing is taken for zero unsaid."""

    _asked = {"required": _("Write a number; 0 where there is none.")}

    first_year = forms.IntegerField(
        label=_("First year"), error_messages={"required": _("Give the year."), "invalid": _("Write a year as 2026.")}
    )
    years = forms.IntegerField(
        label=_("How many years"), error_messages={"required": _("Give a number of years."), "invalid": _("Write 10.")}
    )
    revenue = AmountField(label=_("Revenue a year, m ₽"), decimals=6, error_messages=_asked)
    profit = AmountField(
        label=_("Taxable profit a year, m ₽"), decimals=6, may_be_negative=True, error_messages=_asked,
        help_text=_("Of the revenue; a loss with a minus."),
    )  # fmt: skip
    property_value = AmountField(label=_("Value of buildings and equipment, m ₽"), decimals=6, error_messages=_asked)
    land_value = AmountField(label=_("Cadastral value of the land, m ₽"), decimals=6, error_messages=_asked)
    vehicles_tax = AmountField(label=_("Transport tax a year, m ₽"), decimals=6, error_messages=_asked)
    imports = AmountField(label=_("Imports a year, m ₽"), decimals=6, error_messages=_asked)
    duty_rate = AmountField(label=_("Duty on them, %"), error_messages=_asked)

    def clean_duty_rate(self) -> Decimal:
        """The rate of duty, unless it is above the whole of the imports."""
        rate: Decimal = self.cleaned_data["duty_rate"]
        if rate > _WHOLE:
            raise ValidationError(_("The rate of duty is above 100%. Check it."))
        return rate

    def plan(self) -> BenefitPlan:
        """The plan in roubles. Raises PlanError for one that cannot be reckoned."""
        said = self.cleaned_data
        amounts = ("revenue", "profit", "property_value", "land_value", "vehicles_tax", "imports")
        return BenefitPlan(
            first_year=said["first_year"],
            years=said["years"],
            duty_rate=said["duty_rate"] / _WHOLE,
            **{name: said[name] * MILLION for name in amounts},
        )


class LetForm(forms.Form):
    """A lease as it was signed."""

    company = forms.ModelChoiceField(
        Company.objects.none(), label=_("Company"), to_field_name="code", empty_label=_("choose"),
        help_text=_("Companies that the register places on a site of the zone."),
        error_messages={
            "required": _("Choose the company."), "invalid_choice": _("Choose a company from the list."),
        },
    )  # fmt: skip
    number = forms.CharField(
        label=_("Number of the lease"), max_length=60, error_messages={"required": _("Give the number of the lease.")}
    )
    signed_on = DayField(label=_("Signed on"), required=False)
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"), required=False, help_text=_("Leave it blank for a lease without an end."))
    rate = AmountField(label=_("Rate, ₽ per m² and year"), required=False)

    def __init__(self, *arguments: Any, zone: Zone, **options: Any) -> None:
        super().__init__(*arguments, **options)
        placed = Company.objects.filter(presences__site__zone=zone).distinct()
        self.fields["company"].queryset = placed

    def facts(self) -> dict[str, Any]:
        """What the lease says, as the register keeps it."""
        return self.cleaned_data | {"rate": as_stored(self.cleaned_data["rate"])}


class EndLeaseForm(ReasonForm):
    """An end that was agreed before the lease's last day."""

    agreed_on = DayField(label=_("Agreed on"))
    last_day = DayField(label=_("Last day"))

    field_order = ("agreed_on", "last_day", "reason")


class AmendLeaseForm(ReasonForm):
    """The lease's rate and last day as they are from now on; both are filled in with those in force."""

    agreed_on = DayField(label=_("Agreed on"))
    rate = AmountField(label=_("Rate, ₽ per m² and year"), required=False)
    last_day = DayField(label=_("Last day"), required=False, help_text=_("Leave it blank for a lease without an end."))

    field_order = ("agreed_on", "rate", "last_day", "reason")

    def facts(self) -> dict[str, Any]:
        """The terms from now on, as the register keeps them."""
        return self.cleaned_data | {"rate": as_stored(self.cleaned_data["rate"])}


def terms_in_force(lease: Lease) -> dict[str, Decimal | date | None]:
    """What the amending form is filled in with."""
    return {"rate": as_roubles(lease.rate), "last_day": lease.last_day}


def as_roubles(rate: int | None) -> Decimal | None:
    """A rate of the register in roubles, without kopecks where there are none."""
    if rate is None:
        return None
    roubles = _RUB.from_stored(rate)
    return roubles.to_integral_value() if roubles == roubles.to_integral_value() else roubles


def as_stored(rate: Decimal | None) -> int | None:
    """A rate in roubles as the register keeps it."""
    return None if rate is None else _RUB.to_stored(rate)


class BuildingForm(forms.Form):
    """A building of a site."""

    site = Named(Site.objects.none(), label=_("Site"), to_field_name="code", error_messages=_CHOOSE_SITE)
    name = forms.CharField(label=FIELD_NAMES["name"], max_length=200, error_messages=_NAME)
    code = forms.SlugField(label=FIELD_NAMES["code"], max_length=60, help_text=_CODE_HELP, error_messages=_CODE)
    address = forms.CharField(label=FIELD_NAMES["address"], max_length=300, required=False)
    floors = forms.IntegerField(label=_("Floors"), required=False, min_value=1, max_value=200)

    def __init__(self, *arguments: Any, zone: Zone, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["site"].queryset = Site.objects.filter(zone=zone)


class PremisesForm(forms.Form):
    """What the register says of premises or of a plot."""

    kind = forms.ChoiceField(label=_("Premises or plot"), choices=Premises.Kind.choices)
    building = Named(
        Building.objects.none(), label=_("Building"), required=False, to_field_name="code", empty_label=_("none"),
        help_text=_("A plot lies in no building."),
    )  # fmt: skip
    number = forms.CharField(label=_("Number"), max_length=60, error_messages=_NUMBER)
    floor = forms.IntegerField(label=_("Floor"), required=False, min_value=-20, max_value=200)
    area_sqm = AmountField(label=_("Area, m²"), digits=12, error_messages={"required": _("Give the area.")})
    height_m = AmountField(label=_("Height, m"), digits=5, required=False)
    power_kw = AmountField(label=_("Power, kW"), digits=8, decimals=1, required=False)
    purpose = forms.CharField(label=_("Meant for"), max_length=200, required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=Premises.State.choices, help_text=_("Whether it is let follows from its leases.")
    )
    ready_on = DayField(label=_("Ready on"), required=False)
    rate = AmountField(label=_("Rate, ₽ per m² and year"), required=False)

    def __init__(self, *arguments: Any, zone: Zone, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["building"].queryset = Building.objects.filter(site__zone=zone)

    def facts(self) -> dict[str, Any]:
        """What was written, as the register keeps it."""
        return self.cleaned_data | {"rate": as_stored(self.cleaned_data["rate"])}


class NewPremisesForm(PremisesForm):
    """Premises or a plot that the register does not have yet."""

    site = Named(Site.objects.none(), label=_("Site"), to_field_name="code", error_messages=_CHOOSE_SITE)
    code = forms.SlugField(label=FIELD_NAMES["code"], max_length=60, help_text=_CODE_HELP, error_messages=_CODE)

    field_order = ("site", "kind", "building", "number", "code")

    def __init__(self, *arguments: Any, zone: Zone, **options: Any) -> None:
        super().__init__(*arguments, zone=zone, **options)
        self.fields["site"].queryset = Site.objects.filter(zone=zone)

    def clean_code(self) -> str:
        """The code, unless another page has this address."""
        code: str = self.cleaned_data["code"]
        if code in _TAKEN:
            raise ValidationError(_("Another page has this address: choose another code."))
        return code


class EditPremisesForm(PremisesForm, ReasonForm):
    """A change of what the register says of premises, and why."""

    def __init__(self, *arguments: Any, premises: Premises, **options: Any) -> None:
        now = {name: getattr(premises, name) for name in PremisesForm.base_fields}
        now["building"] = premises.building.code if premises.building else None
        now["rate"] = as_roubles(premises.rate)
        super().__init__(*arguments, initial=now, **options)
