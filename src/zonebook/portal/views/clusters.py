"""The clusters of the zone: who belongs to them, what each member lacks, who supplies whom; and changes of them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Actor, Permission, may
from zonebook.methodology import load_methodology
from zonebook.portal.clocks import read_clock
from zonebook.portal.clusters import circles, former_members
from zonebook.portal.doors import book_zone, keeper, or_404, require_safe_or_post
from zonebook.portal.dossier import usual_figures
from zonebook.portal.forms.clusters import ClusterForm, ContractForm, MembershipForm
from zonebook.portal.sending import Page, answer, posted
from zonebook.portal.templatetags.zonebook import named
from zonebook.projects.queries import progress, projects_of
from zonebook.regime.membership import ClusterKind
from zonebook.registry import actions
from zonebook.registry.models import Cluster, Membership


@require_safe
def clusters(request: HttpRequest) -> HttpResponse:
    """The clusters with how many members they have on a day, in the zone and outside it."""
    zone = book_zone()
    clock = read_clock(request.GET, today=localdate())
    content = {
        "zone": zone,
        "clock": clock,
        "circles": circles(zone, clock),
        "may_keep": may(request.user, Permission.KEEP_REGISTER, zone=zone.code),
    }
    return render(request, "portal/clusters.html", content, status=400 if clock.faults else 200)


@require_safe
def cluster(request: HttpRequest, code: str) -> HttpResponse:
    """One cluster on a day: members and what each lacks, joint projects, figures, who supplies whom."""
    zone = book_zone()
    clock = read_clock(request.GET, today=localdate())
    found = circles(zone, clock, code=code)
    if not found:
        raise Http404(_("The zone has no such cluster."))
    entry = found[0].cluster
    listed = projects_of(entry, known_at=clock.known_at)
    content = {
        "zone": zone,
        "clock": clock,
        "circle": found[0],
        "cluster": entry,
        "former": former_members(entry, clock),
        "definitions": load_methodology().regime.requirements_of(ClusterKind(entry.kind), on=clock.on),
        "projects": progress(listed, on=clock.on, known_at=clock.known_at),
        "figures": usual_figures(zone, f"cluster:{entry.code}", clock=clock, population="cluster"),
        "may_keep": may(request.user, Permission.KEEP_REGISTER, zone=zone.code),
    }
    return render(request, "portal/cluster.html", content, status=400 if clock.faults else 200)


@login_required
@require_safe_or_post
def form_one(request: HttpRequest) -> HttpResponse:
    """Enter a cluster."""
    actor, zone = keeper(request)
    back = reverse("portal:clusters")
    return answer(
        request,
        ClusterForm(posted(request)),
        page=Page(_("A new cluster"), _("Enter the cluster in the register"), back, _("Clusters")),
        act=lambda sent: actions.form_cluster(actor, zone, **sent),
        onward=_address,
    )


@login_required
@require_safe_or_post
def amend(request: HttpRequest, code: str) -> HttpResponse:
    """Change what the register says of a cluster."""
    actor, entry = _kept(request, code)
    return answer(
        request,
        ClusterForm(posted(request), entry=entry),
        page=_page(entry, _("Change what the register says"), button=_("Change the entry in the register")),
        act=lambda sent: actions.amend_cluster(actor, entry, **sent),
    )


@login_required
@require_safe_or_post
def enter_member(request: HttpRequest, code: str) -> HttpResponse:
    """Record a membership."""
    actor, entry = _kept(request, code)
    return answer(
        request,
        MembershipForm(posted(request)),
        page=_page(entry, _("A new member"), button=_("Enter the member in the register")),
        act=lambda sent: actions.join_cluster(actor, sent.pop("company"), cluster=entry, **sent),
    )


@login_required
@require_safe_or_post
def amend_member(request: HttpRequest, *, code: str, key: int) -> HttpResponse:
    """Correct the days of a membership, or end it by its last day."""
    actor, entry = _kept(request, code)
    members = Membership.objects.filter(cluster=entry).select_related("company", "cluster__zone")
    member = or_404(lambda: members.get(pk=key), _("The cluster has no such member."))
    return answer(
        request,
        MembershipForm(posted(request), entry=member),
        page=_page(entry, member.company.name, button=_("Change the entry in the register")),
        act=lambda sent: actions.amend_membership(actor, member, **sent),
    )


@login_required
@require_safe_or_post
def enter_contract(request: HttpRequest, code: str) -> HttpResponse:
    """Record that one member supplies another."""
    actor, entry = _kept(request, code)
    return answer(
        request,
        ContractForm(posted(request), cluster=entry),
        page=_page(entry, _("A new contract between members"), button=_("Enter the contract in the register")),
        act=lambda sent: actions.record_cooperation(actor, entry, **sent),
    )


def _kept(request: HttpRequest, code: str) -> tuple[Actor, Cluster]:
    """Who keeps the register, and the cluster. Raises PermissionDenied before it tells whether there is one."""
    actor, zone = keeper(request)
    clusters_here = Cluster.objects.filter(zone=zone).select_related("zone")
    return actor, or_404(lambda: clusters_here.get(code=code), _("The zone has no such cluster."))


def _address(entry: Cluster) -> str:
    address: str = reverse("portal:cluster", kwargs={"code": entry.code})
    return address


def _page(entry: Cluster, title: str, *, button: str) -> Page:
    """A form about a cluster, with the way back to it."""
    return Page(title, button, _address(entry), named(entry))
