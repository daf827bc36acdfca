"""Everything that a rating says of a matrix: places, how sure they are, what could change them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from zonebook.rating.assessing import Assessment, Screened, assessed, screen
from zonebook.rating.coherence import coherence, coherence_as_dict
from zonebook.rating.definition import Rating, RatingError, Weighting
from zonebook.rating.explaining import parts_of_scores
from zonebook.rating.extremes import Extremes, Overtaking, effective_weights, extremes, overtaking
from zonebook.rating.matrix import Array, Matrix
from zonebook.rating.replaying import Progress, Replay, Stage, replay
from zonebook.rating.sensitivity import Indices, Sensitivity, sensitivity

EXACT_UP_TO = 100
"""Zones. Each zone's best and worst place is a mixed-integer programme of all the others."""
_SHARE_OF_DRAWS = 8  # the indices take (assumptions + 2) replays a draw
_CELLS_SENSED = 1_000_000  # the places of each sample are kept, so memory and time are bounded: draws × zones


@dataclass(frozen=True, slots=True, eq=False)
class Rated:
    """`extremes` and `overtaking` are None where places do not follow from one weighted sum; `why_not` says so."""

    screened: Screened
    assessment: Assessment
    replay: Replay
    sensitivity: Sensitivity
    extremes: Extremes | None
    overtaking: Overtaking | None
    why_not: str


def rated(rating: Rating, matrix: Matrix, *, draws: int, seed: int, progress: Progress | None = None) -> Rated:
    """The whole answer from so many replays. Raises RatingError for what cannot be rated."""
    stage = Stage(screen(rating, matrix))
    return rated_from(stage, replay(stage, draws=draws, seed=seed, progress=progress))


def rated_from(stage: Stage, replayed: Replay) -> Rated:
    """The same from replays that were made elsewhere. Raises RatingError for what cannot be rated."""
    assessment = assessed(stage.screened)
    sensed = sensitivity(stage, draws=_draws_sensed(replayed), seed=replayed.seed, nominal=assessment.places)
    try:
        if len(assessment.zones) > EXACT_UP_TO:
            raise RatingError(f"exact places are reckoned of up to {EXACT_UP_TO} zones")
        ends, overtaken, why_not = extremes(stage.screened), overtaking(stage.screened), ""
    except RatingError as error:
        ends, overtaken, why_not = None, None, str(error)
    return Rated(
        stage.screened,
        assessment,
        replayed,
        sensitivity=sensed,
        extremes=ends,
        overtaking=overtaken,
        why_not=why_not,
    )


def _draws_sensed(replayed: Replay) -> int:
    asked = (replayed.replays + sum(replayed.failed.values())) // _SHARE_OF_DRAWS
    return max(64, min(asked, _CELLS_SENSED // len(replayed.zones)))


def as_dict(found: Rated) -> dict[str, Any]:
    """The answer in plain values, as `zonebook rate --format json` prints it."""
    assessment, replayed = found.assessment, found.replay
    zones = assessment.zones
    middle, low, high = (replayed.quantile(share) for share in (0.5, 0.05, 0.95))
    first = replayed.share_of(1)
    return {
        "definition": {
            "code": assessment.rating.code,
            "valid_from": assessment.rating.valid_from.isoformat(),
            "status": assessment.rating.status.value,
        },
        "scores": _by_zone(zones, assessment.scores),
        "ranks": {zone: int(place) for zone, place in zip(zones, assessment.places, strict=True)},
        "classes": {zone: reached.code if (reached := assessment.class_of(zone)) else None for zone in zones},
        "intervals": {
            zone: {
                "median": int(middle[nth]),
                "low": int(low[nth]),
                "high": int(high[nth]),
                "first": float(first[nth]),
            }
            for nth, zone in enumerate(zones)
        },
        **_chances(replayed),
        "best": _ends(found, "best"),
        "worst": _ends(found, "worst"),
        "overtaking": _overtaking(found.overtaking),
        "exact": found.why_not or True,
        "sensitivity": {
            "shift": _indices(found.sensitivity.shift),
            "zones": {zone: _indices(indices) for zone, indices in found.sensitivity.zones.items()},
        },
        **_made_of(found),
        "coherence": coherence_as_dict(coherence(found.screened, found.assessment)),
        "coverage": _by_zone(zones, assessment.known),
        "unranked": dict(assessment.unranked),
        "left_out": dict(assessment.left_out),
        "replays": replayed.replays,
        "failed": dict(replayed.failed),
        "seed": replayed.seed,
        "varied": [one.value for one in replayed.varied],
    }


def _by_zone(zones: tuple[str, ...], values: Array) -> dict[str, float]:
    return {zone: float(value) for zone, value in zip(zones, values, strict=True)}


def _chances(replayed: Replay) -> dict[str, Any]:
    """The share of replays that put a zone in each place, and before each other zone; null for very many zones."""
    zones, beats = replayed.zones, replayed.beats
    if beats is None:
        return {"probabilities": None, "beats": None}
    return {
        "probabilities": {
            zone: (of_zone / replayed.replays).tolist() for zone, of_zone in zip(zones, replayed.counts, strict=True)
        },
        "beats": {
            zone: {other: share for other, share in _by_zone(zones, row / replayed.replays).items() if other != zone}
            for zone, row in zip(zones, beats, strict=True)
        },
    }


def _made_of(found: Rated) -> dict[str, Any]:
    """What the scores are made of: marks, the weight of each indicator in the whole, and its part of each score."""
    assessment = found.assessment
    codes, zones = assessment.indicators, assessment.zones
    return {
        "marks": _by_indicator(zones, codes, values=assessment.marks),
        "weights": _weights(found.screened),
        "parts": _by_indicator(zones, codes, values=_parts(found)),
    }


def _weights(screened: Screened) -> dict[str, float] | None:
    if any(one.weighting is Weighting.BENEFIT_OF_THE_DOUBT for one in screened.root.groups()):
        return None  # each zone has its own
    return _by_zone(tuple(one.code for one in screened.indicators), effective_weights(screened))


def _parts(found: Rated) -> Array | None:
    if found.replay.beats is None:
        return None
    try:
        return parts_of_scores(found.screened, found.assessment)
    except RatingError:
        return None


def _by_indicator(
    zones: tuple[str, ...], codes: tuple[str, ...], *, values: Array | None
) -> dict[str, dict[str, float | None]] | None:
    """Numbers of zones by indicators; null for what is unknown: JSON knows no nan."""
    if values is None:
        return None
    return {
        zone: {code: None if np.isnan(value) else float(value) for code, value in zip(codes, row, strict=True)}
        for zone, row in zip(zones, values, strict=True)
    }


def _ends(found: Rated, which: str) -> dict[str, int] | None:
    if found.extremes is None:
        return None
    return {zone: int(place) for zone, place in zip(found.extremes.zones, getattr(found.extremes, which), strict=True)}


def _overtaking(found: Overtaking | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"leader": found.leader, "rival": found.rival, "moved": found.moved, "weights": dict(found.weights)}


def _indices(indices: Any) -> dict[str, dict[str, float | None]]:
    return {assumption.value: _index(one) for assumption, one in indices.items()}


def _index(one: Indices) -> dict[str, float | None]:
    """Numbers, or null where nothing varies: JSON knows no nan."""
    told = {
        "first": one.first,
        "total": one.total,
        "first_error": one.first_error,
        "total_error": one.total_error,
    }
    return {name: None if np.isnan(value) else value for name, value in told.items()}
