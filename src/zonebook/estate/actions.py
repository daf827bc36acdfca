"""What changes the stock of the zone: buildings and premises entered, let, let on other terms, given back.

Rates are kopecks for a square metre and year. Two who let the same premises at once wait for each other at its row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from zonebook.accounts.queries import Actor
from zonebook.estate.models import Building, Lease, LeaseAmendment, Premises
from zonebook.estate.queries import outline_is_usable
from zonebook.registry.actions import keep, set_anew
from zonebook.registry.days import day_said, must_have_come
from zonebook.registry.keeping import locked, must_give_reason, must_keep_register, written
from zonebook.registry.models import Company, Site
from zonebook.registry.queries import within

_YEARS_AHEAD = 10  # a lease that begins later than this is a slip of the keyboard, and would keep all others out
_State = Premises.State
_AMENDED = frozenset({"rate", "last_day"})


@transaction.atomic
def add_building(actor: Actor, site: Site, **fields: Any) -> Building:
    """Enter a building of a site. Raises ValidationError by field."""
    must_keep_register(actor, site.zone)
    return keep(actor, Building(site=site, **fields), action="add_building")


@transaction.atomic
def add_premises(actor: Actor, site: Site, **fields: Any) -> Premises:
    """Enter premises in a building of the site, or a plot of its ground. Raises ValidationError by field."""
    must_keep_register(actor, site.zone)
    premises = Premises(site=site, **fields)
    _must_be_placed(premises)
    return keep(actor, premises, action="add_premises")


@transaction.atomic
def amend_premises(actor: Actor, premises: Premises, *, reason: str, **fields: Any) -> Premises:
    """Change what the register says of premises. Raises ValidationError by field, without a reason or a change."""
    must_keep_register(actor, premises.site.zone)
    set_anew(premises, fields, reason=reason)
    _must_be_placed(premises)
    return keep(actor, premises, action="amend_premises", reason=reason)


@transaction.atomic
def reserve_premises(actor: Actor, premises: Premises, *, reason: str) -> Premises:
    """Keep free premises for somebody; nobody rents them until they are released."""
    must_keep_register(actor, premises.site.zone)
    fresh = locked(premises)
    if fresh.state != _State.FREE:
        raise ValidationError(_("Only free premises can be reserved: see what the register says of them now."))
    set_anew(fresh, {"state": _State.RESERVED}, reason=reason)
    return keep(actor, fresh, action="reserve_premises", reason=reason)


@transaction.atomic
def release_premises(actor: Actor, premises: Premises, *, reason: str) -> Premises:
    """End a reservation, for instance because the lease that it was kept for is about to be signed."""
    must_keep_register(actor, premises.site.zone)
    fresh = locked(premises)
    if fresh.state != _State.RESERVED:
        raise ValidationError(_("These premises are not reserved: there is nothing to release."))
    set_anew(fresh, {"state": _State.FREE}, reason=reason)
    return keep(actor, fresh, action="release_premises", reason=reason)


@transaction.atomic
def let_premises(actor: Actor, premises: Premises, *, company: Company, **terms: Any) -> Lease:
    """Record that a company rents premises; `terms` are number, first_day, last_day, rate and signed_on.

    Raises ValidationError by field: days that overlap another lease (which is named), an end before the beginning,
    a number that another lease of the premises has, a signing that is still ahead, a beginning too far ahead to be
    meant, premises that are reserved, or not built by the first day.
    """
    must_keep_register(actor, premises.site.zone)
    fresh = locked(premises)
    lease = Lease(premises=fresh, company=company, **terms)
    _must_have_days(lease)
    must_have_come(actor, signed_on=lease.signed_on)
    _must_begin_in_sight(actor, lease)
    _must_be_the_only(lease)
    _must_be_ready(fresh, lease.first_day)
    _must_not_overlap(lease, field="first_day")
    return keep(actor, lease, action="let_premises")


@transaction.atomic
def amend_lease(actor: Actor, lease: Lease, *, agreed_on: date, reason: str, **changed: Any) -> Lease:
    """Change the rate or the last day of a lease by agreement; what was before is kept in a numbered amendment.

    Raises ValidationError by field: nothing changed, agreed before the lease was signed or on a day that is still
    ahead, an end before the beginning, days that overlap another lease; TypeError for anything else than `rate` and
    `last_day`.
    """
    if unknown := changed.keys() - _AMENDED:
        raise TypeError(f"an amendment changes rate or last_day, not {', '.join(sorted(unknown))}")
    must_keep_register(actor, lease.premises.site.zone)
    amendment = LeaseAmendment(lease=_locked_lease(lease), agreed_on=agreed_on, reason=reason)
    return _agree(actor, amendment, action="amend_lease", changed=changed)


@transaction.atomic
def end_lease(actor: Actor, lease: Lease, *, agreed_on: date, reason: str, last_day: date) -> Lease:
    """End a lease before the day that was agreed; the amendment keeps that day. To prolong it, amend it.

    Raises ValidationError by field for a day before the lease begins or not before its present end.
    """
    must_keep_register(actor, lease.premises.site.zone)
    fresh = _locked_lease(lease)
    if fresh.last_day is not None and last_day >= fresh.last_day:
        said = _("The lease ends on %(day)s anyway: choose an earlier day, or amend the lease to prolong it.")
        raise ValidationError({"last_day": said % {"day": day_said(fresh.last_day)}})
    amendment = LeaseAmendment(lease=fresh, agreed_on=agreed_on, reason=reason)
    return _agree(actor, amendment, action="end_lease", changed={"last_day": last_day})


def _locked_lease(lease: Lease) -> Lease:
    """The lease as it is in the register now, behind the lock of its premises."""
    locked(lease.premises)
    return Lease.objects.get(pk=lease.pk)


def _agree(actor: Actor, amendment: LeaseAmendment, *, action: str, changed: Mapping[str, Any]) -> Lease:
    """Write an amendment, of which the day and the reason are given, and what it makes of its lease."""
    lease = amendment.lease
    must_give_reason(amendment.reason)
    must_have_come(actor, agreed_on=amendment.agreed_on)
    before = {name: getattr(lease, name) for name in _AMENDED}
    after = before | changed
    if after == before:
        raise ValidationError(_("The amendment changes nothing: give another rate or another last day."))
    if lease.signed_on is not None and amendment.agreed_on < lease.signed_on:
        said = _("The lease was signed on %(day)s: an amendment cannot be agreed before that.")
        raise ValidationError({"agreed_on": said % {"day": day_said(lease.signed_on)}})
    lease.rate, lease.last_day = after["rate"], after["last_day"]
    _must_have_days(lease)
    _must_not_overlap(lease, field="last_day")
    amendment.number = lease.amendments.count() + 1
    amendment.rate_before, amendment.rate_after = before["rate"], after["rate"]
    amendment.last_day_before, amendment.last_day_after = before["last_day"], after["last_day"]
    written(amendment)
    details = {"amendment": amendment.number, "agreed_on": amendment.agreed_on}
    return keep(actor, lease, action=action, reason=amendment.reason, details=details)


def _must_be_placed(premises: Premises) -> None:
    """Premises lie in a building of their own site, plots in none; an outline can be drawn."""
    faults = {}
    if premises.kind == Premises.Kind.PLOT and premises.building is not None:
        faults["building"] = _("A plot is ground: it lies in no building. Leave the building out.")
    elif premises.building is not None and premises.building.site_id != premises.site_id:
        faults["building"] = _("This building stands on another site: choose one of this site.")
    if premises.outline is not None and not outline_is_usable(premises.outline):
        faults["outline"] = _("Give at least three corners, each as [longitude, latitude] in degrees.")
    if faults:
        raise ValidationError(faults)


def _must_have_days(lease: Lease) -> None:
    if lease.first_day is None:
        raise ValidationError({"first_day": _("Give the first day of the lease.")})
    if lease.last_day is not None and lease.last_day < lease.first_day:
        said = _("The lease begins on %(first)s: it cannot end before that, on %(last)s.")
        days = {"first": day_said(lease.first_day), "last": day_said(lease.last_day)}
        raise ValidationError({"last_day": said % days})


def _must_begin_in_sight(actor: Actor, lease: Lease) -> None:
    if lease.first_day.year > localdate(actor.at).year + _YEARS_AHEAD:
        said = _("The lease would begin only on %(day)s: check the year.")
        raise ValidationError({"first_day": said % {"day": day_said(lease.first_day)}})


def _must_be_the_only(lease: Lease) -> None:
    """Call behind the lock of the premises. Several premises may be let by one lease, each once."""
    same = Lease.objects.filter(premises=lease.premises_id, number=lease.number).select_related("company").first()
    if same is not None:
        said = _("These premises are let to %(company)s by a lease of this number: give another, or amend that lease.")
        raise ValidationError({"number": said % {"company": same.company}})


def _must_be_ready(premises: Premises, first_day: date) -> None:
    if premises.state == _State.RESERVED:
        raise ValidationError(_("These premises are reserved: release them first, then let them."))
    if premises.state != _State.UNDER_CONSTRUCTION:
        return
    if premises.ready_on is None:
        raise ValidationError(
            {"first_day": _("These premises are under construction: enter first on which day they will be ready.")}
        )
    if first_day < premises.ready_on:
        said = _("These premises are under construction until %(day)s: the lease can begin on that day or later.")
        raise ValidationError({"first_day": said % {"day": day_said(premises.ready_on)}})


def _must_not_overlap(lease: Lease, *, field: str) -> None:
    """Call behind the lock of the premises: of two who let them at once the second sees the first one's lease."""
    others = Lease.objects.filter(within(lease.first_day, lease.last_day or date.max), premises=lease.premises_id)
    other = others.exclude(pk=lease.pk).select_related("company").first()
    if other is not None:
        said = _(
            "These premises are let to %(company)s by lease %(number)s from %(first)s to %(last)s: "
            "choose other days, or end that lease first."
        )
        named = {
            "company": other.company,
            "number": other.number,
            "first": day_said(other.first_day),
            "last": day_said(other.last_day),
        }
        raise ValidationError({field: said % named})
