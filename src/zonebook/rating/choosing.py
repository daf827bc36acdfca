"""Which of several published values of one thing does a rating take, and how far may it be from the truth?

Zones publish the same figure in many places, for different days and not always alike. The rule: results of the whole
zone only, none that an analyst put aside; the newest that is not after the edition's day and not older than a limit;
of those that may be of the same moment, what was stated before what was derived, what is dated to the day before what
is not, official before an agency, the press and reprints, what says its day more exactly, what was said last, what was
entered last. A value that differs from the one taken and may be of the same moment does not replace it: it widens the
interval in which the truth may lie. So does a cumulative value above a later one. Nothing is dropped in silence: each
value not taken keeps why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from zonebook.measures import Text, months_after
from zonebook.measures.published import Basis, DatedTo, PublishedFact, Sort, SourceKind, Time

_MONTHS = 12


class Rule(StrEnum):
    """What decided for the value taken."""

    ONLY = "only"
    NEWEST = "newest"
    STATED = "stated"
    DATED_TO_THE_DAY = "dated_to_the_day"
    SOURCE = "source"
    NEAREST_TO_A_DAY = "nearest_to_a_day"
    SAID_LAST = "said_last"
    ENTERED_LAST = "entered_last"

    @property
    def words(self) -> Text:
        return _RULES[self]


class Why(StrEnum):
    """Why a value was left aside."""

    RULED_OUT = "ruled_out"
    NAMED_WRONG = "named_wrong"
    PART = "part"
    NOT_A_RESULT = "not_a_result"
    AHEAD = "ahead"
    UNDATED = "undated"
    NOT_A_YEAR = "not_a_year"
    LIMIT = "limit"
    LATER = "later"
    TOO_OLD = "too_old"
    OLDER = "older"
    AGREES = "agrees"
    DIFFERS = "differs"
    CONTRADICTS = "contradicts"

    @property
    def words(self) -> Text:
        return _WHYS[self]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: a column of the matrix is an indicator of published figures, of a sort and kind of time.

    `as_of`: the edition's day. `years`: a value may be so old by then. `aside`: facts that a person put aside, by
    their numbers, and why; they widen nothing.
    """

    column: str
    sort: Sort
    time: Time
    as_of: date
    years: int
    aside: Mapping[int, Why] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftAside:
    """A value that was not taken. `widens`: it contradicts the one taken and stretched the interval."""

    fact: int
    why: Why
    widens: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What a rating takes of one zone for one column; `fact` and `value` are None where there is nothing to take."""

    zone: str
    column: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    rule: Rule | None
    fact: int | None
    aside: tuple[LeftAside, ...] = ()


def take(zone: str, sought: Sought, *, facts: Iterable[PublishedFact]) -> Taken:
    """The value taken of the facts about a zone's indicator, in whatever order they come."""
    reasons: dict[int, Why | None] = {}
    results: list[PublishedFact] = []
    for fact in sorted(facts, key=lambda one: one.number):
        reasons[fact.number] = _no_result(fact, sought)
        if reasons[fact.number] is None:
            results.append(fact)
            reasons[fact.number] = _out_of_time(fact, sought)
    in_time = [fact for fact in results if reasons[fact.number] is None]
    if not in_time:
        aside = tuple(LeftAside(number, why) for number, why in reasons.items() if why is not None)
        return Taken(zone, sought.column, value=None, low=None, high=None, rule=None, fact=None, aside=aside)
    contenders = _newest(in_time)
    chosen, rule = _chosen(contenders, of=len(in_time))
    low, high = _bounds(chosen)
    for fact in results:
        if fact is not chosen:
            why = _held_against(chosen, fact, time=sought.time, contends=fact in contenders)
            reasons[fact.number] = why or reasons[fact.number] or Why.OLDER
            if why in _WIDENING:
                low, high = min(low, _bounds(fact)[0]), max(high, _bounds(fact)[1])
    aside = tuple(LeftAside(number, why, widens=why in _WIDENING) for number, why in reasons.items() if why is not None)
    return Taken(zone, sought.column, chosen.value, low, high, rule=rule, fact=chosen.number, aside=aside)


def _no_result(fact: PublishedFact, sought: Sought) -> Why | None:
    """Why a fact says nothing of what the zone as a whole reached by some day."""
    if fact.number in sought.aside:
        return sought.aside[fact.number]
    if sought.sort is not Sort.RESULT:
        return Why.NOT_A_RESULT
    if fact.part:
        return Why.PART
    if fact.period == "plan":
        return Why.AHEAD
    if fact.first is None or fact.last is None:
        return Why.UNDATED
    if fact.said_on is not None and fact.said_on < (fact.last if sought.time is Time.FLOW else fact.first):
        return Why.AHEAD
    if sought.time is Time.FLOW and not _is_year(fact.first, fact.last):
        return Why.NOT_A_YEAR
    return Why.LIMIT if fact.allowed.low is None or fact.allowed.high is None else None


def _is_year(first: date, last: date) -> bool:
    return (first.month, first.day, last) == (1, 1, date(first.year, 12, 31))


def _out_of_time(fact: PublishedFact, sought: Sought) -> Why | None:
    """None where the fact is in time for the edition."""
    last = _span(fact)[1]
    if last > sought.as_of:
        return Why.LATER
    return Why.TOO_OLD if last < months_after(sought.as_of, -_MONTHS * sought.years) else None


