"""Which comparisons of zones does the book know? Its own editions, and beside them what others published.

They are different objects: a place in one says nothing of a place in another, so they are never put into one table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from zonebook.figures.editions import editions
from zonebook.figures.models import Edition, RatingEdition, RatingPlace
from zonebook.portal.rating_words import streak_said
from zonebook.portal.ratings import League, league
from zonebook.portal.templatetags.zonebook import named
from zonebook.rating import streak_of_first_places
from zonebook.registry.models import Zone


@dataclass(frozen=True, slots=True)
class Ours:
    """Our rating of one class of zones: its newest edition, all its years, for how long the leaders have led."""

    newest: League
    editions: tuple[Edition, ...]
    streaks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A zone in a rating of others: its place or score in each edition, in the order of the editions; its streak."""

    zone: Zone
    published: tuple[RatingPlace | None, ...]
    streak: str


@dataclass(frozen=True, slots=True)
class Others:
    """A rating of somebody else, as it was published: its editions, and the zones that were named, by class."""

    rating: str
    editions: tuple[RatingEdition, ...]
    classes: tuple[tuple[str, tuple[Line, ...]], ...]


def our_ratings() -> list[Ours]:
    """Our ratings by class, each with its newest edition."""
    by_class: dict[tuple[str, str], list[Edition]] = defaultdict(list)
    for edition in editions().defer("matrix", "taken"):
        by_class[edition.rating, edition.zone_class].append(edition)
    found = [_ours(of_class) for of_class in by_class.values()]
    return sorted(found, key=lambda one: (_KINDS.index(one.newest.edition.zone_class), one.newest.edition.rating))


def _ours(of_class: list[Edition]) -> Ours:
    newest = league(of_class[0])
    streaks = tuple(
        (leader.name, streak_said(streak_of_first_places(_places(of_class, leader.zone)), last_year=of_class[0].year))
        for leader in newest.leaders
    )
    return Ours(newest, tuple(of_class), streaks)


def _places(of_class: list[Edition], zone: str) -> dict[int, int]:
    ranks = {one.year: one.result["ranks"] for one in of_class}
    return {year: places[zone] for year, places in ranks.items() if zone in places}


def ratings_of_others() -> list[Others]:
    """Every rating of others of which a place or a score is recorded."""
    by_rating: dict[str, list[RatingPlace]] = defaultdict(list)
    places = RatingPlace.objects.select_related("edition", "zone").order_by("edition__rating", "-edition__year")
    for place in places:
        by_rating[place.edition.rating].append(place)
    return [_others(rating, places) for rating, places in by_rating.items()]


def _others(rating: str, places: Iterable[RatingPlace]) -> Others:
    published: dict[int, RatingEdition] = {}
    by_class: dict[str, dict[Zone, dict[int, RatingPlace]]] = defaultdict(lambda: defaultdict(dict))
    for place in places:
        published[place.edition.year] = place.edition
        by_class[place.zone.kind][place.zone][place.edition.year] = place
    years = tuple(published)
    classes = [
        (kind, tuple(sorted((_line(zone, of_zone, years=years) for zone, of_zone in zones.items()), key=_by_place)))
        for kind, zones in sorted(by_class.items(), key=lambda pair: _KINDS.index(pair[0]))
    ]
    return Others(rating, tuple(published.values()), tuple(classes))


_KINDS = [kind.value for kind in Zone.Kind]


def _line(zone: Zone, published: dict[int, RatingPlace], *, years: tuple[int, ...]) -> Line:
    placed = {year: one.place for year, one in published.items() if one.place is not None}
    is_in_newest = years[0] in placed  # a row of first places ends with the newest edition, or there is none
    streak = streak_said(streak_of_first_places(placed), last_year=years[0]) if is_in_newest else ""
    return Line(zone, tuple(published.get(year) for year in years), streak)


def _by_place(line: Line) -> tuple[list[float], str]:
    """The newest place first; who has only a score comes after who has a place."""
    return [_LAST if one is None or one.place is None else one.place for one in line.published], named(line.zone)


_LAST = float("inf")
