"""Every change of the register: one transaction, one audit entry, and the engine's copy marked to be refilled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor
from zonebook.audit.actions import record
from zonebook.registry.days import day_faults, day_said
from zonebook.registry.keeping import must_give_reason, must_keep_register
from zonebook.registry.models import (
    Cluster,
    Company,
    Contact,
    Cooperation,
    Dated,
    LakePartition,
    Membership,
    Presence,
    Residency,
    Site,
    Zone,
)
from zonebook.registry.numbers import number_faults
from zonebook.registry.queries import changes, in_force, looked_for_by, within
from zonebook.registry.wording import in_our_words

Entry = TypeVar("Entry", bound=models.Model)
Placed = TypeVar("Placed", Presence, Residency, Membership)
_PLACES: Mapping[type[Dated], str] = MappingProxyType({Presence: "site", Residency: "zone", Membership: "cluster"})
"""Where a dated fact of a company holds: the field that names the place. The lake has a table of each kind."""


def mark_dirty(table: str, zone_code: str) -> None:
    """Say, inside the transaction of a change, that the lake's copy of a table is old.

    Always writes the row, so that a refill which is reading meanwhile waits or finds the newer generation.
    """
    row = LakePartition.objects.filter(table=table, zone_code=zone_code)
    raised = row.update(generation=F("generation") + 1)
    if not raised and not LakePartition.objects.get_or_create(table=table, zone_code=zone_code)[1]:
        row.update(generation=F("generation") + 1)  # another change made the row first


def keep(
    actor: Actor, entry: Entry, *, action: str, reason: str = "", details: Mapping[str, Any] | None = None
) -> Entry:
    """Write an entry of the register, inside the transaction of the action that changes it.

    Cleans it, saves it, keeps what it was before in its history with who, when and why, and seals one audit entry
    with every field that changed, before and after. Raises ValidationError by field for an entry that is not clean.
    """
    before = type(entry)._default_manager.filter(pk=entry.pk).first() if entry.pk else None
    _clean(entry)
    _stamp(actor, entry, reason=reason)
    entry.save()
    sealed = {**changes(before, entry), **_plain(details or {})}
    seal(actor, action, entry=entry, details=sealed | ({"reason": reason} if reason else {}))
    return entry


def set_anew(entry: models.Model, fields: Mapping[str, Any], *, reason: str) -> None:
    """Give an entry the values that an amendment changes, for a reason; one that changes nothing is refused.

    It would only swell the history.
    """
    must_give_reason(reason)
    if _says_already(entry, fields):
        raise ValidationError(_("The register says this already: change something, or leave it as it is."))
    for name, value in fields.items():
        setattr(entry, name, value)


def strike(actor: Actor, entry: models.Model, *, action: str, reason: str) -> None:
    """Take an entry out of the register; its history keeps what it was, who struck it, when and why."""
    seal(actor, action, entry=entry, details={**changes(None, entry), "reason": reason})
    _stamp(actor, entry, reason=reason)
    entry.delete()


def seal(actor: Actor, action: str, *, entry: models.Model, details: Mapping[str, Any]) -> None:
    """Append the audit entry of an action on an entry, inside its transaction."""
    subject = f"{entry._meta.label_lower}:{entry.pk}"
    record(by=actor.user.username, at=actor.at, action=action, subject=subject, details=_plain(details))


@transaction.atomic
def found_zone(actor: Actor, **fields: Any) -> Zone:
    """Enter a zone. Only a superuser founds zones, because an actor's rights are of a zone that exists."""
    if not actor.user.is_superuser:
        raise PermissionDenied(f"{actor.user} may not found zones")
    return keep(actor, Zone(**fields), action="found_zone")


@transaction.atomic
def amend_zone(actor: Actor, zone: Zone, *, reason: str, **fields: Any) -> Zone:
    """Change what the register says of the zone itself."""
    must_keep_register(actor, zone)
    return _amend(actor, zone, action="amend_zone", reason=reason, fields=fields)


