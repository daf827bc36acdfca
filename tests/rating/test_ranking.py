"""In which order do scores stand?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.rating import ranks

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
    places = ranks(np.array(scores))

    for score, place in zip(scores, places, strict=True):
        if np.isnan(score):
            assert np.isnan(place)
        else:
            assert place == 1 + sum(other > score for other in scores)


@given(SCORES, st.randoms(use_true_random=False))
def test_places_do_not_depend_on_the_order_of_the_zones(scores: list[float], chance: object) -> None:
    order = list(range(len(scores)))
    chance.shuffle(order)

    places, shuffled = ranks(np.array(scores)), ranks(np.array([scores[index] for index in order]))

    assert np.array_equal(shuffled, places[order], equal_nan=True)
