"""Who may do what? One table of roles, asked by every action before it changes anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from zonebook.accounts.models import Absence, Role, User

Asker = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and at which moment: the first argument of every action."""

    user: User
    at: datetime


class Permission(StrEnum):
    """What an action or a query may ask for; the value completes “may not …”."""

    SEE_REPORTS = "see reports"
    FILE_REPORTS = "file reports"
    DECIDE_REPORTS = "accept and return reports"
    ACCEPT_FINALLY = "accept reports for the city"
    KEEP_REGISTER = "keep the register"
    APPLY = "apply for the status"
    SEE_PAPERS = "see applications, agreements and contacts"
    RUN_CAMPAIGNS = "run reporting campaigns"
    RELEASE_FIGURES = "release figures"
    KEEP_STATEMENTS = "keep statements"
    KEEP_FACTS = "keep published figures"
    WRITE_RELEASES = "write and publish releases"
    APPROVE_RELEASES = "approve releases"


_P = Permission
_OF_ROLE: Mapping[str, frozenset[Permission]] = MappingProxyType(
    {
        Role.RESIDENT: frozenset({_P.SEE_REPORTS, _P.FILE_REPORTS, _P.SEE_PAPERS, _P.APPLY}),
        Role.CURATOR: frozenset(
            {_P.SEE_REPORTS, _P.FILE_REPORTS, _P.DECIDE_REPORTS, _P.KEEP_REGISTER, _P.RUN_CAMPAIGNS, _P.SEE_PAPERS}
        ),
        Role.CITY_REVIEWER: frozenset({_P.SEE_REPORTS, _P.ACCEPT_FINALLY, _P.SEE_PAPERS}),
        Role.ANALYST: frozenset(
            {_P.SEE_REPORTS, _P.RELEASE_FIGURES, _P.SEE_PAPERS, _P.APPROVE_RELEASES, _P.KEEP_FACTS}
        ),
        Role.PRESS_OFFICER: frozenset(
            {_P.SEE_REPORTS, _P.KEEP_STATEMENTS, _P.KEEP_FACTS, _P.WRITE_RELEASES, _P.APPROVE_RELEASES}
        ),
        Role.VIEWER: frozenset({_P.SEE_REPORTS, _P.SEE_PAPERS}),
        Role.APPLICANT: frozenset({_P.APPLY}),
    }
)


def may(asker: Asker, permission: Permission, *, zone: str, company: str | None = None) -> bool:
    """May the asker do this in the zone, and to this company? A reporting officer's world is their own company."""
    if not isinstance(asker, User) or not asker.is_active:
        return False
    if asker.is_superuser:
        return True
    if permission not in _OF_ROLE[asker.role] or asker.zone_code != zone:
        return False
    return asker.role != Role.RESIDENT or (company is not None and asker.company_code == company)


def require(asker: Asker, permission: Permission, *, zone: str, company: str | None = None) -> None:
    """Raises PermissionDenied, saying what is not allowed, unless `may`."""
    if not may(asker, permission, zone=zone, company=company):
        where = f" of {company}" if company else ""
        raise PermissionDenied(f"{asker} may not {permission}{where} in zone {zone}")


def the_book() -> User:
    """Who acts when nobody does: the book itself. It is in no table, and nobody can sign in as it."""
    return User(username="zonebook", is_superuser=True)


def absences_on(day: date) -> QuerySet[Absence]:
    """Who is away on a day, with their deputies."""
    still = Q(last_day__isnull=True) | Q(last_day__gte=day)
    return Absence.objects.filter(still, first_day__lte=day).select_related("user", "deputy")


def stands_in_for(user: Asker, *, on: date) -> tuple[str, ...]:
    """The user names of those in whose place somebody decides on a day; nobody deputises for a deputy."""
    if not isinstance(user, User):
        return ()
    return tuple(
        absences_on(on).filter(deputy=user).order_by("user__username").values_list("user__username", flat=True)
    )


def possible_deputies(user: User) -> QuerySet[User]:
    """Who may decide in somebody's place: whoever has the same role in the same zone."""
    alike = User.objects.filter(role=user.role, zone_code=user.zone_code, company_code=user.company_code)
    return alike.filter(is_active=True).exclude(pk=user.pk).order_by("username")


def absences_of(user: User, *, on: date) -> QuerySet[Absence]:
    """Somebody's own absences that have not ended by a day, the nearest first."""
    still = Q(last_day__isnull=True) | Q(last_day__gte=on)
    return Absence.objects.filter(still, user=user).select_related("deputy").order_by("first_day")
