"""Which published figures contradict each other, why probably, and what did an analyst say of it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from zonebook.claims.contradicting import Contradiction, IndicatorMeaning, Limits, Voice, contradictions, voices
from zonebook.claims.probable_causes import Cause, Probable, Traces, probable_causes
from zonebook.measures.published import PublishedFact
from zonebook.methodology.contradictions import load_contradictions
from zonebook.methodology.published import load_published
from zonebook.published.models import Ruling
from zonebook.published.queries import facts_of

Pair = tuple[int, int]
"""The numbers of two facts, the lower first: their name as a pair, which nothing that is entered later changes."""


@dataclass(frozen=True, slots=True)
class Found:
    """A contradiction with its probable causes, the likeliest first; none where nothing speaks for one."""

    contradiction: Contradiction
    causes: tuple[Probable, ...]

    @property
    def pair(self) -> Pair:
        return pair_of(self.contradiction.smaller.fact.number, self.contradiction.larger.fact.number)

    @property
    def cause(self) -> Cause | None:
        return self.causes[0].cause if self.causes else None


def pair_of(one: int, other: int) -> Pair:
    """The name of a pair of facts, whichever is named first."""
    return (min(one, other), max(one, other))


def found_contradictions() -> tuple[Found, ...]:
    """All contradictions among the published figures, the surest and largest first.

    They are reckoned again only when the facts are others: a look at the page reads the facts and no more.
    """
    return _found(facts_of())


@lru_cache(maxsize=2)
def _found(facts: tuple[PublishedFact, ...]) -> tuple[Found, ...]:
    meant, limits, traces = meanings(), limits_of_contradiction(), _traces()
    said: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices(facts, meant, rounded=limits.rounded):
        said[voice.fact.about].append(voice)
    return tuple(
        Found(one, probable_causes(one, said[one.smaller.fact.about], limits=limits, traces=traces))
        for one in contradictions(facts, meant, limits=limits)
    )


def meanings() -> dict[str, IndicatorMeaning]:
    """What each indicator of published figures means, for holding two of them against each other."""
    return {
        one.code: IndicatorMeaning(one.code, one.subject, one.population or "", one.sort, one.time)
        for one in load_published().indicators
    }


def limits_of_contradiction() -> Limits:
    """How much honest time, rounding and hedges may do, by the shipped definition."""
    given = load_contradictions()
    return Limits(
        growth=given.growth,
        growth_declared=given.growth_declared,
        at_most=given.at_most,
        fall=given.fall,
        little=given.little,
        few=given.few,
        together=given.together,
        plan_stands=given.plan_stands,
        loose_hedge=given.loose_hedge,
        loosest=given.loosest,
        rounded=given.rounded,
        in_steps=frozenset(given.in_steps),
        not_added_up=frozenset(given.not_added_up),
    )


def _traces() -> Traces:
    given = load_contradictions()
    return Traces(
        mixed_up=frozenset(frozenset(subjects) for subjects in given.mixed_up),
        near=given.near,
        digits=given.digits,
        corrected=given.corrected,
        noted={Cause(cause): words for cause, words in given.noted.items()},
    )


def last_rulings() -> Mapping[Pair, Ruling]:
    """What counts of each pair that an analyst ruled on: the last ruling."""
    return {pair_of(one.first_id, one.second_id): one for one in Ruling.objects.order_by("pk")}


def named_wrong() -> Mapping[int, Ruling]:
    """The published figures that the ruling which counts of some pair names wrong, by their numbers.

    Whoever repeats a wrong number is wrong with it: all pages that say the same of the same time are named.
    """
    of_number: dict[int, Ruling] = {}
    ruled = {pair: one for pair, one in last_rulings().items() if one.wrong_id is not None}
    if not ruled:
        return of_number
    repeated = {
        voice.fact.number: voice.repeated
        for found in found_contradictions()
        if found.pair in ruled
        for voice in (found.contradiction.smaller, found.contradiction.larger)
    }
    for one in ruled.values():
        of_number[one.wrong_id] = one
        of_number |= {fact.number: one for fact in repeated.get(one.wrong_id, ())}
    return of_number


def rulings_on(pair: Pair) -> tuple[Ruling, ...]:
    """All rulings on a pair, the last first."""
    return tuple(Ruling.objects.filter(first_id=pair[0], second_id=pair[1]).order_by("-pk"))
