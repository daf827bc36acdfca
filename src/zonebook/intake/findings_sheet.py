"""How are all findings of a workbook listed on a sheet of their own, each with a link to its cell?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from zonebook.intake.layout import coordinate
from zonebook.intake.package import MAIN, legal
from zonebook.intake.reading import Finding, Severity
from zonebook.measures import Text

Language = Literal["ru", "en"]

SHEET_NAMES = Text("Замечания", "Findings")
_HEADERS = (
    Text("Ячейка", "Cell"),
    Text("Важность", "Severity"),
    Text("Что не так", "What is wrong"),
    Text("Что сделать", "What to do"),
)
_WHOLE_FILE = Text("весь файл", "the whole file")
_SEVERITIES = {Severity.ERROR: Text("Ошибка", "Error"), Severity.WARNING: Text("Предупреждение", "Warning")}
_WIDTHS = (18, 16, 60, 60)


@dataclass(frozen=True, slots=True)
class Looks:
    """The workbook's numbers for the styles of the list."""

    plain: int
    heading: int
    link: int


def listed(findings: Sequence[Finding], language: Language) -> list[tuple[str, ...]]:
    """The rows of the list under its headers, errors first."""
    rows = [
        (
            finding.address or _WHOLE_FILE.say(language),
            _SEVERITIES[finding.severity].say(language),
            finding.message.say(language),
            finding.advice.say(language),
        )
        for finding in _in_order(findings)
    ]
    return [tuple(header.say(language) for header in _HEADERS), *rows]


def said_in_full(finding: Finding, language: Language) -> str:
    """A finding as the comment of its cell says it."""
    severity = _SEVERITIES[finding.severity].say(language)
    return f"{severity}. {finding.message.say(language)}\n{finding.advice.say(language)}"


def findings_sheet(findings: Sequence[Finding], language: Language, *, looks: Looks) -> bytes:
    """The part of the sheet. Everything on it is text, whatever it begins with."""
    columns = "".join(
        f'<col min="{nth}" max="{nth}" width="{width}" customWidth="1"/>' for nth, width in enumerate(_WIDTHS, 1)
    )
    rows = "".join(_rows(findings, language, looks=looks))
    links = "".join(_links(findings))
    view = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{view}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{rows}</sheetData>"
        f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}"
        '<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _in_order(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.severity is not Severity.ERROR)


def _rows(findings: Sequence[Finding], language: Language, *, looks: Looks) -> Iterator[str]:
    for row, texts in enumerate(listed(findings, language), 1):
        styles = [looks.heading] * len(texts) if row == 1 else [looks.link, *[looks.plain] * (len(texts) - 1)]
        cells = (
            f'<c r="{coordinate(row, column)}" s="{style}" t="inlineStr">'
            f'<is><t xml:space="preserve">{escape(legal(text))}</t></is></c>'
            for column, (text, style) in enumerate(zip(texts, styles, strict=True), 1)
        )
        yield f'<row r="{row}">{"".join(cells)}</row>'


def _links(findings: Sequence[Finding]) -> Iterator[str]:
    for row, finding in enumerate(_in_order(findings), 2):
        sheet, _, cell = finding.address.rpartition("!")
        if cell:
            quoted = sheet.replace("'", "''")
            place = quoteattr(legal(f"'{quoted}'!{cell}"))
            yield f'<hyperlink ref="A{row}" location={place}/>'
