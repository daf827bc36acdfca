"""Do the indicators of a group belong together?"""

import numpy as np
import pytest

from tests.rating.making import TITLE, group, indicators, matrix, rating
from zonebook.rating import Indicator, assess, screen
from zonebook.rating.coherence import coherence, coherence_as_dict, correlations, cronbach_alpha, explained_variance
from zonebook.rating.definition import Direction


def looked_at(of, rows):
    return coherence(screen(of, rows), assess(of, rows))


def test_alpha_by_hand() -> None:
    """Variances 1 and 4, of the sum 9: 2 · (1 − 5 / 9)."""
    assert cronbach_alpha(np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]])) == pytest.approx(2 * (1 - 5 / 9))


def test_alpha_of_one_member_or_of_members_that_cancel_says_nothing() -> None:
    assert np.isnan(cronbach_alpha(np.array([[1.0], [2.0]])))
    assert np.isnan(cronbach_alpha(np.array([[1.0, 2.0], [2.0, 1.0]])))


def test_two_members_that_go_together_are_told_by_one_component() -> None:
    together = correlations(np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]]))

    assert explained_variance(together) == pytest.approx([1, 0])


def test_members_that_have_nothing_to_do_with_each_other_are_told_by_as_many() -> None:
    apart = correlations(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]))

    assert explained_variance(apart) == pytest.approx([0.5, 0.5])


def test_who_says_the_same_and_who_pulls_against_the_group_is_named() -> None:
    rows = matrix([[1, 10, 9], [2, 20, 7], [3, 31, 8], [4, 40, 2], [5, 52, 1]])

    (found,) = looked_at(rating(3), rows)

    assert found.same == (("a", "b"),)
    assert found.against == ("c",)


def test_an_indicator_turned_the_right_way_pulls_with_the_group() -> None:
    members = (*indicators(2), Indicator("c", TITLE, direction=Direction.LOWER))
    rows = matrix([[1, 10, 9], [2, 20, 7], [3, 31, 8], [4, 40, 2], [5, 52, 1]])

    (found,) = looked_at(rating(group(*members)), rows)

    assert found.against == ()


def test_for_programs_it_is_plain_with_null_where_nothing_can_be_said() -> None:
    nested = group(group(*indicators(2), code="pair"), group(Indicator("c", TITLE), code="single"))

    told = coherence_as_dict(looked_at(rating(nested), matrix([[1, 1, 5], [2, 2, 5], [3, 3.5, 5]])))

    assert told["pair"]["same"] == [["a", "b"]]
    assert told["pair"]["zones"] == 3
    assert told["pair"]["correlations"]["a"]["b"] == pytest.approx(0.99, abs=0.01)
    assert sum(told["pair"]["explained"]) == pytest.approx(1)
    assert told["single"] == {
        "zones": 3,
        "alpha": None,
        "explained": [],
        "correlations": {"c": {}},
        "same": [],
        "against": [],
    }


def test_each_group_is_looked_at_by_itself_and_a_group_of_groups_is_not() -> None:
    nested = group(group(*indicators(2), code="pair"), group(Indicator("c", TITLE), code="single"))

    found = looked_at(rating(nested), matrix([[1, 2, 3], [2, 3, 1], [3, 1, 2]]))

    assert [one.code for one in found] == ["pair", "single"]


def test_two_zones_always_lie_on_a_line_so_nothing_is_said_of_them() -> None:
    assert looked_at(rating(2), matrix([[1, 2], [2, 1]])) == ()
