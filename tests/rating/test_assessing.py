"""What does a rating say of the zones?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.rating.making import TITLE, group, indicators, matrix, rating
from zonebook.rating import Indicator, RatingError, assess
from zonebook.rating.definition import (
    Aggregation,
    Direction,
    Goalposts,
    Imputation,
    Normalisation,
    RatingClass,
    Screening,
    Varied,
    Weighting,
)

MATRIX = arrays(np.float64, (5, 3), elements=st.integers(0, 1000).map(float))


def test_scores_and_places_by_hand() -> None:
    found = assess(rating(2), matrix([[0, 10], [5, 30], [10, 20]]))

    assert list(found.scores) == [0, 75, 75]
    assert list(found.places) == [3, 1, 1]


def test_weights_on_two_levels_multiply() -> None:
    wide = group(Indicator("a", TITLE, weight=3), Indicator("b", TITLE, weight=1), code="wide", weight=2)
    narrow = group(Indicator("c", TITLE), code="narrow", weight=1)

    found = assess(rating(group(wide, narrow)), matrix([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]]))

    assert list(found.scores) == pytest.approx([0, 50, 100 / 6, 100 / 3, 100])
    assert list(found.groups["wide"]) == [0, 75, 25, 0, 100]


def test_an_indicator_that_too_few_zones_know_is_left_out_and_named() -> None:
    found = assess(rating(2), matrix([[0, 10], [5, None], [10, None]]))

    assert found.indicators == ("a",)
    assert found.left_out == {"b": pytest.approx(1 / 3)}
    assert list(found.places) == [3, 2, 1]


def test_a_zone_of_which_too_little_is_known_is_not_ranked_and_named() -> None:
    found = assess(rating(2, coverage=0.6), matrix([[0, 10], [5, None], [10, 20]]))

    assert found.zones == ("z0", "z2")
    assert found.unranked == {"z1": 0.5}


def test_where_zones_are_asked_first_those_of_which_little_is_known_cost_no_indicator() -> None:
    sparse = matrix([[0, 10], [5, 20], [None, 30], [None, None]])

    with pytest.raises(RatingError, match="no indicator is known of 80%"):
        assess(rating(2, coverage=0.8), sparse)
    found = assess(rating(2, coverage=0.8, screening=Screening.ZONES_FIRST), sparse)

    assert found.indicators == ("a", "b")
    assert found.zones == ("z0", "z1")
    assert found.unranked == {"z2": 0.5, "z3": 0}


def test_only_zones_of_the_asked_kind_are_compared() -> None:
    found = assess(rating(1, kinds=("port",)), matrix([[1], [2], [3]], kinds=("port", "tourism", "port")))

    assert found.zones == ("z0", "z2")


def test_what_was_filled_in_is_known_to_have_been() -> None:
    filled = assess(rating(1, imputation=Imputation.CLASS_MEDIAN), matrix([[1], [None], [3], [5]]))

    assert filled.zones == ("z0", "z2", "z3")  # nothing at all is known of z1: nobody is ranked by medians alone

    both = assess(rating(2, imputation=Imputation.CLASS_MEDIAN, coverage=0.5), matrix([[1, 1], [2, None], [3, 3]]))
    assert both.filled.tolist() == [[False, False], [False, True], [False, False]]
    assert both.values[1, 1] == 2


def test_a_zone_is_in_the_class_whose_threshold_it_reaches() -> None:
    classes = (RatingClass("high", TITLE, 75), RatingClass("middle", TITLE, 50))
    found = assess(rating(1, classes=classes), matrix([[0], [50], [75], [100]]))

    reached = [found.class_of(zone) for zone in found.zones]

    assert [one.code if one else None for one in reached] == [None, "middle", "high", "high"]


def test_the_benefit_of_the_doubt_shows_each_zone_in_its_best_light() -> None:
    doubt = rating(group(*indicators(2), weighting=Weighting.BENEFIT_OF_THE_DOUBT), normalisation=Normalisation.LEADER)

    found = assess(doubt, matrix([[100, 10], [10, 100], [50, 50]]))

    assert list(found.scores) == pytest.approx([100, 100, 100 * 100 / 110])
    assert list(found.places) == [1, 1, 3]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"root": group()}, "group “all” has no members"),
        ({"root": group(*indicators(1), *indicators(1))}, "“a” stands 2 times"),
        ({"root": group(*indicators(1, weight=0))}, "the weight of “a” is 0, not above zero"),
        ({"root": 1, "coverage": 0}, "coverage: 0 is no share"),
        ({"root": 1, "scale": (5, 5)}, "scale: 5 is not below 5"),
        ({"root": 1, "normalisation": Normalisation.GOALPOSTS}, "“a” has no goalposts"),
        ({"root": 1, "normalisation": Normalisation.ATTAINMENT}, "“a” names no column of the plan"),
        ({"root": group(*indicators(1, goalposts=Goalposts(1, 1)))}, "the goalposts stand in one place"),
        ({"root": group(*indicators(1), aggregation=Aggregation.GEOMETRIC)}, r"such as \[1, 100\]"),
        ({"root": group(*indicators(1), aggregation=Aggregation.GENERALISED)}, "has an exponent"),
        ({"root": group(*indicators(1), exponent=2)}, "has an exponent"),
        ({"root": 1, "classes": (RatingClass("x", TITLE, 1), RatingClass("y", TITLE, 2))}, "from the highest"),
        ({"root": 1, "varied": Varied(concentration=-1)}, "below zero"),
    ],
)
def test_a_definition_that_contradicts_itself_is_refused_with_the_place(fields: dict, message: str) -> None:
    with pytest.raises(RatingError, match=message):
        rating(**fields)


@pytest.mark.parametrize(
    ("rows", "fields", "message"),
    [
        ([[1], [2]], {"zones": ("north", "north")}, "the zone “north” stands in the matrix twice"),
        ([[1, 2]], {"columns": ("a", "a")}, "the column “a” stands in the matrix twice"),
        ([[float("inf")]], {}, "zone “z0”, column “a”: no finite number"),
        ([[1], [2]], {"kinds": ("port",)}, "every zone of the matrix has a class, or none has"),
    ],
)
def test_a_matrix_that_says_two_things_is_refused_with_the_place(rows, fields, message) -> None:
    with pytest.raises(RatingError, match=message):
        matrix(rows, **fields)


@pytest.mark.parametrize(
    ("of", "rows", "message"),
    [
        (rating(3), [[1, 2]], "the matrix has no column “c”; it has a, b"),
        (rating(2), [[1, None], [2, None]], "column “b” has no value at all"),
        (rating(1, coverage=1), [[1], [None]], "no indicator is known of 100% of the zones"),
        (rating(1, kinds=("port",)), [[1]], None),
    ],
)
def test_a_matrix_that_the_definition_cannot_use_is_refused_with_the_place(of, rows, message) -> None:
    if message is None:  # without classes there is nothing to choose by
        assert assess(of, matrix(rows)).zones == ("z0",)
        return
    with pytest.raises(RatingError, match=message):
        assess(of, matrix(rows))


@given(MATRIX, st.permutations(range(5)), st.permutations(range(3)))
def test_neither_the_order_of_zones_nor_of_indicators_matters(
    values: np.ndarray, zones: list[int], columns: list[int]
) -> None:
    plain = assess(rating(3), matrix(values))
    turned = assess(
        rating(group(*(indicators(3)[nth] for nth in columns))),
        matrix(values[np.ix_(zones, columns)], columns=[("a", "b", "c")[nth] for nth in columns]),
    )

    assert np.array_equal(turned.places, plain.places[zones])


@given(MATRIX)
def test_a_zone_given_twice_has_its_place_twice(values: np.ndarray) -> None:
    found = assess(rating(3), matrix([*values, values[2]]))

    assert found.scores[2] == pytest.approx(found.scores[5])
    assert found.places[2] == found.places[5]


@given(MATRIX)
def test_an_indicator_that_is_the_same_everywhere_changes_no_place(values: np.ndarray) -> None:
    constant = np.full((5, 1), 7.0)

    assert np.array_equal(
        assess(rating(4), matrix(np.hstack([values, constant]))).places, assess(rating(3), matrix(values)).places
    )


@given(MATRIX)
def test_turning_every_direction_turns_the_ranking_round(values: np.ndarray) -> None:
    falling = rating(group(*indicators(3, direction=Direction.LOWER)))

    up, down = assess(rating(3), matrix(values)).scores, assess(falling, matrix(values)).scores

    assert down == pytest.approx(100 - up)
