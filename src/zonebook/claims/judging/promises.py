"""What do agreements oblige to, when a text promises something?

A promise or a plan is held against the obligations of the agreements in force on the day of publication. The words
settle the years only in part: «в 2026 году» is that year's amount, «к 2027 году» all that is promised until then. One
may plan more or less than one owes, so only words that speak of the obligation itself can be contradicted by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from zonebook.claims.claim import Claim, Until
from zonebook.claims.judging.readings import (
    Reading,
    Setting,
    Standing,
    Term,
    Unreadable,
    not_in_register,
    plain_first,
    scope_of,
    stretch_of,
)
from zonebook.measures import Period, Question, Text

LAST_YEAR = 2100
"""The year that no agreement outlives: all that is promised is promised by its end."""
_PLAN = "plan"
_PROMISED = ("_planned", "_declared")
_When = tuple[Period, Standing, Text]


def is_promise(claim: Claim) -> bool:
    """Does the claim speak of what is planned, promised or owed?"""
    return (claim.period or "").startswith(_PLAN) or claim.measure.endswith(_PROMISED) or claim.qualified.owed


def promises(claim: Claim, terms: Sequence[Term], *, setting: Setting) -> tuple[Reading, ...] | Unreadable:
    """The questions about obligations that a promise can mean, plain ones first, or why there are none."""
    if claim.is_within_period:
        return Unreadable(
            Text(
                f"«{claim.quote}» обещано на часть года, а соглашения обязывают по годам.",
                f"“{claim.quote}” is promised for a part of a year, and agreements oblige by years.",
            )
        )
    meant = [term for term in terms if term.is_promise and claim.measure in term.said_as and claim.unit == term.unit]
    if not meant:
        return Unreadable(
            Text(
                "Это обещание или план, и соглашения к такому не обязывают: сверить не с чем.",
                "This is a promise or a plan, and agreements do not oblige to it: there is nothing to compare with.",
            )
        )
    scope = scope_of(claim, setting)
    if scope is None:
        return not_in_register(claim.scope)
    found = [
        Reading(Question(term.measure, scope, term.populations[0], period), standing, said, is_promise=True)
        for term in meant
        for period, standing, said in _times(claim, published=setting.published)
    ]
    return plain_first(found)


def _times(claim: Claim, *, published: date) -> Iterator[_When]:
    """The years whose promises are meant; without a year everything to the end of the agreements."""
    code = (claim.period or "").removeprefix(_PLAN).removeprefix(":")
    stretch = stretch_of(code, published) if code else None
    if stretch is None or stretch.first is None:
        yield _to_the_end(None)
        yield _to_the_end(published.year)
        return
    year = stretch.last.year
    if claim.qualified.until is None:
        name = Text(f"обещано на {stretch.name('ru')}", f"promised for {stretch.name('en')}")
        yield stretch, Standing.PLAIN, name
    yield _through(year, standing=Standing.PLAIN if claim.qualified.until else Standing.POSSIBLE)
    if claim.qualified.until is Until.BY:
        yield _through(year - 1, standing=Standing.POSSIBLE)
    if claim.qualified.until is not None and published.year <= year:
        span = Period(date(published.year, 1, 1), date(year, 12, 31))
        said = Text(f"обещано с {published.year} по {year} год", f"promised from {published.year} to {year}")
        yield span, Standing.POSSIBLE, said


def _through(year: int, *, standing: Standing) -> _When:
    said = Text(f"обещано с начала по {year} год включительно", f"promised from the start through {year}")
    return Period.since_start(date(year, 12, 31)), standing, said


def _to_the_end(first: int | None) -> _When:
    end = date(LAST_YEAR if first is None else max(LAST_YEAR, first), 12, 31)
    if first is None:
        said = Text("обещано за весь срок соглашений", "promised over the whole time of the agreements")
        return Period.since_start(end), Standing.POSSIBLE, said
    said = Text(f"обещано с {first} года до конца соглашений", f"promised from {first} to the end of the agreements")
    return Period(date(first, 1, 1), end), Standing.POSSIBLE, said
