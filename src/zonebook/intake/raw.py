"""What does a workbook hold, before anything is made of it?

These are the only things that cross from the limited child process to the server: plain texts and numbers, as
JSON, bounded in count and length.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RawKind(StrEnum):
    """What a cell holds, as far as the file format says."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"
    UNCOMPUTED = "uncomputed"  # a formula without a stored result


class Display(StrEnum):
    """How a number format makes the number on the screen differ from the number in the cell."""

    AS_IS = ""
    PERCENT = "percent"
    SCALED = "scaled"  # shown in thousands or millions


@dataclass(frozen=True, slots=True)
class RawCell:
    """One non-empty cell; `text` is its content, a number in the shortest form that reads back the same."""

    kind: RawKind
    text: str
    display: Display = Display.AS_IS


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet's non-empty cells by (row, column), and its merged ranges as (top, left, bottom, right)."""

    name: str
    cells: Mapping[tuple[int, int], RawCell]
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def text(self, row: int, column: int) -> str | None:
        """The content of a cell; None for an empty one."""
        cell = self.cells.get((row, column))
        return None if cell is None else cell.text


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file could not be read at all: a rule of `wording`, and what was found instead."""

    rule: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """The sheets in their order, or the reason why there are none."""

    sheets: tuple[RawSheet, ...] = ()
    refusal: Refusal | None = field(default=None)

    @classmethod
    def refused(cls, rule: str, value: str | None = None) -> RawWorkbook:
        return cls(refusal=Refusal(rule, value))


def encode(workbook: RawWorkbook) -> bytes:
    """The workbook as JSON."""
    refusal = workbook.refusal
    plain = {
        "refusal": None if refusal is None else [refusal.rule, refusal.value],
        "sheets": [
            {
                "name": sheet.name,
                "cells": [[*place, cell.kind, cell.text, cell.display] for place, cell in sheet.cells.items()],
                "merged": sheet.merged,
            }
            for sheet in workbook.sheets
        ],
    }
    return json.dumps(plain).encode()


def decode(data: bytes) -> RawWorkbook:
    """The workbook that `encode` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    plain = json.loads(data)
    refusal = None if plain["refusal"] is None else Refusal(*plain["refusal"])
    return RawWorkbook(tuple(_sheet(sheet) for sheet in plain["sheets"]), refusal)


_KINDS = {kind.value: kind for kind in RawKind}
_DISPLAYS = {display.value: display for display in Display}


def _sheet(plain: Mapping[str, list[list[object]]]) -> RawSheet:
    cells = {
        (int(str(row)), int(str(column))): RawCell(_KINDS[str(kind)], str(text), _DISPLAYS[str(display)])
        for row, column, kind, text, display in plain["cells"]
    }
    merged = tuple((int(str(a)), int(str(b)), int(str(c)), int(str(d))) for a, b, c, d in plain["merged"])
    return RawSheet(str(plain["name"]), cells, merged)
