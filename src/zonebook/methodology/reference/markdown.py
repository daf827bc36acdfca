"""The few marks of Markdown that the reference pages are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from zonebook.measures import Text

GENERATED = (
    "<!-- Made from the definitions by `python -m zonebook.methodology.reference`; edit those, not this page. -->"
)
_STATUS = {
    "official": "official: a public authority's text was read",
    "illustrative": "illustrative: a definition of this product; no official text could be read in full",
}


def page(title: str, *blocks: str) -> str:
    """A whole page: its title, a note that it is generated, and blocks parted by empty lines."""
    return "\n\n".join((f"# {title}", GENERATED, *blocks)) + "\n"


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table; empty cells stay empty."""
    lines = [list(heads), ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell(value) for value in line)} |" for line in lines)


def facts(entries: Mapping[str, object]) -> str:
    """A table of names and what is said of them; what has nothing to say is left out."""
    return table(("", ""), [(name, value) for name, value in entries.items() if value not in (None, "", ())])


def filled_columns(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table of the columns in which any row has something."""
    kept = [number for number in range(len(heads)) if any(row[number] is not None for row in rows)]
    return table([heads[number] for number in kept], [[row[number] for number in kept] for row in rows])


def cell(value: object) -> str:
    """What stands in a cell, on one line."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(value).split()).replace("|", "\\|")


def both(text: Text) -> str:
    """English, then Russian."""
    return f"{text.en}<br>{text.ru}"


def code(name: str) -> str:
    """A name as the definitions write it."""
    return f"`{name}`"


def codes(names: Sequence[str]) -> str:
    """Several such names."""
    return ", ".join(map(code, names))


def source(title: str, link: str | None) -> str:
    """Where a definition comes from, linked where a page was read."""
    return f"[{title}]({link})" if link else title


def status(name: str) -> str:
    """On whose authority a definition stands."""
    return _STATUS[name]
