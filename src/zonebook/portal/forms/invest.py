"""What may an investor ask for: free premises, and what a resident's taxes come to?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zonebook.estate.models import Building, Premises
from zonebook.estate.queries import ORDERS, Wanted
from zonebook.measures import Unit
from zonebook.portal.fields import MILLION, AmountField, EntryField, MoneyField
from zonebook.portal.forms.entries import InZone
from zonebook.regime import BenefitPlan
from zonebook.registry.models import Site

_WHOLE = Decimal(100)
_RUB = Unit.of("RUB")
_AMOUNTS = ("revenue", "profit", "property_value", "land_value", "vehicles_tax", "imports")


class WantedForm(InZone):
    """What an investor looks for, asked by the address; a field that cannot be read does not narrow the list."""

    use_required_attribute = False

    site = EntryField(
        Site, within="zone", label=_("Site"), empty_label=_("any"),
        error_messages={"invalid_choice": _("The zone has no such site: choose one from the list.")},
    )  # fmt: skip
    building = EntryField(
        Building, within="site__zone", widget=forms.HiddenInput,
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
    rate = MoneyField(label=_("Rate at most, ₽ per m² and year"), required=False)
    sort = forms.ChoiceField(
        required=False, widget=forms.HiddenInput, choices=[(order, order) for order in ORDERS],
        error_messages={"invalid_choice": _("The list cannot be sorted so: choose a column's head.")},
    )  # fmt: skip

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
        return Wanted(
            site=wishes.get("site"),
            building=wishes.get("building"),
            kind=wishes.get("kind") or "",
            area_from=wishes.get("area_from"),
            area_to=wishes.get("area_to"),
            height_from=wishes.get("height"),
            power_from=wishes.get("power"),
            rate_to=wishes.get("rate"),
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
    revenue = MoneyField(of=MILLION, label=_("Revenue a year, m ₽"), error_messages=_asked)
    profit = MoneyField(
        of=MILLION, label=_("Taxable profit a year, m ₽"), min_value=None, error_messages=_asked,
        help_text=_("Of the revenue; a loss with a minus."),
    )  # fmt: skip
    property_value = MoneyField(of=MILLION, label=_("Value of buildings and equipment, m ₽"), error_messages=_asked)
    land_value = MoneyField(of=MILLION, label=_("Cadastral value of the land, m ₽"), error_messages=_asked)
    vehicles_tax = MoneyField(of=MILLION, label=_("Transport tax a year, m ₽"), error_messages=_asked)
    imports = MoneyField(of=MILLION, label=_("Imports a year, m ₽"), error_messages=_asked)
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
        return BenefitPlan(
            first_year=said["first_year"],
            years=said["years"],
            duty_rate=said["duty_rate"] / _WHOLE,
            **{name: _RUB.from_stored(said[name]) for name in _AMOUNTS},
        )
