"""What did a resident promise, what has it done, and what will probably be missed?

Promises are yearly amounts of the agreement; what was done are the flows of accepted reports, by quarters. A promise
is met when what was done reaches it. While it is not, the year's outcome is expected by one simple rule, a dated
definition: each quarter without a report is expected at the mean of the last reported ones. With too few reports, or
too far ahead, nothing is expected. A quarter without a report is missing, never zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from zonebook.measures import Period, Text, Unit
from zonebook.regime.attaining import Course, Expectation, words_of
from zonebook.regime.definition import NamedLine, Reference, RegimeDefinitionError, Status, must_be_single


class ObligationError(ValueError):
    """Promises or reports that cannot be compared; the message says which."""


class Attained(StrEnum):
    """Where a promise stands on a day."""

    NOT_BEGUN = "not_begun"  # the year lies ahead
    NOT_ASKED = "not_asked"  # the year lies before the first report that was asked for
    MET = "met"
    ON_TRACK = "on_track"  # expected to be met
    AT_RISK = "at_risk"  # expected to be missed
    UNKNOWN = "unknown"  # too few reports, or too far ahead, to expect anything
    LATE = "late"  # the year is over, its last report should be in and is not
    MISSED = "missed"  # the year is over and fully reported


@dataclass(frozen=True, slots=True)
class Promise:
    """An obligation of one year: at least `amount` of a line, in the line's base unit."""

    line: str
    year: int
    amount: Decimal

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ObligationError(f"{self.line} {self.year}: a promise of {self.amount} is below zero")


@dataclass(frozen=True, slots=True)
class Done:
    """What an accepted report adds: the flow of one quarter, or of several quarters of a year that one report spans."""

    line: str
    period: Period
    amount: Decimal

    def __post_init__(self) -> None:
        quarters = self.period.quarters()
        whole = quarters and (quarters[0].first, quarters[-1].last) == (self.period.first, self.period.last)
        if not whole or quarters[0].last.year != quarters[-1].last.year:
            raise ObligationError(f"{self.line}: {self.period} is not made of whole quarters of one year")


@dataclass(frozen=True, slots=True)
class ForecastExample:
    """A worked example: one promise, what was reported by period code, and where the promise then stands."""

    line: str
    year: int
    promised: Decimal
    done: Mapping[str, Decimal]
    day: date
    state: Attained
    expected: Decimal | None
    note: Text


@dataclass(frozen=True, slots=True)
class ForecastRule:
    """A version of the rule by which a year's outcome is expected.

    Looks at most `quarters_ahead` quarters beyond the last one that ended; takes the mean of the last `mean_of`
    reported quarters and wants at least `least_reported`; a report is expected `report_days` after its quarter's end.
    """

    version: int
    valid_from: date
    reference: Reference
    status: Status
    quarters_ahead: int
    mean_of: int
    least_reported: int
    report_days: int
    lines: tuple[NamedLine, ...]
    note: Text
    examples: tuple[ForecastExample, ...]

    def __post_init__(self) -> None:
        must_be_single("promised line", (line.code for line in self.lines))
        if not 1 <= self.least_reported <= self.mean_of:
            raise RegimeDefinitionError("forecast: least_reported: must be from 1 to mean_of")

    def line(self, code: str) -> NamedLine:
        """The promised line of a code. Raises ObligationError that lists the codes."""
        for line in self.lines:
            if line.code == code:
                return line
        raise ObligationError(f"no agreement promises “{code}”; known: {', '.join(line.code for line in self.lines)}")


@dataclass(frozen=True, slots=True)
class Attainment:
    """Where one promise stands: the course of its year, and its outcome where the rule lets one expect it."""

    promise: Promise
    unit: Unit
    course: Course
    expectation: Expectation | None
    state: Attained

    @property
    def line(self) -> str:
        return self.promise.line

    @property
    def year(self) -> int:
        return self.promise.year

    @property
    def promised(self) -> Decimal:
        return self.promise.amount

    @property
    def done(self) -> Decimal | None:
        """What was done in the year; None when nothing was reported."""
        return self.course.done

    @property
    def share(self) -> Decimal | None:
        """The share of the promise that is done; None also when nothing was promised."""
        return self.done / self.promised if self.done is not None and self.promised else None

    @property
    def reported(self) -> int:
        """How many of the quarters that were asked for are reported."""
        return self.course.reported

    @property
    def ended(self) -> int:
        """How many of the quarters that were asked for have ended."""
        return self.course.ended

    @property
    def expected(self) -> Decimal | None:
        """The year's outcome by the rule."""
        return None if self.expectation is None else self.expectation.outcome

    @property
    def says(self) -> Text:
        """Where the promise stands in words, with the working: made for whoever reads it, a zone has thousands."""
        return words_of(self.state.value, self.course, expected=self.expectation, unit=self.unit)

    @property
    def warns(self) -> bool:
        """Whether it belongs on the list of early warnings."""
        return self.state in (Attained.AT_RISK, Attained.LATE, Attained.MISSED)


