"""How does a text leave the book as a file: Word, a web page, or plain words?

Words become text and nothing else: no mark-up in them is read. The same text gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape

from docx import Document
from docx.shared import Mm

from zonebook.documents import saying
from zonebook.documents.word_files import saved


@dataclass(frozen=True, slots=True)
class Prose:
    """A text with its headline, and the notice of a correction where it has one."""

    title: str
    text: str
    notice: str
    made_at: datetime

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.text.split("\n") if line.strip()]


def prose_txt(prose: Prose) -> bytes:
    """Plain text in UTF-8: the headline, the notice, the text."""
    return "\n\n".join(filter(None, (prose.title, prose.notice, prose.text))).encode() + b"\n"


def prose_html(prose: Prose) -> bytes:
    """A whole page without a style or a script."""
    said = [f"<h1>{escape(prose.title)}</h1>"]
    said += [f"<p><em>{escape(prose.notice)}</em></p>"] if prose.notice else []
    said += [f"<p>{escape(one)}</p>" for one in prose.paragraphs]
    head = f'<meta charset="utf-8"><title>{escape(prose.title)}</title>'
    return (
        f'<!doctype html>\n<html lang="ru"><head>{head}</head>\n<body>\n{chr(10).join(said)}\n</body></html>\n'.encode()
    )


def prose_docx(prose: Prose) -> bytes:
    """A Word file (A4)."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    facts = document.core_properties
    facts.title, facts.author, facts.language = _clean(prose.title), "Zonebook", "ru"
    facts.created = facts.modified = prose.made_at.replace(tzinfo=None, microsecond=0)
    document.add_heading(_clean(prose.title), level=1)
    if prose.notice:
        document.add_paragraph().add_run(_clean(prose.notice)).italic = True
    for one in prose.paragraphs:
        document.add_paragraph(_clean(one))
    return saved(document)


def _clean(text: str) -> str:
    """The text without what a Word file cannot hold."""
    return saying.words(text) or ""
