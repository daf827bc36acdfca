"""Does a whole rating do what theory says when its input is changed in a way that should not matter, or should?"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import beta

from tests.rating.making import TITLE, group, indicators, matrix, rating
from zonebook.rating import Indicator, Matrix, assess, screen
from zonebook.rating.definition import Aggregation, Goalposts, Normalisation, Varied
from zonebook.rating.replaying import Replay, Stage, replay

VALUES = arrays(np.float64, (5, 3), elements=st.integers(1, 1000).map(float))
VARIED = Varied(
    concentration=15,
    normalisations=(Normalisation.MIN_MAX, Normalisation.PERCENTILE_RANK),
    aggregations=(Aggregation.ARITHMETIC, Aggregation.GEOMETRIC),
    leave_one_out=True,
)
OF_THREE = rating(3, scale=(1, 100), varied=VARIED)
FEW = settings(max_examples=15)  # each replays twice


def replayed(of, rows: Matrix) -> Replay:
    return replay(Stage(screen(of, rows)), draws=200, seed=1)


@FEW
@given(VALUES, st.tuples(*[st.sampled_from((0.001, 0.5, 3.0, 1e6))] * 3))
def test_other_units_change_no_place_of_any_replay(values: np.ndarray, factors: tuple[float, ...]) -> None:
    plain, scaled = (replayed(OF_THREE, matrix(one)) for one in (values, values * np.array(factors)))

    assert np.array_equal(plain.counts, scaled.counts)


@FEW
@given(VALUES, st.permutations(range(5)))
def test_zones_in_another_order_have_the_same_places_in_every_replay(values: np.ndarray, order: list[int]) -> None:
    plain, turned = (replayed(OF_THREE, matrix(one)) for one in (values, values[order]))

    assert np.array_equal(turned.counts, plain.counts[order])


@FEW
@given(VALUES)
def test_two_zones_alike_share_their_place_in_every_replay(values: np.ndarray) -> None:
    found = replayed(replace(OF_THREE, varied=replace(VARIED, normalisations=())), matrix([*values, values[2]]))

    assert np.array_equal(found.counts[2], found.counts[5])
    assert found.beats is not None
    assert found.beats[2, 5] == found.beats[5, 2] == 0


@given(VALUES)
def test_a_constant_indicator_moves_all_scores_alike(values: np.ndarray) -> None:
    """Between goalposts it has a mark of its own, the same for all: of a mean with equal weights a quarter."""
    posts = {"goalposts": Goalposts(0, 1000)}
    three = rating(group(*indicators(3, **posts)), normalisation=Normalisation.GOALPOSTS)
    four = rating(group(*indicators(4, **posts)), normalisation=Normalisation.GOALPOSTS)

    with_it = assess(four, matrix(np.hstack([values, np.full((5, 1), 700.0)])))

    assert with_it.scores == pytest.approx(0.75 * assess(three, matrix(values)).scores + 0.25 * 70)


def test_of_two_zones_the_chance_to_be_first_is_that_of_the_beta_distribution() -> None:
    """West leads by a from 100 to 0, east by b from 0 to 40: west is first where w > 2/7, w being Beta(c w⁰, c (1−w⁰))
    around w⁰ = 0.4; places of nine of ten replays are both or one, as its share says."""
    posts = Goalposts(0, 100)
    west_first = beta.sf(2 / 7, 10 * 0.4, 10 * 0.6)
    two = rating(
        group(Indicator("a", TITLE, weight=2, goalposts=posts), Indicator("b", TITLE, weight=3, goalposts=posts)),
        normalisation=Normalisation.GOALPOSTS,
        varied=Varied(concentration=10),
    )

    found = replay(Stage(screen(two, matrix([[100, 0], [0, 40]]))), draws=40_000, seed=1)

    assert found.share_of(1)[0] == pytest.approx(west_first, abs=0.007)  # three standard errors
    assert [int(found.quantile(share)[0]) for share in (0.05, west_first - 0.02, west_first + 0.02, 0.95)] == [
        1,
        1,
        2,
        2,
    ]
