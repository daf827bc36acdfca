"""Every change of a project: who takes part, which stages are planned and reached, what is attached."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor
from zonebook.archive.actions import keep_file
from zonebook.measures import days_as_published
from zonebook.projects.models import Attachment, Participation, Project, Stage
from zonebook.registry.actions import keep, set_anew, strike
from zonebook.registry.keeping import locked, must_give_reason, must_keep_register
from zonebook.registry.models import Company, Zone

WHOLE = Decimal(100)


@transaction.atomic
def enter_project(actor: Actor, zone: Zone, **fields: Any) -> Project:
    """Enter a project of the zone. Raises ValidationError by field, also for a site or cluster of another zone."""
    must_keep_register(actor, zone)
    project = Project(zone=zone, **fields)
    _must_be_of_the_zone(project)
    return keep(actor, project, action="enter_project")


@transaction.atomic
def amend_project(actor: Actor, project: Project, *, reason: str, **fields: Any) -> Project:
    """Change what the register says of a project. Raises ValidationError by field, without a reason or a change."""
    must_keep_register(actor, project.zone)
    set_anew(project, fields, reason=reason)
    _must_be_of_the_zone(project)
    return keep(actor, project, action="amend_project", reason=reason)


@transaction.atomic
def take_part(
    actor: Actor, project: Project, *, company: Company, share: Decimal | None = None, part: str = ""
) -> Participation:
    """Record that a company takes part; `share` is in per cent, None where it is not agreed.

    Raises ValidationError by field: a company that takes part already, shares that are above 100 % together.
    """
    must_keep_register(actor, project.zone)
    fresh = locked(project)  # whoever else changes the shares of the project at the same time waits
    if Participation.objects.filter(project=fresh, company=company).exists():
        said = _("%(company)s takes part in the project already: change its share there.")
        raise ValidationError({"company": said % {"company": company}})
    participation = Participation(project=fresh, company=company, share=share, part=part)
    _must_fit(participation)
    return keep(actor, participation, action="take_part")


@transaction.atomic
def amend_participation(actor: Actor, participation: Participation, *, reason: str, **fields: Any) -> Participation:
    """Change a company's share, or what its part is.

    Raises ValidationError by field, without a reason or a change.
    """
    must_keep_register(actor, participation.project.zone)
    locked(participation.project)
    set_anew(participation, fields, reason=reason)
    _must_fit(participation)
    return keep(actor, participation, action="amend_participation", reason=reason)


@transaction.atomic
def leave_project(actor: Actor, participation: Participation, *, reason: str) -> None:
    """Take a company out of a project; the history keeps its share."""
    must_keep_register(actor, participation.project.zone)
    must_give_reason(reason)
    locked(participation.project)
    strike(actor, participation, action="leave_project", reason=reason)


@transaction.atomic
def set_stage(actor: Actor, project: Project, **fields: Any) -> Stage:
    """Enter a stage, planned or reached already. Raises ValidationError by field for a day that is none."""
    must_keep_register(actor, project.zone)
    stage = Stage(project=project, **fields)
    _must_have_days(actor, stage)
    return keep(actor, stage, action="set_stage")


@transaction.atomic
def amend_stage(actor: Actor, stage: Stage, *, reason: str, **fields: Any) -> Stage:
    """Change what the register says of a stage, such as its planned day.

    Raises ValidationError by field, without a reason or a change.
    """
    must_keep_register(actor, stage.project.zone)
    set_anew(stage, fields, reason=reason)
    _must_have_days(actor, stage)
    return keep(actor, stage, action="amend_stage", reason=reason)


@transaction.atomic
def reach_stage(actor: Actor, stage: Stage, *, actual: str) -> Stage:
    """Record when a stage was reached, as precisely as it is known: `2024`, `2024-12`, `2024-12-05`.

    Raises ValidationError by field for a day that is none or still ahead; a stage is reached once.
    """
    must_keep_register(actor, stage.project.zone)
    fresh = locked(stage)
    if fresh.actual:
        said = _("The stage was reached in %(day)s. If that is wrong, correct it and write why.")
        raise ValidationError({"actual": said % {"day": fresh.actual}})
    if not actual.strip():
        raise ValidationError({"actual": _("Write when the stage was reached: 2024, 2024-12 or 2024-12-05.")})
    fresh.actual = actual
    _must_have_days(actor, fresh)
    return keep(actor, fresh, action="reach_stage")


@transaction.atomic
def attach_file(actor: Actor, project: Project, *, name: str, content: bytes, caption: str = "") -> Attachment:
    """Keep a photograph or a paper of the project. Raises ValidationError beside `file` for what cannot be kept."""
    must_keep_register(actor, project.zone)
    kept = keep_file(content, name=name, by=actor.user.username, at=actor.at, field="file")
    return keep(actor, Attachment(project=project, caption=caption, **kept), action="attach_file")


def _must_be_of_the_zone(project: Project) -> None:
    faults = {}
    if project.site is not None and project.site.zone_id != project.zone_id:
        faults["site"] = _("The site belongs to another zone: choose a site of this zone.")
    if project.cluster is not None and project.cluster.zone_id != project.zone_id:
        faults["cluster"] = _("The cluster belongs to another zone: choose a cluster of this zone.")
    if faults:
        raise ValidationError(faults)


def _must_fit(participation: Participation) -> None:
    """The shares of one project are at most a hundred per cent together. Call behind the project's lock."""
    participation.full_clean()
    if participation.share is None:
        return
    others = Participation.objects.filter(project=participation.project_id).exclude(pk=participation.pk)
    taken = others.aggregate(taken=Sum("share"))["taken"]
    free = WHOLE if taken is None else WHOLE - taken
    if participation.share > free:
        said = _("The shares would be %(sum)s %% together: at most %(free)s %% is free. Reduce this share or another.")
        shares = {"sum": WHOLE - free + participation.share, "free": free}
        raise ValidationError(
            {"share": said % {name: number_format(f"{of.normalize():f}") for name, of in shares.items()}}
        )


def _must_have_days(actor: Actor, stage: Stage) -> None:
    """The days of a stage are days, and nothing was reached later than today.

    "Reached in 2025" is refused only when all of 2025 is still ahead: what may be true is not called wrong.
    """
    faults: dict[str, str] = {}
    for name in ("planned", "actual"):
        written = getattr(stage, name).strip()
        setattr(stage, name, written)
        if written and days_as_published(written) is None:
            said = _("“%(written)s” is no day: write 2024, 2024-12 or 2024-12-05, as precisely as it is known.")
            faults[name] = said % {"written": written}
    days = days_as_published(stage.actual)
    if days is not None and days[0] > localdate(actor.at):
        said = _("%(day)s is still ahead: write the day when the stage was reached, or plan it.")
        faults["actual"] = said % {"day": stage.actual}
    if faults:
        raise ValidationError(faults)
