"""How is a table that is handed over set on paper?"""

from __future__ import annotations

from zonebook.documents import saying
from zonebook.documents.typesetting import typeset
from zonebook.measures.printed import PrintedTable


def summary_pdf(table: PrintedTable) -> bytes:
    """The table as a PDF (A4, lying, as many pages as it takes); the same table gives the same bytes."""
    said = {
        "language": table.language,
        "title": saying.words(table.title),
        "lines": _each(table.lines),
        "headings": [saying.words(heading) or "" for heading in table.headings],
        "rows": [
            {
                "number": saying.words(row.number) or "",
                "title": saying.words(row.title) or "",
                "unit": saying.words(row.unit) or "",
                "cells": [
                    {"said": saying.words(table.said(row, cell)), "coverage": saying.words(cell.coverage) or ""}
                    for cell in row.cells
                ],
            }
            for row in table.rows
        ],
        "notes": _each(table.notes),
        "facts": [[saying.words(name), saying.words(content) or ""] for name, content in table.facts],
        "signature": _each(table.signature),
        "warning": saying.words(table.warning),
    }
    return typeset("summary_table.typ", facts=said, dated=table.made_at)


def _each(texts: tuple[str, ...]) -> list[str]:
    return [said for said in map(saying.words, texts) if said is not None]
