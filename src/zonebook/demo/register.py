"""Entering the register of the demonstration: zones, sites, named and fictional companies, clusters, amenities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
_RENERA_SITE = "pechatniki"  # its pilot production works there; the plant at Красная Пахра is still a project
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
        if "planned" in row["name_en"]:
            continue
        code = _SITE_CODES.get(row["name_en"]) or row["name_en"].casefold().replace(" ", "-")
        stage.sites[row["name_ru"]] = actions.open_site(
            actor,
            stage.zone,
            code=code,
            name_ru=row["name_ru"],
            name_en=row["name_en"],
            latitude=Decimal(row["lat_approx"]),
            longitude=Decimal(row["lon_approx"]),
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
        name = row["name"].partition(" (")[0]
        code = _CODES.get(name) or slug(name)
        site = "Печатники" if code == "renera" else row["site"]
        if row["named"] != "yes" or row["relation"] in ("applicant", "residency not stated") or site not in sites:
            continue
        has_agreement = row["relation"] == "agreement"
        if code in found:
            found[code] = found[code] if not has_agreement else _with_agreement(found[code])
            continue
        industry = _INDUSTRY_OF.get(row["industry"], row["industry"])
        industry = "batteries" if code == "renera" else industry
        industry = industry if industry in _INDUSTRIES else "other"
        found[code] = Firm(code, name, site, industry, row["product"][:300], row["source_url"], has_agreement)
    return tuple(found.values())


def _with_agreement(firm: Firm) -> Firm:
    return Firm(firm.code, firm.name, firm.site, firm.industry, firm.product, firm.link, has_agreement=True)


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
    _enter_renera_project(stage)


def _grant(stage: Stage, company: Company, *, agreement: str, first_day: date) -> None:
    actor = stage.curator(max(first_day, BOOK_BEGINS))
    actions.grant_residency(actor, company, zone=stage.zone, agreement=agreement, first_day=first_day)


def _enter_renera_project(stage: Stage) -> None:
    actor = stage.curator(BOOK_DAY)
    project = actions.enter_project(
        actor,
        stage.companies["renera"],
        site=stage.sites["Красная Пахра"],
        code="renera-gigafactory",
        title_ru="Гигафабрика тяговых батарей",
        title_en="Traction battery gigafactory",
        source_url=stage.companies["renera"].source_url,
    )
    actions.set_milestone(
        actor,
        project,
        title_ru="Опытное производство на площадке «Печатники»",
        title_en="Pilot production at the site Pechatniki",
        actual="2024-12",
    )


def enter_players(stage: Stage, players: Sequence[Player]) -> None:
    """The fictional companies with their sites, statuses and memberships."""
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
        _enter_status(stage, company, player=player)


def _enter_status(stage: Stage, company: Company, *, player: Player) -> None:
    if player.resident_from:
        residency = actions.grant_residency(
            stage.curator(max(player.resident_from, BOOK_BEGINS)),
            company,
            zone=stage.zone,
            agreement=f"ТВД-{player.code[1:]}/{player.resident_from.year}",
            first_day=player.resident_from,
        )
        if player.resident_to:
            ending = stage.curator(player.resident_to)
            actions.end_residency(ending, residency, last_day=player.resident_to, ground="по соглашению сторон")
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
