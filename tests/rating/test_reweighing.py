"""The reader's own weights: the engine's own answer, and the nearest weights that make a zone first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rating.making import group, indicators, matrix, rating
from zonebook.rating import Group, Rating, RatingError, assess, screen
from zonebook.rating.assessing import assessed
from zonebook.rating.definition import Aggregation, Normalisation, Varied, Weighting
from zonebook.rating.replaying import Stage, replay
from zonebook.rating.reweighing import nominal_shares, reaching_first, replayed, reweighed

A, B, C = indicators(3)
NESTED = group(group(A, B, code="size"), group(C, code="yield"))
THREE = [[9, 1, 4], [5, 8, 2], [1, 3, 9]]


def with_points(root: Group, points: dict[str, float]) -> Group:
    """The same tree with these weights."""
    return replace(
        root,
        members=tuple(
            replace(with_points(one, points) if isinstance(one, Group) else one, weight=points[one.code])
            for one in root.members
        ),
    )


def asked(root: Group | int, rows=THREE, **fields) -> tuple[Rating, tuple]:
    made, table = rating(root, **fields), matrix(rows)
    screened = screen(made, table)
    return made, (screened, assessed(screened))


@pytest.mark.parametrize("how", [Aggregation.ARITHMETIC, Aggregation.GEOMETRIC, Aggregation.HARMONIC])
@given(st.fixed_dictionaries({code: st.integers(1, 100) for code in ("size", "yield", "a", "b", "c")}))
def test_own_weights_say_what_a_definition_with_those_weights_says(how, points):
    root = replace(NESTED, aggregation=how)
    made, kept = asked(root, scale=(1.0, 100.0))
    said = assess(replace(made, root=with_points(root, points)), matrix(THREE))

    found = reweighed(*kept, points=points)

    assert list(found.scores.values()) == pytest.approx(said.scores.tolist(), rel=1e-12)
    assert list(found.places.values()) == said.places.tolist()


def test_replays_around_own_weights_are_those_of_a_definition_with_those_weights():
    spread = Varied(concentration=20, normalisations=(Normalisation.MIN_MAX, Normalisation.Z_SCORE))
    points = {"size": 1, "yield": 3, "a": 1, "b": 4, "c": 5}
    made, kept = asked(NESTED, varied=spread)
    theirs = replace(made, root=with_points(NESTED, points))

    found = replayed(kept[0], reweighed(*kept, points=points).shares, draws=400, seed=3)

    said = replay(Stage(screen(theirs, matrix(THREE))), draws=400, seed=3)
    assert (found.counts == said.counts).all()


def test_where_a_definition_draws_any_weights_the_readers_stay_as_they_are():
    _, kept = asked(3)
    shares = reweighed(*kept, points={"a": 1, "b": 0, "c": 0}).shares

    assert list(replayed(kept[0], shares, draws=50, seed=3).share_of(1)) == [1, 0, 0]


def test_without_points_the_edition_says_itself():
    _, kept = asked(NESTED)

    assert reweighed(*kept, points={}).places == {"z0": 2, "z1": 3, "z2": 1}
    assert reweighed(*kept, points={}).shares == {"size": 0.5, "yield": 0.5, "a": 0.5, "b": 0.5, "c": 1.0}


def test_an_indicator_of_no_points_does_not_count():
    _, kept = asked(3)

    assert reweighed(*kept, points={"a": 1, "b": 0, "c": 0}).places == {"z0": 1, "z1": 2, "z2": 3}


@pytest.mark.parametrize("points", [{"a": 0, "b": 0}, {"a": -1, "b": 5}])
def test_a_group_needs_one_weight_and_none_below_nought(points):
    _, kept = asked(NESTED)

    with pytest.raises(RatingError, match="group “size”"):
        reweighed(*kept, points=points)


def test_where_each_zone_has_weights_of_its_own_there_are_none_to_change():
    _, (screened, assessment) = asked(group(*indicators(3), weighting=Weighting.BENEFIT_OF_THE_DOUBT))

    with pytest.raises(RatingError, match="weights of its own"):
        nominal_shares(assessment, screened.root)


def test_the_nearest_weights_make_the_zone_first_and_less_would_not():
    _, (screened, assessment) = asked(3)
    found = reaching_first(screened, "z0")

    assert found is not None
    nominal = dict.fromkeys("abc", 1 / 3)
    nearly = {code: nominal[code] + 0.99 * (found.weights[code] - nominal[code]) for code in nominal}
    assert sum(abs(found.weights[code] - nominal[code]) for code in nominal) / 2 == pytest.approx(found.moved)
    assert reweighed(screened, assessment, points=found.weights).places["z0"] == 1
    assert reweighed(screened, assessment, points=nearly).places["z0"] > 1


def test_who_is_first_already_needs_nothing_moved():
    _, (screened, _) = asked(NESTED)

    assert reaching_first(screened, "z2").moved == pytest.approx(0, abs=1e-12)


def test_a_zone_that_another_beats_in_everything_is_never_first():
    _, (screened, _) = asked(2, rows=[[9, 9], [1, 1], [5, 4]])

    assert reaching_first(screened, "z2") is None
