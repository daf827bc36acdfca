"""Where do the numbers of a rating come from? What was taken of each zone, by which rule, and what was left aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from zonebook.figures.models import Edition
from zonebook.measures import Hedge, Period, Quantity, Question, Text, Unit
from zonebook.methodology.published import load_published
from zonebook.portal.contradiction_words import HEDGES, some_day
from zonebook.portal.templatetags.zonebook import claimed_period, unit, value
from zonebook.published.models import Fact
from zonebook.rating.choosing import Rule, Why

_UNDATED = frozenset({"", "plan", "cumulative"})


@dataclass(frozen=True, slots=True)
class Said:
    """A published figure: its number as it was hedged, the time it is of, and the page that says so."""

    fact: Fact
    number: str
    period: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A published figure that was not taken, and why; `widens`: it stretched the interval."""

    said: Said
    why: Text
    widens: bool
    is_ruled_out: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What was taken of a zone for one column of the matrix; without `said` there was nothing to take.

    `between`: the interval in which the truth may lie, where it is wider than the number reads. `book`: the book's own
    figure of the same with its page, where the zone keeps its book here; it was not taken.
    """

    title: Text
    said: Said | None
    rule: Text | None
    between: tuple[str, str] | None
    is_widened: bool
    aside: tuple[Aside, ...]
    book: tuple[str, Question] | None

    @property
    def has_reasons(self) -> bool:
        """Was any of what was left aside ruled out by a person?"""
        return any(one.is_ruled_out for one in self.aside)


def sources_of(edition: Edition, zone: str) -> tuple[Source, ...]:
    """What was taken of a zone, column by column as the rating names them."""
    return _sources({zone: edition.taken.get(zone, {})})[zone]


def sources_by_zone(edition: Edition) -> Mapping[str, tuple[Source, ...]]:
    """The same of all zones, with one look at the published figures."""
    return _sources(edition.taken)


def _sources(taken: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[Source, ...]]:
    cells = [cell for row in taken.values() for cell in row.values()]
    numbers = {one["fact"] for cell in cells for one in (cell, *cell["aside"]) if one["fact"] is not None}
    facts = {number: said_of(fact) for number, fact in Fact.objects.in_bulk(numbers).items()}
    return {
        zone: tuple(_source(zone, column, cell=cell, facts=facts) for column, cell in row.items())
        for zone, row in taken.items()
    }


def _source(zone: str, column: str, *, cell: Mapping[str, Any], facts: Mapping[int, Said]) -> Source:
    indicator = load_published().indicator(column)
    aside = tuple(_aside(one, facts) for one in cell["aside"])
    is_widened = any(one.widens for one in aside)
    said = None if cell["fact"] is None else facts[cell["fact"]]
    is_loose = said is not None and (is_widened or said.fact.hedge != Hedge.EXACT)
    return Source(
        indicator.title,
        said,
        rule=None if cell["rule"] is None else Rule(cell["rule"]).words,
        between=(_amount(cell["low"], indicator.unit), _amount(cell["high"], indicator.unit)) if is_loose else None,
        is_widened=is_widened,
        aside=aside,
        book=_of_book(cell.get("book"), zone=zone, unit_code=indicator.unit),
    )


def _aside(one: Mapping[str, Any], facts: Mapping[int, Said]) -> Aside:
    is_ruled_out = one["why"] == Why.RULED_OUT
    return Aside(
        facts[one["fact"]], _why(one), one["widens"], is_ruled_out, one.get("reason", "") if is_ruled_out else ""
    )


def _why(aside: Mapping[str, Any]) -> Text:
    """Why a figure was not taken; of one that an analyst put aside, in the analyst's words."""
    words, reason = Why(aside["why"]).words, aside.get("reason")
    if "by" in aside:
        when = date.fromisoformat(aside["on"])
        words = Text(f"{words.ru} {when:%d.%m.%Y}, {aside['by']}", f"{words.en} on {when:%d.%m.%Y} by {aside['by']}")
    return Text(f"{words.ru}: {reason}", f"{words.en}: {reason}") if reason else words


def _of_book(book: Mapping[str, Any] | None, *, zone: str, unit_code: str) -> tuple[str, Question] | None:
    if book is None or book["value"] is None:
        return None
    known_at = datetime.fromisoformat(book["known_at"])
    asked = Question(
        book["measure"], (f"zone:{zone}",), book["population"], Period.parse(book["period"]), known_at=known_at
    )
    return _amount(book["value"], unit_code), asked


def said_of(fact: Fact) -> Said:
    """A published figure as a reader sees it."""
    quantity = Quantity(fact.value.normalize(), Unit.of(fact.unit))
    hedge = str(HEDGES.get(Hedge(fact.hedge), ""))
    number = f"{value(quantity)}\u00a0{unit(quantity)}"
    return Said(fact, f"{hedge} {number}" if hedge else number, _period(fact))


def _period(fact: Fact) -> str:
    """The time that a figure is of, as precisely as it was said."""
    if fact.first_day is not None and fact.last_day is not None and _is_of_a_day(fact):
        return some_day(fact.first_day, fact.last_day)
    return _("not said for when") if fact.period in _UNDATED else claimed_period(fact.period)


def _is_of_a_day(fact: Fact) -> bool:
    return fact.period in _UNDATED or fact.period.startswith("as_of")


def _amount(amount: float, unit_code: str) -> str:
    quantity = Quantity(Decimal(repr(amount)), Unit.of(unit_code))
    return f"{value(quantity)}\u00a0{unit(quantity)}"
