"""Maps keep what a map promises: true distances, labels that do not cover each other, outlines around everything."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.portal.maps import Place, Shape, bar_of, fitted, hull, overview, site_map, spread

MOSCOW = (37.0, 55.5)
degrees = st.floats(-0.4, 0.4).map(lambda away: round(away, 4))
points = st.tuples(degrees, degrees).map(lambda away: (MOSCOW[0] + away[0], MOSCOW[1] + away[1]))


def test_a_kilometre_north_is_as_long_as_a_kilometre_east():
    north, east = (37.0, 55.5 + 1 / 111.32), (37.0 + 1 / (111.32 * 0.5664), 55.5)
    projection = fitted([MOSCOW, north, east], width=400, height=400, margin=10)
    (x, y), (x_north, y_north), (x_east, y_east) = map(projection.at, (MOSCOW, north, east))

    upward, sideways = hypot(x_north - x, y_north - y), hypot(x_east - x, y_east - y)
    assert upward == pytest.approx(sideways, rel=0.002)
    assert upward * projection.metres_a_unit == pytest.approx(1000, rel=0.002)


def test_north_is_up_and_east_is_right():
    projection = fitted([MOSCOW, (37.1, 55.6)], width=400, height=400, margin=10)
    (x, y), (x_other, y_other) = projection.at(MOSCOW), projection.at((37.1, 55.6))

    assert x_other > x
    assert y_other < y


@given(st.lists(points, min_size=1, max_size=20))
def test_everything_fits_into_the_drawing(places):
    projection = fitted(places, width=300, height=200, margin=8)

    for x, y in map(projection.at, places):
        assert 7.9 <= x <= 292.1
        assert 7.9 <= y <= 192.1


@given(st.lists(st.floats(0, 300), min_size=1, max_size=12).map(sorted))
def test_labels_never_cover_each_other_and_stay_on_the_sheet(wished):
    heights = [24.0] * len(wished)
    middles = spread(wished, heights, below=300)

    assert all(after - before >= 24 - 1e-6 for before, after in pairwise(middles))
    assert middles[0] >= 12 - 1e-6
    assert middles[-1] <= 288 + 1e-6


def test_a_label_with_room_stands_where_its_place_is():
    assert spread([50.0, 150.0], [24.0, 24.0], below=300) == [50.0, 150.0]


def test_the_overview_names_every_site_with_its_number_from_north_to_south():
    places = [Place("b", "Печатники", (37.73, 55.71), 12), Place("a", "Алабушево", (37.16, 56.01), 3)]
    drawn = overview(places, width=340, map_width=150, size=13)

    assert drawn is not None
    assert [line for mark in drawn.marks for _y, line in mark.lines] == [
        "Алабушево\u00a0—\u00a03",
        "Печатники\u00a0—\u00a012",
    ]


def test_a_long_name_is_broken_into_lines():
    place = Place("k", "Карачаровский механический завод", (37.73, 55.73), 3)
    drawn = overview([place], width=340, map_width=150, size=13)

    assert drawn is not None
    assert len(drawn.marks[0].lines) == 2


def test_without_a_place_there_is_no_map():
    assert overview([], width=340, map_width=150, size=13) is None
    assert site_map(None, [], width=700) is None


def test_the_scale_bar_is_a_round_number_of_metres():
    projection = fitted([MOSCOW, (37.0, 56.0)], width=400, height=400, margin=0)
    bar = bar_of(projection, longest=100)

    assert bar.metres == 10_000
    assert bar.length * projection.metres_a_unit == pytest.approx(10_000, rel=0.01)


@given(st.lists(points, min_size=3, max_size=30))
def test_the_outline_of_a_building_goes_around_all_its_premises(corners):
    around = hull(corners)

    assert set(around) <= set(corners)
    assert {min(corners), max(corners)} <= set(around)


def test_a_corner_within_is_no_corner_of_the_outline():
    assert set(hull([(0, 0), (2, 0), (2, 2), (0, 2), (1, 1)])) == {(0, 0), (2, 0), (2, 2), (0, 2)}


def test_a_site_is_drawn_within_its_sheet():
    square = ((37.0, 55.5), (37.002, 55.5), (37.002, 55.501), (37.0, 55.501))
    drawn = site_map(None, [Shape("n", "Корпус", square, count=2, rooms=(square,))], width=700)

    assert drawn is not None
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in drawn.shapes[0].corners)
    assert drawn.shapes[0].room_paths == (drawn.shapes[0].path,)
    assert drawn.height < drawn.width
