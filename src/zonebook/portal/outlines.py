"""Which ground does a text of GeoJSON (RFC 7946) draw, and how is the ground of the register written as GeoJSON?

An outline of the register is its corners in their order, each (longitude, latitude) in degrees, the last not repeated.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zonebook.estate.queries import outline_is_usable

_NOT_READ = _("This is no GeoJSON: paste the whole text of the file, from the first brace to the last.")
_NOT_ONE = _("The text draws no polygon or several: give one polygon.")
_HOLES = _("The polygon has holes: give its outer line only.")
_OPEN = _("The line of the polygon does not come back to where it begins: repeat its first corner at the end.")
_CORNERS = _(
    "Give at least three different corners, each as [longitude, latitude] in degrees: the longitude of Moscow is about "
    "37.6, its latitude 55.8."
)


class NoOutline(ValueError):
    """A text that draws no outline; `advice` says what to do, in the language of the page."""

    def __init__(self, advice: str | Promise) -> None:
        super().__init__(str(advice))
        self.advice = advice


def read_outline(text: str) -> list[list[float]]:
    """The corners of the one polygon that a text of GeoJSON draws. Raises NoOutline with what is to be mended."""
    try:
        drawn = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoOutline(_NOT_READ) from error
    rings = _rings(drawn)
    if len(rings) > 1:
        raise NoOutline(_HOLES)
    corners = [list(corner[:2]) if isinstance(corner, list) else corner for corner in rings[0]]
    if len(corners) > 1 and corners[0] != corners[-1]:
        raise NoOutline(_OPEN)
    outline = corners[:-1]
    if not outline_is_usable(outline) or len({tuple(corner) for corner in outline}) != len(outline):
        raise NoOutline(_CORNERS)
    return outline


def as_polygon(outline: Sequence[Sequence[float]]) -> dict[str, Any]:
    """The geometry of an outline: a closed ring."""
    return {"type": "Polygon", "coordinates": [[*outline, outline[0]]]}


def _rings(drawn: Any) -> list[list[Any]]:
    """The lines of the polygon that stands alone, in a feature, or in a collection of one."""
    while isinstance(drawn, dict) and drawn.get("type") in ("FeatureCollection", "Feature"):
        if drawn["type"] == "Feature":
            drawn = drawn.get("geometry")
        else:
            features = drawn.get("features")
            drawn = features[0] if isinstance(features, list) and len(features) == 1 else None
    rings = drawn.get("coordinates") if isinstance(drawn, dict) and drawn.get("type") == "Polygon" else None
    if not isinstance(rings, list) or not rings or not all(isinstance(ring, list) and ring for ring in rings):
        raise NoOutline(_NOT_ONE)
    return rings
