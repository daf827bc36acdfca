"""Has each cell of a sheet one place and one content, so that everybody who opens the file sees the same number?

The library that reads cells is lenient: of two cells at one place it keeps one, and which of them a person's own
program shows is that program's affair. What leaves any doubt is refused here, before a number is taken from it
(ECMA-376 part 1, 18.3.1: rows and cells stand in ascending order, each once).
"""

from __future__ import annotations

import re
from typing import IO
from xml.parsers import expat

from zonebook.intake.package import MAIN

Range = tuple[int, int, int, int]  # top, left, bottom, right

MAX_MERGED = 10_000
_BETWEEN = " "  # stands between namespace and name
_SHEET_DATA, _ROW, _CELL, _VALUE, _MERGE = (
    f"{MAIN}{_BETWEEN}{name}" for name in ("sheetData", "row", "c", "v", "mergeCell")
)
_ONCE_IN_A_CELL = frozenset(f"{MAIN}{_BETWEEN}{name}" for name in ("v", "f", "is"))
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_MERGED = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?", re.IGNORECASE)
_ROW_NUMBER = re.compile(r"[1-9][0-9]{0,6}")
_CONTENTS = {  # by the type that a cell claims; Python reads more than this as a number («1_000», «nan», «١٢»)
    "n": re.compile(r"\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*"),
    "s": re.compile(r"\s*[0-9]+\s*"),
    "b": re.compile(r"\s*[01]\s*"),
}


class Doubt(Exception):
    """Two readers of this sheet could see different numbers."""


def merged_ranges(sheet: IO[bytes], *, rows: int) -> tuple[Range, ...]:
    """The merged ranges that begin within the first `rows` rows of a sheet, after the cells there were looked over.

    Raises Doubt where the cells are not in order, and expat's error for what is no markup.
    """
    return _Overseer(sheet, rows=rows).merged


class _Overseer:
    """Follows the markup of a sheet from start to end."""

    def __init__(self, sheet: IO[bytes], *, rows: int) -> None:
        self._rows = rows
        self._open: list[str] = []  # the elements around the present place, outermost first
        self._row = self._column = 0
        self._in_cell: set[str] = set()
        self._content: re.Pattern[str] | None = None
        self._value = ""
        self._merged: list[Range] = []
        parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ParseFile(sheet)

    @property
    def merged(self) -> tuple[Range, ...]:
        return tuple(self._merged)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        around = self._open[-1] if self._open else ""
        self._open.append(name)
        if name == _ROW:
            self._start_row(around, attributes.get("r"))
        elif name == _SHEET_DATA:
            _doubt_if(self._row > 0)
        elif name == _MERGE:
            self._merge(attributes.get("ref", ""))
        elif self._row <= self._rows:
            if around == _ROW:
                self._start_cell(name, attributes)
            elif around == _CELL and name in _ONCE_IN_A_CELL:
                _doubt_if(name in self._in_cell)
                self._in_cell.add(name)

    def _start_row(self, around: str, number: str | None) -> None:
        _doubt_if(around != _SHEET_DATA or (number is not None and not _ROW_NUMBER.fullmatch(number)))
        row = self._row + 1 if number is None else int(number)
        _doubt_if(row <= self._row)
        self._row, self._column = row, 0

    def _start_cell(self, name: str, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        column, row = self._column + 1, self._row
        if place is not None:
            found = _PLACE.fullmatch(place)
            if found is None:
                raise Doubt(place)
            column, row = _number_of(found[1]), int(found[2])
        _doubt_if(name != _CELL or row != self._row or column <= self._column)
        self._column, self._in_cell = column, set()
        self._content, self._value = _CONTENTS.get(attributes.get("t", "n")), ""

    def _text(self, text: str) -> None:
        if self._open[-1] == _VALUE and self._row <= self._rows:
            self._value += text

    def _end(self, name: str) -> None:
        self._open.pop()
        if name == _VALUE and self._content is not None and self._value:
            _doubt_if(not self._content.fullmatch(self._value))

    def _merge(self, ref: str) -> None:
        found = _MERGED.fullmatch(ref)
        if found is None:
            raise Doubt(ref)
        left, top = _number_of(found[1]), int(found[2])
        right, bottom = (_number_of(found[3]), int(found[4])) if found[3] else (left, top)
        if top <= self._rows:
            self._merged.append((top, left, bottom, right))
            _doubt_if(len(self._merged) > MAX_MERGED)

    def _doctype(self, name: str, *rest: object) -> None:
        raise Doubt(name)  # a workbook has no business declaring entities


def _doubt_if(is_doubtful: bool) -> None:
    if is_doubtful:
        raise Doubt


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
