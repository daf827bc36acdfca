"""Entering the register of the demonstration: zones, sites, named and fictional companies, clusters, amenities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from zonebook.accounts.actions import open_account
from zonebook.accounts.models import Role, User
from zonebook.accounts.queries import Actor
from zonebook.campus.actions import list_amenity
from zonebook.demo import facts
from zonebook.demo.cast import Player
from zonebook.demo.timeline import BOOK_BEGINS, BOOK_DAY, moment
from zonebook.registry import actions
from zonebook.registry.models import Cluster, Company, Industry, Site, Zone

PASSWORD = "zonebook-demonstration"  # noqa: S105 - printed on purpose: the demonstration's accounts are for everyone

_INDUSTRIES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "machine-tools": ("Станкостроение", "Machine tools"),
        "batteries": ("Литий-ионные батареи", "Lithium-ion batteries"),
        "pharma": ("Фармацевтика", "Pharmaceuticals"),
        "medical-devices": ("Медицинская техника", "Medical devices"),
        "microelectronics": ("Микроэлектроника", "Microelectronics"),
        "photonics": ("Фотоника", "Photonics"),
        "unmanned-aircraft": ("Беспилотные системы", "Unmanned aircraft"),
        "electric-vehicles": ("Электротранспорт", "Electric vehicles"),
        "new-materials": ("Новые материалы", "New materials"),
        "other": ("Прочее", "Other"),
    }
)
_INDUSTRY_OF = {"UAV": "unmanned-aircraft", "machine tools": "machine-tools", "medical devices": "medical-devices",
                "electric vehicles": "electric-vehicles", "new materials": "new-materials"}  # fmt: skip
_CLUSTERS = (
    ("pharma", "Фармацевтический кластер", "Pharmaceutical cluster", "фармкластер"),
    ("photonics-microelectronics", "Кластер фотоники и микроэлектроники", "Photonics and microelectronics cluster", ""),
    ("unmanned-aircraft", "Кластер беспилотных систем", "Unmanned aircraft cluster", ""),
    ("electric-vehicles", "Кластер электромобилестроения", "Electric vehicle cluster", ""),
    ("batteries", "Кластер аккумуляторов", "Battery cluster", ""),
    ("lifts", "Кластер лифтостроения", "Lift cluster", ""),
)
_CODES = {"Рэнера": "renera", "ЛАССАРД": "lassard", "НИИМЭ": "niime"}
_OTHER_NAMES = {"renera": "РЭНЕРА", "lassard": "НПП Лассард; Лассард", "niime": "НИИ молекулярной электроники"}
_RENERA_SITE = "Печатники"  # its pilot production works there; the plant at Красная Пахра is still a project
_LETTERS = dict(zip("абвгдезийклмнопрстуфхцыэ", "abvgdezijklmnoprstufhcye", strict=True)) | {
    "ж": "zh", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "ё": "e", "ъ": "", "ь": "",
}  # fmt: skip


@dataclass(slots=True)
class Stage:
    """The register as it is being entered: who acts, and what is there by code."""

    users: dict[str, User] = field(default_factory=dict)
    zone: Zone = field(default_factory=Zone)
    sites: dict[str, Site] = field(default_factory=dict)
    clusters: dict[str, Cluster] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)
    industries: dict[str, Industry] = field(default_factory=dict)

    def curator(self, day: date = BOOK_BEGINS) -> Actor:
        return Actor(self.users["curator"], moment(day))


def enter_zones(stage: Stage) -> None:
    """All zones of the public list, and the accounts of the zone that keeps its book here."""
    chief = User.objects.create_superuser("founder", password=None)
    founder = Actor(chief, moment(BOOK_BEGINS))
    for row in facts.rows("zones"):
        is_home = row["zone_id"] == facts.HOME
        zone = actions.found_zone(
            founder,
            code=row["zone_id"],
            name_ru=row["name_ru"].partition(" (")[0],
            name_en=row["name_en"].partition(" (")[0],
            other_names="ОЭЗ Москвы; ОЭЗ Технополис Москва; московская ОЭЗ; столичная ОЭЗ" if is_home else "",
            kind=row["type"],
            region=row["region"],
            status=row["status"],
            established=row["year_established"],
            managing_company="АО «ОЭЗ «Технополис Москва»" if is_home else "",
            authorised_body="Департамент инвестиционной и промышленной политики города Москвы" if is_home else "",
            source_url=row["source_url"][:500],
            keeps_book=is_home,
            is_demonstration=is_home,
            trail_is_public=is_home,
        )
        stage.zone = zone if is_home else stage.zone
    for role in Role:
        company = "f001" if role is Role.RESIDENT else ""
        stage.users[role] = open_account(
            by=chief, at=founder.at, username=role, password=PASSWORD, belongs_to=(role, facts.HOME, company)
        )
    stage.users["founder"] = chief


def enter_sites(stage: Stage) -> None:
    """The sites of the zone with what was published of them, its industries and its clusters."""
    actor = stage.curator()
    for row in facts.rows("sites"):
        name_ru, name_en = (row[name].partition(" (")[0] for name in ("name_ru", "name_en"))
        stage.sites[name_ru] = actions.open_site(
            actor,
            stage.zone,
            code=_SITE_CODES.get(name_en) or name_en.casefold().replace(" ", "-"),
            name_ru=name_ru,
            name_en=name_en,
            is_planned="planned" in row["name_en"],
            latitude=Decimal(row["lat_approx"]) if row["lat_approx"] else None,
            longitude=Decimal(row["lon_approx"]) if row["lon_approx"] else None,
            area_ha=Decimal(row["area_ha"]) if row["area_ha"] and "planned" not in row["area_as_of"] else None,
            area_note=row["area_as_of"],
            specialisation=row["specialisation"],
            source_url=row["source_url"],
        )
    for code, (ru, en) in _INDUSTRIES.items():
        stage.industries[code] = Industry.objects.create(code=code, name_ru=ru, name_en=en)
    for code, ru, en, others in _CLUSTERS:
        stage.clusters[code] = actions.form_cluster(
            actor, stage.zone, code=code, name_ru=ru, name_en=en, other_names=others
        )


_SITE_CODES = {"Karacharovo Mechanical Plant": "karacharovo"}


@dataclass(frozen=True, slots=True)
class Firm:
    """A named firm with what was published of it."""

    code: str
    name: str
    site: str
    industry: str
    product: str
    link: str
    has_agreement: bool


def named_firms(sites: Sequence[str]) -> tuple[Firm, ...]:
    """The named firms that work on one of the sites, each once; applicants and outsiders left out."""
    found: dict[str, Firm] = {}
    for row in facts.rows("moscow_residents"):
        name, code = named(row)
        site = _RENERA_SITE if code == "renera" else row["site"]
        if row["named"] != "yes" or row["relation"] in ("applicant", "residency not stated") or site not in sites:
            continue
        has_agreement = row["relation"] == "agreement"
        if code not in found:
            industry = "batteries" if code == "renera" else _industry(row)
            found[code] = Firm(code, name, site, industry, row["product"][:300], row["source_url"], has_agreement)
        elif has_agreement:
            found[code] = replace(found[code], has_agreement=True)
    return tuple(found.values())


def _industry(row: Mapping[str, str]) -> str:
    """The register's word for what a firm of the list makes."""
    industry = _INDUSTRY_OF.get(row["industry"], row["industry"])
    return industry if industry in _INDUSTRIES else "other"


