"""Which weights does a replay draw, and where do they come from?"""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from tests.rating.making import TITLE, group, indicators, matrix, rating
from zonebook.rating import Indicator, RatingError, assess, screen
from zonebook.rating.assumptions import Assumption
from zonebook.rating.definition import Normalisation, Varied, Weighting, WeightsDrawn
from zonebook.rating.replaying import Stage, replay
from zonebook.rating.weighting import benefit_of_the_doubt

FIXED = WeightsDrawn.FIXED
ROWS = matrix([[90, 10, 40], [20, 80, 10], [50, 60, 90], [10, 30, 20]])
EXPERTS = ({"a": 60, "b": 40}, {"a": 10, "b": 90}, {"a": 100, "b": 0})
OF_EXPERTS = group(*indicators(2), weighting=Weighting.BUDGET_ALLOCATION, experts=EXPERTS)
CROSSED = matrix([[100, 20], [40, 90], [0, 0], [100, 100]])


def stage(of, rows=ROWS) -> Stage:
    return Stage(screen(of, rows))


def test_weights_that_are_fixed_are_those_of_the_definition_in_every_replay() -> None:
    of = rating(group(Indicator("a", TITLE, weight=3), Indicator("b", TITLE)), varied=Varied(weights=FIXED))

    found = replay(stage(of, CROSSED), draws=100, seed=1)

    assert found.varied == ()
    assert list(found.counts.argmax(axis=1) + 1) == list(assess(of, CROSSED).places)
    assert (found.counts.max(axis=1) == 100).all()


def test_a_budgets_weights_are_the_mean_of_the_experts_and_the_drawn_ones_those_of_one() -> None:
    of = stage(rating(OF_EXPERTS, varied=Varied(weights=WeightsDrawn.EXPERTS)), CROSSED)

    drawn = of.draw(1, 0).weights["all"]

    assert of.nominal["all"][0] == pytest.approx([170 / 300, 130 / 300])
    assert Counter(map(tuple, drawn)).keys() == {(0.6, 0.4), (0.1, 0.9), (1.0, 0.0)}
    assert min(Counter(map(tuple, drawn)).values()) > len(drawn) / 4


def test_the_same_expert_is_asked_in_every_group() -> None:
    pair = group(*indicators(2), code="pair", weighting=Weighting.BUDGET_ALLOCATION, experts=EXPERTS[:2])
    whole = group(pair, Indicator("c", TITLE), weighting=Weighting.BUDGET_ALLOCATION,
                  experts=({"pair": 70, "c": 30}, {"pair": 20, "c": 80}))  # fmt: skip

    drawn = stage(rating(whole, varied=Varied(weights=WeightsDrawn.EXPERTS))).draw(1, 0).weights

    assert {(inner[0], outer[0]) for inner, outer in zip(drawn["pair"], drawn["all"], strict=True)} == {
        (0.6, 0.7),
        (0.1, 0.2),
    }


def test_an_expert_whose_points_went_to_what_is_left_out_is_not_asked() -> None:
    rows = matrix([[None, 1], [None, 2], [3, 3]])
    lost = group(
        *indicators(2), weighting=Weighting.BUDGET_ALLOCATION, experts=({"a": 100, "b": 0}, {"a": 50, "b": 50})
    )

    assert list(
        stage(rating(lost, varied=Varied(weights=WeightsDrawn.EXPERTS)), rows).draw(1, 0).weights["all"][0]
    ) == [1]


def test_where_weights_come_from_can_be_drawn() -> None:
    """Under given weights the first leads, under equal ones the second."""
    of = rating(
        group(Indicator("a", TITLE, weight=3), Indicator("b", TITLE)),
        varied=Varied(weights=FIXED, weightings=(Weighting.GIVEN, Weighting.EQUAL)),
    )

    found = replay(stage(of, matrix([[100, 0], [55, 60], [0, 100]])), draws=2000, seed=1)

    assert found.varied == (Assumption.WEIGHTING,)
    assert found.share_of(1)[0] == pytest.approx(0.5, abs=0.04)
    assert found.share_of(1)[0] + found.share_of(1)[1] == 1


