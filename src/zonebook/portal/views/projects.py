"""The projects of the zone: what is built or made, how far it is, who takes part; and the curator's changes of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Actor, Permission, may, require
from zonebook.portal.clocks import read_clock
from zonebook.portal.doors import book_zone, keeper, or_404, require_safe_or_post
from zonebook.portal.downloads import attached
from zonebook.portal.forms.projects import FileForm, ParticipationForm, ProjectForm, StageForm
from zonebook.portal.projects import STATES, found_projects, read_search
from zonebook.portal.sending import Page, answer, posted
from zonebook.portal.templatetags.zonebook import named
from zonebook.portal.timelines import timeline
from zonebook.projects import actions
from zonebook.projects.models import Participation, Project, Stage
from zonebook.projects.queries import PICTURES, attachments, papers, photos, progress, projects_of
from zonebook.registry.models import Cluster, Site

_A_PAGE = 50


@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The projects, narrowed by site, cluster and how they stand."""
    zone = book_zone()
    clock, search = read_clock(request.GET, today=localdate()), read_search(request.GET, zone)
    page = Paginator(found_projects(search, zone, clock=clock), _A_PAGE).get_page(request.GET.get("page"))
    content = {
        "zone": zone,
        "clock": clock,
        "search": search,
        "page": page,
        "sites": Site.objects.filter(zone=zone),
        "clusters": Cluster.objects.filter(zone=zone),
        "states": STATES,
        "may_keep": may(request.user, Permission.KEEP_REGISTER, zone=zone.code),
    }
    return render(request, "portal/projects.html", content, status=400 if clock.faults else 200)


@require_safe
def project(request: HttpRequest, code: str) -> HttpResponse:
    """One project: product, place, stages, money and jobs planned and so far, who takes part, what it looks like."""
    zone = book_zone()
    clock = read_clock(request.GET, today=localdate())
    found = progress(projects_of(zone, known_at=clock.known_at).filter(code=code), on=clock.on, known_at=clock.known_at)
    if not found:
        raise Http404(_("The register has no such project."))
    entry, line = found[0].project, timeline(found[0].stages, on=clock.on)
    sees_papers = may(request.user, Permission.SEE_PAPERS, zone=zone.code)
    content = {
        "zone": zone,
        "clock": clock,
        "progress": found[0],
        "project": entry,
        "timeline": line,
        "rows": list(zip_longest(found[0].stages, line.rows if line else ())),
        "photos": photos(entry),
        "papers": papers(entry) if sees_papers else (),
        "may_keep": may(request.user, Permission.KEEP_REGISTER, zone=zone.code),
    }
    return render(request, "portal/project.html", content, status=400 if clock.faults else 200)


@require_safe
def attached_file(request: HttpRequest, *, code: str, key: int) -> HttpResponse:
    """The bytes of what is attached: pictures for everybody, papers for those who may see papers."""
    zone = book_zone()
    files = attachments(zone).filter(project__code=code)
    file = or_404(lambda: files.get(pk=key), _("Nothing of this kind is attached to the project."))
    is_picture = file.media_type in PICTURES
    if not is_picture:
        require(request.user, Permission.SEE_PAPERS, zone=zone.code)
    return attached(file, is_shown=is_picture)


@login_required
@require_safe_or_post
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a project."""
    actor, zone = keeper(request)
    back = reverse("portal:projects")
    return answer(
        request,
        ProjectForm(posted(request), zone=zone),
        page=Page(_("A new project"), _("Enter the project in the register"), back, _("Projects")),
        act=lambda sent: actions.enter_project(actor, zone, **sent),
        onward=_address,
    )


@login_required
@require_safe_or_post
def amend(request: HttpRequest, code: str) -> HttpResponse:
    """Change what the register says of a project."""
    actor, entry = _kept(request, code)
    return answer(
        request,
        ProjectForm(posted(request), entry=entry, zone=entry.zone),
        page=_page(entry, _("Change what the register says"), button=_("Change the entry in the register")),
        act=lambda sent: actions.amend_project(actor, entry, **sent),
    )


@login_required
@require_safe_or_post
def enter_stage(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a stage of a project."""
    actor, entry = _kept(request, code)
    return answer(
        request,
        StageForm(posted(request)),
        page=_page(entry, _("A new stage"), button=_("Enter the stage in the register")),
        act=lambda sent: actions.set_stage(actor, entry, **sent),
    )


@login_required
@require_safe_or_post
def amend_stage(request: HttpRequest, *, code: str, key: int) -> HttpResponse:
    """Change a stage, or say when it was reached."""
    actor, entry = _kept(request, code)
    stage = _of_project(Stage, entry, key=key)
    return answer(
        request,
        StageForm(posted(request), entry=stage),
        page=_page(entry, _("A stage: planned, reached, corrected"), button=_("Change the entry in the register")),
        act=lambda sent: actions.amend_stage(actor, stage, **sent),
    )


@login_required
@require_safe_or_post
def enter_participant(request: HttpRequest, code: str) -> HttpResponse:
    """Record that a company takes part."""
    actor, entry = _kept(request, code)
    return answer(
        request,
        ParticipationForm(posted(request)),
        page=_page(entry, _("A new participant"), button=_("Enter the participant in the register")),
        act=lambda sent: actions.take_part(actor, entry, **sent),
    )


@login_required
@require_safe_or_post
def amend_participant(request: HttpRequest, *, code: str, key: int) -> HttpResponse:
    """Change a share, or take the company out of the project; the pressed button says which."""
    actor, entry = _kept(request, code)
    part = _of_project(Participation, entry, key=key)

    def act(sent: dict[str, Any]) -> object:
        if request.POST.get("act") == "leave":
            return actions.leave_project(actor, part, reason=sent["reason"])
        return actions.amend_participation(actor, part, **sent)

    page = _page(entry, str(part.company), button=_("Change the entry in the register"))
    return answer(
        request,
        ParticipationForm(posted(request), entry=part),
        page=replace(page, other_button=_("Take the company out of the project")),
        act=act,
    )


@login_required
@require_safe_or_post
def attach(request: HttpRequest, code: str) -> HttpResponse:
    """Attach a photograph or a paper."""
    actor, entry = _kept(request, code)
    words = _("A photograph or a paper"), _("Attach it: everybody sees pictures, the zone's staff see papers")

    def act(sent: dict[str, Any]) -> object:
        name, content = sent["file"]
        return actions.attach_file(actor, entry, name=name, content=content, caption=sent["caption"])

    form = FileForm(posted(request), request.FILES or None)
    return answer(request, form, page=_page(entry, words[0], button=words[1]), act=act)


def _kept(request: HttpRequest, code: str) -> tuple[Actor, Project]:
    """Who keeps the register, and the project. Raises PermissionDenied before it tells whether there is one."""
    actor, zone = keeper(request)
    return actor, or_404(lambda: projects_of(zone).get(code=code), _("The register has no such project."))


def _of_project(model: type[Any], project: Project, *, key: int) -> Any:
    entries = model.objects.filter(project=project).select_related("project__zone")
    return or_404(lambda: entries.get(pk=key), _("The project has no such entry."))


def _address(project: Project) -> str:
    address: str = reverse("portal:project", kwargs={"code": project.code})
    return address


def _page(project: Project, title: str, *, button: str) -> Page:
    """A form about a project, with the way back to it."""
    return Page(title, button, _address(project), named(project))