@transaction.atomic
def open_site(actor: Actor, zone: Zone, **fields: Any) -> Site:
    """Enter a site of the zone."""
    must_keep_register(actor, zone)
    site = keep(actor, Site(zone=zone, **fields), action="open_site")
    mark_dirty("site", zone.code)
    return site


@transaction.atomic
def amend_site(actor: Actor, site: Site, *, reason: str, **fields: Any) -> Site:
    """Change what the register says of a site."""
    must_keep_register(actor, site.zone)
    _amend(actor, site, action="amend_site", reason=reason, fields=fields)
    mark_dirty("site", site.zone.code)
    return site


@transaction.atomic
def enter_company(actor: Actor, zone: Zone, **fields: Any) -> Company:
    """Enter a firm in the register that the zone keeps. Raises ValidationError by field, also for a wrong ИНН."""
    must_keep_register(actor, zone)
    company = Company(**fields)
    company.search_name = looked_for_by(company)
    _check_numbers(company)
    keep(actor, company, action="enter_company")
    mark_dirty("company", zone.code)
    return company


@transaction.atomic
def amend_company(actor: Actor, company: Company, *, zone: Zone, reason: str, **fields: Any) -> Company:
    """Change what the register says of a firm. Raises ValidationError by field, without a reason or a change."""
    must_keep_register(actor, zone)
    set_anew(company, fields, reason=reason)
    company.search_name = looked_for_by(company)
    _check_numbers(company)
    keep(actor, company, action="amend_company", reason=reason)
    mark_dirty("company", zone.code)
    return company


@transaction.atomic
def amend_companies(
    actor: Actor, companies: Sequence[Company], *, zone: Zone, reason: str, **fields: Any
) -> list[Company]:
    """Change the same fields of several firms, all or none; those of which it was not said already.

    Raises ValidationError by field, each message with the firm that it is about.
    """
    must_keep_register(actor, zone)
    must_give_reason(reason)
    faults: dict[str, list[str]] = {}
    changed = []
    for company in companies:
        if _says_already(company, fields):
            continue
        try:
            changed.append(amend_company(actor, company, zone=zone, reason=reason, **fields))
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                faults.setdefault(name, []).extend(f"{company}: {message}" for message in messages)
    if faults:
        raise ValidationError(faults)
    return changed


@transaction.atomic
def name_contact(actor: Actor, company: Company, *, zone: Zone, **fields: Any) -> Contact:
    """Enter a person of the company whom the zone writes to."""
    must_keep_register(actor, zone)
    return keep(actor, Contact(company=company, **fields), action="name_contact")


@transaction.atomic
def drop_contact(actor: Actor, contact: Contact, *, zone: Zone, reason: str) -> None:
    """Take a contact out of the register."""
    must_keep_register(actor, zone)
    must_give_reason(reason)
    strike(actor, contact, action="drop_contact", reason=reason)


@transaction.atomic
def place_company(
    actor: Actor, company: Company, *, site: Site, first_day: date | None, last_day: date | None = None
) -> Presence:
    """Record that a company works on a site. Raises ValidationError when it is recorded there for these days."""
    must_keep_register(actor, site.zone)
    presence = Presence(company=company, site=site, first_day=first_day, last_day=last_day)
    return _enter_dated(actor, presence, action="place_company")


@transaction.atomic
def amend_presence(actor: Actor, presence: Presence, *, reason: str, **days: date | None) -> Presence:
    """Correct since when, or until when, a company works on a site."""
    return _amend_dated(actor, presence, action="amend_presence", reason=reason, days=days)


@transaction.atomic
def grant_residency(actor: Actor, company: Company, *, zone: Zone, **fields: Any) -> Residency:
    """Enter a company in the register of residents: by which agreement, from which first day, under which number."""
    return _enter_dated(actor, Residency(company=company, zone=zone, **fields), action="grant_residency")


