"""Every text that the interface asks gettext for: from the templates (as Django turns them into Python) and from code.

Also writes them into the Russian catalogue, keeping what is translated: `python -m tests.portal.messages`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "zonebook"
CATALOGUE = SOURCES / "portal" / "locale" / "ru" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
}

Message = str | tuple[str, str]
"""A msgid, or the pair of a text with a plural."""


def asked_for() -> dict[Message, str]:
    """Each message with the first file that asks for it."""
    found: dict[Message, str] = {}
    for path in sorted(SOURCES.rglob("*")):
        is_template = path.suffix == ".html" or (path.suffix == ".txt" and "templates" in path.parts)
        if not (is_template or path.suffix == ".py") or "migrations" in path.parts:
            continue
        for message in messages_in(path.read_text(encoding="utf-8"), is_template=is_template):
            found.setdefault(message, path.relative_to(ROOT).as_posix())
    return found


def messages_in(text: str, *, is_template: bool) -> Iterator[Message]:
    """The messages of one Python or template text."""
    source = templatize(text) if is_template else text
    for _line, message, _comments, _context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        yield message if isinstance(message, str) else (message[0], message[-1])


def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="ru")


def update() -> None:
    """Add what is asked for and missing, drop what nobody asks for; translations stay."""
    kept = catalogue()
    fresh = Catalog(locale="ru", domain="django", project="Zonebook", fuzzy=False)
    for message in sorted(asked_for(), key=str):
        known = kept.get(message if isinstance(message, str) else message[0])
        fresh.add(message, known.string if known else "")
    with CATALOGUE.open("wb") as stream:
        write_po(stream, fresh, width=120, omit_header=False)


if __name__ == "__main__":
    update()
