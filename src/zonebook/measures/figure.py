"""What is asked, what is answered, and from what was the answer made?

A figure is never a bare number: it names its measure, scope, population, period and the moment it was known, how
many of the expected reporters stand behind it, and every cell it was added up from. Where the book cannot answer,
the answer is `Missing` with its reason, never a zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from zonebook.measures.period import Period
from zonebook.measures.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Observation:
    """An accepted number: who, where, what, when; since when it is known; and the cell it came from.

    `amount` is the integer that stores keep (kopecks for roubles). `known_to` is None while it is current.
    """

    zone: str
    site: str
    company: str
    line: str
    period_from: date
    period_to: date
    amount: int
    known_from: datetime
    known_to: datetime | None
    submission: int
    version: int
    cell: str


@dataclass(frozen=True, slots=True)
class Question:
    """A measure for a scope, a population and a period, as known at a moment (None: now).

    `scope` holds codes such as `site:rudnevo` or `cluster:pharma`; several are united, nobody is counted twice.
    """

    measure: str
    scope: tuple[str, ...]
    population: str
    period: Period
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one accepted cell adds to a figure, in the figure's unit; may be negative in a change."""

    company: str
    site: str
    submission: int
    version: int
    cell: str
    period: Period
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many reporters the figure counts, of how many it should; who is not in it, by company code."""

    reported: int
    expected: int
    absent: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return self.reported == self.expected


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a figure was made of: its definition with version, the snapshot of the ledger, the cells.

    Figures of the register have no cells: they count its `entries`.
    """

    definition: str
    snapshot: str
    cells: tuple[Contribution, ...] = ()
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """The answer: `period` is the part of the asked period that the book speaks of."""

    question: Question
    period: Period
    quantity: Quantity
    coverage: Coverage
    lineage: Lineage


class MissingReason(StrEnum):
    """Why the book has no answer."""

    NO_REPORTS = "no_reports"
    NO_WHOLE_QUARTER = "no_whole_quarter"
    UNKNOWN_MEASURE = "unknown_measure"
    UNKNOWN_SCOPE = "unknown_scope"
    UNSUITED_POPULATION = "unsuited_population"
    UNSUITED_PERIOD = "unsuited_period"
    NOT_DEFINED_YET = "not_defined_yet"
    EMPTY_POPULATION = "empty_population"
    TOO_FEW_EDITIONS = "too_few_editions"
    NO_AGREEMENTS = "no_agreements"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True, slots=True)
class Missing:
    """No answer, and why; `detail` names the thing that is missing."""

    question: Question
    reason: MissingReason
    detail: str = ""
    coverage: Coverage | None = None


Answer = Figure | Missing
