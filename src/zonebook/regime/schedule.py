"""From when until when is a form asked, of whom, and when is somebody reminded?

A schedule is a dated definition. Its days are counted in working days after the last day of the period reported on, so
no last day ever falls on a day off; reminders are counted in working days from the last day to report, which for a
company with an extension is its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Literal

from zonebook.measures import Period, Text
from zonebook.regime.definition import Reference, RegimeDefinitionError, Status, must_be_known, must_be_single
from zonebook.regime.working_days import russian_working_days


class Addressee(StrEnum):
    """Whom a reminder goes to."""

    COMPANY = "company"  # whoever the zone writes to in a company that has not reported
    CURATOR = "curator"  # who looks after such a company


@dataclass(frozen=True, slots=True)
class ReminderStep:
    """A reminder so many working days after the last day to report: −3 is three before it, 0 that day itself."""

    code: str
    title: Text
    working_days: int
    to: tuple[Addressee, ...]

    def __post_init__(self) -> None:
        if not self.to:
            raise RegimeDefinitionError(f"reminder {self.code}: to: it goes to nobody")


@dataclass(frozen=True, slots=True)
class ScheduleExample:
    """A worked example: the last day of a period, the days of its campaign, the days of some of the reminders."""

    period_ends: date
    opens: date
    due: date
    reminders: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Schedule:
    """A version of a form's schedule: it opens and is due on the n-th working day after the period's end.

    `covers` is what a report is about: the year up to the end of a quarter, or everything up to it. `asks` is who must
    report, `levels` how many review a report.
    """

    form: str
    covers: Literal["year", "everything"]
    asks: Literal["companies", "residents"]
    levels: int
    opens_after: int
    due_after: int
    basis: Text
    reminders: tuple[ReminderStep, ...]
    reference: Reference
    status: Status
    valid_from: date
    examples: tuple[ScheduleExample, ...]

    def __post_init__(self) -> None:
        place = f"schedule {self.form}"
        if not 1 <= self.opens_after <= self.due_after:
            raise RegimeDefinitionError(f"{place}: due_after: {self.due_after} is no day on or after the opening")
        must_be_single(f"{place}: reminder", (step.code for step in self.reminders))
        days = [step.working_days for step in self.reminders]
        if any(earlier >= later for earlier, later in pairwise(days)):
            raise RegimeDefinitionError(f"{place}: reminders: write them in the order of their days, one a day")
        if days and days[0] < self.opens_after - self.due_after:
            raise RegimeDefinitionError(f"{place}: reminders: {days[0]} working days is before the campaign opens")
        if not self.examples:
            raise RegimeDefinitionError(f"{place}: examples: one at least")
        for example in self.examples:
            must_be_known(f"{place}: examples", example.reminders, known=(step.code for step in self.reminders))

    def period_ending(self, day: date) -> Period:
        """The period that a report is about, by its last day."""
        return Period.since_start(day) if self.covers == "everything" else Period.year_to_date(day)


@dataclass(frozen=True, slots=True)
class CampaignDays:
    """The first and the last day to report; provisional while a year's exchanges of days off are not known yet."""

    opens: date
    due: date
    is_provisional: bool


def campaign_days(schedule: Schedule, period_ends: date) -> CampaignDays:
    """When the campaign for a period that ends on a day opens and is due, by Russian working days."""
    calendar = russian_working_days()
    opens = calendar.after(period_ends, schedule.opens_after)
    due = calendar.after(period_ends, schedule.due_after)
    return CampaignDays(opens, due, is_provisional=not calendar.knows(due.year))


def reminder_day(step: ReminderStep, due: date) -> date:
    """The day on which a reminder is sent to whoever is due on a day."""
    if step.working_days == 0:
        return due
    calendar, number = russian_working_days(), abs(step.working_days)
    return calendar.before(due, number) if step.working_days < 0 else calendar.after(due, number)
