"""What does the page of free premises show: the chips of its filters, its maps, its exports?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zonebook.estate.models import Premises
from zonebook.estate.queries import Wanted, outline_is_usable
from zonebook.measures import Unit
from zonebook.portal.maps import Overview, Place, Point, Shape, SiteMap, hull, overview, site_map
from zonebook.portal.outlines import as_polygon
from zonebook.portal.templatetags.zonebook import named, number
from zonebook.registry.models import Site, Zone

_RUB = Unit.of("RUB")
_WIDE = {"width": 736, "map_width": 400, "size": 17}
_NARROW = {"width": 328, "map_width": 120, "size": 13}
_SITE_WIDTH = 736
EXPORTED = (
    "code", "site", "building", "kind", "number", "floor", "area_sqm", "height_m", "power_kw", "purpose",
    "rate_rub_sqm_year", "is_fictional",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, in words; leaving out its field of the address takes it away."""

    field: str
    says: str


def chips(wanted: Wanted) -> list[Chip]:
    """The filters of a search in words, in the order of the form."""
    said = (
        ("site", wanted.site, named),
        ("building", wanted.building, lambda building: building.name),
        ("kind", wanted.kind or None, lambda kind: str(Premises.Kind(kind).label)),
        ("area_from", wanted.area_from, lambda area: _("from %(area)s m²") % {"area": number(area)}),
        ("area_to", wanted.area_to, lambda area: _("up to %(area)s m²") % {"area": number(area)}),
        ("height", wanted.height_from, lambda height: _("height from %(height)s m") % {"height": number(height)}),
        ("power", wanted.power_from, lambda power: _("power from %(power)s kW") % {"power": number(power)}),
        ("rate", wanted.rate_to, lambda rate: _("up to %(rate)s ₽ per m²") % {"rate": number(_RUB.from_stored(rate))}),
    )
    return [Chip(field, words(wish)) for field, wish, words in said if wish is not None]


def zone_maps(zone: Zone, free: Iterable[Premises]) -> tuple[Overview | None, Overview | None]:
    """The sites with how many of the premises are on each: a wide drawing and one for a phone."""
    count = Counter(one.site_id for one in free)
    placed = Site.objects.filter(zone=zone, latitude__isnull=False, longitude__isnull=False)
    places = [Place(site.code, named(site), _point(site), count[site.pk]) for site in placed]
    return overview(places, **_WIDE), overview(places, **_NARROW)


def _point(site: Site) -> Point:
    return float(site.longitude), float(site.latitude)


def map_of_site(site: Site, free: Iterable[Premises]) -> SiteMap | None:
    """The outlines of a site with the number of free premises in each building and on each plot."""
    drawn = Premises.objects.filter(site=site, outline__isnull=False).select_related("building")
    outlined = [one for one in drawn.order_by("building__name", "number") if outline_is_usable(one.outline)]
    codes = {one.code for one in free}
    shapes = [*_buildings(outlined, codes), *(_plot(one, codes) for one in outlined if one.building is None)]
    return site_map(_ground(site), shapes, width=_SITE_WIDTH)


def _buildings(outlined: Sequence[Premises], free: set[str]) -> list[Shape]:
    """Each building as the outline around its premises."""
    within: dict[Any, list[Premises]] = {}
    for one in outlined:
        if one.building is not None:
            within.setdefault(one.building, []).append(one)
    return [
        Shape(
            building.code,
            building.name,
            hull(corner for one in rooms for corner in _corners(one)),
            count=sum(one.code in free for one in rooms),
            rooms=tuple({_corners(one): None for one in rooms}),
        )
        for building, rooms in within.items()
    ]


def _plot(premises: Premises, free: set[str]) -> Shape:
    count = int(premises.code in free)
    return Shape(premises.code, premises.number, _corners(premises), count=count, is_plot=True)


def _ground(site: Site) -> Shape | None:
    if not outline_is_usable(site.outline):
        return None
    return Shape(site.code, named(site), tuple((float(east), float(north)) for east, north in site.outline))


def _corners(premises: Premises) -> tuple[Point, ...]:
    return tuple((float(east), float(north)) for east, north in premises.outline)


def row_of(premises: Premises) -> tuple[Any, ...]:
    """What an export says of premises, in the order of EXPORTED; what is not known stays empty."""
    return (
        premises.code,
        premises.site.code,
        premises.building.code if premises.building else None,
        premises.kind,
        premises.number,
        premises.floor,
        premises.area_sqm,
        premises.height_m,
        premises.power_kw,
        premises.purpose,
        None if premises.rate is None else _RUB.from_stored(premises.rate),
        premises.is_fictional,
    )


def as_geojson(free: Iterable[Premises]) -> dict[str, Any]:
    """Premises as GeoJSON (RFC 7946): a closed ring for each outline, no geometry where none is entered."""
    return {"type": "FeatureCollection", "features": [_feature(one) for one in free]}


def _feature(premises: Premises) -> dict[str, Any]:
    facts = dict(zip(EXPORTED, row_of(premises), strict=True))
    plain = {
        name: value if value is None or isinstance(value, bool | int) else str(value) for name, value in facts.items()
    }
    geometry = None
    if outline_is_usable(premises.outline):
        geometry = as_polygon(premises.outline)
    return {"type": "Feature", "id": premises.code, "properties": plain, "geometry": geometry}
