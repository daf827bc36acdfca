"""Giving out accounts."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from zonebook.accounts.models import Role, SavedView, User
from zonebook.accounts.queries import Actor
from zonebook.audit.actions import record


@transaction.atomic
def open_account(
    *, by: User | None, at: datetime, username: str, password: str, belongs_to: tuple[Role, str, str]
) -> User:
    """Open an account; `belongs_to` is role, zone code and company code ("" for none).

    Only a superuser opens accounts; `by` is None for the first ones, made from the command line.
    """
    if by is not None and not by.is_superuser:
        raise PermissionDenied(f"{by} may not open accounts")
    role, zone, company = belongs_to
    user = User(username=username, role=role, zone_code=zone, company_code=company)
    user.set_password(password)
    user.full_clean()
    user.save()
    details = {"role": str(role), "zone": zone, "company": company}
    record(
        by=str(by or "command line"), at=at, action="open_account", subject=f"accounts.user:{username}", details=details
    )
    return user


@transaction.atomic
def save_view(actor: Actor, *, page: str, name: str, query: str) -> SavedView:
    """Keep a list as the actor sees it now; a view of the same name is replaced. Anybody may, for themselves."""
    _must_be_someone(actor)
    view = SavedView.objects.filter(user=actor.user, page=page, name=name).first()
    view = view or SavedView(user=actor.user, page=page, name=name)
    view.query = query
    view.full_clean(validate_unique=False)
    view.save()
    _seal_view(actor, "save_view", view=view)
    return view


@transaction.atomic
def drop_view(actor: Actor, view: SavedView) -> None:
    """Forget one of the actor's own views."""
    _must_be_someone(actor)
    if view.user_id != actor.user.pk:
        raise PermissionDenied(f"{actor.user} may not drop a view of {view.user}")
    _seal_view(actor, "drop_view", view=view)
    view.delete()


def _must_be_someone(actor: Actor) -> None:
    if not isinstance(actor.user, User) or not actor.user.is_active:
        raise PermissionDenied("only somebody who has signed in keeps views")


def _seal_view(actor: Actor, action: str, *, view: SavedView) -> None:
    details = {"page": view.page, "name": view.name, "query": view.query}
    record(by=actor.user.username, at=actor.at, action=action, subject=f"accounts.savedview:{view.pk}", details=details)
