"""Why may two published figures contradict each other?

Most contradictions come from a few mix-ups, and a mix-up leaves a trace: the number that does not fit was published
somewhere else as what it really is. So a cause is named where something speaks for it: another statement with the same
number, a factor of a thousand, a word noted beside the figure, a small difference between an early and a later text.
What nothing speaks for is not named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum, StrEnum

from zonebook.claims.contradicting import Contradiction, Limits, Voice, are_apart, would_contradict
from zonebook.measures import Written
from zonebook.measures.published import Basis, Sort, Time


class Cause(StrEnum):
    """What was probably taken for what."""

    RESIDENTS_OR_COMPANIES = "residents_or_companies"
    DECLARED_OR_SPENT = "declared_or_spent"
    PLAN_OR_FACT = "plan_or_fact"
    CUMULATIVE_OR_YEARLY = "cumulative_or_yearly"
    HALF_OR_YEAR = "half_or_year"
    UNIT_SLIP = "unit_slip"
    PART_OR_WHOLE = "part_or_whole"
    ROUNDING = "rounding"
    LATER_CORRECTION = "later_correction"
    PERIOD_INFERRED = "period_inferred"


class Grounds(IntEnum):
    """What speaks for a cause, the strongest first."""

    FACTOR = 0
    SAME_NUMBER = 1
    NOTE = 2
    BASIS = 3
    SMALL_DIFFERENCE = 4
    PLACE = 5


@dataclass(frozen=True, slots=True)
class Probable:
    """A cause with what speaks for it: `of` is the statement that seems mistaken, `evidence` the one that shows it."""

    cause: Cause
    grounds: Grounds
    of: Voice | None = None
    evidence: Voice | None = None


@dataclass(frozen=True, slots=True)
class Traces:
    """What counts as a trace, as a dated definition says.

    `mixed_up`: subjects that are taken for each other. `near`: days within which another statement is a trace;
    `digits`: of how many digits a number must be so that it does not coincide by chance. `corrected`: up to which share
    a difference looks like a correction. `noted`: the words of a note that speak for a cause.
    """

    mixed_up: frozenset[frozenset[str]]
    near: int
    digits: int
    corrected: Decimal
    noted: Mapping[Cause, tuple[str, ...]]


_OF_RESULTS = frozenset({Cause.DECLARED_OR_SPENT, Cause.PLAN_OR_FACT})
"""What a note can say of a result only: a declared sum is no mix-up where it is called declared."""
_THOUSANDS = (Decimal(10**3), Decimal(10**6))
_ALIKE = Decimal("0.02")


def probable_causes(
    found: Contradiction, said: Sequence[Voice], *, limits: Limits, traces: Traces
) -> tuple[Probable, ...]:
    """The causes that something speaks for, the likeliest first and each once. `said`: all statements on the zone."""
    causes = [
        *_unit_slip(found, limits=limits),
        *_same_number(found, said, traces=traces),
        *_noted(found, traces=traces),
        *_period_inferred(found),
        *_small_difference(found, traces=traces),
    ]
    if not causes and found.smaller.fact.part != found.larger.fact.part:
        causes.append(Probable(Cause.PART_OR_WHOLE, Grounds.PLACE))
    named: dict[Cause, Probable] = {}
    for one in sorted(causes, key=lambda probable: probable.grounds):
        named.setdefault(one.cause, one)
    return tuple(named.values())


def _unit_slip(found: Contradiction, *, limits: Limits) -> list[Probable]:
    """Would the two agree, were the smaller number thousands or millions?"""
    if found.factor is None or found.factor < 100:
        return []
    for times in _THOUSANDS:
        if not would_contradict(_scaled(found.smaller, times), found.larger, limits=limits):
            return [Probable(Cause.UNIT_SLIP, Grounds.FACTOR, of=found.smaller)]
    return []


def _scaled(voice: Voice, times: Decimal) -> Voice:
    said, allowed = voice.fact.written, voice.plausible
    written = Written(said.value * times, said.step * times, said.last_digit * times)
    low, high = (None if edge is None else edge * times for edge in (allowed.low, allowed.high))
    return replace(voice, fact=replace(voice.fact, written=written), plausible=replace(allowed, low=low, high=high))


def _same_number(found: Contradiction, said: Sequence[Voice], *, traces: Traces) -> list[Probable]:
    """Was one of the two numbers published near that time as something else of the zone? The nearest in time first."""
    traced = []
    for side in (found.larger, found.smaller):
        if _telling_digits(side) < traces.digits:
            continue
        for other in said:
            days = _between(side, other)
            if other.fact.about != side.fact.about or days > traces.near or not _is_same_number(side, other):
                continue
            cause = _taken_for(side, other, traces=traces)
            if cause is not None:
                traced.append((-_telling_digits(side), days, Probable(cause, Grounds.SAME_NUMBER, side, other)))
    return [probable for _digits, _days, probable in sorted(traced, key=lambda one: one[:2])]


def _taken_for(side: Voice, other: Voice, *, traces: Traces) -> Cause | None:
    """What was taken for what, if the other statement differs from this one in a single respect."""
    mine, its = side.meaning, other.meaning
    respects: list[Cause] = []
    if frozenset((mine.subject, its.subject)) in traces.mixed_up:
        respects.append(Cause.RESIDENTS_OR_COMPANIES)
    elif mine.subject != its.subject or side.fact.unit != other.fact.unit:
        return None
    if mine.sort is not its.sort:
        spent = {mine.sort, its.sort} == {Sort.RESULT, Sort.DECLARED}
        respects.append(Cause.DECLARED_OR_SPENT if spent else Cause.PLAN_OR_FACT)
    elif mine.time is not its.time:
        respects.append(Cause.CUMULATIVE_OR_YEARLY)
    elif mine.time is Time.FLOW and side.days != other.days:
        respects.append(Cause.HALF_OR_YEAR)
    if side.fact.part != other.fact.part:
        respects.append(Cause.PART_OR_WHOLE)
    return respects[0] if len(respects) == 1 else None


def _is_same_number(one: Voice, other: Voice) -> bool:
    apart = abs(one.fact.value - other.fact.value)
    return apart <= _ALIKE * abs(one.fact.value) and not are_apart(one.plausible, other.plausible)


def _telling_digits(voice: Voice) -> int:
    """How many digits a number has without the zeros at its ends."""
    return len(voice.fact.value.normalize().as_tuple().digits)


def _between(one: Voice, other: Voice) -> int:
    """The days that lie between two statements at least; 0 where their times overlap."""
    return max((one.days[0] - other.days[1]).days, (other.days[0] - one.days[1]).days, 0)


def _noted(found: Contradiction, *, traces: Traces) -> list[Probable]:
    """What the notes kept with the two figures, and with those that repeat them, say."""
    return [
        Probable(cause, Grounds.NOTE, side)
        for cause, words in traces.noted.items()
        for side in (found.larger, found.smaller)
        if (side.meaning.sort is Sort.RESULT or cause not in _OF_RESULTS)
        and any(word in fact.note.casefold() for word in words for fact in (side.fact, *side.repeated))
    ]


def _period_inferred(found: Contradiction) -> list[Probable]:
    sides = (found.larger, found.smaller)
    inferred = [side for side in sides if side.fact.basis is Basis.PERIOD_INFERRED]
    return [Probable(Cause.PERIOD_INFERRED, Grounds.BASIS, side) for side in inferred]


def _small_difference(found: Contradiction, *, traces: Traces) -> list[Probable]:
    """A rounding too far, or a number that was mended between an early text and a later one."""
    smaller, larger = found.smaller.fact, found.larger.fact
    difference = larger.value - smaller.value
    if found.factor is None or found.factor > 1 + traces.corrected:
        return []
    small = []
    if difference <= max(smaller.written.step, larger.written.step):
        small.append(Probable(Cause.ROUNDING, Grounds.SMALL_DIFFERENCE))
    if smaller.said_on != larger.said_on and smaller.said_on is not None and larger.said_on is not None:
        small.append(Probable(Cause.LATER_CORRECTION, Grounds.SMALL_DIFFERENCE))
    return small