@transaction.atomic
def end_residency(actor: Actor, residency: Residency, *, last_day: date, ground: str) -> Residency:
    """End a company's status. Raises ValidationError without a ground, or when it has ended already."""
    must_keep_register(actor, residency.zone)
    if not ground.strip():
        raise ValidationError({"ground": _("Write the ground on which the status ends.")})
    if residency.last_day is not None:
        said = _("The status of %(company)s has ended on %(day)s.")
        raise ValidationError(said % {"company": residency.company, "day": day_said(residency.last_day)})
    residency.last_day, residency.ground_of_end = last_day, ground
    keep(actor, residency, action="end_residency", reason=ground)
    mark_dirty("residency", residency.zone.code)
    return residency


@transaction.atomic
def amend_residency(actor: Actor, residency: Residency, *, reason: str, **days: date | None) -> Residency:
    """Correct the days of a status that were entered wrongly. The end of a status is `end_residency`."""
    return _amend_dated(actor, residency, action="amend_residency", reason=reason, days=days)


@transaction.atomic
def form_cluster(actor: Actor, zone: Zone, **fields: Any) -> Cluster:
    """Enter a cluster that the zone co-ordinates."""
    must_keep_register(actor, zone)
    return keep(actor, Cluster(zone=zone, **fields), action="form_cluster")


@transaction.atomic
def amend_cluster(actor: Actor, cluster: Cluster, *, reason: str, **fields: Any) -> Cluster:
    """Change what the register says of a cluster: its kind, its co-ordinator, its names."""
    must_keep_register(actor, cluster.zone)
    return _amend(actor, cluster, action="amend_cluster", reason=reason, fields=fields)


@transaction.atomic
def join_cluster(
    actor: Actor, company: Company, *, cluster: Cluster, first_day: date | None, last_day: date | None = None
) -> Membership:
    """Record a company's membership; it need be neither a resident nor in the zone."""
    membership = Membership(company=company, cluster=cluster, first_day=first_day, last_day=last_day)
    return _enter_dated(actor, membership, action="join_cluster")


@transaction.atomic
def admit_companies(
    actor: Actor, companies: Sequence[Company], *, cluster: Cluster, first_day: date, reason: str
) -> list[Membership]:
    """Record that several companies belong to a cluster from a day on, all or none; who belongs to it then stays."""
    must_keep_register(actor, cluster.zone)
    must_give_reason(reason)
    already = set(Membership.objects.filter(in_force(first_day), cluster=cluster).values_list("company", flat=True))
    joining = [
        Membership(company=one, cluster=cluster, first_day=first_day) for one in companies if one.pk not in already
    ]
    return [_enter_dated(actor, membership, action="join_cluster", reason=reason) for membership in joining]


@transaction.atomic
def amend_membership(actor: Actor, membership: Membership, *, reason: str, **days: date | None) -> Membership:
    """Correct the days of a membership, or end it by its last day."""
    return _amend_dated(actor, membership, action="amend_membership", reason=reason, days=days)


@transaction.atomic
def record_cooperation(actor: Actor, cluster: Cluster, *, supplier: Company, customer: Company, **fields: Any) -> Any:
    """Record that one member of a cluster supplies another by a contract. Raises ValidationError by field."""
    must_keep_register(actor, cluster.zone)
    if supplier.pk == customer.pk:
        raise ValidationError({"customer": _("A company does not supply itself: choose another member.")})
    members = set(Membership.objects.filter(cluster=cluster).values_list("company", flat=True))
    for name, company in (("supplier", supplier), ("customer", customer)):
        if company.pk not in members:
            said = _("%(company)s is not a member of the cluster: enter the membership first.")
            raise ValidationError({name: said % {"company": company}})
    contract = Cooperation(cluster=cluster, supplier=supplier, customer=customer, **fields)
    return keep(actor, contract, action="record_cooperation")


