"""The clusters of the zone: who belongs to them, what each member lacks, who supplies whom; and changes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zonebook.accounts.queries import Actor, Permission, may, require
from zonebook.methodology import load_methodology
from zonebook.portal.clocks import read_clock
from zonebook.portal.clusters import circles, former_members
from zonebook.portal.dossier import usual_figures
from zonebook.portal.forms_projects import ClusterForm, ContractForm, MembershipForm
from zonebook.portal.sending import Page, is_done, posted, shown
from zonebook.portal.templatetags.zonebook import named
from zonebook.portal.views.figures import book_zone
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
@require_http_methods(["GET", "HEAD", "POST"])
def form_one(request: HttpRequest) -> HttpResponse:
    """Enter a cluster."""
    zone = book_zone()
    require(request.user, Permission.KEEP_REGISTER, zone=zone.code)
    form = ClusterForm(posted(request))
    if request.method == "POST" and is_done(form, lambda said: actions.form_cluster(_actor(request), zone, **said)):
        return _to_cluster(form.cleaned_data["code"])
    page = Page(_("A new cluster"), _("Enter the cluster in the register"), reverse("portal:clusters"), _("Clusters"))
    return shown(request, form, page=page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, code: str) -> HttpResponse:
    """Change what the register says of a cluster."""
    entry = _kept(request, code)
    form = ClusterForm(posted(request), is_change=True, initial=ClusterForm.fields_of(entry))
    words = _("Change what the register says"), _("Change the entry in the register")
    return _sent(
        request, entry, form=form, words=words,
        act=lambda said: actions.amend_cluster(_actor(request), entry, **said),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter_member(request: HttpRequest, code: str) -> HttpResponse:
    """Record a membership."""
    entry = _kept(request, code)
    words = _("A new member"), _("Enter the member in the register")

    def act(said: dict[str, Any]) -> object:
        company = said.pop("company")
        return actions.join_cluster(_actor(request), company, cluster=entry, **said)

    return _sent(request, entry, form=MembershipForm(posted(request)), words=words, act=act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def amend_member(request: HttpRequest, *, code: str, key: int) -> HttpResponse:
    """Correct the days of a membership, or end it by its last day."""
    entry = _kept(request, code)
    membership = Membership.objects.filter(cluster=entry, pk=key).select_related("company", "cluster__zone").first()
    if membership is None:
        raise Http404(_("The cluster has no such member."))
    form = MembershipForm(posted(request), is_change=True, initial=MembershipForm.fields_of(membership))
    words = membership.company.name, _("Change the entry in the register")
    return _sent(
        request, entry, form=form, words=words,
        act=lambda said: actions.amend_membership(_actor(request), membership, **said),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter_contract(request: HttpRequest, code: str) -> HttpResponse:
    """Record that one member supplies another."""
    entry = _kept(request, code)
    words = _("A new contract between members"), _("Enter the contract in the register")
    return _sent(
        request, entry, form=ContractForm(posted(request), cluster=entry), words=words,
        act=lambda said: actions.record_cooperation(_actor(request), entry, **said),
    )  # fmt: skip


def _actor(request: HttpRequest) -> Actor:
    return Actor(request.user, now())


def _kept(request: HttpRequest, code: str) -> Cluster:
    """The cluster that the asker may change. Raises PermissionDenied before it tells whether there is one."""
    zone = book_zone()
    require(request.user, Permission.KEEP_REGISTER, zone=zone.code)
    found = Cluster.objects.filter(zone=zone, code=code).select_related("zone").first()
    if found is None:
        raise Http404(_("The zone has no such cluster."))
    return found


def _to_cluster(code: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("portal:cluster", kwargs={"code": code}))


def _sent(
    request: HttpRequest, cluster: Cluster, *, form: Any, words: tuple[str, str], act: Callable[..., object]
) -> HttpResponse:
    """Do what the form of a cluster asks for and go back to the cluster, or show the form with what is wrong."""
    name = named(cluster)  # before the action, which may leave what is refused on the entry
    if request.method == "POST" and is_done(form, act):
        return _to_cluster(cluster.code)
    title, button = words
    address = reverse("portal:cluster", kwargs={"code": cluster.code})
    return shown(request, form, page=Page(title, button, address, name))