def test_weights_read_from_the_data_are_read_anew_on_every_scale() -> None:
    """Each replay is the assessment that its scale would have given: as many places differ as the choice says."""
    on = (Normalisation.MIN_MAX, Normalisation.PERCENTILE_RANK)
    critic = group(*indicators(3), weighting=Weighting.CRITIC)
    of = stage(rating(critic, varied=Varied(weights=FIXED, normalisations=on)))

    draws = of.draw(1, 0)
    found = of.places(draws, Counter())

    for nth, normalisation in enumerate(on):
        alone = assess(rating(critic, normalisation=normalisation), ROWS)
        assert (found[draws.normalisation == nth] == alone.places).all()


def test_spread_weights_stay_around_those_that_the_rule_finds() -> None:
    entropy = (Weighting.GIVEN, Weighting.ENTROPY)
    of = stage(rating(3, scale=(1, 100), varied=Varied(concentration=2000, weightings=entropy)))
    draws = of.draw(1, 0)
    read = assess(rating(group(*indicators(3), weighting=Weighting.ENTROPY), scale=(1, 100)), ROWS).weights["all"][0]

    part = draws.where(np.flatnonzero(draws.weighting == 1))
    weights = of._weights(part, of._root(part), marks=of._marks(part))["all"]

    assert weights.mean(axis=0) == pytest.approx(read, abs=0.005)
    assert weights.sum(axis=1) == pytest.approx(np.ones(len(part)))


def test_a_weight_of_nought_by_the_definition_can_rise_under_another_rule() -> None:
    rows = matrix([[1, 5], [1, 9], [1, 2]])  # the first says the same of all: entropy gives it nothing
    leader = rating(
        group(*indicators(2), weighting=Weighting.ENTROPY),
        normalisation=Normalisation.LEADER,
        varied=Varied(concentration=50, weightings=(Weighting.ENTROPY, Weighting.EQUAL)),
    )
    of = stage(leader, rows)
    draws = of.draw(1, 0)

    part = draws.where(np.flatnonzero(draws.weighting == 1))

    assert of._weights(part, of._root(part), marks=of._marks(part))["all"].mean(axis=0) == pytest.approx(
        [0.5, 0.5], abs=0.02
    )


def test_under_the_benefit_of_the_doubt_every_zone_weighs_anew_what_is_left() -> None:
    doubt = group(*indicators(3), weighting=Weighting.BENEFIT_OF_THE_DOUBT)
    of = stage(rating(doubt, varied=Varied(leave_one_out=True)))
    draws = of.draw(1, 0)

    found = of.places(draws, Counter())

    without_b = group(indicators(3)[0], indicators(3)[2], weighting=Weighting.BENEFIT_OF_THE_DOUBT)
    assert (found[draws.left_out == 2] == assess(rating(without_b), ROWS).places).all()
    assert (found[draws.left_out == 0] == assess(rating(doubt), ROWS).places).all()


@pytest.mark.parametrize("how", [Weighting.ENTROPY, Weighting.CRITIC, Weighting.PRINCIPAL_COMPONENTS])
def test_weights_read_from_the_data_are_read_from_the_values_that_are_drawn(how: Weighting) -> None:
    """Each replay is the assessment of the very values that it drew."""
    of_data = group(*indicators(3), weighting=how)
    low, high = ROWS.values - 2, ROWS.values + 2
    rows = replace(ROWS, low=low, high=high)
    of = stage(rating(of_data, scale=(1, 100), varied=Varied(weights=FIXED, errors=True)), rows)
    draws = of.draw(1, 0).where(slice(40))

    found = of.places(draws, Counter())

    assert draws.errors is not None
    for nth, share in enumerate(draws.errors.values()):
        drawn = replace(ROWS, values=low + share * (high - low))
        assert (found[nth] == assess(rating(of_data, scale=(1, 100)), drawn).places).all()


