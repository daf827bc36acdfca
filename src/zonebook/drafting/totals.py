"""What do the answers of all sites come to, line by line?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from zonebook.intake import FiledCell, Form, LineKind

_ADD_UP = frozenset({LineKind.FLOW, LineKind.STOCK})
"""What sites have together is the sum of what each has; of averages and of yes or no it is not."""


@dataclass(frozen=True, slots=True)
class Total:
    """The sum (base units) of the sites that gave an answer, how many gave one, and of how many."""

    amount: Decimal
    given: int
    of: int


def totals(form: Form, cells: Iterable[FiledCell]) -> Mapping[str, Total]:
    """The totals by line; a line without any answer, or whose answers do not add up, has none."""
    amounts: dict[str, list[Decimal | None]] = {}
    for cell in cells:
        amounts.setdefault(cell.line, []).append(cell.amount)
    return {
        line.code: Total(sum(given, Decimal(0)), len(given), len(amounts[line.code]))
        for line in form.lines
        if line.kind in _ADD_UP
        for given in [[amount for amount in amounts.get(line.code, ()) if amount is not None]]
        if given
    }
