"""A plan by year as people write and read it: money in thousands of roubles, jobs as a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from zonebook.agreements.models import PlannedLine
from zonebook.agreements.plans import UNITS, Planned

LINES = tuple(PlannedLine)
_THOUSAND = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of one year, in the written unit: what each version says."""

    year: int
    line: PlannedLine
    amounts: tuple[Decimal | None, ...]
    changed: tuple[bool, ...]

    @property
    def cells(self) -> tuple[tuple[Decimal | None, bool], ...]:
        """What each version says, and whether it differs from the one before it."""
        return tuple(zip(self.amounts, self.changed, strict=True))


def factor_of(line: str) -> Decimal:
    """How many base units stand behind one that is written."""
    return Decimal(1) if UNITS[line] == "jobs" else _THOUSAND


def by_year(planned: Planned) -> list[tuple[int, list[tuple[PlannedLine, Decimal | None]]]]:
    """A plan, year by year, with every line; None where nothing is planned."""
    years = sorted({year for year, _line in planned})
    return [(year, [(line, written(planned, year, line=line)) for line in LINES]) for year in years]


def side_by_side(versions: Sequence[Planned]) -> list[Row]:
    """Every line of every year in all versions; `changed` where a version differs from the one before it."""
    years = sorted({year for version in versions for year, _line in version})
    return [_row(versions, year, line=line) for year in years for line in LINES]


def written(planned: Planned, year: int, *, line: PlannedLine) -> Decimal | None:
    """An amount in its written unit; None where nothing is planned."""
    amount = planned.get((year, line.value))
    return None if amount is None else amount / factor_of(line)


def _row(versions: Sequence[Planned], year: int, *, line: PlannedLine) -> Row:
    amounts = tuple(written(version, year, line=line) for version in versions)
    changed = (False, *(now != before for before, now in pairwise(amounts)))
    return Row(year, line, amounts, changed[: len(amounts)])
