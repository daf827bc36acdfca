"""Listing amenities."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.audit.actions import record
from zonebook.campus.models import Amenity
from zonebook.registry.models import Zone


@transaction.atomic
def list_amenity(actor: Actor, zone: Zone, **fields: Any) -> Amenity:
    """Enter an amenity of the zone, planned or open. Raises PermissionDenied for a site of another zone, too."""
    require(actor.user, Permission.KEEP_REGISTER, zone=zone.code)
    amenity = Amenity(**fields)
    if amenity.site is not None:
        require(actor.user, Permission.KEEP_REGISTER, zone=amenity.site.zone.code)
    amenity.full_clean()
    amenity.save()
    details = {"name": amenity.name, "site": amenity.site and amenity.site.code, "status": amenity.status}
    subject = f"campus.amenity:{amenity.pk}"
    record(by=actor.user.username, at=actor.at, action="list_amenity", subject=subject, details=details)
    return amenity
