"""How the tests of this room bring a table, check it and take it in."""

from __future__ import annotations

from collections.abc import Sequence

from tests.book import SmallBook
from tests.importing.planting import Planted, Row, as_csv, clean_rows
from zonebook.importing.actions import import_table, take_file
from zonebook.importing.models import Batch, Upload
from zonebook.importing.queries import Preview, columns_of, preview, table_of
from zonebook.intake.imports import ColumnMapping

SITES, INDUSTRIES = ("Площадка north", "Site south"), ("Станки",)


def clean(count: int = 3) -> list[Row]:
    """Rows with which nothing is wrong in the small book."""
    return clean_rows(count, sites=SITES, industries=INDUSTRIES)


def uploaded(
    book: SmallBook, content: bytes, *, name: str = "companies.csv", kind: str = "companies", by: str = "boris"
) -> Upload:
    return take_file(book.actor(by), book.zone, kind=kind, name=name, content=content)


def mapping_of(upload: Upload) -> ColumnMapping:
    mapping, _ = columns_of(upload, table_of(upload))
    return mapping


def take_in(book: SmallBook, upload: Upload, *, by: str = "boris") -> Batch:
    return import_table(book.actor(by), upload, mapping=mapping_of(upload))


def imported(book: SmallBook, rows: Sequence[Row]) -> Batch:
    return take_in(book, uploaded(book, as_csv(list(rows))))


def looked_at(book: SmallBook, upload: Upload) -> Preview:
    return preview(book.users["boris"], upload, mapping=mapping_of(upload))


def found_in(book: SmallBook, upload: Upload) -> set[Planted]:
    """The cells that have a finding, with its rule."""
    return {Planted(finding.row, finding.column, finding.rule) for finding in looked_at(book, upload).findings}


def lines(*rows: str) -> bytes:
    """A CSV written out in a test: headers first."""
    return "\r\n".join(rows).encode()
