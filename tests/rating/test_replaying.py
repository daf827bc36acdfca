"""How much of a place hangs on choices that somebody else could have made otherwise?"""

import tracemalloc
from collections import Counter

import numpy as np
import pytest

from tests.rating.making import TITLE, group, indicators, matrix, rating
from zonebook.rating import Indicator, RatingError, assess, screen
from zonebook.rating.assumptions import BLOCK, Assumption
from zonebook.rating.definition import Aggregation, Imputation, Normalisation, Varied
from zonebook.rating.replaying import Stage, blocks_of, replay

CROSSED = matrix([[100, 20], [40, 90], [0, 0], [100, 100]])
"""The first is better by a, the second by b, the third is last and the fourth first whatever counts."""


def stage(of=None, rows=CROSSED) -> Stage:
    return Stage(screen(of or rating(2), rows))


def test_who_is_best_in_everything_is_first_in_every_replay() -> None:
    found = replay(stage(), draws=2000, seed=1)

    assert list(found.share_of(1)) == [0, 0, 0, 1]
    assert list(found.share_of(4)) == [0, 0, 1, 0]


def test_two_zones_that_cross_share_the_replays_as_the_weights_say() -> None:
    """The first is before the second where 60 w > 70 (1 − w): w > 7/13, so in 6/13 of evenly drawn weights."""
    found = replay(stage(), draws=20_000, seed=1)

    assert found.share_of(2)[0] == pytest.approx(6 / 13, abs=0.011)  # three standard errors
    assert found.beats is not None
    assert found.beats[0, 1] / found.replays == found.share_of(2)[0]


def test_quantiles_are_places_that_so_many_replays_reach() -> None:
    found = replay(stage(), draws=2000, seed=1)

    assert list(found.quantile(0.05)) == [2, 2, 4, 1]
    assert list(found.quantile(0.95)) == [3, 3, 4, 1]


def test_the_same_seed_says_the_same_whatever_the_number_of_threads() -> None:
    one, again, threads, other = (
        replay(stage(), draws=5000, seed=seed, threads=count) for seed, count in ((1, 1), (1, 1), (1, 3), (2, 1))
    )

    assert np.array_equal(one.counts, again.counts)
    assert np.array_equal(one.counts, threads.counts)
    assert not np.array_equal(one.counts, other.counts)


def test_threads_share_a_block_where_there_is_only_one() -> None:
    alone, shared = (replay(stage(), draws=500, seed=1, threads=count) for count in (1, 3))

    assert np.array_equal(alone.counts, shared.counts)
    assert [(nth, taken.start, taken.stop) for nth, taken in blocks_of(500, shared_by=3)] == [
        (0, 0, 166),
        (0, 166, 333),
        (0, 333, 500),
    ]


def test_more_draws_begin_with_the_same_ones() -> None:
    few, many = replay(stage(), draws=500, seed=1), replay(stage(), draws=1000, seed=1)

    assert ((many.counts - few.counts) >= 0).all()
    assert many.replays == 1000


def test_concentrated_weights_stay_near_the_given_ones() -> None:
    weighty = group(Indicator("a", TITLE, weight=3), Indicator("b", TITLE, weight=1))
    near = stage(rating(weighty, varied=Varied(concentration=200)))

    drawn = near.draw(1, 0).weights["all"]

    assert drawn.mean(axis=0) == pytest.approx([0.75, 0.25], abs=0.01)
    assert drawn.std() < 0.26
    assert drawn.sum(axis=1) == pytest.approx(np.ones(len(drawn)))


def test_leaving_out_an_indicator_leaves_its_weight_to_the_others_of_its_group() -> None:
    nested = group(group(*indicators(2), code="pair"), Indicator("c", TITLE))
    left = stage(rating(nested, varied=Varied(leave_one_out=True)), matrix([[0, 5, 1], [9, 0, 2], [5, 9, 3]]))
    draws = left.draw(1, 0)

    found = left.places(draws, Counter())

    only_b_and_c = np.flatnonzero(draws.left_out == 1)
    pair = draws.weights["all"][only_b_and_c]
    by_hand = pair[:, :1] * np.array([[5 / 9, 0, 1]]) + pair[:, 1:] * np.array([[0, 0.5, 1]])
    assert np.array_equal(found[only_b_and_c], [[1 + (row > one).sum() for one in row] for row in by_hand])


