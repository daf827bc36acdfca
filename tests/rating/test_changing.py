"""Why is a place another one than in the edition before?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.rating.making import TITLE, group, indicators, matrix, rating
from zonebook.rating import Indicator, RatingError, assess, screen
from zonebook.rating.changing import Change, changes
from zonebook.rating.definition import Goalposts, Normalisation

FIXED = rating(group(*indicators(2, goalposts=Goalposts(0, 100))), normalisation=Normalisation.GOALPOSTS)
"""A scale that does not move with the zones."""
VALUES = arrays(np.float64, (6, 2), elements=st.integers(0, 20).map(lambda value: value * 5.0))


def edition(rows, *, of=FIXED, **fields):
    of_rows = matrix(rows, **fields)
    return screen(of, of_rows), assess(of, of_rows)


def of_zone(found: tuple[Change, ...], zone: str) -> Change:
    return next(one for one in found if one.zone == zone)


def test_a_place_is_lost_to_whoever_overtook() -> None:
    found = changes(edition([[50, 50], [40, 40]]), edition([[50, 50], [90, 40]]))

    assert [(one.zone, one.place_before, one.place_after) for one in found] == [("z1", 2, 1), ("z0", 1, 2)]
    assert of_zone(found, "z0").overtaken_by == ("z1",)
    assert of_zone(found, "z1").overtook == ("z0",)


def test_a_change_of_score_is_told_by_indicator() -> None:
    (found,) = changes(edition([[50, 50]]), edition([[60, 20]]))

    assert (found.score_before, found.score_after) == (50, 40)
    assert found.parts == {"a": pytest.approx(5, abs=1e-5), "b": pytest.approx(-15, abs=1e-5)}
    assert found.by_weights == 0


def test_other_weights_are_told_apart_from_other_values() -> None:
    posts = {"goalposts": Goalposts(0, 100)}
    weighty = rating(
        group(Indicator("a", TITLE, weight=3, **posts), Indicator("b", TITLE, weight=1, **posts)),
        normalisation=Normalisation.GOALPOSTS,
    )

    (found,) = changes(edition([[80, 40]]), edition([[80, 40]], of=weighty))

    assert found.parts == {"a": 0, "b": 0}
    assert found.by_weights == pytest.approx(10)


def test_who_came_and_who_went_is_not_called_overtaking() -> None:
    before = edition([[50, 50], [90, 90]], zones=("stays", "goes"))
    after = edition([[50, 50], [70, 70]], zones=("stays", "comes"))

    (found,) = changes(before, after)

    assert (found.entered_above, found.left_above) == (("comes",), ("goes",))
    assert (found.overtook, found.overtaken_by) == ((), ())


def test_editions_by_other_indicators_are_not_taken_apart() -> None:
    with pytest.raises(RatingError, match="other indicators"):
        changes(edition([[1, 2], [3, 4]], of=rating(1)), edition([[1, 2], [3, 4]], of=rating(2)))


@given(VALUES, VALUES, st.integers(1, 5), st.integers(0, 4))
def test_the_parts_add_up_to_the_change_of_score_and_the_moves_to_the_change_of_place(
    old: np.ndarray, new: np.ndarray, ends: int, begins: int
) -> None:
    names = tuple(f"z{nth}" for nth in range(6))
    before = edition(old[: ends + 1], zones=names[: ends + 1])
    after = edition(new[begins:], zones=names[begins:])

    for one in changes(before, after):
        assert sum(one.parts.values()) + one.by_weights == pytest.approx(one.score_after - one.score_before, abs=1e-4)
        came, went = one.overtaken_by + one.entered_above, one.overtook + one.left_above
        assert len(came) - len(went) == one.place_after - one.place_before
