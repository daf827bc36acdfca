"""For how many editions in a row has a zone been first?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.rating import Streak, streak_of_first_places


@pytest.mark.parametrize(
    ("places", "streak"),
    [
        ({2021: 3, 2022: 1, 2023: 1, 2024: 1}, Streak(3, is_known=True, seen=4)),
        ({2023: 1, 2024: 2}, Streak(0, is_known=True, seen=1)),
        ({2022: 2, 2023: 1, 2024: 1}, Streak(2, is_known=True, seen=3)),
    ],
)
def test_a_streak_ends_at_the_first_other_place(places: dict[int, int], streak: Streak) -> None:
    assert streak_of_first_places(places) == streak


@pytest.mark.parametrize(
    ("places", "streak"),
    [
        ({}, Streak(0, is_known=False, seen=0)),
        ({2024: 1}, Streak(1, is_known=False, seen=1)),
        ({2021: 1, 2023: 1, 2024: 1}, Streak(2, is_known=False, seen=2)),
    ],
)
def test_a_streak_that_runs_into_an_unrecorded_year_may_be_longer(places: dict[int, int], streak: Streak) -> None:
    assert streak_of_first_places(places) == streak


@given(st.integers(0, 10), st.integers(2, 48))
def test_a_known_streak_is_as_long_as_the_first_places_before_another(length: int, before: int) -> None:
    places = {2024 - length: before, **{2024 - year: 1 for year in range(length)}}

    assert streak_of_first_places(places) == Streak(length, is_known=True, seen=length + 1)


@given(st.dictionaries(st.integers(2000, 2024), st.integers(1, 5), min_size=1))
def test_what_lies_before_the_end_of_a_streak_does_not_change_it(places: dict[int, int]) -> None:
    found = streak_of_first_places(places)
    recent = {year: place for year, place in places.items() if year > max(places) - found.seen}

    assert streak_of_first_places(recent) == found
