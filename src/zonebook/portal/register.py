"""Which companies does a search of the register find on a day, and what did the register say of them?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import F, QuerySet
from django.http import QueryDict

from zonebook.portal.clocks import Clock, read_clock
from zonebook.portal.finding import companies_looked_for
from zonebook.registry.models import Cluster, Company, Industry, Membership, Presence, Residency, Site, Zone
from zonebook.registry.queries import companies_present, in_force, known, residents

Entry = TypeVar("Entry", Site, Industry, Cluster)
STATUSES = ("resident", "company", "cluster", "all")
_SORTED_BY = ("name", "inn", "industry", "status", "resident_since", "foreign_share", "okved", "legal_form")
_BY_STATUS = ("status", "resident_since")
_TOGETHER = 1000


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; blank fields do not narrow it.

    `status`: resident, company without status, cluster member, or all that the register has ever had.
    """

    clock: Clock
    text: str = ""
    site: Site | None = None
    industry: Industry | None = None
    cluster: Cluster | None = None
    status: str = ""
    sort: str = "name"


@dataclass(frozen=True, slots=True)
class Row:
    """A company as the list shows it: what the register said of it on the day that is looked at."""

    company: Company
    sites: tuple[Site, ...]
    since: date | None
    clusters: tuple[Cluster, ...]
    residency: Residency | None


def read_search(asked: QueryDict, zone: Zone, *, today: date) -> Search:
    """The search of an address; a code that the register does not have does not narrow it."""
    status, sort = asked.get("status", ""), asked.get("sort", "")
    return Search(
        clock=read_clock(asked, today=today),
        text=asked.get("q", "").replace("\0", "").strip()[:200],
        site=entry_of(Site.objects.filter(zone=zone), asked.get("site", "")),
        industry=entry_of(Industry.objects.all(), asked.get("industry", "")),
        cluster=entry_of(Cluster.objects.filter(zone=zone), asked.get("cluster", "")),
        status=status if status in STATUSES else "",
        sort=sort if sort.removeprefix("-") in _SORTED_BY else "name",
    )


def entry_of(entries: QuerySet[Entry], code: str) -> Entry | None:
    """The entry of a code; none for what cannot be a code, which a database may refuse to look up."""
    return entries.filter(code=code).first() if re.fullmatch(r"[-a-zA-Z0-9_]{1,60}", code) else None


def found_companies(search: Search, zone: Zone) -> list[int]:
    """The keys of the companies that a search finds on its day, in the order asked for.

    They are those on the sites, or the members of clusters where that is asked. As known at an earlier moment, who was
    there and what they make is what was known then; they are looked for by the names and numbers that they have now.
    """
    clock = search.clock
    found = _population(search, zone)
    if search.text:
        found = found.filter(companies_looked_for(search.text, zone))
    if search.industry is not None:
        made = known(Company, clock.known_at).filter(industry=search.industry)
        found = found.filter(pk__in=made.values("id"))
    if search.status == "resident":
        found = found.filter(pk__in=residents(zone, on=clock.on, known_at=clock.known_at))
    if search.status == "company":
        found = found.exclude(pk__in=residents(zone, on=clock.on, known_at=clock.known_at))
    return _sorted(found, zone, search=search)


def _population(search: Search, zone: Zone) -> QuerySet[Company]:
    """Whom the search is about, before it is narrowed."""
    clock, site = search.clock, search.site
    present = companies_present(zone, on=clock.on, site=site, known_at=clock.known_at)
    if search.cluster is not None or search.status == "cluster":
        members = known(Membership, clock.known_at).filter(in_force(clock.on), cluster__zone=zone)
        if search.cluster is not None:
            members = members.filter(cluster=search.cluster)
        found = Company.objects.filter(pk__in=members.values("company"))
        return found if site is None else found.filter(pk__in=present)
    if search.status == "resident" and site is None:  # the register of residents: they need not have moved in yet
        return residents(zone, on=clock.on, known_at=clock.known_at)
    if search.status == "all" and site is None:
        return Company.objects.filter(pk__in=known(Company, clock.known_at).values("id"))
    return present


def _sorted(found: QuerySet[Company], zone: Zone, *, search: Search) -> list[int]:
    """The keys in the order asked for; what is not known comes last, whichever way."""
    by, is_falling = search.sort.removeprefix("-"), search.sort.startswith("-")
    if by in _BY_STATUS:
        return _by_status(list(found.order_by("search_name", "pk").values_list("pk", flat=True)), zone, search=search)
    column = F({"name": "search_name", "industry": "industry__name_ru"}.get(by, by))
    order = column.desc(nulls_last=True) if is_falling else column.asc(nulls_last=True)
    return list(found.order_by(order, "search_name", "pk").values_list("pk", flat=True))


def _by_status(keys: list[int], zone: Zone, *, search: Search) -> list[int]:
    """Keys that are in the order of names, put in the order of the status: a database would look it up row by row."""
    is_falling = search.sort.startswith("-")
    held = known(Residency, search.clock.known_at).filter(in_force(search.clock.on), zone=zone)
    first_days = dict(held.order_by().values_list("company", "first_day"))
    if search.sort.endswith("status"):
        return sorted(keys, key=lambda key: key in first_days, reverse=is_falling)
    dated = [key for key in keys if first_days.get(key) is not None]
    undated = [key for key in keys if first_days.get(key) is None]
    return sorted(dated, key=lambda key: first_days[key], reverse=is_falling) + undated


def entries_of(keys: Sequence[int]) -> list[Company]:
    """The companies of these keys, in their order."""
    found = Company.objects.select_related("industry").in_bulk(keys)
    return [found[key] for key in keys]


def rows_of(keys: Sequence[int], zone: Zone, *, clock: Clock) -> list[Row]:
    """What the register said of these companies on a day, as known at a moment; the queries grow by the thousand."""
    sites, clusters = Site.objects.filter(zone=zone).in_bulk(), Cluster.objects.filter(zone=zone).in_bulk()
    rows = []
    for start in range(0, len(keys), _TOGETHER):
        some = keys[start : start + _TOGETHER]
        facts = _facts(some, clock=clock)
        stays = _by_company(Presence, some, clock=clock)
        held = _by_company(Residency, some, clock=clock)
        members = _by_company(Membership, some, clock=clock)
        rows += [
            Row(
                company=facts[key],
                sites=tuple(dict.fromkeys(sites[stay.site_id] for stay in stays[key] if stay.site_id in sites)),
                since=min((stay.first_day for stay in stays[key] if stay.first_day), default=None),
                clusters=tuple(clusters[each.cluster_id] for each in members[key] if each.cluster_id in clusters),
                residency=next((each for each in held[key] if each.zone_id == zone.pk), None),
            )
            for key in some
        ]
    return rows


def _facts(keys: Sequence[int], *, clock: Clock) -> dict[int, Company]:
    """The companies by key, with what was known of them then."""
    facts = {company.pk: company for company in entries_of(keys)}
    if clock.known_at is not None:
        industries = Industry.objects.in_bulk()
        for company in known(Company, clock.known_at).filter(id__in=keys):
            company.industry = industries.get(company.industry_id)
            facts[company.pk] = company
    return facts


def _by_company(model: Any, keys: Sequence[int], *, clock: Clock) -> dict[int, list[Any]]:
    """The dated entries of one kind that hold on the day, by company."""
    entries: dict[int, list[Any]] = {key: [] for key in keys}
    for entry in known(model, clock.known_at).filter(in_force(clock.on), company__in=keys):
        entries[entry.company_id].append(entry)
    return entries
