"""The tables and bridges that a zone hands over, each number as the book answers it at one moment.

For those of the zone's people who see everybody's reports: a table names the companies that are not in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from zonebook.accounts.queries import Asker, Permission, require
from zonebook.figures.queries import refill_everything, the_book
from zonebook.measures import Answer, Figure, Period, PeriodKind, Question
from zonebook.measures.bridge import Bridges, Place, bridges
from zonebook.methodology import BridgeDefinition, MeasureDefinition, SummaryTable, load_methodology
from zonebook.methodology.summary import Row, TableSection, asked_period, level_period, opening_day
from zonebook.registry.models import Presence, Zone
from zonebook.registry.queries import in_force, known
from zonebook.reporting.queries import reported_periods

_HANDED_OVER = frozenset({PeriodKind.YEAR, PeriodKind.HALF, PeriodKind.NINE_MONTHS, PeriodKind.QUARTER})


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A row with the book's answer in each column; None where the column is not asked."""

    row: Row
    measure: MeasureDefinition
    answers: tuple[Answer | None, ...]


@dataclass(frozen=True, slots=True)
class SummarySection:
    """The rows under one heading."""

    section: TableSection
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A table for a period, all of it as known at one moment."""

    table: SummaryTable
    zone: Zone
    during: Period
    known_at: datetime
    sections: tuple[SummarySection, ...]

    @property
    def snapshots(self) -> tuple[str, ...]:
        """The states of the lake that the figures were computed over: one, unless it was refilled meanwhile."""
        found = (answer for section in self.sections for row in section.rows for answer in row.answers)
        return tuple(sorted({answer.lineage.snapshot for answer in found if isinstance(answer, Figure)}))


@dataclass(frozen=True, slots=True)
class BridgeAsked:
    """Which bridge: of which population, over which period, as known at which moment (None: now)."""

    definition: BridgeDefinition
    population: str
    during: Period
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BridgeOfPeriod:
    """A bridge of the zone with its companies and sites; `answers`: the figures that its ends and additions are."""

    asked: BridgeAsked
    known_at: datetime
    bridges: Bridges
    answers: Mapping[str, Answer]

    @property
    def unit(self) -> str:
        """The unit of a bridge: that of the measure of its level."""
        return load_methodology().measure(self.asked.definition.level).unit

    @property
    def snapshots(self) -> tuple[str, ...]:
        """The states of the lake that the figures were computed over."""
        found = (answer.lineage.snapshot for answer in self.answers.values() if isinstance(answer, Figure))
        return tuple(sorted(set(found)))


def periods_to_hand_over(zone: Zone) -> list[Period]:
    """The reported periods that a table may be of, newest first, and the last quarter of each."""
    reported = [period for period in reported_periods(zone) if period.kind in _HANDED_OVER]
    quarters = [period.quarters()[-1] for period in reported]
    return sorted({*reported, *quarters}, key=lambda period: (period.last, period.start), reverse=True)


def may_be_handed_over(period: Period) -> bool:
    """Whether a table can be of this period: a quarter, a half-year, nine months or a year."""
    return period.kind in _HANDED_OVER


def summary(
    asker: Asker, zone: Zone, *, table: SummaryTable, during: Period, known_at: datetime | None = None
) -> Summary:
    """The table for a period as known at a moment, now by default. Raises PermissionDenied."""
    require(asker, Permission.SEE_REPORTS, zone=zone.code)
    refill_everything()
    moment = known_at or timezone.now()
    sections = tuple(
        SummarySection(
            section, tuple(_answered(zone, row, table=table, during=during, at=moment) for row in section.rows)
        )
        for section in table.sections
    )
    return Summary(table, zone, during, moment, sections)


def _answered(zone: Zone, row: Row, *, table: SummaryTable, during: Period, at: datetime) -> SummaryRow:
    measure = load_methodology().measure(row.measure)
    periods = (asked_period(measure.formula, column.stretch, during=during) for column in table.columns)
    answers = tuple(
        None
        if period is None
        else the_book().answer(Question(row.measure, (f"zone:{zone.code}",), row.population, period, at))
        for period in periods
    )
    return SummaryRow(row, measure, answers)


def bridge_of(asker: Asker, zone: Zone, *, asked: BridgeAsked) -> BridgeOfPeriod:
    """The bridge over a period of whole quarters, as known at its moment. Raises PermissionDenied."""
    require(asker, Permission.SEE_REPORTS, zone=zone.code)
    refill_everything()
    at = asked.known_at or timezone.now()
    level = load_methodology().measure(asked.definition.level)
    begins, ends = opening_day(asked.during), asked.during.last
    questions = {
        "opening": (level.code, level_period(level.formula, begins)),
        "added": (asked.definition.added, asked.during),
        "closing": (level.code, level_period(level.formula, ends)),
    }
    answers = {
        term: the_book().answer(
            Question(measure, (f"zone:{zone.code}",), asked.population, period, at), with_cells=True
        )
        for term, (measure, period) in questions.items()
    }
    return BridgeOfPeriod(asked, at, bridges(_places(zone, answers, on=(begins, ends), at=at)), answers)


Amounts = Mapping[tuple[str, str], Decimal]


def _places(zone: Zone, answers: Mapping[str, Answer], *, on: tuple[date, date], at: datetime) -> Iterable[Place]:
    """Each company on each of its sites at either end: who was expected, and what the cells of the figures say."""
    before = _expected(zone, answers["opening"], on=on[0], at=at)
    after = _expected(zone, answers["closing"], on=on[1], at=at)
    amounts = {term: _amounts(answer) for term, answer in answers.items()}
    for company, site in sorted(before | after):
        place = (company, site)
        yield Place(
            company,
            site,
            place in before,
            place in after,
            opening=amounts["opening"].get(place) if place in before else None,
            added=amounts["added"].get(place) if place in after else None,
            closing=amounts["closing"].get(place) if place in after else None,
        )


def _expected(zone: Zone, answer: Answer, *, on: date, at: datetime) -> set[tuple[str, str]]:
    """Where the companies that a figure counts, or ought to, were on a day, as the register knew it at the moment."""
    companies = set(answer.coverage.absent) if answer.coverage else set()
    if isinstance(answer, Figure):
        companies |= {cell.company for cell in answer.lineage.cells}
    present = known(Presence, at).filter(in_force(on), site__zone=zone.pk)
    return {place for place in present.values_list("company__code", "site__code") if place[0] in companies}


def _amounts(answer: Answer) -> Amounts:
    """What the cells of a figure add up to, by company and site; of who did not report, nothing."""
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for cell in answer.lineage.cells if isinstance(answer, Figure) else ():
        found[cell.company, cell.site] += cell.amount
    return found
