"""Which rows break a rule over several columns, several rows or the register?

Each rule takes its demand, all rows as read and what the register knows; it gives a hit for each row that breaks it.
A rule says nothing of a row whose columns it needs are blank or have findings of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from zonebook.intake.imports.definition import Demand, RowRule
from zonebook.intake.imports.names import comparable
from zonebook.intake.imports.values import Names, Value
from zonebook.measures import Text

Key = tuple[str, ...]
Days = tuple[date | None, date | None]  # an open end is None


@dataclass(frozen=True, slots=True)
class Known:
    """What the register has, as far as the rules ask.

    `names`: what references may name. `taken`: for the columns of a rule, the values in the register and the name of
    the entry that has them. `periods`: for the columns of a rule, the days already recorded for each of their values.
    """

    names: Names = field(default_factory=dict)
    taken: Mapping[Key, Mapping[Key, str]] = field(default_factory=dict)
    periods: Mapping[Key, Mapping[Key, Sequence[Days]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row as read: the values that could be taken, and the columns in which anything is written."""

    number: int
    values: dict[str, Value]
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A row breaks a rule in a column; `said` fills the rule's words."""

    row: int
    column: str
    rule: str
    said: Mapping[str, Text | str] = field(default_factory=dict)


def unique(demand: Demand, rows: Sequence[CheckedRow], *, known: Known) -> Iterator[Hit]:
    """No two rows have the same values in these columns; a row says nothing while the first of them is blank."""
    first: dict[Key, int] = {}
    for row, key in _keyed(rows, demand.columns):
        other = first.setdefault(key, row.number)
        if other != row.number:
            yield Hit(row.number, demand.columns[0], "unique.in_file", {"other": str(other)})


def not_in_register(demand: Demand, rows: Sequence[CheckedRow], *, known: Known) -> Iterator[Hit]:
    """No entry of the register has the same values in these columns."""
    taken = known.taken.get(demand.columns, {})
    for row, key in _keyed(rows, demand.columns):
        if key in taken:
            yield Hit(row.number, demand.columns[0], "unique.in_register", {"entry": taken[key]})


def ends_after_begins(demand: Demand, rows: Sequence[CheckedRow], *, known: Known) -> Iterator[Hit]:
    """The last day is not before the first."""
    begin, end = demand.columns
    for row in rows:
        first, last = _days(row, (begin, end))
        if first is not None and last is not None and last < first:
            yield Hit(row.number, end, "days.reversed", {"first": f"{first:%d.%m.%Y}"})


def needs(demand: Demand, rows: Sequence[CheckedRow], *, known: Known) -> Iterator[Hit]:
    """Where the first column is filled in, so is the second."""
    asking, needed = demand.columns
    return (Hit(row.number, asking, "row.needs") for row in rows if asking in row.given and needed not in row.given)


def only_with(demand: Demand, rows: Sequence[CheckedRow], *, known: Known) -> Iterator[Hit]:
    """The first column is filled in only where the second has the demanded value or none."""
    asking, other = demand.columns
    for row in rows:
        if asking in row.given and row.values.get(other, demand.value) != demand.value:
            yield Hit(row.number, asking, "row.only_with")


def no_overlap(demand: Demand, rows: Sequence[CheckedRow], *, known: Known) -> Iterator[Hit]:
    """For equal values of the leading columns, the days of the last two do not overlap, nor with the register's."""
    *named, begin, end = demand.columns
    recorded = known.periods.get(tuple(named), {})
    by_key: dict[Key, list[CheckedRow]] = {}
    for row, key in _keyed(rows, named):
        if {begin, end} & row.given <= row.values.keys() and not _is_reversed(row, (begin, end)):
            by_key.setdefault(key, []).append(row)
    for key, alike in by_key.items():
        yield from _with_register(alike, recorded.get(key, ()), columns=(begin, end))
        yield from _with_each_other(alike, columns=(begin, end))


def _with_register(rows: Sequence[CheckedRow], recorded: Sequence[Days], *, columns: tuple[str, str]) -> Iterator[Hit]:
    for row in rows:
        since, until = _closed(_days(row, columns))
        for days in recorded:
            first, last = _closed(days)
            if since <= last and first <= until:
                said = {"first": _shown(days[0]), "last": _shown(days[1])}
                yield Hit(row.number, columns[0], "overlap.in_register", said)
                break


def _with_each_other(rows: Sequence[CheckedRow], *, columns: tuple[str, str]) -> Iterator[Hit]:
    """In the order of first days each row is held against the one that lasts longest so far."""
    longest: tuple[date, CheckedRow] | None = None
    for row in sorted(rows, key=lambda row: (_closed(_days(row, columns)), row.number)):
        since, until = _closed(_days(row, columns))
        if longest is not None and since <= longest[0]:
            earlier, later = sorted((row.number, longest[1].number))
            yield Hit(later, columns[0], "overlap.in_file", {"other": str(earlier)})
        if longest is None or until > longest[0]:
            longest = (until, row)


def _keyed(rows: Sequence[CheckedRow], columns: Sequence[str]) -> Iterator[tuple[CheckedRow, Key]]:
    """Rows with their values as compared: the first column is filled in, a blank in the others is a value too."""
    for row in rows:
        if columns[0] in row.values and not (row.given & set(columns)) - row.values.keys():
            yield row, tuple(comparable(str(row.values.get(code, ""))) for code in columns)


def _days(row: CheckedRow, columns: tuple[str, str]) -> Days:
    first, last = map(row.values.get, columns)
    return (first if isinstance(first, date) else None, last if isinstance(last, date) else None)


def _closed(days: Days) -> tuple[date, date]:
    return days[0] or date.min, days[1] or date.max


def _is_reversed(row: CheckedRow, columns: tuple[str, str]) -> bool:
    since, until = _closed(_days(row, columns))
    return until < since


def _shown(day: date | None) -> str:
    return "…" if day is None else f"{day:%d.%m.%Y}"


Rule = Callable[..., Iterator[Hit]]
RULES: Mapping[RowRule, Rule] = MappingProxyType(
    {
        RowRule.UNIQUE: unique,
        RowRule.NOT_IN_REGISTER: not_in_register,
        RowRule.ENDS_AFTER_BEGINS: ends_after_begins,
        RowRule.NEEDS: needs,
        RowRule.ONLY_WITH: only_with,
        RowRule.NO_OVERLAP: no_overlap,
    }
)
