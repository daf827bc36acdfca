"""Which rules of the status are in force on a day, and do they agree with each other?

Every rule is kept in all its versions: what was done on a day is judged by the rules of that day. Without a day the
newest version is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from zonebook.intake import Form
from zonebook.methodology.agreement import must_be_single
from zonebook.methodology.definition import MethodologyError
from zonebook.regime import (
    BenefitRates,
    ClusterKind,
    Deadline,
    ForecastRule,
    Life,
    NamedLine,
    RequirementDefinition,
    WatchRule,
)


class _Dated(Protocol):
    @property
    def valid_from(self) -> date: ...


class _Coded(_Dated, Protocol):
    @property
    def code(self) -> str: ...


D = TypeVar("D", bound=_Dated)
C = TypeVar("C", bound=_Coded)


@dataclass(frozen=True, slots=True)
class RegimeDefinitions:
    """All versions of the rules of the status; the methods give those in force on a day."""

    lives: tuple[Life, ...]
    deadlines: tuple[Deadline, ...]
    forecasts: tuple[ForecastRule, ...]
    watch: tuple[WatchRule, ...]
    benefits: tuple[BenefitRates, ...]
    cluster_requirements: tuple[RequirementDefinition, ...]

    def life(self, *, on: date | None = None) -> Life:
        """The table of the life of a status. Raises MethodologyError where none was in force yet."""
        return _in_force(self.lives, on, what="table of the life of a status")

    def deadline(self, code: str, *, on: date | None = None) -> Deadline:
        """The deadline of a code. Raises MethodologyError that lists the codes."""
        return _in_force(_coded(self.deadlines, code), on, what=_named("deadline", code, known=self.deadlines))

    def forecast(self, *, on: date | None = None) -> ForecastRule:
        """The rule by which a year's outcome is expected. Raises MethodologyError where none was in force yet."""
        return _in_force(self.forecasts, on, what="rule of forecast")

    def watch_rules(self, *, on: date | None = None) -> tuple[WatchRule, ...]:
        """The rules of the watch list: of each code the newest version."""
        return newest_of_each(self.watch, on)

    def benefit_rates(self, code: str, *, on: date | None = None) -> BenefitRates:
        """The rates of a place, a zone or a region. Raises MethodologyError that lists the codes."""
        return _in_force(_coded(self.benefits, code), on, what=_named("rates of benefits", code, known=self.benefits))

    def requirements_of(self, kind: ClusterKind, *, on: date | None = None) -> tuple[RequirementDefinition, ...]:
        """What a cluster of a kind requires of its members: of each code the newest version."""
        return tuple(found for found in newest_of_each(self.cluster_requirements, on) if kind in found.kinds)


def must_agree_on_regime(regime: RegimeDefinitions, forms: Sequence[Form]) -> None:
    """Raises MethodologyError for the first disagreement of the rules of the status, with each other or the forms."""
    for versions in (regime.deadlines, regime.watch, regime.benefits, regime.cluster_requirements):
        must_be_single(f"{version.code} valid from {version.valid_from}" for version in versions)
    known = {deadline.code for deadline in regime.deadlines}
    for life in regime.lives:
        for step in life.transitions:
            unknown = {step.starts, step.last_starts} - known - {None}
            if unknown:
                raise MethodologyError(f"transition {step.code}: no deadline is called {', '.join(map(str, unknown))}")
    units = {line.code: line.unit for form in forms for line in form.lines}
    for forecast in regime.forecasts:
        _must_be_asked("forecast", forecast.lines, units=units)
    for rule in regime.watch:
        _must_be_asked(f"watch rule {rule.code}", (*rule.lines, *rule.limit_lines), units=units)


def _must_be_asked(place: str, lines: Iterable[NamedLine], *, units: Mapping[str, str]) -> None:
    for line in lines:
        if line.code not in units:
            raise MethodologyError(f"{place}: lines: no form has the line {line.code}")
        if units[line.code] != line.unit:
            raise MethodologyError(f"{place}: lines: {line.code} is in {units[line.code]}, not in {line.unit}")


def _coded(versions: Iterable[C], code: str) -> Iterator[C]:
    return (version for version in versions if version.code == code)


def _named(kind: str, code: str, *, known: Iterable[_Coded]) -> str:
    return f"{kind} “{code}” (known: {', '.join(sorted({version.code for version in known}))})"


def newest_of_each(versions: Sequence[C], on: date | None) -> tuple[C, ...]:
    """Of each code the newest version in force on a day, in the order of the definitions."""
    newest: dict[str, C] = {}
    for version in sorted(versions, key=lambda version: version.valid_from):
        if on is None or version.valid_from <= on:
            newest[version.code] = version
    return tuple(version for version in versions if newest.get(version.code) is version)


def _in_force(versions: Iterable[D], on: date | None, *, what: str) -> D:
    valid = [version for version in versions if on is None or version.valid_from <= on]
    if not valid:
        raise MethodologyError(f"no {what}{f' in force on {on}' if on else ''}")
    return max(valid, key=lambda version: version.valid_from)
