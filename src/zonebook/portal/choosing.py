"""Which column of a file is which: what the page of it asks, and what came back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from zonebook.intake.imports import ColumnMapping, Unmatched
from zonebook.intake.tables import Table

_ROWS_LOOKED_AT = 100
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Header:
    """A column of the file: its place and header, some of its values, what it is taken for, what it may be."""

    place: int
    name: str
    examples: tuple[str, ...]
    chosen: str
    offer: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The headers as they are chosen now; `is_kept` when a choice was sent and could be kept, else why it was not."""

    headers: tuple[Header, ...]
    is_kept: bool = False
    refusal: tuple[str, ...] = ()


def choice_of(
    request: HttpRequest,
    table: Table,
    *,
    found: tuple[ColumnMapping, Sequence[Unmatched]],
    remember: Callable[[Mapping[str, str]], object],
) -> Choice:
    """The columns as the mapping `found` has them; a choice that was sent is handed to `remember` by header."""
    mapping, rest = found
    chosen = {place: code for code, place in mapping.places.items()}
    if request.method != "POST":
        return Choice(tuple(_headers(table, chosen, rest=rest)))
    chosen = {place: request.POST.get(f"column-{place}", "") for place in range(len(table.headers))}
    try:
        remember({table.headers[place]: code for place, code in chosen.items()})
    except ValidationError as error:
        return Choice(tuple(_headers(table, chosen, rest=rest)), refusal=tuple(error.messages))
    return Choice(tuple(_headers(table, chosen, rest=rest)), is_kept=True)


def _headers(table: Table, chosen: Mapping[int, str], *, rest: Sequence[Unmatched]) -> Iterable[Header]:
    offers = {one.place: one.offer or "" for one in rest}
    for place, name in enumerate(table.headers):
        if name:
            values = (row.cells[place].text for row in table.rows[:_ROWS_LOOKED_AT] if place in row.cells)
            examples = tuple(dict.fromkeys(values))[:_EXAMPLES]
            yield Header(place, name, examples, chosen.get(place, ""), offers.get(place, ""))
