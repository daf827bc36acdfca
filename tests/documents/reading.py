"""How does a test read a PDF back: its words, its language, its pages?"""

from __future__ import annotations

import io

from pypdf import PdfReader

BREAK = "\u200b"  # where a word wider than its column may break


def opened(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """All words of a PDF in the order they are read, lines joined by one blank."""
    pages = "\n".join(page.extract_text() for page in opened(pdf).pages)
    return " ".join(pages.replace(BREAK, "").replace("\u00a0", " ").split())


def letters_of(text: str) -> str:
    """A text without its blanks: lines end where they must, and words keep their letters."""
    return "".join(text.replace(BREAK, "").split())


def roles_of(pdf: bytes) -> list[str]:
    """What each part of a PDF is to whoever listens to it (/Title, /H1, /TH, …)."""
    waiting = [opened(pdf).trailer["/Root"]["/StructTreeRoot"]]
    roles = []
    while waiting:
        part = waiting.pop().get_object()
        if isinstance(part, list):
            waiting.extend(reversed(part))
        elif isinstance(part, dict):
            if "/S" in part:
                roles.append(part["/S"])
            if "/K" in part:
                waiting.append(part["/K"])
    return roles
