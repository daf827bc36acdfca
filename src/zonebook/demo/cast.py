"""Who is in the demonstration? Named firms with what was published of them, and openly fictional ones.

The plan of the fictional companies (how many, where, since when, with which status) follows the published counts;
everything drawn comes from one seed, so the book is the same each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from random import Random
from types import MappingProxyType

from stdnum.ru import inn, ogrn

from zonebook.demo import calibration
from zonebook.demo.timeline import BOOK_BEGINS


class Part(StrEnum):
    """The one thing in which a company's history differs from the ordinary."""

    ORDINARY = "ordinary"
    NEVER_REPORTS = "never reports"
    LATE = "late"
    RETURNED = "returned once"
    CORRECTED = "corrected later"
    SKIPS = "skipped a quarter"
    TWO_SITES = "on two sites"
    TWO_CLUSTERS = "in two clusters"
    LOST_STATUS = "lost its status"
    LEFT = "left the zone"
    GROWS = "took on many people"


@dataclass(frozen=True, slots=True)
class Player:
    """A fictional company; sites are empty for a cluster member outside the zone."""

    code: str
    name: str
    inn: str
    ogrn: str
    industry: str
    sites: tuple[str, ...]
    joined: date | None
    left: date | None
    resident_from: date | None
    resident_to: date | None
    clusters: tuple[tuple[str, date], ...]
    weight: float
    part: Part = Part.ORDINARY


_TRADES: Mapping[str, str] = MappingProxyType(
    {
        "machine-tools": "Вымышленный станкозавод",
        "batteries": "Вымышленные аккумуляторы",
        "pharma": "Вымышленная фармацевтика",
        "medical-devices": "Вымышленная медтехника",
        "microelectronics": "Вымышленная микроэлектроника",
        "photonics": "Вымышленная фотоника",
        "unmanned-aircraft": "Вымышленные беспилотники",
        "electric-vehicles": "Вымышленный электротранспорт",
        "new-materials": "Вымышленные материалы",
    }
)
_CLUSTER_OF: Mapping[str, str] = MappingProxyType(
    {
        "pharma": "pharma",
        "microelectronics": "photonics-microelectronics",
        "photonics": "photonics-microelectronics",
        "unmanned-aircraft": "unmanned-aircraft",
        "electric-vehicles": "electric-vehicles",
        "batteries": "batteries",
    }
)
_PARTS = (
    Part.NEVER_REPORTS, Part.LATE, Part.RETURNED, Part.CORRECTED, Part.SKIPS,
    Part.TWO_SITES, Part.LOST_STATUS, Part.LATE, Part.TWO_CLUSTERS,
)  # fmt: skip
IN_ZONE_MEMBERS = 74


def players(seed: int, *, named_on_site: Mapping[str, int]) -> tuple[Player, ...]:
    """The fictional companies that fill the published counts up beside the named firms."""
    draw = Random(seed)  # noqa: S311 - a play, not a secret: the same seed must choose the same cast
    located = [site for site, count in calibration.ON_SITE.items() for _ in range(count - named_on_site.get(site, 0))]
    rest = calibration.COMPANIES - sum(named_on_site.values()) - len(located)
    located += ["karacharovo"] * max(rest, 0)
    draw.shuffle(located)
    industries = list(_TRADES)
    made = [
        _player(draw, number, industry=industries[number % len(industries)], site=site)
        for number, site in enumerate(located)
    ]
    made = _with_newcomers(list(_with_parts(made)))
    made = _with_residency(draw, made)
    made += [_left(draw, len(made) + number) for number in range(2)]
    made = _with_clusters(made)
    return (*made, *_outsiders(draw, len(made), count=calibration.CLUSTER_MEMBERS - IN_ZONE_MEMBERS))


def _player(draw: Random, number: int, *, industry: str, site: str) -> Player:
    """A company that came to the zone before the book began."""
    joined = date(draw.randint(2012, 2022), draw.randint(1, 12), draw.randint(1, 28))
    weight = min(max(draw.lognormvariate(0, 0.8), 0.25), 6.0)
    return Player(
        code=f"f{number + 1:03}",
        name=f"{_TRADES[industry]} № {number + 1}",
        inn=_inn(number + 1),
        ogrn=_ogrn(number + 1),
        industry=industry,
        sites=(site,),
        joined=joined,
        left=None,
        resident_from=None,
        resident_to=None,
        clusters=(),
        weight=weight,
    )


