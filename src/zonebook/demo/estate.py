"""The fictional stock of the demonstration: buildings, premises, plots, and leases to fictional companies only.

Nobody published plans of the sites: every outline, area, height, power and rate here is made up and marked so. Real
firms get no lease, because it would be a statement about them. The same sites and companies give the same stock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import cos, radians
from random import Random
from types import MappingProxyType

from zonebook.demo.register import Stage
from zonebook.demo.timeline import BOOK_BEGINS, BOOK_DAY
from zonebook.estate import actions
from zonebook.estate.models import Building, Premises
from zonebook.measures import Unit
from zonebook.registry.models import Company, Presence, Site

_BUILDINGS: Mapping[str, int] = MappingProxyType(
    # the larger the site, the more: 25 in all, on the sites where fictional companies work
    {"alabushevo": 8, "pechatniki": 8, "rudnevo": 5, "mikron": 1, "angstrem": 1, "miet": 1, "karacharovo": 1}
)
_PLOTS: Mapping[str, int] = MappingProxyType({"alabushevo": 5, "rudnevo": 3, "krasnaya-pakhra": 2, "tolstopaltsevo": 2})
_UNFINISHED = "rudnevo"  # its last building is still being built
_READY_ON = date(2027, 9, 1)
_LENGTH, _DEPTH = 150, 60  # metres of a building, and of the grid that buildings stand in
_STEP_EAST, _STEP_SOUTH, _IN_A_ROW = 230, 130, 3
_FLOORS = 4
_SHARES = ((4, 3, 2, 1), (1, 3, 3, 3), (2, 3, 2, 3), (5, 2, 2, 1))  # how the rooms of a floor divide its length
_LET, _RESERVED, _AMENDED = 0.85, 0.02, 0.1
_METRES_A_DEGREE = 111_320
_PURPOSES = ("производство", "сборка", "лаборатория", "склад", "чистые помещения")

Outline = list[list[float]]


@dataclass(frozen=True, slots=True)
class Ground:
    """A place on a site in metres east and south of its centre, and how to write it as degrees."""

    latitude: float
    longitude: float

    def box(self, east: float, south: float, *, length: float, depth: float) -> Outline:
        """The outline of a rectangle whose north-western corner lies there."""
        corners = ((east, south), (east + length, south), (east + length, south + depth), (east, south + depth))
        narrowing = cos(radians(self.latitude))
        return [
            [
                round(self.longitude + x / (_METRES_A_DEGREE * narrowing), 6),
                round(self.latitude - y / _METRES_A_DEGREE, 6),
            ]
            for x, y in corners
        ]


def enter_estate(stage: Stage) -> None:
    """Enter the stock of every site and let most of it. Call after the fictional companies were entered."""
    for site in sorted(stage.sites.values(), key=lambda site: site.code):
        if site.latitude is None or site.longitude is None:
            continue
        draw = Random(site.code)  # noqa: S311 - a play, not a secret: the same site must get the same stock
        ground = Ground(float(site.latitude), float(site.longitude))
        premises = [one for building in _buildings(stage, site) for one in _rooms(stage, building, on=ground)]
        _enter_plots(stage, site, ground=ground)
        _let_most(stage, premises, tenants=_tenants(site), draw=draw)


def _buildings(stage: Stage, site: Site) -> Iterator[Building]:
    for number in range(1, _BUILDINGS.get(site.code, 0) + 1):
        yield actions.add_building(
            stage.curator(),
            site,
            code=f"{site.code}-{number}",
            name=f"Вымышленный корпус {number}",
            floors=_FLOORS,
            is_fictional=True,
        )


def _rooms(stage: Stage, building: Building, *, on: Ground) -> Iterator[Premises]:
    """The premises of a building, floor by floor: high and strong on the ground, lower above."""
    draw = Random(building.code)  # noqa: S311 - a play as well: the same building, the same rooms
    number = int(building.code.rpartition("-")[2])
    row, column = divmod(number - 1, _IN_A_ROW)
    is_unfinished = building.code == f"{_UNFINISHED}-{_BUILDINGS[_UNFINISHED]}"
    for floor in range(1, _FLOORS + 1):
        shares, done = _SHARES[(number + floor) % len(_SHARES)], 0
        for place, share in enumerate(shares, start=1):
            length = _LENGTH * share / sum(shares)
            east = column * _STEP_EAST + _LENGTH * done / sum(shares)
            done += share
            yield actions.add_premises(
                stage.curator(),
                building.site,
                building=building,
                code=f"{building.code}-{floor}{place:02}",
                number=f"{number}.{floor}{place:02}",
                floor=floor,
                area_sqm=Decimal(str(length * _DEPTH)),
                height_m=Decimal("8.4") if floor == 1 else Decimal("4.2"),
                power_kw=Decimal(draw.randrange(200, 900, 50) if floor == 1 else draw.randrange(40, 200, 20)),
                purpose=draw.choice(_PURPOSES),
                state=_state(draw, is_unfinished=is_unfinished),
                ready_on=_READY_ON if is_unfinished else None,
                rate=_roubles(draw.randrange(6_000, 17_300, 100)),
                outline=on.box(east, row * _STEP_SOUTH, length=length, depth=_DEPTH),
                is_fictional=True,
            )


def _state(draw: Random, *, is_unfinished: bool) -> Premises.State:
    if is_unfinished:
        return Premises.State.UNDER_CONSTRUCTION
    return Premises.State.RESERVED if draw.random() < _RESERVED else Premises.State.FREE


def _enter_plots(stage: Stage, site: Site, *, ground: Ground) -> None:
    """Plots of one to three hectares in a row to the south of the buildings."""
    rows = -(-_BUILDINGS.get(site.code, 0) // _IN_A_ROW)
    east = 0
    for number in range(1, _PLOTS.get(site.code, 0) + 1):
        length = 100 + 50 * (number % 3)
        actions.add_premises(
            stage.curator(),
            site,
            kind=Premises.Kind.PLOT,
            code=f"{site.code}-plot-{number}",
            number=f"Вымышленный участок {number}",
            area_sqm=Decimal(length * _STEP_SOUTH),
            purpose="строительство",
            rate=_roubles(600 + 100 * number),
            outline=ground.box(east, rows * _STEP_SOUTH, length=length, depth=_STEP_SOUTH),
            is_fictional=True,
        )
        east += length + 20


def _tenants(site: Site) -> Sequence[tuple[Company, date]]:
    """The fictional companies that work on the site on the book's day, and since when."""
    stays = Presence.objects.filter(site=site, company__is_fictional=True, last_day__isnull=True)
    found = stays.select_related("company").order_by("company__code")
    since = [(stay.company, stay.first_day or BOOK_BEGINS) for stay in found]
    return [(company, first_day) for company, first_day in since if first_day <= BOOK_DAY]


