"""Every change of the oversight: an inspection is planned, moved and held, an order is issued and remedied.

An action works on the newest state of what it is given and returns that. What is wrong raises ValidationError by
field, and then nothing is written.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor
from zonebook.agreements.facts import is_in_register
from zonebook.agreements.models import Agreement
from zonebook.agreements.records import attachment, must_be_said, must_not_precede
from zonebook.oversight.models import Inspection, InspectionPaper, Order
from zonebook.oversight.queries import earliest_inspection
from zonebook.registry.actions import keep
from zonebook.registry.days import day_said, must_have_come
from zonebook.registry.keeping import locked, must_keep_register, written


@transaction.atomic
def plan_inspection(
    actor: Actor, agreement: Agreement, *, planned_on: date, kind: str = Inspection.Kind.PLANNED, ground: str = ""
) -> Inspection:
    """Plan an inspection of an agreement that is in the register. An unplanned one (`kind`) needs its ground.

    Raises ValidationError by field: a day before the agreement was signed; a planned one before the months that the
    rule gives, with the first day possible.
    """
    must_keep_register(actor, agreement.zone)
    fresh = locked(agreement)
    if not is_in_register(fresh):
        raise ValidationError(_("Only an agreement that is in the register can be inspected."))
    inspection = Inspection(agreement=fresh, kind=kind, planned_on=planned_on, ground=ground)
    _must_be_due(inspection, planned_on=planned_on)
    if kind == Inspection.Kind.UNPLANNED:
        must_be_said(ground=ground)
    return keep(actor, inspection, action="plan_inspection")


@transaction.atomic
def move_inspection(actor: Actor, inspection: Inspection, *, planned_on: date, reason: str) -> Inspection:
    """Put an inspection that was not held yet on another day, and say why."""
    must_keep_register(actor, inspection.agreement.zone)
    must_be_said(reason=reason)
    fresh = _not_held(inspection)
    _must_be_due(fresh, planned_on=planned_on)
    fresh.planned_on = planned_on
    return keep(actor, fresh, action="move_inspection", reason=reason)


@transaction.atomic
def record_inspection(
    actor: Actor, inspection: Inspection, *, held_on: date, found: tuple[str, str], act: tuple[str, bytes]
) -> Inspection:
    """Record that an inspection was held: its result and findings (`found`), and the name and bytes of its act.

    Breaches need words. Raises ValidationError by field: held_on, result, findings, content (of the act).
    """
    must_keep_register(actor, inspection.agreement.zone)
    fresh = _not_held(inspection)
    fresh.held_on, (fresh.result, fresh.findings) = held_on, found
    must_have_come(actor, held_on=held_on)
    _must_be_due(fresh, held_on=held_on)
    if fresh.result not in Inspection.Result.values:
        raise ValidationError({"result": _("Choose what the inspection found.")})
    if fresh.result == Inspection.Result.BREACHES:
        must_be_said(findings=fresh.findings)
    name, content = act
    kept = written(InspectionPaper(inspection=fresh, **attachment(actor, name=name, content=content)))
    return keep(actor, fresh, action="record_inspection", details={"act": kept.file_id})


@transaction.atomic
def issue_order(actor: Actor, inspection: Inspection, *, text: str, due: date) -> Order:
    """Order a breach that an inspection found to be remedied by a day."""
    must_keep_register(actor, inspection.agreement.zone)
    fresh = locked(inspection)
    if fresh.held_on is None or fresh.result != Inspection.Result.BREACHES:
        raise ValidationError(_("An order follows a breach: record first that the inspection found one."))
    must_be_said(text=text)
    must_not_precede(fresh.held_on, due=due)
    return keep(actor, Order(inspection=fresh, text=text, due=due), action="issue_order")


@transaction.atomic
def record_remedy(actor: Actor, order: Order, *, remedied_on: date, remedy: str) -> Order:
    """Record on which day and how an order was complied with."""
    must_keep_register(actor, order.inspection.agreement.zone)
    fresh = locked(order)
    if fresh.remedied_on is not None:
        raise ValidationError(_("The remedy of this order was recorded already."))
    must_be_said(remedy=remedy)
    must_have_come(actor, remedied_on=remedied_on)
    must_not_precede(fresh.inspection.held_on, remedied_on=remedied_on)
    fresh.remedied_on, fresh.remedy = remedied_on, remedy
    return keep(actor, fresh, action="record_remedy")


def _must_be_due(inspection: Inspection, **days: date) -> None:
    """None is held before the agreement was signed, and a planned one not sooner than the rule of its day allows.

    The signing is asked first: days before it may lie before any version of the rule, and would go unjudged.
    """
    must_not_precede(inspection.agreement.signed_on, **days)
    if inspection.kind != Inspection.Kind.PLANNED:
        return
    for name, day in days.items():
        first = earliest_inspection(inspection.agreement, on=day)
        if first is not None and day < first:
            said = _(
                "No planned inspection of this agreement may be held before %(day)s: choose that day or a later one."
            )
            raise ValidationError({name: said % {"day": day_said(first)}})


def _not_held(inspection: Inspection) -> Inspection:
    fresh = locked(inspection)
    if fresh.held_on is not None:
        raise ValidationError(_("This inspection was recorded as held already."))
    return fresh
