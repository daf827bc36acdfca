"""Keeping published figures, and making an edition of a rating of them: looked at first, kept after."""

from __future__ import annotations

import base64
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.figures.actions import make_edition
from zonebook.figures.comparing import Comparison
from zonebook.figures.editions import editions, editions_of_year, must_have_ended
from zonebook.intake.tables import TableRefused
from zonebook.methodology import MethodologyError
from zonebook.portal.doors import actor_of, book_zone, require_safe_or_post
from zonebook.portal.edition_preview import Preview, kept_for_later, left_out, preview_of
from zonebook.portal.fact_table import LookedAt, looked_at
from zonebook.portal.forms.editions import ComparisonForm, FactTableForm, MakingForm, SeenTableForm
from zonebook.portal.rating_words import place_said
from zonebook.portal.sending import is_done, leave_receipt, posted
from zonebook.portal.templatetags.zonebook import say
from zonebook.published.actions import keep_facts
from zonebook.published.queries import batches_of_facts
from zonebook.published.reading import COLUMNS, UnreadableTable
from zonebook.rating import RatingError

_LATEST = 10
_FAULTS_SHOWN = 100


@login_required
@require_safe_or_post
def published_figures(request: HttpRequest) -> HttpResponse:
    """The tables kept so far and the form that brings one; what was brought is looked at, then kept."""
    actor = _asking(request, Permission.KEEP_FACTS)
    form = FactTableForm(request.POST if _is_brought(request) else None, request.FILES or None)
    if request.method == "POST" and not _is_brought(request):
        return _keep(request, actor)
    if request.method == "POST" and form.is_valid():
        name, content = form.cleaned_data["file"]
        return _look(request, name, content=content)
    return _bring(request, form)


def _is_brought(request: HttpRequest) -> bool:
    return request.method == "POST" and "table" not in request.POST


def _bring(request: HttpRequest, form: FactTableForm, **told: Any) -> HttpResponse:
    content = {"form": form, "batches": batches_of_facts()[:_LATEST], "columns": COLUMNS, **told}
    is_wrong = bool(form.errors or told.get("refusal"))
    return render(request, "portal/published_figures.html", content, status=400 if is_wrong else 200)


def _look(request: HttpRequest, name: str, *, content: bytes) -> HttpResponse:
    """The figures of a table before they are kept, or what cannot be read of it."""
    try:
        found = looked_at(content)
    except TableRefused as error:
        return _bring(request, FactTableForm(), refusal=[f"{say(error.message)} {say(error.advice)}"])
    except UnreadableTable as error:
        told = {"faults": error.faults[:_FAULTS_SHOWN], "fault_count": len(error.faults), "name": name}
        return _bring(request, FactTableForm(), refusal=[_("Nothing of “%(name)s” was kept.") % {"name": name}], **told)
    except ValidationError as error:
        return _bring(request, FactTableForm(), refusal=error.messages)
    return _shown(request, found, content=content)


def _shown(request: HttpRequest, found: LookedAt, *, content: bytes) -> HttpResponse:
    told = {"found": found, "table": base64.b64encode(content).decode("ascii")}
    return render(request, "portal/published_check.html", told)


def _keep(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Keep what was looked at and is not in the book yet."""
    form = SeenTableForm(request.POST)
    if not form.is_valid():
        return _bring(request, FactTableForm(), refusal=form.errors["table"])
    try:
        found = looked_at(form.cleaned_data["table"])
        kept = keep_facts(actor, found.new, texts=found.texts)
    except TableRefused as error:
        return _bring(request, FactTableForm(), refusal=[say(error.message)])
    except ValidationError as error:
        return _bring(request, FactTableForm(), refusal=error.messages)
    count = {"count": len(kept)}
    leave_receipt(request, ngettext("%(count)s figure is kept.", "%(count)s figures are kept.", len(kept)) % count)
    return HttpResponseRedirect(reverse("portal:published_figures"))


@login_required
@require_safe_or_post
def new_edition(request: HttpRequest) -> HttpResponse:
    """An edition looked at before it is made: who would stand where, what would be taken, what to leave out."""
    actor = _asking(request, Permission.RELEASE_FIGURES)
    sent = request.POST if request.method == "POST" else request.GET
    is_asked = request.method == "POST" or "rating" in sent
    form = ComparisonForm(sent if is_asked else None, initial={"year": localdate(actor.at).year - 1})
    content: dict[str, Any] = {"form": form, "editions": _made()}
    if form.is_bound and is_done(form, lambda asked: must_have_ended(_comparison(asked, sent), on=localdate(actor.at))):
        asked = _comparison(form.cleaned_data, sent)
        making = MakingForm(posted(request), is_again=editions_of_year(asked).exists())
        seen = sent.get("seen", "")
        if making.is_bound and is_done(making, lambda why: make_edition(actor, asked, seen=seen, **why)):
            leave_receipt(request, _("The edition is made."))
            return HttpResponseRedirect(reverse("portal:league", args=(asked.rating, asked.zone_class, asked.year)))
        content |= {"making": making, **_previewed(asked, actor=actor)}
    is_wrong = bool(form.errors or (content.get("making") and content["making"].errors))
    return render(request, "portal/edition_new.html", content, status=400 if is_wrong else 200)


def _comparison(asked: dict[str, Any], sent: QueryDict) -> Comparison:
    return Comparison(**asked, without=left_out(sent))


def _previewed(asked: Comparison, *, actor: Actor) -> dict[str, Any]:
    """The preview with the fields that make it; of what cannot be rated, why."""
    try:
        preview = preview_of(asked, at=actor.at)
    except (MethodologyError, RatingError) as error:
        return {"cannot": str(error)}
    return {"preview": preview, "said": _said(preview), "fields": kept_for_later(preview)}


def _said(preview: Preview) -> list[str]:
    return [place_said(row) for row in preview.league.leaders]


def _made() -> Any:
    """The editions that count, with what names them."""
    return editions().only("rating", "zone_class", "year", "number", "made_at", "made_by")


def _asking(request: HttpRequest, permission: Permission) -> Actor:
    """Who asks, if they may. Raises PermissionDenied before anything is told."""
    require(request.user, permission, zone=book_zone().code)
    return actor_of(request)
