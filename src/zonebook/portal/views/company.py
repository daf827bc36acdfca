"""One company: everything that the book holds of it, on one page, as of any day and as known at any moment."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Asker, Permission, may
from zonebook.portal import dossier
from zonebook.portal.changes import KINDS, Change, changes_of, entry_records, sees_makers
from zonebook.portal.clocks import Clock, read_clock
from zonebook.portal.doors import book_zone, entered_company
from zonebook.registry.models import Company, Zone
from zonebook.registry.queries import is_unplaced

_NEWEST_CHANGES = 5


@require_safe
def company(request: HttpRequest, code: str) -> HttpResponse:
    """One company: its status, places, premises, agreement, projects, clusters, people, figures and reports."""
    zone, today = book_zone(), localdate()
    clock = read_clock(request.GET, today=today)
    entry = entered_company(code)
    found = dossier.as_known(entry, clock)
    if found is None:
        raise Http404(_("The register did not have this company yet at the moment that you ask about."))
    content = {
        "zone": zone,
        "clock": clock,
        "is_moved": clock.known_at is not None or clock.on != today,
        "company": found,
        "may_keep": may(request.user, Permission.KEEP_REGISTER, zone=zone.code),
        "changes": _changes(request.user, entry, zone=zone, clock=clock),
    }
    content |= _of_register(found, zone, clock=clock)
    content |= _of_reports(request.user, found, zone=zone, clock=clock)
    content |= {"papers": dossier.papers(request.user, found, zone=zone, clock=clock)}
    return render(request, "portal/company.html", content, status=400 if clock.faults else 200)


def _changes(asker: Asker, company: Company, *, zone: Zone, clock: Clock) -> list[Change]:
    """The newest changes of the company's own entry, of those made by the moment that is looked at."""
    records = entry_records(KINDS["company"], company.code, zone=zone)
    if clock.known_at is not None:
        records = records.filter(history_date__lte=clock.known_at)
    return changes_of(records, with_makers=sees_makers(asker, zone))[:_NEWEST_CHANGES]


def _of_register(company: Company, zone: Zone, *, clock: Clock) -> dict[str, Any]:
    """What the public register says."""
    residencies = dossier.residencies(company, zone, clock=clock)
    return {
        "is_unplaced": is_unplaced(company, zone, on=clock.on, known_at=clock.known_at),
        "status": next((one.entry for one in residencies if one.is_in_force), None),
        "residencies": residencies,
        "stays": dossier.stays(company, zone, clock=clock),
        "memberships": dossier.memberships(company, clock=clock),
        "projects": dossier.projects(company, clock=clock),
    }


def _of_reports(asker: Asker, company: Company, *, zone: Zone, clock: Clock) -> dict[str, Any]:
    """What it reported, where the asker may see that."""
    submissions = dossier.reports(asker, company, zone=zone)
    scope = f"company:{company.code}"
    figures = [] if submissions is None else dossier.usual_figures(zone, scope, clock=clock)
    return {"submissions": submissions, "figures": figures}
