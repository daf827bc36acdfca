"""How does a table that is handed over leave the book as a Word file, to be put into a letter?

Texts are runs of text: nothing in them is read as a field or a link.
"""

from __future__ import annotations

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell as WordCell

from zonebook.documents import saying
from zonebook.documents.word_files import saved
from zonebook.measures.printed import PrintedRow, PrintedTable

_FONT = "Times New Roman"
_MARGIN, _LONG, _SHORT = Mm(16), Mm(297), Mm(210)
_TEXT_COLUMNS = 3


def summary_docx(table: PrintedTable) -> bytes:
    """The table as a DOCX (A4, lying); the same table gives the same bytes."""
    document = Document()
    _set_up(document, table)
    if table.warning:
        document.add_paragraph().add_run(_clean(table.warning)).bold = True
    document.add_heading(_clean(table.title), level=1)
    for said in table.lines:
        document.add_paragraph(_clean(said))
    _add_table(document, table)
    for said in (*table.notes, *(f"{name}: {content}" for name, content in table.facts)):
        document.add_paragraph(_clean(said))
    for said in table.signature:
        document.add_paragraph(f"{_clean(said)}: ______________________________")
    return saved(document)


def _set_up(document: WordDocument, table: PrintedTable) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = _LONG, _SHORT
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    for name in ("Normal", "Heading 1"):
        style = document.styles[name]
        style.font.name = _FONT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), _FONT)
    made = table.made_at.replace(tzinfo=None, microsecond=0)
    said = document.core_properties
    said.title, said.author, said.language = _clean(table.title), "Zonebook", table.language
    said.created = said.modified = made


def _add_table(document: WordDocument, table: PrintedTable) -> None:
    grid = document.add_table(rows=1, cols=len(table.headings))
    grid.style = "Table Grid"
    for cell, heading in zip(grid.rows[0].cells, table.headings, strict=True):
        _write(cell, heading, is_bold=True)
    heads = grid.rows[0]._tr.get_or_add_trPr()
    heads.append(heads.makeelement(qn("w:tblHeader"), {}))  # the heading comes again on every page
    for row in table.rows:
        cells = grid.add_row().cells
        if not row.cells:
            _write(cells[0].merge(cells[-1]), row.title, is_bold=True)
            continue
        for cell, said in zip(cells, _said(table, row), strict=True):
            _write(cell, said)
        for cell in cells[_TEXT_COLUMNS:]:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _said(table: PrintedTable, row: PrintedRow) -> list[str]:
    amounts = (table.said(row, cell) + (f"\n{cell.coverage}" if cell.coverage else "") for cell in row.cells)
    return [row.number, row.title, row.unit, *amounts]


def _write(cell: WordCell, text: str, *, is_bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    for nth, line in enumerate(text.split("\n")):
        run = paragraph.add_run(_clean(line))
        run.bold, run.font.size = is_bold, Pt(9)
        if nth == 0 and "\n" in text:
            run.add_break()


def _clean(text: str) -> str:
    """The text without what a Word file cannot hold."""
    return saying.words(text) or ""
