"""What if the weights were others? Places under a reader's own weights, and the nearest ones that make a zone first.

Only the weights change: the zones, indicators and marks stay those of the definition, as in a replay that draws nothing
else. So the answer is the engine's own, whatever means the groups are put together by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from zonebook.rating.assessing import Assessment, Screened, score
from zonebook.rating.definition import Group, RatingError, Weighting, WeightsDrawn
from zonebook.rating.extremes import effective_weights, terms_of
from zonebook.rating.matrix import Array
from zonebook.rating.ranking import ranks
from zonebook.rating.replaying import Replay, Stage, replay


@dataclass(frozen=True, slots=True)
class Reweighed:
    """By zone: its score and place. `shares`: of each group and indicator by code, its share of the group it is in."""

    scores: Mapping[str, float]
    places: Mapping[str, int]
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Reaching:
    """The share of all weight that moves until a zone is second to none, and the weights then, by indicator."""

    moved: float
    weights: Mapping[str, float]


def nominal_shares(assessment: Assessment, root: Group) -> Mapping[str, float]:
    """The share that each group and indicator has of its group by the definition.

    Raises RatingError where each zone has weights of its own.
    """
    found: dict[str, float] = {}
    for group in root.groups():
        if group.weighting is Weighting.BENEFIT_OF_THE_DOUBT:
            raise RatingError(f"group “{group.code}”: each zone has weights of its own: there are none to be changed")
        shares = assessment.weights[group.code][0]
        found |= {member.code: float(share) for member, share in zip(group.members, shares, strict=True)}
    return found


def reweighed(screened: Screened, assessment: Assessment, *, points: Mapping[str, float]) -> Reweighed:
    """Scores and places when members count by `points`; who is given none keeps its share of 1.

    Raises RatingError for points below nought, and for a group whose members have none at all.
    """
    known = nominal_shares(assessment, screened.root)
    shares: dict[str, float] = {}
    weights: dict[str, Array] = {}
    for group in screened.root.groups():
        given = np.array([points.get(member.code, known[member.code]) for member in group.members])
        if (given < 0).any() or not given.sum() > 0:
            raise RatingError(f"group “{group.code}”: weights are not below nought, and one of them is above it")
        weights[group.code] = (given / given.sum())[None, :]
        shares |= {member.code: float(one) for member, one in zip(group.members, weights[group.code][0], strict=True)}
    scores = score(screened.root, assessment.marks, indicators=screened.indicators, weights=weights)[0]
    zones = assessment.zones
    return Reweighed(
        {zone: float(one) for zone, one in zip(zones, scores, strict=True)},
        places={zone: int(place) for zone, place in zip(zones, ranks(scores), strict=True)},
        shares=shares,
    )


def replayed(screened: Screened, shares: Mapping[str, float], *, draws: int, seed: int) -> Replay:
    """How sure the places under other weights are: everything that the definition varies is drawn anew around them.

    `shares`: of each group and indicator, of the group it is in. Where the definition draws any weights, or those of
    experts, or where they come from, the weights stay as they are given: they are the reader's. Raises RatingError.
    """
    varied = screened.rating.varied
    near = varied.weights is WeightsDrawn.SPREAD and varied.concentration > 0
    drawn = replace(varied, weights=WeightsDrawn.SPREAD if near else WeightsDrawn.FIXED, weightings=())
    root = _given(screened.root, shares)
    other = replace(screened, root=root, rating=replace(screened.rating, varied=drawn))
    return replay(Stage(other), draws=draws, seed=seed)


def _given(group: Group, shares: Mapping[str, float]) -> Group:
    """The tree with given weights, nought among them."""
    members = [
        replace(_given(one, shares) if isinstance(one, Group) else one, weight=shares[one.code])
        for one in group.members
    ]
    return replace(group, members=tuple(members), weighting=Weighting.GIVEN)


def reaching_first(screened: Screened, zone: str) -> Reaching | None:
    """How little weight has to move for nobody to stand above the zone; None where no weights do it.

    min ½ Σ |w − w⁰| over weights w that add up to 1 so that every other's sum is no greater: one linear programme.
    Raises RatingError where places do not follow from one weighted sum.
    """
    from scipy.optimize import linprog

    terms, nominal = terms_of(screened), effective_weights(screened)
    own = screened.matrix.zones.index(zone)
    above, count = np.delete(terms, own, axis=0) - terms[own], len(nominal)  # w = w⁰ + more − less
    solved = linprog(
        np.full(2 * count, 0.5),
        A_ub=np.vstack([np.hstack([above, -above]), np.hstack([-np.eye(count), np.eye(count)])]),
        b_ub=np.concatenate([-above @ nominal, nominal]),
        A_eq=np.concatenate([np.ones(count), -np.ones(count)])[None, :],
        b_eq=[0.0],
        bounds=(0, None),
        method="highs",
    )
    if not solved.success:
        return None
    weights = nominal + solved.x[:count] - solved.x[count:]
    codes = [one.code for one in screened.indicators]
    return Reaching(max(float(solved.fun), 0.0), dict(zip(codes, map(float, weights), strict=True)))
