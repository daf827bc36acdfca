"""What stretch of time does a table of published figures mean by a period?

`2024`, `2024H1`, `2024M9`, `2006-2018`: a stretch. `as_of 2023-12`: a state on some day of it, which day was not said.
`planned`, `2024 plan`: what lies ahead. Other words (a capacity, a batch) keep no more than the days that they name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from zonebook.measures import Period, PeriodError, days_as_published

_STATE = "as_of "
_AHEAD = re.compile(r"plan|future")
_YEAR_AND_PART = re.compile(r"(\d{4})(?:(H[12]|Q[1-4])|M(9))?")
_TWO_EDGES = re.compile(r"(\d{4}(?:-\d{2})?)(?:\.\.|-)(\d{4}(?:-\d{2}|H[12])?)")
_SOMEWHERE = re.compile(r"(?<!\d)\d{4}(?:-\d{2}){0,2}(?![\d/])")
_YEARS_ALONE = re.compile(r"\d{4}-\d{4}")


@dataclass(frozen=True, slots=True)
class Dated:
    """A period as the reader of claims writes it, empty where it has no code for it, and the days that it covers."""

    code: str = ""
    first: date | None = None
    last: date | None = None


def dated(written: str) -> Dated:
    """What a table means by a period; without a code and days where that cannot be told."""
    if written.startswith(_STATE):
        named = written.removeprefix(_STATE)
        days = _days(named)
        return Dated(f"as_of:{days[1]}", *days) if days else Dated(f"as_of:{named}")
    somewhere = _SOMEWHERE.search(written)
    days = _days(written) or (_days(somewhere[0]) if somewhere else None) or (None, None)
    return Dated(_code(written), *days)


def _code(written: str) -> str:
    if _AHEAD.search(written):
        return "plan"
    if found := _YEAR_AND_PART.fullmatch(written):
        return "-".join(filter(None, (found[1], found[2], "9M" if found[3] else None)))
    return written if _YEARS_ALONE.fullmatch(written) else ""


def _days(written: str) -> tuple[date, date] | None:
    """The first and the last day of a day, month, year, part of a year, or from one of them to another."""
    if _YEAR_AND_PART.fullmatch(written):
        try:
            period = Period.parse(_code(written))
        except PeriodError:
            return None
        return period.start, period.last
    if days := days_as_published(written):
        return days
    if found := _TWO_EDGES.fullmatch(written):
        first, last = _days(found[1]), _days(found[2])
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    return None
