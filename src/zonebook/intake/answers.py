"""What stands in the cells of the form's own sheet?

A row counts only while it carries its line's number, title and unit, a column while it is headed by its site.
What has strayed is not read, however plausible its numbers look.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from zonebook.intake import layout
from zonebook.intake.amounts import Taken, number_text, take
from zonebook.intake.form import Form, Identity, Line
from zonebook.intake.layout import LineRow
from zonebook.intake.raw import RawCell, RawSheet
from zonebook.intake.reading import FiledCell, Finding
from zonebook.intake.wording import finding
from zonebook.measures import Text


@dataclass(frozen=True, slots=True)
class _Column:
    site: str
    name: str
    number: int


def read_answers(
    sheet: RawSheet, form: Form, *, identity: Identity
) -> tuple[tuple[FiledCell, ...], tuple[Finding, ...]]:
    """The answers, line by line and site by site, and what is wrong with the sheet and its cells."""
    rows = layout.line_rows(form)
    columns = [_Column(site, name, layout.site_column(nth)) for nth, (site, name) in enumerate(identity.sites)]
    moved = [row for row in rows if not _row_stands(sheet, row)]
    strayed = [column for column in columns if not _column_stands(sheet, column)]
    findings = [_moved_rows(sheet, moved)] if moved else []
    findings += [_moved_column(sheet, column) for column in strayed]
    answers = [
        _answer(sheet, row, column=column)
        for row in rows
        if row not in moved
        for column in columns
        if column not in strayed
    ]
    findings += [found for _, found in answers if found is not None]
    return tuple(cell for cell, _ in answers), tuple(findings)


@lru_cache(maxsize=4096)  # the titles of a form come back in every workbook
def comparable(text: str | None) -> str:
    """A title as compared: its first line, the Russian one, without regard to spaces and case."""
    lines = (text or "").strip().splitlines()
    return " ".join(lines[0].split()).casefold() if lines else ""


def _row_stands(sheet: RawSheet, row: LineRow) -> bool:
    # the number tells lines of equal titles apart; a changed unit changes what every number in the row means
    shown = (sheet.text(row.row, column) for column in (layout.NUMBER_COLUMN, layout.TITLE_COLUMN, layout.UNIT_COLUMN))
    issued = (row.number, row.line.title.ru, row.line.written_unit.ru)
    return tuple(map(comparable, shown)) == tuple(map(comparable, issued))


def _moved_rows(sheet: RawSheet, moved: list[LineRow]) -> Finding:
    """One finding for all rows that strayed: an inserted row moves every row below it."""
    first = moved[0]
    line, unit = first.line, first.line.written_unit
    return finding(
        "rows.moved",
        layout.address(sheet.name, (first.row, layout.TITLE_COLUMN)),
        value=sheet.text(first.row, layout.TITLE_COLUMN),
        expected=Text(f"{first.number} «{line.title.ru}», {unit.ru}", f"{first.number} “{line.title.en}”, {unit.en}"),
        lines=", ".join(row.number for row in moved),
    )


def _column_stands(sheet: RawSheet, column: _Column) -> bool:
    return comparable(sheet.text(layout.HEADER_ROW, column.number)) == comparable(column.name)


def _moved_column(sheet: RawSheet, column: _Column) -> Finding:
    where = layout.address(sheet.name, (layout.HEADER_ROW, column.number))
    shown = sheet.text(layout.HEADER_ROW, column.number)
    return finding("columns.moved", where, value=shown, expected=column.name)


def _answer(sheet: RawSheet, row: LineRow, *, column: _Column) -> tuple[FiledCell, Finding | None]:
    line, place = row.line, (row.row, column.number)
    where = layout.address(sheet.name, place)
    cell = sheet.cells.get(place)
    merged = _merged_over(sheet, place)
    if merged is not None:
        unread = FiledCell(line.code, column.site, where, None, cell.text if cell else merged)
        return unread, finding("cell.merged", where, value=merged)
    if cell is None:
        return FiledCell(line.code, column.site, where, None, None), None
    taken = take(cell, line)
    filed = FiledCell(line.code, column.site, where, taken.amount, cell.text)
    return filed, _cell_finding(taken, cell, line=line, where=where)


def _cell_finding(taken: Taken, cell: RawCell, *, line: Line, where: str) -> Finding | None:
    if taken.broken is None:
        return None
    offer = Text("", "")
    if taken.offer is not None:
        offer = Text(number_text(taken.offer, "ru"), number_text(taken.offer, "en"))
    unit, decimals = line.written_unit, str(line.decimals)
    return finding(taken.broken, where, value=cell.text, unit=unit, offer=offer, decimals=decimals)


def _merged_over(sheet: RawSheet, place: tuple[int, int]) -> str | None:
    """The merged range that covers a cell, as `D14:E14`."""
    row, column = place
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and left <= column <= right:
            return f"{layout.coordinate(top, left)}:{layout.coordinate(bottom, right)}"
    return None
