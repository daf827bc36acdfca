"""What is free, what is let to whom until when, and how much of it is there? Public, but for the papers of a lease.

Whether premises are let on a day follows from the leases in force; only what no lease tells is read from the entry.
Areas are in m², rates in kopecks for a square metre and year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, prefetch_related_objects

from zonebook.estate.models import Building, Lease, Premises
from zonebook.measures import Unit
from zonebook.registry.models import Site, Zone
from zonebook.registry.queries import in_force, known, within

_CORNERS = 3
_PAIR = 2
_EAST, _NORTH = 180, 90
_Kind, _State = Premises.Kind, Premises.State


class Standing(StrEnum):
    """How premises stand on a day."""

    FREE = "free"
    RESERVED = "reserved"
    LET = "let"
    UNDER_CONSTRUCTION = "under_construction"


@dataclass(frozen=True, slots=True)
class Stand:
    """Premises on a day, with the lease that lets them."""

    premises: Premises
    standing: Standing
    lease: Lease | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; what is None does not narrow it. `rate_to` is in kopecks for a m² and year."""

    site: Site | None = None
    building: Building | None = None
    kind: str = ""
    area_from: Decimal | None = None
    area_to: Decimal | None = None
    height_from: Decimal | None = None
    power_from: Decimal | None = None
    rate_to: int | None = None
    order: str = "site"


_BY_PLACE = ("site__name_ru", F("building__name").asc(nulls_first=True), "number")  # plots before buildings
ORDERS: Mapping[str, tuple[Any, ...]] = MappingProxyType(
    {
        "site": _BY_PLACE,
        "area": ("area_sqm",),
        "-area": ("-area_sqm",),
        "rate": (F("rate").asc(nulls_last=True),),
        "-rate": (F("rate").desc(nulls_last=True),),
        "height": (F("height_m").asc(nulls_last=True),),
        "-height": (F("height_m").desc(nulls_last=True),),
        "power": (F("power_kw").asc(nulls_last=True),),
        "-power": (F("power_kw").desc(nulls_last=True),),
    }
)


def free_premises(zone: Zone, wanted: Wanted, *, on: date) -> QuerySet[Premises]:
    """The premises and plots that can be rented from a day on and are as wanted: no lease holds then or later.

    What is not known of premises fits no wish: those without a height are not "at least 6 m high".
    """
    let = Lease.objects.filter(within(on, date.max), premises=OuterRef("pk"))
    ready = Q(state=_State.FREE) | Q(state=_State.UNDER_CONSTRUCTION, ready_on__lte=on)
    wishes = {
        "site": wanted.site,
        "building": wanted.building,
        "kind": wanted.kind or None,
        "area_sqm__gte": wanted.area_from,
        "area_sqm__lte": wanted.area_to,
        "height_m__gte": wanted.height_from,
        "power_kw__gte": wanted.power_from,
        "rate__lte": wanted.rate_to,
    }
    asked = {name: wish for name, wish in wishes.items() if wish is not None}
    found = Premises.objects.filter(ready, ~Exists(let), site__zone=zone, **asked)
    return found.select_related("site", "building").order_by(*ORDERS[wanted.order], "pk")


def stands(premises: QuerySet[Premises], *, on: date, known_at: datetime | None = None) -> list[Stand]:
    """How each of the premises stands on a day, in their order; the leases as the register knew them at a moment."""
    found = list(premises)
    leases = list(known(Lease, known_at).filter(in_force(on), premises__in=[one.pk for one in found]))
    prefetch_related_objects(found, "site", "building")  # what history gives has nothing selected with it
    prefetch_related_objects(leases, "company")
    let = {lease.premises_id: lease for lease in leases}
    return [Stand(one, _standing(one, let.get(one.pk), on=on), let.get(one.pk)) for one in found]


def premises_of(zone: Zone, *, known_at: datetime | None = None) -> QuerySet[Premises]:
    """The premises and plots of a zone, by site, as the register knew them at a moment."""
    found = known(Premises, known_at).filter(site__zone=zone)
    return found.order_by(*_BY_PLACE)


def _standing(premises: Premises, lease: Lease | None, *, on: date) -> Standing:
    if lease is not None:
        return Standing.LET
    is_built = premises.ready_on is not None and premises.ready_on <= on
    if premises.state == _State.UNDER_CONSTRUCTION and is_built:
        return Standing.FREE
    return Standing(premises.state)


@dataclass(frozen=True, slots=True)
class Stock:
    """How much of one kind a site has, m²: all, what could be let (it is built), what is let, and how many are free."""

    site: Site
    kind: str
    count: int
    area: Decimal
    lettable: Decimal
    let: Decimal
    free_count: int


def stock_of(found: Iterable[Stand]) -> tuple[Stock, ...]:
    """The stock of each site, premises and plots apart: floor and ground are not added up.

    A site of which no premises are entered is not there, rather than there with nothing.
    """

    def place(stand: Stand) -> tuple[str, str, str]:
        return stand.premises.site.name_ru, stand.premises.site.code, stand.premises.kind

    in_order = sorted(found, key=place)
    return tuple(_stock(list(group)) for _place, group in groupby(in_order, key=place))


def _stock(group: Sequence[Stand]) -> Stock:
    first = group[0].premises
    return Stock(
        site=first.site,
        kind=first.kind,
        count=len(group),
        area=_area(group),
        lettable=_area(stand for stand in group if stand.standing is not Standing.UNDER_CONSTRUCTION),
        let=_area(stand for stand in group if stand.standing is Standing.LET),
        free_count=sum(stand.standing is Standing.FREE for stand in group),
    )


def _area(group: Iterable[Stand]) -> Decimal:
    return sum((stand.premises.area_sqm for stand in group), Decimal(0))


def leases_ending(zone: Zone, *, since: date, until: date) -> QuerySet[Lease]:
    """The leases whose last day lies between two days, the next to end first."""
    ending = Lease.objects.filter(premises__site__zone=zone, last_day__gte=since, last_day__lte=until)
    return ending.select_related("company", "premises__site", "premises__building").order_by("last_day", "pk")


def rent_of_a_year(premises: Premises) -> Decimal | None:
    """What premises cost a year at the rate that is asked, in roubles and kopecks; None where no rate is entered."""
    if premises.rate is None:
        return None
    rate = Unit.of("RUB").from_stored(premises.rate)
    return (rate * premises.area_sqm).quantize(Decimal("0.01"))


def outline_is_usable(outline: Any) -> bool:
    """Are these at least three corners, each [longitude, latitude] in degrees?"""
    return isinstance(outline, list) and len(outline) >= _CORNERS and all(map(_is_corner, outline))


def _is_corner(corner: Any) -> bool:
    if not isinstance(corner, list | tuple) or len(corner) != _PAIR:
        return False
    numbers = all(isinstance(degree, int | float) and not isinstance(degree, bool) for degree in corner)
    return numbers and abs(corner[0]) <= _EAST and abs(corner[1]) <= _NORTH
