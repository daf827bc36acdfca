"""The register: companies, sites, and what the sites offer."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.campus.queries import amenities as offered
from zonebook.figures.queries import ask, question
from zonebook.measures import Answer, Period
from zonebook.methodology import load_methodology
from zonebook.methodology.definition import Formula
from zonebook.portal.register import STATUSES, found_companies, read_search
from zonebook.portal.views.figures import book_zone
from zonebook.registry.models import Cluster, Company, Industry, Site, Zone
from zonebook.registry.queries import companies_present, in_force
from zonebook.reporting.queries import may_see_trail, reported_periods, submissions_of

_A_PAGE = 50
_ASKED_OF_ONE = ("jobs_created", "employees", "investment", "revenue")


@require_safe
def companies(request: HttpRequest) -> HttpResponse:
    """The companies, searched by name and narrowed by site, industry, cluster and status."""
    zone, today = book_zone(), localdate()
    search = read_search(request.GET, zone)
    page = Paginator(found_companies(search, zone, on=today), _A_PAGE).get_page(request.GET.get("page"))
    content = {
        "zone": zone,
        "today": today,
        "search": search,
        "page": page,
        "sites": Site.objects.filter(zone=zone),
        "industries": Industry.objects.all(),
        "clusters": Cluster.objects.filter(zone=zone),
        "statuses": STATUSES,
    }
    return render(request, "portal/companies.html", content)


@require_safe
def company(request: HttpRequest, code: str) -> HttpResponse:
    """One company: its status now and before, where it works, its projects, its figures and its reports."""
    zone, today = book_zone(), localdate()
    found = Company.objects.filter(code=code).select_related("industry").first()
    if found is None:
        raise Http404(_("The register has no such company."))
    try:
        submissions = list(submissions_of(request.user, found, zone=zone))
    except PermissionDenied:
        submissions = None
    content = {
        "zone": zone,
        "today": today,
        "company": found,
        "status": found.residencies.filter(in_force(today), zone=zone).first(),
        "residencies": found.residencies.filter(zone=zone),
        "presences": found.presences.filter(site__zone=zone).select_related("site"),
        "memberships": found.memberships.select_related("cluster"),
        "projects": found.projects.select_related("site").prefetch_related("milestones"),
        "figures": [] if submissions is None else _figures(zone, f"company:{found.code}"),
        "submissions": submissions,
    }
    return render(request, "portal/company.html", content)


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
        "figures": _figures(zone, f"site:{found.code}"),
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


def _figures(zone: Zone, scope: str) -> list[dict[str, Any]]:
    """The usual figures of one scope for the newest reported period, missing ones with their reasons."""
    periods = reported_periods(zone)
    if not periods:
        return []
    methodology = load_methodology()
    answers: list[dict[str, Any]] = []
    for code in _ASKED_OF_ONE:
        measure = methodology.measure(code)
        period = Period.moment(periods[0].last) if measure.formula is Formula.STOCK_AT_END else periods[0]
        answer: Answer = ask(question(code, period, scope=[scope], population="companies"))
        answers.append({"measure": measure, "answer": answer, "question": answer.question})
    return answers
