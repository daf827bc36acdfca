"""The curator's stock: what there is, how it stands, and the leases of each. One action for each form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zonebook.estate import actions
from zonebook.estate.models import Lease, Premises
from zonebook.estate.queries import Stand, Standing, leases_ending, premises_of, stands, stock_of
from zonebook.portal import forms_estate
from zonebook.portal.clocks import read_clock
from zonebook.portal.forms_register import ReasonForm
from zonebook.portal.sending import Page, is_done, shown
from zonebook.portal.views.keeping import FORM_METHODS, keeper
from zonebook.registry.models import Site, Zone
from zonebook.registry.queries import searchable

_A_PAGE = 50
_SOON = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Search:
    """Which of the stock is shown; what is blank does not narrow it."""

    text: str
    site: str
    standing: str

    def takes(self, stand: Stand) -> bool:
        """Is this one of those looked for?"""
        one = stand.premises
        words = f"{one.number} {one.building or ''} {stand.lease.company if stand.lease else ''}"
        return (
            (not self.site or one.site.code == self.site)
            and (not self.standing or stand.standing == self.standing)
            and searchable(self.text) in searchable(words)
        )


def _read_search(asked: QueryDict) -> Search:
    standing = asked.get("standing", "")
    known = standing if standing in Standing.__members__.values() else ""
    return Search(asked.get("q", "").strip()[:100], asked.get("site", "")[:60], known)


@login_required
@require_safe
def stock(request: HttpRequest) -> HttpResponse:
    """All premises and plots with how they stand on a day, the totals of the sites, the leases that end soon."""
    _actor, zone = keeper(request)
    clock = read_clock(request.GET, today=localdate())
    search = _read_search(request.GET)
    everything = stands(premises_of(zone, known_at=clock.known_at), on=clock.on, known_at=clock.known_at)
    found = [stand for stand in everything if search.takes(stand)]
    content = {
        "zone": zone,
        "clock": clock,
        "search": search,
        "page": Paginator(found, _A_PAGE).get_page(request.GET.get("page")),
        "totals": stock_of(everything),
        "ending": leases_ending(zone, since=clock.on, until=clock.on + _SOON),
        "sites": Site.objects.filter(zone=zone),
        "standings": list(Standing),
    }
    return render(request, "portal/desk_stock.html", content, status=400 if clock.faults else 200)


@login_required
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One of the premises or plots: its facts, its leases with their amendments, and what can be done now."""
    _actor, zone = keeper(request)
    today = localdate()
    premises = _premises(zone, code)
    stand = stands(Premises.objects.filter(pk=premises.pk), on=today)[0]
    leases = premises.leases.select_related("company").prefetch_related("amendments").order_by("-first_day")
    content = {
        "zone": zone,
        "today": today,
        "premises": premises,
        "stand": stand,
        "leases": [(lease, lease.last_day is None or lease.last_day >= today) for lease in leases],
    }
    return render(request, "portal/desk_premises.html", content)


@login_required
@require_http_methods(FORM_METHODS)
def new_building(request: HttpRequest) -> HttpResponse:
    """Enter a building."""
    actor, zone = keeper(request)
    form = forms_estate.BuildingForm(request.POST or None, zone=zone)
    if request.method == "POST" and is_done(form, lambda sent: actions.add_building(actor, sent.pop("site"), **sent)):
        return HttpResponseRedirect(reverse("portal:new_premises"))
    return shown(request, form, page=_stock_page(_("Enter a building"), _("Enter it in the register")))


@login_required
@require_http_methods(FORM_METHODS)
def new_premises(request: HttpRequest) -> HttpResponse:
    """Enter premises or a plot."""
    actor, zone = keeper(request)
    form = forms_estate.NewPremisesForm(request.POST or None, zone=zone)

    def enter(_sent: dict[str, Any]) -> None:
        facts = form.facts()
        actions.add_premises(actor, facts.pop("site"), **facts)

    if request.method == "POST" and is_done(form, enter):
        return _to(form.cleaned_data["code"])
    return shown(request, form, page=_stock_page(_("Enter premises or a plot"), _("Enter it in the register")))


