"""What does a table of figures say when it is handed over, whatever the file it goes into?

Words are in one language, amounts exact and in the unit of their row. Rounding happens once, in `said`, alike for
every kind of file; a file that keeps numbers keeps the exact ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from zonebook.measures.numbers import Language, plain_number

NO_FIGURE, NOT_ASKED = "…", "×"
"""What stands where the book has no figure yet, and where a row is not asked at all."""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """An amount with how many reporters it counts; without an amount, the mark that stands in its place."""

    amount: Decimal | None = None
    coverage: str = ""
    mark: str = NOT_ASKED


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row with its unit; `decimals` round it for reading (None: as it is). Without cells it heads those below."""

    number: str
    title: str
    unit: str = ""
    cells: tuple[PrintedCell, ...] = ()
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table with all that its paper says; `headings` are those of number, title and unit, then of each column.

    `coverage` heads the counts of reporters; `facts` say how the table was made; `signature` are the words under the
    lines to sign on.
    """

    language: Language
    title: str
    lines: tuple[str, ...]
    headings: tuple[str, ...]
    coverage: str
    rows: tuple[PrintedRow, ...]
    notes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    signature: tuple[str, ...]
    made_at: datetime
    warning: str = ""

    def __post_init__(self) -> None:
        if any(row.cells and len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("a row has not as many cells as the table has columns")
        if self.made_at.utcoffset() is None:
            raise ValueError("the moment of making does not know its offset from UTC")

    @property
    def columns(self) -> Sequence[str]:
        """The headings of the columns of numbers."""
        return self.headings[3:]

    def said(self, row: PrintedRow, cell: PrintedCell) -> str:
        """A cell as it is read: rounded as its row says, or its mark."""
        if cell.amount is None:
            return cell.mark
        return plain_number(cell.amount, self.language, decimals=row.decimals)
