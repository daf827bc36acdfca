"""The projects of the zone: what is built or made, how far it is, who takes part; and the curator's changes of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zonebook.accounts.queries import Actor, Permission, may, require
from zonebook.portal.clocks import read_clock
from zonebook.portal.forms_projects import FileForm, ParticipationForm, ProjectForm, StageForm
from zonebook.portal.projects import STATES, found_projects, read_search
from zonebook.portal.sending import Page, is_done, posted, shown
from zonebook.portal.templatetags.zonebook import named
from zonebook.portal.timelines import timeline
from zonebook.portal.views.figures import book_zone
from zonebook.projects import actions
from zonebook.projects.models import Attachment, Participation, Project, Stage
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
    found: Attachment | None = attachments(zone).filter(project__code=code, pk=key).first()
    if found is None:
        raise Http404(_("Nothing of this kind is attached to the project."))
    is_picture = found.media_type in PICTURES
    if not is_picture:
        require(request.user, Permission.SEE_PAPERS, zone=zone.code)
    response = HttpResponse(bytes(found.file.content), content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(not is_picture, found.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a project."""
    zone = book_zone()
    require(request.user, Permission.KEEP_REGISTER, zone=zone.code)
    form = ProjectForm(posted(request), zone=zone)
    if request.method == "POST" and is_done(form, lambda said: actions.enter_project(_actor(request), zone, **said)):
        return _to_project(form.cleaned_data["code"])
    page = Page(_("A new project"), _("Enter the project in the register"), reverse("portal:projects"), _("Projects"))
    return shown(request, form, page=page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, code: str) -> HttpResponse:
    """Change what the register says of a project."""
    entry = _kept(request, code)
    form = ProjectForm(posted(request), zone=entry.zone, is_change=True, initial=ProjectForm.fields_of(entry))
    words = _("Change what the register says"), _("Change the entry in the register")
    return _sent(request, entry, form=form, words=words, act=lambda said: _amended(request, entry, said=said))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter_stage(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a stage of a project."""
    entry = _kept(request, code)
    words = _("A new stage"), _("Enter the stage in the register")
    return _sent(
        request, entry, form=StageForm(posted(request)), words=words,
        act=lambda said: actions.set_stage(_actor(request), entry, **said),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def amend_stage(request: HttpRequest, *, code: str, key: int) -> HttpResponse:
    """Change a stage, or say when it was reached."""
    entry = _kept(request, code)
    stage = _of_project(Stage, entry, key=key)
    form = StageForm(posted(request), is_change=True, initial=StageForm.fields_of(stage))
    words = _("A stage: planned, reached, corrected"), _("Change the entry in the register")
    return _sent(
        request, entry, form=form, words=words,
        act=lambda said: actions.amend_stage(_actor(request), stage, **said),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter_participant(request: HttpRequest, code: str) -> HttpResponse:
    """Record that a company takes part."""
    entry = _kept(request, code)
    words = _("A new participant"), _("Enter the participant in the register")
    return _sent(
        request, entry, form=ParticipationForm(posted(request)), words=words,
        act=lambda said: actions.take_part(_actor(request), entry, **said),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def amend_participant(request: HttpRequest, *, code: str, key: int) -> HttpResponse:
    """Change a share, or take the company out of the project; the pressed button says which."""
    entry = _kept(request, code)
    participation = _of_project(Participation, entry, key=key)
    form = ParticipationForm(posted(request), is_change=True, initial=ParticipationForm.fields_of(participation))

    def act(said: dict[str, Any]) -> object:
        if request.POST.get("act") == "leave":
            return actions.leave_project(_actor(request), participation, reason=said["reason"])
        return actions.amend_participation(_actor(request), participation, **said)

    words = str(participation.company), _("Change the entry in the register"), _("Take the company out of the project")
    return _sent(request, entry, form=form, words=words, act=act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, code: str) -> HttpResponse:
    """Attach a photograph or a paper."""
    entry = _kept(request, code)
    form = FileForm(posted(request), request.FILES or None)

    def act(said: dict[str, Any]) -> object:
        file = said["file"]
        return actions.attach_file(_actor(request), entry, name=file.name, content=file.read(), caption=said["caption"])

    words = _("A photograph or a paper"), _("Attach it: everybody sees pictures, the zone's staff see papers")
    return _sent(request, entry, form=form, words=words, act=act)


def _actor(request: HttpRequest) -> Actor:
    return Actor(request.user, now())


def _kept(request: HttpRequest, code: str) -> Project:
    """The project that the asker may change. Raises PermissionDenied before it tells whether there is one."""
    zone = book_zone()
    require(request.user, Permission.KEEP_REGISTER, zone=zone.code)
    entry = projects_of(zone).filter(code=code).first()
    if entry is None:
        raise Http404(_("The register has no such project."))
    return entry


def _of_project(model: type[Any], project: Project, *, key: int) -> Any:
    found = model.objects.filter(project=project, pk=key).select_related("project__zone").first()
    if found is None:
        raise Http404(_("The project has no such entry."))
    return found


def _amended(request: HttpRequest, entry: Project, *, said: dict[str, Any]) -> Project:
    return actions.amend_project(_actor(request), entry, **said)


def _to_project(code: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("portal:project", kwargs={"code": code}))


def _sent(
    request: HttpRequest, project: Project, *, form: Any, words: tuple[str, ...], act: Callable[..., object]
) -> HttpResponse:
    """Do what the form of a project asks for and go back to the project, or show the form with what is wrong."""
    name = named(project)  # before the action, which may leave what is refused on the entry
    if request.method == "POST" and is_done(form, act):
        return _to_project(project.code)
    title, button, *other = words
    address = reverse("portal:project", kwargs={"code": project.code})
    return shown(request, form, page=Page(title, button, address, name, "".join(other)))
