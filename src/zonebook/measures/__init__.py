"""The vocabulary: what a figure is made of, and how precisely a number was said.

Everything above speaks in these terms and in no others. Nothing here reads a clock, a file or a database.
"""

from zonebook.measures.figure import (
    Answer,
    Contribution,
    Coverage,
    Figure,
    Lineage,
    Missing,
    MissingReason,
    Observation,
    Question,
)
from zonebook.measures.hedge import Hedge, Interval, Written, interval
from zonebook.measures.period import (
    YEARS,
    Period,
    PeriodError,
    PeriodKind,
    days_as_published,
    last_day_as_published,
    months_after,
    quarter_of,
)
from zonebook.measures.quantity import Quantity, QuantityError, Unit, UnitMismatch
from zonebook.measures.text import Text

__all__ = [
    "YEARS",
    "Answer",
    "Contribution",
    "Coverage",
    "Figure",
    "Hedge",
    "Interval",
    "Lineage",
    "Missing",
    "MissingReason",
    "Observation",
    "Period",
    "PeriodError",
    "PeriodKind",
    "Quantity",
    "QuantityError",
    "Question",
    "Text",
    "Unit",
    "UnitMismatch",
    "Written",
    "days_as_published",
    "interval",
    "last_day_as_published",
    "months_after",
    "quarter_of",
]
