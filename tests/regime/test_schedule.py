"""When is a form asked and due, and when is somebody reminded: by worked examples, and on working days only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.measures import Period
from zonebook.methodology import load_methodology
from zonebook.regime import (
    Addressee,
    RegimeDefinitionError,
    ReminderStep,
    Schedule,
    campaign_days,
    reminder_day,
    russian_working_days,
)

SCHEDULES = load_methodology().schedules
QUARTERLY = load_methodology().schedule("resident-quarter")
WORKED = russian_working_days()
EXAMPLES = [(schedule, example) for schedule in SCHEDULES for example in schedule.examples]
days = st.dates(date(2012, 1, 1), date(2026, 12, 31))
schedules = st.sampled_from(SCHEDULES)


def named(part: object) -> str:
    return getattr(part, "form", None) or str(part.period_ends)


@pytest.mark.parametrize(("schedule", "example"), EXAMPLES, ids=named)
def test_a_campaign_opens_and_is_due_on_the_days_of_its_worked_example(schedule: Schedule, example: object) -> None:
    found = campaign_days(schedule, example.period_ends)

    assert (found.opens, found.due) == (example.opens, example.due)


@pytest.mark.parametrize(("schedule", "example"), EXAMPLES, ids=named)
def test_a_reminder_is_sent_on_the_day_of_its_worked_example(schedule: Schedule, example: object) -> None:
    steps = {step.code: reminder_day(step, example.due) for step in schedule.reminders}

    assert example.reminders
    assert {code: steps[code] for code in example.reminders} == example.reminders


@given(schedules, days)
def test_no_campaign_opens_or_is_due_on_a_day_off(schedule: Schedule, period_ends: date) -> None:
    found = campaign_days(schedule, period_ends)

    assert WORKED.is_worked(found.opens)
    assert WORKED.is_worked(found.due)
    assert period_ends < found.opens <= found.due


@given(schedules, days, st.integers(0, 60))
def test_a_later_period_is_never_due_earlier(schedule: Schedule, period_ends: date, later: int) -> None:
    after = date.fromordinal(period_ends.toordinal() + later)

    assert campaign_days(schedule, period_ends).due <= campaign_days(schedule, after).due


@given(schedules, days)
def test_the_reminders_of_a_campaign_follow_each_other_on_working_days(schedule: Schedule, period_ends: date) -> None:
    found = campaign_days(schedule, period_ends)
    sent = [reminder_day(step, found.due) for step in schedule.reminders]

    assert sent == sorted(set(sent))
    assert all(WORKED.is_worked(day) for day in sent)
    assert sent[0] >= found.opens


def test_three_working_days_before_a_monday_lies_a_weekend() -> None:
    step = ReminderStep("three", QUARTERLY.basis, -3, (Addressee.COMPANY,))

    assert reminder_day(step, date(2025, 7, 28)) == date(2025, 7, 23)


def test_the_reminder_of_the_last_day_is_that_day_whatever_day_it_is() -> None:
    step = ReminderStep("due", QUARTERLY.basis, 0, (Addressee.COMPANY,))

    assert reminder_day(step, date(2025, 8, 2)) == date(2025, 8, 2)  # a Saturday that a curator wrote


def test_days_in_a_year_whose_calendar_is_not_decreed_yet_are_provisional() -> None:
    assert not campaign_days(QUARTERLY, date(2025, 3, 31)).is_provisional
    assert campaign_days(QUARTERLY, date(2090, 3, 31)).is_provisional


def test_a_quarterly_report_covers_the_year_so_far_and_an_opening_one_everything() -> None:
    opening = load_methodology().schedule("resident-opening")

    assert QUARTERLY.period_ending(date(2025, 6, 30)) == Period.half(2025, 1)
    assert opening.period_ending(date(2022, 12, 31)) == Period.since_start(date(2022, 12, 31))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"due_after": 0}, "due_after"),
        ({"opens_after": 21}, "due_after"),
        ({"examples": ()}, "one at least"),
        ({"reminders": tuple(reversed(QUARTERLY.reminders))}, "order of their days"),
        ({"reminders": (QUARTERLY.reminders[0],) * 2}, "ten_before: defined 2 times"),
        ({"reminders": (replace(QUARTERLY.reminders[0], working_days=-20),)}, "before the campaign opens"),
        ({"reminders": QUARTERLY.reminders[:1]}, "not defined: day_after"),
    ],
)
def test_a_schedule_that_contradicts_itself_is_refused(changed: dict[str, object], said: str) -> None:
    with pytest.raises(RegimeDefinitionError, match=said):
        replace(QUARTERLY, **changed)


def test_a_reminder_to_nobody_is_refused() -> None:
    with pytest.raises(RegimeDefinitionError, match="goes to nobody"):
        ReminderStep("lost", QUARTERLY.basis, 1, ())
