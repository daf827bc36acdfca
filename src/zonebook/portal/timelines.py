"""Where do the stages of a project stand on one line of time?

Everything is in per cent of the line, so that a page may draw it as wide as it likes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zonebook.measures import days_as_published
from zonebook.projects.queries import StageOn

_LEAST_WIDTH = 1.0


@dataclass(frozen=True, slots=True)
class Bar:
    """Days on the line: where they begin and how much of it they take, in per cent."""

    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """The days that a stage is planned for, and those in which it was reached."""

    planned: Bar | None
    actual: Bar | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The line from the first to the last year that a stage speaks of, with a row for each stage in their order.

    `today` is the day that is looked at; None when it lies outside.
    """

    first_year: int
    last_year: int
    today: float | None
    rows: tuple[Row, ...]


def timeline(stages: tuple[StageOn, ...], *, on: date) -> Timeline | None:
    """The stages on one line of whole years; None when no stage has a day."""
    said = [days_as_published(day) for one in stages for day in (one.stage.planned, one.stage.actual)]
    days = [day for first_and_last in said if first_and_last for day in first_and_last]
    if not days:
        return None
    first, last = date(min(days).year, 1, 1), date(max(days).year, 12, 31)
    rows = (Row(_bar(one.stage.planned, first, last=last), _bar(one.stage.actual, first, last=last)) for one in stages)
    today = _share(on, first, last=last) if first <= on <= last else None
    return Timeline(first.year, last.year, today, tuple(rows))


def _bar(written: str, first: date, *, last: date) -> Bar | None:
    days = days_as_published(written)
    if days is None:
        return None
    start = _share(days[0], first, last=last)
    width = max((days[1] - days[0]).days * 100 / (last - first).days, _LEAST_WIDTH)
    return Bar(min(start, 100 - width), width)


def _share(day: date, first: date, *, last: date) -> float:
    return (day - first).days * 100 / (last - first).days
