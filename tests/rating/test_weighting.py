"""How much does each member of a group count?"""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from zonebook.rating.definition import RatingError, Weighting
from zonebook.rating.weighting import benefit_of_the_doubt, budget_allocation, varimax, weights_of

MARKS = arrays(np.float64, (6, 3), elements=st.integers(0, 100).map(float))
FROM_DATA = (Weighting.ENTROPY, Weighting.CRITIC, Weighting.PRINCIPAL_COMPONENTS)


def weights(how: Weighting, rows, given_=None) -> list[float]:
    values = np.array(rows, dtype=float)
    return list(weights_of(how, values, given=np.ones(values.shape[1]) if given_ is None else np.array(given_)))


def test_given_weights_become_shares() -> None:
    assert weights(Weighting.GIVEN, [[1, 1, 1]], given_=[30, 15, 15]) == [0.5, 0.25, 0.25]


def test_equal_weights_forget_the_given_ones() -> None:
    assert weights(Weighting.EQUAL, [[1, 1]], given_=[30, 15]) == [0.5, 0.5]


def test_a_budget_is_allocated_by_the_mean_of_the_experts_shares() -> None:
    assert list(budget_allocation(np.array([[70.0, 30.0], [1.0, 1.0]]))) == [0.6, 0.4]


def test_entropy_gives_all_weight_to_the_only_member_that_differs() -> None:
    assert weights(Weighting.ENTROPY, [[5, 1], [5, 9], [5, 5]]) == pytest.approx([0, 1])


def test_entropy_by_hand() -> None:
    """p = ½, ½ and ¾, ¼ of two zones: H / ln 2 is 1 and 0.8113, so only the second has weight; against ⅞, ⅛: 0.5436."""
    assert weights(Weighting.ENTROPY, [[3, 7], [1, 1]]) == pytest.approx(
        [0.18872 / (0.18872 + 0.45644), 0.45644 / (0.18872 + 0.45644)], abs=1e-4
    )


def test_critic_halves_what_two_members_say_alike() -> None:
    """r(a, b) = 1, r(a, c) = r(b, c) = 0, equal spreads: conflict 1, 1, 2."""
    rows = [[0, 0, 0], [0, 0, 10], [10, 10, 0], [10, 10, 10]]

    assert weights(Weighting.CRITIC, rows) == pytest.approx([0.25, 0.25, 0.5])


def test_principal_components_give_less_to_each_of_two_that_say_the_same() -> None:
    rows = [[0, 0, 0], [0, 0, 10], [10, 10, 0], [10, 10, 10]]

    first, second, third = weights(Weighting.PRINCIPAL_COMPONENTS, rows)

    assert first == pytest.approx(second)
    assert first + second + third == pytest.approx(1)


def test_varimax_turns_mixed_loadings_apart() -> None:
    mixed = np.array([[1, 1], [1, 1], [1, -1], [1, -1]]) / np.sqrt(2)

    turned = np.abs(varimax(mixed))

    assert np.sort(turned, axis=1) == pytest.approx(np.array([[0, 1]] * 4), abs=1e-6)


def test_under_the_benefit_of_the_doubt_a_zone_that_leads_anywhere_scores_one() -> None:
    marks = np.array([[100.0, 10.0], [10.0, 100.0], [50.0, 50.0], [20.0, 20.0]])

    scores = (benefit_of_the_doubt(marks) * marks).sum(axis=1)

    assert scores == pytest.approx([1, 1, 100 / 110, 40 / 110])


def test_nothing_can_be_read_from_one_zone() -> None:
    with pytest.raises(RatingError, match="fewer than two zones"):
        weights(Weighting.CRITIC, [[1, 2]])


@pytest.mark.parametrize("how", FROM_DATA)
def test_nothing_can_be_read_where_all_zones_are_alike(how: Weighting) -> None:
    with pytest.raises(RatingError, match="no member tells the zones apart"):
        weights(how, [[5, 3], [5, 3], [5, 3]])


def test_entropy_of_values_below_nought_is_refused_with_what_to_do() -> None:
    with pytest.raises(RatingError, match="choose another normalisation"):
        weights(Weighting.ENTROPY, [[-1, 2], [1, 3]])


@given(MARKS)
@pytest.mark.parametrize("how", FROM_DATA)
def test_weights_are_shares_and_do_not_depend_on_the_order_of_members_or_zones(
    how: Weighting, marks: np.ndarray
) -> None:
    assume((marks.std(axis=0) > 0).all())
    try:
        found = np.array(weights(how, marks))
    except RatingError:
        assume(False)  # all weight is nought: members that go up and down as one

    assert found.sum() == pytest.approx(1)
    assert (found >= 0).all()
    if how is not Weighting.PRINCIPAL_COMPONENTS:  # which of two equal components comes first is the machine's choice
        assert weights(how, marks[:, [2, 0, 1]]) == pytest.approx(found[[2, 0, 1]], abs=1e-9)
    assert weights(how, marks[::-1]) == pytest.approx(found, abs=1e-6)
