"""Does an address ask what it says, and does a question come back from its own address?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from zonebook.measures import Period, Question
from zonebook.methodology import load_methodology
from zonebook.portal.asking import Calendar, Unclear, address_of, question_of_kept, read_question

HALF, QUARTER = Period.parse("2025-H1"), Period.parse("2025-Q1")
CALENDAR = Calendar([HALF, QUARTER, Period.parse("..2024-12-31")], date(2025, 9, 9))
MOMENT = datetime(2025, 9, 9, 12, 30, tzinfo=UTC)


def asked(code: str, query: str = "") -> Question:
    return read_question(load_methodology().measure(code), QueryDict(query), calendar=CALENDAR)


@pytest.mark.parametrize("period", ["2024", "2025-H1", "2024-9M", "..2025-06-30", "2022..2023"])
def test_a_question_comes_back_from_its_own_address(book, period):
    question = Question("jobs_created", ("site:north", "site:south"), "residents", Period.parse(period), MOMENT)

    assert asked("jobs_created", urlsplit(address_of(question)).query) == question


def test_without_a_period_a_flow_is_asked_for_the_newest_reports(book):
    assert asked("jobs_created").period == HALF


def test_without_a_period_a_level_is_asked_for_the_day_that_the_newest_reports_end(book):
    assert asked("employees").period == Period.parse("@2025-06-30")


def test_without_a_period_the_register_is_asked_for_today(book):
    assert asked("companies").period == Period.parse("@2025-09-09")


def test_without_a_scope_the_whole_zone_is_meant(book):
    assert asked("jobs_created").scope == ("zone:proba",)


def test_a_bare_day_is_known_to_its_end_in_the_time_of_the_zone(book):
    known = asked("jobs_created", "known_at=2025-05-20").known_at

    assert known.isoformat() == "2025-05-20T23:59:59.999999+03:00"


def test_a_place_in_a_rating_is_asked_of_one_rating(book):
    assert asked("rating_place").scope == ("zone:proba", "rating:effectiveness")


def test_what_cannot_be_read_names_the_field_and_says_what_to_write(book):
    with pytest.raises(Unclear) as error:
        asked("jobs_created", "during=soon")

    assert (error.value.field, error.value.value) == ("during", "soon")
    assert "2025-H1" in str(error.value.advice)


def test_only_periods_that_suit_a_measure_are_offered():
    measures = load_methodology().measures

    assert all(period.is_moment for period in CALENDAR.choices(measures["employees"]))
    assert not any(period.is_moment for period in CALENDAR.choices(measures["jobs_created"]))
    assert all(period.first for period in CALENDAR.choices(measures["employees_change"]))


def test_a_kept_figure_is_asked_as_it_was_known_when_it_was_judged():
    kept = {"measure": "jobs_created", "scope": ["zone:proba"], "population": "companies", "period": "2025-H1"}

    assert question_of_kept({**kept, "known_at": None}, MOMENT).known_at == MOMENT
