"""Which column of the file is which column of the definition?

A header is taken for a column only where it is the column's title, code or a known synonym, or where somebody said so
the last time. A header that merely looks alike is offered, never taken.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from zonebook.intake.imports.definition import ImportColumn, ImportDefinition
from zonebook.intake.imports.names import comparable

_ALIKE = 75  # of 100: from here on a header is near enough to be offered


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The place in the file of each mapped column of the definition, counted from 0."""

    places: Mapping[str, int]

    def missing(self, definition: ImportDefinition) -> tuple[ImportColumn, ...]:
        """The required columns that no column of the file is mapped to."""
        return tuple(column for column in definition.required if column.code not in self.places)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A header that is not mapped, and the column that it may mean."""

    place: int
    header: str
    offer: str | None


def mapping_for(
    headers: Sequence[str], definition: ImportDefinition, *, remembered: Mapping[str, str] | None = None
) -> tuple[ColumnMapping, tuple[Unmatched, ...]]:
    """The mapping of a file's columns, and the headers it leaves out.

    `remembered`: header -> column code ("" for a header that is left out on purpose), as chosen the last time.
    """
    known = _known_headers(definition)
    named = known | {comparable(header): code for header, code in (remembered or {}).items()}
    chosen = {place: named.get(comparable(header), "") for place, header in enumerate(headers)}
    places: dict[str, int] = {}
    for place, code in chosen.items():
        if code in definition.by_code:
            places.setdefault(code, place)
    taken = set(places.values())
    rest = tuple(
        Unmatched(place, header, _offer(header, known, taken=set(places)))
        for place, header in enumerate(headers)
        if header and place not in taken
    )
    return ColumnMapping(places), rest


def headers_name(headers: Sequence[str]) -> str:
    """The name of a set of headers: files with equal headers in equal order have equal names."""
    return hashlib.sha256(json.dumps([comparable(header) for header in headers]).encode()).hexdigest()


def _known_headers(definition: ImportDefinition) -> dict[str, str]:
    known: dict[str, str] = {}
    for column in definition.columns:
        for name in (column.code, column.title.ru, column.title.en, *column.synonyms):
            known.setdefault(comparable(name), column.code)
    return known


def _offer(header: str, known: Mapping[str, str], *, taken: set[str]) -> str | None:
    free = [name for name, code in known.items() if code not in taken]
    found = process.extractOne(comparable(header), free, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return None if found is None else known[found[0]]
