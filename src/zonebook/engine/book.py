"""What does the book say? Any measure for any scope, population and period, as known at any moment.

The question is cut to what reports can speak of (whole quarters), put to the lake, and answered with its coverage
and its trail, or with `Missing` and the reason. The way: question → windows and shape → statement → figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from zonebook.engine.compiling import statement
from zonebook.engine.connection import Connection
from zonebook.engine.expressions import Shape
from zonebook.engine.lake import Lake
from zonebook.engine.schema import UNKNOWN_DAY
from zonebook.measures import (
    Answer,
    Contribution,
    Coverage,
    Figure,
    Lineage,
    Missing,
    MissingReason,
    Period,
    PeriodKind,
    Quantity,
    Question,
    Unit,
    quarter_of,
)
from zonebook.methodology import MeasureDefinition, Methodology
from zonebook.methodology.definition import REPORTED, Formula
from zonebook.rating import streak_of_first_places

_NOW = datetime(9999, 12, 30)  # noqa: DTZ001 - "as known now": before the lake's open end, after every real moment


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with what follows from it: the definition, the period answered, and the statement's parameters."""

    question: Question
    measure: MeasureDefinition
    period: Period
    shape: Shape
    values: Mapping[str, object]
    snapshot: str


class Book:
    """The book of a lake. Safe to share between threads."""

    def __init__(self, lake: Lake, methodology: Methodology) -> None:
        self._methodology = methodology
        self._connection = Connection(lake)

    def answer(self, question: Question, *, with_cells: bool = False) -> Answer:
        """The figure that answers the question, with every cell behind it if asked; or why there is none.

        Raises MethodologyError for a measure that is not defined.
        """
        measure = self._methodology.measure(question.measure)
        unsuited = _unsuited(question, measure)
        if unsuited is not None:
            return unsuited
        period = question.period if measure.formula not in REPORTED else question.period.through_last_whole_quarter()
        if period is None:
            return Missing(question, MissingReason.NO_WHOLE_QUARTER, str(question.period))
        asked = _Asked(question, measure, period, *_parameters(question, measure, period), self._snapshot())
        return _FORMULAS[measure.formula](self, asked, with_cells)

    def _snapshot(self) -> str:
        return self._connection.current_snapshot()

    def _rows(self, name: str, asked: _Asked) -> Sequence[tuple[Any, ...]]:
        sql = statement(name, asked.shape)
        used = {key: value for key, value in asked.values.items() if f"${key}" in sql}
        return self._connection.rows(asked.snapshot, sql, used)

    def _reported(self, asked: _Asked, with_cells: bool) -> Answer:
        ((value, reported, expected),) = self._rows("totals", asked)
        if not expected:
            return Missing(asked.question, MissingReason.EMPTY_POPULATION, coverage=Coverage(0, 0))
        absent = () if reported == expected else tuple(code for (code,) in self._rows("absent", asked))
        coverage = Coverage(int(reported or 0), expected, absent)
        if not reported:
            return Missing(asked.question, MissingReason.NO_REPORTS, coverage=coverage)
        cells = self._cells(asked) if with_cells else ()
        return _figure(asked, Unit.of(asked.measure.unit).from_stored(int(value)), coverage, cells=cells)

    def _cells(self, asked: _Asked) -> tuple[Contribution, ...]:
        unit = Unit.of(asked.measure.unit)
        return tuple(
            Contribution(company, site, submission, version, cell, Period(first, last), unit.from_stored(amount))
            for company, site, submission, version, cell, first, last, amount in self._rows("cells", asked)
        )

    def _counted(self, asked: _Asked, with_cells: bool) -> Answer:
        name = "members_present" if asked.measure.formula is Formula.COUNT_OF_POPULATION else "cluster_members"
        codes = tuple(code for (code,) in self._rows(name, asked))
        return _figure(asked, Decimal(len(codes)), Coverage(len(codes), len(codes)), entries=codes)

    def _areas(self, asked: _Asked, with_cells: bool) -> Answer:
        rows = self._rows("site_areas", asked)
        known = {site: area for site, area in rows if area is not None}
        coverage = Coverage(len(known), len(rows), tuple(site for site, area in rows if area is None))
        if not known:
            return Missing(asked.question, MissingReason.NO_REPORTS, coverage=coverage)
        return _figure(asked, Unit.of("ha").from_stored(sum(known.values())), coverage, entries=tuple(known))

    def _place(self, asked: _Asked, with_cells: bool) -> Answer:
        rows = self._rows("editions", asked)
        if not rows:
            return Missing(asked.question, MissingReason.TOO_FEW_EDITIONS, "0")
        if len({rating for rating, _, _ in rows}) > 1:
            return Missing(asked.question, MissingReason.UNKNOWN_SCOPE, "rating")
        rating, year, place = rows[0]
        return _figure(asked, Decimal(place), Coverage(1, 1), entries=(f"{rating} {year}",))

    def _streak(self, asked: _Asked, with_cells: bool) -> Answer:
        rows = self._rows("editions", asked)
        if len({rating for rating, _, _ in rows}) > 1:
            return Missing(asked.question, MissingReason.UNKNOWN_SCOPE, "rating")
        streak = streak_of_first_places({year: place for _, year, place in rows})
        coverage = Coverage(streak.seen, streak.seen + (not streak.is_known))
        if not streak.is_known:
            return Missing(asked.question, MissingReason.TOO_FEW_EDITIONS, str(streak.length), coverage)
        entries = tuple(f"{rating} {year}" for rating, year, _ in rows[: streak.seen])
        return _figure(asked, Decimal(streak.length), coverage, entries=entries)


