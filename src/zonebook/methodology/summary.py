"""Which tables does a zone owe others, and which questions does each of their cells ask?

A table is rows (a measure of a population) by columns (a stretch of time seen from the reporting period). Which period
a cell asks for follows from how the measure is computed: a flow is asked for the stretch, a level for its last day. A
bridge names the measure whose level it explains and the measure that adds to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from zonebook.intake import DefinitionError, Reference
from zonebook.measures import Period, Text
from zonebook.measures.bridge import TERMS, Place
from zonebook.methodology.agreement import must_be_single
from zonebook.methodology.definition import (
    Formula,
    MeasureDefinition,
    MethodologyError,
    PeriodCode,
    Population,
    Status,
)

_LEVELS = frozenset({Formula.STOCK_AT_END, Formula.COUNT_OF_POPULATION, Formula.COUNT_OF_MEMBERS, Formula.SUM_OF_AREAS})
_STRETCHES = frozenset({Formula.SUM_OF_FLOWS, Formula.CHANGE_OF_STOCK})
_OF_BRIDGES = frozenset({Formula.STOCK_AT_END, Formula.SUM_OF_FLOWS})


class Stretch(StrEnum):
    """Which time a column speaks of, seen from the reporting period."""

    PERIOD = "period"
    SINCE_START = "since_start"
    YEAR_BEFORE = "year_before"


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its heading."""

    stretch: Stretch
    title: Text


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number on paper, the measure, whose numbers it counts, and a title where the measure's will not do."""

    number: str
    measure: str
    population: Population
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class TableSection:
    """Rows under one heading."""

    title: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """How the table writes money: in how many roubles, with how many decimals. One way for the whole table."""

    factor: int
    decimals: int
    title: Text


@dataclass(frozen=True, slots=True)
class TableExample:
    """The periods that rows (by number) ask for in each column, for a reporting period; null: not asked."""

    during: PeriodCode
    asks: Mapping[str, tuple[PeriodCode | None, ...]]


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """A table that a zone hands to an authority. Raises DefinitionError for one that contradicts itself."""

    code: str
    version: int
    title: Text
    note: Text
    money: Money
    columns: tuple[Column, ...]
    sections: tuple[TableSection, ...]
    valid_from: date
    reference: Reference
    status: Status
    example: TableExample
    changes: Text | None = None

    def __post_init__(self) -> None:
        numbers = [row.number for row in self.rows]
        if len(set(numbers)) < len(numbers):
            raise DefinitionError(f"table {self.code}: two rows have the same number")
        if (self.version > 1) != (self.changes is not None):
            raise DefinitionError(f"table {self.code}: changes: later versions, and only they, say what they change")

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for section in self.sections for row in section.rows)


@dataclass(frozen=True, slots=True)
class GivenPlace:
    """One company on one site in a worked example; a level that is not given: the company was not there."""

    company: str
    site: str
    opening: Decimal | None = None
    added: Decimal | None = None
    closing: Decimal | None = None

    @property
    def place(self) -> Place:
        was_there, is_there = self.opening is not None, self.closing is not None
        return Place(self.company, self.site, was_there, is_there, self.opening, self.added, self.closing)


@dataclass(frozen=True, slots=True)
class BridgeExample:
    """Places, and the terms of the zone's bridge over them; a term that is not named is nought."""

    given: tuple[GivenPlace, ...]
    terms: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class BridgeDefinition:
    """A bridge: the measure of its level, the measure that adds to it, and what its terms are called."""

    code: str
    version: int
    title: Text
    note: Text
    level: str
    added: str
    populations: tuple[Population, ...]
    terms: Mapping[str, Text]
    money: Money
    valid_from: date
    reference: Reference
    status: Status
    example: BridgeExample

    def __post_init__(self) -> None:
        if tuple(self.terms) != TERMS:
            raise DefinitionError(f"bridge {self.code}: terms: name exactly {', '.join(TERMS)}, in this order")


def asked_period(formula: Formula, stretch: Stretch, *, during: Period) -> Period | None:
    """The period that a cell asks for; None where a level or a change of it "since the start" would say nothing."""
    then = during.a_year_before() if stretch is Stretch.YEAR_BEFORE else during
    if formula in _LEVELS:
        return None if stretch is Stretch.SINCE_START else Period.moment(then.last)
    if stretch is Stretch.SINCE_START:
        return Period.since_start(during.last) if formula is Formula.SUM_OF_FLOWS else None
    return then


def level_period(formula: Formula, day: date) -> Period:
    """The period that asks for the level on a day: the day itself, or for a flow all that was added until it."""
    return Period.moment(day) if formula is Formula.STOCK_AT_END else Period.since_start(day)


def opening_day(during: Period) -> date:
    """The day whose level is the opening of a period: the last before it."""
    return during.start - timedelta(days=1)


def must_agree_on_tables(
    tables: Sequence[SummaryTable], bridges: Sequence[BridgeDefinition], *, measures: Mapping[str, MeasureDefinition]
) -> None:
    """Raises MethodologyError for a row or a bridge that asks for a measure which cannot be asked so."""
    for table in tables:
        for row in table.rows:
            of = f"table {table.code}, row {row.number}"
            _must_be_asked(row.measure, [row.population], measures=measures, by=_LEVELS | _STRETCHES, of=of)
    for bridge in bridges:
        for measure in (bridge.level, bridge.added):
            of = f"bridge {bridge.code}"
            _must_be_asked(measure, bridge.populations, measures=measures, by=_OF_BRIDGES, of=of)
    must_be_single(f"table {table.code} valid from {table.valid_from}" for table in tables)
    must_be_single(f"bridge {bridge.code} valid from {bridge.valid_from}" for bridge in bridges)


def _must_be_asked(
    measure: str,
    populations: Iterable[str],
    *,
    measures: Mapping[str, MeasureDefinition],
    by: frozenset[Formula],
    of: str,
) -> None:
    found = measures.get(measure)
    if found is None:
        raise MethodologyError(f"{of}: there is no measure “{measure}”")
    if found.formula not in by:
        raise MethodologyError(f"{of}: {measure} is computed as {found.formula}, which cannot be asked here")
    unsuited = sorted(set(populations) - set(found.populations))
    if unsuited:
        raise MethodologyError(f"{of}: {measure} has no population {', '.join(unsuited)}")