def _with_parts(made: list[Player]) -> Iterator[Player]:
    """Give the special parts to old companies of the large sites, the growing one to a pharmaceutical firm."""
    parts = list(_PARTS)
    grower_chosen = False
    for player in made:
        is_old = player.joined is not None and player.joined.year < 2022  # noqa: PLR2004 - before the book
        if is_old and player.industry == "pharma" and not grower_chosen:
            grower_chosen = True
            yield replace(player, part=Part.GROWS, weight=5.0)
        elif is_old and parts and player.sites[0] in ("pechatniki", "alabushevo"):
            part = parts.pop(0)
            sites = ("pechatniki", "alabushevo") if part is Part.TWO_SITES else player.sites
            yield replace(player, part=part, sites=sites, weight=max(player.weight, 1.0))
        else:
            yield player


def _with_newcomers(made: list[Player]) -> list[Player]:
    """Let the last ordinary companies come after the book began, most of them with the status at once."""
    ordinary = [index for index, player in enumerate(made) if player.part is Part.ORDINARY]
    result = list(made)
    for day, companies, residents in calibration.NEWCOMERS:
        for place in range(companies):
            index = ordinary.pop()
            result[index] = replace(made[index], joined=day, resident_from=day if place < residents else None)
    return result


def _with_residency(draw: Random, made: list[Player]) -> list[Player]:
    """Give the status to as many of the old companies as were residents before the book."""
    must = {Part.CORRECTED, Part.LOST_STATUS, Part.GROWS, Part.SKIPS, Part.TWO_SITES}
    old = [index for index, player in enumerate(made) if player.joined and player.joined < BOOK_BEGINS]
    old.sort(key=lambda index: (made[index].part not in must, draw.random()))
    result = list(made)
    for index in old[: calibration.RESIDENTS_BEFORE]:
        player = made[index]
        begun = date(draw.randint(2016, 2022), draw.randint(1, 12), draw.randint(1, 28))
        until = date(2025, 3, 31) if player.part is Part.LOST_STATUS else None
        since = max(begun, player.joined or begun)
        result[index] = replace(player, resident_from=since, resident_to=until)
    return result


def _with_clusters(made: list[Player]) -> list[Player]:
    """Make the first companies of the clusters' industries members; one of them is in two clusters."""
    result, members = list(made), 0
    order = sorted(range(len(made)), key=lambda index: made[index].part not in (Part.GROWS, Part.TWO_CLUSTERS))
    for index in order:
        player = made[index]
        cluster = _CLUSTER_OF.get(player.industry)
        wants_two = player.part is Part.TWO_CLUSTERS
        if player.left or members == IN_ZONE_MEMBERS or not (cluster or wants_two):
            continue
        founded = date(2025, 2, 3) if cluster == "batteries" else date(2023, 4, 3)
        clusters = ((cluster or "electric-vehicles", max(founded, player.joined or founded)),)
        if wants_two:
            second = (
                "photonics-microelectronics" if clusters[0][0] != "photonics-microelectronics" else "electric-vehicles"
            )
            clusters = (*clusters, (second, date(2024, 4, 1)))
        result[index] = replace(player, clusters=clusters)
        members += 1
    return result


def _outsiders(draw: Random, first: int, *, count: int) -> Iterator[Player]:
    """Cluster members that do not sit in the zone."""
    industries = list(_CLUSTER_OF)
    for number in range(first, first + count):
        industry = industries[number % len(industries)]
        player = _player(draw, number, industry=industry, site="outside")
        cluster = _CLUSTER_OF[industry] if number % 9 else "lifts"
        since = date(2025, 2, 3) if cluster in ("batteries", "lifts") else date(2023, 4, 3)
        yield replace(player, name=f"{player.name} (вне зоны)", sites=(), joined=None, clusters=((cluster, since),))


def _left(draw: Random, number: int) -> Player:
    player = _player(draw, number, industry="new-materials", site="pechatniki")
    return replace(player, joined=date(2019, 4, 1), left=date(2023, 10, 31), part=Part.LEFT)


def _inn(number: int) -> str:
    """A number of the right form in a region that does not exist (00)."""
    stem = f"0000{number:05}"
    return stem + inn.calc_company_check_digit(stem)


def _ogrn(number: int) -> str:
    stem = f"12300000{number:04}"
    return stem + ogrn.calc_check_digit(f"{stem}0")  # the last digit is left out of the sum
