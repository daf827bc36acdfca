"""Robust measures of distance: by the worked examples of those who published them, and by what must always hold."""

from __future__ import annotations

from math import exp, inf
from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.intake.robust import medcouple, modified_z, skewed_fences

MEASURED = (2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3)
"""The sample of Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers: the last two are wrong."""

samples = st.lists(st.integers(-1000, 1000), min_size=4, max_size=40)


def test_the_published_sample_has_its_published_modified_z_scores() -> None:
    scores = [round(modified_z(value, MEASURED), 2) for value in MEASURED]
    assert scores == [-1.57, 0.67, -0.22, 0.22, -0.67, -1.57, -0.67, 0.67, 25.86, 26.31]


def test_three_standard_deviations_find_nothing_in_the_published_sample() -> None:
    assert all(abs(value - mean(MEASURED)) < 3 * stdev(MEASURED) for value in MEASURED)


@pytest.mark.parametrize(
    ("values", "skew"),
    [
        ((1, 2, 3, 4, 5), 0),
        ((1, 2, 7, 9, 10), -1 / 3),
        ((-1, 0, 0, 0, 1, 2), 1 / 6),
        ((-20, -5, -2, -1, 0, 1, 2, 5, 20), 0),
    ],
)
def test_the_medcouple_is_that_of_the_reference_implementation(values: tuple[float, ...], skew: float) -> None:
    """The examples and tests of the R package robustbase, which the method's authors keep."""
    assert medcouple(values) == pytest.approx(skew)


@given(samples)
def test_the_medcouple_lies_between_minus_one_and_one_and_turns_with_the_values(values: list[int]) -> None:
    skew = medcouple(values)
    assert -1 <= skew <= 1
    assert medcouple([-value for value in values]) == pytest.approx(-skew)


@given(samples, st.integers(1, 50), st.integers(-500, 500))
def test_a_score_does_not_depend_on_the_unit_nor_on_where_zero_is(values: list[int], unit: int, zero: int) -> None:
    others = [value * unit + zero for value in values]
    one, other = (modified_z(700, values, least_spread=1), modified_z(700 * unit + zero, others, least_spread=unit))
    assert one == pytest.approx(other)


def test_without_skew_the_fences_are_those_of_the_plain_boxplot() -> None:
    assert skewed_fences((1.0, 2.0, 3.0, 4.0, 5.0), whisker=1.5) == (2 - 3, 4 + 3)


def test_a_long_tail_above_moves_the_upper_fence_out_and_the_lower_one_in() -> None:
    values = (1.0, 2.0, 3.0, 5.0, 9.0, 17.0, 33.0)
    skew, low, high = medcouple(values), *skewed_fences(values, whisker=1.5)
    assert skew > 0
    assert (low, high) == pytest.approx((2.5 - 15.75 * exp(-4 * skew), 13 + 15.75 * exp(3 * skew)))


def test_fences_turn_with_the_values() -> None:
    values = (1.0, 2.0, 3.0, 5.0, 9.0, 17.0, 33.0)
    low, high = skewed_fences(values, whisker=1.5)
    assert skewed_fences(tuple(-value for value in values), whisker=1.5) == pytest.approx((-high, -low))


def test_one_wrong_value_of_six_moves_the_score_of_another_by_little() -> None:
    sound = modified_z(20, [10, 11, 12, 13, 14, 15])
    assert modified_z(20, [10, 11, 12, 13, 14, 15_000]) == pytest.approx(sound, rel=0.5)


def test_equal_values_are_measured_by_the_least_spread() -> None:
    assert modified_z(12, [10, 10, 10, 10, 11], least_spread=1) == pytest.approx(2)


def test_equal_values_without_a_least_spread_say_nothing() -> None:
    with pytest.raises(ValueError, match="least spread"):
        modified_z(12, [10, 10, 10])


def test_no_values_say_nothing() -> None:
    with pytest.raises(ValueError, match="no others"):
        modified_z(12, [], least_spread=inf)
