"""How do indicators of different units come on one scale?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rating.making import indicators
from zonebook.rating.definition import Direction, Goalposts, Normalisation, RatingError
from zonebook.rating.normalising import normalised

ONE = indicators(1)
FALLING = indicators(1, direction=Direction.LOWER)
VALUES = st.lists(st.floats(-1e6, 1e6).map(lambda value: round(value, 3)), min_size=2, max_size=12)


def on_scale(values, how, *, of=ONE, scale=(0.0, 100.0)):
    return list(normalised(np.array(values, dtype=float)[:, None], how, indicators=of, scale=scale)[:, 0])


def test_min_max_puts_the_worst_at_the_bottom_and_the_best_at_the_top() -> None:
    assert on_scale([20, 30, 40], Normalisation.MIN_MAX) == [0, 50, 100]
    assert on_scale([20, 30, 40], Normalisation.MIN_MAX, scale=(1, 101)) == [1, 51, 101]


def test_where_less_is_better_the_least_is_at_the_top() -> None:
    assert on_scale([20, 30, 40], Normalisation.MIN_MAX, of=FALLING) == [100, 50, 0]
    assert on_scale([20, 40], Normalisation.LEADER, of=FALLING) == [100, 50]


def test_an_indicator_that_says_the_same_of_all_gives_all_the_middle() -> None:
    assert on_scale([7, 7], Normalisation.MIN_MAX) == [50, 50]
    assert on_scale([7, 7], Normalisation.Z_SCORE) == [0, 0]
    assert on_scale([7, 7], Normalisation.PERCENTILE_RANK) == [50, 50]


def test_a_z_score_counts_standard_deviations_of_the_zones() -> None:
    assert on_scale([2, 4, 4, 4, 5, 5, 7, 9], Normalisation.Z_SCORE) == [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]


def test_rank_points_are_mean_ranks_from_below() -> None:
    assert on_scale([10, 30, 10, 20], Normalisation.RANK) == [1.5, 4, 1.5, 3]


def test_a_percentile_rank_is_the_share_of_worse_zones_and_half_of_the_equal_ones() -> None:
    assert on_scale([10, 30, 10, 20], Normalisation.PERCENTILE_RANK) == [25, 87.5, 25, 62.5]


def test_goalposts_mark_what_was_agreed_and_nothing_beyond_them_counts() -> None:
    posts = indicators(1, goalposts=Goalposts(20, 85))

    assert on_scale([20, 52.5, 85, 99, 3], Normalisation.GOALPOSTS, of=posts) == [0, 50, 100, 100, 0]


def test_goalposts_of_an_indicator_that_should_fall_are_turned_round() -> None:
    posts = indicators(1, goalposts=Goalposts(0, 10), direction=Direction.LOWER)

    assert on_scale([0, 4, 10], Normalisation.GOALPOSTS, of=posts) == [100, 60, 0]


def test_the_distance_to_the_leader_is_a_share_of_the_leaders_value() -> None:
    assert on_scale([50, 25, 100], Normalisation.LEADER) == [50, 25, 100]


def test_no_share_is_taken_of_a_leader_at_or_below_nought() -> None:
    with pytest.raises(RatingError, match="“a”: the leader's value is not above zero"):
        on_scale([-5, 0], Normalisation.LEADER)


def test_attainment_stops_at_the_whole_plan() -> None:
    assert on_scale([0.8, 1.0, 1.7], Normalisation.ATTAINMENT) == [80, 100, 100]


def test_a_vector_has_the_length_one() -> None:
    assert on_scale([3, 4], Normalisation.VECTOR) == [0.6, 0.8]


@pytest.mark.parametrize("how", list(Normalisation))
def test_what_is_missing_stays_missing_and_changes_nobody_elses_mark(how: Normalisation) -> None:
    of = indicators(1, goalposts=Goalposts(0, 10))

    with_gap = on_scale([2, np.nan, 8, 5], how, of=of)

    assert np.isnan(with_gap[1])
    assert [with_gap[nth] for nth in (0, 2, 3)] == on_scale([2, 8, 5], how, of=of)


@given(VALUES, st.floats(0.01, 1000), st.floats(-1e5, 1e5))
def test_under_min_max_the_unit_does_not_matter(values: list[float], factor: float, shift: float) -> None:
    other = on_scale([value * factor + shift for value in values], Normalisation.MIN_MAX)
    if max(values) - min(values) > 1:
        assert other == pytest.approx(on_scale(values, Normalisation.MIN_MAX), abs=1e-3)


@given(VALUES)
def test_better_is_never_marked_lower(values: list[float]) -> None:
    for how in (Normalisation.MIN_MAX, Normalisation.Z_SCORE, Normalisation.RANK, Normalisation.PERCENTILE_RANK):
        marks = on_scale(values, how)
        order = np.argsort(values, kind="stable")
        assert (np.diff(np.array(marks)[order]) >= -1e-9).all()
