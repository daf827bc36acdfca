"""Do the examples of docs/explanation/which-published-value-is-taken.md come out of the public facts?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from zonebook.demo import facts
from zonebook.methodology.published import load_published
from zonebook.published.queries import plain_facts
from zonebook.rating.choosing import Rule, Sought, Why, take


@dataclass(frozen=True)
class Example:
    """Of a zone's indicator for an edition: value and interval, what decided, and why other numbers stay aside."""

    zone: str
    indicator: str
    year: int
    taken: tuple[str, str, str] | None
    rule: Rule | None
    aside: Mapping[str, Why]


HOME, INVESTED = facts.HOME, "investment_cumulative"
EXAMPLES = (
    Example(HOME, "residents", 2024, ("118", "117.5", "118.5"), Rule.NEWEST, {"100": Why.OLDER, "230": Why.LATER}),
    Example(HOME, INVESTED, 2023, ("87e9", "87e9", "126e9"), Rule.DATED_TO_THE_DAY, {"125e9": Why.DIFFERS}),
    Example("alabuga", INVESTED, 2024, ("179e9", "178.5e9", "218.25e9"), Rule.NEWEST, {"218.2e9": Why.CONTRADICTS}),
    Example(
        "togliatti",
        INVESTED,
        2024,
        ("12e9", "11.5e9", "14.6e9"),
        Rule.ONLY,
        {"13.2e9": Why.CONTRADICTS, "14.5e9": Why.CONTRADICTS},
    ),
    Example(HOME, "jobs_cumulative", 2022, None, None, {"3000": Why.TOO_OLD, "9000": Why.LATER}),
    Example("istok", "residents", 2024, ("19", "18.5", "19.5"), Rule.ONLY, {"14": Why.TOO_OLD}),
)


@pytest.fixture(scope="module")
def published():
    rows = facts.published_table().facts
    for number, row in enumerate(rows, start=1):
        row.pk = number
    return plain_facts(rows)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.zone}-{one.indicator}-{one.year}")
def test_an_example_of_the_explanation_comes_out(published, example: Example) -> None:
    definition = load_published()
    meant = definition.indicator(example.indicator)
    sought = Sought(example.indicator, meant.sort, meant.time, date(example.year, 12, 31), definition.years)
    about = [one for one in published if (one.about, one.indicator) == (example.zone, example.indicator)]

    found = take(example.zone, sought, facts=about)

    wanted = (None, None, None) if example.taken is None else tuple(map(Decimal, example.taken))
    assert (found.value, found.low, found.high, found.rule) == (*wanted, example.rule)
    values = {fact.number: fact.value for fact in about}
    whys = {(values[one.fact], one.why) for one in found.aside}
    assert {(Decimal(value), why) for value, why in example.aside.items()} <= whys
