"""Watching over agreements: the watch list, the obligations against the reports, the inspections and their orders."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Actor, Permission, may
from zonebook.agreements.models import Agreement, PlannedLine
from zonebook.agreements.queries import agreement_for, agreements_of, terms_in_force
from zonebook.methodology import load_methodology
from zonebook.oversight import actions, queries
from zonebook.oversight.models import Inspection
from zonebook.portal import oversight
from zonebook.portal.clocks import read_clock
from zonebook.portal.doors import book_zone, keeper, or_404, require_safe_or_post, staffed_zone
from zonebook.portal.downloads import attached
from zonebook.portal.exports import csv_of
from zonebook.portal.forms.inspections import MoveForm, OrderForm, PlanForm, RecordForm, RemedyForm
from zonebook.portal.sending import Page, answer, posted

_A_PAGE = 50
_NO_ENTRY = gettext_lazy("The register has no such entry.")


@login_required
@require_safe
def watch_list(request: HttpRequest) -> HttpResponse:
    """What the rules say of the residents, the pressing first, and what they cannot tell."""
    zone, today = staffed_zone(request), localdate()
    rules = load_methodology().regime.watch_rules(on=today)
    search = oversight.read_watch(request.GET, rules)
    found = oversight.findings(queries.watch_list(request.user, zone, on=today), search, rules=rules)
    content = {
        "zone": zone,
        "search": search,
        "found": found,
        "total": sum(found.of_kind.values()),
        "page": Paginator(found.shown, _A_PAGE).get_page(request.GET.get("page")),
        "may_keep": may(request.user, Permission.KEEP_REGISTER, zone=zone.code),
    }
    return render(request, "portal/watch.html", content)


@login_required
@require_safe
def obligations(request: HttpRequest) -> HttpResponse:
    """The obligations of all residents against their reports: first those that give reason to warn."""
    zone, today = staffed_zone(request), localdate()
    search = oversight.read_obligations(request.GET)
    everything = queries.zone_obligations(request.user, zone, on=today)
    found = [one for one in everything if search.finds(one)]
    if request.GET.get("format") == "csv":
        facts = [("zone", zone.code), ("on", today), ("state", search.state), ("line", search.line or "all"),
                 ("year", search.year or "all"), ("address", request.build_absolute_uri())]  # fmt: skip
        return csv_of(facts, oversight.as_table(found, absolute=request.build_absolute_uri), name="obligations")
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    content = {
        "zone": zone,
        "search": search,
        "states": oversight.STATES,
        "lines": PlannedLine,
        "years": sorted({one.attainment.year for one in everything}),
        "page": page,
        "rows": [oversight.obligation_row(one) for one in page.object_list],
        "rule": load_methodology().regime.forecast(on=today),
    }
    return render(request, "portal/obligations.html", content)


@login_required
@require_safe
def agreement_obligations(request: HttpRequest, key: int) -> HttpResponse:
    """One agreement: each line in each year against the reports, as of a day and as known at a moment."""
    return _obligations_of(request, or_404(lambda: agreement_for(request.user, key), _NO_ENTRY))


def _obligations_of(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    clock = read_clock(request.GET, today=localdate())
    found = queries.obligations_of(request.user, agreement, on=clock.on, known_at=clock.known_at)
    terms = agreement.terms.all()
    content = {
        "zone": agreement.zone,
        "agreement": agreement,
        "clock": clock,
        "is_moved": clock.known_at is not None or clock.on != localdate(),
        "rows": sorted(map(oversight.obligation_row, found), key=_by_line),
        "terms": terms if clock.known_at is None else terms.filter(recorded_at__lte=clock.known_at),
        "in_force": terms_in_force(agreement, on=clock.on, known_at=clock.known_at),
        "inspections": queries.inspections_of(request.user, agreement.zone).filter(agreement=agreement),
        "rule": load_methodology().regime.forecast(on=clock.on),
        "may_keep": may(request.user, Permission.KEEP_REGISTER, zone=agreement.zone.code),
        "is_own": request.user.company_code == agreement.company.code,
    }
    return render(request, "portal/agreement_obligations.html", content, status=400 if clock.faults else 200)


@login_required
@require_safe
def own_obligations(request: HttpRequest) -> HttpResponse:
    """A resident's own obligations: those of the agreement in the register."""
    zone = book_zone()
    own = queries.in_register_on(agreements_of(request.user, zone), on=localdate())
    agreement = own.filter(company__code=request.user.company_code).first()
    if agreement is None:
        raise Http404(_("Your company has no agreement in the register, and so it has promised nothing."))
    return _obligations_of(request, agreement)


