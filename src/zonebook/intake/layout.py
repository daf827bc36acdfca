"""Where on the sheet does each answer stand?

The places follow from the form and the number of sites alone, so that the writer and the reader agree without
trusting anything a file says about itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from zonebook.intake.form import Form, Line, Section
from zonebook.measures import Text

FORM_SHEET = "Форма 1"
GUIDE_SHEET = "Как заполнить"
META_SHEET = "_meta"

IDENTITY_COLUMN = 3
NAME_ROW, INN_ROW, PERIOD_ROW, CAMPAIGN_ROW = 2, 3, 4, 5
HINT_ROW = 6
HEADER_ROW = 8
NUMBER_COLUMN, TITLE_COLUMN, UNIT_COLUMN, FIRST_SITE_COLUMN = 1, 2, 3, 4

# No form of ours comes near these; what lies beyond is never looked at, however large the file.
MAX_ROWS = 1000
MAX_COLUMNS = 64
MAX_SITES = 24

YES, NO = "Да", "Нет"


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A row that carries a section's title."""

    row: int
    title: Text


@dataclass(frozen=True, slots=True)
class LineRow:
    """A row that asks. `number` is what column A shows: section and line, «2.1»."""

    row: int
    number: str
    line: Line


def section_rows(form: Form) -> tuple[SectionRow, ...]:
    """The rows that carry the sections' titles."""
    return tuple(SectionRow(row, section.title) for row, section in _section_starts(form))


def line_rows(form: Form) -> tuple[LineRow, ...]:
    """The rows that ask, in order."""
    return tuple(
        LineRow(start + nth, f"{number}.{nth}", line)
        for number, (start, section) in enumerate(_section_starts(form), 1)
        for nth, line in enumerate(section.lines, 1)
    )


def _section_starts(form: Form) -> Iterator[tuple[int, Section]]:
    row = HEADER_ROW + 1
    for section in form.sections:
        yield row, section
        row += 1 + len(section.lines)


def site_column(nth: int) -> int:
    """The column of the nth site, counted from 0."""
    return FIRST_SITE_COLUMN + nth


def coordinate(row: int, column: int) -> str:
    """`D14`."""
    return f"{get_column_letter(column)}{row}"


def address(sheet: str, place: tuple[int, int]) -> str:
    """`Форма 1!D14`: how a finding names the cell at a (row, column) to a person."""
    return f"{sheet}!{coordinate(*place)}"
