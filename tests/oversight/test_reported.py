"""How do entries of the ledger become what was done, and which years are reported in full?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.measures import Period
from zonebook.oversight.reported import done_until, reported_span, year_amounts
from zonebook.regime import Done

SPRING = date(2025, 3, 1)
YEAR = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
SPANS = (*YEAR, "2024-H1", "2024-H2", "2024-9M", "2024")


def flow(code: str, amount: int = 10, line: str = "revenue") -> tuple[str, Period, Decimal]:
    return line, Period.parse(code), Decimal(amount)


def done(*codes: str) -> tuple[Done, ...]:
    return done_until([flow(code) for code in codes], on=SPRING)


def told(found: tuple[Done, ...]) -> list[tuple[str, int]]:
    return [(str(one.period), one.amount) for one in found]


def test_entries_that_overlap_become_one_that_spans_them():
    found = done_until([flow("2024-Q1", 3), flow("2024-Q2", 4), flow("2024-H1", 100), flow("2024-Q3", 5)], on=SPRING)

    assert told(found) == [("2024-H1", 107), ("2024-Q3", 5)]


def test_lines_are_kept_apart():
    found = done_until([flow("2024-Q1", line="revenue"), flow("2024-Q1", line="investment")], on=SPRING)

    assert [one.line for one in found] == ["investment", "revenue"]


def test_a_quarter_that_has_not_ended_on_the_day_is_not_done_yet():
    assert told(done_until([flow("2024-Q4"), flow("2025-Q1")], on=date(2025, 3, 31))) == [("2024-Q4", 10)]


def test_what_was_reported_of_the_time_before_the_book_belongs_to_no_year():
    assert done_until([("revenue", Period.since_start(date(2022, 12, 31)), Decimal(10))], on=SPRING) == ()


@given(st.lists(st.tuples(st.sampled_from(SPANS), st.integers(0, 1000)), max_size=8))
def test_nothing_is_lost_or_counted_twice_and_each_quarter_is_there_once(entries):
    found = done_until([flow(code, amount) for code, amount in entries], on=SPRING)
    quarters = [quarter for one in found for quarter in one.period.quarters()]

    assert sum(one.amount for one in found) == sum(amount for _code, amount in entries)
    assert len(quarters) == len(set(quarters))


def test_an_ended_year_without_one_of_its_quarters_is_left_out():
    ample, short = done(*YEAR), done(*YEAR[:3])

    assert year_amounts(ample, on=SPRING, asked_from=date(2023, 1, 1)) == {2024: {"revenue": 40}}
    assert year_amounts(short, on=SPRING, asked_from=date(2023, 1, 1)) == {}


def test_the_year_in_which_a_company_came_is_full_with_the_quarters_that_it_was_asked_for():
    assert year_amounts(done("2024-H2"), on=SPRING, asked_from=date(2024, 7, 1)) == {2024: {"revenue": 10}}


def test_of_the_present_year_there_is_what_is_there():
    found = done_until([flow("2025-Q1")], on=date(2025, 6, 1))

    assert year_amounts(found, on=date(2025, 6, 1), asked_from=date(2023, 1, 1)) == {2025: {"revenue": 10}}


def test_quarters_in_a_row_make_a_span_and_a_gap_between_them_makes_none():
    assert str(reported_span(done("2024-Q1", "2024-Q2"), year=2024, line="revenue")) == "2024-H1"
    assert reported_span(done("2024-Q1", "2024-Q3"), year=2024, line="revenue") is None
    assert reported_span(done("2024-Q1"), year=2024, line="investment") is None


def test_a_quarter_that_nobody_asked_for_does_not_stand_in_for_one_that_lacks():
    found = done("2024-Q1", "2024-Q2", "2024-Q3")

    assert year_amounts(found, on=SPRING, asked_from=date(2024, 4, 1)) == {}


@pytest.mark.parametrize("code", ["..2022-12-31", "2016-04-01..2022-12-31"])
def test_what_was_reported_of_several_years_at_once_belongs_to_none_of_them(code):
    assert done_until([flow(code), flow("2024-Q1")], on=SPRING) == done("2024-Q1")
