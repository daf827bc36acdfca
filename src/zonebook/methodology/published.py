"""What do the indicators of published figures mean: what is counted, as what, in which unit, since when?

Zones and newspapers name a figure in their own words; a table of such figures gives each name a column. Here every
column becomes an indicator of one meaning, so that two figures are compared only where they speak of the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from zonebook.measures import Text, Unit, Written
from zonebook.measures.published import Sort, Time
from zonebook.methodology.definition import MethodologyError, Population, Reference, Status, UnitCode
from zonebook.methodology.loader import builder, parse_definition


@dataclass(frozen=True, slots=True)
class PublishedIndicator:
    """One indicator. `subject`: what is counted, whatever time and sort; its own code where nothing else is counted so.

    `measure` and `population`: those of the book that ask for the same, where it has them. `columns`: the names that
    tables give it.
    """

    code: str
    title: Text
    unit: UnitCode
    time: Time
    sort: Sort = Sort.RESULT
    subject: str = ""
    population: Population | None = None
    measure: str = ""
    columns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "subject", self.subject or self.code)
        object.__setattr__(self, "columns", self.columns or (self.code,))


@dataclass(frozen=True, slots=True)
class WrittenUnit:
    """How a table writes a unit: the book's unit, None where it is that of the indicator, and how many of it."""

    unit: UnitCode | None = None
    magnitude: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class ReadExample:
    """A cell of a table and what is read from it."""

    column: str
    written: str
    unit: str
    indicator: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class PublishedDefinition:
    """All indicators of published figures, and how tables write them. No rating takes one older than `years`."""

    version: int
    valid_from: date
    reference: Reference
    status: Status
    units: Mapping[str, WrittenUnit]
    years: int
    examples: tuple[ReadExample, ...]
    texts: tuple[str, ...]
    indicators: tuple[PublishedIndicator, ...]

    def __post_init__(self) -> None:
        _must_be_single("indicator", (one.code for one in self.indicators))
        _must_be_single("column", (f"{column} in {one.unit}" for one in self.indicators for column in one.columns))
        if self.years < 1:
            raise MethodologyError(f"years: {self.years}; a rating takes what is at least one year old")

    @property
    def name(self) -> str:
        return f"published@{self.version}"

    def indicator(self, code: str) -> PublishedIndicator:
        """The indicator of a code. Raises MethodologyError."""
        for one in self.indicators:
            if one.code == code:
                return one
        raise MethodologyError(f"no indicator “{code}” of published figures")

    def of_column(self, column: str, *, unit: str) -> PublishedIndicator:
        """What a column means whose numbers are written in a unit. Raises MethodologyError."""
        meant = self._unit(unit)
        named = [one for one in self.indicators if column in one.columns]
        if not named:
            raise MethodologyError(f"no published figure is called “{column}”")
        for one in named:
            if meant.unit in (None, one.unit):
                return one
        raise MethodologyError(f"“{column}” is not in “{unit}” but in {Unit.of(named[0].unit).title('en')}")

    def written(self, digits: str, *, unit: str) -> Written:
        """The number in the book's unit. Raises MethodologyError, and decimal.InvalidOperation for no number."""
        return Written.of(digits.replace(".", ","), self._unit(unit).magnitude)

    def _unit(self, unit: str) -> WrittenUnit:
        try:
            return self.units[unit]
        except KeyError:
            raise MethodologyError(f"no unit is written “{unit}”; known: {', '.join(self.units)}") from None


def _must_be_single(what: str, names: Iterable[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise MethodologyError(f"the {what} “{name}” is defined {times} times")


@cache
def load_published() -> PublishedDefinition:
    """The shipped definition. Raises MethodologyError where it cannot be used."""
    text = (files("zonebook.methodology") / "definitions" / "published.yaml").read_text(encoding="utf-8")
    found: PublishedDefinition = parse_definition(builder(PublishedDefinition), text, name="published.yaml")
    return found
