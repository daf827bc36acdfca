"""Which projects does a search of the register find?"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from zonebook.portal.clocks import Clock
from zonebook.portal.register import entry_of
from zonebook.projects.queries import Progress, progress, projects_of
from zonebook.registry.models import Cluster, Site, Zone

STATES = ("late", "ahead", "finished", "joint")


@dataclass(frozen=True, slots=True)
class ProjectSearch:
    """What is looked for; blank fields do not narrow it. `state`: late, ahead, finished, or joint."""

    site: Site | None = None
    cluster: Cluster | None = None
    state: str = ""


def read_search(asked: QueryDict, zone: Zone) -> ProjectSearch:
    """The search of an address; what the register does not have does not narrow it."""
    state = asked.get("state", "")
    return ProjectSearch(
        site=entry_of(Site.objects.filter(zone=zone), asked.get("site", "")),
        cluster=entry_of(Cluster.objects.filter(zone=zone), asked.get("cluster", "")),
        state=state if state in STATES else "",
    )


def found_projects(search: ProjectSearch, zone: Zone, *, clock: Clock) -> list[Progress]:
    """The projects that a search finds on a day, as known at a moment, with how far they are."""
    listed = projects_of(zone, known_at=clock.known_at)
    if search.site is not None:
        listed = listed.filter(site=search.site)
    if search.cluster is not None:
        listed = listed.filter(cluster=search.cluster)
    found = progress(listed, on=clock.on, known_at=clock.known_at)
    return [one for one in found if not search.state or _is(one, search.state)]


def _is(found: Progress, state: str) -> bool:
    is_finished = bool(found.stages) and found.next_stage is None
    return {
        "late": bool(found.late),
        "ahead": found.next_stage is not None,
        "finished": is_finished,
        "joint": found.is_joint,
    }[state]
