"""What changed in an entry of the register: when, by whom, why, from what to what, and who may know?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db.models import Field, ForeignKey, Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zonebook.accounts.queries import Asker, Permission, may, require
from zonebook.agreements.facts import the_life
from zonebook.agreements.models import Agreement, Application, CouncilMember, Meeting, Suspension
from zonebook.agreements.queries import agreement_for, application_for, applies_for
from zonebook.estate.models import Building, Lease, Premises
from zonebook.measures import Text, Unit
from zonebook.methodology import load_methodology
from zonebook.oversight.models import Inspection, Order
from zonebook.portal.life_road import deadline_title, ground_title, state_title
from zonebook.projects.models import Participation, Project, Stage
from zonebook.regime import Subject
from zonebook.registry.models import (
    Cluster,
    Company,
    Contact,
    Cooperation,
    Membership,
    Presence,
    Residency,
    Site,
    Zone,
)
from zonebook.registry.wording import language

_MONEY = frozenset({"rate", "planned_investment", "actual_investment"})
_UNSAID = frozenset({"id", "certificate"})
_WORDED: Mapping[tuple[type[Model], str], Callable[[str], Text]] = MappingProxyType(
    {
        (Application, "state"): lambda code: state_title(the_life(), code, subject=Subject.APPLICATION),
        (Application, "due_code"): lambda code: deadline_title(load_methodology().regime, code),
        (Agreement, "state"): lambda code: state_title(the_life(), code, subject=Subject.AGREEMENT),
        (Agreement, "due_code"): lambda code: deadline_title(load_methodology().regime, code),
        (Agreement, "ground"): lambda code: ground_title(the_life(), code),
        (Suspension, "ground"): lambda code: ground_title(the_life(), code),
    }
)
"""The fields that keep codes of the table of the life of a status, and what the table calls them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry. `zone` and `owner` lead from it to its zone and, where it is a paper, to its company.

    `part_of` leads from a paper of the life of a status to the application or agreement whose readers may read it.
    """

    code: str
    title: str | Promise
    model: type[Model]
    zone: str = ""
    owner: str = ""
    part_of: str = ""

    @property
    def is_paper(self) -> bool:
        """Is it seen only by those who may see papers?"""
        return bool(self.owner)

    @property
    def has_code(self) -> bool:
        """Is an entry named by its code in addresses, rather than by its key?"""
        return any(field.name == "code" for field in self.model._meta.concrete_fields)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.code: kind
        for kind in (
            Kind("zone", _("Zone"), Zone),
            Kind("site", _("Site"), Site, "zone"),
            Kind("company", _("Company"), Company),
            Kind("presence", _("Work on a site"), Presence, "site__zone"),
            Kind("residency", _("Resident status"), Residency, "zone"),
            Kind("cluster", _("Cluster"), Cluster, "zone"),
            Kind("membership", _("Membership of a cluster"), Membership, "cluster__zone"),
            Kind("cooperation", _("Contract within a cluster"), Cooperation, "cluster__zone"),
            Kind("building", _("Building"), Building, "site__zone"),
            Kind("premises", _("Premises or plot"), Premises, "site__zone"),
            Kind("project", _("Project"), Project, "zone"),
            Kind("participation", _("Part in a project"), Participation, "project__zone"),
            Kind("stage", _("Stage of a project"), Stage, "project__zone"),
            Kind("contact", _("Contact"), Contact, owner="company"),
            Kind("lease", _("Lease"), Lease, "premises__site__zone", "company"),
            Kind("application", _("Application"), Application, "zone", "company", part_of="id"),
            Kind("agreement", _("Agreement"), Agreement, "zone", "company", part_of="id"),
            Kind("suspension", _("Suspension"), Suspension, "agreement__zone", "agreement__company", "agreement"),
            Kind("inspection", _("Inspection"), Inspection, "agreement__zone", "agreement__company", "agreement"),
            Kind(
                "order",
                _("Order"),
                Order,
                "inspection__agreement__zone",
                "inspection__agreement__company",
                "inspection__agreement",
            ),
            Kind("member", _("Member of the expert council"), CouncilMember, "zone", "zone"),
            Kind("meeting", _("Meeting of the expert council"), Meeting, "zone", "zone"),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of an entry, before and after; None where it said nothing."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an entry: `sort` is entered, changed or struck.

    `by` and `reason` are blank for those who may not know them.
    """

    at: datetime
    by: str
    reason: str
    sort: str
    differences: tuple[Difference, ...]


_SORTS = {"+": "entered", "~": "changed", "-": "struck"}


