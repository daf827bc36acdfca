"""How does a table that is handed over leave the book as a workbook?

Numbers are numbers, exact, shown rounded; texts stay texts, whatever they begin with. How many reporters each number
counts stands in a column beside it.
"""

from __future__ import annotations

import io
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from zonebook.measures.printed import PrintedCell, PrintedRow, PrintedTable

_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True}
_WIDTHS = (6, 46, 12)
_NUMBER_WIDTH, _COVERAGE_WIDTH = 18, 12
_EXACT_DIGITS = 15  # a cell keeps no more digits of a number; what is longer is written as text
_MAX_TEXT = 32_767
_A4 = 9  # as the file format numbers paper
_SHEET = {"ru": "Таблица", "en": "Table"}


def write_summary(table: PrintedTable) -> bytes:
    """The workbook; the same table gives the same bytes."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": table.title, "created": table.made_at.replace(tzinfo=None, microsecond=0)})
        sheet = book.add_worksheet(_SHEET[table.language])
        plain, bold = book.add_format(_FONT | {"text_wrap": False}), book.add_format(_FONT | {"bold": True})
        row = _write_lines(sheet, 0, texts=[table.warning, table.title, *table.lines], style=plain)
        row = _write_table(book, sheet, top=row + 1, table=table)
        facts = [f"{name}: {said}" for name, said in table.facts]
        row = _write_lines(sheet, row + 1, texts=[*table.notes, "", *facts], style=plain)
        _write_signature(sheet, row + 2, table=table, style=bold)
        _set_up_page(sheet, table)
    return stream.getvalue()


def _write_lines(sheet: Worksheet, row: int, *, texts: list[str], style: Format) -> int:
    for text in texts:
        sheet.write_string(row, 0, text[:_MAX_TEXT], style)
        row += 1
    return row


def _write_table(book: Workbook, sheet: Worksheet, *, top: int, table: PrintedTable) -> int:
    head = book.add_format(_FONT | {"bold": True, "bottom": 1, "top": 1})
    plain, quiet = book.add_format(_FONT), book.add_format(_FONT | {"align": "right", "font_color": "#5C574F"})
    headings = [*table.headings[:3], *(said for column in table.columns for said in (column, table.coverage))]
    for column, heading in enumerate(headings):
        sheet.write_string(top, column, heading, head)
    for nth, row in enumerate(table.rows, start=top + 1):
        style = plain if row.cells else head
        for column, text in enumerate((row.number, row.title, row.unit)):
            sheet.write_string(nth, column, text[:_MAX_TEXT], style)
        number = book.add_format(_FONT | {"align": "right", "num_format": _number_format(row)})
        for place, cell in enumerate(row.cells):
            _write_amount(sheet, (nth, 3 + 2 * place), cell=cell, style=number)
            sheet.write_string(nth, 4 + 2 * place, cell.coverage, quiet)
    return top + 1 + len(table.rows)


def _number_format(row: PrintedRow) -> str:
    if row.decimals is None:
        return "#,##0.####" if any(_has_part(cell.amount) for cell in row.cells) else "#,##0"
    return "#,##0." + "0" * row.decimals if row.decimals else "#,##0"


def _has_part(amount: Decimal | None) -> bool:
    return amount is not None and amount != amount.to_integral_value()


def _write_amount(sheet: Worksheet, place: tuple[int, int], *, cell: PrintedCell, style: Format) -> None:
    if cell.amount is None:
        sheet.write_string(*place, cell.mark, style)
    elif len(cell.amount.normalize().as_tuple().digits) <= _EXACT_DIGITS:
        sheet.write_number(*place, cell.amount, style)
    else:
        sheet.write_string(*place, str(cell.amount), style)


def _write_signature(sheet: Worksheet, row: int, *, table: PrintedTable, style: Format) -> None:
    """A line to sign on for each word of the signature, two rows apart."""
    for nth, said in enumerate(table.signature):
        sheet.write_string(row + 2 * nth, 1, f"{said}: ____________________", style)


def _set_up_page(sheet: Worksheet, table: PrintedTable) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    for nth in range(len(table.columns)):
        sheet.set_column(3 + 2 * nth, 3 + 2 * nth, _NUMBER_WIDTH)
        sheet.set_column(4 + 2 * nth, 4 + 2 * nth, _COVERAGE_WIDTH)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
