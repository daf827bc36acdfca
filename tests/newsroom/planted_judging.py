"""Which verdict does each planted sentence get, read and judged as any text is?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from tests.newsroom.planted import Planted
from zonebook.claims import Claim, read_claims
from zonebook.newsroom.owing import Inquiry, Sight
from zonebook.newsroom.queries import asking_at, judge_claims, names_of
from zonebook.registry.models import Zone

UNREAD = "unread"


def judged(sentences: Sequence[Planted], *, zone: Zone, published: date, known_at: datetime) -> list[str]:
    """The verdict on the number that was planted; `unread` where the reader found no claim there."""
    names, ask, verdicts = names_of(zone), asking_at(known_at), []
    for one in sentences:
        claims = [claim for claim in read_claims(one.text, published=published, names=names) if _is_planted(claim, one)]
        inquiry = Inquiry(zone, published, known_at, Sight.EVERYTHING)
        found = judge_claims(claims, inquiry=inquiry, ask=ask)
        verdicts.append(_one(found))
    return verdicts


def _is_planted(claim: Claim, sentence: Planted) -> bool:
    """Does the claim stand where the number was put?"""
    start = sentence.text.rfind(sentence.number)
    return claim.start < start + len(sentence.number) and claim.end > start


def _one(verdicts: Sequence[object]) -> str:
    """The verdict; of several claims in one number (a range read as two) the worst that a person would see."""
    kinds = {verdict.kind.value for verdict in verdicts}  # type: ignore[attr-defined] # - a verdict of the judge
    for worst in ("contradicted", "stale", "ambiguous", "cannot_check", "holds"):
        if worst in kinds:
            return worst
    return UNREAD