def test_the_benefit_of_the_doubt_meets_errors_of_measurement() -> None:
    rows = matrix([[10, 1], [1, 10], [5, 5]], low=np.array([[9, 1], [1, 9], [4, 4.0]]),
                  high=np.array([[11, 1], [1, 11], [6, 6.0]]))  # fmt: skip
    doubt = group(*indicators(2), weighting=Weighting.BENEFIT_OF_THE_DOUBT)

    found = replay(
        stage(rating(doubt, scale=(1, 100), varied=Varied(errors=True, weights=FIXED)), rows), draws=50, seed=1
    )

    assert found.replays == 50


def test_a_zone_of_which_a_group_knows_nothing_has_no_score_there() -> None:
    doubt = group(*indicators(2), weighting=Weighting.BENEFIT_OF_THE_DOUBT, code="doubt")
    of = rating(group(doubt, Indicator("c", TITLE)), coverage=0.3)

    found = assess(of, matrix([[9, 1, 5], [1, 9, 2], [None, None, 7]]))

    assert np.isnan(found.groups["doubt"][2])
    assert found.scores[2] == 100  # the best by the only member that is known


def test_parts_keep_a_zone_from_living_on_one_member() -> None:
    """By hand: with at least 0.4 from each, (100, 10) has w = (0.6 / 100, 0.4 / 10) times its score; (10, 100) bounds
    it: score · (0.06 + 4) ≤ 1."""
    marks = np.array([[100.0, 10.0], [10.0, 100.0]])

    free, bound = (benefit_of_the_doubt(marks, parts=parts) for parts in (None, (0.4, 0.6)))

    assert (free * marks).sum(axis=1) == pytest.approx([1, 1])
    assert (bound * marks).sum(axis=1) == pytest.approx([1 / 4.06, 1 / 4.06])
    assert (bound * marks)[0] / (bound * marks)[0].sum() == pytest.approx([0.6, 0.4])


def test_who_knows_one_member_only_fills_the_whole_with_it() -> None:
    bound = benefit_of_the_doubt(np.array([[50.0, np.nan], [100.0, 100.0]]), parts=(0.2, 0.7))

    assert bound[0] == pytest.approx([0.01, 0])


BUDGET = Weighting.BUDGET_ALLOCATION


@pytest.mark.parametrize(
    ("root", "varied", "message"),
    [
        (group(*indicators(2), weighting=BUDGET), Varied(), "a budget is allocated by experts, and it names none"),
        (
            group(*indicators(2), experts=({"a": 50, "b": 40},)),
            Varied(),
            "expert 1: the points add up to 90, not to 100",
        ),
        (group(*indicators(2), experts=({"a": 130, "b": -30},)), Varied(), "expert 1: the points"),
        (
            group(*indicators(2), experts=({"a": 100},)),
            Varied(),
            "expert 1: “b” has points and is no member, or is one",
        ),
        (group(*indicators(2), experts=({"a": 100, "b": 0},)), Varied(), "no expert gives “b” a point"),
        (group(*indicators(2), parts=(0.6, 0.9)), Varied(), "an equal part of 2 members must be between"),
        (2, Varied(weights=WeightsDrawn.EXPERTS), "an expert is to be drawn, and no group allocates a budget"),
        (OF_EXPERTS, Varied(weights=WeightsDrawn.EXPERTS, weightings=(Weighting.EQUAL,)), "either an expert is drawn"),
        (2, Varied(weightings=(Weighting.ENTROPY,)), "name a concentration, or weights: fixed"),
    ],
)
def test_a_definition_that_cannot_be_drawn_from_is_refused_with_the_place(root, varied, message) -> None:
    with pytest.raises(RatingError, match=message):
        rating(root, varied=varied)
