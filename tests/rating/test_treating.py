"""What do the raw values become before they are put on one scale?"""

import numpy as np
import pytest

from tests.rating.making import TITLE, indicators, matrix
from zonebook.rating import Indicator, RatingError
from zonebook.rating.definition import Imputation, Outliers, Transformation
from zonebook.rating.treating import coverage, derived, imputed, is_outlying, treated

GAP = float("nan")


def skewness(values: np.ndarray) -> float:
    return float((((values - values.mean()) / values.std()) ** 3).mean())


def test_a_value_is_divided_by_the_column_it_is_counted_per() -> None:
    jobs = Indicator("a", TITLE, per="b")

    assert list(derived(matrix([[300, 20], [None, 10]]), [jobs])[0]) == [15]
    assert np.isnan(derived(matrix([[300, 20], [None, 10]]), [jobs])[1, 0])


def test_attainment_is_the_share_of_the_plan_that_was_done() -> None:
    assert derived(matrix([[80, 100]]), [Indicator("a", TITLE, plan="b")])[0, 0] == 0.8


def test_without_a_plan_nothing_is_said_and_never_nought_or_all() -> None:
    assert np.isnan(derived(matrix([[80, None]]), [Indicator("a", TITLE, plan="b")])[0, 0])


def test_a_plan_of_nought_is_an_error_with_the_place() -> None:
    with pytest.raises(RatingError, match=r"zone “z1”: column “b”, which “a” is divided by, is not above zero"):
        derived(matrix([[80, 1], [5, 0]]), [Indicator("a", TITLE, plan="b")])


def test_the_logarithm_of_nothing_is_an_error_with_the_place() -> None:
    with pytest.raises(RatingError, match="zone “z0”: “a”, of which the logarithm is taken"):
        derived(matrix([[0]]), indicators(1, transformation=Transformation.LOG))


def test_nothing_counts_beyond_the_cap_and_a_gap_stays_one() -> None:
    capped = derived(matrix([[5], [50], [None]]), indicators(1, cap=18))[:, 0]

    assert list(capped[:2]) == [5, 18]
    assert np.isnan(capped[2])


def test_coverage_is_the_share_of_what_is_known() -> None:
    values = np.array([[1, GAP], [2, GAP], [3, 4], [5, 6]])

    assert list(coverage(values, axis=-1)) == [0.5, 0.5, 1, 1]
    assert list(coverage(values, axis=-2)) == [1, 0.5]


def test_no_imputation_leaves_the_gap() -> None:
    assert np.isnan(imputed(np.array([[1.0], [GAP]]), Imputation.NONE)[1, 0])


def test_a_gap_takes_the_median_of_its_class() -> None:
    values = np.array([[1.0], [3.0], [GAP], [100.0], [GAP]])

    filled = imputed(values, Imputation.CLASS_MEDIAN, kinds=("port", "port", "port", "tourism", "tourism"))

    assert list(filled[:, 0]) == [1, 3, 2, 100, 100]


def test_where_nobody_of_the_class_knows_the_median_of_all_is_taken() -> None:
    values = np.array([[1.0], [3.0], [GAP]])

    assert imputed(values, Imputation.CLASS_MEDIAN, kinds=("port", "port", "tourism"))[2, 0] == 2


def test_the_last_value_is_the_newest_of_the_editions_given() -> None:
    values = np.array([[GAP], [GAP], [GAP]])
    before, long_before = np.array([[7.0], [GAP], [GAP]]), np.array([[1.0], [2.0], [GAP]])

    filled = imputed(values, Imputation.LAST_VALUE, earlier=[before, long_before])

    assert list(filled[:2, 0]) == [7, 2]
    assert np.isnan(filled[2, 0])


def test_a_gap_takes_the_mean_of_the_three_nearest_zones() -> None:
    rows = [[1.0, 10], [1.1, 20], [1.2, 30], [9.0, 900], [1.05, GAP]]

    assert imputed(np.array(rows), Imputation.NEAREST)[4, 1] == 20


def test_a_zone_far_from_everybody_makes_an_indicator_outlying() -> None:
    even, far = np.arange(20.0), np.array([*range(1, 20), 500.0])

    assert list(is_outlying(np.stack([even, far], axis=1))) == [False, True]


def test_winsorising_moves_the_far_value_to_the_next_one_and_touches_no_other() -> None:
    far = np.array([*range(1, 20), 500.0])[:, None]

    winsorised = treated(far, Outliers.WINSORISE)

    assert list(winsorised[:, 0]) == [*range(1, 20), 19]


@pytest.mark.parametrize("how", [Outliers.LOG, Outliers.BOX_COX])
def test_a_transformation_keeps_the_order_and_shortens_the_tail(how: Outliers) -> None:
    far = np.array([*range(1, 20), 500.0])[:, None]

    drawn_in = treated(far, how)

    assert (np.diff(drawn_in[:, 0]) > 0).all()
    assert skewness(drawn_in) < skewness(far)


@pytest.mark.parametrize("how", list(Outliers))
def test_an_even_indicator_is_left_alone(how: Outliers) -> None:
    even = np.arange(20.0)[:, None]

    assert np.array_equal(treated(even, how), even)
