"""What does a resident pay, and what would the same firm pay outside the zone?

The investor's calculator: a plan with the same amounts every year, held against dated rates. Only the taxes of the
definition are reckoned. A loss pays no profit tax and is not carried forward. Each tax of a year is rounded once, to
the kopeck, halves up; totals are sums of the rounded numbers, so that they add up as they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from zonebook.measures import Text, Unit
from zonebook.regime.benefit_plan import Base, BenefitPlan, PlanError
from zonebook.regime.definition import Reference, RegimeDefinitionError, Status, must_be_single
from zonebook.regime.wording import filled, percent, roubles

_KOPECK = Decimal(1).scaleb(-Unit.of("RUB").scale)


@dataclass(frozen=True, slots=True)
class RateOutside:
    """The share of the base that is due outside from a calendar year on."""

    share: Decimal
    from_year: int


@dataclass(frozen=True, slots=True)
class RateInside:
    """The share of the base that is due inside, for a resident's first years or, where none are given, for good."""

    share: Decimal
    for_years: int | None = None


@dataclass(frozen=True, slots=True)
class Tax:
    """One tax: its rates outside by calendar year, and the one inside, after whose years the outside rate is due."""

    code: str
    title: Text
    base: Base
    base_title: Text
    outside: tuple[RateOutside, ...]
    inside: RateInside
    reference: Reference
    status: Status

    def __post_init__(self) -> None:
        if not self.outside:
            raise RegimeDefinitionError(f"tax {self.code}: outside: no rate is given")

    def rate_outside(self, year: int) -> Decimal:
        """The share due outside in a year. Raises PlanError for a year before the first known rate."""
        known = [rate for rate in self.outside if rate.from_year <= year]
        if not known:
            raise PlanError("first_year", _known_from(min(rate.from_year for rate in self.outside)))
        return max(known, key=lambda rate: rate.from_year).share

    def rate_inside(self, year: int, *, nth: int) -> Decimal:
        """The share due inside in the nth year as a resident, counted from 1."""
        lasts = self.inside.for_years is None or nth <= self.inside.for_years
        return self.inside.share if lasts else self.rate_outside(year)


@dataclass(frozen=True, slots=True)
class BenefitExample:
    """A worked example: a plan and what it saves in each of its years, in roubles."""

    plan: BenefitPlan
    saved: tuple[Decimal, ...]
    note: Text


@dataclass(frozen=True, slots=True)
class BenefitRates:
    """A version of the rates of a place: a zone or a region by its code."""

    code: str
    title: Text
    valid_from: date
    reference: Reference
    status: Status
    taxes: tuple[Tax, ...]
    note: Text
    examples: tuple[BenefitExample, ...]

    def __post_init__(self) -> None:
        must_be_single("tax", (tax.code for tax in self.taxes))


@dataclass(frozen=True, slots=True)
class TaxOfYear:
    """One tax of one year: base and both rates, what is due outside and inside, and the working in words."""

    tax: Tax
    base: Decimal
    rate_outside: Decimal
    rate_inside: Decimal
    outside: Decimal
    inside: Decimal
    working: Text

    @property
    def saved(self) -> Decimal:
        return self.outside - self.inside


@dataclass(frozen=True, slots=True)
class YearOfBenefits:
    """All taxes of one year."""

    year: int
    taxes: tuple[TaxOfYear, ...]

    @property
    def outside(self) -> Decimal:
        return sum((tax.outside for tax in self.taxes), Decimal(0))

    @property
    def inside(self) -> Decimal:
        return sum((tax.inside for tax in self.taxes), Decimal(0))

    @property
    def saved(self) -> Decimal:
        return self.outside - self.inside


def reckon(plan: BenefitPlan, rates: BenefitRates) -> tuple[YearOfBenefits, ...]:
    """Each year of the plan with each of its taxes. Raises PlanError for a plan that begins before the rates hold."""
    if plan.first_year < rates.valid_from.year:
        raise PlanError("first_year", _known_from(rates.valid_from.year))
    return tuple(
        YearOfBenefits(year, tuple(_tax_of_year(tax, plan, year=year) for tax in rates.taxes))
        for year in range(plan.first_year, plan.first_year + plan.years)
    )


def totals(years: tuple[YearOfBenefits, ...]) -> Mapping[str, Decimal]:
    """The sums over all years: `outside`, `inside`, `saved`."""
    sums = {name: sum((getattr(year, name) for year in years), Decimal(0)) for name in ("outside", "inside", "saved")}
    return MappingProxyType(sums)


def _tax_of_year(tax: Tax, plan: BenefitPlan, *, year: int) -> TaxOfYear:
    base = plan.base(tax.base)
    rate_outside, rate_inside = tax.rate_outside(year), tax.rate_inside(year, nth=year - plan.first_year + 1)
    outside, inside = ((base * rate).quantize(_KOPECK, ROUND_HALF_UP) for rate in (rate_outside, rate_inside))
    said = {
        "base": roubles(base.quantize(_KOPECK, ROUND_HALF_UP)),
        "base_title": tax.base_title,
        "rate_outside": percent(rate_outside),
        "rate_inside": percent(rate_inside),
        "outside": roubles(outside),
        "inside": roubles(inside),
        "saved": roubles(outside - inside),
    }
    return TaxOfYear(tax, base, rate_outside, rate_inside, outside, inside, filled(_WORKING, said))


_WORKING = Text(
    "{base_title} {base}. Вне зоны {rate_outside}: {outside}. В зоне {rate_inside}: {inside}. Экономия {saved}.",
    "{base_title} {base}. Outside {rate_outside}: {outside}. Inside {rate_inside}: {inside}. Saved {saved}.",
)


def _known_from(year: int) -> Text:
    return Text(f"Ставки известны с {year} года.", f"Rates are known from {year} on.")
