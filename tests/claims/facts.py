"""Published figures made in one line, and the rules by which the tests hold them against each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count

from zonebook.claims.contradicting import (
    Contradiction,
    IndicatorMeaning,
    Limits,
    contradictions,
    voices,
)
from zonebook.claims.probable_causes import Cause, Probable, Traces, probable_causes
from zonebook.measures import Hedge, Period, Written
from zonebook.measures.published import Basis, DatedTo, PublishedFact, Sort, SourceKind, Time

AS_OF = "as_of:2025-01-31"
JOBS = "jobs_year"
MEANINGS = {
    code: IndicatorMeaning(code, subject, population, sort, time)
    for code, subject, population, sort, time in (
        ("investment_year", "investment", "residents", Sort.RESULT, Time.FLOW),
        ("investment_all", "investment", "residents", Sort.RESULT, Time.CUMULATIVE),
        ("investment_declared", "investment", "residents", Sort.DECLARED, Time.CUMULATIVE),
        ("investment_planned", "investment", "residents", Sort.PLANNED, Time.FLOW),
        (JOBS, "jobs", "residents", Sort.RESULT, Time.FLOW),
        ("residents", "residents", "residents", Sort.RESULT, Time.STATE),
        ("companies", "companies", "companies", Sort.RESULT, Time.STATE),
        ("area", "area", "", Sort.RESULT, Time.STATE),
    )
}
LIMITS = Limits(
    growth=Decimal(2),
    growth_declared=Decimal(10),
    at_most=Decimal(100),
    fall=Decimal("1.33"),
    little=Decimal("0.05"),
    few=Decimal(2),
    together=92,
    plan_stands=92,
    loose_hedge=Decimal("0.1"),
    loosest=Decimal(2),
    rounded=Decimal("0.05"),
    in_steps=frozenset({"ha"}),
    not_added_up=frozenset({"percent"}),
)
TRACES = Traces(
    mixed_up=frozenset({frozenset({"residents", "companies"})}),
    near=400,
    digits=2,
    corrected=Decimal("0.05"),
    noted={Cause.RESIDENTS_OR_COMPANIES: ("in resident firms",)},
)
_NUMBERS = count(1)


def fact(digits: str, period: str | None, *, indicator: str = "investment_year", **said: object) -> PublishedFact:
    """A figure as it was published in the middle of 2025; `said` are the parts that are otherwise."""
    first, last = _days(period)
    plain = {
        "about": "home", "part": "", "unit": "residents" if indicator in ("residents", "companies") else "RUB",
        "hedge": Hedge.EXACT, "first": first, "last": last, "basis": Basis.STATED, "note": "",
    }  # fmt: skip
    return PublishedFact(
        number=next(_NUMBERS),
        indicator=indicator,
        period=period,
        written=Written.of(digits),
        source=SourceKind.PRESS,
        said_on=date(2025, 7, 8),
        dated_to=DatedTo.DAY,
        link="",
        **(plain | said),
    )


def _days(period: str | None) -> tuple[date | None, date | None]:
    if period is None or period == "plan":
        return None, None
    if period.startswith("as_of:"):
        day = date.fromisoformat(period.removeprefix("as_of:"))
        return day, day
    named = Period.parse(period)
    return named.start, named.last


def found(*facts: PublishedFact) -> tuple[Contradiction, ...]:
    return contradictions(facts, MEANINGS, limits=LIMITS)


def pairs(of: Sequence[Contradiction]) -> list[tuple[int, int]]:
    return [(one.smaller.fact.number, one.larger.fact.number) for one in of]


def causes_of(*facts: PublishedFact, beside: Sequence[PublishedFact] = ()) -> tuple[Probable, ...]:
    """The causes of the one contradiction that the facts hold; `beside` is what else was said of the zone."""
    (one,) = found(*facts)
    said = voices((*facts, *beside), MEANINGS, rounded=LIMITS.rounded)
    return probable_causes(one, said, limits=LIMITS, traces=TRACES)
