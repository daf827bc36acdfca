"""Can a question be asked of the book at all, and what does the statement need to answer it?

A question falls into the shape of its statement (see `expressions`) and the values of the statement's marks: the
windows of whole quarters, the names in scope, the lines, and the point on each clock that everything is taken at: the
day that the register is asked about, and the moment as known at which register and reports are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from zonebook.engine.expressions import SCOPE_KINDS, Shape
from zonebook.engine.schema import UNKNOWN_DAY
from zonebook.measures import Missing, MissingReason, Period, PeriodKind, Question, quarter_of
from zonebook.methodology import MeasureDefinition
from zonebook.methodology.definition import Formula

_NOW = datetime(9999, 12, 30)  # noqa: DTZ001 - before the lake's open end, after every real moment
"""What a question without a moment is put at: it reads whatever the lake holds as still known. Whoever publishes an
answer names the moment, so that it can be asked again (see `figures.queries.at_a_moment`)."""
_WITHOUT_BEGINNING = frozenset({PeriodKind.MOMENT, PeriodKind.SINCE_START})
_ALL_KINDS = frozenset(SCOPE_KINDS)
_KINDS: Mapping[Formula, frozenset[str]] = MappingProxyType(
    {
        Formula.COUNT_OF_MEMBERS: frozenset({"zone", "cluster", "company"}),
        Formula.SUM_OF_AREAS: frozenset({"zone", "site"}),
        Formula.PLACE: frozenset({"zone", "rating"}),
        Formula.STREAK_OF_FIRST_PLACES: frozenset({"zone", "rating"}),
    }
)
"""The kinds of scope that a formula can be asked for; those not here take every kind."""


def unsuited(question: Question, measure: MeasureDefinition) -> Missing | None:
    """Why this measure cannot be asked this way at all, if so."""
    if question.population not in measure.populations:
        return Missing(question, MissingReason.UNSUITED_POPULATION, ", ".join(measure.populations))
    foreign = [code for code in question.scope if not _suits(code, measure.formula)]
    if foreign or not question.scope:
        return Missing(question, MissingReason.UNKNOWN_SCOPE, ", ".join(foreign))
    if _is_rated(measure.formula) and _names_of("zone", question) != 1:
        return Missing(question, MissingReason.UNKNOWN_SCOPE, "zone")
    if not _period_suits(question.period, measure.formula):
        return Missing(question, MissingReason.UNSUITED_PERIOD, str(question.period))
    return None


def scope_by_kind(question: Question) -> Mapping[str, tuple[str, ...]]:
    """The names in scope, each once: `site:rudnevo` is the name `rudnevo` of the kind `site`."""
    found: dict[str, list[str]] = {}
    for code in sorted(set(question.scope)):
        kind, _, name = code.partition(":")
        found.setdefault(kind, []).append(name)
    return MappingProxyType({kind: tuple(names) for kind, names in found.items()})


def parameters(question: Question, measure: MeasureDefinition, *, period: Period) -> tuple[Shape, Mapping[str, object]]:
    """The shape of the question and the values of its marks; `period` is the part that the book speaks of.

    `population_on` and `known_at` are there for every formula: the register is read on both clocks even by the
    statements that read no reports.
    """
    windows = _windows(measure.formula, period)
    named = scope_by_kind(question)
    scope = tuple((kind, len(names)) for kind, names in named.items())
    shape = Shape(question.population, scope, len(measure.inputs), len(windows))
    values: dict[str, object] = {"population_on": period.last, "known_at": _in_utc(question.known_at)}
    for number, (first, last) in enumerate(windows, start=1):
        values |= {f"first_{number}": first, f"last_{number}": last}
    for kind, names in (*named.items(), ("line", measure.inputs)):
        values |= {f"{kind}_{number}": name for number, name in enumerate(names)}
    return shape, values


def _suits(code: str, formula: Formula) -> bool:
    kind, parted, name = code.partition(":")
    return bool(parted and name) and kind in _KINDS.get(formula, _ALL_KINDS)


def _is_rated(formula: Formula) -> bool:
    return formula in (Formula.PLACE, Formula.STREAK_OF_FIRST_PLACES)


def _names_of(kind: str, question: Question) -> int:
    return len(scope_by_kind(question).get(kind, ()))


def _period_suits(period: Period, formula: Formula) -> bool:
    """A flow needs a stretch of time; a change needs a level to start from: the end of the quarter before."""
    if formula is Formula.SUM_OF_FLOWS:
        return not period.is_moment
    if formula is Formula.CHANGE_OF_STOCK:
        return period.kind not in _WITHOUT_BEGINNING and quarter_of(period.start).start == period.start
    return True


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


def _in_utc(moment: datetime | None) -> datetime:
    """The moment as the lake writes it: UTC without a zone mark; one that comes without a mark is UTC already."""
    if moment is None:
        return _NOW
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
