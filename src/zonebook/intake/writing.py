"""How does the form look as a workbook that a reporting officer fills in?

Only the answers are unlocked, so that what the reader relies on (titles, units, columns) stays put. The same
arguments give the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from zonebook.intake import layout, meta
from zonebook.intake.form import Form, Identity, Line, LineKind
from zonebook.intake.guide import guide_lines
from zonebook.measures import Period, Text

Amounts = Mapping[tuple[str, str], Decimal]

_INK, _QUIET, _HAIRLINE, _PAPER, _LOCKED = "#1F2933", "#6B7280", "#C9CDD3", "#FFFDF2", "#F1F2F4"
_FONT = {"font_name": "Arial", "font_size": 10, "font_color": _INK, "valign": "vcenter"}
_NUMBER_FORMATS = {0: "#,##0", 1: "#,##0.0", 2: "#,##0.00"}
_FINE_NUMBER_FORMAT = "#,##0.0####"
_GUIDE_WIDTHS = (44, 56, 56)
_LINE_HEIGHT = 14
_A4 = 9  # as the file format numbers paper
_MAX_TITLE, _MAX_INPUT = 32, 255  # Excel refuses a validation with longer texts


@dataclass(frozen=True, slots=True)
class _Page:
    """The sheet being written, with what every part of it needs."""

    book: Workbook
    sheet: Worksheet
    form: Form
    identity: Identity
    has_reference: bool
    styles: dict[frozenset[tuple[str, object]], Format] = field(default_factory=dict)

    @property
    def last_column(self) -> int:
        """The last column in use, counted from 0."""
        sites = len(self.identity.sites)
        return layout.site_column(sites * 2 if self.has_reference else sites) - 2

    def style(self, **properties: object) -> Format:
        """The style of these properties, made once: making one takes longer than writing a cell."""
        key = frozenset(properties.items())
        if key not in self.styles:
            self.styles[key] = self.book.add_format({**_FONT, **properties})
        return self.styles[key]


def write_workbook(
    form: Form, identity: Identity, *, values: Amounts | None = None, reference: Amounts | None = None
) -> bytes:
    """The workbook of one company's report, ready to fill in.

    `values` (base units, by line and site) are prefilled answers; `reference` are last quarter's, shown grey
    and locked in columns of their own. Raises ValueError for an amount that the form cannot hold or does not
    ask.
    """
    _refuse_unasked(form, identity, values=values or {})
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        issued = datetime.combine(form.valid_from, time())  # a fixed moment: the same arguments, the same bytes
        book.set_properties({"title": form.title.ru, "created": issued, "company": identity.name})
        page = _Page(book, book.add_worksheet(layout.FORM_SHEET), form, identity, reference is not None)
        _write_heading(page)
        _write_header(page)
        _write_sections(page)
        for row in layout.line_rows(form):
            _write_line(page, row)
            _write_answers(page, row, values=values or {})
            if reference is not None:
                _write_reference(page, row, reference=reference)
        _set_up_page(page)
        _write_guide(page)
        _write_meta(page)
    return stream.getvalue()


def _refuse_unasked(form: Form, identity: Identity, *, values: Amounts) -> None:
    if not 1 <= len(identity.sites) <= layout.MAX_SITES:
        raise ValueError(f"a form is for 1 to {layout.MAX_SITES} sites, not {len(identity.sites)}")
    asked = {(line.code, site) for line in form.lines for site, _ in identity.sites}
    unasked = sorted(set(values) - asked)
    if unasked:
        raise ValueError(f"form {form.code} does not ask {unasked[0]}")


def _write_heading(page: _Page) -> None:
    sheet, identity = page.sheet, page.identity
    title = page.style(bold=True, font_size=14)
    sheet.write_string(0, 1, page.form.title.ru, title)
    sheet.set_row(0, 24)
    label, shown = page.style(font_color=_QUIET), page.style(bold=True)
    facts = {
        layout.NAME_ROW: (Text("Компания", "Company"), identity.name),
        layout.INN_ROW: (Text("ИНН", "Taxpayer number"), identity.inn),
        layout.PERIOD_ROW: (Text("Отчётный период", "Period"), Period.parse(identity.period).name("ru")),
        layout.CAMPAIGN_ROW: (Text("Отчётная кампания", "Campaign"), identity.campaign),
    }
    for row, (name, value) in facts.items():
        sheet.write_string(row - 1, layout.TITLE_COLUMN - 1, f"{name.ru} · {name.en}", label)
        sheet.write_string(row - 1, layout.IDENTITY_COLUMN - 1, value, shown)
    hint = "Заполните светло-жёлтые ячейки. Нет данных — оставьте пустой; ноль пишите цифрой 0."
    sheet.write_string(layout.HINT_ROW - 1, layout.TITLE_COLUMN - 1, hint, page.style(italic=True))


def _write_header(page: _Page) -> None:
    style = page.style(bold=True, text_wrap=True, bottom=1, top=1, border_color=_INK, align="center")
    row = layout.HEADER_ROW - 1
    for column, name in enumerate(("№", "Показатель · Line", "Единица · Unit")):
        page.sheet.write_string(row, column, name, style)
    for nth, (_, name) in enumerate(page.identity.sites):
        page.sheet.write_string(row, layout.site_column(nth) - 1, name, style)
        if page.has_reference:
            quiet = page.style(text_wrap=True, bottom=1, top=1, font_color=_QUIET, align="center")
            page.sheet.write_string(row, _reference_column(page, nth), f"{name}: прошлый отчёт · last report", quiet)
    page.sheet.set_row(row, 44)


def _write_sections(page: _Page) -> None:
    style = page.style(bold=True, bg_color=_LOCKED, bottom=1, border_color=_HAIRLINE)
    for section in layout.section_rows(page.form):
        page.sheet.set_row(section.row - 1, 20)
        for column in range(page.last_column + 1):
            page.sheet.write_blank(section.row - 1, column, None, style)
        page.sheet.write_string(section.row - 1, 1, f"{section.title.ru} · {section.title.en}", style)


def _write_line(page: _Page, row: layout.LineRow) -> None:
    line, hairline = row.line, {"bottom": 1, "border_color": _HAIRLINE}
    page.sheet.write_string(row.row - 1, 0, row.number, page.style(font_color=_QUIET, align="center", **hairline))
    cell = page.style(text_wrap=True, indent=1 if line.part_of else 0, **hairline)
    small = page.style(font_size=8, font_color=_QUIET)
    parts = (page.style(), line.title.ru, small, "\n" + line.title.en)
    page.sheet.write_rich_string(row.row - 1, 1, *parts, cell)
    page.sheet.write_string(row.row - 1, 2, line.written_unit.ru, page.style(align="center", **hairline))
    page.sheet.set_row(row.row - 1, 30)


def _write_answers(page: _Page, row: layout.LineRow, *, values: Amounts) -> None:
    style = page.style(
        locked=False, bg_color=_PAPER, border=1, border_color=_HAIRLINE, num_format=_number_format(row.line)
    )
    for nth, (site, _) in enumerate(page.identity.sites):
        column = layout.site_column(nth) - 1
        amount = values.get((row.line.code, site))
        _write_amount(page, (row.row - 1, column), line=row.line, amount=amount, style=style)
        page.sheet.data_validation(row.row - 1, column, row.row - 1, column, _validation(row.line))


def _write_reference(page: _Page, row: layout.LineRow, *, reference: Amounts) -> None:
    style = page.style(
        bg_color=_LOCKED,
        font_color=_QUIET,
        border=1,
        border_color=_HAIRLINE,
        num_format=_number_format(row.line),
    )
    for nth, (site, _) in enumerate(page.identity.sites):
        place = (row.row - 1, _reference_column(page, nth))
        _write_amount(page, place, line=row.line, amount=reference.get((row.line.code, site)), style=style)


def _write_amount(page: _Page, place: tuple[int, int], *, line: Line, amount: Decimal | None, style: Format) -> None:
    if amount is None:
        page.sheet.write_blank(*place, None, style)
    elif line.kind is LineKind.FLAG:
        page.sheet.write_string(*place, layout.YES if amount else layout.NO, style)
    else:
        page.sheet.write_number(*place, line.to_written(amount), style)


def _number_format(line: Line) -> str:
    return "General" if line.kind is LineKind.FLAG else _NUMBER_FORMATS.get(line.decimals, _FINE_NUMBER_FORMAT)


def _validation(line: Line) -> dict[str, object]:
    note = line.note.ru if line.note else line.title.ru
    told: dict[str, object] = {
        "input_title": line.written_unit.ru[:_MAX_TITLE],
        "input_message": note[:_MAX_INPUT],
        "error_title": "Проверьте ответ",
    }
    if line.kind is LineKind.FLAG:
        return {
            **told,
            "validate": "list",
            "source": [layout.YES, layout.NO],
            "error_message": "Выберите Да или Нет.",
        }
    kind = "decimal" if line.decimals else "integer"
    wanted = "Введите число не меньше нуля" if line.decimals else "Введите целое число не меньше нуля"
    return {
        **told,
        "validate": kind,
        "criteria": ">=",
        "value": 0,
        "error_message": f"{wanted}, без слов и единиц.",
    }


def _reference_column(page: _Page, nth: int) -> int:
    return layout.site_column(len(page.identity.sites) + nth) - 1


def _set_up_page(page: _Page) -> None:
    sheet = page.sheet
    last_row = layout.line_rows(page.form)[-1].row - 1
    last_column = page.last_column
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 58)
    sheet.set_column(2, 2, 14)
    sheet.set_column(layout.FIRST_SITE_COLUMN - 1, last_column, 18)
    sheet.freeze_panes(layout.HEADER_ROW, layout.FIRST_SITE_COLUMN - 1)
    sheet.hide_gridlines(2)
    sheet.set_landscape() if last_column > layout.FIRST_SITE_COLUMN else sheet.set_portrait()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(layout.HEADER_ROW - 1)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.set_footer(f"&L{page.identity.name.replace('&', '&&')}&R&P / &N")
    # no password: the lock keeps the form in shape, it is not there to keep anyone out
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.activate()
    first = layout.coordinate(layout.line_rows(page.form)[0].row, layout.FIRST_SITE_COLUMN)
    sheet.set_selection(first)


def _write_guide(page: _Page) -> None:
    sheet = page.book.add_worksheet(layout.GUIDE_SHEET)
    plain = page.style(text_wrap=True, valign="top")
    bold = page.style(text_wrap=True, valign="top", bold=True)
    for column, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    for row, (is_heading, cells) in enumerate(guide_lines(page.form)):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, bold if is_heading else plain)
        # not every program fits the height of wrapped rows on opening
        lines = max(math.ceil(len(text) / width) for text, width in zip(cells, _GUIDE_WIDTHS, strict=False))
        sheet.set_row(row, _LINE_HEIGHT * max(lines, 1))
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.protect()


def _write_meta(page: _Page) -> None:
    sheet = page.book.add_worksheet(layout.META_SHEET)
    for row, record in enumerate(meta.records(page.form, page.identity)):
        for column, text in enumerate(record):
            sheet.write_string(row, column, text)
    sheet.very_hidden()
    sheet.protect()
