"""How is a matrix kept for good? As plain values that JSON knows, a gap as null, and read back without loss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from zonebook.rating.matrix import Array, Matrix


def matrix_as_dict(matrix: Matrix) -> dict[str, Any]:
    """The matrix in plain values."""
    return {
        "zones": list(matrix.zones),
        "columns": list(matrix.columns),
        "values": _plain(matrix.values),
        "kinds": list(matrix.kinds),
        "earlier": [_plain(one) for one in matrix.earlier],
        "low": None if matrix.low is None else _plain(matrix.low),
        "high": None if matrix.high is None else _plain(matrix.high),
    }


def matrix_from_dict(kept: Mapping[str, Any]) -> Matrix:
    """The matrix that was kept. Raises RatingError where it is none."""
    return Matrix(
        tuple(kept["zones"]),
        tuple(kept["columns"]),
        _array(kept["values"]),
        tuple(kept["kinds"]),
        tuple(_array(one) for one in kept["earlier"]),
        None if kept["low"] is None else _array(kept["low"]),
        None if kept["high"] is None else _array(kept["high"]),
    )


def _plain(values: Array) -> list[list[float | None]]:
    return [[None if np.isnan(one) else float(one) for one in row] for row in values]


def _array(rows: list[list[float | None]]) -> Array:
    return np.array([[np.nan if one is None else one for one in row] for row in rows], dtype=np.float64)