def test_a_group_whose_only_indicator_is_left_out_has_no_weight() -> None:
    lonely = group(group(*indicators(1), code="lonely"), Indicator("b", TITLE))
    left = stage(rating(lonely, varied=Varied(leave_one_out=True)), matrix([[1, 5], [2, 4]]))
    draws = left.draw(1, 0)

    found = left.places(draws, Counter())

    assert (found[draws.left_out == 1] == [1, 2]).all()


def test_errors_of_measurement_let_close_zones_change_places_and_distant_ones_not() -> None:
    close = matrix(
        [[10.0], [10.5], [90.0]], low=np.array([[9.0], [9.5], [np.nan]]), high=np.array([[11.0], [11.5], [np.nan]])
    )

    found = replay(stage(rating(1, varied=Varied(errors=True)), close), draws=2000, seed=1)

    assert found.share_of(1)[2] == 1
    assert 0.2 < found.share_of(2)[0] < 0.4  # P(10 + u > 10.5 + v) of even u, v within 1 is 9/32


def test_a_value_lies_anywhere_between_its_bounds_which_need_not_be_as_far_on_both_sides() -> None:
    """“More than 10” is from 10 to 20 here: above the 15 of the other zone in half of the replays."""
    hedged = matrix([[10.0], [15.0]], low=np.array([[10.0], [15.0]]), high=np.array([[20.0], [15.0]]))

    found = replay(stage(rating(1, varied=Varied(errors=True)), hedged), draws=4000, seed=1)

    assert found.share_of(1)[0] == pytest.approx(0.5, abs=0.03)


def hedged(zones: int, columns: int) -> Stage:
    values = np.random.default_rng(5).uniform(1, 2, (zones, columns))
    return stage(rating(columns, varied=Varied(errors=True)), matrix(values, low=values - 0.1, high=values + 0.1))


def test_errors_are_the_same_whichever_draws_ask_for_them() -> None:
    """They are made when asked for, and are what the block's generator says when it makes all of them at once."""
    drawn = hedged(5, 3).draw(1, 0)
    assert drawn.errors is not None
    chance = np.random.default_rng()
    chance.bit_generator.state = drawn.errors.state
    at_once = chance.uniform(0, 1, (BLOCK, 5, 3))

    for some in (slice(None), slice(100, 200), np.array([3, 4, 900, 7])):
        part = drawn.where(some)
        assert part.errors is not None
        assert np.array_equal(part.errors.values(), at_once[some])


def test_errors_of_many_zones_are_never_all_in_memory() -> None:
    """A block of them would be 328 megabytes here; what stands of them at any time are some portions of eight."""
    of = hedged(2000, 20)
    tracemalloc.start()
    try:
        replay(of, draws=60, seed=1)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 150e6


def test_errors_do_not_vary_where_the_matrix_states_none() -> None:
    found = replay(stage(rating(2, varied=Varied(errors=True))), draws=10, seed=1)

    assert found.varied == (Assumption.WEIGHTS,)


def test_replays_that_come_to_nothing_are_counted_with_the_cause() -> None:
    mixed = rating(2, varied=Varied(aggregations=(Aggregation.ARITHMETIC, Aggregation.GEOMETRIC)))

    found = replay(stage(mixed), draws=1000, seed=1)

    assert list(found.failed) == ["a geometric mean needs values above zero"]
    assert found.replays + sum(found.failed.values()) == 1000
    assert 400 < found.replays < 600


def test_where_every_replay_fails_the_cause_is_told() -> None:
    with pytest.raises(RatingError, match="every replay failed: a geometric mean"):
        replay(stage(rating(2, varied=Varied(aggregations=(Aggregation.GEOMETRIC,)))), draws=10, seed=1)


def test_a_replay_says_what_was_varied() -> None:
    several = Varied(
        normalisations=(Normalisation.MIN_MAX, Normalisation.Z_SCORE),
        imputations=(Imputation.CLASS_MEDIAN,),
        leave_one_out=True,
    )

    found = replay(stage(rating(2, varied=several)), draws=10, seed=1)

    assert found.varied == (Assumption.WEIGHTS, Assumption.NORMALISATION, Assumption.LEFT_OUT)


def test_progress_is_told_by_the_block_and_comes_to_all_draws() -> None:
    told: list[int] = []

    replay(stage(), draws=2500, seed=1, progress=told.append)

    assert told == [1024, 1024, 452]


def test_replays_of_settled_choices_are_the_assessment_itself() -> None:
    settled = rating(2, varied=Varied(concentration=1e9))

    found = replay(stage(settled), draws=50, seed=1)

    assert list(found.counts.argmax(axis=1) + 1) == list(assess(settled, CROSSED).places)
