"""Reading the register. It is public: names, places and status are what the law publishes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import Q, QuerySet

from zonebook.engine import OPEN_DAY, UNKNOWN_DAY
from zonebook.measures import Unit
from zonebook.registry.models import (
    Cluster,
    Company,
    Industry,
    Membership,
    Presence,
    Residency,
    Site,
    Zone,
)


class UnknownScope(LookupError):
    """A scope code that the register does not have; the message lists what it could be."""


@dataclass(frozen=True, slots=True)
class ScopeName:
    """A scope as people call it."""

    code: str
    ru: str
    en: str
    others: tuple[str, ...] = ()


def searchable(name: str) -> str:
    """The name by which a company is found on every database: SQLite's own case folding knows ASCII only."""
    return " ".join(name.casefold().replace("ё", "е").split())


def kept_zone(code: str | None = None) -> Zone:
    """The zone whose book this is, or the named one. Raises UnknownScope."""
    zones = Zone.objects.filter(keeps_book=True)
    zone = zones.filter(code=code).first() if code else zones.first()
    if zone is None:
        known = ", ".join(zones.values_list("code", flat=True)) or "none: build the demonstration with `zonebook demo`"
        raise UnknownScope(f"no zone “{code or ''}” keeps its book here; known: {known}")
    return zone


def in_force(on: date) -> Q:
    """The entries that hold on a day."""
    return within(on, on)


def within(since: date, until: date) -> Q:
    """The entries that hold on any day between two days."""
    begun = Q(first_day__isnull=True) | Q(first_day__lte=until)
    return begun & (Q(last_day__isnull=True) | Q(last_day__gte=since))


def companies_present(zone: Zone, *, on: date, site: Site | None = None) -> QuerySet[Company]:
    """The companies that work in the zone, or on one site of it, on a day."""
    presence = Presence.objects.filter(in_force(on), site__zone=zone)
    if site is not None:
        presence = presence.filter(site=site)
    return Company.objects.filter(pk__in=presence.values("company")).select_related("industry")


def residents(zone: Zone, *, on: date) -> QuerySet[Company]:
    """The companies that hold the status by agreement on a day."""
    return Company.objects.filter(pk__in=Residency.objects.filter(in_force(on), zone=zone).values("company"))


def sites_of_company(company: Company, zone: Zone, *, since: date, until: date) -> list[Site]:
    """The sites that a company worked on at any time between two days, in the order of their names."""
    stays = Presence.objects.filter(within(since, until), company=company, site__zone=zone).select_related("site")
    return sorted({stay.site for stay in stays}, key=lambda site: (site.name_ru, site.code))


def presence_beginnings(companies: Iterable[str], *, since: date, until: date) -> Mapping[str, Mapping[str, date]]:
    """Since when companies (by code) have been on their sites, by company and site code.

    Of several stays on one site the earliest that touches the days from `since` to `until` counts.
    """
    found: dict[str, dict[str, date]] = {}
    stays = Presence.objects.filter(within(since, until), company__code__in=list(companies))
    for company, site, first_day in stays.values_list("company__code", "site__code", "first_day"):
        of_company = found.setdefault(company, {})
        of_company[site] = min(of_company.get(site, OPEN_DAY), first_day or UNKNOWN_DAY)
    return found


def scope_names(codes: Iterable[str]) -> tuple[ScopeName, ...]:
    """The names of scope codes such as `site:rudnevo`. Raises UnknownScope for the first that is not there."""
    return tuple(_scope_name(code) for code in codes)


def all_scopes(zone: Zone) -> tuple[ScopeName, ...]:
    """Every scope that a text about the zone can name: the zones, the sites, the clusters, the companies."""
    sources: tuple[tuple[str, QuerySet[Any], tuple[str, str]], ...] = (
        ("zone", Zone.objects.all(), ("name_ru", "name_en")),
        ("site", Site.objects.filter(zone=zone), ("name_ru", "name_en")),
        ("cluster", Cluster.objects.filter(zone=zone), ("name_ru", "name_en")),
        ("company", Company.objects.all(), ("name", "name")),
    )
    return tuple(
        ScopeName(f"{kind}:{code}", ru, en, tuple(filter(None, map(str.strip, others.split(";")))))
        for kind, entries, names in sources
        for code, ru, en, others in entries.values_list("code", *names, "other_names")
    )


_FINDERS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "zone": lambda code: Zone.objects.filter(code=code).first(),
        "site": lambda code: Site.objects.filter(code=code).first(),
        "cluster": lambda code: Cluster.objects.filter(code=code).first(),
        "company": lambda code: Company.objects.filter(code=code).first(),
        "industry": lambda code: Industry.objects.filter(code=code).first(),
    }
)


def _scope_name(scope: str) -> ScopeName:
    kind, _, code = scope.partition(":")
    if kind == "rating":
        return ScopeName(scope, code, code)
    if kind not in _FINDERS:
        raise UnknownScope(f"“{scope}” names no scope; write {', '.join(f'{name}:<code>' for name in _FINDERS)}")
    found = _FINDERS[kind](code)
    if found is None:
        raise UnknownScope(f"the register has no {kind} “{code}”")
    if isinstance(found, Company):
        return ScopeName(scope, found.name, found.name)
    return ScopeName(scope, found.name_ru, found.name_en)


def _dated(rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    return [(*row[:-2], row[-2] or UNKNOWN_DAY, row[-1] or OPEN_DAY) for row in rows]


def presence_rows(zone_code: str) -> list[tuple[Any, ...]]:
    """Who works where, as the engine reads it."""
    present = Presence.objects.filter(site__zone__code=zone_code)
    return _dated(present.values_list("company__code", "site__code", "site__zone__code", "first_day", "last_day"))


def residency_rows(zone_code: str) -> list[tuple[Any, ...]]:
    """Who holds the status, as the engine reads it."""
    held = Residency.objects.filter(zone__code=zone_code)
    return _dated(held.values_list("company__code", "agreement", "zone__code", "first_day", "last_day"))


def membership_rows(zone_code: str) -> list[tuple[Any, ...]]:
    """Who belongs to which cluster, as the engine reads it."""
    members = Membership.objects.filter(cluster__zone__code=zone_code)
    return _dated(members.values_list("company__code", "cluster__code", "cluster__zone__code", "first_day", "last_day"))


def company_rows(zone_code: str) -> list[tuple[Any, ...]]:
    """The companies with their industries, as the engine reads them; a scope may name any of them."""
    fields = Company.objects.values_list("code", "name", "inn", "industry__code")
    return [(zone_code, code, name, inn, industry or "") for code, name, inn, industry in fields]


def site_rows(zone_code: str) -> list[tuple[Any, ...]]:
    """The sites with their areas, as the engine reads them."""
    stored = Unit.of("ha").to_stored
    sites = Site.objects.filter(zone__code=zone_code).values_list("code", "area_ha")
    return [(code, None if area is None else stored(area), zone_code, UNKNOWN_DAY, OPEN_DAY) for code, area in sites]
