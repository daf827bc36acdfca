"""A matrix out of a CSV file: one row a zone, `zone,class?,column…`, an empty cell is missing."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO

import numpy as np

from zonebook.rating.definition import RatingError
from zonebook.rating.matrix import Matrix

_ZONE, _KIND = "zone", "class"
_SPACES = str.maketrans("", "", " \u00a0\u202f")
_GIVE_OR_TAKE = re.compile(r"(?P<value>[^±]+)±(?P<error>[^±]+)")
_BETWEEN = re.compile(r"(?P<value>[^\[]+)\[(?P<low>.+)\.\.(?P<high>.+)\]")


def matrix_from_csv(text: str) -> Matrix:
    """The matrix of a CSV text with a heading. Raises RatingError that names the line and the column.

    Numbers are written with a point or a decimal comma (then the cells are separated by semicolons or quoted) and
    with spaces between thousands, if any. How far from the truth a number may be can be said with it: “120±5”, or
    “27400 [27400..27500]”.
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
    columns = range(first, len(heading))
    cells = np.array(
        [[_value(row[nth], zone=row[0], column=heading[nth]) for nth in columns] for row in rows], dtype=np.float64
    )
    values, low, high = cells[..., 0], cells[..., 1], cells[..., 2]
    is_bounded = bool((low < high).any())
    return Matrix(
        zones=tuple(row[0] for row in rows),
        columns=tuple(heading[first:]),
        values=values,
        kinds=tuple(row[1] for row in rows) if has_kinds else (),
        low=low if is_bounded else None,
        high=high if is_bounded else None,
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


def _value(cell: str, *, zone: str, column: str) -> tuple[float, float, float]:
    """A cell's number and the bounds that it lies between."""
    if said := _GIVE_OR_TAKE.fullmatch(cell):
        value, error = (_number(said[name].strip(), zone=zone, column=column) for name in ("value", "error"))
        if error < 0:
            raise RatingError(f"zone “{zone}”, column “{column}”: “{cell}”: what follows ± is not below zero")
        return value, value - error, value + error
    if said := _BETWEEN.fullmatch(cell):
        value, low, high = (_number(said[name].strip(), zone=zone, column=column) for name in ("value", "low", "high"))
        return value, low, high
    value = _number(cell, zone=zone, column=column)
    return value, value, value


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
