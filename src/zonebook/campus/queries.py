"""What is on offer, and where? Public."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from zonebook.campus.models import Amenity
from zonebook.registry.models import Site, Zone


def amenities(zone: Zone, site: Site | None = None) -> QuerySet[Amenity]:
    """The amenities of a site, or of the whole zone."""
    offered = Amenity.objects.select_related("site")
    if site is not None:
        return offered.filter(site=site)
    return offered.filter(Q(site__zone=zone) | Q(site__isnull=True))
