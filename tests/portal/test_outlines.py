"""Which ground does a text of GeoJSON draw? What draws none is refused with what is to be mended."""

from __future__ import annotations

import json

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from zonebook.portal.outlines import NoOutline, as_polygon, read_outline

CORNERS = [[37.61, 55.75], [37.63, 55.75], [37.63, 55.77]]


DEGREES = st.tuples(
    st.floats(-180, 180, allow_nan=False, allow_infinity=False), st.floats(-90, 90, allow_nan=False)
).map(list)


@given(st.lists(DEGREES, min_size=3, max_size=9, unique_by=tuple))
def test_an_outline_written_as_geojson_reads_back_as_it_was(corners):
    assert read_outline(json.dumps(as_polygon(corners))) == corners


@pytest.mark.parametrize("wrap", [lambda one: {"type": "Feature", "geometry": one},
                                  lambda one: {"type": "FeatureCollection",
                                               "features": [{"type": "Feature", "geometry": one}]}])  # fmt: skip
def test_a_polygon_is_found_in_what_map_editors_export(wrap):
    assert read_outline(json.dumps(wrap(as_polygon(CORNERS)))) == CORNERS


def test_a_height_of_a_corner_is_left_out():
    high = [[*corner, 150] for corner in CORNERS]

    assert read_outline(json.dumps(as_polygon(high))) == CORNERS


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no GeoJSON"),
        ("[" * 50_000, "no GeoJSON"),
        ("[1, 2]", "no polygon"),
        ('{"type": "Feature", "geometry": null}', "no polygon"),
        ('{"type": "FeatureCollection", "features": []}', "no polygon"),
        ('{"type": "Polygon", "coordinates": []}', "no polygon"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]], [[0, 0]]]}', "holes"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]}', "does not come back"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]}', "three different corners"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 0], [0, 0]]]}', "three different corners"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [NaN, 0], [1, 1], [0, 0]]]}', "three different corners"),
        ('{"type": "Polygon", "coordinates": [[0, 1, 2, 0]]}', "three different corners"),
    ],
)
def test_a_text_that_draws_no_outline_is_refused_with_what_to_do(text, says):
    with override("en"), pytest.raises(NoOutline, match=says):
        read_outline(text)


def test_latitude_before_longitude_is_refused_where_it_cannot_be():
    with override("en"), pytest.raises(NoOutline, match="longitude of Moscow"):
        read_outline(json.dumps(as_polygon([[55.75, 137.61], [55.75, 137.63], [55.77, 137.63]])))
