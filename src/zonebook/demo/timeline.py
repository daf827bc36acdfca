"""When were the reports of the demonstration asked for, filed, accepted?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from zonebook.measures import Period, quarter_of
from zonebook.methodology import load_methodology
from zonebook.regime import campaign_days

MOSCOW = ZoneInfo("Europe/Moscow")
BOOK_BEGINS = date(2023, 1, 1)
BOOK_DAY = date(2025, 9, 9)
CORRECTED_ON = date(2025, 5, 20)

QUARTERS: tuple[Period, ...] = Period.span(BOOK_BEGINS, date(2025, 6, 30)).quarters()


@dataclass(frozen=True, slots=True)
class Asked:
    """One campaign of the demonstration: its form, its (cumulative) period, and its days."""

    form: str
    period: Period
    quarter: Period
    opens: date
    due: date

    @property
    def code(self) -> str:
        return f"{self.form}-{self.quarter}".lower()


def campaigns() -> tuple[Asked, ...]:
    """The opening campaign and one for each quarter, in the order of time, each on the days of its schedule."""
    before = quarter_of(BOOK_BEGINS - timedelta(days=1))
    return (_asked("resident-opening", before), *(_asked("resident-quarter", quarter) for quarter in QUARTERS))


def _asked(form: str, quarter: Period) -> Asked:
    schedule = load_methodology().schedule(form, on=quarter.last)
    days = campaign_days(schedule, quarter.last)
    return Asked(form, schedule.period_ending(quarter.last), quarter, days.opens, days.due)


def moment(day: date, minutes: int = 0) -> datetime:
    """A moment of a working day in Moscow, from nine in the morning on."""
    return datetime.combine(day, time(9), MOSCOW) + timedelta(minutes=minutes)
