"""What is a score made of?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.rating.making import TITLE, group, indicators, matrix, rating
from zonebook.rating import Indicator, Rating, RatingError, assess, screen
from zonebook.rating.assessing import score
from zonebook.rating.definition import Aggregation, Weighting
from zonebook.rating.explaining import parts_of_scores

VALUES = arrays(np.float64, (5, 3), elements=st.integers(0, 50).map(float))


def parts(of: Rating, rows):
    return parts_of_scores(screen(of, rows), assess(of, rows))


def test_of_a_weighted_sum_a_part_is_weight_times_distance_from_the_mean() -> None:
    of = rating(group(Indicator("a", TITLE, weight=3), Indicator("b", TITLE, weight=1)))

    assert parts(of, matrix([[0, 0], [10, 10], [5, 2]])) == pytest.approx(
        np.array([[-37.5, -10.0], [37.5, 15.0], [0.0, -5.0]]), abs=1e-5
    )


@given(VALUES)
@pytest.mark.parametrize("how", [Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.HARMONIC])
def test_the_parts_add_up_to_the_distance_from_the_score_of_the_mean(how: Aggregation, values: np.ndarray) -> None:
    of = rating(
        group(group(*indicators(2), code="pair", aggregation=how), Indicator("c", TITLE), aggregation=how),
        scale=(20, 100),
    )
    rows = matrix(values)
    found = assess(of, rows)
    of_mean = np.vstack([found.marks, found.marks.mean(axis=0)])

    screened = screen(of, rows)
    middle = score(screened.root, of_mean, indicators=screened.indicators, weights=found.weights)[0, -1]
    assert parts(of, rows).sum(axis=1) == pytest.approx(found.scores - middle, abs=1e-4)


def test_an_indicator_in_which_all_are_equal_has_no_part() -> None:
    assert parts(rating(2), matrix([[1, 7], [2, 7]]))[:, 1] == pytest.approx([0, 0])


@pytest.mark.parametrize(
    "root",
    [
        group(*indicators(2), aggregation=Aggregation.COPELAND),
        group(*indicators(2), weighting=Weighting.BENEFIT_OF_THE_DOUBT),
    ],
)
def test_a_score_that_compares_zones_has_no_parts_and_says_so(root) -> None:
    with pytest.raises(RatingError, match="have no"):
        parts(rating(root), matrix([[1, 2], [2, 1]]))


def test_with_a_gap_nothing_is_taken_apart() -> None:
    with pytest.raises(RatingError, match="every mark is known"):
        parts(rating(2, coverage=0.5), matrix([[1, 2], [2, None], [3, 1]]))
