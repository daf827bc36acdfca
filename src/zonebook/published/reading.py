"""A table of published figures: CSV, one figure a row, each with the page that it was read from."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import InvalidOperation
from io import StringIO
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zonebook.intake.tables import delimiter_of
from zonebook.measures import Hedge, last_day_as_published
from zonebook.measures.published import Basis, DatedTo, SourceKind
from zonebook.methodology import MethodologyError
from zonebook.methodology.published import PublishedDefinition
from zonebook.published.dating import dated
from zonebook.published.models import Fact

COLUMNS = (
    "zone_id",
    "sub_unit",
    "indicator",
    "period",
    "value",
    "hedge",
    "unit",
    "source_url",
    "source_domain",
    "source_kind",
    "source_date",
    "source_date_precision",
    "basis",
    "note",
)
HEDGES: Mapping[str, Hedge] = MappingProxyType(
    {
        "exact": Hedge.EXACT,
        "more_than": Hedge.MORE_THAN,
        "at_least": Hedge.AT_LEAST,
        "about": Hedge.ABOUT,
        "almost": Hedge.ALMOST,
        "less_than": Hedge.LESS_THAN,
        "up_to": Hedge.AT_MOST,
    }
)
SOURCE_KINDS: Mapping[str, SourceKind] = MappingProxyType(
    {
        "official_or_reference": SourceKind.OFFICIAL,
        "agency": SourceKind.AGENCY,
        "business_press": SourceKind.PRESS,
        "moscow_media": SourceKind.PRESS,
        "regional_or_reprint": SourceKind.REPRINT,
        "none": SourceKind.UNNAMED,
    }
)
_PRECISIONS: Mapping[str, DatedTo] = MappingProxyType(
    {"day": DatedTo.DAY, "month": DatedTo.MONTH, "year": DatedTo.YEAR, "none": DatedTo.UNKNOWN}
)
_BASES: Mapping[str, Basis] = MappingProxyType({one.value: one for one in Basis})
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row that holds a text and no number: it is told of, and no figure."""

    line: int
    about: str
    indicator: str
    text: str


@dataclass(frozen=True, slots=True)
class FactTable:
    """What a table holds: the figures, not kept yet, and the rows that are texts."""

    facts: tuple[Fact, ...]
    texts: tuple[TextRow, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be read, as a spreadsheet program counts lines, and why."""

    line: int
    column: str
    value: str
    said: str

    def __str__(self) -> str:
        return f"{_place(self.line, self.column)}: {self.said}"


class UnreadableTable(ValidationError):
    """A table with cells that cannot be read; `faults` names each, the messages the first of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__([str(one) for one in faults[:_MOST_FAULTS]])
        self.faults = tuple(faults)


def fact_table(text: str, *, definition: PublishedDefinition) -> FactTable:
    """The figures of a CSV text. Raises ValidationError where it is no such table, UnreadableTable for its cells."""
    text = text.removeprefix("\ufeff")
    reader = csv.DictReader(StringIO(text), delimiter=delimiter_of(text))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise ValidationError(_("The table has no column “%(column)s”.") % {"column": missing[0]})
    facts: list[Fact] = []
    texts: list[TextRow] = []
    faults: list[Fault] = []
    for row in reader:
        if row["indicator"] in definition.texts:
            texts.append(TextRow(reader.line_num, row["zone_id"], row["indicator"], row["value"]))
            continue
        found = [Fault(reader.line_num, column, row[column] or "", fault) for column, fault in _faults(row, definition)]
        faults += found
        if not found:
            facts.append(_fact(row, definition))
    if faults:
        raise UnreadableTable(faults)
    return FactTable(tuple(facts), tuple(texts))


def _place(line: int, column: str) -> str:
    return _("Line %(line)s, column “%(column)s”") % {"line": line, "column": column}


def _faults(row: Mapping[str, str | None], definition: PublishedDefinition) -> Iterator[tuple[str, str]]:
    """Each cell that cannot be read, and why."""
    absent = [column for column in COLUMNS if row[column] is None]
    if absent:
        yield absent[0], _("the row ends before this column")
        return
    if not row["zone_id"]:
        yield "zone_id", _("say which zone it is about")
    known: Mapping[str, Mapping[str, object]] = {
        "unit": definition.units,
        "hedge": HEDGES,
        "source_kind": SOURCE_KINDS,
        "source_date_precision": _PRECISIONS,
        "basis": _BASES,
    }
    for column, values in known.items():
        if row[column] not in values:
            yield column, _("“%(value)s” is none of %(known)s") % {"value": row[column], "known": ", ".join(values)}
    if row["source_date"] and last_day_as_published(row["source_date"]) is None:
        yield "source_date", _("“%(value)s” is no day, month or year") % {"value": row["source_date"]}
    if row["unit"] in definition.units:
        yield from _number_faults(row, definition)


def _number_faults(row: Mapping[str, str | None], definition: PublishedDefinition) -> Iterator[tuple[str, str]]:
    unit, value = row["unit"] or "", row["value"] or ""
    try:
        definition.of_column(row["indicator"] or "", unit=unit)
    except MethodologyError:
        names = {"value": row["indicator"], "unit": unit}
        yield "indicator", _("no indicator “%(value)s” is known in “%(unit)s”") % names
    try:
        definition.written(value, unit=unit)
    except InvalidOperation:
        yield "value", _("“%(value)s” is no number") % {"value": value}


def _fact(row: Mapping[str, str], definition: PublishedDefinition) -> Fact:
    indicator = definition.of_column(row["indicator"], unit=row["unit"])
    written, days = definition.written(row["value"], unit=row["unit"]), dated(row["period"])
    return Fact(
        about=row["zone_id"],
        part=row["sub_unit"],
        indicator=indicator.code,
        period=days.code,
        period_as_written=row["period"],
        first_day=days.first,
        last_day=days.last,
        digits=row["value"],
        value=written.value,
        last_digit=written.last_digit,
        step=written.step,
        hedge=HEDGES[row["hedge"]].value,
        unit=indicator.unit,
        basis=row["basis"],
        source_kind=SOURCE_KINDS[row["source_kind"]].value,
        source_name=row["source_domain"],
        link=row["source_url"],
        said_on=last_day_as_published(row["source_date"]),
        said_as_written=row["source_date"],
        dated_to=_PRECISIONS[row["source_date_precision"]].value,
        note=row["note"],
    )
