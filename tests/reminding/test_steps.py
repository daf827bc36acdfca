"""Which step is due on which day, and how far is the last day?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.methodology import load_methodology
from zonebook.regime import reminder_day, russian_working_days
from zonebook.reminding.steps import CATCHES_UP, due_step, working_days_left

SCHEDULE = load_methodology().schedule("resident-quarter")
DUE = date(2025, 4, 28)
ABOUT_THESE_YEARS = st.dates(date(2020, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("today", "step"),
    [
        ("2025-04-01", None),
        ("2025-04-11", None),
        ("2025-04-14", "ten_before"),
        ("2025-04-21", "ten_before"),
        ("2025-04-22", None),  # five working days on: whoever came back today is not told of the fourteenth
        ("2025-04-23", "three_before"),
        ("2025-04-27", "three_before"),
        ("2025-04-28", "due_day"),
        ("2025-04-29", "day_after"),
        ("2025-05-07", "five_after"),  # the first days of May were days off
        ("2025-05-16", "five_after"),
        ("2025-05-19", None),
        ("2026-01-01", None),
    ],
)
def test_each_day_has_at_most_one_step(today, step):
    found = due_step(SCHEDULE, DUE, today=date.fromisoformat(today))

    assert (found.code if found else None) == step


@given(due=ABOUT_THESE_YEARS)
def test_whoever_asks_every_day_hears_each_step_on_its_own_day_in_order_and_once(due):
    days = [due + timedelta(days=number) for number in range(-40, 60)]
    heard = [(due_step(SCHEDULE, due, today=day), day) for day in days]
    begun = [(step, next(iter(group))[1]) for step, group in groupby(heard, key=lambda one: one[0]) if step]

    assert begun == [(step, reminder_day(step, due)) for step in SCHEDULE.reminders]


@given(due=ABOUT_THESE_YEARS, away=st.integers(0, 400))
def test_whoever_was_away_for_any_time_hears_one_step_at_most_and_no_old_one(due, away):
    today = due + timedelta(days=away)
    step = due_step(SCHEDULE, due, today=today)

    if step is not None:
        assert reminder_day(step, due) <= today
        assert today <= russian_working_days().after(reminder_day(step, due), CATCHES_UP)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("2025-04-14", 10),
        ("2025-04-23", 3),
        ("2025-04-25", 1),
        ("2025-04-26", 1),
        ("2025-04-28", 0),
        ("2025-04-29", -1),
        ("2025-05-07", -5),
    ],
)
def test_working_days_are_counted_to_the_last_day_and_from_it(today, left):
    assert working_days_left(DUE, today=date.fromisoformat(today)) == left


@given(due=ABOUT_THESE_YEARS)
def test_on_the_day_of_a_step_as_many_working_days_are_left_as_the_schedule_says(due):
    last = russian_working_days().on_or_after(due)  # as every schedule has it

    assert [working_days_left(last, today=reminder_day(step, last)) for step in SCHEDULE.reminders] == [
        -step.working_days for step in SCHEDULE.reminders
    ]
