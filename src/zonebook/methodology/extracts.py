"""What does an outside extract hold, beside what of ours does it stand, and how near is near enough?

A kind of extract is a dated definition: its columns, which of them is held against which line of a form or which fact
of the register, and within what tolerance. Here is the arithmetic; the book's own side is the matter of `reconciling`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cached_property

from zonebook.intake import DefinitionError, Form, LineKind, Reference
from zonebook.intake.imports import ColumnKind, Demand, ImportColumn, ImportDefinition, comparable
from zonebook.measures import Period, Text, Unit
from zonebook.methodology.agreement import must_be_single
from zonebook.methodology.definition import MethodologyError, Status

INN, NAME, MONTH = "inn", "name", "month"
"""The columns that every extract names alike: whose row it is, what the source calls it, which month it speaks of."""

_ROW, _FEW_ROWS, _ROWS = Text("строку", "row"), Text("строки", "rows"), Text("строк", "rows")
_WORD = re.compile(r"\w+")


class How(StrEnum):
    """What the extract's number of a period is, and so which of our lines it can be held against."""

    CUMULATIVE = "cumulative"  # from 1 January to the period's end, as a flow of the report
    LEVEL = "level"  # on the period's last day
    MONTH_AVERAGE = "month_average"  # one number a month; their mean since 1 January is an average of the report


_KIND_FOR = {How.CUMULATIVE: LineKind.FLOW, How.LEVEL: LineKind.STOCK, How.MONTH_AVERAGE: LineKind.AVERAGE}


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far apart two numbers may be and still agree: so many base units, or such a share of the larger of them."""

    absolute: Decimal
    relative: Decimal

    def __post_init__(self) -> None:
        if self.absolute < 0 or not 0 <= self.relative < 1:
            raise DefinitionError("tolerance: absolute is not below nought, relative lies between 0 and 1")

    def holds(self, ours: Decimal, theirs: Decimal) -> bool:
        """Whether the two agree. Whose number is whose makes no difference."""
        return abs(theirs - ours) <= max(self.absolute, self.relative * max(abs(ours), abs(theirs)))


@dataclass(frozen=True, slots=True)
class LineComparison:
    """A column beside a line of the form. `factor`: base units of the line in one unit of the column."""

    column: str
    line: str
    how: How
    unit: str
    factor: Decimal
    tolerance: Tolerance


@dataclass(frozen=True, slots=True)
class FactComparison:
    """A column beside a fact of the register; words that say nothing (ООО, ул.) are left out on both sides."""

    column: str
    fact: str
    ignores: tuple[str, ...] = ()

    def holds(self, ours: Sequence[str], theirs: str) -> bool:
        """Whether the extract says the same as one of our names for it."""
        return self._words(theirs) in [self._words(name) for name in ours]

    def _words(self, text: str) -> list[str]:
        ignored = {comparable(word) for word in self.ignores}
        words = _WORD.findall(comparable(text))
        return [word for word in words if word not in ignored] or words


@dataclass(frozen=True, slots=True)
class LineExample:
    """One line: our number, theirs (of each month, for a mean), both in base units, and whether they agree."""

    line: str
    ours: Decimal
    theirs: tuple[Decimal, ...]
    agrees: bool


@dataclass(frozen=True, slots=True)
class FactExample:
    """One fact: what the register says, what the extract says, and whether it is the same."""

    fact: str
    ours: str
    theirs: str
    agrees: bool


@dataclass(frozen=True)
class ExtractDefinition:
    """A version of how an extract of one source is read and compared. Raises DefinitionError for a contradiction."""

    code: str
    version: int
    title: Text
    note: Text
    columns: tuple[ImportColumn, ...]
    valid_from: date
    reference: Reference
    status: Status
    form: str = ""
    demands: tuple[Demand, ...] = ()
    lines: tuple[LineComparison, ...] = ()
    facts: tuple[FactComparison, ...] = ()
    line_examples: tuple[LineExample, ...] = ()
    fact_examples: tuple[FactExample, ...] = ()

    def __post_init__(self) -> None:
        known = self.table.by_code
        compared = [one.column for one in self.lines] + [one.column for one in self.facts]
        unknown = {INN, NAME, *compared} - known.keys()
        if self.is_by_month:
            unknown |= {MONTH} - known.keys()
        if unknown:
            raise DefinitionError(f"extract {self.code}: no column is called {', '.join(sorted(unknown))}")
        if bool(self.lines) == bool(self.facts):
            raise DefinitionError(f"extract {self.code}: it is held against lines of a form or facts, not both")
        if known[INN].kind is not ColumnKind.INN or not known[INN].required:
            raise DefinitionError(f"extract {self.code}: its rows are matched by a required column of kind inn")

    @cached_property
    def table(self) -> ImportDefinition:
        """How its table is read: the same way as a table that is imported."""
        return ImportDefinition(
            self.code, self.version, self.title, _ROW, _FEW_ROWS, _ROWS, self.valid_from, self.reference,
            "official" if self.status is Status.OFFICIAL else "illustrative", self.columns, self.demands,
        )  # fmt: skip

    @property
    def is_by_month(self) -> bool:
        """Whether a company has a row for each month."""
        return any(line.how is How.MONTH_AVERAGE for line in self.lines)

    @cached_property
    def line_by_code(self) -> Mapping[str, LineComparison]:
        return {one.line: one for one in self.lines}

    @cached_property
    def fact_by_code(self) -> Mapping[str, FactComparison]:
        return {one.fact: one for one in self.facts}

    def title_of(self, line: str) -> Text:
        """What is compared is called as the extract's column."""
        one: LineComparison | FactComparison = self.line_by_code.get(line) or self.fact_by_code[line]
        return self.table.by_code[one.column].title


