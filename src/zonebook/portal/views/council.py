"""The expert council: its members, its meetings, and each meeting with its agenda, votes, minutes and decisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Actor, Permission, may
from zonebook.agreements import actions, queries
from zonebook.agreements.facts import the_life
from zonebook.agreements.models import AgendaItem, CouncilMember, Meeting, Vote
from zonebook.agreements.queries import NextStep
from zonebook.portal.doors import keeper, or_404, require_safe_or_post, staffed_zone
from zonebook.portal.downloads import attached
from zonebook.portal.faults import Fault, faults_of
from zonebook.portal.forms.council import DecideForm, MeetingForm, MemberForm, MinutesForm, UnseatForm, VotesForm
from zonebook.portal.forms.steps import PostponeForm
from zonebook.portal.sending import is_done

_DECISIONS = ("support", "decline")
Act = Callable[[dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An item of the agenda: the votes, the forms, the decision that follows or what lacks for one."""

    item: AgendaItem
    votes: list[Vote]
    voting: VotesForm
    deciding: DecideForm
    postponing: PostponeForm
    decision: NextStep | None
    lacking: list[Any]


@login_required
@require_safe_or_post
def council(request: HttpRequest) -> HttpResponse:
    """The meetings and the members; POST calls a meeting, seats a member or takes one off."""
    zone = staffed_zone(request)
    members = queries.council_of(request.user, zone, on=localdate())
    sent = request.POST.get("act", "") if request.method == "POST" else ""
    shown = {
        "call": MeetingForm(request.POST if sent == "call" else None, prefix="call"),
        "seat": MemberForm(request.POST if sent == "seat" else None, prefix="seat"),
        "unseat": UnseatForm(request.POST if sent == "unseat" else None, prefix="unseat", members=members),
    }
    faults: list[Fault] = []
    if request.method == "POST":
        actor, _zone = keeper(request)
        acts: dict[str, Act] = {
            "call": lambda said: actions.call_meeting(actor, zone, **said),
            "seat": lambda said: actions.seat_member(actor, zone, **said),
            "unseat": lambda said: actions.unseat_member(actor, said.pop("member"), **said),
        }
        if sent in acts and is_done(shown[sent], acts[sent]):
            return HttpResponseRedirect(reverse("portal:council"))
        faults = faults_of(shown[sent]) if sent in acts else [_unknown()]
    content = {
        "zone": zone,
        "members": members,
        "meetings": queries.meetings_of(request.user, zone).prefetch_related("items"),
        "may_keep": may(request.user, Permission.KEEP_REGISTER, zone=zone.code),
        "rule": the_life().council,
        "faults": faults,
        **shown,
    }
    return render(request, "portal/council.html", content, status=400 if faults else 200)


@login_required
@require_safe_or_post
def meeting(request: HttpRequest, key: int) -> HttpResponse:
    """One meeting; POST records its minutes, or the votes and the decision on an item."""
    found = or_404(lambda: queries.meeting_for(request.user, key), _("There is no such meeting."))
    minutes, items, faults = MinutesForm(), _items(request, found), []
    status = HTTPStatus.OK
    if request.method == "POST":
        actor, _zone = keeper(request)
        if request.POST.get("act") == "hold":
            minutes = MinutesForm(request.POST, request.FILES)
            taken = is_done(minutes, lambda said: actions.hold_meeting(actor, found, **said))
            faults = faults_of(minutes)
        else:
            items, faults = _on_item(request, items, actor=actor)
            taken = not faults
        if taken:
            return HttpResponseRedirect(reverse("portal:meeting", kwargs={"key": key}))
        status = HTTPStatus.BAD_REQUEST
    content = {
        "meeting": found,
        "items": items,
        "all_minutes": found.minutes.all(),
        "members": queries.council_of(request.user, found.zone, on=found.day),
        "may_keep": may(request.user, Permission.KEEP_REGISTER, zone=found.zone.code),
        "rule": the_life().council,
        "minutes": minutes,
        "faults": faults,
    }
    return render(request, "portal/council_meeting.html", content, status=status)


@login_required
@require_safe
def minutes(request: HttpRequest, key: int) -> HttpResponse:
    """The minutes as they were attached."""
    return attached(or_404(lambda: queries.minutes_for(request.user, key), _("There are no such minutes.")))


def _items(request: HttpRequest, found: Meeting) -> list[ItemShown]:
    members = list(queries.council_of(request.user, found.zone, on=found.day))
    items = found.items.select_related("application__zone", "application__site").prefetch_related("votes__member")
    return [_shown(request, item, members=members) for item in items]


def _shown(request: HttpRequest, item: AgendaItem, *, members: list[CouncilMember]) -> ItemShown:
    steps = () if item.decision else queries.next_steps(request.user, item.application, on=localdate())
    deciding = [step for step in steps if step.transition.code in _DECISIONS]
    refused = [set(step.refusals) for step in deciding]
    return ItemShown(
        item,
        list(item.votes.all()),
        VotesForm(prefix=f"votes{item.pk}", entry=item, members=members),
        DecideForm(prefix=f"decide{item.pk}", entry=item),
        PostponeForm(prefix=f"postpone{item.pk}", entry=item),
        next((step for step in deciding if not step.refusals), None),
        sorted(set.intersection(*refused), key=str) if refused else [],
    )


def _on_item(request: HttpRequest, items: list[ItemShown], *, actor: Actor) -> tuple[list[ItemShown], list[Fault]]:
    """Do what was sent for one item; the items with the form that was refused in its place, and what is wrong."""
    place = next((n for n, one in enumerate(items) if str(one.item.pk) == request.POST.get("item")), None)
    if place is None:
        return items, [Fault(_("This application is not on the agenda of the meeting."))]
    one, sent = items[place], request.POST.get("act", "")
    item, data = one.item, request.POST
    voting = VotesForm(data, prefix=one.voting.prefix, entry=item, members=list(one.voting.members.values()))
    tries: dict[str, tuple[str, forms.Form, Act]] = {
        "votes": ("voting", voting, lambda _said: actions.record_votes(actor, item, votes=voting.votes())),
        "decide": (
            "deciding",
            DecideForm(data, prefix=one.deciding.prefix, entry=item),
            lambda said: actions.decide(actor, item, **said),
        ),
        "postpone": (
            "postponing",
            PostponeForm(data, prefix=one.postponing.prefix, entry=item),
            lambda said: actions.postpone(actor, item, **said),
        ),
    }
    if sent not in tries:
        return items, [_unknown()]
    name, form, act = tries[sent]
    if is_done(form, act):
        return items, []
    return [*items[:place], replace(one, **{name: form}), *items[place + 1 :]], faults_of(form)


def _unknown() -> Fault:
    return Fault(_("There is no such step here. Choose one of the buttons of this page."))
