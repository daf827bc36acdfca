"""How do indicators of different units come on one scale, more being better?

All functions take and give `values: (…, zones, indicators)`, nan for missing; each indicator is looked at by itself.
Formulas: OECD/JRC Handbook on Constructing Composite Indicators (2008), step 5, table 14.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from zonebook.rating.definition import Direction, Indicator, Normalisation, RatingError
from zonebook.rating.matrix import Array

_ZONES = -2
Flags = npt.NDArray[np.bool_]


def normalised(
    values: Array, how: Normalisation, *, indicators: Sequence[Indicator], scale: tuple[float, float]
) -> Array:
    """The values on the scale. An indicator that says the same of all zones says nothing: all get the middle.

    Raises RatingError where the leader's value is not above zero (distance to the leader).
    """
    falls = np.array([one.direction is Direction.LOWER for one in indicators])
    oriented = np.asarray(np.where(falls, -values, values), dtype=np.float64)
    if how in _OWN_SCALE:
        return _OWN_SCALE[how](oriented)
    low, high = scale
    match how:
        case Normalisation.GOALPOSTS:
            share = _between_goalposts(oriented, indicators, falls=falls)
        case Normalisation.LEADER:
            share = _of_leader(values, indicators, falls=falls)
        case Normalisation.ATTAINMENT:
            share = np.clip(values, 0.0, 1.0)
        case Normalisation.PERCENTILE_RANK:
            share = _share_below(oriented)
        case _:
            least, most = _extremes(oriented)
            share = _share(oriented, least=least, most=most)
    return np.asarray(low + (high - low) * share, dtype=np.float64)


def _z_score(oriented: Array) -> Array:
    """(x − mean) / standard deviation of the zones (the population's, as they are all there are)."""
    spread = np.nanstd(oriented, axis=_ZONES, keepdims=True)
    mean = np.nanmean(oriented, axis=_ZONES, keepdims=True)
    flat = spread <= np.abs(mean) * 1e-15
    return np.asarray((oriented - mean) / np.where(flat, np.inf, spread), dtype=np.float64)


def _of_length(oriented: Array) -> Array:
    """x / √Σx² over the zones (Hwang & Yoon, Multiple Attribute Decision Making, 1981, ch. 2)."""
    length = np.sqrt(np.nansum(oriented**2, axis=_ZONES, keepdims=True))
    return np.asarray(oriented / np.where(length > 0, length, 1.0), dtype=np.float64)


def _extremes(oriented: Array) -> tuple[Array, Array]:
    return np.nanmin(oriented, axis=_ZONES, keepdims=True), np.nanmax(oriented, axis=_ZONES, keepdims=True)


def _share(oriented: Array, *, least: Array, most: Array) -> Array:
    """(x − low) / (high − low)."""
    span = most - least
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (oriented - least) / span
    return np.where((span == 0) & ~np.isnan(oriented), 0.5, share)


def _rank_points(oriented: Array) -> Array:
    """How many known zones are worse, plus half of those that are equal, plus a half: the mean rank from below."""
    worse, equal = compared(oriented)
    return np.where(np.isnan(oriented), np.nan, worse + (equal + 1) / 2)


def _share_below(oriented: Array) -> Array:
    """The percentile rank: the share of known zones that are worse, plus half of those that are equal, itself too."""
    worse, equal = compared(oriented)
    known = (~np.isnan(oriented)).sum(axis=_ZONES, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(np.isnan(oriented), np.nan, (worse + equal / 2) / known)


def compared(oriented: Array) -> tuple[Array, Array]:
    """How many known zones are worse than each, and how many equal, itself counted; of a gap neither means anything.

    One sort an indicator, so that memory grows with the zones and not with their square.
    """
    values = np.moveaxis(oriented, _ZONES, -1)
    order = np.argsort(values, axis=-1, kind="stable")  # gaps come last
    ranked = np.take_along_axis(values, order, axis=-1)
    begins, ends = np.ones((2, *values.shape), dtype=np.bool_)
    begins[..., 1:] = ranked[..., 1:] != ranked[..., :-1]
    ends[..., :-1] = begins[..., 1:]
    nth, last = np.arange(values.shape[-1]), values.shape[-1] - 1
    first_alike = np.maximum.accumulate(np.where(begins, nth, 0), axis=-1)
    last_alike = np.minimum.accumulate(np.where(ends, nth, last)[..., ::-1], axis=-1)[..., ::-1]
    worse, equal = np.empty((2, *values.shape))
    np.put_along_axis(worse, order, first_alike, axis=-1)
    np.put_along_axis(equal, order, last_alike - first_alike + 1, axis=-1)
    return np.moveaxis(worse, -1, _ZONES), np.moveaxis(equal, -1, _ZONES)


def _between_goalposts(oriented: Array, indicators: Sequence[Indicator], *, falls: Flags) -> Array:
    posts = np.array([(one.goalposts.low, one.goalposts.high) for one in indicators if one.goalposts is not None])
    least, most = posts.min(axis=1), posts.max(axis=1)
    low, high = np.where(falls, -most, least), np.where(falls, -least, most)
    return np.asarray(np.clip((oriented - low) / (high - low), 0.0, 1.0), dtype=np.float64)


def _of_leader(values: Array, indicators: Sequence[Indicator], *, falls: Flags) -> Array:
    """x / leader, or leader / x where less is better."""
    least, most = _extremes(values)
    leader = np.where(falls, least, most)
    if (leader <= 0).any():
        wrong = indicators[int(np.argwhere(leader <= 0)[0][-1])]
        raise RatingError(f"“{wrong.code}”: the leader's value is not above zero, so nothing is a share of it")
    return np.asarray(np.where(falls, leader / values, values / leader), dtype=np.float64)


_OWN_SCALE = {
    Normalisation.Z_SCORE: _z_score,
    Normalisation.VECTOR: _of_length,
    Normalisation.RANK: _rank_points,
}
"""What the rating's scale does not stretch."""