_FORMULAS = {
    Formula.SUM_OF_FLOWS: Book._reported,
    Formula.STOCK_AT_END: Book._reported,
    Formula.CHANGE_OF_STOCK: Book._reported,
    Formula.COUNT_OF_POPULATION: Book._counted,
    Formula.COUNT_OF_MEMBERS: Book._counted,
    Formula.SUM_OF_AREAS: Book._areas,
    Formula.PLACE: Book._place,
    Formula.STREAK_OF_FIRST_PLACES: Book._streak,
}


def _unsuited(question: Question, measure: MeasureDefinition) -> Missing | None:
    """Why this measure cannot be asked this way at all, if so."""
    if question.population not in measure.populations:
        return Missing(question, MissingReason.UNSUITED_POPULATION, ", ".join(measure.populations))
    if measure.formula is Formula.CHANGE_OF_STOCK and question.period.kind in _WITHOUT_BEGINNING:
        return Missing(question, MissingReason.UNSUITED_PERIOD, str(question.period))
    if measure.formula is Formula.SUM_OF_FLOWS and question.period.is_moment:
        return Missing(question, MissingReason.UNSUITED_PERIOD, str(question.period))
    return None


_WITHOUT_BEGINNING = {PeriodKind.MOMENT, PeriodKind.SINCE_START}


def _parameters(
    question: Question, measure: MeasureDefinition, period: Period
) -> tuple[Shape, Mapping[str, object]]:
    """The shape of the question and the values of its marks."""
    windows = _windows(measure.formula, period)
    by_kind: dict[str, list[str]] = {}
    for code in question.scope:
        kind, _, name = code.partition(":")
        by_kind.setdefault(kind, []).append(name)
    scope = tuple(sorted((kind, len(names)) for kind, names in by_kind.items()))
    shape = Shape(question.population, scope, len(measure.inputs), len(windows))
    values: dict[str, object] = {"population_on": period.last, "known_at": _known_at(question.known_at)}
    for number, (first, last) in enumerate(windows, start=1):
        values |= {f"first_{number}": first, f"last_{number}": last}
    for kind, names in [*by_kind.items(), ("line", list(measure.inputs))]:
        values |= {f"{kind}_{number}": name for number, name in enumerate(names)}
    return shape, values


def _windows(formula: Formula, period: Period) -> tuple[tuple[date, date], ...]:
    """The stretches of whole quarters that the formula adds (the first) and takes away (the second)."""
    if formula is Formula.SUM_OF_FLOWS:
        return ((period.first or UNKNOWN_DAY, period.last),)
    end = quarter_of(period.last)
    if formula is Formula.STOCK_AT_END:
        return ((end.start, end.last),)
    if formula is Formula.CHANGE_OF_STOCK:
        base = quarter_of(period.start - timedelta(days=1))
        return ((end.start, end.last), (base.start, base.last))
    return ()


def _known_at(moment: datetime | None) -> datetime:
    if moment is None:
        return _NOW
    return moment.astimezone(UTC).replace(tzinfo=None)


def _figure(
    asked: _Asked,
    amount: Decimal,
    coverage: Coverage,
    *,
    cells: tuple[Contribution, ...] = (),
    entries: tuple[str, ...] = (),
) -> Figure:
    definition = f"{asked.measure.code}@{asked.measure.version}"
    lineage = Lineage(definition, asked.snapshot, cells, entries)
    question = replace(asked.question, scope=tuple(sorted(asked.question.scope)))
    return Figure(question, asked.period, Quantity(amount, Unit.of(asked.measure.unit)), coverage, lineage)
