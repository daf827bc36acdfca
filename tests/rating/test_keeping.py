"""A matrix kept as plain values is read back without loss."""

from __future__ import annotations

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.rating.making import matrix
from zonebook.rating import Matrix
from zonebook.rating.keeping import matrix_as_dict, matrix_from_dict

VALUES = st.none() | st.floats(-1e12, 1e12)


def same(one: Matrix, other: Matrix) -> bool:
    arrays = [(one.values, other.values), (one.low, other.low), (one.high, other.high)]
    arrays += list(zip(one.earlier, other.earlier, strict=True))
    equal = (a is b is None or np.array_equal(a, b, equal_nan=True) for a, b in arrays)
    return (one.zones, one.columns, one.kinds) == (other.zones, other.columns, other.kinds) and all(equal)


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=5))
def test_what_is_kept_in_json_is_what_is_read(rows):
    values = matrix(rows).values
    made = matrix(rows, kinds=("technology",) * len(rows), earlier=(values - 1,), low=values - 2, high=values + 2)

    for one in (made, matrix(rows)):
        assert same(matrix_from_dict(json.loads(json.dumps(matrix_as_dict(one)))), one)


def test_a_gap_is_null_and_never_nought():
    assert matrix_as_dict(matrix([[1, None]]))["values"] == [[1.0, None]]
