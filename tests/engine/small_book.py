"""Small lakes, made of facts that read like sentences: `present("alfa", since=…)`, `filed("alfa", "2024-Q1", 10)`.

The cast: alfa, beta, gamma are companies, north and south are sites of the zone `demo`, far is one of the zone `other`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from zonebook.engine import OPEN_DAY, OPEN_MOMENT, UNKNOWN_DAY, Book, Lake
from zonebook.measures import Answer, Figure, Missing, Period, Question, Unit
from zonebook.methodology import load_methodology
from zonebook.methodology.definition import Given, GivenInterval, GivenObservation

ZONE = "demo"
ZONE_OF_SITE = {"north": ZONE, "south": ZONE, "far": "other"}
YEAR = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
KNOWN_FROM = datetime(2020, 1, 1)  # noqa: DTZ001 - the lake's moments are UTC without a zone mark


@dataclass(frozen=True)
class Fact:
    """One row of one table of the lake."""

    table: str
    zone: str
    row: tuple[Any, ...]


@dataclass(frozen=True)
class Known:
    """Since when, and until when, a number or an entry was what the book said."""

    since: datetime = KNOWN_FROM
    until: datetime = OPEN_MOMENT


def present(
    company: str,
    site: str = "north",
    *,
    since: date | None = None,
    until: date | None = None,
    known: Known = Known(),
) -> Fact:
    zone = ZONE_OF_SITE[site]
    return Fact("presence", zone, (company, site, zone, *_clocks(since, until, known=known)))


def resident(
    company: str, zone: str = ZONE, *, since: date | None = None, until: date | None = None, known: Known = Known()
) -> Fact:
    return Fact("residency", zone, (company, "agreement", zone, *_clocks(since, until, known=known)))


def member(
    company: str, cluster: str, *, since: date | None = None, until: date | None = None, known: Known = Known()
) -> Fact:
    return Fact("membership", ZONE, (company, cluster, ZONE, *_clocks(since, until, known=known)))


def in_industry(company: str, industry: str, *, known: Known = Known()) -> Fact:
    return Fact("company", ZONE, (ZONE, company, company.title(), "", industry, known.since, known.until))


def on_the_map(site: str, area_ha: str | None, *, known: Known = Known()) -> Fact:
    area = None if area_ha is None else Unit.of("ha").to_stored(Decimal(area_ha))
    return Fact("site", ZONE_OF_SITE[site], (site, area, ZONE_OF_SITE[site], *_clocks(None, None, known=known)))


def placed(place: int, year: int, *, rating: str = "effectiveness", zone: str = ZONE) -> Fact:
    return Fact("edition", zone, (zone, rating, year, place, date(year + 1, 7, 1)))


def filed(who: str, during: str, amount: int, *, line: str = "jobs_created", known: Known = Known()) -> Fact:
    """An accepted amount of `company` or `company@site`, in what the store keeps (kopecks, jobs)."""
    company, _, site = who.partition("@")
    period = Period.parse(during)
    where = (ZONE_OF_SITE[site or "north"], site or "north", company, line, period.first or UNKNOWN_DAY, period.last)
    cell = f"{line} {company} {site} {during}"
    return Fact("observation", where[0], (*where, amount, known.since, known.until, 1, 1, cell))


def whole_year(who: str, amount: int = 10) -> list[Fact]:
    """The four quarters of 2024, the same amount in each."""
    return [filed(who, quarter, amount) for quarter in YEAR]


def fill(lake: Lake, facts: Iterable[Fact]) -> Lake:
    """Write the facts as the lake's partitions; partitions that no fact is of stay as they are."""
    partitions: dict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
    for fact in facts:
        partitions[fact.table, fact.zone].append(fact.row)
    for (table, zone), rows in partitions.items():
        lake.refill(table, zone, rows=rows)
    return lake


def book_of(root: Path, *facts: Fact) -> Book:
    return Book(fill(Lake(root), facts), load_methodology())


def asked(
    measure: str, during: str, *, of: str = "zone:demo", population: str = "companies", known_at: datetime | None = None
) -> Question:
    """A question; `of` holds the codes of its scope, parted by spaces."""
    return Question(measure, tuple(of.split()), population, Period.parse(during), known_at)


def value(answer: Answer) -> Decimal:
    assert isinstance(answer, Figure), answer
    return answer.quantity.amount


def reason(answer: Answer) -> str:
    assert isinstance(answer, Missing), answer
    return answer.reason.value


def counted(answer: Answer) -> tuple[int, int, tuple[str, ...]]:
    """reported, expected, absent."""
    assert answer.coverage is not None
    return answer.coverage.reported, answer.coverage.expected, answer.coverage.absent


def lake_of(given: Given, root: Path, *, unit: str) -> Lake:
    """The lake of a worked example of a measure."""
    facts = [
        *(present(entry.company, entry.site, **_days(entry)) for entry in given.presence),
        *(resident(entry.company, **_days(entry)) for entry in given.residency),
        *(member(entry.company, entry.cluster or "", **_days(entry)) for entry in given.membership),
        *(_observation(entry, unit) for entry in given.observation),
        *(on_the_map(entry.site, str(entry.area_ha)) for entry in given.site),
        *(Fact("edition", ZONE, (ZONE, e.rating, e.year, e.place, e.published)) for e in given.edition),
    ]
    return fill(Lake(root), facts)


def _days(entry: GivenInterval) -> dict[str, date | None]:
    return {"since": entry.from_, "until": entry.to}


def _clocks(since: date | None, until: date | None, *, known: Known) -> tuple[date, date, datetime, datetime]:
    """from, to, known_from, known_to."""
    return since or UNKNOWN_DAY, until or OPEN_DAY, known.since, known.until


def _observation(entry: GivenObservation, unit: str) -> Fact:
    amount = Unit.of(unit).to_stored(entry.amount)
    return filed(f"{entry.company}@{entry.site}", entry.period, amount, line=entry.line)
