"""Everything that a rating says of a matrix: places, how sure they are, what could change them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from zonebook.rating.assessing import Assessment, assessed, screen
from zonebook.rating.definition import Rating, RatingError
from zonebook.rating.extremes import Extremes, Overtaking, extremes, overtaking
from zonebook.rating.matrix import Array, Matrix
from zonebook.rating.replaying import Progress, Replay, Stage, replay
from zonebook.rating.sensitivity import Indices, Sensitivity, sensitivity

EXACT_UP_TO = 100
"""Zones. Each zone's best and worst place is a mixed-integer programme of all the others."""
_SHARE_OF_DRAWS = 8  # the indices take (assumptions + 2) replays a draw


@dataclass(frozen=True, slots=True, eq=False)
class Rated:
    """`extremes` and `overtaking` are None where places do not follow from one weighted sum; `why_not` says so."""

    assessment: Assessment
    replay: Replay
    sensitivity: Sensitivity
    extremes: Extremes | None
    overtaking: Overtaking | None
    why_not: str


def rated(rating: Rating, matrix: Matrix, *, draws: int, seed: int, progress: Progress | None = None) -> Rated:
    """The whole answer from so many replays. Raises RatingError for what cannot be rated."""
    stage = Stage(screen(rating, matrix))
    assessment = assessed(stage.screened)
    replayed = replay(stage, draws=draws, seed=seed, progress=progress)
    sensed = sensitivity(stage, draws=max(64, draws // _SHARE_OF_DRAWS), seed=seed, nominal=assessment.places)
    try:
        if len(assessment.zones) > EXACT_UP_TO:
            raise RatingError(f"exact places are reckoned of up to {EXACT_UP_TO} zones")
        ends, overtaken, why_not = extremes(stage.screened), overtaking(stage.screened), ""
    except RatingError as error:
        return Rated(assessment, replayed, sensed, extremes=None, overtaking=None, why_not=str(error))
    return Rated(assessment, replayed, sensed, extremes=ends, overtaking=overtaken, why_not=why_not)


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
        "best": _ends(found, "best"),
        "worst": _ends(found, "worst"),
        "overtaking": _overtaking(found.overtaking),
        "exact": found.why_not or True,
        "sensitivity": {
            "shift": _indices(found.sensitivity.shift),
            "zones": {zone: _indices(indices) for zone, indices in found.sensitivity.zones.items()},
        },
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
