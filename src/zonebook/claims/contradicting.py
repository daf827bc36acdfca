"""Which of the figures that others published cannot both be true?

Statements are laid side by side where they speak of the same measure of the same zone, for the same population and sort
of number (done, declared, planned). Two of them contradict each other if the values that their words allow cannot both
have been so, given what time does to such a number: a year has one sum, what adds up since a start never falls, what
is counted on a day changes only so fast. Roundings, hedges and growth are honest differences and are not named.

Why two statements may differ is asked in `probable_causes`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

from zonebook.measures import Hedge, Interval
from zonebook.measures.published import PublishedFact, Sort, Time


@dataclass(frozen=True, slots=True)
class IndicatorMeaning:
    """What an indicator's code means. `subject`: what is counted, whatever the sort and the time («jobs»)."""

    code: str
    subject: str
    population: str
    sort: Sort
    time: Time


class Clash(StrEnum):
    """In which way two statements cannot both be true."""

    SAME_TIME = "same_time"
    FALL = "fall"
    LEAP = "leap"
    PART_OF_TIME = "part_of_time"
    PART_OF_PLACE = "part_of_place"


class Sureness(StrEnum):
    """Is it out of the question that both are true, or only hardly believable?"""

    CERTAIN = "certain"
    LIKELY = "likely"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much honest time may do to a number, as a dated definition says.

    A state becomes at most `growth` times itself in a year, what is declared `growth_declared` times, and both at most
    `at_most` times in however many years; a state falls to at least one `fall`-th in a year; in days it moves by the
    share `little`, and a count by a `few`. What is counted in the units `in_steps` (land, buildings) grows at a stroke,
    so its growth proves nothing. Shares and places are told from sums by the units `not_added_up`. A part is held
    against the whole only within days `together`. A plan may be another after days `plan_stands`. A difference that the
    words taken literally allow («more than 4,900» of 5,900) counts from the share `loose_hedge` on, and nobody means by
    it a number `loosest` times larger. A whole number with zeros at its end may have been rounded by the share
    `rounded`.
    """

    growth: Decimal
    growth_declared: Decimal
    at_most: Decimal
    fall: Decimal
    little: Decimal
    few: Decimal
    together: int
    plan_stands: int
    loose_hedge: Decimal
    loosest: Decimal
    rounded: Decimal
    in_steps: frozenset[str]
    not_added_up: frozenset[str]


@dataclass(frozen=True, slots=True)
class Voice:
    """The same number said of the same thing for the same time, once or by many. `fact`: the first in the book.

    `plausible`: the values that the number allows, if whole tens and hundreds may have been rounded to.
    """

    fact: PublishedFact
    meaning: IndicatorMeaning
    days: tuple[date, date]
    plausible: Interval
    repeated: tuple[PublishedFact, ...] = ()

    @property
    def literal(self) -> Interval:
        """The values that the words allow if they are taken at their word: «more than 200» is true of 5,000."""
        if self.fact.hedge in (Hedge.MORE_THAN, Hedge.AT_LEAST):
            return Interval(self.fact.value, None)
        if self.fact.hedge in (Hedge.ALMOST, Hedge.LESS_THAN, Hedge.AT_MOST):
            return Interval(None, self.fact.value)
        return self.plausible


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that cannot both be true, the smaller number first.

    `factor`: how many times the smaller number the larger one is; None where the smaller is 0.
    """

    smaller: Voice
    larger: Voice
    clash: Clash
    sureness: Sureness
    factor: Decimal | None


_YEAR = Decimal(365)
_INTENDED = frozenset({Sort.PLANNED, Sort.TARGET})


def contradictions(
    facts: Iterable[PublishedFact], meanings: Mapping[str, IndicatorMeaning], *, limits: Limits
) -> tuple[Contradiction, ...]:
    """All pairs that cannot both be true, the surest and largest first.

    Facts of an unknown indicator, and those of which no time is known, contradict nothing.
    """
    grouped: dict[tuple[str, ...], list[Voice]] = defaultdict(list)
    for voice in voices(facts, meanings, rounded=limits.rounded):
        meaning = voice.meaning
        key = (voice.fact.about, meaning.subject, meaning.population, meaning.sort, meaning.time, voice.fact.unit)
        grouped[key].append(voice)
    pairs = (pair for together in grouped.values() for pair in combinations(together, 2))
    found = (_held_against(one, other, limits=limits) for one, other in pairs)
    return tuple(sorted((one for one in found if one is not None), key=_rank))