def months_of(period: Period) -> tuple[date, ...]:
    """The first days of the months that a period within one year touches."""
    months = range(period.start.month, period.last.month + 1)
    return tuple(date(period.last.year, month, 1) for month in months)


def month_average(amounts: Mapping[date, Decimal], *, during: Period, unit: Unit) -> Decimal | None:
    """The mean of a period's months, as exact as the unit is kept; None where a month is missing.

    `amounts`: by the first day of the month.
    """
    months = months_of(during)
    if not amounts.keys() >= set(months):
        return None
    mean = sum((amounts[month] for month in months), Decimal()) / len(months)
    return mean.quantize(Decimal(1).scaleb(-unit.scale), rounding=ROUND_HALF_UP)


def is_cumulative(period: Period) -> bool:
    """Whether a period is one that reports are for: from 1 January to the end of a quarter of the same year."""
    quarters = period.quarters()
    return bool(quarters) and quarters[-1].last == period.last and period == Period.year_to_date(period.last)


def must_agree_on_extracts(
    extracts: Sequence[ExtractDefinition], forms: Sequence[Form], *, facts: frozenset[str]
) -> None:
    """Raises MethodologyError for a column that is held against what no form asks or no register has."""
    for extract in extracts:
        of_form = [form for form in forms if form.code == extract.form]
        for one in extract.lines:
            found = [line for form in of_form for line in form.lines if line.code == one.line]
            if not found:
                raise MethodologyError(f"extract {extract.code}: form “{extract.form}” has no line {one.line}")
            if any((line.unit, line.kind) != (one.unit, _KIND_FOR[one.how]) for line in found):
                raise MethodologyError(f"extract {extract.code}: {one.line} is no {one.how} in {one.unit}")
        if unknown := sorted({one.fact for one in extract.facts} - facts):
            raise MethodologyError(f"extract {extract.code}: the register has no fact {', '.join(unknown)}")
    must_be_single(f"extract {extract.code} valid from {extract.valid_from}" for extract in extracts)


COMPANY_FACTS = frozenset({"name", "ogrn", "kpp", "address", "state"})
"""What the register can say of a company beside a state register's extract."""
