"""The curator's first page: what waits for a decision, what ends soon, and the ways to every room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Asker, Permission, may, require
from zonebook.agreements.queries import waiting_for
from zonebook.campaigns.queries import running_campaigns
from zonebook.estate.queries import leases_ending
from zonebook.oversight.queries import early_warnings, orders_due, watch_list
from zonebook.portal.doors import book_zone
from zonebook.portal.templatetags.zonebook import period
from zonebook.projects.queries import late_stages
from zonebook.reconciling.models import Dispute
from zonebook.reconciling.queries import disputes_of
from zonebook.regime import Actor as Who
from zonebook.registry.models import Zone
from zonebook.reporting.queries import awaiting_review
from zonebook.reporting.standing import tallies

_AHEAD = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: what, how many, where it is done; the first day by which it is due, or since when."""

    title: str | Promise
    count: int
    link: str
    due: date | None = None
    is_late: bool = False
    filed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the desk: what it is called, what is done there, who may."""

    title: str | Promise
    what: str | Promise
    link: str
    permission: Permission


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the people of the zone, and their rooms."""
    zone, today = book_zone(), localdate()
    require(request.user, Permission.SEE_PAPERS, zone=zone.code)
    waiting = [one for source in _SOURCES for one in source(request.user, zone, today=today) if one.count]
    content = {
        "zone": zone,
        "waiting": sorted(waiting, key=lambda one: (not one.is_late, one.due or date.max)),
        "rooms": [room for room in _rooms() if may(request.user, room.permission, zone=zone.code)],
    }
    return render(request, "portal/desk.html", content)


def _reports(asker: Asker, zone: Zone, *, today: date) -> Iterator[Waiting]:
    deciding = (Permission.DECIDE_REPORTS, Permission.ACCEPT_FINALLY)
    if any(may(asker, permission, zone=zone.code) for permission in deciding):
        waiting = awaiting_review(asker, zone)
        oldest = waiting.values_list("filed_at", flat=True).first()
        first = localdate(oldest) if oldest else None
        yield Waiting(_("Reports to review"), waiting.count(), reverse("portal:review"), filed_on=first)


def _campaigns(asker: Asker, zone: Zone, *, today: date) -> Iterator[Waiting]:
    """The companies that have not reported in the campaigns that take reports now."""
    running = list(running_campaigns(zone, on=today))
    told = tallies(asker, running, zone=zone) if running else {}
    for campaign in running:
        reported, asked = told[campaign.pk]
        title = _("Companies that have not reported (%(period)s)") % {"period": period(campaign.period)}
        link = reverse("portal:campaign", kwargs={"code": campaign.code})
        yield Waiting(title, asked - reported, link, campaign.due, is_late=campaign.due < today)


def _life(asker: Asker, zone: Zone, *, today: date) -> Iterator[Waiting]:
    """The clocks that run: what the zone must do, and what an applicant must do before it can go on."""
    running = waiting_for(asker, zone, on=today)
    link = reverse("portal:desk_applications")
    ours = [one for one in running if one.actor is not Who.APPLICANT]
    theirs = [one for one in running if one.actor is Who.APPLICANT]
    yield _first(
        _("Applications and agreements that wait for you"), link, days=[(one.due, one.is_overdue) for one in ours]
    )
    yield _first(_("Applicants who must act"), link, days=[(one.due, one.is_overdue) for one in theirs])


def _disputes(asker: Asker, zone: Zone, *, today: date) -> Iterator[Waiting]:
    """Differences with outside extracts that nobody has asked about yet, or that a company has explained."""
    if may(asker, Permission.DECIDE_REPORTS, zone=zone.code):
        found = disputes_of(asker, zone).filter(state__in=(Dispute.State.OPEN, Dispute.State.EXPLAINED))
        yield Waiting(_("Differences with outside extracts"), found.count(), reverse("portal:disputes"))


def _orders(asker: Asker, zone: Zone, *, today: date) -> Iterator[Waiting]:
    days = [(one.order.due, one.is_overdue) for one in orders_due(asker, zone, on=today)]
    yield _first(_("Orders that are not remedied"), reverse("portal:inspections"), days=days)


def _promises(asker: Asker, zone: Zone, *, today: date) -> Iterator[Waiting]:
    warned = early_warnings(asker, zone, on=today)
    yield Waiting(_("Obligations missed, late or at risk"), len(warned), reverse("portal:obligations"))


def _alerts(asker: Asker, zone: Zone, *, today: date) -> Iterator[Waiting]:
    alerts = watch_list(asker, zone, on=today).alerts
    yield Waiting(_("Alerts of the watch list"), len(alerts), reverse("portal:watch"))