def _amend(actor: Actor, entry: Entry, *, action: str, reason: str, fields: Mapping[str, Any]) -> Entry:
    set_anew(entry, fields, reason=reason)
    return keep(actor, entry, action=action, reason=reason)


def _says_already(entry: models.Model, fields: Mapping[str, Any]) -> bool:
    return all(getattr(entry, name) == value for name, value in fields.items())


def _check_numbers(company: Company) -> None:
    faults = number_faults(inn=company.inn, ogrn=company.ogrn, kpp=company.kpp, okved=company.okved)
    others = Company.objects.exclude(pk=company.pk)
    if company.inn and (other := others.filter(inn=company.inn).first()):
        said = _("The register has %(number)s already: it is %(company)s.")
        faults["inn"] = said % {"number": company.inn, "company": other}
    if others.filter(code=company.code).exists():
        faults["code"] = _("Another company has this code: choose one of its own.")
    if faults:
        raise ValidationError(faults)


def _enter_dated(actor: Actor, entry: Placed, *, action: str, reason: str = "") -> Placed:
    """Write a dated fact of a company that may not overlap another of the same kind."""
    must_keep_register(actor, _zone_of(entry))
    return _keep_dated(actor, entry, action=action, reason=reason)


def _amend_dated(actor: Actor, entry: Placed, *, action: str, reason: str, days: Mapping[str, date | None]) -> Placed:
    must_keep_register(actor, _zone_of(entry))
    set_anew(entry, days, reason=reason)
    return _keep_dated(actor, entry, action=action, reason=reason)


def _keep_dated(actor: Actor, entry: Placed, *, action: str, reason: str) -> Placed:
    _must_have_sound_days(entry)
    _must_not_overlap(entry)
    keep(actor, entry, action=action, reason=reason)
    mark_dirty(entry._meta.model_name, _zone_of(entry).code)
    return entry


def _zone_of(entry: Presence | Residency | Membership) -> Zone:
    place = getattr(entry, _PLACES[type(entry)])
    return place if isinstance(place, Zone) else place.zone


def _must_not_overlap(entry: Presence | Residency | Membership) -> None:
    """One company holds the same in the same place once at a time; of two who enter at once one waits for the other."""
    Company.objects.select_for_update().get(pk=entry.company_id)
    place = _PLACES[type(entry)]
    same = type(entry).objects.filter(company=entry.company_id, **{place: getattr(entry, place)})
    overlapping = same.filter(within(entry.first_day or date.min, entry.last_day or date.max)).exclude(pk=entry.pk)
    if other := overlapping.first():
        said = _(
            "%(entry)s: the register has this from %(first)s to %(last)s. Correct that entry, or choose other days."
        )
        raise ValidationError(
            {"first_day": said % {"entry": entry, "first": day_said(other.first_day), "last": day_said(other.last_day)}}
        )


def _clean(entry: models.Model) -> None:
    """Refuse an entry that is not clean."""
    _must_have_sound_days(entry)
    try:
        entry.full_clean()
    except ValidationError as error:
        raise in_our_words(error, entry=entry) from error


def _must_have_sound_days(entry: models.Model) -> None:
    """Days in the wrong order are told beside the day that is wrong, not above the form."""
    if faults := day_faults(entry):
        raise ValidationError(faults)
    if isinstance(entry, Dated) and entry.first_day and entry.last_day and entry.last_day < entry.first_day:
        raise ValidationError({"last_day": _("The last day is before the first.")})


def _stamp(actor: Actor, entry: models.Model, *, reason: str) -> None:
    """Tell the history who, when and why."""
    entry._history_user = actor.user
    entry._history_date = actor.at
    entry._change_reason = reason or None


def _plain(details: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value if value is None or isinstance(value, int | dict | list) else str(value)
        for name, value in details.items()
    }
