"""How do the members of a group become its score?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.rating.making import group, indicators, matrix, rating
from zonebook.rating import assess
from zonebook.rating.aggregating import NotPositiveError, combined
from zonebook.rating.definition import Aggregation, Direction, Goalposts, Indicator, Normalisation, Transformation

HALVES = np.array([[0.5, 0.5]])
MARKS = arrays(np.float64, (5, 3), elements=st.floats(1, 100))
MEANS = (Aggregation.HARMONIC, Aggregation.GEOMETRIC, Aggregation.ARITHMETIC)


def one(how: Aggregation, *rows: list[float], weights=HALVES, exponent=None) -> list[float]:
    return list(combined(how, np.array(rows), weights=weights, exponent=exponent)[0])


def test_the_means_forgive_a_bad_member_less_and_less() -> None:
    assert one(Aggregation.ARITHMETIC, [4.0, 16.0]) == [10]
    assert one(Aggregation.GEOMETRIC, [4.0, 16.0]) == pytest.approx([8])
    assert one(Aggregation.HARMONIC, [4.0, 16.0]) == pytest.approx([6.4])
    assert one(Aggregation.GENERALISED, [1.0, 7.0], exponent=2.0) == [5]


def test_a_geometric_mean_of_something_not_above_zero_is_refused() -> None:
    with pytest.raises(NotPositiveError, match="geometric"):
        one(Aggregation.GEOMETRIC, [0.0, 16.0])


def test_a_gap_leaves_its_weight_to_the_others() -> None:
    assert one(Aggregation.ARITHMETIC, [np.nan, 16.0], [4.0, 16.0]) == [16, 10]
    assert np.isnan(one(Aggregation.ARITHMETIC, [np.nan, np.nan])[0])


def test_borda_gives_a_point_for_each_zone_that_is_worse_and_half_for_an_equal_one() -> None:
    assert one(Aggregation.BORDA, [1.0, 3.0], [2.0, 3.0], [3.0, 1.0]) == [0.75, 1.25, 1.0]


def test_copeland_counts_beaten_zones_less_those_that_beat() -> None:
    thirds = np.full((1, 3), 1 / 3)

    assert one(Aggregation.COPELAND, [3.0, 3.0, 1.0], [2.0, 2.0, 2.0], [1.0, 1.0, 3.0], weights=thirds) == [2, 0, -2]


def test_a_circle_of_zones_that_beat_each_other_is_level_under_copeland() -> None:
    thirds = np.full((1, 3), 1 / 3)

    assert one(Aggregation.COPELAND, [1.0, 2.0, 3.0], [2.0, 3.0, 1.0], [3.0, 1.0, 2.0], weights=thirds) == [0, 0, 0]


def test_topsis_finds_what_hwang_and_yoon_found_of_four_aircraft() -> None:
    """Hwang & Yoon, Multiple Attribute Decision Making (1981), the fighter aircraft: 0.643, 0.268, 0.613, 0.312."""
    rows = [[2.0, 1500, 20000, 5.5, 5, 9], [2.5, 2700, 18000, 6.5, 3, 5],
            [1.8, 2000, 21000, 4.5, 7, 7], [2.2, 1800, 20000, 5.0, 5, 5]]  # fmt: skip
    weights = (0.2, 0.1, 0.1, 0.1, 0.2, 0.3)
    directions = [Direction.HIGHER] * 3 + [Direction.LOWER] + [Direction.HIGHER] * 2
    members = [
        Indicator(code.code, code.title, weight=weight, direction=direction)
        for code, weight, direction in zip(indicators(6), weights, directions, strict=True)
    ]
    of_aircraft = rating(group(*members, aggregation=Aggregation.TOPSIS), normalisation=Normalisation.VECTOR)

    found = assess(of_aircraft, matrix(rows))

    assert list(found.scores) == pytest.approx([0.643, 0.268, 0.613, 0.312], abs=0.001)
    assert list(found.places) == [1, 4, 2, 3]


def test_the_human_development_index_of_costa_rica_for_2019_is_0_810() -> None:
    """UNDP, Human Development Report 2020, technical note 1 and table 1: goalposts, a logarithm, a cap, two levels."""
    title = indicators(1)[0].title
    health = group(Indicator("life", title, goalposts=Goalposts(20, 85)), code="health")
    education = group(
        Indicator("expected", title, goalposts=Goalposts(0, 18), cap=18),
        Indicator("mean", title, goalposts=Goalposts(0, 15)),
        code="education",
    )
    income = group(
        Indicator(
            "income",
            title,
            transformation=Transformation.LOG,
            goalposts=Goalposts(float(np.log(100)), float(np.log(75_000))),
            cap=75_000,
        ),
        code="living",
    )
    hdi = rating(
        group(health, education, income, aggregation=Aggregation.GEOMETRIC),
        normalisation=Normalisation.GOALPOSTS,
        scale=(1e-9, 1.0),
    )

    found = assess(hdi, matrix([[80.3, 15.7, 8.7, 18_486]], columns=("life", "expected", "mean", "income")))

    assert found.groups["health"][0] == pytest.approx(0.9277, abs=5e-5)
    assert found.groups["education"][0] == pytest.approx(0.7261, abs=5e-5)
    assert found.groups["living"][0] == pytest.approx(0.7885, abs=5e-5)
    assert found.scores[0] == pytest.approx(0.810, abs=5e-4)


@given(MARKS, arrays(np.float64, (2, 3), elements=st.floats(0.01, 1)))
def test_harmonic_is_at_most_geometric_is_at_most_arithmetic(marks: np.ndarray, raw: np.ndarray) -> None:
    weights = raw / raw.sum(axis=1, keepdims=True)
    harmonic, geometric, arithmetic = (combined(how, marks, weights=weights) for how in MEANS)

    assert (harmonic <= geometric + 1e-9).all()
    assert (geometric <= arithmetic + 1e-9).all()


@given(MARKS)
@pytest.mark.parametrize("how", [one for one in Aggregation if one is not Aggregation.GENERALISED])
def test_scores_of_many_draws_are_those_of_each_draw_by_itself(how: Aggregation, marks: np.ndarray) -> None:
    weights = np.array([[0.2, 0.3, 0.5], [0.6, 0.2, 0.2]])

    together = combined(how, marks, weights=weights)
    of_draws = combined(how, np.stack([marks, marks]), weights=weights)

    for nth in range(2):
        assert together[nth] == pytest.approx(combined(how, marks, weights=weights[nth : nth + 1])[0])
    assert of_draws == pytest.approx(together)


@given(MARKS)
@pytest.mark.parametrize("how", [one for one in Aggregation if one is not Aggregation.GENERALISED])
def test_who_is_no_worse_in_anything_scores_no_less(how: Aggregation, marks: np.ndarray) -> None:
    marks[1] = np.maximum(marks[0], marks[1])

    scores = combined(how, marks, weights=np.array([[0.2, 0.3, 0.5]]))[0]

    assert scores[1] >= scores[0] - 1e-9
