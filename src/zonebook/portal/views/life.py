"""The curator's pages of applications: what waits, and everything about one with the steps that lead on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Actor
from zonebook.agreements import actions, queries
from zonebook.agreements.facts import the_life
from zonebook.agreements.models import AgendaItem, Application
from zonebook.agreements.queries import Waiting, waiting_on
from zonebook.estate.queries import Wanted, free_premises
from zonebook.portal.doors import keeper, require_safe_or_post, staffed_zone
from zonebook.portal.faults import faults_of
from zonebook.portal.forms import steps
from zonebook.portal.life_story import story_of
from zonebook.portal.sending import is_done, leave_receipt
from zonebook.portal.stepping import Attempt, Way, attempted, offers
from zonebook.portal.views.applications import answers, seen_application
from zonebook.regime import State, Subject
from zonebook.registry.models import Site

_A_PAGE = 50
_JUDGE = "judge_papers"


def _postpone(actor: Actor, application: Application, *, reason: str) -> AgendaItem:
    """Take the application off the agenda on which it waits for its decision."""
    return actions.postpone(actor, application.items.filter(decision="").latest("pk"), reason=reason)


WAYS = MappingProxyType(
    {
        "return_with_remarks": Way(steps.ReturnForm, actions.return_application),
        "pass_on": Way(steps.StepForm, actions.pass_on_application),
        "refuse": Way(steps.RefuseForm, actions.refuse_application),
        "put_on_agenda": Way(steps.AgendaForm, actions.put_on_agenda),
        "postpone": Way(steps.PostponeForm, _postpone),
        "prepare_agreement": Way(steps.PrepareForm, actions.prepare_agreement),
    }
)
"""The steps that a curator takes on the page of an application; the council's decision is taken on the meeting's."""


@dataclass(frozen=True, slots=True)
class Row:
    """An application in the list: its state, and who is waited for."""

    application: Application
    state: State
    waiting: Waiting | None


@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """What was submitted: overdue first, then by when the next step is due, what is closed last."""
    zone, today = staffed_zone(request), localdate()
    found = queries.applications_of(request.user, zone).filter(submitted_at__isnull=False)
    state, site = request.GET.get("state", ""), request.GET.get("site", "")
    states = {one.code: one for one in the_life().states if one.subject is Subject.APPLICATION and not one.is_first}
    sites = {one.code: one for one in Site.objects.filter(zone=zone)}
    if state in states:
        found = found.filter(state=state)
    if site in sites:
        found = found.filter(site=sites[site])
    rows = sorted((_row(one, on=today) for one in found), key=_urgency)
    content = {
        "zone": zone,
        "page": Paginator(rows, _A_PAGE).get_page(request.GET.get("page")),
        "states": states.values(),
        "sites": sites.values(),
        "state": states.get(state),
        "site": sites.get(site),
    }
    return render(request, "portal/applications.html", content)


@login_required
@require_safe_or_post
def application(request: HttpRequest, key: int) -> HttpResponse:
    """One application with its papers, its plan, the place it needs beside what is free, and the steps that lead on."""
    staffed_zone(request)
    found = seen_application(request, key)
    attempt, judging = Attempt(), None
    if request.method == "POST":
        actor, _zone = keeper(request)
        if request.POST.get("step") == _JUDGE:
            judging = steps.PapersJudged(request.POST, entry=found)
            attempt = _judged(actor, judging)
        else:
            attempt = attempted(request, found, actor=actor, ways=WAYS)
        if attempt.is_done:
            leave_receipt(request)
            return HttpResponseRedirect(reverse("portal:desk_application", kwargs={"key": key}))
        found.refresh_from_db()
    content = _content(request, found, attempt=attempt)
    if content["may_judge"]:
        content["judging"] = judging or steps.PapersJudged(entry=found)
    return render(request, "portal/application_desk.html", content, status=attempt.status)


def _content(request: HttpRequest, found: Application, *, attempt: Attempt) -> dict[str, Any]:
    today = localdate()
    steps = queries.next_steps(request.user, found, on=today)
    return {
        "application": found,
        "story": story_of(found, on=today),
        "faults": attempt.faults,
        "offers": offers(steps, found, ways=WAYS, attempt=attempt),
        "may_judge": any(step.transition.code == "pass_on" for step in steps),
        "item": found.items.select_related("meeting").last(),
        "agreement": queries.agreements_of(request.user, found.zone).filter(application=found).first(),
        "free": _free(found, on=today),
        **answers(found),
    }


def _free(found: Application, *, on: date) -> list[Any]:
    """What is free on the site that the applicant names and is large and strong enough, the smallest first."""
    if found.site is None or not found.place:
        return []
    wanted = Wanted(
        site=found.site, kind=found.place, area_from=found.area_sqm, power_from=found.power_kw, order="area"
    )
    return list(free_premises(found.zone, wanted, on=on)[:10])


def _judged(actor: Actor, form: steps.PapersJudged) -> Attempt:
    """Judge the papers of which something was said, all or none."""

    def judge(_answers: dict[str, Any]) -> None:
        with transaction.atomic():
            for paper, verdict, remark in form.judged():
                actions.judge_paper(actor, paper, verdict=verdict, remark=remark)

    if is_done(form, judge):
        return Attempt(_JUDGE)
    return Attempt(_JUDGE, form, faults_of(form), HTTPStatus.BAD_REQUEST)


def _row(found: Application, *, on: date) -> Row:
    return Row(found, the_life().state(Subject.APPLICATION, found.state), waiting_on(found, on=on))


def _urgency(row: Row) -> tuple[bool, date, int]:
    """What is overdue or due soonest first; without a clock the newest first."""
    due = row.waiting.due if row.waiting else date.max
    return row.waiting is None, due, -row.application.pk