@login_required
@require_http_methods(FORM_METHODS)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change what the register says of premises."""
    actor, zone = keeper(request)
    premises = _premises(zone, code)
    form = forms_estate.EditPremisesForm(request.POST or None, premises=premises, zone=zone)
    if request.method == "POST" and is_done(
        form, lambda _sent: actions.amend_premises(actor, premises, **form.facts())
    ):
        return _to(code)
    said = (_("Change what the register says"), _("Write it into the register"))
    return _asked(request, form, about=premises, words=said)


@login_required
@require_http_methods(FORM_METHODS)
def reserve(request: HttpRequest, code: str) -> HttpResponse:
    """Keep free premises for somebody."""
    actor, zone = keeper(request)
    premises, form = _premises(zone, code), ReasonForm(request.POST or None)
    if request.method == "POST" and is_done(form, lambda sent: actions.reserve_premises(actor, premises, **sent)):
        return _to(code)
    return _asked(request, form, about=premises, words=(_("Reserve"), _("Reserve: nobody rents it until released")))


@login_required
@require_http_methods(FORM_METHODS)
def release(request: HttpRequest, code: str) -> HttpResponse:
    """End a reservation."""
    actor, zone = keeper(request)
    premises, form = _premises(zone, code), ReasonForm(request.POST or None)
    if request.method == "POST" and is_done(form, lambda sent: actions.release_premises(actor, premises, **sent)):
        return _to(code)
    return _asked(request, form, about=premises, words=(_("Release"), _("Release: it can be let again")))


@login_required
@require_http_methods(FORM_METHODS)
def let(request: HttpRequest, code: str) -> HttpResponse:
    """Record a lease."""
    actor, zone = keeper(request)
    premises = _premises(zone, code)
    rate = {"rate": forms_estate.as_roubles(premises.rate)}
    form = forms_estate.LetForm(request.POST or None, zone=zone, initial=rate)
    if request.method == "POST" and is_done(form, lambda _sent: actions.let_premises(actor, premises, **form.facts())):
        return _to(code)
    return _asked(request, form, about=premises, words=(_("Let"), _("Enter the lease in the register")))


@login_required
@require_http_methods(FORM_METHODS)
def amend_lease(request: HttpRequest, key: int) -> HttpResponse:
    """Change the rate or the last day of a lease by agreement."""
    actor, zone = keeper(request)
    lease = _lease(zone, key)
    form = forms_estate.AmendLeaseForm(request.POST or None, initial=forms_estate.terms_in_force(lease))
    if request.method == "POST" and is_done(form, lambda _sent: actions.amend_lease(actor, lease, **form.facts())):
        return _to(lease.premises.code)
    return _asked_of_lease(request, form, lease=lease, words=(_("Amend the lease"), _("Enter the amendment")))


@login_required
@require_http_methods(FORM_METHODS)
def end_lease(request: HttpRequest, key: int) -> HttpResponse:
    """End a lease before its last day."""
    actor, zone = keeper(request)
    lease = _lease(zone, key)
    form = forms_estate.EndLeaseForm(request.POST or None)
    if request.method == "POST" and is_done(form, lambda sent: actions.end_lease(actor, lease, **sent)):
        return _to(lease.premises.code)
    return _asked_of_lease(request, form, lease=lease, words=(_("End the lease"), _("End the lease on this day")))


def _premises(zone: Zone, code: str) -> Premises:
    found = Premises.objects.filter(site__zone=zone, code=code).select_related("site__zone", "building").first()
    if found is None:
        raise Http404(_("The zone has no such premises."))
    return found


def _lease(zone: Zone, key: int) -> Lease:
    leases = Lease.objects.filter(premises__site__zone=zone).select_related("premises__site__zone", "company")
    found = leases.filter(pk=key).first()
    if found is None:
        raise Http404(_("The zone has no such lease."))
    return found


def _stock_page(title: str, button: str) -> Page:
    return Page(title, button, reverse("portal:desk_stock"), _("Premises and plots"))


def _asked(request: HttpRequest, form: forms.Form, *, about: Premises, words: tuple[str, str]) -> HttpResponse:
    """A form about premises, with the way back to them."""
    title, button = words
    back = reverse("portal:desk_premises", kwargs={"code": about.code})
    page = Page(f"{title}: {about.number}", button, back, f"{about.site}, {about.number}")
    return shown(request, form, page=page)


def _asked_of_lease(request: HttpRequest, form: forms.Form, *, lease: Lease, words: tuple[str, str]) -> HttpResponse:
    title, button = words
    said = (f"{title} {lease.number}, {lease.company}", button)
    return _asked(request, form, about=lease.premises, words=said)


def _to(code: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("portal:desk_premises", kwargs={"code": code}))
