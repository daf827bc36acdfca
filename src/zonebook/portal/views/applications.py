"""The applicant's pages: what it takes, the draft, the check of the answers, where the application stands."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Permission, may
from zonebook.agreements import actions, queries
from zonebook.agreements.models import Application
from zonebook.agreements.queries import NextStep
from zonebook.methodology import load_methodology
from zonebook.portal import life_road
from zonebook.portal.doors import actor_of, book_zone, or_404, require_safe_or_post
from zonebook.portal.downloads import attached
from zonebook.portal.faults import Fault, faults_by_field, faults_of, placed_beside
from zonebook.portal.field_names import FIELD_NAMES
from zonebook.portal.forms.application import (
    SECTIONS,
    ApplicationForm,
    PapersForm,
    StartForm,
    WithdrawForm,
    answers_of,
    plan_form,
)
from zonebook.portal.life_story import story_of
from zonebook.portal.plan_table import LINES, by_year
from zonebook.portal.sending import is_done, posted
from zonebook.regime import Actor as Who


@require_safe_or_post
def apply(request: HttpRequest) -> HttpResponse:
    """What it takes to become a resident; POST begins a draft."""
    zone = book_zone()
    company = getattr(request.user, "company_code", "") or None
    may_start = may(request.user, Permission.APPLY, zone=zone.code, company=company)
    form = StartForm(posted(request))
    if request.method == "POST":
        if not may_start:
            raise PermissionDenied("only an applicant of this zone begins an application")
        begun: list[Application] = []
        actor = actor_of(request)
        if is_done(form, lambda answers: begun.append(actions.start_application(actor, zone, **answers))):
            return _to(begun[0])
    regime = load_methodology().regime
    road = life_road.whole_road(regime)
    own = queries.applications_of(request.user, zone) if may_start else ()
    content = {
        "zone": zone,
        "road": road,
        "deadlines": life_road.all_deadlines(regime),
        "life": regime.life(),
        "form": form,
        "faults": faults_of(form) if form.is_bound else [],
        "may_start": may_start,
        "own": [(one, story_of(one, on=localdate())) for one in own if queries.applies_for(request.user, one)],
    }
    return render(request, "portal/apply.html", content, status=400 if content["faults"] else 200)


@login_required
@require_safe_or_post
def application(request: HttpRequest, key: int) -> HttpResponse:
    """The draft, to be filled in; once it is submitted, where it stands."""
    found = own_application(request, key)
    if not _submission(request, found):
        return _standing(request, found, status=409 if request.method == "POST" else 200)
    draft = _Draft(request, found)
    if request.method == "POST" and draft.is_saved():
        if request.POST.get("act") == "check":
            return HttpResponseRedirect(reverse("portal:check_application", kwargs={"key": key}))
        return HttpResponseRedirect(f"{reverse('portal:application', kwargs={'key': key})}?saved=1")
    return render(request, "portal/application_draft.html", draft.content(), status=400 if draft.faults else 200)


@login_required
@require_safe_or_post
def check_application(request: HttpRequest, key: int) -> HttpResponse:
    """All answers on one page, each with a way back to it; POST submits them."""
    found = own_application(request, key)
    submission = _submission(request, found)
    if not submission:
        return _standing(request, found, status=409 if request.method == "POST" else 200)
    faults: list[Fault] = []
    if request.method == "POST":
        actor = actor_of(request)
        submit = actions.submit_application if found.submitted_at is None else actions.resubmit_application
        try:
            submit(actor, found)
        except ValidationError as error:
            faults = _faults_of_submission(error)
        else:
            return HttpResponseRedirect(f"{reverse('portal:application', kwargs={'key': key})}?submitted=1")
    content = {
        "application": found,
        "submission": submission,
        "faults": faults,
        "fault_page": f"{reverse('portal:application', kwargs={'key': key})}?back=check",
        **answers(found),
    }
    return render(request, "portal/application_check.html", content, status=400 if faults else 200)


@login_required
@require_safe_or_post
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Withdraw an application for good; its number is typed."""
    found = own_application(request, key)
    steps = {step.transition.code for step in queries.next_steps(request.user, found, on=localdate())}
    if "withdraw" not in steps:
        return _standing(request, found, status=409 if request.method == "POST" else 200)
    expected = found.number or found.name
    form = WithdrawForm(posted(request), expected=expected)
    if request.method == "POST":
        actor = actor_of(request)
        if is_done(form, lambda _answers: actions.withdraw_application(actor, found)):
            return _to(found)
    faults = faults_of(form) if form.is_bound else []
    content = {"application": found, "form": form, "faults": faults, "expected": expected}
    return render(request, "portal/application_withdraw.html", content, status=400 if faults else 200)


@login_required
@require_safe
def paper(request: HttpRequest, key: int) -> HttpResponse:
    """A paper as it was attached, for whoever may see its application."""
    return attached(or_404(lambda: queries.paper_for(request.user, key), _("There is no such paper.")))


