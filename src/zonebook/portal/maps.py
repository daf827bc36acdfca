"""Where on the drawing does a place of the zone lie? Maps as plain shapes for a template to write as SVG.

Equirectangular, true to scale at the middle latitude of what is drawn: over the tens of kilometres of a zone its error
is below the width of a line. North is up. Points are (longitude, latitude) in degrees, the drawing's are (x, y) from
its upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, radians
from textwrap import wrap

Point = tuple[float, float]

_METRES_A_DEGREE = 111_320.0  # of latitude, and of longitude at the equator
_LEAST = 1e-4  # degrees: what lies in one point is drawn as if it were ten metres wide
_BARS = tuple(step * 10**power for power in range(1, 6) for step in (1, 2, 5))  # metres
_LETTER = 0.52  # width of a letter of the text face, as a part of its size


@dataclass(frozen=True, slots=True)
class Projection:
    """How degrees become units of a drawing, `scale` of them a degree of latitude."""

    west: float
    north: float
    scale: float
    narrowing: float
    left: float = 0
    top: float = 0

    def at(self, point: Point) -> Point:
        """Where a point lies on the drawing."""
        longitude, latitude = point
        x = self.left + (longitude - self.west) * self.narrowing * self.scale
        return round(x, 1), round(self.top + (self.north - latitude) * self.scale, 1)

    @property
    def metres_a_unit(self) -> float:
        return _METRES_A_DEGREE / self.scale


def fitted(points: Sequence[Point], *, width: float, height: float, margin: float) -> Projection:
    """The projection that lets all points fit into a drawing, in its middle, with a margin around them."""
    longitudes, latitudes = zip(*points, strict=True)
    west, north = min(longitudes), max(latitudes)
    narrowing = cos(radians((north + min(latitudes)) / 2))
    across = max((max(longitudes) - west) * narrowing, _LEAST)
    down = max(north - min(latitudes), _LEAST)
    scale = min((width - 2 * margin) / across, (height - 2 * margin) / down)
    return Projection(west, north, scale, narrowing, (width - across * scale) / 2, (height - down * scale) / 2)


@dataclass(frozen=True, slots=True)
class Bar:
    """A scale bar: its length on the drawing and on the ground."""

    length: float
    metres: int


def bar_of(projection: Projection, *, longest: float) -> Bar:
    """The longest bar of a round number of metres that is not longer than asked."""
    fitting = [metres for metres in _BARS if metres / projection.metres_a_unit <= longest]
    metres = fitting[-1] if fitting else _BARS[0]
    return Bar(round(metres / projection.metres_a_unit, 1), metres)


@dataclass(frozen=True, slots=True)
class Place:
    """What the overview shows of a site: where it is, its name, how many of its premises and plots are free."""

    code: str
    name: str
    point: Point
    count: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the overview: its dot, the line that leads to its label, and the label's lines of text."""

    place: Place
    dot: Point
    elbow: Point
    label: Point
    lines: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The sites of a zone on one drawing, each with its label in a column beside the map."""

    width: int
    height: int
    size: int
    marks: tuple[Mark, ...]
    bar: Bar


def overview(places: Sequence[Place], *, width: int, map_width: int, size: int) -> Overview | None:
    """The map of all sites; `size` is that of its letters. None where no site has a position.

    Labels stand in a column, from north to south, so that sites that lie close together stay apart by name.
    """
    if not places:
        return None
    in_order = sorted(places, key=lambda place: (-place.point[1], place.point[0]))
    column = map_width + 2 * size
    texts = [_lines(place, width=width - column, size=size) for place in in_order]
    heights = [max(len(text) * 1.2 * size, 24) + 0.4 * size for text in texts]
    height = round(max(sum(heights) + size, map_width * 1.15))
    bar_room = 3 * size
    projection = fitted(
        [place.point for place in in_order], width=map_width, height=height - bar_room, margin=size * 0.75
    )
    dots = [projection.at(place.point) for place in in_order]
    middles = spread([y for _x, y in dots], heights, below=height)
    marks = tuple(
        _mark(place, dot=dot, middle=middle, text=text, at=(map_width, column, size))
        for place, dot, middle, text in zip(in_order, dots, middles, texts, strict=True)
    )
    return Overview(width, height, size, marks, bar_of(projection, longest=map_width / 2))


def _mark(place: Place, *, dot: Point, middle: float, text: Sequence[str], at: tuple[float, float, float]) -> Mark:
    elbow_x, label_x, size = at
    first = middle - (len(text) - 1) * 0.6 * size + 0.35 * size
    lines = tuple((round(first + number * 1.2 * size, 1), line) for number, line in enumerate(text))
    return Mark(place, dot, (elbow_x, round(middle, 1)), (label_x, round(middle, 1)), lines)


def _lines(place: Place, *, width: float, size: float) -> tuple[str, ...]:
    """The name and the number, broken so that they fit beside the map."""
    return tuple(wrap(f"{place.name}\u00a0—\u00a0{place.count}", max(int(width / (size * _LETTER)), 8)))


def spread(wished: Sequence[float], heights: Sequence[float], *, below: float) -> list[float]:
    """The middles of labels, as near to where they are wished as can be without one covering another.

    First each is pushed below the one before it, then all that hang over the lower edge are pushed up again.
    """
    middles: list[float] = []
    edge = 0.0
    for wish, height in zip(wished, heights, strict=True):
        middles.append(max(wish, edge + height / 2))
        edge = middles[-1] + height / 2
    edge = below
    for index in range(len(middles) - 1, -1, -1):
        middles[index] = min(middles[index], edge - heights[index] / 2)
        edge = middles[index] - heights[index] / 2
    return middles


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline on a site's map: a building or a plot with the number of its free premises, and the rooms within.

    Corners are degrees before the shape is drawn and units of the drawing afterwards.
    """

    code: str
    name: str
    corners: tuple[Point, ...]
    count: int = 0
    is_plot: bool = False
    rooms: tuple[tuple[Point, ...], ...] = ()

    @property
    def path(self) -> str:
        """The corners as SVG's `points`."""
        return _path(self.corners)

    @property
    def room_paths(self) -> tuple[str, ...]:
        """The corners of each room as SVG's `points`."""
        return tuple(map(_path, self.rooms))

    @property
    def middle(self) -> Point:
        """The middle of the box around it, where its number stands."""
        xs, ys = zip(*self.corners, strict=True)
        return round((min(xs) + max(xs)) / 2, 1), round((min(ys) + max(ys)) / 2, 1)