def voices(
    facts: Iterable[PublishedFact], meanings: Mapping[str, IndicatorMeaning], *, rounded: Decimal
) -> tuple[Voice, ...]:
    """The statements, each with its repetitions: a reprint says nothing of its own."""
    together: dict[tuple[object, ...], list[PublishedFact]] = defaultdict(list)
    for fact in sorted(facts, key=lambda one: one.number):
        key = (fact.about, fact.part, fact.indicator, fact.period, fact.first, fact.last, fact.value, fact.hedge)
        together[key].append(fact)
    found = []
    for same in together.values():
        meaning, days = meanings.get(same[0].indicator), _days(same[0])
        if meaning is not None and days is not None:
            allowed = plausible(same[0], rounded=rounded)
            found.append(Voice(same[0], _meant(same[0], meaning), days, allowed, tuple(same[1:])))
    return tuple(_so_on_a_day(voice) for voice in found)


def plausible(fact: PublishedFact, *, rounded: Decimal) -> Interval:
    """The values that a published number allows. A whole number with zeros at its end may have been rounded to them."""
    allowed = fact.allowed
    if fact.hedge is not Hedge.EXACT:
        return allowed
    half = max(fact.written.last_digit / 2, min(fact.written.step / 2, abs(fact.value) * rounded))
    return replace(allowed, low=fact.value - half, high=fact.value + half)


def are_apart(one: Interval, other: Interval) -> bool:
    """Is there no value that both allow?"""
    return _lies_below(one, other) or _lies_below(other, one)


def _lies_below(one: Interval, other: Interval) -> bool:
    if one.high is None or other.low is None:
        return False
    return one.high < other.low or (one.high == other.low and not (one.high_closed and other.low_closed))


def _days(fact: PublishedFact) -> tuple[date, date] | None:
    """The days that a number is of; none where its period is not one («a batch of 2023»)."""
    return None if not fact.period or fact.first is None or fact.last is None else (fact.first, fact.last)


def _meant(fact: PublishedFact, meaning: IndicatorMeaning) -> IndicatorMeaning:
    """A number for a period that is planned is planned, whatever its column says."""
    planned = (fact.period or "").startswith("plan") and meaning.sort is Sort.RESULT
    return replace(meaning, sort=Sort.PLANNED) if planned else meaning


def _so_on_a_day(voice: Voice) -> Voice:
    """What added up over several years was so at their end."""
    first, last = voice.days
    if voice.meaning.time is Time.CUMULATIVE and (last - first).days > _YEAR + 1:
        return replace(voice, days=(last, last))
    return voice


def would_contradict(one: Voice, other: Voice, *, limits: Limits) -> bool:
    """Would two statements on one measure of one zone contradict each other?"""
    return _held_against(one, other, limits=limits) is not None


def _held_against(one: Voice, other: Voice, *, limits: Limits) -> Contradiction | None:
    """The contradiction of two statements about one measure of one zone, if there is one."""
    smaller, larger = sorted((one, other), key=lambda voice: voice.fact.value)
    if not _lies_below(smaller.plausible, larger.plausible):
        return None
    if one.meaning.sort in _INTENDED and not _stood_together(one, other, limits=limits):
        return None
    if one.fact.part != other.fact.part:
        return _part_above_whole(smaller, larger, limits=limits)
    if one.meaning.time is Time.FLOW:
        return _of_stretches(smaller, larger, limits=limits)
    return _of_days(smaller, larger, limits=limits)


def _stood_together(one: Voice, other: Voice, *, limits: Limits) -> bool:
    """Were two plans told so near to each other that the later one is not simply the plan made anew?"""
    if one.fact.said_on is None or other.fact.said_on is None:
        return False
    return abs((one.fact.said_on - other.fact.said_on).days) <= limits.plan_stands


