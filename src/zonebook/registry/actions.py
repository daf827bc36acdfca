"""Every change of the register: one transaction, one audit entry, and the engine's copy marked to be refilled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F
from stdnum.exceptions import ValidationError as NumberError
from stdnum.ru import inn as inn_number
from stdnum.ru import ogrn as ogrn_number

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.audit.actions import record
from zonebook.registry.models import (
    Cluster,
    Company,
    Dated,
    LakePartition,
    Membership,
    Milestone,
    Presence,
    Project,
    Residency,
    Site,
    Zone,
)
from zonebook.registry.queries import searchable

_SEARCH_NAME = 300


def mark_dirty(table: str, zone_code: str) -> None:
    """Say, inside the transaction of a change, that the lake's copy of a table is old.

    Always writes the row, so that a refill which is reading meanwhile waits or finds the newer generation.
    """
    row = LakePartition.objects.filter(table=table, zone_code=zone_code)
    raised = row.update(generation=F("generation") + 1)
    if not raised and not LakePartition.objects.get_or_create(table=table, zone_code=zone_code)[1]:
        row.update(generation=F("generation") + 1)  # another change made the row first


@transaction.atomic
def found_zone(actor: Actor, **fields: Any) -> Zone:
    """Enter a zone. Only a superuser founds zones, because an actor's rights are of a zone that exists."""
    if not actor.user.is_superuser:
        raise PermissionDenied(f"{actor.user} may not found zones")
    zone = Zone(**fields)
    zone.full_clean()
    zone.save()
    _seal(actor, "found_zone", entry=zone, details=fields)
    return zone


@transaction.atomic
def open_site(actor: Actor, zone: Zone, **fields: Any) -> Site:
    """Enter a site of the zone."""
    _may_keep(actor, zone)
    site = Site(zone=zone, **fields)
    site.full_clean()
    site.save()
    _seal(actor, "open_site", entry=site, details=fields)
    mark_dirty("site", zone.code)
    return site


@transaction.atomic
def enter_company(actor: Actor, zone: Zone, **fields: Any) -> Company:
    """Enter a firm in the register that the zone keeps. Raises ValidationError for a wrong ИНН or ОГРН."""
    _may_keep(actor, zone)
    company = Company(**fields)
    company.search_name = searchable(f"{company.name} {company.other_names}")[:_SEARCH_NAME]
    _check_numbers(company)
    company.full_clean()
    company.save()
    details = {**fields, "industry": getattr(fields.get("industry"), "code", None)}
    _seal(actor, "enter_company", entry=company, details=details)
    mark_dirty("company", zone.code)
    return company


@transaction.atomic
def place_company(
    actor: Actor, company: Company, *, site: Site, first_day: date | None, last_day: date | None = None
) -> Presence:
    """Record that a company works on a site. Raises ValidationError when it is recorded there for these days."""
    _may_keep(actor, site.zone)
    presence = Presence(company=company, site=site, first_day=first_day, last_day=last_day)
    _enter_dated(presence, Presence.objects.filter(company=company, site=site))
    _seal(
        actor, "place_company", entry=presence, details=_days(presence) | {"company": company.code, "site": site.code}
    )
    mark_dirty("presence", site.zone.code)
    return presence


@transaction.atomic
def grant_residency(actor: Actor, company: Company, *, zone: Zone, agreement: str, first_day: date) -> Residency:
    """Enter a company in the register of residents by its agreement."""
    _may_keep(actor, zone)
    residency = Residency(company=company, zone=zone, agreement=agreement, first_day=first_day)
    _enter_dated(residency, Residency.objects.filter(company=company, zone=zone))
    details = _days(residency) | {"company": company.code, "agreement": agreement}
    _seal(actor, "grant_residency", entry=residency, details=details)
    mark_dirty("residency", zone.code)
    return residency