def _span(fact: PublishedFact) -> tuple[date, date]:
    """The days on one of which it was so, none of them after it was said."""
    if fact.first is None or fact.last is None:
        raise ValueError(f"fact {fact.number} is dated to no days")
    return fact.first, fact.last if fact.said_on is None else max(fact.first, min(fact.last, fact.said_on))


def _bounds(fact: PublishedFact) -> tuple[Decimal, Decimal]:
    allowed = fact.allowed
    if allowed.low is None or allowed.high is None:
        raise ValueError(f"fact {fact.number} states a limit alone")
    return allowed.low, allowed.high


def _newest(facts: Sequence[PublishedFact]) -> list[PublishedFact]:
    """Those of which none of the others is certainly newer."""
    latest = max(_span(fact)[0] for fact in facts)
    return [fact for fact in facts if _span(fact)[1] >= latest]


def _chosen(contenders: Sequence[PublishedFact], *, of: int) -> tuple[PublishedFact, Rule]:
    """The one that the rule prefers, and which part of the rule decided."""
    left, rule = list(contenders), Rule.ONLY if of == 1 else Rule.NEWEST
    for criterion, key in _PREFERENCES:
        if len(left) == 1:
            break
        best = min(key(fact) for fact in left)
        left, rule = [fact for fact in left if key(fact) == best], criterion
    return left[0], rule


def _held_against(chosen: PublishedFact, other: PublishedFact, *, time: Time, contends: bool) -> Why | None:
    """Whether the other contradicts the one taken, or agrees with it; None where neither is said."""
    (low, high), (below, above) = _bounds(chosen), _bounds(other)
    apart = above < low or below > high
    spans = _span(chosen), _span(other)
    if contends:
        is_same_moment = spans[0] == spans[1] and (time is Time.FLOW or spans[0][0] == spans[0][1])
        return (Why.CONTRADICTS if is_same_moment else Why.DIFFERS) if apart else Why.AGREES
    falls = (spans[1][1] < spans[0][0] and below > high) or (spans[0][1] < spans[1][0] and above < low)
    return Why.CONTRADICTS if time is Time.CUMULATIVE and falls else None


def _days(fact: PublishedFact) -> int:
    first, last = _span(fact)
    return (last - first).days


_SOURCES = tuple(SourceKind)
_PREFERENCES: tuple[tuple[Rule, Callable[[PublishedFact], Any]], ...] = (
    (Rule.STATED, lambda fact: fact.basis is Basis.DERIVED),
    (Rule.DATED_TO_THE_DAY, lambda fact: fact.basis is Basis.PERIOD_INFERRED or fact.dated_to is not DatedTo.DAY),
    (Rule.SOURCE, lambda fact: _SOURCES.index(fact.source)),
    (Rule.NEAREST_TO_A_DAY, _days),
    (Rule.SAID_LAST, lambda fact: -(fact.said_on or date.min).toordinal()),
    (Rule.ENTERED_LAST, lambda fact: -fact.number),
)
_WIDENING = frozenset({Why.CONTRADICTS, Why.DIFFERS})
_RULES = {
    Rule.ONLY: Text("других чисел нет", "there is no other number"),
    Rule.NEWEST: Text("самое позднее", "the newest"),
    Rule.STATED: Text("названо в источнике, а не выведено", "stated in its source, not derived"),
    Rule.DATED_TO_THE_DAY: Text("день публикации известен точно", "its day of publication is known exactly"),
    Rule.SOURCE: Text("источник ближе к первичному", "its source is nearer to the first"),
    Rule.NEAREST_TO_A_DAY: Text("точнее сказано, на какой день", "it says more exactly for which day"),
    Rule.SAID_LAST: Text("сказано позже других", "it was said last"),
    Rule.ENTERED_LAST: Text("внесено позже других", "it was entered last"),
}
_WHYS = {
    Why.RULED_OUT: Text("исключено аналитиком", "ruled out by an analyst"),
    Why.NAMED_WRONG: Text("названо ошибочным", "named wrong"),
    Why.PART: Text("о части зоны", "about a part of the zone"),
    Why.NOT_A_RESULT: Text("не результат", "not a result"),
    Why.AHEAD: Text("сказано заранее: план, а не результат", "said beforehand: a plan and no result"),
    Why.UNDATED: Text("не сказано, на какой день", "for which day was not said"),
    Why.NOT_A_YEAR: Text("не за полный год", "not of a whole year"),
    Why.LIMIT: Text("назван только предел", "only a limit was said"),
    Why.LATER: Text("позже дня выпуска", "after the edition's day"),
    Why.TOO_OLD: Text("слишком давнее", "too old"),
    Why.OLDER: Text("есть более позднее", "there is a newer one"),
    Why.AGREES: Text("говорит то же самое", "says the same"),
    Why.DIFFERS: Text(
        "другое число, возможно, на тот же день: промежуток расширен",
        "another number, of the same day perhaps: the interval is wider",
    ),
    Why.CONTRADICTS: Text(
        "противоречит взятому: промежуток расширен", "contradicts the one taken: the interval is wider"
    ),
}
