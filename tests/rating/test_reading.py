"""A matrix out of a CSV file, and what it was in earlier editions."""

import numpy as np
import pytest

from tests.rating.making import matrix, rating
from zonebook.rating import RatingError, assess
from zonebook.rating.definition import Imputation
from zonebook.rating.reading import matrix_from_csv


def test_how_far_a_number_may_be_from_the_truth_is_said_with_it() -> None:
    found = matrix_from_csv("zone,jobs,area\nnorth,120±5,30\nsouth,27400 [27400..27500],\n")

    assert found.values[:, 0].tolist() == [120, 27400]
    low, high = found.bounds
    assert low[:, 0].tolist() == [115, 27400]
    assert high[:, 0].tolist() == [125, 27500]
    assert low[0, 1] == high[0, 1] == 30
    assert np.isnan(low[1, 1])


def test_of_plain_numbers_no_bounds_are_known() -> None:
    assert matrix_from_csv("zone,jobs\nnorth,120\n").low is None


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("120±-5", "zone “north”, column “jobs”: “120±-5”: what follows ± is not below zero"),
        ("120±a", "zone “north”, column “jobs”: “a” is no number"),
        ("120 [130..140]", "zone “north”, column “jobs”: 120 is not between 130 and 140"),
        ("120 [110,130]", "is no number"),
    ],
)
def test_bounds_that_say_nothing_are_refused_with_the_place(cell: str, message: str) -> None:
    with pytest.raises(RatingError) as refused:
        matrix_from_csv(f'zone,jobs\nnorth,"{cell}"\n')

    assert message in str(refused.value)


def test_zones_and_columns_of_an_earlier_edition_are_found_by_their_names() -> None:
    today = matrix([[1, None], [None, 4], [5, None]], zones=("north", "south", "west"))
    before = matrix([[70, 20], [80, 30]], columns=("b", "a"), zones=("south", "north"))

    (carried,) = today.after([before]).earlier

    assert carried[:2].tolist() == [[30, 80], [20, 70]]
    assert np.isnan(carried[2]).all()


def test_a_value_is_carried_no_further_than_the_definition_says() -> None:
    of = rating(2, imputation=Imputation.LAST_VALUE, coverage=0.5)
    today = matrix([[1, 1], [2, None], [3, 3]])
    editions = [matrix([[9, 9], [9, None], [9, 9]]), matrix([[9, 9], [9, 2], [9, 9]])]

    one = assess(of, today.after(editions))
    two = assess(rating(2, imputation=Imputation.LAST_VALUE, coverage=0.5, carried_editions=2), today.after(editions))

    assert np.isnan(one.values[1, 1])
    assert two.values[1, 1] == 2
