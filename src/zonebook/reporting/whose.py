"""Whose version is it, and which one says what the company has to do next?

The zone may correct an accepted report itself. Where such a correction is returned, nothing is asked of the company:
what was accepted stands, and its report is as done as it was before.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from zonebook.accounts.models import Role, User
from zonebook.reporting.models import Version

IN_BOOK = (Version.State.ACCEPTED, Version.State.SUPERSEDED)
"""A version with a moment of decision that is not returned was accepted, be it replaced by a correction since."""


def with_whose(versions: QuerySet[Version]) -> QuerySet[Version]:
    """The versions, each with `is_of_company`: whether somebody who reports for a company filed it."""
    officers = User.objects.filter(username=OuterRef("filed_by"), role=Role.RESIDENT)
    return versions.annotate(is_of_company=Exists(officers))


def zones_own_corrections(versions: Sequence[Version]) -> frozenset[int]:
    """The keys of the versions by which the zone corrected what it had accepted. Ask `with_whose` for them."""
    accepted = (one.number for one in versions if one.state in IN_BOOK and one.decided_at is not None)
    first = min(accepted, default=None)
    return frozenset(one.pk for one in versions if first is not None and one.number > first and not one.is_of_company)


def last_for_company(versions: Sequence[Version]) -> Version | None:
    """The newest version that says how far the company is. Ask `with_whose` for them."""
    own = zones_own_corrections(versions)
    counting = (one for one in versions if one.pk not in own or one.state != Version.State.RETURNED)
    return max(counting, key=lambda one: one.number, default=None)
