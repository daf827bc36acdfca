"""Ratings and matrices of the tests, said in one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from zonebook.measures import Text
from zonebook.rating import Group, Indicator, Matrix, Rating
from zonebook.rating.definition import Reference, Status

TITLE = Text("по-русски", "in English")


def indicators(count: int, **fields: Any) -> tuple[Indicator, ...]:
    """Indicators a, b, c …"""
    return tuple(Indicator(chr(ord("a") + nth), TITLE, **fields) for nth in range(count))


def group(*members: Group | Indicator, **fields: Any) -> Group:
    return Group(fields.pop("code", "all"), TITLE, members, **fields)


def rating(root: Group | int, **fields: Any) -> Rating:
    """A rating of a tree, or of so many indicators of equal weight."""
    tree = group(*indicators(root)) if isinstance(root, int) else root
    return Rating("test", TITLE, tree, date(2025, 1, 1), Status.ILLUSTRATIVE, Reference("a test"), **fields)


def matrix(rows: Sequence[Sequence[float | None]], **fields: Any) -> Matrix:
    """Zones z0, z1 … by the columns a, b, c …; None is missing."""
    values = np.array([[np.nan if one is None else one for one in row] for row in rows], dtype=float)
    columns = fields.pop("columns", tuple(chr(ord("a") + nth) for nth in range(values.shape[1])))
    zones = fields.pop("zones", tuple(f"z{nth}" for nth in range(len(values))))
    return Matrix(zones, columns, values, **fields)
