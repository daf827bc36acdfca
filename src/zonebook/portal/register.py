"""Which companies does a search of the register find?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import QueryDict

from zonebook.registry.models import Cluster, Company, Industry, Membership, Presence, Residency, Site, Zone
from zonebook.registry.queries import companies_present, in_force, residents, searchable

Entry = TypeVar("Entry", Site, Industry, Cluster)
STATUSES = ("resident", "company", "cluster")


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; blank fields do not narrow it. `status`: resident, company without status, cluster member."""

    text: str = ""
    site: Site | None = None
    industry: Industry | None = None
    cluster: Cluster | None = None
    status: str = ""


def read_search(asked: QueryDict, zone: Zone) -> Search:
    """The search of an address; a code that the register does not have does not narrow it."""
    status = asked.get("status", "")
    return Search(
        text=asked.get("q", "").replace("\0", "").strip()[:200],
        site=_named(Site.objects.filter(zone=zone), asked.get("site", "")),
        industry=_named(Industry.objects.all(), asked.get("industry", "")),
        cluster=_named(Cluster.objects.filter(zone=zone), asked.get("cluster", "")),
        status=status if status in STATUSES else "",
    )


def _named(entries: QuerySet[Entry], code: str) -> Entry | None:
    """The entry of a code; none for what cannot be a code, which a database may refuse to look up."""
    return entries.filter(code=code).first() if re.fullmatch(r"[-a-zA-Z0-9_]{1,60}", code) else None


def found_companies(search: Search, zone: Zone, *, on: date) -> QuerySet[Company]:
    """The companies that a search finds on a day: those on the sites, or members of clusters where that is asked."""
    members = Membership.objects.filter(in_force(on), cluster__zone=zone)
    if search.cluster is not None:
        members = members.filter(cluster=search.cluster)
    if search.cluster is not None or search.status == "cluster":
        found = Company.objects.filter(pk__in=members.values("company"))
        if search.site is not None:
            found = found.filter(pk__in=companies_present(zone, on=on, site=search.site))
    else:
        found = companies_present(zone, on=on, site=search.site)
    if search.text:
        found = found.filter(search_name__contains=searchable(search.text))
    if search.industry is not None:
        found = found.filter(industry=search.industry)
    if search.status == "resident":
        found = found.filter(pk__in=residents(zone, on=on))
    if search.status == "company":
        found = found.exclude(pk__in=residents(zone, on=on))
    return _with_places(found, zone, on=on)


def _with_places(found: QuerySet[Company], zone: Zone, *, on: date) -> QuerySet[Company]:
    """The companies with their present sites and whether they hold the status on the day."""
    present = Presence.objects.filter(in_force(on), site__zone=zone).select_related("site")
    status = Residency.objects.filter(in_force(on), zone=zone, company=OuterRef("pk"))
    return (
        found.annotate(is_resident=Exists(status))
        .select_related("industry")
        .prefetch_related(Prefetch("presences", queryset=present, to_attr="present"))
        .order_by("search_name", "pk")
    )
