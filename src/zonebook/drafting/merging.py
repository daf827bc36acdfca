"""Several people write in one draft: what stands in each cell then, and whose writing was written over?

The last writer's text stands. Who leaves a cell as it was shown to them writes nothing, so that a whole page sent at
once takes nothing back that somebody else wrote meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Key = tuple[str, str]
"""A line and a site."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wants to stand in a cell, and what the cell showed them when they began."""

    text: str
    seen: str


@dataclass(frozen=True, slots=True)
class Change:
    """A cell changes from `before` to `after`. It `overtakes` somebody if the writer had not seen `before`."""

    key: Key
    before: str
    after: str
    overtakes: bool


def merged(standing: Mapping[Key, str], written: Mapping[Key, Written]) -> tuple[Change, ...]:
    """The changes that the writings make to what stands; a key left out of `standing` is blank."""
    return tuple(
        Change(key, before, one.text, overtakes=before != one.seen)
        for key, one in written.items()
        for before in [standing.get(key, "")]
        if one.text not in (one.seen, before)
    )
