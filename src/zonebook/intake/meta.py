"""What does the hidden sheet say: which form is it, whose, and where did the writer put each answer?

The sheet is a table of records. It is read as a claim to be compared, never as directions to follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zonebook.intake.form import Form, Identity
from zonebook.intake.layout import MAX_SITES, coordinate, line_rows, site_column
from zonebook.intake.raw import RawSheet

_VERSION = re.compile(r"[0-9]{1,6}")
_NAMES = ("company", "name", "inn", "period", "campaign")


@dataclass(frozen=True, slots=True)
class Meta:
    """The sheet as read; `places` are (line, site, coordinate) as the writer left them."""

    form_code: str
    form_version: int
    identity: Identity
    places: frozenset[tuple[str, str, str]]


def records(form: Form, identity: Identity) -> Iterator[tuple[str, ...]]:
    """The rows of the sheet."""
    yield "form", form.code
    yield "version", str(form.version)
    for name in _NAMES:
        yield name, str(getattr(identity, name))
    for code, name in identity.sites:
        yield "site", code, name
    for place in places(form, identity):
        yield "cell", *place


def places(form: Form, identity: Identity) -> Iterator[tuple[str, str, str]]:
    """Where each answer belongs: line, site, coordinate."""
    for row in line_rows(form):
        for nth, (site, _) in enumerate(identity.sites):
            yield row.line.code, site, coordinate(row.row, site_column(nth))


def read_meta(sheet: RawSheet) -> Meta | None:
    """The sheet's records; None when any of the needed ones is missing or makes no sense."""
    facts: dict[str, str] = {}
    sites: list[tuple[str, str]] = []
    found: set[tuple[str, str, str]] = set()
    for row in _rows(sheet):
        match row:
            case "site", code, name:
                sites.append((code, name))
            case "cell", line, site, place:
                found.add((line, site, place))
            case key, value:
                facts[key] = value
    facts.setdefault("inn", "")  # a company whose number nobody published leaves this cell empty
    if any(name not in facts for name in ("form", "version", *_NAMES)) or not 1 <= len(sites) <= MAX_SITES:
        return None
    if not _VERSION.fullmatch(facts["version"]):
        return None
    company, name, inn, period, campaign = (facts[name] for name in _NAMES)
    identity = Identity(company, name, inn, period, campaign, tuple(sites))
    return Meta(facts["form"], int(facts["version"]), identity, frozenset(found))


def _rows(sheet: RawSheet) -> list[tuple[str, ...]]:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column] = cell.text
    return [tuple(cells[column] for column in sorted(cells)) for _, cells in sorted(rows.items())]
