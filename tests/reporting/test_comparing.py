"""In which order does a reviewer look: is what changed most first, by the thresholds of the checks?"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.methodology import load_methodology
from zonebook.reporting.comparing import (
    BIG,
    Compared,
    Jump,
    Promised,
    Scale,
    scale_of,
    weight_of,
    weight_of_plan,
    weight_of_report,
)

HEADCOUNT = Jump(times=Decimal(3), difference=Decimal(10))
REVENUE = Jump(times=Decimal(5), difference=Decimal(1000))
SCALE = Scale(
    last_quarter={"headcount": HEADCOUNT, "revenue": REVENUE},
    year_before={"revenue": REVENUE},
    plan=Jump(Decimal(2), Decimal(0)),
)
amounts = st.decimals(min_value=1, max_value=10**9, places=0)


def number(line: str = "headcount", **amounts: int) -> Compared:
    return Compared(line, "north", **{"filed": None, **{name: Decimal(one) for name, one in amounts.items()}})


@pytest.mark.parametrize(
    ("own", "own_before", "weight"),
    [
        (100, 100, 0),  # the same
        (109, 100, 0),  # less than the check's difference
        (4, 1, 0),  # four times, and only three people
        (300, 100, 1),  # where the check begins to speak
        (100, 300, 1),  # a fall weighs as a rise does
        (600, 100, 2),
        (0, 100, 1),  # to nothing
        (100, 0, 1),  # from nothing
    ],
)
def test_a_change_weighs_as_many_jumps_as_it_is_large(own, own_before, weight):
    assert weight_of(number(own=own, own_before=own_before), SCALE) == weight


def test_of_two_comparisons_the_farther_counts():
    flow = number("revenue", filed=90_000, year_before=9_000, own=30_000, own_before=29_500)

    assert weight_of(flow, SCALE) == 2


@pytest.mark.parametrize("lacking", [{"own": 5}, {"own_before": 5}, {}])
def test_what_cannot_be_compared_has_no_weight_rather_than_none_at_all(lacking):
    assert weight_of(number(**lacking), SCALE) is None


def test_a_line_of_which_no_check_speaks_has_no_weight():
    assert weight_of(number("patents", own=9, own_before=1), SCALE) is None


@pytest.mark.parametrize(
    ("filed", "months", "weight"),
    [(60, 6, 0), (70, 6, 0), (15, 6, 2), (30, 6, 1), (0, 6, 1), (25, 3, Decimal("0.6"))],
)
def test_falling_behind_the_promise_weighs_and_running_ahead_does_not(filed, months, weight):
    promised = Decimal(120)

    assert weight_of_plan(Promised("jobs_created", promised, Decimal(filed), months), SCALE) == weight


def test_a_promise_of_which_nothing_is_reported_has_no_weight():
    assert weight_of_plan(Promised("jobs_created", Decimal(120), None, 6), SCALE) is None


def test_a_report_weighs_as_much_as_its_heaviest_number():
    numbers = [number(own=300, own_before=100), number(own=900, own_before=100), number(own=5)]

    assert weight_of_report(numbers, [], scale=SCALE) == 3
    assert weight_of_report([number(own=5)], [], scale=SCALE) is None


@given(one=amounts, other=amounts)
def test_it_does_not_matter_which_of_two_numbers_came_first(one, other):
    there = weight_of(number(own=int(one), own_before=int(other)), SCALE)

    assert there == weight_of(number(own=int(other), own_before=int(one)), SCALE)


@given(before=amounts, less=amounts, more=amounts)
def test_a_larger_change_never_weighs_less(before, less, more):
    near, far = sorted((before + less, before + less + more))

    assert weight_of(number(own=int(near), own_before=int(before)), SCALE) <= weight_of(
        number(own=int(far), own_before=int(before)), SCALE
    )


def test_the_scale_is_that_of_the_dated_checks():
    methodology = load_methodology()
    form = methodology.form("resident-quarter")
    scale = scale_of(methodology.checks_of(form, on=form.valid_from))

    assert scale.last_quarter["headcount"] == Jump(Decimal(3), Decimal(10))
    assert scale.year_before["revenue"] == scale.last_quarter["revenue"] == Jump(Decimal(5), Decimal(10_000_000))
    assert scale.plan == Jump(Decimal(2), Decimal(0))


def test_where_a_check_speaks_of_a_jump_the_change_is_big():
    scale = SCALE.last_quarter["headcount"]
    change = number(own=int(scale.times * 100), own_before=100)

    assert weight_of(change, SCALE) >= BIG
