"""The curator's stock: what there is, how it stands, and the leases of each. One action for each form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.estate import actions
from zonebook.estate.models import Lease, Premises
from zonebook.estate.queries import Stand, Standing, leases_ending, premises_of, stands, stock_of
from zonebook.portal.clocks import read_clock
from zonebook.portal.doors import keeper, or_404, require_safe_or_post
from zonebook.portal.forms.entries import ReasonForm
from zonebook.portal.forms.estate import AmendLeaseForm, BuildingForm, EndLeaseForm, LetForm, PremisesForm
from zonebook.portal.sending import Page, answer, posted
from zonebook.portal.templatetags.zonebook import named
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
@require_safe_or_post
def new_building(request: HttpRequest) -> HttpResponse:
    """Enter a building."""
    actor, zone = keeper(request)
    return answer(
        request,
        BuildingForm(posted(request), zone=zone),
        page=_stock_page(_("Enter a building")),
        act=lambda sent: actions.add_building(actor, sent.pop("site"), **sent),
        onward=lambda _building: reverse("portal:new_premises"),
    )


@login_required
@require_safe_or_post
def new_premises(request: HttpRequest) -> HttpResponse:
    """Enter premises or a plot."""
    actor, zone = keeper(request)
    return answer(
        request,
        PremisesForm(posted(request), zone=zone),
        page=_stock_page(_("Enter premises or a plot")),
        act=lambda sent: actions.add_premises(actor, sent.pop("site"), **sent),
        onward=_address,
    )


@login_required
@require_safe_or_post
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change what the register says of premises."""
    actor, zone = keeper(request)
    premises = _premises(zone, code)
    return answer(
        request,
        PremisesForm(posted(request), entry=premises, zone=zone),
        page=_page(_("Change what the register says"), _("Write it into the register"), about=premises),
        act=lambda sent: actions.amend_premises(actor, premises, **sent),
    )


@login_required
@require_safe_or_post
def reserve(request: HttpRequest, code: str) -> HttpResponse:
    """Keep free premises for somebody."""
    actor, zone = keeper(request)
    premises = _premises(zone, code)
    return answer(
        request,
        ReasonForm(posted(request)),
        page=_page(_("Reserve"), _("Reserve: nobody rents it until released"), about=premises),
        act=lambda sent: actions.reserve_premises(actor, premises, **sent),
    )


@login_required
@require_safe_or_post
def release(request: HttpRequest, code: str) -> HttpResponse:
    """End a reservation."""
    actor, zone = keeper(request)
    premises = _premises(zone, code)
    return answer(
        request,
        ReasonForm(posted(request)),
        page=_page(_("Release"), _("Release: it can be let again"), about=premises),
        act=lambda sent: actions.release_premises(actor, premises, **sent),
    )


@login_required
@require_safe_or_post
def let(request: HttpRequest, code: str) -> HttpResponse:
    """Record a lease."""
    actor, zone = keeper(request)
    premises = _premises(zone, code)
    return answer(
        request,
        LetForm(posted(request), zone=zone, initial={"rate": premises.rate}),
        page=_page(_("Let"), _("Enter the lease in the register"), about=premises),
        act=lambda sent: actions.let_premises(actor, premises, **sent),
    )


@login_required
@require_safe_or_post
def amend_lease(request: HttpRequest, key: int) -> HttpResponse:
    """Change the rate or the last day of a lease by agreement."""
    actor, zone = keeper(request)
    lease = _lease(zone, key)
    return answer(
        request,
        AmendLeaseForm(posted(request), entry=lease),
        page=_page(_("Amend the lease"), _("Enter the amendment"), about=lease),
        act=lambda sent: actions.amend_lease(actor, lease, **sent),
    )


@login_required
@require_safe_or_post
def end_lease(request: HttpRequest, key: int) -> HttpResponse:
    """End a lease before its last day."""
    actor, zone = keeper(request)
    lease = _lease(zone, key)
    return answer(
        request,
        EndLeaseForm(posted(request)),
        page=_page(_("End the lease"), _("End the lease on this day"), about=lease),
        act=lambda sent: actions.end_lease(actor, lease, **sent),
    )


def _premises(zone: Zone, code: str) -> Premises:
    known = Premises.objects.filter(site__zone=zone).select_related("site__zone", "building")
    return or_404(lambda: known.get(code=code), _("The zone has no such premises."))


def _lease(zone: Zone, key: int) -> Lease:
    known = Lease.objects.filter(premises__site__zone=zone).select_related("premises__site__zone", "company")
    return or_404(lambda: known.get(pk=key), _("The zone has no such lease."))


def _address(premises: Premises) -> str:
    address: str = reverse("portal:desk_premises", kwargs={"code": premises.code})
    return address


def _stock_page(title: str) -> Page:
    """A form that enters something new of the stock."""
    return Page(title, _("Enter it in the register"), reverse("portal:desk_stock"), _("Premises and plots"))


def _page(title: str, button: str, *, about: Premises | Lease) -> Page:
    """A form about premises, or about a lease of theirs, with the way back to them."""
    premises = about.premises if isinstance(about, Lease) else about
    said = f"{about.number}, {about.company}" if isinstance(about, Lease) else about.number
    return Page(title, button, _address(premises), f"{named(premises.site)}, {premises.number}", said)
