"""What does each row of a table say, and what is wrong with it: by itself, beside the others, beside the register?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zonebook.intake.imports.definition import Demand, ImportColumn, ImportDefinition
from zonebook.intake.imports.mapping import ColumnMapping
from zonebook.intake.imports.rules import RULES, CheckedRow, Hit, Known
from zonebook.intake.imports.values import Fault, value_of
from zonebook.intake.imports.wording import WORDINGS
from zonebook.intake.reading import Severity
from zonebook.intake.tables import Table, TableRow, cell_address
from zonebook.intake.wording import filled
from zonebook.measures import Text


@dataclass(frozen=True, slots=True)
class RowFinding:
    """What is wrong in one cell, and what to do. `column` is counted from 0; `code` names the definition's column."""

    row: int
    column: int
    code: str
    value: str
    rule: str
    severity: Severity
    message: Text
    advice: Text

    @property
    def address(self) -> str:
        """The cell as the spreadsheet program names it, `C17`."""
        return cell_address(self.row, self.column)


def check_rows(
    table: Table, mapping: ColumnMapping, *, definition: ImportDefinition, known: Known
) -> tuple[tuple[CheckedRow, ...], tuple[RowFinding, ...]]:
    """The rows as read, and every finding in the order of rows and columns.

    A value with a finding is left out of its row, so no second finding follows from the first. Raises ValueError
    where a required column is not mapped.
    """
    if missing := mapping.missing(definition):
        raise ValueError(f"no column of the file is mapped to: {', '.join(column.code for column in missing)}")
    reading = _Reading(table, mapping, definition=definition, known=known)
    rows, findings = [], []
    for row in table.rows:
        checked, found = reading.row(row)
        rows.append(checked)
        findings += found
    for demand in definition.demands:
        findings += [reading.hit(demand, hit) for hit in RULES[demand.rule](demand, rows, known=known)]
    return tuple(rows), tuple(sorted(findings, key=lambda finding: (finding.row, finding.column)))


class _Reading:
    """One table read by one mapping."""

    def __init__(self, table: Table, mapping: ColumnMapping, *, definition: ImportDefinition, known: Known) -> None:
        self._places, self._definition, self._known = mapping.places, definition, known
        self._headless = frozenset(place for place, header in enumerate(table.headers) if not header)
        self._cells = {row.number: row.cells for row in table.rows}

    def row(self, row: TableRow) -> tuple[CheckedRow, list[RowFinding]]:
        """The row's values that can be taken, and what is wrong with the others."""
        checked = CheckedRow(row.number, {}, frozenset(self._given(row)))
        findings = [self._finding(row.number, place, fault=Fault("table.stray")) for place in self._strayed(row)]
        for column in self._definition.columns:
            if column.code in self._places:
                findings += self._take(row, column, checked=checked)
        return checked, findings

    def hit(self, demand: Demand, hit: Hit) -> RowFinding:
        """The finding of a rule over rows."""
        titles = {f"title_{nth}": self._definition.by_code[code].title for nth, code in enumerate(demand.columns)}
        fault = Fault(hit.rule, {**titles, **hit.said})
        return self._finding(hit.row, self._places[hit.column], fault=fault, code=hit.column, severity=demand.severity)

    def _given(self, row: TableRow) -> Iterator[str]:
        return (code for code, place in self._places.items() if place in row.cells)

    def _strayed(self, row: TableRow) -> list[int]:
        return sorted(self._headless & row.cells.keys())

    def _take(self, row: TableRow, column: ImportColumn, *, checked: CheckedRow) -> list[RowFinding]:
        place = self._places[column.code]
        cell = row.cells.get(place)
        if cell is None:
            missing = Fault("value.missing", {"title": column.title})
            return [self._finding(row.number, place, fault=missing, code=column.code)] if column.required else []
        if column.within and column.within not in checked.values:
            return []  # what it is looked up in is a finding itself
        within = str(checked.values[column.within]) if column.within else ""
        value = value_of(cell, column, names=self._known.names, within=within)
        if isinstance(value, Fault):
            said: Mapping[str, Text | str] = {"title": column.title, "unit": column.unit or "", **value.said}
            return [self._finding(row.number, place, fault=Fault(value.rule, said), code=column.code)]
        checked.values[column.code] = value
        return []

    def _finding(
        self, row: int, column: int, *, fault: Fault, code: str = "", severity: Severity = Severity.ERROR
    ) -> RowFinding:
        cell = self._cells[row].get(column)
        value = "" if cell is None else cell.text
        wording = WORDINGS[fault.rule]
        words = {**fault.said, "value": value}
        message, advice = filled(wording.message, words), filled(wording.advice, words)
        return RowFinding(row, column, code, value, fault.rule, severity, message, advice)
