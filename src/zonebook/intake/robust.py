"""How far does a number stand from others, when a few of those may be wrong themselves?

Mean and standard deviation are no judges here: one wrong number moves both, so that it hides itself, and the amounts
of firms are skewed. Medians and quartiles are not moved. See docs/explanation/unusual-numbers.md.

Floats, not Decimals: what comes out is a verdict with a wide fence and no figure of the book; the rounding of a double
is a thousand million times finer than the width of any fence. What is shown to people are the filed amounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import exp
from statistics import median, quantiles

NORMAL = 0.6745
"""The median absolute deviation of a normal distribution with standard deviation 1."""


def modified_z(value: float, others: Sequence[float], *, least_spread: float = 0.0) -> float:
    """The modified z-score of a value against others: 0.6745 × (value − median) / MAD.

    Iglewicz and Hoaglin (1993), who call a value with an absolute score above 3.5 a possible outlier. Where more than
    half of the others are equal their MAD is 0 and the score has no meaning: the MAD counts as at least
    0.6745 × `least_spread`, so that the score says by how many times that spread the value is away. Raises ValueError
    for no others, and for equal others without a least spread.
    """
    if not others:
        raise ValueError("a value cannot be compared with no others")
    middle = median(others)
    spread = max(median(abs(other - middle) for other in others), NORMAL * least_spread)
    if spread == 0:
        raise ValueError("the others are equal, so that their spread says nothing: give a least spread")
    return NORMAL * (value - middle) / spread


def medcouple(values: Sequence[float]) -> float:
    """The medcouple: how skewed values are, from −1 (a long tail below) through 0 to 1 (a long tail above).

    Brys, Hubert and Struyf (2004): the median, over all pairs of a value below and one above the median, of how much
    farther the upper is from it, as a share of their distance. Every pair is looked at: meant for up to some hundreds.
    """
    middle = median(values)
    below = sorted((value - middle for value in values if value <= middle), reverse=True)
    above = sorted(value - middle for value in values if value >= middle)
    ties = sum(value == middle for value in values)
    return median(
        (high + low) / (high - low) if high != low else _sign(ties - 1 - nth_low - nth_high)
        for nth_low, low in enumerate(below)
        for nth_high, high in enumerate(above)
    )


def _sign(number: int) -> int:
    """The kernel of two values that are the median themselves: by their ranks, so that they cancel out."""
    return (number > 0) - (number < 0)


@lru_cache(maxsize=1024)
def skewed_fences(values: tuple[float, ...], *, whisker: float) -> tuple[float, float]:
    """The fences of the boxplot for skewed values: what lies outside is unusual.

    Hubert and Vandervieren (2008): of the quartiles and the distance between them, `whisker` (1.5) times, drawn longer
    on the side of the long tail by the medcouple. Quartiles by linear interpolation. All of one industry in one
    quarter are measured against the same values, hence the cache.
    """
    lower, _middle, upper = quantiles(values, n=4, method="inclusive")
    skew, reach = medcouple(values), whisker * (upper - lower)
    short, long = (-4, 3) if skew >= 0 else (-3, 4)
    return lower - reach * exp(short * skew), upper + reach * exp(long * skew)
