"""In which order do scores stand?

Places follow the rule of sport tables and of published ratings ("1, 2, 2, 4"): equal scores share the better place
and the next ones are skipped. A zone without a score is not ranked: it never becomes the last by being unknown.

Scores are sums of rounded numbers, so "equal" needs a rule: two scores are equal when they are so after rounding to 40
binary digits (12 decimal ones) below the largest score of the same ranking. The rule does not depend on how a sum was
ordered, so two zones with the same values share a place on every machine; and a score so rounded fits into the upper
bits of an integer whose lower bits are the zone's number, so that a million rankings cost one sort of integers.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
Places = npt.NDArray[np.int32]
Keys = npt.NDArray[np.int64]

DIGITS = 40
_LEAST_EXPONENT = -900  # numbers below it are noughts here: their steps would not fit


def on_grid(scores: Scores) -> Scores:
    """Scores in whole steps, `scores: (zones,)`: equal ones are tied. The step is 2⁻⁴⁰ of the power of two above."""
    known = scores[~np.isnan(scores)]
    largest = np.abs(known).max() if len(known) else 0.0
    exponent = max(math.frexp(largest)[1], _LEAST_EXPONENT)
    return np.asarray(np.rint(np.ldexp(scores, DIGITS - exponent)))


def ranks(scores: Scores) -> Scores:
    """Places for `scores: (zones,)`, the highest first; `nan` stays `nan`.

    Ties share the better place (OECD/JRC Handbook on Constructing Composite Indicators, 2008, §1.5, ranking).
    Raises ValueError for anything but one dimension.
    """
    if scores.ndim != 1:
        raise ValueError(f"scores are one value a zone, got an array of shape {scores.shape}")
    steps = on_grid(scores)
    known = ~np.isnan(steps)
    ordered = np.sort(-steps[known])
    places = np.full(scores.shape, np.nan)
    places[known] = np.searchsorted(ordered, -steps[known], side="left") + 1
    return places


def places_of(scores: Scores) -> Places:
    """The places of many rankings at once: `scores: (draws, zones)`, all finite; 1 is the first."""
    places = np.empty(scores.shape, np.int32)
    _compiled(_place)(sorted_keys(scores), places)
    return places


def count_places(places: Places, counts: npt.NDArray[np.int32]) -> None:
    """Adds to `counts: (zones, places)` how often each zone had each place in `places: (draws, zones)`."""
    _compiled(_count)(places, counts)


def count_pairs(places: Places, beats: npt.NDArray[np.int32]) -> None:
    """Adds to `beats: (zones, zones)` how often the zone of a row stood strictly before that of a column."""
    _compiled(_beat)(places, beats)


def sorted_keys(scores: Scores) -> Keys:
    """The zones of each draw from the first to the last: the rounded score, the zone's number in the lower bits."""
    keys = np.empty(scores.shape, np.int64)
    _compiled(_pack)(scores, keys)
    keys.sort(axis=1)
    return keys


@cache
def _compiled(function: Callable[..., None]) -> Callable[..., None]:
    """The function in machine code, without the interpreter's lock. Compiled once; kept beside the source."""
    import numba

    compiled: Any = numba.njit(nogil=True, cache=True)(function)
    return compiled  # type: ignore[no-any-return]  # numba has no types


def _pack(scores: Scores, keys: Keys) -> None:
    draws, zones = scores.shape
    bits = 1
    while (1 << bits) < zones:
        bits += 1
    for draw in range(draws):
        largest = 0.0
        for zone in range(zones):
            largest = max(largest, abs(scores[draw, zone]))
        _, exponent = math.frexp(largest)
        step = 2.0 ** (DIGITS - max(exponent, _LEAST_EXPONENT))
        for zone in range(zones):
            keys[draw, zone] = (-np.int64(np.rint(scores[draw, zone] * step)) << bits) | zone


def _count(places: Places, counts: npt.NDArray[np.int32]) -> None:
    draws, zones = places.shape
    for draw in range(draws):
        for zone in range(zones):
            counts[zone, places[draw, zone] - 1] += 1


def _place(keys: Keys, places: Places) -> None:
    draws, zones = keys.shape
    bits = 1
    while (1 << bits) < zones:
        bits += 1
    mask = (1 << bits) - 1
    for draw in range(draws):
        place, last = 0, keys[draw, 0] >> bits
        for nth in range(zones):
            steps = keys[draw, nth] >> bits
            if steps != last:
                place, last = nth, steps
            places[draw, keys[draw, nth] & mask] = place + 1


def _beat(places: Places, beats: npt.NDArray[np.int32]) -> None:
    draws, zones = places.shape
    for draw in range(draws):
        for zone in range(zones):
            own = places[draw, zone]
            for other in range(zones):
                beats[zone, other] += own < places[draw, other]
