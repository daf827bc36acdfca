"""What is a score made of?

A score is taken apart by the Aumann–Shapley rule: on the straight way from one set of marks to another, each
indicator's part is the integral of its slope times its step (Aumann & Shapley, Values of Non-Atomic Games, 1974;
Sundararajan, Taly & Yan, ICML 2017). The parts add up to the difference of the two scores whatever means the groups are
put together by; of a weighted sum they are weight times step, as one would say by hand.
"""

from __future__ import annotations

import numpy as np

from zonebook.rating.assessing import Assessment, Screened, Weights, score
from zonebook.rating.definition import Aggregation, Group, Indicator, RatingError, Weighting
from zonebook.rating.matrix import Array

_POINTS = 24  # of the quadrature: enough for twelve digits of means on a scale that begins at 1
_STEP = 1e-6  # of the scale, for a slope


def parts_of_scores(screened: Screened, assessment: Assessment) -> Array:
    """`(zones, indicators)`: what each indicator adds to a zone's score beyond the mean mark of all.

    Raises RatingError for a rating whose zones are compared with each other, which has no slope.
    """
    marks = assessment.marks
    if np.isnan(marks).any():
        raise RatingError(f"{assessment.rating.code}: a score is taken apart where every mark is known")
    middle = np.broadcast_to(marks.mean(axis=0), marks.shape)
    return parts_between(middle, marks, root=screened.root, indicators=screened.indicators, weights=assessment.weights)


def parts_between(
    before: Array, after: Array, *, root: Group, indicators: tuple[Indicator, ...], weights: Weights
) -> Array:
    """`(zones, indicators)`: the parts of each score's difference between two sets of marks. Raises RatingError."""
    _must_have_parts(root)
    nodes, shares = np.polynomial.legendre.leggauss(_POINTS)
    slopes = np.zeros(before.shape)
    width = _STEP * max(1.0, float(np.abs(np.concatenate([before, after])).max()))
    for node, share in zip((nodes + 1) / 2, shares / 2, strict=True):
        at = before + node * (after - before)
        for nth in range(before.shape[1]):
            up, down = at.copy(), at.copy()
            up[:, nth] += width
            down[:, nth] -= width
            rise = (
                score(root, up, indicators=indicators, weights=weights)[0]
                - score(root, down, indicators=indicators, weights=weights)[0]
            )
            slopes[:, nth] += share * rise / (2 * width)
    return np.asarray(slopes * (after - before), dtype=np.float64)


def _must_have_parts(root: Group) -> None:
    for group in root.groups():
        if group.aggregation in (Aggregation.TOPSIS, Aggregation.COPELAND, Aggregation.BORDA):
            raise RatingError(f"group “{group.code}”: {group.aggregation} compares zones; its scores have no parts")
        if group.weighting is Weighting.BENEFIT_OF_THE_DOUBT:
            raise RatingError(
                f"group “{group.code}”: each zone has weights of its own; its scores have no common parts"
            )