def attainments(
    promises: Iterable[Promise],
    done: Iterable[Done],
    *,
    on: date,
    rule: ForecastRule,
    asked_from: date | None = None,
) -> tuple[Attainment, ...]:
    """Where each promise stands on a day, in the order of the promises.

    Quarters that ended before `asked_from` are not waited for: nobody asked for a report of them.
    Raises ObligationError for a line that no agreement promises, for two promises of one line and year, and for two
    reports of one quarter.
    """
    promised = tuple(promises)
    _must_be_promised_once(promised)
    flows = _by_line(done)
    return tuple(
        _attainment(promise, flows.get(promise.line, ()), on=on, rule=rule, asked_from=asked_from)
        for promise in promised
    )


def _must_be_promised_once(promises: Sequence[Promise]) -> None:
    for (line, year), count in Counter((promise.line, promise.year) for promise in promises).items():
        if count > 1:
            raise ObligationError(f"{line} {year}: promised twice")


def _by_line(done: Iterable[Done]) -> Mapping[str, Sequence[Done]]:
    """The reports of each line in order of time."""
    found: dict[str, list[Done]] = {}
    for flow in sorted(done, key=lambda flow: flow.period.last):
        of_line = found.setdefault(flow.line, [])
        if of_line and flow.period.start <= of_line[-1].period.last:
            raise ObligationError(f"{flow.line}: {of_line[-1].period} and {flow.period} overlap")
        of_line.append(flow)
    return found


def _attainment(
    promise: Promise, flows: Sequence[Done], *, on: date, rule: ForecastRule, asked_from: date | None
) -> Attainment:
    flows = [flow for flow in flows if flow.period.last.year <= promise.year]
    of_year = [flow for flow in flows if flow.period.last.year == promise.year]
    done = sum((flow.amount for flow in of_year), Decimal(0)) if of_year else None
    year = Period.year(promise.year)
    asked = [quarter for quarter in year.quarters() if asked_from is None or quarter.last >= asked_from]
    told = {quarter for flow in of_year for quarter in flow.period.quarters()}
    course = Course(
        promised=promise.amount,
        done=done,
        reported=sum(quarter in told for quarter in asked),
        ended=sum(quarter.last < on for quarter in asked),
        quarters=len(asked),
    )
    unit = Unit.of(rule.line(promise.line).unit)
    expectation = _expectation(course, flows, rule=rule, unit=unit)
    expected = None if expectation is None else expectation.outcome
    state = _state(course, expected, begun=year.start <= on, overdue=on > year.last + timedelta(days=rule.report_days))
    return Attainment(promise, unit, course, expectation, state)


def _expectation(course: Course, flows: Sequence[Done], *, rule: ForecastRule, unit: Unit) -> Expectation | None:
    """The year's outcome: what was done, and the mean for each quarter without a report.

    Rounded down to what the unit keeps, so that what is expected to fall short by a fraction does fall short.
    """
    total, counted = _last_reported(flows, rule)
    too_far = course.quarters - course.ended > rule.quarters_ahead
    if course.done is None or too_far or counted < rule.least_reported:
        return None
    ahead = total * (course.quarters - course.reported) / counted
    more = ahead.quantize(Decimal(1).scaleb(-unit.scale), ROUND_FLOOR)
    return Expectation(total, counted, more, course.done + more)


def _last_reported(flows: Sequence[Done], rule: ForecastRule) -> tuple[Decimal, int]:
    """The amount and the number of the last reported quarters, as many as the rule takes the mean of.

    A report that spans several quarters is taken whole, because nothing says how it is spread over them.
    """
    total, quarters = Decimal(0), 0
    for flow in reversed(flows):
        if quarters >= rule.mean_of:
            break
        total, quarters = total + flow.amount, quarters + len(flow.period.quarters())
    return total, quarters


def _state(course: Course, expected: Decimal | None, *, begun: bool, overdue: bool) -> Attained:
    if course.done is not None and course.done >= course.promised:
        return Attained.MET
    if not begun:
        return Attained.NOT_BEGUN
    if not course.quarters:
        return Attained.NOT_ASKED
    if course.ended == course.reported == course.quarters:
        return Attained.MISSED
    if overdue:
        return Attained.LATE
    if expected is None:
        return Attained.UNKNOWN
    return Attained.ON_TRACK if expected >= course.promised else Attained.AT_RISK
