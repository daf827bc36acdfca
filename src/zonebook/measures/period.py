"""Which stretch of time does a number describe?

A period is its first and last day; what people call it (a half-year, a quarter, "since the start") follows from
the days, so that two names of the same days are the same period. Reports are filed by quarters, and therefore a
period also knows which quarters it is made of.

Codes, as the command line and the addresses of pages write them:
`2024` · `2025-H1` · `2025-Q2` · `2024-9M` · `2022..2023` · `2025-01-01..2025-09-09` (a span; year to date when it
begins on 1 January) · `..2025-09-09` (since the start) · `@2025-09-09` (a moment, for stocks and the register).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from zonebook.measures import period_names

Language = Literal["ru", "en"]


class PeriodError(ValueError):
    """The text names no period; the message says which codes are understood."""


class PeriodKind(StrEnum):
    """What a period is called, derived from its days."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    NINE_MONTHS = "nine_months"
    YEAR_TO_DATE = "year_to_date"
    SPAN = "span"
    SINCE_START = "since_start"
    MOMENT = "moment"


_HOW_TO = "write 2024, 2025-H1, 2025-Q2, 2024-9M, 2022..2023, 2025-01-01..2025-09-09, ..2025-09-09 or @2025-09-09"
_NAMED = re.compile(r"(?P<year>[0-9]{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<nine>9M)))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AS_PUBLISHED = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_MONTHS_IN_YEAR = 12
YEARS = range(1900, 3000)
"""The years that a code, or the day of a text, may name: a slip of the keyboard (`0204`) is no period, and no period
before or after runs off the calendar."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included; `first` is None for everything since the start."""

    first: date | None
    last: date
    is_moment: bool = False

    def __post_init__(self) -> None:
        if self.first is not None and self.first > self.last:
            raise PeriodError(f"the period ends ({self.last}) before it begins ({self.first})")
        if self.is_moment and self.first != self.last:
            raise PeriodError("a moment is a single day")

    @classmethod
    def parse(cls, code: str) -> Period:
        """The period that a code names. Raises PeriodError, which lists the codes, for anything else."""
        code = code.strip()
        try:
            if code.startswith("@"):
                return cls.moment(_day(code[1:]))
            if code.startswith(".."):
                return cls.since_start(_day(code[2:]))
            if ".." in code:
                first, last = code.split("..", 1)
                return cls.span(_edge(first).start, _edge(last).last)
            return _named(code)
        except ValueError as error:
            raise PeriodError(f"“{code}” is no period ({error}): {_HOW_TO}") from error

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        return _months(year, first=6 * half - 5, last=6 * half)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        return _months(year, first=3 * quarter - 2, last=3 * quarter)

    @classmethod
    def nine_months(cls, year: int) -> Period:
        return _months(year, first=1, last=9)

    @classmethod
    def year_to_date(cls, day: date) -> Period:
        return cls(date(day.year, 1, 1), day)

    @classmethod
    def span(cls, first: date, last: date) -> Period:
        return cls(first, last)

    @classmethod
    def since_start(cls, last: date) -> Period:
        return cls(None, last)

    @classmethod
    def moment(cls, day: date) -> Period:
        return cls(day, day, is_moment=True)

    @property
    def start(self) -> date:
        """The first day of a period that has one. Raises PeriodError for "since the start"."""
        if self.first is None:
            raise PeriodError("a period since the start has no first day")
        return self.first

    @property
    def kind(self) -> PeriodKind:
        if self.is_moment:
            return PeriodKind.MOMENT
        if self.first is None:
            return PeriodKind.SINCE_START
        return _kind_of_days(self.first, self.last)

    def __str__(self) -> str:
        if self.is_moment:
            return f"@{self.last}"
        if self.first is None:
            return f"..{self.last}"
        year, month = self.first.year, self.first.month
        match self.kind:
            case PeriodKind.YEAR:
                return f"{year:04}"
            case PeriodKind.HALF:
                return f"{year:04}-H{(month + 5) // 6}"
            case PeriodKind.QUARTER:
                return f"{year:04}-Q{(month + 2) // 3}"
            case PeriodKind.NINE_MONTHS:
                return f"{year:04}-9M"
        if (month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31):
            return f"{year:04}..{self.last.year:04}"
        return f"{self.first}..{self.last}"

    def name(self, language: Language = "ru") -> str:
        """What a reader calls the period: «I полугодие 2025 года», "first half of 2025"."""
        return period_names.name_of(self, language)

    def quarters(self) -> tuple[Period, ...]:
        """The whole quarters inside the period, in order; empty for a moment and for "since the start"."""
        return () if self.first is None or self.is_moment else _quarters_within(self.first, self.last)

    def through_last_whole_quarter(self) -> Period | None:
        """The part of the period that reports can speak of: cut back to the last quarter's end within it.

        `..2025-09-09` becomes `..2025-06-30`. None when no quarter ends inside the period.
        """
        quarter = quarter_of(self.last)
        last = self.last if quarter.last == self.last else quarter.start - timedelta(days=1)
        if self.first is not None and not self.is_moment and last < self.first:
            return None
        return Period.moment(last) if self.is_moment else Period(self.first, last)

    def previous(self) -> Period:
        """The period to compare with: 2024-H2 before 2025-H1, 2024 before 2025, 2023-9M before 2024-9M.

        What is counted from 1 January is compared with the same days a year before; whole months with as many months
        before them, any other days with as many days. Raises PeriodError for "since the start" and for a moment,
        which have none.
        """
        if self.is_moment or self.first is None:
            raise PeriodError(f"{self} has no previous period")
        if self.kind in (PeriodKind.NINE_MONTHS, PeriodKind.YEAR_TO_DATE):
            return self.a_year_before()
        last = self.first - timedelta(days=1)
        if self.first.day == 1 and _is_month_end(self.last):
            months = 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1
            return Period(months_after(self.first, -months), last)
        return Period(last - (self.last - self.first), last)

    def a_year_before(self) -> Period:
        """The same days one year earlier, the usual base of "growth"; the last day of a month stays the last.

        So a year to 28 February is compared with a year to 29 February, where there was one.
        """
        first = None if self.first is None else months_after(self.first, -_MONTHS_IN_YEAR)
        last = months_after(self.last, -_MONTHS_IN_YEAR)
        if _is_month_end(self.last):
            last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
        return Period(last if self.is_moment else first, last, self.is_moment)


_IN_MONTHS = {PeriodKind.YEAR: 12, PeriodKind.HALF: 6, PeriodKind.QUARTER: 3}


def quarter_of(day: date) -> Period:
    """The quarter that a day lies in."""
    return Period.quarter(day.year, (day.month + 2) // 3)


@lru_cache(maxsize=1024)  # a page of obligations asks thousands of times, and always for the same few years
def _quarters_within(first: date, last: date) -> tuple[Period, ...]:
    quarter = quarter_of(first)
    if quarter.first != first:
        quarter = quarter_of(quarter.last + timedelta(days=1))
    found = []
    while quarter.last <= last:
        found.append(quarter)
        quarter = quarter_of(quarter.last + timedelta(days=1))
    return tuple(found)


def days_as_published(written: str) -> tuple[date, date] | None:
    """The first and the last day that a day written as `2024`, `2024-12` or `2024-12-05` may be; None for other texts.

    A text "of 2024" was out by the last of them at the latest; what was reached "in 2024", not before the first.
    """
    found = _AS_PUBLISHED.fullmatch(written)
    if found is None or int(found["year"]) not in YEARS:
        return None
    year, is_month, is_day = int(found["year"]), found["month"] is not None, found["day"] is not None
    first_month, last_month = (int(found["month"]),) * 2 if is_month else (1, 12)
    try:
        first = date(year, first_month, int(found["day"]) if is_day else 1)
    except ValueError:
        return None  # no such month or day
    return first, first if is_day else date(year, last_month, calendar.monthrange(year, last_month)[1])


def last_day_as_published(written: str) -> date | None:
    """The last of the days that a day so written may be: a text "of 2024" was out by it."""
    days = days_as_published(written)
    return days[1] if days else None


def months_after(day: date, months: int) -> date:
    """The same day so many months later (earlier, below zero), or the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, _MONTHS_IN_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _months(year: int, *, first: int, last: int) -> Period:
    if first < 1 or last > 12:  # noqa: PLR2004 - a year has twelve months
        raise PeriodError(f"the year {year} has two halves and four quarters")
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _kind_of_days(first: date, last: date) -> PeriodKind:
    if first.day == 1 and first.year == last.year and _is_month_end(last):
        for kind, months in _IN_MONTHS.items():
            if (first.month - 1) % months == 0 and last.month == first.month + months - 1:
                return kind
        if (first.month, last.month) == (1, 9):
            return PeriodKind.NINE_MONTHS
    if (first.month, first.day) == (1, 1) and first.year == last.year:
        return PeriodKind.YEAR_TO_DATE
    return PeriodKind.SPAN


def _is_month_end(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _edge(code: str) -> Period:
    """One end of a span: a day or a named period."""
    if _DAY.fullmatch(code):
        return Period(_day(code), _day(code))
    return _named(code)


def _day(code: str) -> date:
    if not _DAY.fullmatch(code):
        raise PeriodError("a day is written 2025-09-09")
    day = date.fromisoformat(code)
    _must_be_of_our_time(day.year)
    return day


def _named(code: str) -> Period:
    named = _NAMED.fullmatch(code)
    if named is None:
        raise PeriodError("no such code")
    year = int(named["year"])
    _must_be_of_our_time(year)
    if named["half"]:
        return Period.half(year, int(named["half"]))
    if named["quarter"]:
        return Period.quarter(year, int(named["quarter"]))
    return Period.nine_months(year) if named["nine"] else Period.year(year)


def _must_be_of_our_time(year: int) -> None:
    if year not in YEARS:
        raise PeriodError(f"the year {year} is not between {YEARS[0]} and {YEARS[-1]}")
