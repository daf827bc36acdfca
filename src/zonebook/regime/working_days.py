"""Which days are worked in Russia?

A working day is a day from Monday to Friday that is no public holiday and was not given in exchange for another, or
a Saturday or Sunday that was made a working day in exchange. Holidays and exchanges are those of the library
`holidays`, which holds the Government's decrees year by year.

Limits. A year whose exchanges the library does not hold yet (`knows` is False) is reckoned with its holidays alone:
a day in it may still move, and whoever shows it says so. Days declared non-working with pay kept (spring 2020, May
and November 2021) are worked here: they are no holidays of the Labour Code. Holidays of single regions are not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from holidays import HolidayBase, country_holidays

_YEARS = range(1991, 2101)  # filled at once: filled as they are asked, two threads could see a year half filled


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Arithmetic of working days over a calendar of holidays, and the years whose exchanges it holds."""

    holidays: HolidayBase
    known_years: frozenset[int]

    def knows(self, year: int) -> bool:
        """Whether the exchanges of working days of a year are known, so that no day of it will move."""
        return year in self.known_years

    def is_worked(self, day: date) -> bool:
        return bool(self.holidays.is_working_day(day))

    def on_or_after(self, day: date) -> date:
        """The day itself if it is worked, else the next one that is."""
        return self.holidays.get_nth_working_day(day, 0)

    def after(self, day: date, number: int) -> date:
        """The day on which the given number (at least one) of working days has passed; the day itself not counted."""
        return self.holidays.get_nth_working_day(day, number)

    def before(self, day: date, number: int) -> date:
        """The day that lies the given number (at least one) of working days before; the day itself not counted."""
        return self.holidays.get_nth_working_day(day, -number)


@cache
def russian_working_days() -> WorkingDays:
    """The working days of Russia."""
    calendar = country_holidays("RU", years=_YEARS)
    return WorkingDays(
        calendar, frozenset(calendar.special_public_holidays) | frozenset(calendar.special_public_holidays_observed)
    )
