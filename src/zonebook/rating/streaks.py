"""For how many editions in a row has a zone been first?

«Четвёртый год подряд» is a statement about four editions, each of which must be known. The row is counted back from
the newest edition and ends at the first edition with another place. Where a year's edition is not in the book, the
row may be longer than what is known, and the answer says so instead of guessing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Streak:
    """`length` first places in a row; `is_known` is False where it may be longer; `seen` editions were looked at."""

    length: int
    is_known: bool
    seen: int


def streak_of_first_places(places: Mapping[int, int]) -> Streak:
    """The row of first places that ends with the newest edition. `places`: year of the edition → place."""
    if not places:
        return Streak(0, is_known=False, seen=0)
    year = max(places)
    length = 0
    while places.get(year) == 1:
        length += 1
        year -= 1
    is_known = year in places
    return Streak(length, is_known, length + is_known)
