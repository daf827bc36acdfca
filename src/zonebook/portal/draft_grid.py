"""How does a draft look on its page: sections of lines, a cell for each site, and what stands beside each cell?

A cell is named in forms by its line and site. What a writer saw in it travels with what they typed, in a field of its
own, so that nobody takes back unknowingly what another wrote meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from zonebook.drafting.actions import Overtaken
from zonebook.drafting.corrected import Corrected
from zonebook.drafting.merging import Written
from zonebook.drafting.models import DraftCell
from zonebook.drafting.queries import Answers
from zonebook.drafting.totals import Total
from zonebook.intake import Finding, Line, LineKind, Severity
from zonebook.intake.check import Key
from zonebook.intake.layout import NO, YES, line_rows
from zonebook.intake.typed import typed_text
from zonebook.measures import Text

_TYPED, _SEEN = "v", "s"
TAKE = "take"
_PARTS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `before` is what the last accepted report said there, `typed` what was typed and could not be saved.

    `findings` are those about what is written: a cell that is still blank is left in peace until the check. `corrected`
    is what the zone has corrected the accepted report to since, where that is something else.
    """

    key: Key
    address: str
    site: str
    line: Line
    standing: DraftCell | None
    before: str
    typed: str | None
    remark: str
    findings: tuple[Finding, ...]
    corrected: Corrected | None = None

    @property
    def name(self) -> str:
        """The field of what is typed."""
        return ":".join((_TYPED, *self.key))

    @property
    def seen_name(self) -> str:
        """The field of what was shown."""
        return ":".join((_SEEN, *self.key))

    @property
    def written(self) -> str:
        """What stands in the cell."""
        return "" if self.standing is None else self.standing.written

    @property
    def shown(self) -> str:
        """What the page shows in the cell: what was typed and could not be saved, else what stands there."""
        return self.written if self.typed is None else self.typed

    @property
    def choices(self) -> tuple[str, ...]:
        """The answers to choose from; none where one types."""
        if self.line.kind is not LineKind.FLAG:
            return ()
        usual = ("", YES, NO)
        return usual if self.shown in usual else (*usual, self.shown)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What must be mended here."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Row:
    """One line with its cells, and what they come to together if they add up."""

    number: str
    line: Line
    cells: tuple[Cell, ...]
    total: Total | None

    @property
    def total_written(self) -> str:
        """The total as the cells are written; blank where there is none."""
        return "" if self.total is None else typed_text(self.total.amount, self.line)


@dataclass(frozen=True, slots=True)
class SectionRows:
    """Lines that are asked together."""

    title: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Grid:
    """The whole page: `sites` is how sites are called, `reference` what the last accepted report says in base units."""

    answers: Answers
    sites: Mapping[str, str]
    reference: Mapping[Key, Decimal]
    remarks: Mapping[Key, str]
    typed: Mapping[Key, str] = field(default_factory=dict)
    corrected: Mapping[Key, Corrected] = field(default_factory=dict)

    @cached_property
    def sections(self) -> tuple[SectionRows, ...]:
        """The lines under the titles of their sections."""
        rows = {row.line.code: row for row in self._rows()}
        return tuple(
            SectionRows(section.title, tuple(rows[line.code] for line in section.lines))
            for section in self.answers.form.sections
        )

    @cached_property
    def site_names(self) -> tuple[str, ...]:
        """The heads of the columns."""
        return tuple(self.sites.values())

    @cached_property
    def cells(self) -> Mapping[Key, Cell]:
        """Every cell by its key."""
        return {cell.key: cell for section in self.sections for row in section.rows for cell in row.cells}

    def at(self, address: str) -> Cell:
        """The cell at an address of the form."""
        return self._by_address[address]

    @cached_property
    def corrected_cells(self) -> tuple[Cell, ...]:
        """The cells that the zone has corrected meanwhile, in the order of the page."""
        return tuple(cell for cell in self.cells.values() if cell.corrected is not None)

    @cached_property
    def _by_address(self) -> Mapping[str, Cell]:
        return {cell.address: cell for cell in self.cells.values()}

    def _rows(self) -> Iterator[Row]:
        found: dict[str, list[Finding]] = {}
        for finding in self.answers.findings:
            found.setdefault(finding.address, []).append(finding)
        read = {(cell.line, cell.site): cell for cell in self.answers.cells}
        for row in line_rows(self.answers.form):
            cells = tuple(
                Cell(
                    key=key,
                    address=read[key].address,
                    site=name,
                    line=row.line,
                    standing=self.answers.standing.get(key),
                    before=self._before(key, row.line),
                    typed=self.typed.get(key),
                    remark=self.remarks.get(key, ""),
                    findings=() if read[key].is_blank else tuple(found.get(read[key].address, ())),
                    corrected=self.corrected.get(key),
                )
                for code, name in self.sites.items()
                for key in [(row.line.code, code)]
            )
            yield Row(row.number, row.line, cells, self.answers.totals.get(row.line.code))

    def _before(self, key: Key, line: Line) -> str:
        amount = self.reference.get(key)
        return "" if amount is None else typed_text(amount, line)


def writings_in(sent: Mapping[str, Any]) -> dict[Key, Written]:
    """What was typed into the cells of a page that was sent whole, beside what the page had shown."""
    found = {}
    for name in sent:
        parts = name.split(":")
        if len(parts) == _PARTS and parts[0] == _TYPED:
            seen = sent.get(":".join((_SEEN, *parts[1:])), "")
            found[parts[1], parts[2]] = Written(sent[name].strip(), seen)
    return found


def taken_correction(sent: Mapping[str, Any], grid: Grid) -> dict[Key, Written]:
    """The corrected number that somebody took into a cell with its button; nothing where it is none any more."""
    line, _colon, site = sent.get(TAKE, "").partition(":")
    one = grid.corrected.get((line, site))
    if one is None:
        return {}
    return {(line, site): Written(one.written, sent.get(f"{_SEEN}:{line}:{site}", ""))}


def overtaken_cells(grid: Grid, overtaken: tuple[Overtaken, ...]) -> list[dict[str, Any]]:
    """Whose writing was replaced, with the cells that it stood in."""
    return [{"cell": grid.cells[one.key], "overtaken": one} for one in overtaken if one.key in grid.cells]