def _of_stretches(smaller: Voice, larger: Voice, *, limits: Limits) -> Contradiction | None:
    """Two sums over time: of the same stretch, or more in a part of it than in the whole."""
    if smaller.days == larger.days:
        return _clashing(smaller, larger, clash=Clash.SAME_TIME, limits=limits)
    within = smaller.days[0] <= larger.days[0] and larger.days[1] <= smaller.days[1]
    if within and smaller.fact.unit not in limits.not_added_up:
        return _clashing(smaller, larger, clash=Clash.PART_OF_TIME, limits=limits)
    return None


def _of_days(smaller: Voice, larger: Voice, *, limits: Limits) -> Contradiction | None:
    """Two numbers that are so on a day: of one day, or with more between them than the time between explains."""
    days = _farthest(smaller, larger)
    if days == 0 or smaller.meaning.sort in _INTENDED:
        return _clashing(smaller, larger, clash=Clash.SAME_TIME, limits=limits) if smaller.days == larger.days else None
    falls = larger.days[1] <= smaller.days[0]
    if falls and smaller.meaning.time is Time.CUMULATIVE and smaller.meaning.sort is Sort.RESULT:
        return _clashing(smaller, larger, clash=Clash.FALL, limits=limits)
    if larger.fact.value - smaller.fact.value <= limits.few:
        return None
    grows = smaller.days[1] <= larger.days[0]
    if not falls and smaller.fact.unit in limits.in_steps:
        return None
    if _gap(smaller, larger) <= _honest(smaller.meaning, days=days, grows=grows, falls=falls, limits=limits):
        return None
    clash = Clash.FALL if falls else Clash.LEAP if grows else Clash.SAME_TIME
    found = _clashing(smaller, larger, clash=clash, limits=limits)
    return None if found is None else replace(found, sureness=Sureness.LIKELY)


def _honest(meaning: IndicatorMeaning, *, days: int, grows: bool, falls: bool, limits: Limits) -> Decimal:
    """How many times one of two states may be the other, so many days apart; in either order if that is not known."""
    growth = limits.growth_declared if meaning.sort is Sort.DECLARED else limits.growth
    a_year = limits.fall if falls else growth if grows else max(growth, limits.fall)
    return min((1 + limits.little) * a_year ** (days / _YEAR), limits.at_most)


def _part_above_whole(smaller: Voice, larger: Voice, *, limits: Limits) -> Contradiction | None:
    """A site, a cluster or a firm with more than the whole zone at the same time."""
    if smaller.fact.part or not larger.fact.part or smaller.fact.unit in limits.not_added_up:
        return None
    match smaller.meaning.time:
        case Time.FLOW:
            together = smaller.days == larger.days
        case Time.CUMULATIVE:
            together = larger.days[1] <= smaller.days[0]
        case Time.STATE:
            together = _farthest(smaller, larger) <= limits.together
    found = _clashing(smaller, larger, clash=Clash.PART_OF_PLACE, limits=limits) if together else None
    return None if found is None else replace(found, sureness=Sureness.LIKELY)


def _farthest(one: Voice, other: Voice) -> int:
    """How many days can lie between the two at most?"""
    return max(abs((one.days[1] - other.days[0]).days), abs((other.days[1] - one.days[0]).days))


def _gap(smaller: Voice, larger: Voice) -> Decimal:
    """How many times the most that the smaller allows is the least that the larger allows."""
    low, high = larger.plausible.low, smaller.plausible.high
    if low is None or high is None or high <= 0:
        return Decimal("Infinity")
    return low / high


def _clashing(smaller: Voice, larger: Voice, *, clash: Clash, limits: Limits) -> Contradiction | None:
    """The contradiction, unless the words taken literally leave room and the difference is small."""
    factor = larger.fact.value / smaller.fact.value if smaller.fact.value > 0 else None
    if are_apart(smaller.literal, larger.literal) or (factor is not None and factor >= limits.loosest):
        return Contradiction(smaller, larger, clash, Sureness.CERTAIN, factor)
    if factor is not None and factor < 1 + limits.loose_hedge:
        return None
    return Contradiction(smaller, larger, clash, Sureness.LIKELY, factor)


def _rank(found: Contradiction) -> tuple[object, ...]:
    largest_first = Decimal("-Infinity") if found.factor is None else -found.factor
    return (found.sureness is not Sureness.CERTAIN, largest_first, found.smaller.fact.number, found.larger.fact.number)
