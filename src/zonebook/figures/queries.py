"""Asking the book: every page, command and check gets its figures here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from zonebook.engine import Book, Lake
from zonebook.figures.models import RatingPlace, ReleasedFigure
from zonebook.measures import Answer, Contribution, Figure, Period, Question, Text
from zonebook.methodology import load_methodology
from zonebook.registry.models import Company, LakePartition, Zone
from zonebook.registry.queries import kept_zone, scope_names
from zonebook.registry.tasks import REGISTER_TABLES, refill_dirty
from zonebook.reporting.models import FiledFinding, Version
from zonebook.reporting.tasks import LEDGER_TABLES

RATINGS = ("effectiveness", "investment_attractiveness")
"""The ratings whose editions are recorded: the federal assessment (№ 643) and the association's (АКИТ)."""


def edition_rows(zone_code: str) -> list[tuple[Any, ...]]:
    """The published places of a zone as the engine reads them."""
    places = RatingPlace.objects.filter(zone__code=zone_code, place__isnull=False)
    fields = ("zone__code", "edition__rating", "edition__year", "place", "edition__published")
    return list(places.values_list(*fields))


EDITION_TABLES = MappingProxyType({"edition": edition_rows})


def question(
    measure: str,
    period: Period,
    *,
    scope: Sequence[str] = (),
    population: str | None = None,
    known_at: datetime | None = None,
) -> Question:
    """A question with its defaults: the whole zone, the measure's own population, as known now.

    Raises MethodologyError for an unknown measure and UnknownScope for a scope that is not in the register.
    """
    definition = load_methodology().measure(measure)
    codes = tuple(dict.fromkeys(scope))
    scope_names(codes)
    if not [code for code in codes if not code.startswith("rating:")]:
        codes = (f"zone:{kept_zone().code}", *codes)
    return Question(measure, codes, population or definition.default_population, period, known_at)


def ask(asked: Question, *, with_cells: bool = False) -> Answer:
    """The book's answer, never older than the last committed change; it names the moment that it is known at."""
    refill_everything()
    return the_book().answer(at_a_moment(asked), with_cells=with_cells)


def at_a_moment(asked: Question) -> Question:
    """The question as known at a moment that has a name: this one, if it asks for none."""
    return asked if asked.known_at is not None else replace(asked, known_at=timezone.now())


def refill_everything() -> int:
    """Refill whatever part of the lake is old; how many partitions there were."""
    return refill_dirty({**REGISTER_TABLES, **LEDGER_TABLES, **EDITION_TABLES})


def the_book() -> Book:
    """The book of this process over the lake of this installation."""
    return _book_of(str(settings.LAKE_ROOT))


@lru_cache(maxsize=4)
def _book_of(root: str) -> Book:
    return Book(the_lake(), load_methodology())


def the_lake() -> Lake:
    """The lake of this installation."""
    return Lake(settings.LAKE_ROOT)


@dataclass(frozen=True, slots=True)
class Explained:
    """A warning about a cell that stands in the book, and how whoever filed it explained the number."""

    warning: Text
    explanation: str


CellKey = tuple[int, int, str]
"""Where a cell stands: submission, version, address."""


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One cell of a figure's trail, with the company's name, its report's receipt, and what was explained of it."""

    company: Company
    site: str
    submission: int
    version: int
    cell: str
    quarter: Period
    amount: Any
    receipt: str
    explained: tuple[Explained, ...]


def trail(figure: Figure) -> list[TrailRow]:
    """The cells of a figure with names. Give it a figure that was asked with its cells."""
    cells = figure.lineage.cells
    companies = Company.objects.in_bulk({cell.company for cell in cells}, field_name="code")
    submissions = {cell.submission for cell in cells}
    versions = Version.objects.filter(submission__in=submissions).only("submission", "number", "file")
    receipts = {(version.submission_id, version.number): version.receipt for version in versions}
    explained = explained_cells(cells)
    return [
        TrailRow(
            company=companies[cell.company],
            site=cell.site,
            submission=cell.submission,
            version=cell.version,
            cell=cell.cell,
            quarter=cell.period,
            amount=cell.amount,
            receipt=receipts[cell.submission, cell.version],
            explained=explained.get((cell.submission, cell.version, cell.cell), ()),
        )
        for cell in cells
    ]


def explained_cells(cells: Iterable[Contribution]) -> Mapping[CellKey, tuple[Explained, ...]]:
    """The explanations that travel with a figure: of the cells behind it that a check had warned of."""
    found: dict[CellKey, list[Explained]] = defaultdict(list)
    wanted = {(cell.submission, cell.version, cell.cell) for cell in cells}
    findings = FiledFinding.objects.filter(version__submission__in={key[0] for key in wanted}).exclude(explanation="")
    said = ("message_ru", "message_en", "explanation")
    for *key, ru, en, text in findings.values_list("version__submission", "version__number", "address", *said):
        if tuple(key) in wanted:
            found[key[0], key[1], key[2]].append(Explained(Text(ru, en), text))
    return {key: tuple(several) for key, several in found.items()}


def headline_figures(zone: Zone) -> QuerySet[ReleasedFigure]:
    """The released figures that open the zone's home page."""
    return ReleasedFigure.objects.filter(zone=zone, is_headline=True).select_related("snapshot")


def lake_faults() -> tuple[str, ...]:
    """Each partition of the lake that is missing, changed, unknown to the database, or not what it says was written."""
    lake = the_lake()
    faults = lake.faults()
    if faults:
        return faults
    written = {(part.table, part.zone): part.sha256 for part in lake.partitions()}
    recorded = {(row.table, row.zone_code): row for row in LakePartition.objects.order_by("pk")}
    differing = [
        f"lake {row}: is not the content that the database recorded; refill it"
        for key, row in recorded.items()
        if row.filled_generation and written.get(key) != row.sha256
    ]
    strange = [f"lake {table}/zone={zone}: is of another book; delete its folder"
               for table, zone in written if (table, zone) not in recorded]  # fmt: skip
    return (*differing, *strange)


def current_snapshot() -> str:
    """The name of the lake's content after the last committed change: what is derived from it may be kept by it."""
    refill_everything()
    return the_lake().snapshot()
