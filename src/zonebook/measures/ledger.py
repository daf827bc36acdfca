"""Which flows follow from cumulative reports, and what does a correction change in the ledger?

Reports state amounts cumulatively from a beginning (the start of the year). The ledger keeps what each report adds,
so that every longer period is a sum. The guarantee: for every quarter that was reported, the flows up to its end add
up to the amount that was reported for it, to the unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

Source = TypeVar("Source")


@dataclass(frozen=True, slots=True)
class Reported(Generic[Source]):
    """An amount reported from the beginning to the end of a quarter, and the cell it was read from."""

    last: date
    amount: int
    source: Source


@dataclass(frozen=True, slots=True)
class Flow(Generic[Source]):
    """What a report added: the amount of the days from `first` to `last`."""

    first: date
    last: date
    amount: int
    source: Source


def flows(reports: Iterable[Reported[Source]], *, since: date) -> tuple[Flow[Source], ...]:
    """The flows behind cumulative amounts that all begin on `since`, one for each report, in order.

    Where an earlier report is missing, the next one's flow spans its quarters too; when it arrives, the same call
    returns the span split. Raises ValueError for a report that ends before the beginning, or two for one quarter.
    """
    found: list[Flow[Source]] = []
    first, before = since, 0
    for report in sorted(reports, key=lambda report: report.last):
        if report.last < first:
            raise ValueError(f"a report to {report.last} does not fit amounts that begin on {first}")
        found.append(Flow(first, report.last, report.amount - before, report.source))
        first, before = report.last + timedelta(days=1), report.amount
    return tuple(found)
