"""Which columns may a table of entries have, what does each hold, and what must be true of its rows?

A definition is data (`methodology`); the kinds of values and the rules over rows are named here, and only their
arithmetic is code (`values`, `rules`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from zonebook.intake.form import DefinitionError, Reference, Status
from zonebook.intake.imports.names import comparable
from zonebook.intake.reading import Severity
from zonebook.measures import Text
from zonebook.measures.numbers import plural


class ColumnKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    SLUG = "slug"
    INN = "inn"
    OGRN = "ogrn"
    KPP = "kpp"
    OKVED = "okved"
    DATE = "date"
    DECIMAL = "decimal"
    INTEGER = "integer"
    CHOICE = "choice"
    EMAIL = "email"
    PHONE = "phone"
    REFERENCE = "reference"  # to an entry of the register, by its code, its name or its number


class RowRule(StrEnum):
    """What must be true of a row, beside the others and beside the register; see `rules` for each."""

    UNIQUE = "unique"
    NOT_IN_REGISTER = "not_in_register"
    ENDS_AFTER_BEGINS = "ends_after_begins"
    NEEDS = "needs"
    ONLY_WITH = "only_with"
    NO_OVERLAP = "no_overlap"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a column of choices, with the words that people write for it."""

    value: str
    title: Text
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportColumn:
    """One column. `low` and `high` are included; `unit` is what a number is written in.

    A reference names its sort of entry in `refers_to`; where names are only unique within another entry, `within`
    is the column that names that one.
    """

    code: str
    title: Text
    kind: ColumnKind
    example: str
    required: bool = False
    synonyms: tuple[str, ...] = ()
    max_length: int = 300
    low: Decimal | None = None
    high: Decimal | None = None
    decimals: int = 2
    unit: Text | None = None
    choices: tuple[Choice, ...] = ()
    refers_to: str = ""
    within: str = ""
    note: Text | None = None

    def __post_init__(self) -> None:
        if (self.kind is ColumnKind.CHOICE) != bool(self.choices):
            raise DefinitionError(f"column {self.code}: a choice lists its choices, and only a choice does")
        if (self.kind is ColumnKind.REFERENCE) != bool(self.refers_to):
            raise DefinitionError(f"column {self.code}: a reference says what it refers to, and only a reference does")

    @cached_property
    def choice_named(self) -> Mapping[str, str]:
        """The value that each name of a choice stands for, by the name as compared."""
        found: dict[str, str] = {}
        for choice in self.choices:
            for name in (choice.value, choice.title.ru, choice.title.en, *choice.synonyms):
                found.setdefault(comparable(name), choice.value)
        return found


@dataclass(frozen=True, slots=True)
class Demand:
    """A rule over the columns of a row. `value` is what ONLY_WITH asks of its second column."""

    rule: RowRule
    columns: tuple[str, ...]
    severity: Severity = Severity.ERROR
    value: str = ""


@dataclass(frozen=True)
class ImportDefinition:
    """A version of how a table of one kind of entries is read.

    `one`, `few` and `many` complete «внести … в реестр» after 1, 2 and 5; English knows `one` and `many`.
    """

    code: str
    version: int
    title: Text
    one: Text
    few: Text
    many: Text
    valid_from: date
    reference: Reference
    status: Status
    columns: tuple[ImportColumn, ...]
    demands: tuple[Demand, ...]
    note: Text | None = field(default=None)

    def __post_init__(self) -> None:
        if len(self.by_code) != len(self.columns):
            raise DefinitionError(f"import {self.code}: a column code is used twice")
        named = [name for demand in self.demands for name in demand.columns]
        named += [column.within for column in self.columns if column.within]
        unknown = sorted(set(named) - set(self.by_code))
        if unknown:
            raise DefinitionError(f"import {self.code}: no column is called {', '.join(unknown)}")

    @cached_property
    def by_code(self) -> Mapping[str, ImportColumn]:
        return {column.code: column for column in self.columns}

    def counted(self, number: int) -> Text:
        """The noun that stands after a number."""
        russian = plural(Decimal(number), (self.one.ru, self.few.ru, self.many.ru))
        return Text(russian, (self.one if number == 1 else self.many).en)

    @property
    def required(self) -> tuple[ImportColumn, ...]:
        """The columns without which nothing can be read."""
        return tuple(column for column in self.columns if column.required)
