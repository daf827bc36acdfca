"""By when must who act?

A deadline is a dated definition: so many working days, calendar days or months after an event, the day of the event
not counted. A month ends on the same day of the later month, or on its last day where there is no such day. Whether a
last day that is no working day moves to the next one is part of the definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from zonebook.measures import Text, months_after
from zonebook.regime.definition import Reference, RegimeDefinitionError, Status
from zonebook.regime.life import Actor
from zonebook.regime.working_days import russian_working_days


class Counting(StrEnum):
    """What is counted."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"


class LastDay(StrEnum):
    """What happens when the last day is no working day; a deadline in working days always ends on one."""

    STAYS = "stays"
    NEXT_WORKING_DAY = "next_working_day"


@dataclass(frozen=True, slots=True)
class DeadlineExample:
    """A worked example: the day of the event, and the last day to act."""

    since: date
    due: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """A version of a deadline: `length` days or months `counted_from` an event, within which `actor` does `act`."""

    code: str
    counting: Counting
    length: int
    counted_from: Text
    actor: Actor
    act: Text
    last_day: LastDay
    reference: Reference
    status: Status
    valid_from: date
    examples: tuple[DeadlineExample, ...]
    note: Text | None = None

    def __post_init__(self) -> None:
        if self.length < 1:
            raise RegimeDefinitionError(f"deadline {self.code}: length: {self.length} leaves no day to act")
        if not self.examples:
            raise RegimeDefinitionError(f"deadline {self.code}: examples: one at least")


def due_day(deadline: Deadline, since: date) -> date:
    """The last day to act on, by Russian working days. See `is_provisional` for years without a calendar."""
    working_days = russian_working_days()
    if deadline.counting is Counting.WORKING_DAYS:
        return working_days.after(since, deadline.length)
    if deadline.counting is Counting.CALENDAR_DAYS:
        last = since + timedelta(days=deadline.length)
    else:
        last = months_after(since, deadline.length)
    return working_days.on_or_after(last) if deadline.last_day is LastDay.NEXT_WORKING_DAY else last


def is_provisional(deadline: Deadline, since: date) -> bool:
    """Whether the due day rests on a year whose production calendar is not known, so that it may still move."""
    known = russian_working_days()
    depends = deadline.counting is Counting.WORKING_DAYS or deadline.last_day is LastDay.NEXT_WORKING_DAY
    years = range(since.year, due_day(deadline, since).year + 1)
    return depends and not all(known.knows(year) for year in years)
