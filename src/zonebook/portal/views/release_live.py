"""The editor's script asks: keep what stands there, and say what the book says to it; which words say a figure?

Refusals are told by status, so that the script knows what to do: 401 sign in and send it again, 403 somebody else is
signed in, 409 somebody wrote meanwhile or the text is not being written any more, 400 it cannot be kept.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zonebook.accounts.models import User
from zonebook.accounts.queries import Permission, require
from zonebook.claims.saying import ways_to_say
from zonebook.figures.queries import ask
from zonebook.measures import Figure
from zonebook.methodology import load_methodology
from zonebook.methodology.definition import MeasureDefinition
from zonebook.newsroom.actions import save_release
from zonebook.newsroom.models import Release
from zonebook.newsroom.owing import Sight
from zonebook.newsroom.queries import check_text
from zonebook.newsroom.writing import PLACE_OF_FIGURE, Writing, WrittenMeanwhile, with_phrase
from zonebook.portal.asking import RATED, Calendar, Unclear, read_question
from zonebook.portal.doors import actor_of
from zonebook.portal.sending import leave_receipt
from zonebook.portal.verdicts import judged_text
from zonebook.portal.views.releases import release_of
from zonebook.registry.models import Cluster, Industry, Site, Zone
from zonebook.reporting.queries import reported_periods

_USUAL_MEASURE = "jobs_created"
_LONGEST_PHRASE = 200
_KEPT_ASCII = {"ensure_ascii": False}


@require_POST
def live(request: HttpRequest, key: int) -> HttpResponse:
    """Save what stands in the editor and tell the verdicts on it."""
    if not isinstance(request.user, User):
        return _answer({"message": _("Sign in again: what you typed is kept here.")}, status=401)
    try:
        found = release_of(request, key)
        require(request.user, Permission.WRITE_RELEASES, zone=found.zone.code)
        sent = _sent(request.body)
        saved = save_release(actor_of(request), found, writing=sent["writing"], seen=sent["seen"], over=sent["over"])
    except PermissionDenied:
        return _answer({"message": _("Somebody else is signed in now: sign in under your own name.")}, status=403)
    except WrittenMeanwhile as error:
        theirs = error.release
        said = {"message": " ".join(error.messages), "seen": theirs.seen, "text": theirs.text, "title": theirs.title}
        return _answer(said, status=409)
    except ValidationError as error:
        status = 400 if found.state == Release.State.DRAFT else 409
        return _answer({"message": " ".join(error.messages)}, status=status)
    return _answer({"seen": saved.seen, **_verdicts(request, saved)})


@login_required
@require_safe
def figure_to_say(request: HttpRequest, key: int) -> HttpResponse:
    """A figure of the book and the words for it: measure, scope, population and period are in the address."""
    found = release_of(request, key)
    measures = load_methodology().measures
    measure = measures.get(request.GET.get("measure", ""), measures[_USUAL_MEASURE])
    calendar = Calendar(reported_periods(found.zone), localdate())
    content: dict[str, Any] = {
        "release": found,
        "place": PLACE_OF_FIGURE,
        "has_place": PLACE_OF_FIGURE in found.text,
        "is_written": found.state == Release.State.DRAFT,
        "measures": measures.values(),
        "measure": measure,
        **_choices(found.zone, measure, calendar=calendar),
    }
    try:
        asked = read_question(measure, request.GET, calendar=calendar)
    except Unclear as error:
        content |= {"unclear": error}
    else:
        answer = ask(asked)
        is_known = isinstance(answer, Figure)
        content |= {"question": answer.question, "figure": answer if is_known else None, "missing": not is_known}
        content |= {"ways": ways_to_say(answer.quantity) if isinstance(answer, Figure) else ()}
    is_fragment = "X-Fragment" in request.headers
    template = "portal/_figure_to_say.html" if is_fragment else "portal/figure_to_say.html"
    return render(request, template, content, status=400 if "unclear" in content else 200)


@login_required
@require_POST
def insert(request: HttpRequest, key: int) -> HttpResponse:
    """Put the words for a figure into the text: where its place is marked, else at the end; without a script."""
    found = release_of(request, key)
    phrase = request.POST.get("phrase", "")[:_LONGEST_PHRASE]
    writing = replace(Writing.of(found), text=with_phrase(found.text, phrase))
    try:
        save_release(actor_of(request), found, writing=writing, seen=found.seen)
    except ValidationError as error:
        leave_receipt(request, " ".join(error.messages))
    return redirect(reverse("portal:release", kwargs={"key": key}) + "#text")


def _choices(zone: Zone, measure: MeasureDefinition, *, calendar: Calendar) -> dict[str, Any]:
    """What the measure can be asked for."""
    groups = (
        ("site", Site.objects.filter(zone=zone)),
        ("cluster", Cluster.objects.filter(zone=zone)),
        ("industry", Industry.objects.all()),
    )
    return {
        "periods": calendar.choices(measure),
        "populations": measure.populations,
        "scopes": [] if measure.formula in RATED else [
            (f"{kind}:{entry.code}", entry) for kind, entries in groups for entry in entries
        ],
    }  # fmt: skip


def _sent(body: bytes) -> dict[str, Any]:
    """What the script sent. Raises ValidationError for anything else."""
    try:
        plain = json.loads(body)
        writing = Writing(*(str(plain[name]) for name in ("title", "text", "rubric", "notice")))
        return {"writing": writing, "seen": int(plain["seen"]), "over": plain.get("over") is True}
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise ValidationError(_("The page is out of date: load it again.")) from error


def _verdicts(request: HttpRequest, saved: Release) -> dict[str, Any]:
    """The marks under the text, and the list beside it as the page itself writes it."""
    content = judged_text(saved.text, check_text(saved.text, published=localdate(), zone=saved.zone, sight=Sight.SUMS))
    marks = [
        [passage["text"], passage["rows"][0][1]["kind"], passage["rows"][0][0]]
        if passage["rows"]
        else [passage["text"]]
        for passage in content["passages"]
    ]
    return {"marks": marks, "panel": render_to_string("portal/_editor_panel.html", content, request=request)}


def _answer(content: dict[str, Any], *, status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, json_dumps_params=_KEPT_ASCII)
