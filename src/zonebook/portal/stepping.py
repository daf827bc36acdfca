"""Taking the steps of a status on a page: which steps are offered, with which form, and what a refused one says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor
from zonebook.agreements.facts import Lived, subject_of, the_life
from zonebook.agreements.queries import NextStep
from zonebook.portal.faults import Fault, faults_of
from zonebook.portal.forms.steps import StepForm
from zonebook.portal.sending import is_done
from zonebook.portal.templatetags.zonebook import say
from zonebook.regime import UnknownTransition


@dataclass(frozen=True, slots=True)
class Way:
    """How a step is taken: the form that asks what it needs, and the action that takes its answers."""

    form: type[StepForm]
    act: Callable[..., object]


Ways = Mapping[str, Way]


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that leads on: with its form when it is taken on this page, with its refusals when it is not open."""

    step: NextStep
    form: forms.Form | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a step that was sent: its form as it was filled in, what is wrong, the status of the answer."""

    step: str = ""
    form: forms.Form | None = None
    faults: list[Fault] = field(default_factory=list)
    status: HTTPStatus = HTTPStatus.OK

    @property
    def is_done(self) -> bool:
        """Whether the step was taken."""
        return bool(self.step) and self.status == HTTPStatus.OK


def offers(steps: tuple[NextStep, ...], entry: Lived, *, ways: Ways, attempt: Attempt) -> list[Offer]:
    """The steps that lead on, in the order of the table; the one that was sent keeps what was typed."""
    return [Offer(step, _form(step.transition.code, entry, ways=ways, attempt=attempt)) for step in steps]


def attempted(request: HttpRequest, entry: Lived, *, actor: Actor, ways: Ways) -> Attempt:
    """Take the step that was sent as `step`; one that the table does not have, or of another page, is refused."""
    code = request.POST.get("step", "")
    try:
        transition = the_life().transition(code, subject=subject_of(entry), state=entry.state)
    except UnknownTransition as error:
        return Attempt(code, None, [Fault(say(error.says))], HTTPStatus.BAD_REQUEST)
    out_of_turn = entry.state not in transition.sources
    if code not in ways or out_of_turn:
        said = the_life().refusals(transition, state=entry.state, holds=dict.fromkeys(transition.guards, True))
        status = HTTPStatus.CONFLICT if out_of_turn else HTTPStatus.BAD_REQUEST
        return Attempt(code, None, [Fault(say(text)) for text in said] or [_elsewhere()], status)
    way = ways[code]
    form = way.form(request.POST, request.FILES, prefix=code, entry=entry)
    if is_done(form, lambda answers: way.act(actor, entry, **answers)):
        return Attempt(code)
    return Attempt(code, form, faults_of(form), HTTPStatus.BAD_REQUEST)


def _form(code: str, entry: Lived, *, ways: Ways, attempt: Attempt) -> forms.Form | None:
    if code == attempt.step and attempt.form is not None:
        return attempt.form
    return ways[code].form(prefix=code, entry=entry) if code in ways else None


def _elsewhere() -> Fault:
    return Fault(_("This step is not taken on this page: somebody else takes it, or another page does."))
