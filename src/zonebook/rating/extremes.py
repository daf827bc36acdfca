"""What is the best and the worst place that any weights can give, and how little change of weights costs the first?

Exact answers, where drawing weights only ever finds some of them. A score that is a weighted sum of marks f(x) is
linear in the weights, so the question "which zones stand above this one" is answered by inequalities over all weights:
the best place is the least number of them that must hold, a mixed-integer linear programme, solved by branch and bound
over linear ones (HiGHS). The idea of ranking intervals over a set of weights: Salo & Punkka, Rank inclusion in
criteria hierarchies, European Journal of Operational Research 163(2), 2005.

It holds for one group of indicators put together by an arithmetic mean, or by another mean of whose terms the order
depends only through a weighted sum (geometric: logarithms; harmonic: reciprocals; generalised: powers).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from zonebook.rating.assessing import Screened, nominal_marks, nominal_weights
from zonebook.rating.definition import Aggregation, Group, Indicator, RatingError, Weighting
from zonebook.rating.matrix import Array

_STRICTLY = 1e-7  # of the largest mark: what the solver's own tolerance lets pass for equal
_LINEAR = frozenset({Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.HARMONIC, Aggregation.GENERALISED})


@dataclass(frozen=True, slots=True, eq=False)
class Extremes:
    """By zone: the best and the worst place over all weights. `best_weights`, `worst_weights: (zones, indicators)` are
    weights that give them."""

    zones: tuple[str, ...]
    best: npt.NDArray[np.int64]
    worst: npt.NDArray[np.int64]
    best_weights: Array
    worst_weights: Array


@dataclass(frozen=True, slots=True, eq=False)
class Overtaking:
    """The smallest change that takes the first place away: the share of all weight that moves from some indicators to
    others, who is level with the leader then, and the weights; `moved` is None where no weights do it."""

    leader: str
    rival: str | None
    moved: float | None
    weights: Mapping[str, float]


def terms_of(screened: Screened) -> Array:
    """`(zones, indicators)`: what is weighed, so that a larger weighted sum is a better place.

    Raises RatingError where the rating's places do not follow from one weighted sum, or a mark is missing.
    """
    _must_be_one_sum(screened)
    group, marks = screened.root, nominal_marks(screened)
    if np.isnan(marks).any():
        raise RatingError(f"{screened.rating.code}: exact places need every mark: name an imputation")
    if group.aggregation is not Aggregation.ARITHMETIC and (marks <= 0).any():
        raise RatingError(f"{screened.rating.code}: a {group.aggregation} mean needs values above zero")
    match group.aggregation:
        case Aggregation.GEOMETRIC:
            return np.asarray(np.log(marks))
        case Aggregation.HARMONIC:
            return np.asarray(-1.0 / marks)
        case Aggregation.GENERALISED:
            exponent = group.exponent or 1.0
            return np.asarray(np.sign(exponent) * marks**exponent)
        case _:
            return marks


def _must_be_one_sum(screened: Screened) -> None:
    code, group = screened.rating.code, screened.root
    nested = any(isinstance(member, Group) for member in group.members)
    if any(one.weighting is Weighting.BENEFIT_OF_THE_DOUBT for one in group.groups()):
        raise RatingError(f"{code}: exact places are for weights that all zones share")
    if nested and any(one.aggregation is not Aggregation.ARITHMETIC for one in group.groups()):
        raise RatingError(f"{code}: exact places are for one weighted sum; its groups are put together otherwise")
    if group.aggregation not in _LINEAR:
        raise RatingError(f"{code}: exact places are for means, not for {group.aggregation}")


def extremes(screened: Screened) -> Extremes:
    """The best and worst place of each zone over all weights of the indicators that add up to 1. Raises RatingError."""
    terms = terms_of(screened)
    found = [(_best(terms, zone), _worst(terms, zone)) for zone in range(len(terms))]
    return Extremes(
        screened.matrix.zones,
        best=np.array([best[0] for best, _ in found]),
        worst=np.array([worst[0] for _, worst in found]),
        best_weights=np.array([best[1] for best, _ in found]),
        worst_weights=np.array([worst[1] for _, worst in found]),
    )


def overtaking(screened: Screened) -> Overtaking:
    """How little weight has to move for somebody to stand level with the leader. Raises RatingError.

    min ½ Σ |w − w⁰| over weights w that add up to 1 so that some rival's sum is no smaller: a linear programme a rival.
    """
    terms = terms_of(screened)
    nominal = effective_weights(screened)
    scores = terms @ nominal
    leader = int(scores.argmax())
    best: tuple[float, int, Array] | None = None
    for rival in range(len(terms)):
        if rival == leader:
            continue
        solved = _least_move(terms[rival] - terms[leader], nominal)
        if solved is not None and (best is None or solved[0] < best[0]):
            best = (solved[0], rival, solved[1])
    zones, codes = screened.matrix.zones, [one.code for one in screened.indicators]
    if best is None:
        return Overtaking(zones[leader], rival=None, moved=None, weights={})
    moved, rival, weights = best
    return Overtaking(
        zones[leader],
        rival=zones[rival],
        moved=max(moved, 0.0),
        weights=dict(zip(codes, map(float, weights), strict=True)),
    )


def effective_weights(screened: Screened) -> Array:
    """`(indicators,)`: the product of the shares on the way from the whole to each indicator, by the definition."""
    weights = nominal_weights(screened, nominal_marks(screened))

    def below(group: Group | Indicator, share: float) -> list[float]:
        if isinstance(group, Indicator):
            return [share]
        parts = zip(group.members, weights[group.code][0], strict=True)
        return [one for member, part in parts for one in below(member, share * float(part))]

    return np.array(below(screened.root, 1.0))


def _least_move(ahead: Array, nominal: Array) -> tuple[float, Array] | None:
    """The least share of weight to be moved until `ahead` · w ≥ 0, and w; None where no weights do it."""
    from scipy.optimize import linprog

    count = len(nominal)  # w = w⁰ + more − less
    solved = linprog(
        np.full(2 * count, 0.5),
        A_ub=np.vstack([np.concatenate([-ahead, ahead]), np.hstack([-np.eye(count), np.eye(count)])]),
        b_ub=np.concatenate([[ahead @ nominal], nominal]),
        A_eq=np.concatenate([np.ones(count), -np.ones(count)])[None, :],
        b_eq=[0.0],
        bounds=(0, None),
        method="highs",
    )
    if not solved.success:
        return None
    return float(solved.fun), nominal + solved.x[:count] - solved.x[count:]


def _best(terms: Array, zone: int) -> tuple[int, Array]:
    """1 + the least number of zones that can be strictly above."""
    ahead = np.delete(terms, zone, axis=0) - terms[zone]
    always = (ahead > 0).all(axis=1)
    open_ = ~always & (ahead > 0).any(axis=1)
    chosen, weights = _solve(ahead[open_], is_worst=False)
    return 1 + int(always.sum()) + int(chosen.sum()), weights


def _worst(terms: Array, zone: int) -> tuple[int, Array]:
    """1 + the greatest number of zones that can be strictly above at once.

    The programme knows "no smaller" only. Where a solution leaves some of its zones level, it is cut off and the
    programme is asked again, until its zones are strictly above.
    """
    ahead = np.delete(terms, zone, axis=0) - terms[zone]
    always = (ahead > 0).all(axis=1)
    open_ = np.flatnonzero(~always & (ahead > 0).any(axis=1))
    cuts: list[npt.NDArray[np.bool_]] = []
    while True:
        chosen, weights = _solve(ahead[open_], is_worst=True, cuts=cuts)
        above = ahead[open_][chosen]
        apart, strict_weights = _farthest(above) if len(above) else (np.inf, weights)
        if apart > _STRICTLY * max(np.abs(terms).max(), 1e-300):
            return 1 + int(always.sum()) + int(chosen.sum()), strict_weights
        cuts.append(chosen)


def _solve(
    ahead: Array, *, is_worst: bool, cuts: list[npt.NDArray[np.bool_]] | None = None
) -> tuple[npt.NDArray[np.bool_], Array]:
    """Which rows of `ahead` · w are above nought where as few (or as many) are as can be, and w."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    rivals, count = ahead.shape
    if not rivals:
        return np.zeros(0, dtype=np.bool_), np.full(count, 1.0 / count)
    scaled = ahead / np.abs(ahead).max(axis=1, keepdims=True)
    constraints: list[Any] = [LinearConstraint(np.concatenate([np.ones(count), np.zeros(rivals)]), 1.0, 1.0)]
    if is_worst:  # y = 1 asks for ahead · w ≥ 0
        reach = -scaled.min(axis=1)
        constraints.append(LinearConstraint(np.hstack([scaled, -np.diag(reach)]), -reach, np.inf))
    else:  # z = 0 asks for ahead · w ≤ 0
        constraints.append(LinearConstraint(np.hstack([scaled, -np.diag(scaled.max(axis=1))]), -np.inf, 0.0))
    constraints.extend(
        LinearConstraint(np.concatenate([np.zeros(count), cut.astype(float)]), 0, cut.sum() - 1) for cut in cuts or []
    )
    solved = milp(
        np.concatenate([np.zeros(count), np.full(rivals, -1.0 if is_worst else 1.0)]),
        constraints=constraints,
        integrality=np.concatenate([np.zeros(count), np.ones(rivals)]),
        bounds=Bounds(0.0, 1.0),
        options={"mip_rel_gap": 0.0},
    )
    if not solved.success:
        raise RatingError(f"the solver found no place: {solved.message}")
    return solved.x[count:].round().astype(np.bool_), solved.x[:count]


def _farthest(above: Array) -> tuple[float, Array]:
    """The greatest margin by which all rows are above nought at once, and the weights."""
    from scipy.optimize import linprog

    rivals, count = above.shape
    solved = linprog(
        np.concatenate([np.zeros(count), [-1.0]]),
        A_ub=np.hstack([-above, np.ones((rivals, 1))]),
        b_ub=np.zeros(rivals),
        A_eq=np.concatenate([np.ones(count), [0.0]])[None, :],
        b_eq=[1.0],
        bounds=[(0, None)] * count + [(None, None)],
        method="highs",
    )
    return float(-solved.fun), solved.x[:count]
