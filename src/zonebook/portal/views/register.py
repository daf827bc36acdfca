"""The sites, and what they offer."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Permission, may
from zonebook.campus.queries import amenities as offered
from zonebook.portal.clocks import Clock
from zonebook.portal.doors import book_zone, or_404
from zonebook.portal.dossier import usual_figures
from zonebook.registry.models import Site
from zonebook.registry.queries import companies_present


@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    """The sites of the zone."""
    zone, today = book_zone(), localdate()
    here = in_force_through("presences", today)
    counted = Count("presences__company", filter=here, distinct=True)
    found = Site.objects.filter(zone=zone).annotate(company_count=counted)
    content = {"zone": zone, "today": today, "sites": found}
    content["may_keep"] = may(request.user, Permission.KEEP_REGISTER, zone=zone.code)
    return render(request, "portal/sites.html", content)


@require_safe
def site(request: HttpRequest, code: str) -> HttpResponse:
    """One site: its ground, who works there, its figures, what it offers."""
    zone, today = book_zone(), localdate()
    found = or_404(lambda: Site.objects.get(zone=zone, code=code), _("The zone has no such site."))
    content = {
        "zone": zone,
        "today": today,
        "site": found,
        "companies": companies_present(zone, on=today, site=found),
        "figures": [] if found.is_planned else usual_figures(zone, f"site:{found.code}", clock=Clock(today)),
        "amenities": offered(zone, found),
        "may_keep": may(request.user, Permission.KEEP_REGISTER, zone=zone.code),
    }
    return render(request, "portal/site.html", content)


@require_safe
def amenities(request: HttpRequest) -> HttpResponse:
    """What is on offer, site by site."""
    zone = book_zone()
    in_order = offered(zone).order_by("site__name_ru", "category", "name")
    groups = [(place, list(group)) for place, group in groupby(in_order, key=lambda amenity: amenity.site)]
    groups.sort(key=lambda pair: pair[0] is None)  # what the source puts nowhere comes last
    return render(request, "portal/amenities.html", {"zone": zone, "groups": groups})


def in_force_through(relation: str, on: Any) -> Q:
    """The condition that a related dated entry holds on a day."""
    begun = Q(**{f"{relation}__first_day__isnull": True}) | Q(**{f"{relation}__first_day__lte": on})
    lasting = Q(**{f"{relation}__last_day__isnull": True}) | Q(**{f"{relation}__last_day__gte": on})
    return begun & lasting & Q(**{f"{relation}__isnull": False})