def _let_most(
    stage: Stage, premises: Sequence[Premises], *, tenants: Sequence[tuple[Company, date]], draw: Random
) -> None:
    """Let what is built and free, a lease for each, to one company after the other."""
    built = [one for one in premises if one.state == Premises.State.FREE]
    for number, one in enumerate(built if tenants else []):
        if draw.random() < _LET:
            company, since = tenants[number % len(tenants)]
            _let(stage, one, company=company, first_day=since + timedelta(days=draw.randrange(60)), draw=draw)


def _let(stage: Stage, premises: Premises, *, company: Company, first_day: date, draw: Random) -> None:
    """One lease; a tenth of those from before the book have a new rate since."""
    rate = _roubles(draw.randrange(6_000, 17_300, 100))
    lease = actions.let_premises(
        stage.curator(max(first_day, BOOK_BEGINS)),
        premises,
        company=company,
        number=f"А-{premises.code}",
        first_day=first_day,
        last_day=date(draw.randrange(2026, 2033), draw.randrange(10, 13), 30),
        rate=rate,
        signed_on=first_day - timedelta(days=20),
    )
    if draw.random() < _AMENDED and first_day < BOOK_BEGINS:
        day = date(2024, draw.randrange(1, 13), 15)
        raised = rate + _roubles(600)
        actions.amend_lease(stage.curator(day), lease, agreed_on=day, reason="новая ставка", rate=raised)


def _roubles(rate: int) -> int:
    """A rate in roubles as the book keeps it."""
    return Unit.of("RUB").to_stored(Decimal(rate))