def _leases(asker: Asker, zone: Zone, *, today: date) -> Iterator[Waiting]:
    if may(asker, Permission.KEEP_REGISTER, zone=zone.code):
        ending = leases_ending(zone, since=today, until=today + _AHEAD)
        days = [(day, False) for day in ending.values_list("last_day", flat=True)]
        yield _first(_("Leases that end within three months"), reverse("portal:desk_stock"), days=days)


def _stages(asker: Asker, zone: Zone, *, today: date) -> Iterator[Waiting]:
    late = late_stages(zone, on=today)
    yield Waiting(_("Stages of projects that are late"), len(late), f"{reverse('portal:projects')}?state=late")


def _first(title: str | Promise, link: str, *, days: list[tuple[date, bool]]) -> Waiting:
    """What waits by several days: how many, and the first of them."""
    due, is_late = min(days, default=(None, False))
    return Waiting(title, len(days), link, due, is_late=is_late)


_SOURCES: tuple[Callable[..., Iterator[Waiting]], ...] = (
    _life,
    _reports,
    _campaigns,
    _disputes,
    _orders,
    _promises,
    _alerts,
    _leases,
    _stages,
)


_KEEP, _SEE, _DECIDE, _RUN = (
    Permission.KEEP_REGISTER,
    Permission.SEE_PAPERS,
    Permission.DECIDE_REPORTS,
    Permission.RUN_CAMPAIGNS,
)
_NAMED: tuple[tuple[str | Promise, str | Promise, str, Permission], ...] = (
    (_("Applications"), _("Who applies, where each stands, who acts next by when."), "desk_applications", _SEE),
    (_("Expert council"), _("Members, meetings, agenda, votes, minutes."), "council", _SEE),
    (_("Agreements"), _("Signatures, entry, amendments, suspension, end."), "agreements", _SEE),
    (
        _("Review reports"),
        _("What was filed, what changed against the last quarter; accept or return."),
        "review",
        _DECIDE,
    ),
    (_("Accept for the city"), _("What the managing company has agreed to."), "review", Permission.ACCEPT_FINALLY),
    (
        _("Reporting campaigns"),
        _("Who has reported in time, who has not and whom to call; deadlines, curators."),
        "campaigns",
        _SEE,
    ),
    (
        _("Tables for others"),
        _("Summary tables and bridges, each number with its trail; XLSX, DOCX and PDF to sign."),
        "returns",
        Permission.SEE_REPORTS,
    ),
    (_("Outside extracts"), _("Taxes, pension fund, company register beside the book."), "extracts", _DECIDE),
    (_("Letters"), _("Reminders and digests: sent, waiting, not delivered and why."), "letters", _RUN),
    (
        _("The register of companies"),
        _("Find, choose columns, save the view, take it as a file, change several at once."),
        "companies",
        _SEE,
    ),
    (_("The zone"), _("Its names, its days, its managing company."), "edit_zone", _KEEP),
    (_("Enter a site"), _("Its names, area, specialisation, centre and outline."), "new_site", _KEEP),
    (_("Enter a company"), _("Names and numbers of a firm that is new in the zone."), "new_company", _KEEP),
    (
        _("Import tables"),
        _("Companies, premises and residents from XLSX or CSV, checked before they are entered."),
        "imports",
        _KEEP,
    ),
    (_("Premises and plots"), _("What can be let, leases with their amendments."), "desk_stock", _KEEP),
    (
        _("Early warnings"),
        _("Obligations against reports: missed, late, probably to be missed."),
        "obligations",
        _SEE,
    ),
    (_("Watch list"), _("What the rules say of every agreement, each with its source."), "watch", _SEE),
    (_("Inspections"), _("Planned, held, what they found, orders to remedy."), "inspections", _SEE),
    (_("Projects"), _("Stages, participants, what is late."), "projects", _SEE),
    (
        _("Newsroom"),
        _("Releases, and published texts that hold no longer."),
        "releases",
        Permission.APPROVE_RELEASES,
    ),
    (
        _("Published figures"),
        _("What zones and newspapers published, each figure with its page: bring a table."),
        "published_figures",
        Permission.KEEP_FACTS,
    ),
    (
        _("Editions of ratings"),
        _("Compare the zones of a class for a year: look at it, leave out what is wrong, make it."),
        "new_edition",
        Permission.RELEASE_FIGURES,
    ),
    (_("Clusters"), _("Members, contracts, requirements."), "clusters", _SEE),
)
"""The rooms in the order of a curator's day: title, what is done there, the name of its address, who may."""


def _rooms() -> list[Room]:
    return [Room(title, what, reverse(f"portal:{name}"), permission) for title, what, name, permission in _NAMED]
