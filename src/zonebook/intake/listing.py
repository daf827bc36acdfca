"""How does a list leave the book as a workbook: its title, its rows, and on a second sheet what it is?"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Content = str | int | Decimal | date | None

_FIXED = datetime(2020, 1, 1)  # noqa: DTZ001 - the file format knows no zones; the same rows give the same bytes
_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_STYLES: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "plain": {},
        "bold": {"bold": True, "bottom": 1, "text_wrap": True},
        "dated": {"num_format": "yyyy-mm-dd", "align": "left"},
        "quoted": {"quote_prefix": True},  # stays a text even when somebody edits the cell
    }
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NARROWEST, _WIDEST, _MARGIN = 8, 60, 2
_MAX_TEXT = 32_767  # a longer text is no cell of a workbook
_EXACT_DIGITS = 15  # a cell keeps no more digits of a number; what is longer is written as text
_LIST, _ABOUT = "Список", "О списке"


def write_table(
    title: str, headers: Sequence[str], *, rows: Iterable[Sequence[Content]], notes: Iterable[tuple[str, str]]
) -> bytes:
    """A workbook with one row for each entry of a list under its headers; `notes` say what list it is, fact by fact.

    Texts stay texts, whatever they begin with. Raises ValueError for a row that is not as wide as the headers.
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": title, "created": _FIXED})
        styles = {name: book.add_format({**_FONT, **more}) for name, more in _STYLES.items()}
        sheet = book.add_worksheet(_LIST)
        for column, header in enumerate(headers):
            sheet.write_string(0, column, header, styles["bold"])
        widths = [len(header) for header in headers]
        count = 0
        for count, row in enumerate(rows, start=1):
            for column, (content, width) in enumerate(zip(row, widths, strict=True)):
                _write(sheet, (count, column), content=content, style=styles[_style(content)])
                widths[column] = max(width, len(str("" if content is None else content)))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width, _NARROWEST), _WIDEST) + _MARGIN)
        sheet.freeze_panes(1, 1)
        if headers:
            sheet.autofilter(0, 0, max(count, 1), len(headers) - 1)
        _write_notes(book.add_worksheet(_ABOUT), [("", title), *notes], style=styles["plain"])
    return stream.getvalue()


def _style(content: Content) -> str:
    if isinstance(content, date):
        return "dated"
    return "quoted" if isinstance(content, str) and content.startswith(_FORMULA_STARTS) else "plain"


def _write(sheet: Worksheet, place: tuple[int, int], *, content: Content, style: Format) -> None:
    match content:
        case None:
            return
        case date():
            sheet.write_datetime(*place, content, style)
        case int() | Decimal() if len(Decimal(content).as_tuple().digits) <= _EXACT_DIGITS:
            sheet.write_number(*place, content, style)
        case _:
            sheet.write_string(*place, str(content)[:_MAX_TEXT], style)


def _write_notes(sheet: Worksheet, notes: Sequence[tuple[str, str]], *, style: Format) -> None:
    sheet.set_column(0, 0, _NARROWEST * 3)
    sheet.set_column(1, 1, _WIDEST)
    for row, note in enumerate(notes):
        for column, text in enumerate(note):
            sheet.write_string(row, column, text, style)