@dataclass(frozen=True, slots=True)
class SiteMap:
    """The outlines of one site: its ground where that is entered, its buildings and plots."""

    width: int
    height: int
    ground: Shape | None
    shapes: tuple[Shape, ...]
    bar: Bar


def site_map(ground: Shape | None, shapes: Sequence[Shape], *, width: int) -> SiteMap | None:
    """The map of one site, at most as high as it is wide. None where nothing has an outline."""
    everything = [corner for shape in (*([ground] if ground else ()), *shapes) for corner in shape.corners]
    if not everything:
        return None
    margin = width * 0.04
    wide = fitted(everything, width=width, height=width, margin=margin)
    _x, lowest = wide.at((everything[0][0], min(latitude for _longitude, latitude in everything)))
    height = round(lowest - wide.top + 2 * margin)
    projection = replace(wide, top=margin)
    return SiteMap(
        width,
        height,
        ground and _drawn(ground, projection),
        tuple(_drawn(shape, projection) for shape in shapes),
        bar_of(projection, longest=width / 4),
    )


def _drawn(shape: Shape, projection: Projection) -> Shape:
    rooms = tuple(tuple(map(projection.at, room)) for room in shape.rooms)
    return replace(shape, corners=tuple(map(projection.at, shape.corners)), rooms=rooms)


def _path(corners: Iterable[Point]) -> str:
    return " ".join(f"{x},{y}" for x, y in corners)


def hull(points: Iterable[Point]) -> tuple[Point, ...]:
    """The convex outline around points, counted against the clock: a building around its premises.

    Andrew's monotone chain: the lower edge from west to east, then the upper one back.
    """
    in_order = sorted(set(points))
    lower, upper = _edge(in_order), _edge(in_order[::-1])
    return (*lower[:-1], *upper[:-1]) or tuple(in_order)


def _edge(points: Sequence[Point]) -> list[Point]:
    edge: list[Point] = []
    for point in points:
        while len(edge) > 1 and _turn(edge[-2], edge[-1], third=point) <= 0:
            edge.pop()
        edge.append(point)
    return edge


def _turn(first: Point, second: Point, *, third: Point) -> float:
    """Above zero where the way over three points bends to the left."""
    return (second[0] - first[0]) * (third[1] - first[1]) - (second[1] - first[1]) * (third[0] - first[0])
