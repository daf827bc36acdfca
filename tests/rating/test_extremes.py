"""What is the best and the worst place that any weights can give, and what costs the first?"""

import numpy as np
import pytest

from tests.rating.making import TITLE, group, indicators, matrix, rating
from zonebook.rating import Indicator, RatingError, assess, screen
from zonebook.rating.definition import Aggregation, Weighting
from zonebook.rating.extremes import extremes, overtaking, terms_of
from zonebook.rating.ranking import places_of

RANDOM_CASES = 20


def test_whoever_leads_somewhere_can_be_first_and_the_middling_cannot() -> None:
    found = extremes(screen(rating(2), matrix([[100, 0], [0, 100], [40, 40], [100, 100]])))

    assert list(found.best) == [1, 1, 3, 1]  # the fourth is always above the third, and so is one of the others
    assert list(found.worst) == [4, 4, 4, 1]


def test_a_zone_between_two_others_cannot_be_first_though_it_is_last_in_nothing() -> None:
    """40 w + 40 (1 − w) = 40 is never above the larger of 100 w and 100 (1 − w)."""
    found = extremes(screen(rating(2), matrix([[100, 0], [0, 100], [40, 40]])))

    assert list(found.best) == [1, 1, 2]
    assert list(found.worst) == [3, 3, 3]


def test_zones_that_are_all_alike_are_first_and_nothing_else() -> None:
    found = extremes(screen(rating(2), matrix([[5, 5], [5, 5], [5, 5]])))

    assert list(found.best) == list(found.worst) == [1, 1, 1]


def test_two_that_cannot_be_above_at_once_do_not_both_count() -> None:
    """The first and the second mirror each other about the third: where one is above it, the other is below."""
    found = extremes(screen(rating(2), matrix([[60, 40], [40, 60], [50, 50], [100, 0], [0, 100]])))

    assert found.worst[2] == 3  # one of the mirrored pair and one of the outer pair


def test_the_weights_named_give_the_place_named() -> None:
    chance = np.random.default_rng(5)
    screened = screen(rating(4), matrix(chance.integers(0, 20, (9, 4))))
    marks = assess(rating(4), screened.matrix).marks

    found = extremes(screened)

    for zone in range(9):
        best = marks @ found.best_weights[zone]
        worst = marks @ found.worst_weights[zone]
        assert 1 + (best > best[zone] + 1e-4).sum() <= found.best[zone]
        assert 1 + (worst > worst[zone] + 1e-6).sum() == found.worst[zone]


@pytest.mark.parametrize("aggregation", [Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.HARMONIC])
def test_no_drawn_place_is_outside_and_the_ends_are_nearly_reached(aggregation: Aggregation) -> None:
    chance = np.random.default_rng(7)
    reached = 0
    for _ in range(RANDOM_CASES):
        zones, members = int(chance.integers(2, 7)), int(chance.integers(2, 5))
        of = rating(group(*indicators(members), aggregation=aggregation), scale=(1, 100))
        screened = screen(of, matrix(chance.integers(0, 12, (zones, members))))
        found = extremes(screened)
        drawn = places_of(chance.dirichlet(np.full(members, 0.5), 4000) @ terms_of(screened).T)
        assert (drawn.min(axis=0) >= found.best).all()
        assert (drawn.max(axis=0) <= found.worst).all()
        reached += (drawn.min(axis=0) == found.best).mean() + (drawn.max(axis=0) == found.worst).mean()
    assert reached / (2 * RANDOM_CASES) > 0.9  # an answer of 1 and last for everybody would hold as well


def test_the_smallest_change_by_hand() -> None:
    """100 w against 60 w + 60 (1 − w): level where w = 0.6, so a tenth of all weight moves."""
    of = rating(group(Indicator("a", TITLE, weight=7), Indicator("b", TITLE, weight=3)))

    found = overtaking(screen(of, matrix([[100, 0], [0, 100], [60, 60]], zones=("west", "east", "south"))))

    assert (found.leader, found.rival) == ("west", "south")
    assert found.moved == pytest.approx(0.1)
    assert found.weights == {"a": pytest.approx(0.6), "b": pytest.approx(0.4)}


def test_whoever_is_best_in_everything_keeps_the_first_place_under_all_weights() -> None:
    found = overtaking(screen(rating(2), matrix([[100, 100], [0, 50], [50, 0]])))

    assert (found.leader, found.rival, found.moved) == ("z0", None, None)


def test_a_shared_first_place_costs_nothing() -> None:
    assert overtaking(screen(rating(2), matrix([[100, 0], [0, 100]]))).moved == 0


def test_what_is_no_weighted_sum_has_no_exact_answer_and_says_so() -> None:
    for of in (
        rating(group(*indicators(2), aggregation=Aggregation.COPELAND)),
        rating(group(*indicators(2), weighting=Weighting.BENEFIT_OF_THE_DOUBT)),
        rating(
            group(group(*indicators(2), code="pair"), Indicator("c", TITLE), aggregation=Aggregation.GEOMETRIC),
            scale=(1, 100),
        ),
    ):
        with pytest.raises(RatingError, match="exact places are for"):
            extremes(screen(of, matrix([[1, 2, 3], [3, 2, 1]])))


def test_a_gap_has_no_exact_answer_and_says_what_to_do() -> None:
    with pytest.raises(RatingError, match="name an imputation"):
        extremes(screen(rating(2, coverage=0.5), matrix([[1, 2], [3, None]])))
