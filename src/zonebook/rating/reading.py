"""A matrix out of a CSV file: one row a zone, `zone,class?,column…`, an empty cell is missing."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from io import StringIO

import numpy as np

from zonebook.rating.definition import RatingError
from zonebook.rating.matrix import Matrix

_ZONE, _KIND = "zone", "class"
_SPACES = str.maketrans("", "", " \u00a0\u202f")


def matrix_from_csv(text: str) -> Matrix:
    """The matrix of a CSV text with a heading. Raises RatingError that names the line and the column.

    Numbers are written with a point or a decimal comma (then the cells are separated by semicolons or quoted) and
    with spaces between thousands, if any.
    """
    lines = [line for line in csv.reader(StringIO(text.removeprefix("\ufeff")), _dialect(text)) if any(line)]
    if not lines:
        raise RatingError("the matrix is empty: the first line names the columns, beginning with “zone”")
    heading = [one.strip() for one in lines[0]]
    if heading[0] != _ZONE:
        raise RatingError(f"the first column of the matrix is “{heading[0]}”; it must be “{_ZONE}”")
    doubled = [name for name, times in Counter(heading).items() if times > 1]
    if doubled:
        raise RatingError(f"the heading names the column “{doubled[0]}” twice")
    has_kinds = heading[1:2] == [_KIND]
    first = 2 if has_kinds else 1
    rows = [_row(line, number, heading=heading) for number, line in enumerate(lines[1:], start=2)]
    if not rows or len(heading) == first:
        raise RatingError("the matrix has no zone or no column of values")
    return Matrix(
        zones=tuple(row[0] for row in rows),
        columns=tuple(heading[first:]),
        values=np.array(
            [
                [_number(row[nth], zone=row[0], column=heading[nth]) for nth in range(first, len(heading))]
                for row in rows
            ],
            dtype=np.float64,
        ),
        kinds=tuple(row[1] for row in rows) if has_kinds else (),
    )


def _dialect(text: str) -> type[csv.Dialect]:
    heading = text.split("\n", 1)[0]

    class Separated(csv.excel):
        delimiter = max(",;\t", key=heading.count)

    return Separated


def _row(line: Sequence[str], number: int, *, heading: Sequence[str]) -> list[str]:
    if len(line) != len(heading):
        raise RatingError(f"line {number} of the matrix has {len(line)} cells, the heading {len(heading)}")
    cells = [one.strip() for one in line]
    if not cells[0]:
        raise RatingError(f"line {number} of the matrix names no zone")
    return cells


def _number(cell: str, *, zone: str, column: str) -> float:
    if not cell:
        return float("nan")
    try:
        value = float(cell.translate(_SPACES).replace(",", "."))
    except ValueError:
        value = float("nan")
    if not np.isfinite(value):
        raise RatingError(f"zone “{zone}”, column “{column}”: “{cell}” is no number; leave the cell empty if unknown")
    return value
