"""How do the members of a group become its score?

`values: (zones, members)`, or `(draws, zones, members)` where the members' scores differ from draw to draw;
`weights: (draws, members)`, shares of 1. The answer is `(draws, zones)`, more being better. A gap (nan) leaves a member
out of a zone's mean and its weight goes to the others; TOPSIS, Copeland and Borda compare what is known of both.
"""

from __future__ import annotations

import numpy as np

from zonebook.rating.definition import Aggregation
from zonebook.rating.matrix import Array
from zonebook.rating.normalising import compared

_NOTHING = 1e-12  # of weights that add up to 1


class NotPositiveError(ValueError):
    """A mean that needs values above zero met one that is not."""


def combined(how: Aggregation, values: Array, *, weights: Array, exponent: float | None = None) -> Array:
    """The score of each zone under each draw of weights. Raises NotPositiveError.

    Arithmetic Σ w x; geometric Π x^w; harmonic 1 / Σ (w / x); generalised (Σ w x^p)^(1/p)
    (Hardy, Littlewood & Pólya, Inequalities, 1934, ch. 2). A bad member can be made up for fully, partly, less still.
    """
    match how:
        case Aggregation.ARITHMETIC:
            return weighted_mean(values, weights)
        case Aggregation.GEOMETRIC:
            return np.asarray(np.exp(weighted_mean(np.log(_positive(values, how)), weights)))
        case Aggregation.HARMONIC:
            return np.asarray(1.0 / weighted_mean(1.0 / _positive(values, how), weights))
        case Aggregation.GENERALISED:
            p = 1.0 if exponent is None else exponent
            return np.asarray(weighted_mean(_positive(values, how) ** p, weights) ** (1.0 / p))
        case Aggregation.TOPSIS:
            return topsis(values, weights)
        case Aggregation.BORDA:
            return weighted_mean(borda_points(values), weights)
        case Aggregation.COPELAND:
            return copeland(values, weights)


def _positive(values: Array, how: Aggregation) -> Array:
    if (values <= 0).any():
        raise NotPositiveError(f"a {how} mean needs values above zero")
    return values


def weighted_mean(values: Array, weights: Array) -> Array:
    """Σ w x over the known members, divided by their weights."""
    missing = np.isnan(values)
    if not missing.any():
        return _product(values, weights)
    total = _product(_known_or_nothing(values), weights)
    counted = _product(np.where(missing, 0.0, 1.0), weights)
    return np.where(counted > 0, total / np.where(counted > 0, counted, 1.0), np.nan)


def _known_or_nothing(terms: Array) -> Array:
    """Terms of a sum in which what is missing has no part: not a value of 0, but no term at all."""
    return np.where(np.isnan(terms), 0.0, terms)


def _product(values: Array, weights: Array) -> Array:
    if values.ndim == 2:  # noqa: PLR2004 - zones and members: the same for every draw
        return np.asarray(weights @ values.T)
    return np.asarray(np.matmul(values, weights[:, :, None])[:, :, 0])


def topsis(values: Array, weights: Array) -> Array:
    """d⁻ / (d⁺ + d⁻): how near the best of each member, how far from the worst (Hwang & Yoon, 1981).

    Distances are Euclidean over w·x of values that are on one scale already. Zones that are all alike score a half.
    """
    best, worst = np.nanmax(values, axis=-2, keepdims=True), np.nanmin(values, axis=-2, keepdims=True)
    squares = weights**2
    to_best = np.sqrt(_product(_known_or_nothing((values - best) ** 2), squares))
    to_worst = np.sqrt(_product(_known_or_nothing((values - worst) ** 2), squares))
    both = to_best + to_worst
    return np.where(both > 0, to_worst / np.where(both > 0, both, 1.0), 0.5)


def borda_points(values: Array) -> Array:
    """By each member: how many zones are worse, half a point for those that are equal (Borda, 1784)."""
    worse, equal = compared(values)
    return np.where(np.isnan(values), np.nan, worse + (equal - 1) / 2)


def copeland(values: Array, weights: Array) -> Array:
    """How many zones it beats less how many beat it, two zones being held against each other member by member.

    One beats the other when the members in which it is better weigh more (Copeland, 1951; Handbook, step 7: the
    outranking matrix). A member that is unknown of either says nothing. One zone after the other is held against all:
    memory does not grow with the square of their number.
    """
    return np.stack([_net_victories(nth, values, weights=weights) for nth in range(values.shape[-2])], axis=-1)


def _net_victories(zone: int, values: Array, *, weights: Array) -> Array:
    """`(draws,)`"""
    better = _known_or_nothing(np.sign(values[..., [zone], :] - values))
    margin = _product(better, weights)
    margin[np.abs(margin) < _NOTHING] = 0.0  # equal weights on both sides: a draw, whatever the last binary digit says
    return np.asarray(np.sign(margin).sum(axis=-1))
