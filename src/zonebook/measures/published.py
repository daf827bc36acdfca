"""A figure that somebody published: what was said of whom, for when, by whom, and how surely each of these is known.

It is not the book's figure and never becomes one. Zones are compared by such figures where no reports of theirs are in
the book, and such figures are held against each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zonebook.measures.hedge import Hedge, Interval, Written, interval


class Basis(StrEnum):
    """How the number came out of its source."""

    STATED = "stated"
    DERIVED = "derived"
    """Reckoned from other numbers of the source."""
    PERIOD_INFERRED = "period_inferred"
    """The number is stated; the period it is of was not said and was taken from the day of publication."""


class SourceKind(StrEnum):
    """Who published it, the nearest to the reports first."""

    OFFICIAL = "official"
    AGENCY = "agency"
    PRESS = "press"
    REPRINT = "reprint"
    UNNAMED = "unnamed"


class Sort(StrEnum):
    """Is it a result, or only what was said that would be?"""

    RESULT = "result"
    DECLARED = "declared"
    """By agreements with residents."""
    PLANNED = "planned"
    TARGET = "target"


class Time(StrEnum):
    """What a number's day or period means: a state on a day, a sum since the start, or a flow of a period."""

    STATE = "state"
    CUMULATIVE = "cumulative"
    FLOW = "flow"


class DatedTo(StrEnum):
    """How exactly the day of publication is known; a month or a year alone is mostly inferred."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PublishedFact:
    """`number`: its number in the book. `about`: a zone's code, or that of a group of zones. `part`: a site, cluster or
    firm in it; empty for the whole. `indicator`: a code of the methodology's published indicators.

    `period`: as the reader of claims writes periods (`2024`, `2024-H1`, `2024-9M`, `as_of:2024-12-31`, `2006-2018`,
    `plan`, `cumulative`), None where none was said. `first` and `last` are the days that it covers; of a state, the
    days on one of which it was so («на 2022 год»: any day of 2022). `value` is in the unit's base (roubles, m²).
    """

    number: int
    about: str
    part: str
    indicator: str
    period: str | None
    first: date | None
    last: date | None
    written: Written
    hedge: Hedge
    unit: str
    basis: Basis
    source: SourceKind
    said_on: date | None
    dated_to: DatedTo
    link: str
    note: str

    @property
    def value(self) -> Decimal:
        return self.written.value

    @property
    def allowed(self) -> Interval:
        """The values that the number allows as it was said."""
        return interval(self.hedge, self.written)
