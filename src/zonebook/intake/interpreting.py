"""What do the cells of a workbook say in answer to a form?

An answer is taken only where everything around it is as the form was issued: the hidden sheet names this
company and period, the row still carries the line's number, title and unit, the column its site. Anything
else is a finding, and the cells it puts in doubt are left unread rather than misread.
"""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.intake import layout
from zonebook.intake.answers import comparable, read_answers
from zonebook.intake.form import Form, Identity
from zonebook.intake.meta import Meta, places, read_meta
from zonebook.intake.raw import RawSheet, RawWorkbook
from zonebook.intake.reading import FiledCell, Finding, Reading
from zonebook.intake.wording import finding
from zonebook.measures import Period, PeriodError

_MIN_LIKENESS = 0.5  # the share of titles in place from which a sheet counts as the form, renamed or copied


def interpret(workbook: RawWorkbook, form: Form, *, expected: Identity | None = None) -> Reading:
    """The answers and findings of a workbook. `expected`: whose report it should be, if known."""
    if workbook.refusal is not None:
        return _reading(None, (finding(workbook.refusal.rule, value=workbook.refusal.value),))
    meta = next((read_meta(sheet) for sheet in workbook.sheets if sheet.name == layout.META_SHEET), None)
    strange = tuple(_strange(meta, form, expected=expected))
    # names are compared with those the form was issued with: a company or a site may be renamed while it is out
    issued_for = meta.identity if meta else expected
    unnamed = () if meta else (finding("book.no_meta"),)
    if strange or issued_for is None:
        return _reading(meta, (*unnamed, *strange))
    sheet, choice = _form_sheet(workbook, form)
    if sheet is None:
        return _reading(meta, (*unnamed, *choice))
    overwritten = tuple(_overwritten(sheet, issued_for))
    if overwritten and meta is None:
        return _reading(meta, (*unnamed, *choice, *overwritten))
    cells, findings = read_answers(sheet, form, identity=issued_for)
    return _reading(meta, (*unnamed, *choice, *overwritten, *findings), cells=cells)


def _reading(meta: Meta | None, findings: tuple[Finding, ...], *, cells: tuple[FiledCell, ...] = ()) -> Reading:
    if meta is None:
        return Reading(None, None, None, cells, findings)
    return Reading(meta.form_code, meta.form_version, meta.identity, cells, findings)


def _strange(meta: Meta | None, form: Form, *, expected: Identity | None) -> Iterator[Finding]:
    """Why this is not the workbook that was issued for this report."""
    if meta is not None:
        yield from _other_form(meta, form)
        if expected is not None:
            yield from _other_report(meta.identity, expected)


def _other_form(meta: Meta, form: Form) -> Iterator[Finding]:
    if meta.form_code != form.code:
        yield finding("book.other_form", value=meta.form_code)
    elif meta.form_version != form.version:
        rule = "book.old_version" if meta.form_version < form.version else "book.newer_version"
        yield finding(rule, value=str(meta.form_version))
    elif meta.places != frozenset(places(form, meta.identity)):
        yield finding("book.other_layout")


def _other_report(found: Identity, expected: Identity) -> Iterator[Finding]:
    if (found.company, found.inn) != (expected.company, expected.inn):
        yield finding("book.other_company", value=f"{found.name}, ИНН {found.inn}")
    if found.period != expected.period:
        yield finding("book.other_period", value=found.period)
    if found.campaign != expected.campaign:
        yield finding("book.other_campaign", value=found.campaign)
    if _codes(found) != _codes(expected):
        yield finding("book.other_sites", value=", ".join(name for _, name in found.sites))


def _codes(identity: Identity) -> tuple[str, ...]:
    return tuple(code for code, _ in identity.sites)


def _form_sheet(workbook: RawWorkbook, form: Form) -> tuple[RawSheet | None, tuple[Finding, ...]]:
    """The one sheet that is the form, by its name or else by its titles."""
    alike = [sheet for sheet in workbook.sheets if _likeness(sheet, form) >= _MIN_LIKENESS]
    named = [sheet for sheet in workbook.sheets if sheet.name == layout.FORM_SHEET]
    if len(alike) > 1:
        names = ", ".join(f"«{sheet.name}»" for sheet in alike)
        return None, (finding("book.copied_sheet", value=names),)
    if named:
        return named[0], ()
    if alike:
        return alike[0], (finding("book.renamed_sheet", value=alike[0].name),)
    return None, (finding("book.no_form_sheet", value=layout.FORM_SHEET),)


def _likeness(sheet: RawSheet, form: Form) -> float:
    """The share of the form's titles that the sheet carries in their column, in whatever rows."""
    shown = {comparable(cell.text) for (_, column), cell in sheet.cells.items() if column == layout.TITLE_COLUMN}
    titles = [comparable(line.title.ru) for line in form.lines]
    return sum(title in shown for title in titles) / len(titles)


def _overwritten(sheet: RawSheet, identity: Identity) -> Iterator[Finding]:
    """Where the visible heading no longer says whom the form was issued for: a pasted report, perhaps."""
    heading = {
        layout.NAME_ROW: identity.name,
        layout.INN_ROW: identity.inn,
        layout.PERIOD_ROW: _period_name(identity.period),
        layout.CAMPAIGN_ROW: identity.campaign,
    }
    for row, expected in heading.items():
        shown = sheet.text(row, layout.IDENTITY_COLUMN)
        if shown is not None and comparable(shown) != comparable(expected):
            where = layout.address(sheet.name, (row, layout.IDENTITY_COLUMN))
            yield finding("book.identity_overwritten", where, value=shown, expected=expected)


def _period_name(code: str) -> str:
    try:
        return Period.parse(code).name("ru")
    except PeriodError:
        return code