@login_required
@require_safe
def inspections(request: HttpRequest) -> HttpResponse:
    """The orders that are due, the inspections ahead and those that were held."""
    zone, today = staffed_zone(request), localdate()
    found = queries.inspections_of(request.user, zone)
    content = {
        "zone": zone,
        "today": today,
        "orders": queries.orders_due(request.user, zone, on=today),
        "ahead": found.filter(held_on__isnull=True).order_by("planned_on", "pk"),
        "page": Paginator(found.filter(held_on__isnull=False), _A_PAGE).get_page(request.GET.get("page")),
        "may_keep": may(request.user, Permission.KEEP_REGISTER, zone=zone.code),
    }
    return render(request, "portal/inspections.html", content)


@login_required
@require_safe
def inspection(request: HttpRequest, key: int) -> HttpResponse:
    """One inspection: when it was held, what it found, what it ordered."""
    found = or_404(lambda: queries.inspection_for(request.user, key), _NO_ENTRY)
    zone = found.agreement.zone
    content = {
        "zone": zone,
        "inspection": found,
        "today": localdate(),
        "acts": found.papers.all(),
        "orders": found.orders.all(),
        "may_keep": may(request.user, Permission.KEEP_REGISTER, zone=zone.code),
        "is_staff": may(request.user, Permission.SEE_PAPERS, zone=zone.code),
    }
    return render(request, "portal/inspection.html", content)


@login_required
@require_safe
def act(request: HttpRequest, key: int) -> HttpResponse:
    """The bytes of the act of an inspection."""
    return attached(or_404(lambda: queries.act_for(request.user, key), _NO_ENTRY))


@login_required
@require_safe_or_post
def plan(request: HttpRequest) -> HttpResponse:
    """Plan an inspection of an agreement."""
    actor, zone = keeper(request)
    known = queries.in_register_on(agreements_of(request.user, zone), on=localdate())
    back = reverse("portal:inspections")
    return answer(
        request,
        PlanForm(posted(request), agreements=known, initial={"agreement": request.GET.get("agreement", "")}),
        page=Page(_("Plan an inspection"), _("Plan the inspection"), back, _("Inspections")),
        act=lambda sent: actions.plan_inspection(actor, sent.pop("agreement"), **sent),
        onward=_address,
    )


@login_required
@require_safe_or_post
def move(request: HttpRequest, key: int) -> HttpResponse:
    """Put an inspection on another day."""
    actor, found = _kept(request, key)
    return answer(
        request,
        MoveForm(posted(request), initial={"planned_on": found.planned_on}),
        page=_page(found, _("Move the inspection"), button=_("Move the inspection")),
        act=lambda sent: actions.move_inspection(actor, found, **sent),
    )


@login_required
@require_safe_or_post
def record(request: HttpRequest, key: int) -> HttpResponse:
    """Record what an inspection found."""
    actor, found = _kept(request, key)

    def write(sent: dict[str, Any]) -> object:
        outcome = (sent["result"], sent["findings"])
        return actions.record_inspection(actor, found, held_on=sent["held_on"], found=outcome, act=sent["content"])

    return answer(
        request,
        RecordForm(posted(request), request.FILES or None, initial={"held_on": found.planned_on}),
        page=_page(found, _("What the inspection found"), button=_("Record the result in the register")),
        act=write,
    )


@login_required
@require_safe_or_post
def order(request: HttpRequest, key: int) -> HttpResponse:
    """Order a breach to be remedied."""
    actor, found = _kept(request, key)
    return answer(
        request,
        OrderForm(posted(request)),
        page=_page(found, _("An order to remedy a breach"), button=_("Issue the order to the resident")),
        act=lambda sent: actions.issue_order(actor, found, **sent),
    )


@login_required
@require_safe_or_post
def remedy(request: HttpRequest, key: int) -> HttpResponse:
    """Record how an order was complied with."""
    actor, _zone = keeper(request)
    found = or_404(lambda: queries.order_for(request.user, key), _NO_ENTRY)
    words = _("How the breach was remedied"), _("Record the remedy in the register")
    return answer(
        request,
        RemedyForm(posted(request)),
        page=_page(found.inspection, words[0], button=words[1]),
        act=lambda sent: actions.record_remedy(actor, found, **sent),
    )


def _kept(request: HttpRequest, key: int) -> tuple[Actor, Inspection]:
    """Who keeps the register, and the inspection. Raises PermissionDenied before it tells whether there is one."""
    actor, _zone = keeper(request)
    return actor, or_404(lambda: queries.inspection_for(request.user, key), _NO_ENTRY)


def _by_line(row: oversight.ObligationRow) -> tuple[int, int]:
    return list(PlannedLine).index(row.line), row.one.attainment.year


def _address(inspection: Inspection) -> str:
    address: str = reverse("portal:inspection", kwargs={"key": inspection.pk})
    return address


def _page(inspection: Inspection, title: str, *, button: str) -> Page:
    """A form about an inspection, with the way back to it."""
    return Page(title, button, _address(inspection), inspection.agreement.company.name)