@transaction.atomic
def end_residency(actor: Actor, residency: Residency, *, last_day: date, ground: str) -> Residency:
    """End a company's status. Raises ValidationError without a ground, or when it has ended already."""
    _may_keep(actor, residency.zone)
    if not ground.strip():
        raise ValidationError("write the ground on which the status ends")
    if residency.last_day is not None:
        raise ValidationError(f"the status of {residency.company} ended on {residency.last_day}")
    residency.last_day, residency.ground_of_end = last_day, ground
    residency.full_clean()
    residency.save()
    details = _days(residency) | {"company": residency.company.code, "ground": ground}
    _seal(actor, "end_residency", entry=residency, details=details)
    mark_dirty("residency", residency.zone.code)
    return residency


@transaction.atomic
def form_cluster(actor: Actor, zone: Zone, **fields: Any) -> Cluster:
    """Enter a cluster that the zone co-ordinates."""
    _may_keep(actor, zone)
    cluster = Cluster(zone=zone, **fields)
    cluster.full_clean()
    cluster.save()
    _seal(actor, "form_cluster", entry=cluster, details=fields)
    return cluster


@transaction.atomic
def join_cluster(
    actor: Actor, company: Company, *, cluster: Cluster, first_day: date | None, last_day: date | None = None
) -> Membership:
    """Record a company's membership; it need be neither a resident nor in the zone."""
    _may_keep(actor, cluster.zone)
    membership = Membership(company=company, cluster=cluster, first_day=first_day, last_day=last_day)
    _enter_dated(membership, Membership.objects.filter(company=company, cluster=cluster))
    details = _days(membership) | {"company": company.code, "cluster": cluster.code}
    _seal(actor, "join_cluster", entry=membership, details=details)
    mark_dirty("membership", cluster.zone.code)
    return membership


@transaction.atomic
def enter_project(actor: Actor, company: Company, *, site: Site, **fields: Any) -> Project:
    """Enter a company's investment project on a site."""
    _may_keep(actor, site.zone)
    project = Project(company=company, site=site, **fields)
    project.full_clean()
    project.save()
    _seal(actor, "enter_project", entry=project, details={**fields, "company": company.code, "site": site.code})
    return project


@transaction.atomic
def set_milestone(actor: Actor, project: Project, **fields: Any) -> Milestone:
    """Add a stage to a project, planned or reached. Raises ValidationError for a project without a site."""
    if project.site is None:
        raise ValidationError(f"{project} is on no site yet: nobody keeps its stages")
    _may_keep(actor, project.site.zone)
    milestone = Milestone(project=project, **fields)
    milestone.full_clean()
    milestone.save()
    _seal(actor, "set_milestone", entry=milestone, details={**fields, "project": project.code})
    return milestone


def _may_keep(actor: Actor, zone: Zone) -> None:
    require(actor.user, Permission.KEEP_REGISTER, zone=zone.code)


def _check_numbers(company: Company) -> None:
    faults = {}
    for name, number, module in (("inn", company.inn, inn_number), ("ogrn", company.ogrn, ogrn_number)):
        try:
            if number:
                module.validate(number)
        except NumberError as error:
            faults[name] = f"{number}: {error}; copy the number from the company's certificate"
    if faults:
        raise ValidationError(faults)


def _enter_dated(entry: Presence | Residency | Membership, others: models.QuerySet[Any]) -> None:
    """Save a dated fact of a company that may not overlap another of the same kind."""
    Company.objects.select_for_update().get(pk=entry.company_id)  # of two who enter at once one waits for the other
    entry.full_clean()
    overlapping = others
    if entry.last_day is not None:
        overlapping = overlapping.exclude(first_day__gt=entry.last_day)
    if entry.first_day is not None:
        overlapping = overlapping.exclude(last_day__lt=entry.first_day)
    if other := overlapping.first():
        raise ValidationError(f"{entry} is in the register from {other.first_day or '…'} to {other.last_day or '…'}")
    entry.save()


def _days(entry: Dated) -> dict[str, Any]:
    return {"first_day": entry.first_day, "last_day": entry.last_day}


def _seal(actor: Actor, action: str, *, entry: models.Model, details: Mapping[str, Any]) -> None:
    subject = f"{entry._meta.label_lower}:{entry.pk}"
    plain = {name: value if value is None else str(value) for name, value in details.items()}
    record(by=actor.user.username, at=actor.at, action=action, subject=subject, details=plain)
