"""What does a table hold that somebody keeps outside the book: one row of headers, one row for each entry?

Workbooks (the first sheet of an .xlsx) and CSV. Values stay as they were written; what they mean is the matter of
`imports`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zonebook.intake.layout import coordinate
from zonebook.intake.raw import RawCell, RawKind, RawSheet
from zonebook.intake.sandbox import TABLE, TABLE_COLUMNS, TABLE_HEADER_ROWS, TABLE_ROWS, unpack_table_safely
from zonebook.intake.table_wording import refusal_wording
from zonebook.measures import Text

MAX_CSV_BYTES = 10 * 1024 * 1024
_DELIMITERS = ";\t,"


class TableRefused(ValueError):
    """The file holds no table that could be read: `message` says why, `advice` what to do."""

    def __init__(self, rule: str, value: str = "") -> None:
        super().__init__(rule)
        self.rule = rule
        wording = refusal_wording(rule, value)
        self.message: Text = wording.message
        self.advice: Text = wording.advice


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: `number` as a spreadsheet program numbers it, `cells` by column counted from 0, blanks left out."""

    number: int
    cells: Mapping[int, RawCell]


@dataclass(frozen=True, slots=True)
class Table:
    """The headers by column (blank where a column has none) and the rows that hold anything."""

    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]


def cell_address(row: int, column: int) -> str:
    """`C17`, of a column counted from 0."""
    return coordinate(row, column + 1)


def read_table(content: bytes, *, name: str) -> Table:
    """The table of a file of unknown making; its name tells CSV from workbooks. Raises TableRefused."""
    if name.lower().endswith((".csv", ".txt", ".tsv")):
        return _table(_csv_rows(content))
    workbook = unpack_table_safely(content)
    if workbook.refusal is not None:
        raise TableRefused(workbook.refusal.rule, workbook.refusal.value or "")
    return _table(_sheet_rows(workbook.sheets[0]) if workbook.sheets else ())


def _sheet_rows(sheet: RawSheet) -> Iterable[TableRow]:
    rows: dict[int, dict[int, RawCell]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column - 1] = cell
    return (TableRow(number, rows[number]) for number in sorted(rows))


def _csv_rows(content: bytes) -> Iterable[TableRow]:
    text = decoded_csv(content)
    try:
        for number, values in enumerate(_records(text), 1):
            written = ((column, value.strip()) for column, value in enumerate(values))
            cells = {column: RawCell(RawKind.TEXT, value[: TABLE.text]) for column, value in written if value}
            if cells:
                yield TableRow(number, cells)
    except csv.Error:
        raise TableRefused("table.quotes") from None


def _records(text: str) -> Iterable[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)


def decoded_csv(content: bytes) -> str:
    """The text of a CSV file of unknown making. Raises TableRefused."""
    if not content.strip():
        raise TableRefused("file.empty")
    if len(content) > MAX_CSV_BYTES:
        raise TableRefused("table.csv_too_big", f"{len(content) / 2**20:.1f}")
    if b"\x00" in content:
        raise TableRefused("table.not_text")
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableRefused("table.not_text")


def delimiter_of(text: str) -> str:
    """What parts the headers: of semicolon, tab and comma the most frequent one outside quotes."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


def _table(rows: Iterable[TableRow]) -> Table:
    """The first row that holds anything has the headers."""
    found: list[TableRow] = []
    for row in rows:
        found.append(row)
        if len(found) > TABLE_ROWS + 1:
            raise TableRefused("table.too_many_rows", str(TABLE_ROWS))
    if not found or found[0].number > TABLE_HEADER_ROWS:
        raise TableRefused("table.no_headers")
    headers, *entries = found
    if not entries:
        raise TableRefused("table.no_rows")
    width = 1 + max(max(row.cells) for row in found)
    if width > TABLE_COLUMNS:
        raise TableRefused("table.too_many_columns", str(TABLE_COLUMNS))
    names = tuple(_header(headers, column) for column in range(width))
    _must_differ(names)
    return Table(names, tuple(entries))


def _header(row: TableRow, column: int) -> str:
    cell = row.cells.get(column)
    return "" if cell is None else " ".join(cell.text.split())


def _must_differ(names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in filter(None, names):
        if name.casefold() in seen:
            raise TableRefused("table.same_headers", name)
        seen.add(name.casefold())
