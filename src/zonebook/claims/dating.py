"""Which period does a quantity describe?

A promise carries its year (plan:2030); a state is as_of; what happened carries the period said nearest to it, and
with none said it is everything since the start. Growth carries the later of the two periods it compares.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zonebook.claims import lexicon
from zonebook.claims.measuring import Measured
from zonebook.claims.periods import TimeKind, TimeMention
from zonebook.claims.quantity import Draft, Sentence

AS_OF = "as_of"
CUMULATIVE = "cumulative"
_INHERITING = frozenset("growth salary taxes revenue rating".split())


@dataclass(frozen=True, slots=True)
class Dating:
    """A period and the words that gave it."""

    period: str | None
    why: str


def dated(
    sentence: Sentence,
    draft: Draft,
    what: Measured,
    *,
    times: Sequence[TimeMention],
    told: str | None,
    published: date | None,
) -> Dating:
    """The period of a quantity; `times` are the mentions inside the sentence, `told` the period told before it."""
    year = published.year if published else None
    if what.is_planned and _may_be_planned(what):
        return _planned(sentence, draft, times, year)
    mention = _nearest(sentence, draft, times)
    if _is_base(sentence, draft, times):
        return Dating(_year_before(told), "a year earlier")
    carries = what.measure in lexicon.FLOWS or what.group in lexicon.OF_A_PERIOD
    if carries and mention is not None:
        return _said(what, mention, sentence, year)
    if carries and told and what.group in _INHERITING:
        return Dating(told, "as before")
    if what.measure in lexicon.SINCE_START_BY_DEFAULT:
        return Dating(CUMULATIVE, "no period said")
    return _new_entries(what, year) if what.measure.endswith("_new") else Dating(AS_OF, "a state")


def _may_be_planned(what: Measured) -> bool:
    return what.measure.endswith("_planned") or what.group not in ("rating", "salary", "taxes", "other")


def _planned(
    sentence: Sentence, draft: Draft, times: Sequence[TimeMention], year: int | None
) -> Dating:
    ahead = [
        mention
        for mention in times
        if mention.kind is TimeKind.DEADLINE
        or (mention.kind is TimeKind.PERIOD and mention.year and year and mention.year >= year)
    ]
    best = min(ahead, key=lambda mention: _gap(draft, mention), default=None)
    if best is None:
        return Dating("plan", "promised")
    target = best.year or year
    return Dating(f"plan:{target}" if target else "plan", sentence.text[best.start : best.end])


def _nearest(sentence: Sentence, draft: Draft, times: Sequence[TimeMention]) -> TimeMention | None:
    telling = [mention for mention in times if mention.kind in (TimeKind.PERIOD, TimeKind.SINCE_START, TimeKind.NOW)]
    return min(telling, key=lambda mention: _gap(draft, mention), default=None)


def _gap(draft: Draft, mention: TimeMention) -> float:
    if mention.end <= draft.start:
        return draft.start - mention.end
    return 1.5 * (mention.start - draft.end)


def _is_base(sentence: Sentence, draft: Draft, times: Sequence[TimeMention]) -> bool:
    """Is this the figure of a year earlier («годом ранее (238 млрд)», «против 179 млрд»)?"""
    before = [mention for mention in times if mention.end <= draft.start and mention.kind is TimeKind.YEAR_EARLIER]
    between = sentence.low[before[-1].end : draft.start] if before else None
    is_after = between is not None and len(between) < 25 and not re.search(r"[,;.]", between)
    return is_after or sentence.low[: draft.start].endswith("против ")


def _said(what: Measured, mention: TimeMention, sentence: Sentence, year: int | None) -> Dating:
    words = sentence.text[mention.start : mention.end]
    if mention.kind is TimeKind.SINCE_START:
        return Dating(CUMULATIVE if what.measure in lexicon.FLOWS else AS_OF, words)
    if mention.kind is TimeKind.NOW or mention.code is None:
        is_total = what.measure in lexicon.SINCE_START_BY_DEFAULT
        return Dating(CUMULATIVE if is_total else AS_OF, words)
    return Dating(mention.code, words)


def _new_entries(what: Measured, year: int | None) -> Dating:
    return Dating(str(year) if year else AS_OF, "the year of publication")


def _year_before(period: str | None) -> str | None:
    if period is None or not re.match(r"\d{4}", period):
        return None
    return f"{int(period[:4]) - 1}{period[4:]}"
