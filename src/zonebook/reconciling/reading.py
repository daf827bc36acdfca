"""What do the rows of an extract's file say of whom? Every row is told; what cannot be read says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zonebook.intake.imports import CheckedRow, ColumnMapping, Known, RowFinding, check_rows, comparable
from zonebook.intake.raw import RawCell
from zonebook.intake.tables import Table
from zonebook.measures import Unit
from zonebook.methodology import ExtractDefinition
from zonebook.methodology.extracts import INN, MONTH, NAME, LineComparison
from zonebook.reconciling.models import Extract, ExtractRow
from zonebook.registry.models import Company

_WRITTEN, _INN = 300, 60


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of a file as they would be kept, one for each line, and what is wrong with which cell."""

    table: Table
    rows: tuple[ExtractRow, ...]
    findings: tuple[RowFinding, ...]


def compared_columns(definition: ExtractDefinition, mapping: ColumnMapping) -> dict[str, str]:
    """The columns of the file that are held against anything: the line or fact by the code of its column."""
    pairs = {one.column: one.line for one in definition.lines} | {one.column: one.fact for one in definition.facts}
    return {column: line for column, line in pairs.items() if column in mapping.places}


def read_rows(extract: Extract, table: Table, *, mapping: ColumnMapping) -> Reading:
    """What a table says, row by row. Raises ValueError where a required column is not mapped."""
    definition = extract.definition
    checked, findings = check_rows(table, mapping, definition=definition.table, known=Known())
    faults: dict[tuple[int, str], str] = {}
    for finding in findings:
        faults.setdefault((finding.row, finding.code), finding.rule)
    inns = {str(row.values[INN]) for row in checked if INN in row.values}
    reader = _Rows(extract, mapping, faults=faults, companies=companies_by_inn(inns))
    pairs = zip(checked, table.rows, strict=True)
    return Reading(table, tuple(made for row, raw in pairs for made in reader.of(row, raw.cells)), findings)


def companies_by_inn(numbers: set[str]) -> Mapping[str, Company]:
    """The companies of the register that have one of these numbers."""
    return {one.inn: one for one in Company.objects.filter(inn__in=sorted(numbers))}


class _Rows:
    """The rows of one file, being made."""

    def __init__(
        self,
        extract: Extract,
        mapping: ColumnMapping,
        *,
        faults: Mapping[tuple[int, str], str],
        companies: Mapping[str, Company],
    ) -> None:
        self._extract, self._places, self._faults, self._companies = extract, mapping.places, faults, companies
        self._definition = extract.definition
        self._compared = compared_columns(self._definition, mapping)

    def of(self, row: CheckedRow, cells: Mapping[int, RawCell]) -> Iterator[ExtractRow]:
        """One row of the file, told for each line that it is compared in."""
        inn = str(row.values.get(INN, ""))
        month = row.values.get(MONTH)
        whose = {
            "extract": self._extract,
            "row": row.number,
            "inn": (inn or self._written(cells, INN))[:_INN],
            "name": self._written(cells, NAME)[:_WRITTEN],
            "company": self._companies.get(inn),
            "month": month.replace(day=1) if isinstance(month, date) else None,
        }
        of_row = self._faults.get((row.number, INN)) or self._faults.get((row.number, MONTH)) or ""
        for column, line in self._compared.items():
            yield ExtractRow(
                **whose,
                line=line,
                amount=self._amount(row, column, line=line),
                written=self._written(cells, column)[:_WRITTEN],
                fault=of_row or self._faults.get((row.number, column), ""),
            )

    def _written(self, cells: Mapping[int, RawCell], column: str) -> str:
        place = self._places.get(column)
        cell = None if place is None else cells.get(place)
        return "" if cell is None else " ".join(cell.text.split())

    def _amount(self, row: CheckedRow, column: str, *, line: str) -> int | None:
        value = row.values.get(column)
        of_line: LineComparison | None = self._definition.line_by_code.get(line)
        if of_line is None or not isinstance(value, Decimal | int):
            return None
        return Unit.of(of_line.unit).to_stored(value * of_line.factor)


def as_read(row: ExtractRow, definition: ExtractDefinition) -> str:
    """What a row says of a fact, in the word that the definition has for it; as it is written where it is no choice."""
    fact = definition.fact_by_code[row.line]
    column = definition.table.by_code[fact.column]
    return column.choice_named.get(comparable(row.written), row.written) if column.choices else row.written
