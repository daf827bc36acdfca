"""What does the book say? Any measure for any scope, population and period, as known at any moment.

The question is cut to what reports can speak of (whole quarters), put to the lake, and answered with its coverage
and its trail, or with `Missing` and the reason. The way: question → shape and values → statement → figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from zonebook.engine.asking import parameters, scope_by_kind, unsuited
from zonebook.engine.compiling import statement
from zonebook.engine.connection import Connection, SnapshotGone
from zonebook.engine.expressions import Shape
from zonebook.engine.lake import Lake, LakeError
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
    Quantity,
    Question,
    Unit,
)
from zonebook.methodology import MeasureDefinition, Methodology
from zonebook.methodology.definition import REPORTED, Formula
from zonebook.rating import streak_of_first_places

_ATTEMPTS = 5
"""How often a question starts again because refills swept its snapshot away; each time with the newest one."""


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

        Reports and register are read as known at the question's moment, so that who was expected is judged by what
        the register said then; without a moment, as the lake holds them. Value, coverage and cells of one answer speak
        of one state of the lake. Raises MethodologyError for a measure
        that is not defined, and LakeError for a lake that cannot be read.
        """
        for _ in range(_ATTEMPTS):
            try:
                return self._answer(question, with_cells)
            except SnapshotGone:
                continue
        raise LakeError("the lake is refilled faster than it can be read; ask again")

    def _answer(self, question: Question, with_cells: bool) -> Answer:
        measure = self._methodology.measure(question.measure)
        missing = unsuited(question, measure)
        if missing is not None:
            return missing
        period = question.period if measure.formula not in REPORTED else question.period.through_last_whole_quarter()
        if period is None:
            return Missing(question, MissingReason.NO_WHOLE_QUARTER, str(question.period))
        if period.last < measure.valid_from:
            return Missing(question, MissingReason.NOT_DEFINED_YET, str(measure.valid_from))
        with self._connection.reading() as snapshot:
            unknown = self._unknown_names(question, snapshot)
            if unknown:
                return Missing(question, MissingReason.UNKNOWN_SCOPE, ", ".join(unknown))
            asked = _Asked(question, measure, period, *parameters(question, measure, period=period), snapshot)
            return _FORMULAS[measure.formula](self, asked, with_cells)

    def _unknown_names(self, question: Question, snapshot: str) -> list[str]:
        """The codes in scope that no entry of the register ever named: a slip must not make a figure too small.

        A name that was entered later is none: as known before that, nobody was there.
        """
        known = self._connection.register_names(snapshot)
        named = scope_by_kind(question)
        return [f"{kind}:{name}" for kind in named if kind in known for name in named[kind] if name not in known[kind]]

    def _rows(self, name: str, asked: _Asked) -> Sequence[tuple[Any, ...]]:
        return self._connection.rows(asked.snapshot, statement(name, asked.shape), values=asked.values)

    def _reported(self, asked: _Asked, with_cells: bool) -> Answer:
        ((value, reported, expected, absent),) = self._rows("totals", asked)
        if not expected:
            return Missing(asked.question, MissingReason.EMPTY_POPULATION, coverage=Coverage(0, 0))
        coverage = Coverage(int(reported), expected, tuple(sorted(absent or ())))
        if not reported:
            return Missing(asked.question, MissingReason.NO_REPORTS, coverage=coverage)
        cells = self._cells(asked) if with_cells else ()
        return _figure(asked, Unit.of(asked.measure.unit).from_stored(int(value)), coverage=coverage, cells=cells)

    def _cells(self, asked: _Asked) -> tuple[Contribution, ...]:
        unit = Unit.of(asked.measure.unit)
        return tuple(
            Contribution(company, site, submission, version, cell, _stretch(first, last), unit.from_stored(amount))
            for company, site, submission, version, cell, first, last, amount in self._rows("cells", asked)
        )

    def _counted(self, asked: _Asked, with_cells: bool) -> Answer:
        name = "members_present" if asked.measure.formula is Formula.COUNT_OF_POPULATION else "cluster_members"
        codes = tuple(code for (code,) in self._rows(name, asked))
        return _figure(asked, Decimal(len(codes)), coverage=Coverage(len(codes), len(codes)), entries=codes)

    def _areas(self, asked: _Asked, with_cells: bool) -> Answer:
        rows = self._rows("site_areas", asked)
        known = {site: area for site, area in rows if area is not None}
        coverage = Coverage(len(known), len(rows), tuple(site for site, area in rows if area is None))
        if not known:
            return Missing(asked.question, MissingReason.NO_REPORTS, coverage=coverage)
        area = Unit.of(asked.measure.unit).from_stored(sum(known.values()))
        return _figure(asked, area, coverage=coverage, entries=tuple(known))

    def _place(self, asked: _Asked, with_cells: bool) -> Answer:
        rows = self._rows("editions", asked)
        if not rows:
            return Missing(asked.question, MissingReason.TOO_FEW_EDITIONS, "0")
        if _mixes_ratings(rows):
            return Missing(asked.question, MissingReason.UNKNOWN_SCOPE, "rating")
        rating, year, place = rows[0]
        return _figure(asked, Decimal(place), coverage=Coverage(1, 1), entries=(f"{rating} {year}",))

    def _streak(self, asked: _Asked, with_cells: bool) -> Answer:
        rows = self._rows("editions", asked)
        if _mixes_ratings(rows):
            return Missing(asked.question, MissingReason.UNKNOWN_SCOPE, "rating")
        streak = streak_of_first_places({year: place for _, year, place in rows})
        coverage = Coverage(streak.seen, streak.seen + (not streak.is_known))
        if not streak.is_known:
            return Missing(asked.question, MissingReason.TOO_FEW_EDITIONS, str(streak.length), coverage)
        entries = tuple(f"{rating} {year}" for rating, year, _ in rows[: streak.seen])
        return _figure(asked, Decimal(streak.length), coverage=coverage, entries=entries)


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


def _mixes_ratings(editions: Sequence[tuple[Any, ...]]) -> bool:
    return len({rating for rating, _, _ in editions}) > 1


def _stretch(first: Any, last: Any) -> Period:
    return Period(None if first <= UNKNOWN_DAY else first, last)


def _figure(
    asked: _Asked,
    amount: Decimal,
    *,
    coverage: Coverage,
    cells: tuple[Contribution, ...] = (),
    entries: tuple[str, ...] = (),
) -> Figure:
    definition = f"{asked.measure.code}@{asked.measure.version}"
    lineage = Lineage(definition, asked.snapshot, cells, entries)
    question = replace(asked.question, scope=tuple(sorted(asked.question.scope)))
    return Figure(question, asked.period, Quantity(amount, Unit.of(asked.measure.unit)), coverage, lineage)