def slug(name: str) -> str:
    """A code for a Russian or Latin name: «Ветбиохим» → `vetbiohim`."""
    latin = "".join(_LETTERS.get(letter, letter) for letter in name.casefold())
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:60]


def named_on_site(stage: Stage) -> Mapping[str, int]:
    """How many named firms work on each site, by its code."""
    return Counter(stage.sites[firm.site].code for firm in named_firms(list(stage.sites)))


def enter_named_firms(stage: Stage) -> None:
    """The named firms. Nobody published when most of them came: the first day stays open."""
    actor = stage.curator()
    for firm in named_firms(list(stage.sites)):
        company = actions.enter_company(
            actor,
            stage.zone,
            code=firm.code,
            name=firm.name,
            other_names=_OTHER_NAMES.get(firm.code, ""),
            industry=stage.industries[firm.industry],
            product=firm.product,
            source_url=firm.link[:500],
        )
        stage.companies[firm.code] = company
        actions.place_company(actor, company, site=stage.sites[firm.site], first_day=None)
        if firm.has_agreement:
            _grant(stage, company, agreement="соглашение 2024 года, день не опубликован", first_day=date(2024, 12, 31))
    in_2025 = "статус получен в 2025 году, день не опубликован"
    _grant(stage, stage.companies["lassard"], agreement=in_2025, first_day=BOOK_DAY)


def enter_listed_firms(stage: Stage) -> None:
    """The other firms that were published: unnamed ones, applicants, and those that nobody placed on a site.

    They are in the register without a site: to place them would count somebody twice, or count a guess.
    """
    actor = stage.curator()
    for row in facts.rows("moscow_residents"):
        name, code = named(row)
        if code in stage.companies:
            continue
        stage.companies[code] = actions.enter_company(
            actor,
            stage.zone,
            code=code,
            name=name,
            industry=stage.industries[_industry(row)],
            product=row["product"][:300],
            source_url=row["source_url"][:500],
        )


def named(row: Mapping[str, str]) -> tuple[str, str]:
    """What the register calls the firm of a row, and its code."""
    name = row["name"] if row["named"] == "no" else row["name"].partition(" (")[0]
    return name, _CODES.get(name) or slug(name)


def _grant(stage: Stage, company: Company, *, agreement: str, first_day: date) -> None:
    actor = stage.curator(max(first_day, BOOK_BEGINS))
    actions.grant_residency(actor, company, zone=stage.zone, agreement=agreement, first_day=first_day)


def enter_players(stage: Stage, players: Sequence[Player]) -> None:
    """The fictional companies with their sites and memberships."""
    by_code = {site.code: site for site in stage.sites.values()}
    for player in players:
        actor = stage.curator(max(player.joined or BOOK_BEGINS, BOOK_BEGINS))
        company = actions.enter_company(
            actor,
            stage.zone,
            code=player.code,
            name=player.name,
            inn=player.inn,
            ogrn=player.ogrn,
            industry=stage.industries[player.industry],
            is_fictional=True,
        )
        stage.companies[player.code] = company
        for site in player.sites:
            actions.place_company(actor, company, site=by_code[site], first_day=player.joined, last_day=player.left)
        for cluster, since in player.clusters:
            actions.join_cluster(stage.curator(since), company, cluster=stage.clusters[cluster], first_day=since)


def enter_amenities(stage: Stage) -> None:
    """What the sites offer, planned or open."""
    for row in facts.rows("amenities"):
        list_amenity(
            stage.curator(),
            stage.zone,
            site=stage.sites.get(row["site"]),
            name=row["amenity"],
            category=row["category"],
            details=row["details"],
            status=row["status"],
            opened=row["opened"],
            source_url=row["source_url"],
        )
