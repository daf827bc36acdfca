"""How far is each project, who takes part, and what is late? Public, as the register is.

A stage's days are known as precisely as they were published, so a stage is called late, or reached, only when that is
certain: a stage planned for "2024" is late from 2025 on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from zonebook.measures import days_as_published
from zonebook.projects.models import Attachment, Participation, Project, Stage
from zonebook.registry.models import Cluster, Company, Site, Zone
from zonebook.registry.queries import known

PICTURES = ("image/png", "image/jpeg")


class Standing(StrEnum):
    """How a stage stands on a day."""

    REACHED = "reached"
    LATE = "late"
    PLANNED = "planned"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class StageOn:
    """A stage with how it stands on a day."""

    stage: Stage
    standing: Standing


@dataclass(frozen=True, slots=True)
class Progress:
    """A project on a day: its stages in the order of their days, and who takes part, the largest share first."""

    project: Project
    stages: tuple[StageOn, ...]
    participations: tuple[Participation, ...]

    @property
    def is_joint(self) -> bool:
        return len(self.participations) > 1

    @property
    def reached(self) -> int:
        """How many stages are reached."""
        return sum(one.standing is Standing.REACHED for one in self.stages)

    @property
    def late(self) -> tuple[Stage, ...]:
        """The stages whose planned day is past and that are not reached."""
        return tuple(one.stage for one in self.stages if one.standing is Standing.LATE)

    @property
    def next_stage(self) -> Stage | None:
        """What comes next: the first stage that is not reached."""
        return next((one.stage for one in self.stages if one.standing is not Standing.REACHED), None)

    @property
    def shares(self) -> Decimal | None:
        """The shares that are agreed, together in per cent; None where none is."""
        agreed = [one.share for one in self.participations if one.share is not None]
        return sum(agreed, Decimal()) if agreed else None


def projects_of(scope: Zone | Site | Cluster | Company, *, known_at: datetime | None = None) -> QuerySet[Project]:
    """The projects of a zone, on a site, of a cluster, or in which a company takes part, as known at a moment."""
    found = known(Project, known_at).select_related("zone", "site", "cluster")
    match scope:
        case Zone():
            return found.filter(zone=scope)
        case Site():
            return found.filter(site=scope)
        case Cluster():
            return found.filter(cluster=scope)
    parts = known(Participation, known_at).filter(company=scope)
    return found.filter(id__in=parts.values("project"))


def progress(projects: Iterable[Project], *, on: date, known_at: datetime | None = None) -> list[Progress]:
    """How far each project is on a day, in their order, as the register knew it at a moment: two queries for all."""
    listed = list(projects)
    keys = [project.pk for project in listed]
    stages = _by_project(known(Stage, known_at).filter(project__in=keys).order_by("pk"))
    parts = known(Participation, known_at).filter(project__in=keys).select_related("company").order_by("pk")
    participations = _by_project(parts)
    return [
        Progress(
            project,
            tuple(StageOn(stage, standing(stage, on=on)) for stage in sorted(stages[project.pk], key=_by_day)),
            tuple(sorted(participations[project.pk], key=_largest_first)),
        )
        for project in listed
    ]


def standing(stage: Stage, *, on: date) -> Standing:
    """How a stage stands on a day. What was reached in 2024 counts as reached from the first day of 2024 on."""
    reached, planned = days_as_published(stage.actual), days_as_published(stage.planned)
    if reached is not None and reached[0] <= on:
        return Standing.REACHED
    if planned is None:
        return Standing.UNDATED
    return Standing.LATE if planned[1] < on else Standing.PLANNED


def late_stages(zone: Zone, *, on: date, known_at: datetime | None = None) -> list[Stage]:
    """The stages of the zone's projects whose planned day is past and that are not reached, the longest late first."""
    found = known(Stage, known_at).filter(project__zone=zone).exclude(planned="").select_related("project")
    return sorted((stage for stage in found if standing(stage, on=on) is Standing.LATE), key=_by_day)


def photos(project: Project) -> QuerySet[Attachment]:
    """The photographs of a project, the newest first."""
    return project.attachments.filter(media_type__in=PICTURES).order_by("-added_at", "-pk")


def papers(project: Project) -> QuerySet[Attachment]:
    """What else is attached to a project; for those who may see papers."""
    return project.attachments.exclude(media_type__in=PICTURES).order_by("added_at", "pk")


def attachments(zone: Zone) -> QuerySet[Attachment]:
    """What is attached to the projects of a zone, with its bytes."""
    return Attachment.objects.filter(project__zone=zone).select_related("file", "project")


def _by_project(entries: QuerySet[Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for entry in entries:
        found[entry.project_id].append(entry)
    return found


def _by_day(stage: Stage) -> tuple[date, int]:
    """By the last day that the plan allows, or that it was reached by; stages without days come last."""
    days = days_as_published(stage.actual) or days_as_published(stage.planned)
    return (days[1] if days else date.max, stage.pk)


def _largest_first(participation: Participation) -> tuple[bool, Decimal, int]:
    share = participation.share
    return (share is None, Decimal() if share is None else -share, participation.pk)
