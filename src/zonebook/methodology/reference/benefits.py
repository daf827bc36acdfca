"""The section of benefits: the rates of a place inside and outside, and plans reckoned with their working."""

from __future__ import annotations

from zonebook.methodology.reference.markdown import both, code, facts, source, status, table
from zonebook.regime import BenefitPlan, BenefitRates, Tax, YearOfBenefits, reckon
from zonebook.regime.benefits import BenefitExample


def benefits_section(rates: BenefitRates) -> str:
    """The rates of a place with their sources, and its worked examples."""
    described = facts(
        {
            "place": both(rates.title),
            "what is reckoned": both(rates.note),
            "valid from": rates.valid_from,
            "reference": f"{source(rates.reference.title.en, rates.reference.link)}<br>{rates.reference.title.ru}",
            "status": status(rates.status),
        }
    )
    taxes = table(
        ("tax", "Russian", "taken of", "outside", "inside", "status", "reference"), [_tax(tax) for tax in rates.taxes]
    )
    examples = "\n\n".join(_example(example, rates) for example in rates.examples)
    heading = f"## Benefits: {rates.code}"
    return f"{heading}\n\n{described}\n\n{taxes}\n\nWorked examples (the tests execute them):\n\n{examples}"


def _tax(tax: Tax) -> tuple[object, ...]:
    outside = ", ".join(f"{rate.share:f} from {rate.from_year}" for rate in tax.outside)
    years = tax.inside.for_years
    inside = f"{tax.inside.share:f}" if years is None else f"{tax.inside.share:f} for {years} years"
    reference = source(tax.reference.title.en, tax.reference.link)
    return (tax.title.en, tax.title.ru, code(tax.base), outside, inside, tax.status, reference)


def _example(example: BenefitExample, rates: BenefitRates) -> str:
    years = reckon(example.plan, rates)
    rows = [row for year in years for row in _year(year)]
    reckoned = table(("year", "tax", "base", "outside", "inside", "saved"), rows)
    return f"{_plan(example.plan)}\n\n{both(example.note)}\n\n{reckoned}"


def _year(year: YearOfBenefits) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [
        (year.year, tax.tax.title.en, tax.base, tax.outside, tax.inside, tax.saved) for tax in year.taxes if tax.base
    ]
    return [*rows, (year.year, "**all**", None, year.outside, year.inside, f"**{year.saved:f}**")]


def _plan(plan: BenefitPlan) -> str:
    return (
        f"Every year from {plan.first_year}, {plan.years} in all: revenue {plan.revenue:f}, profit {plan.profit:f}, "
        f"property {plan.property_value:f}, land {plan.land_value:f}, transport tax {plan.vehicles_tax:f}, imports "
        f"{plan.imports:f} at a duty of {plan.duty_rate:f}."
    )
