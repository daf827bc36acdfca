"""The agreements: the list, and each one with its signatures, its terms side by side, its steps and its certificate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Actor, Permission, may
from zonebook.agreements import actions, queries
from zonebook.agreements.facts import the_life
from zonebook.agreements.models import Agreement, Signature, Suspension, Terms
from zonebook.agreements.queries import waiting_on
from zonebook.portal.clocks import Clock, read_clock
from zonebook.portal.doors import book_zone, keeper, or_404, require_safe_or_post
from zonebook.portal.downloads import PDF, download
from zonebook.portal.faults import faults_by_field, faults_of, without
from zonebook.portal.forms import steps
from zonebook.portal.forms.application import plan_form
from zonebook.portal.life_story import story_of
from zonebook.portal.plan_table import LINES, side_by_side
from zonebook.portal.sending import leave_receipt
from zonebook.portal.stepping import Attempt, Way, attempted, offers
from zonebook.regime import Subject
from zonebook.registry.queries import is_unplaced, known

_A_PAGE = 50
_AMEND = "amend"


WAYS = MappingProxyType(
    {
        "sign": Way(steps.SignForm, actions.record_signature),
        "enter_in_register": Way(steps.EnterForm, actions.enter_in_register),
        _AMEND: Way(steps.AmendForm, actions.amend_agreement),
        "suspend": Way(steps.SuspendForm, actions.suspend_agreement),
        "resume": Way(steps.ResumeForm, actions.resume_agreement),
        "end": Way(steps.EndForm, actions.end_agreement),
    }
)


@dataclass(frozen=True, slots=True)
class Party:
    """One of the three, and its signature if it has signed."""

    title: Any
    signature: Signature | None


@login_required
@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """The agreements that the reader may see, what is overdue first."""
    zone, today = book_zone(), localdate()
    found = queries.agreements_of(request.user, zone)
    states = {one.code: one for one in the_life().states if one.subject is Subject.AGREEMENT}
    state = request.GET.get("state", "")
    if state in states:
        found = found.filter(state=state)
    rows = [(one, states[one.state], waiting_on(one, on=today)) for one in found]
    rows.sort(key=lambda row: (row[2] is None, row[2].due if row[2] else date.max))
    content = {
        "zone": zone,
        "page": Paginator(rows, _A_PAGE).get_page(request.GET.get("page")),
        "states": states.values(),
        "state": states.get(state),
    }
    return render(request, "portal/agreements.html", content)


@login_required
@require_safe_or_post
def agreement(request: HttpRequest, key: int) -> HttpResponse:
    """One agreement as of a day and as known at a moment; POST takes a step with it."""
    found = _seen(request, key)
    attempt, plan = Attempt(), None
    if request.method == "POST":
        actor, _zone = keeper(request)
        if request.POST.get("step") == _AMEND:
            attempt, plan = _amended(request, found, actor=actor)
        else:
            attempt = attempted(request, found, actor=actor, ways=WAYS)
        if attempt.is_done:
            leave_receipt(request)
            return HttpResponseRedirect(reverse("portal:agreement", kwargs={"key": key}))
        found.refresh_from_db()
    clock = read_clock(request.GET, today=localdate())
    content = _content(found, clock=clock)
    content |= _steps(request, found, attempt=attempt)
    if any(offer.form and offer.step.transition.code == _AMEND for offer in content["offers"]):
        content["plan"] = plan or _plan_now(found)
    status = 400 if clock.faults and request.method != "POST" else attempt.status
    return render(request, "portal/agreement.html", content, status=status)


@login_required
@require_safe
def certificate(request: HttpRequest, key: int) -> HttpResponse:
    """The certificate of the entry in the register, as it was handed out."""
    said = _("This agreement has no certificate: it is made with the entry in the register.")
    content = or_404(lambda: queries.certificate_of(request.user, key), said)
    return download(content, name=f"certificate-{key}.pdf", media_type=PDF)


def _seen(request: HttpRequest, key: int) -> Agreement:
    return or_404(lambda: queries.agreement_for(request.user, key), _("There is no such agreement."))


def _content(found: Agreement, *, clock: Clock) -> dict[str, Any]:
    """What was agreed and what became of it, on the day and as known at the moment."""
    then = {"on": clock.on, "known_at": clock.known_at}
    said = _("The book did not have this agreement yet at the moment that you ask about.")
    entry = or_404(lambda: queries.entry_on(found, **then), said)
    terms = _terms(found, known_at=clock.known_at)
    return {
        "agreement": found,
        "entry": entry,
        "clock": clock,
        "is_moved": clock.known_at is not None or clock.on != localdate(),
        "story": story_of(found, **then),
        "parties": _parties(found, clock=clock),
        "terms": terms,
        "in_force": entry.terms,
        "rows": side_by_side([queries.obligations(one) for one in terms]),
        "suspensions": known(Suspension, clock.known_at).filter(agreement=found.pk, first_day__lte=clock.on),
        "is_unplaced": is_unplaced(found.company, found.zone, **then),
    }


def _terms(found: Agreement, *, known_at: datetime | None) -> list[Terms]:
    terms = found.terms.prefetch_related("obligations")
    return list(terms if known_at is None else terms.filter(recorded_at__lte=known_at))


def _parties(found: Agreement, *, clock: Clock) -> list[Party]:
    signed = queries.signatures_on(found, on=clock.on, known_at=clock.known_at)
    return [Party(party.title, signed.get(party.code)) for party in the_life().parties]


def _steps(request: HttpRequest, found: Agreement, *, attempt: Attempt) -> dict[str, Any]:
    steps = queries.next_steps(request.user, found, on=localdate())
    return {
        "faults": attempt.faults,
        "offers": offers(steps, found, ways=WAYS, attempt=attempt),
        "lines": LINES,
        "may_keep": may(request.user, Permission.KEEP_REGISTER, zone=found.zone.code),
    }


def _plan_now(found: Agreement, data: Any | None = None) -> Any:
    """The obligations of the newest terms, to be changed by an amendment."""
    newest = found.terms.last()
    planned = queries.obligations(newest) if newest else {}
    return plan_form(data, planned, first_year=localdate().year)


def _amended(request: HttpRequest, found: Agreement, *, actor: Actor) -> tuple[Attempt, Any]:
    """Take the step of an amendment, whose obligations stand in a table beside its form."""
    plan = _plan_now(found, request.POST)
    if not plan.is_valid():
        form = steps.AmendForm(request.POST, prefix=_AMEND, entry=found)
        return Attempt(_AMEND, form, [*faults_of(form), *faults_of(plan)], HTTPStatus.BAD_REQUEST), plan

    def amend(asker: Actor, one: Agreement, **said: Any) -> object:
        try:
            return actions.amend_agreement(asker, one, planned=plan.planned(), **said)
        except ValidationError as error:
            raise without(error, plan.take_in(faults_by_field(error))) from error

    attempt = attempted(request, found, actor=actor, ways={_AMEND: Way(steps.AmendForm, amend)})
    return replace(attempt, faults=[*attempt.faults, *faults_of(plan)]), plan