def seen_application(request: HttpRequest, key: int) -> Application:
    """The application, if the reader may see it. Raises Http404 and PermissionDenied."""
    return or_404(lambda: queries.application_for(request.user, key), _("There is no such application."))


def own_application(request: HttpRequest, key: int) -> Application:
    """The reader's own application. Raises Http404, and PermissionDenied for one of somebody else."""
    found = seen_application(request, key)
    if not queries.applies_for(request.user, found):
        raise PermissionDenied("these pages are the applicant's own")
    return found


def answers(found: Application) -> dict[str, Any]:
    """Everything that an application says, for a page that shows it: its parts, its plan, its papers."""
    papers = queries.newest_papers(found)
    return {
        "sections": [
            (anchor, title, [(FIELD_NAMES[name], name, _shown(found, name)) for name in names])
            for anchor, title, names in SECTIONS
        ],
        "plan": by_year(queries.plan_of(found)),
        "lines": LINES,
        "papers": [(kind, papers.get(kind.code)) for kind in load_methodology().regime.life().papers],
    }


class _Draft:
    """The forms of one draft: the answers, the plan, the papers; saved together or not at all."""

    def __init__(self, request: HttpRequest, found: Application) -> None:
        data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        self.request, self.found, self.life = request, found, load_methodology().regime.life()
        self.answers = ApplicationForm(data, zone=found.zone, initial=answers_of(found))
        self.plan = plan_form(data, queries.plan_of(found), first_year=localdate().year)
        self.papers = PapersForm(data, files, life=self.life)
        self.refused: list[Fault] = []

    @property
    def faults(self) -> list[Fault]:
        """What is wrong, in the order of the page."""
        if not self.answers.is_bound:
            return []
        return [*faults_of(self.answers, self.plan, self.papers), *self.refused]

    def is_saved(self) -> bool:
        """Save the answers, the plan and the papers that were chosen; False when something is wrong: see `faults`."""
        if not all([self.answers.is_valid(), self.plan.is_valid(), self.papers.is_valid()]):
            return False
        actor = actor_of(self.request)
        try:
            with transaction.atomic():
                actions.save_draft(actor, self.found, planned=self.plan.planned(), **self.answers.cleaned_data)
                for kind, (name, content) in self.papers.chosen().items():
                    actions.attach_paper(actor, self.found, kind=kind, name=name, content=content)
        except ValidationError as error:
            self._take_in(error)
            return False
        return True

    def content(self) -> dict[str, Any]:
        """What the page of the draft shows."""
        papers = queries.newest_papers(self.found)
        return {
            "application": self.found,
            "form": self.answers,
            "plan": self.plan,
            "lines": LINES,
            "papers": [(kind, papers.get(kind.code), self.papers[f"paper_{kind.code}"]) for kind in self.life.papers],
            "faults": self.faults,
            "story": story_of(self.found, on=localdate()),
            "is_back": self.request.GET.get("back") == "check",
        }

    def _take_in(self, error: ValidationError) -> None:
        faults = faults_by_field(error)
        placed = placed_beside(self.answers, faults) | self.plan.take_in(faults)
        self.refused = [Fault(text) for name, texts in faults.items() if name not in placed for text in texts]


def _submission(request: HttpRequest, found: Application) -> NextStep | None:
    """The step by which the applicant submits it now; none while somebody else has it."""
    steps = queries.next_steps(request.user, found, on=localdate())
    return next((one for one in steps if one.transition.actor is Who.APPLICANT and one.transition.starts), None)


def _faults_of_submission(error: ValidationError) -> list[Fault]:
    """Why it was not submitted; what is about one answer leads to it on the page of the draft."""
    names = {name for _anchor, _title, fields in SECTIONS for name in fields}
    return [
        Fault(f"{FIELD_NAMES[name]}: {text}" if name in names else text, f"id_{name}" if name in names else "")
        for name, texts in faults_by_field(error).items()
        for text in texts
    ]


def _standing(request: HttpRequest, found: Application, *, status: int) -> HttpResponse:
    steps = queries.next_steps(request.user, found, on=localdate())
    content = {
        "application": found,
        "story": story_of(found, on=localdate()),
        "may_withdraw": any(one.transition.code == "withdraw" for one in steps),
        "agreement": queries.agreements_of(request.user, found.zone).filter(application=found).first(),
        "out_of_turn": status == 409,  # noqa: PLR2004 - the status that the page is answered with
        **answers(found),
    }
    return render(request, "portal/application_standing.html", content, status=status)


def _shown(found: Application, name: str) -> Any:
    """An answer as people read it."""
    if name == "place":
        return found.get_place_display()
    return getattr(found, name)


def _to(found: Application) -> HttpResponse:
    return HttpResponseRedirect(reverse("portal:application", kwargs={"key": found.pk}))
