"""Why is a place another one than in the edition before?

A place is one more than how many stand above. So its change is exactly: who stands above now and did not, less who
stood above and does no more; of either, who was ranked in both editions (they overtook each other) and who came or
went. A score's change is exactly: what each indicator's mark did, by today's weights, and what other weights did.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from zonebook.rating.assessing import Assessment, Screened, score
from zonebook.rating.definition import RatingError
from zonebook.rating.explaining import parts_between
from zonebook.rating.ranking import on_grid


@dataclass(frozen=True, slots=True)
class Change:
    """A zone that both editions rank. `parts` of the score by indicator and `by_weights` add up to the change of score;
    `place_after` − `place_before` is `overtaken_by` + `entered_above` − `overtook` − `left_above`, counted."""

    zone: str
    place_before: int
    place_after: int
    score_before: float
    score_after: float
    parts: Mapping[str, float]
    by_weights: float
    overtook: tuple[str, ...]
    overtaken_by: tuple[str, ...]
    entered_above: tuple[str, ...]
    left_above: tuple[str, ...]


def changes(before: tuple[Screened, Assessment], after: tuple[Screened, Assessment]) -> tuple[Change, ...]:
    """The zones that both editions rank, the first of today first.

    Raises RatingError where the editions have other indicators, or a score has no parts: then places can be compared,
    and what made them cannot.
    """
    (_, old), (screened, new) = before, after
    if old.indicators != new.indicators:
        raise RatingError(f"{new.rating.code}: the two editions compare the zones by other indicators")
    both = sorted((zone for zone in new.zones if zone in old.zones), key=lambda zone: (_place(new, zone), zone))
    if not both:
        return ()
    earlier, later = old.marks[[old.zones.index(zone) for zone in both]], new.marks[[new.zones.index(z) for z in both]]
    if np.isnan(earlier).any() or np.isnan(later).any():
        raise RatingError(f"{new.rating.code}: a change is taken apart where every mark is known: name an imputation")
    parts = parts_between(earlier, later, root=screened.root, indicators=screened.indicators, weights=new.weights)
    reweighed = score(screened.root, earlier, indicators=screened.indicators, weights=new.weights)[0]
    return tuple(
        Change(
            zone,
            place_before=_place(old, zone),
            place_after=_place(new, zone),
            score_before=_score(old, zone),
            score_after=_score(new, zone),
            parts=dict(zip(new.indicators, map(float, parts[nth]), strict=True)),
            by_weights=float(reweighed[nth]) - _score(old, zone),
            **_moves(old, new, zone=zone),
        )
        for nth, zone in enumerate(both)
    )


def _moves(old: Assessment, new: Assessment, *, zone: str) -> dict[str, tuple[str, ...]]:
    """Who changed sides, in the order of their names."""
    before, after = _above(old, zone), _above(new, zone)
    came, went = sorted(after - before), sorted(before - after)
    return {
        "overtaken_by": tuple(one for one in came if one in old.zones),
        "entered_above": tuple(one for one in came if one not in old.zones),
        "overtook": tuple(one for one in went if one in new.zones),
        "left_above": tuple(one for one in went if one not in new.zones),
    }


def _above(assessment: Assessment, zone: str) -> set[str]:
    steps = on_grid(assessment.scores)
    own = steps[assessment.zones.index(zone)]
    return {other for other, step in zip(assessment.zones, steps, strict=True) if step > own}


def _place(assessment: Assessment, zone: str) -> int:
    return int(assessment.places[assessment.zones.index(zone)])


def _score(assessment: Assessment, zone: str) -> float:
    return float(assessment.scores[assessment.zones.index(zone)])
