"""In which order do scores stand?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from zonebook.rating.ranking import count_places, on_grid, places_of, ranks

SCORES = st.lists(st.one_of(st.floats(-1e6, 1e6), st.just(float("nan"))), max_size=30)


def test_the_highest_score_is_first() -> None:
    assert list(ranks(np.array([10.0, 30.0, 20.0]))) == [3, 1, 2]


def test_equal_scores_share_the_better_place_and_the_next_is_skipped() -> None:
    assert list(ranks(np.array([5.0, 9.0, 5.0, 1.0]))) == [2, 1, 2, 4]


def test_a_zone_without_a_score_has_no_place_and_takes_none_from_others() -> None:
    places = ranks(np.array([np.nan, 2.0, 1.0]))

    assert np.isnan(places[0])
    assert list(places[1:]) == [1, 2]


def test_noughts_of_either_sign_are_equal() -> None:
    assert list(ranks(np.array([0.0, -0.0]))) == [1, 1]


def test_nobody_and_nobody_known_are_ranked_without_fuss() -> None:
    assert list(ranks(np.array([]))) == []
    assert np.isnan(ranks(np.array([np.nan, np.nan]))).all()


def test_a_matrix_is_refused() -> None:
    with pytest.raises(ValueError, match=r"shape \(2, 3\)"):
        ranks(np.zeros((2, 3)))


@given(SCORES)
def test_a_place_is_one_more_than_how_many_are_better(scores: list[float]) -> None:
    places, steps = ranks(np.array(scores)), on_grid(np.array(scores))

    for score, place in zip(steps, places, strict=True):
        if np.isnan(score):
            assert np.isnan(place)
        else:
            assert place == 1 + sum(other > score for other in steps)


def test_sums_of_the_same_numbers_in_another_order_are_equal() -> None:
    assert list(ranks(np.array([0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1]))) == [1, 1]


def test_a_difference_in_the_twelfth_digit_is_one_and_a_smaller_one_is_none() -> None:
    assert list(ranks(np.array([1.0, 1.0 + 1e-11]))) == [2, 1]
    assert list(ranks(np.array([1.0, 1.0 + 1e-14]))) == [1, 1]


@given(arrays(np.float64, (4, 7), elements=st.integers(-9, 9).map(lambda value: value / 7)))
def test_many_rankings_at_once_are_those_of_each_by_itself(scores: np.ndarray) -> None:
    together, counts = places_of(scores), np.zeros((7, 7), np.int32)
    count_places(together, counts)

    for row, places in zip(scores, together, strict=True):
        assert list(places) == list(ranks(row))
    for zone in range(7):
        assert list(counts[zone]) == [list(together[:, zone]).count(place) for place in range(1, 8)]


@given(SCORES, st.randoms(use_true_random=False))
def test_places_do_not_depend_on_the_order_of_the_zones(scores: list[float], chance: object) -> None:
    order = list(range(len(scores)))
    chance.shuffle(order)

    places, shuffled = ranks(np.array(scores)), ranks(np.array([scores[index] for index in order]))

    assert np.array_equal(shuffled, places[order], equal_nan=True)
