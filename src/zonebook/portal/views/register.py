"""The sites, and what they offer."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.campus.queries import amenities as offered
from zonebook.portal.clocks import Clock
from zonebook.portal.dossier import usual_figures
from zonebook.portal.views.figures import book_zone
from zonebook.registry.models import Site
from zonebook.registry.queries import companies_present
from zonebook.reporting.queries import may_see_trail


@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    """The sites of the zone."""
    zone, today = book_zone(), localdate()
    here = in_force_through("presences", today)
    counted = Count("presences__company", filter=here, distinct=True)
    found = Site.objects.filter(zone=zone).annotate(company_count=counted)
    return render(request, "portal/sites.html", {"zone": zone, "today": today, "sites": found})


@require_safe
def site(request: HttpRequest, code: str) -> HttpResponse:
    """One site: its ground, who works there, its figures, what it offers."""
    zone, today = book_zone(), localdate()
    found = Site.objects.filter(zone=zone, code=code).first()
    if found is None:
        raise Http404(_("The zone has no such site."))
    content = {
        "zone": zone,
        "today": today,
        "site": found,
        "companies": companies_present(zone, on=today, site=found),
        "figures": [] if found.is_planned else usual_figures(zone, f"site:{found.code}", clock=Clock(today)),
        "amenities": offered(zone, found),
        "may_walk": may_see_trail(request.user, zone),
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