def entry_records(kind: Kind, key: str, *, zone: Zone) -> QuerySet[Any]:
    """What the register said of an entry of the zone, time after time, also when it was struck out since."""
    said = kind.model.history.all()  # type: ignore[attr-defined]  # given by the history library
    if kind.has_code:
        said = said.filter(id__in=said.filter(code=key).values("id"))
    else:
        said = said.filter(id=int(key)) if key.isdecimal() and len(key) < len("1234567890123") else said.none()
    return said.filter(**{kind.zone: zone}) if kind.zone else said


def seen_records(asker: Asker, kind: Kind, *, records: QuerySet[Any], zone: Zone) -> QuerySet[Any]:
    """Those of the records of an entry that the asker may read; what is public anybody may.

    Raises PermissionDenied for a paper that the asker may not see. An application is read since it was submitted: what
    its drafts said before is its owner's alone.
    """
    life = records.values_list(kind.part_of, flat=True).first() if kind.part_of else None
    if life is None:
        if kind.is_paper:
            owner = records.values_list(f"{kind.owner}__code", flat=True).first()
            require(asker, Permission.SEE_PAPERS, zone=zone.code, company=owner)
        return records
    if kind.model is not Application:
        agreement_for(asker, life)
        return records
    is_own = applies_for(asker, application_for(asker, life))
    return records if is_own else records.filter(submitted_at__isnull=False)


def sees_makers(asker: Asker, zone: Zone) -> bool:
    """May the asker know which person made a change and why? The people of the zone may."""
    return may(asker, Permission.SEE_REPORTS, zone=zone.code, company=getattr(asker, "company_code", None))


def changes_of(records: QuerySet[Any], *, with_makers: bool) -> list[Change]:
    """Each change that an entry went through, the newest first: one query for all, and one for each kind named.

    The first that may be read is what was entered, also where earlier ones may not be. Who made a change and why is
    told only `with_makers`.
    """
    said = list(records.select_related("history_user").order_by("history_date", "history_id"))
    if not said:
        return []
    fields = [field for field in said[0].instance_type._meta.concrete_fields if field.name not in _UNSAID]
    tracked = {field.name for field in said[0].tracked_fields}
    fields = [field for field in fields if field.name in tracked]
    names = _names(said, fields)
    contents = [_contents(record, fields, names=names) for record in said]
    changes = []
    for number, (record, after) in enumerate(zip(said, contents, strict=True)):
        before = contents[number - 1] if number else {}
        struck = record.history_type == "-"
        changes.append(
            Change(
                at=record.history_date,
                by=record.history_user.username if with_makers and record.history_user else "",
                reason=(record.history_change_reason or "") if with_makers else "",
                sort=_SORTS[record.history_type] if number or struck else "entered",
                differences=differences(after, {}) if struck else differences(before, after),
            )
        )
    return changes[::-1]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The fields that two states of an entry do not say alike; a field that is not there says nothing.

    Says nothing: None and the empty text. A field of neither state, or alike in both, is left out.
    """
    fields = dict.fromkeys((*before, *after))
    pairs = ((name, _said(before.get(name)), _said(after.get(name))) for name in fields)
    return tuple(Difference(name, was, now) for name, was, now in pairs if was != now)


def _said(content: Any) -> Any:
    return None if content == "" else content


def _names(records: Iterable[Any], fields: Sequence[Field[Any, Any]]) -> dict[str, dict[Any, str]]:
    """What the entries are called that the records point at, by field and key."""
    found = {}
    for field in fields:
        if isinstance(field, ForeignKey):
            keys = {getattr(record, field.attname) for record in records} - {None}
            entries = field.related_model._default_manager.in_bulk(keys) if keys else {}
            found[field.name] = {key: _called(entry) for key, entry in entries.items()}
    return found


def _called(entry: Any) -> str:
    return str(getattr(entry, f"name_{language()}", None) or getattr(entry, f"title_{language()}", None) or entry)


def _contents(
    record: Any, fields: Sequence[Field[Any, Any]], *, names: Mapping[str, Mapping[Any, str]]
) -> dict[str, str | Decimal | int | bool | date | None]:
    """What a record says, field by field, as a reader understands it."""
    return {field.name: _content(field, getattr(record, field.attname), names=names) for field in fields}


def _content(field: Field[Any, Any], value: Any, *, names: Mapping[str, Mapping[Any, str]]) -> Any:
    if value is None:
        return None
    if field.name in names:
        return names[field.name].get(value, str(value))
    if value and (title := _WORDED.get((field.model, field.name))):
        return title(value).say(language())
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.name in _MONEY:
        return Unit.of("RUB").from_stored(value)
    return str(value) if isinstance(value, list | dict) else value
