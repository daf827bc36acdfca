"""Which reminder is due today, and to whom?

A company that has not reported gets each reminder of the schedule once, counted from its own last day. After days on
which nobody worked, only the latest one: a reminder that the next has overtaken would speak of the past. One that is
older than CATCHES_UP is not sent at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from zonebook.regime import ReminderStep, Schedule, reminder_day, russian_working_days
from zonebook.reporting.standing import Standing

CATCHES_UP = 5
"""Working days for which a reminder that was not sent on its day may still be sent: as far as the steps of a schedule
lie apart near the last day."""


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A company that has not reported, and the step of the schedule that it is to be reminded by."""

    standing: Standing
    step: ReminderStep


def due_reminders(standings: Iterable[Standing], schedule: Schedule, *, today: date) -> list[DueReminder]:
    """Who is to be reminded today, and by which step. Whoever has reported is left in peace."""
    waited_for = (standing for standing in standings if not standing.has_reported)
    found = ((standing, due_step(schedule, standing.due, today=today)) for standing in waited_for)
    return [DueReminder(standing, step) for standing, step in found if step is not None]


def due_step(schedule: Schedule, due: date, *, today: date) -> ReminderStep | None:
    """The latest reminder whose day has come for whoever is due on a day; None before the first and long after."""
    come = [(reminder_day(step, due), step) for step in schedule.reminders]
    come = [(day, step) for day, step in come if day <= today]
    if not come:
        return None
    day, step = come[-1]
    return step if today <= russian_working_days().after(day, CATCHES_UP) else None


def working_days_left(due: date, *, today: date) -> int:
    """Working days from tomorrow to the last day, that included; 0 on the last day, below 0 after it."""
    calendar = russian_working_days()
    first, last = sorted((today, due))
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    worked = sum(calendar.is_worked(day) for day in days)
    return worked if due >= today else -worked
