"""What does a form ask, of whom, and in which units?

A form is a dated definition: sections of lines. Amounts are written in the line's own unit (thousands of
roubles) and kept in its base unit (roubles); `factor` is the exact bridge between the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

from zonebook.measures import Text, Unit

Status = Literal["official", "illustrative"]


class DefinitionError(ValueError):
    """A form or a check that contradicts itself; the message names the place and what to change."""


class LineKind(StrEnum):
    """How a line's amounts of several periods go together."""

    FLOW = "flow"  # cumulative from the start of the year (in an opening report: since the start)
    STOCK = "stock"  # at the end of the period
    AVERAGE = "average"
    FLAG = "flag"  # yes = 1, no = 0


@dataclass(frozen=True, slots=True)
class Reference:
    """The document a definition rests on; `link` is empty where the document has no public address."""

    title: Text
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a form. `unit` is a unit code; `part_of` names the line this one is included in."""

    code: str
    title: Text
    unit: str
    kind: LineKind
    factor: Decimal = Decimal(1)
    decimals: int = 0
    required: bool = True
    part_of: str | None = None
    note: Text | None = None

    def __post_init__(self) -> None:
        kept = Unit.of(self.unit).scale
        if Decimal(1).scaleb(-self.decimals) * self.factor < Decimal(1).scaleb(-kept):
            raise DefinitionError(
                f"line {self.code}: {self.decimals} decimals × {self.factor} is finer than {self.unit}"
            )
        if (self.unit, self.factor) not in _WRITTEN_UNITS:
            raise DefinitionError(f"line {self.code}: no name for {self.factor} {self.unit} in _WRITTEN_UNITS")

    @property
    def written_unit(self) -> Text:
        """The unit a person writes in, as the form shows it."""
        return _WRITTEN_UNITS[self.unit, self.factor]

    def to_base(self, written: Decimal) -> Decimal:
        """The amount in the base unit. Exact: amounts have at most 15 digits."""
        return written * self.factor

    def to_written(self, amount: Decimal) -> Decimal:
        """The number to write for a base amount. Raises ValueError when the line cannot hold it."""
        written = amount / self.factor
        if written * self.factor != amount or not self.holds(written):
            raise ValueError(
                f"{amount} {self.unit} cannot be written in line {self.code} with {self.decimals} decimals"
            )
        return written

    def holds(self, written: Decimal) -> bool:
        """Whether the number as written has no more decimals than the line allows."""
        return written == round(written, self.decimals)


_WRITTEN_UNITS = {
    ("people", Decimal(1)): Text("чел.", "people"),
    ("jobs", Decimal(1)): Text("мест", "jobs"),
    ("RUB", Decimal(1)): Text("руб.", "RUB"),
    ("RUB", Decimal(1000)): Text("тыс. руб.", "RUB thousand"),
    ("flag", Decimal(1)): Text("да / нет", "yes / no"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that are asked together."""

    title: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FormChange:
    """What a version of a form asks otherwise than the one before: of some lines, or of all where none is named."""

    note: Text
    lines: tuple[str, ...] = ()

    def touches(self, lines: Iterable[str]) -> bool:
        """Whether the numbers of any of the lines mean something else since."""
        wanted = set(lines)
        return bool(wanted) and (not self.lines or not wanted.isdisjoint(self.lines))


@dataclass(frozen=True)
class Form:
    """A version of a form, in force from a day on; `changes` says what it asks otherwise than the version before."""

    code: str
    version: int
    title: Text
    valid_from: date
    sections: tuple[Section, ...]
    reference: Reference
    status: Status
    note: Text | None = field(default=None)
    changes: FormChange | None = None

    def __post_init__(self) -> None:
        codes = [line.code for line in self.lines]
        if len(set(codes)) != len(codes):
            raise DefinitionError(f"form {self.code}: a line code is used twice")
        orphans = [line.code for line in self.lines if line.part_of is not None and line.part_of not in codes]
        if orphans:
            raise DefinitionError(f"form {self.code}: part of a line that is not asked: {', '.join(orphans)}")

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines in the order they are asked."""
        return tuple(line for section in self.sections for line in section.lines)

    @cached_property
    def by_code(self) -> dict[str, Line]:
        return {line.code: line for line in self.lines}


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose workbook, for which period and campaign; sites are (code, name) in the order of the columns."""

    company: str
    name: str
    inn: str
    period: str
    campaign: str
    sites: tuple[tuple[str, str], ...]
