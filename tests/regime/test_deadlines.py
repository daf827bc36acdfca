"""By when must who act: working days as the production calendars set them, and deadlines by their worked examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.measures import months_after
from zonebook.methodology import load_methodology
from zonebook.regime import (
    Counting,
    Deadline,
    LastDay,
    RegimeDefinitionError,
    due_day,
    is_provisional,
    russian_working_days,
)

REGIME = load_methodology().regime
WORKED = russian_working_days()
days = st.dates(date(2012, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("deadline", "example"),
    [(deadline, example) for deadline in REGIME.deadlines for example in deadline.examples],
    ids=lambda part: getattr(part, "code", None) or str(part.since),
)
def test_a_deadline_ends_on_the_day_of_its_worked_example(deadline: Deadline, example: object) -> None:
    assert due_day(deadline, example.since) == example.due


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 4, 27), True),  # a Saturday in exchange for Monday 29 April
        (date(2024, 4, 29), False),
        (date(2024, 11, 2), True),  # a Saturday
        (date(2024, 12, 28), True),  # a Saturday
        (date(2024, 12, 29), False),
        (date(2024, 12, 30), False),
        (date(2025, 1, 8), False),
        (date(2025, 1, 9), True),
        (date(2025, 5, 2), False),
        (date(2025, 11, 1), True),  # a Saturday
        (date(2026, 1, 9), False),
    ],
)
def test_a_day_is_worked_as_the_production_calendar_says(day: date, worked: bool) -> None:
    assert WORKED.is_worked(day) is worked


@pytest.mark.parametrize(("year", "number"), [(2023, 247), (2024, 248), (2025, 247), (2026, 247)])
def test_a_year_has_as_many_working_days_as_its_production_calendar(year: int, number: int) -> None:
    assert worked_after(date(year - 1, 12, 31), until=date(year, 12, 31)) == number


def worked_after(since: date, *, until: date) -> int:
    """How many working days lie after a day, up to another."""
    return sum(WORKED.is_worked(since + timedelta(days=step)) for step in range(1, (until - since).days + 1))


def test_the_day_of_the_event_is_not_counted() -> None:
    assert WORKED.after(date(2025, 3, 3), 1) == date(2025, 3, 4)
    assert WORKED.after(date(2025, 3, 7), 1) == date(2025, 3, 10)


@given(days, st.integers(1, 40))
def test_so_many_working_days_lie_between_an_event_and_its_due_day(since: date, number: int) -> None:
    due = WORKED.after(since, number)

    assert WORKED.is_worked(due)
    assert worked_after(since, until=due) == number


@given(days, st.sampled_from(REGIME.deadlines), st.integers(0, 30))
def test_a_later_event_is_never_due_earlier(since: date, deadline: Deadline, later: int) -> None:
    assert since < due_day(deadline, since) <= due_day(deadline, since + timedelta(days=later))


def test_a_last_day_that_is_not_worked_moves_only_where_the_definition_says_so() -> None:
    entry = REGIME.deadline("entry")
    stays = replace(entry, last_day=LastDay.STAYS)

    assert due_day(entry, date(2024, 12, 26)) == date(2025, 1, 9)
    assert due_day(stays, date(2024, 12, 26)) == date(2024, 12, 29)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 3, 10), 24, date(2025, 3, 10)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last_of_a_shorter_month(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_a_deadline_in_months_ends_with_them() -> None:
    in_months = replace(REGIME.deadline("entry"), counting=Counting.MONTHS, length=1)

    assert due_day(in_months, date(2025, 1, 31)) == date(2025, 2, 28)


def test_a_due_day_in_a_year_whose_calendar_is_not_known_is_called_provisional() -> None:
    unknown = max(WORKED.known_years) + 1
    check = REGIME.deadline("check_papers")

    assert not WORKED.knows(unknown)
    assert is_provisional(check, date(unknown, 3, 1))
    assert is_provisional(check, date(unknown - 1, 12, 25))
    assert not is_provisional(check, date(unknown - 1, 3, 1))


def test_a_due_day_that_no_calendar_can_move_is_never_provisional() -> None:
    fixed = replace(REGIME.deadline("mend_papers"), last_day=LastDay.STAYS)

    assert not is_provisional(fixed, date(max(WORKED.known_years) + 5, 3, 1))


def test_the_calendars_of_the_years_of_this_book_are_known() -> None:
    assert set(range(2006, 2027)) <= WORKED.known_years


@pytest.mark.parametrize(("changes", "fault"), [({"length": 0}, "length: 0"), ({"examples": ()}, "examples: one")])
def test_a_deadline_that_says_nothing_is_refused(changes: dict[str, object], fault: str) -> None:
    with pytest.raises(RegimeDefinitionError, match=f"deadline entry: {fault}"):
        replace(REGIME.deadline("entry"), **changes)
