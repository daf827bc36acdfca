"""Giving out accounts."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from zonebook.accounts.models import Role, User
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
