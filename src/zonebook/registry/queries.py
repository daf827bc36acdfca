"""Reading the register. It is public: names, places and status are what the law publishes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from types import MappingProxyType
from typing import Any

from django.db.models import Model, Q, QuerySet

from zonebook.engine import OPEN_DAY, OPEN_MOMENT, UNKNOWN_DAY
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

_SEARCH_NAME = 1000
_STRUCK = "-"
_ALIKE = str.maketrans("ёэ", "ее")
_MARKS = re.compile(r"^[\W_]+|[\W_]+$")
_LEGAL_FORMS = frozenset("ооо оао зао пао ао ип нко ано llc ltd jsc pjsc inc gmbh".split())
"""What people write before a name, and the register beside it, in a field of its own."""


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
    """The words by which an entry is found on every database: SQLite's own case folding knows ASCII only.

    ё counts as е, and so does э, which the names of firms take for it now and then.
    """
    return " ".join(name.casefold().translate(_ALIKE).split())


def wanted_words(text: str) -> str:
    """What a reader looks for, without the marks around its words and without the legal form of a firm.

    The register holds Рэнера; it is found by «Рэнера», by "Рэнера." and by ООО Рэнера as well.
    """
    words = [word for word in (_MARKS.sub("", word) for word in searchable(text).split()) if word]
    return " ".join([word for word in words if word not in _LEGAL_FORMS] or words)


def looked_for_by(company: Company) -> str:
    """All by which a company is looked for: its names and its numbers."""
    return searchable(f"{company.name} {company.other_names} {company.inn} {company.ogrn}")[:_SEARCH_NAME]


def value_of(entry: Model, name: str) -> Any:
    """What a field of an entry says, as plain text, a number or null; another entry by its code or key."""
    field = entry._meta.get_field(name)
    value = getattr(entry, name) if field.is_relation else field.value_from_object(entry)
    if isinstance(value, Model):
        return getattr(value, "code", None) or value.pk
    return value if value is None or isinstance(value, bool | int | list | dict) else str(value)


def changes(before: Model | None, after: Model) -> dict[str, Any]:
    """What an entry says that it did not say before: new entries by value, changed fields as before and after."""
    fields = [field for field in after._meta.concrete_fields if not field.primary_key and field.editable]
    now = {field.name: value_of(after, field.name) for field in fields}
    if before is None:
        return {name: value for name, value in now.items() if value not in (None, "")}
    was = {field.name: value_of(before, field.name) for field in fields}
    return {name: {"before": was[name], "after": now[name]} for name in now if was[name] != now[name]}


def known(model: type[Model], at: datetime | None) -> QuerySet[Any]:
    """The entries of a kind as the register had them at a moment; as it has them now when no moment is given."""
    return model._default_manager.all() if at is None else model.history.as_of(at)


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


def companies_present(
    zone: Zone, *, on: date, site: Site | None = None, known_at: datetime | None = None
) -> QuerySet[Company]:
    """The companies that work in the zone, or on one site of it, on a day, as the register knew it at a moment."""
    presence = known(Presence, known_at).filter(in_force(on), site__zone=zone)
    if site is not None:
        presence = presence.filter(site=site)
    return Company.objects.filter(pk__in=presence.values("company")).select_related("industry")


def residents(zone: Zone, *, on: date, known_at: datetime | None = None) -> QuerySet[Company]:
    """The companies that hold the status by agreement on a day, as the register knew it at a moment."""
    held = known(Residency, known_at).filter(in_force(on), zone=zone)
    return Company.objects.filter(pk__in=held.values("company"))


def unplaced_residents(zone: Zone, *, on: date, known_at: datetime | None = None) -> QuerySet[Company]:
    """The residents that work on no site on a day: the register has them, a count of companies on the sites has not."""
    placed = companies_present(zone, on=on, known_at=known_at)
    return residents(zone, on=on, known_at=known_at).exclude(pk__in=placed.values("pk"))


def is_unplaced(company: Company, zone: Zone, *, on: date, known_at: datetime | None = None) -> bool:
    """Whether a company is a resident on a day and works on no site."""
    return unplaced_residents(zone, on=on, known_at=known_at).filter(pk=company.pk).exists()


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


_KINDS: Mapping[str, type[Model]] = MappingProxyType(
    {"zone": Zone, "site": Site, "cluster": Cluster, "company": Company, "industry": Industry}
)


def _scope_name(scope: str) -> ScopeName:
    kind, _, code = scope.partition(":")
    if kind == "rating":
        return ScopeName(scope, code, code)
    if kind not in _KINDS:
        raise UnknownScope(f"“{scope}” names no scope; write {', '.join(f'{name}:<code>' for name in _KINDS)}")
    found: Any = _KINDS[kind]._default_manager.filter(code=code).first()
    if found is None:
        raise UnknownScope(f"the register has no {kind} “{code}”")
    if isinstance(found, Company):
        return ScopeName(scope, found.name, found.name)
    return ScopeName(scope, found.name_ru, found.name_en)


def presence_rows(zone_code: str) -> list[tuple[Any, ...]]:
    """Who works where, as the engine reads it."""
    said = Presence.history.filter(site__zone__code=zone_code)
    return _dated(_intervals(said, ("company__code", "site__code", "site__zone__code", "first_day", "last_day")))


def residency_rows(zone_code: str) -> list[tuple[Any, ...]]:
    """Who holds the status, as the engine reads it."""
    said = Residency.history.filter(zone__code=zone_code)
    return _dated(_intervals(said, ("company__code", "agreement", "zone__code", "first_day", "last_day")))


def membership_rows(zone_code: str) -> list[tuple[Any, ...]]:
    """Who belongs to which cluster, as the engine reads it."""
    said = Membership.history.filter(cluster__zone__code=zone_code)
    return _dated(_intervals(said, ("company__code", "cluster__code", "cluster__zone__code", "first_day", "last_day")))


def company_rows(zone_code: str) -> list[tuple[Any, ...]]:
    """The companies with their industries, as the engine reads them; a scope may name any of them."""
    said = _intervals(Company.history.all(), ("code", "name", "inn", "industry__code"))
    return [(zone_code, code, name, inn, industry or "", *clock) for code, name, inn, industry, *clock in said]


def site_rows(zone_code: str) -> list[tuple[Any, ...]]:
    """The sites with their areas, as the engine reads them; a planned one is not part of the zone."""
    stored = Unit.of("ha").to_stored
    said = _intervals(Site.history.filter(zone__code=zone_code), ("code", "area_ha", "is_planned"))
    return [
        (code, None if area is None else stored(area), zone_code, UNKNOWN_DAY, OPEN_DAY, *clock)
        for code, area, is_planned, *clock in said
        if not is_planned
    ]


def _dated(rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Rows whose days stand before the two moments, with far days for open ends."""
    return [(*row[:-4], row[-4] or UNKNOWN_DAY, row[-3] or OPEN_DAY, *row[-2:]) for row in rows]


def _intervals(said: QuerySet[Any], fields: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """What the register said, each with the moments from and until which it said so.

    A change that leaves these fields as they were makes no new interval; what was struck out is known no more.
    """
    rows = said.order_by("id", "history_date", "history_id").values_list("id", "history_date", "history_type", *fields)
    found = []
    for _, of_entry in groupby(rows, key=lambda row: row[0]):
        changes = list(_changes(of_entry))
        closing = (*changes[1:], (OPEN_MOMENT, None))
        pairs = zip(changes, closing, strict=True)
        found += [(*said_then, since, until) for (since, said_then), (until, _) in pairs if said_then and since < until]
    return found


def _changes(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[datetime, tuple[Any, ...] | None]]:
    """Since when an entry said what; nothing where it was struck out."""
    before: tuple[Any, ...] | None = ()
    for _, moment, kind, *said in rows:
        now = None if kind == _STRUCK else tuple(said)
        if now != before:
            yield moment.astimezone(UTC).replace(tzinfo=None), now
        before = now
