"""Outside extracts beside the book: brought, read, taken, compared; each difference with what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.accounts.queries import Actor, Permission, may, require
from zonebook.campaigns.models import Campaign
from zonebook.intake.imports import ColumnMapping
from zonebook.measures import Period
from zonebook.methodology import load_methodology
from zonebook.methodology.extracts import is_cumulative
from zonebook.portal.choosing import choice_of
from zonebook.portal.doors import actor_of, book_zone, or_404, require_safe_or_post
from zonebook.portal.exports import csv_of
from zonebook.portal.forms.reconciling import AskForm, CloseForm, ExplainForm, ExtractForm
from zonebook.portal.reconciling import (
    MISSING,
    STRANGERS,
    as_table,
    counted,
    findings_shown,
    headers,
    lines_of,
    sides_of,
)
from zonebook.portal.sending import is_done, leave_receipt, posted
from zonebook.portal.templatetags.zonebook import named, say
from zonebook.reconciling import actions
from zonebook.reconciling.comparing import Comparison, Outcome
from zonebook.reconciling.models import Dispute, DisputeStep, Extract
from zonebook.reconciling.queries import (
    columns_of,
    comparison_of,
    counted_by_state,
    dispute_seen_by,
    disputes_of,
    disputes_with,
    extracts_of,
    newest_of,
    preview,
    report_behind,
    steps_from,
    table_of,
)
from zonebook.registry.models import Zone

_A_PAGE = 100
_Kind = DisputeStep.Kind
_FORMS = MappingProxyType({_Kind.ASKED: AskForm, _Kind.EXPLAINED: ExplainForm, _Kind.CLOSED: CloseForm})
_ACTS: Any = MappingProxyType(
    {
        _Kind.ASKED: actions.ask_company,
        _Kind.EXPLAINED: actions.explain_dispute,
        _Kind.CLOSED: actions.close_dispute,
    }
)


@login_required
@require_safe_or_post
def extracts(request: HttpRequest) -> HttpResponse:
    """The extracts so far, and the form that brings one."""
    actor, zone = _curator(request)
    today = localdate()
    kinds = load_methodology().extracts_on(today)
    asked = {"kinds": kinds, "periods": _periods(zone), "initial": {"as_of": today}}
    form = ExtractForm(posted(request), request.FILES or None, **asked)
    kept: list[Extract] = []
    if request.method == "POST" and is_done(form, lambda sent: kept.append(actions.bring_extract(actor, zone, **sent))):
        return HttpResponseRedirect(_address("extract" if kept[0].is_taken else "extract_columns", kept[0].pk))
    page = Paginator(extracts_of(request.user, zone), _A_PAGE).get_page(request.GET.get("page"))
    content = {
        "form": form,
        "kinds": kinds,
        "page": page,
        "states": counted_by_state(disputes_of(request.user, zone)),
    }
    return render(request, "portal/extracts.html", content, status=400 if form.errors else 200)


@login_required
@require_safe_or_post
def columns(request: HttpRequest, key: int) -> HttpResponse:
    """Which column of the file is which; the choice is remembered for files of the source with these headers."""
    actor, found = _extract(request, key)
    if found.columns:  # it was taken by these, or its taking was begun by them
        return HttpResponseRedirect(_address("extract", key))
    table = table_of(found)
    choice = choice_of(
        request,
        table,
        found=columns_of(found, table),
        remember=lambda named_columns: actions.remember_columns(actor, found, columns=named_columns),
    )
    if choice.is_kept:
        return HttpResponseRedirect(_address("extract_check", key))
    content = {
        "upload": found,
        "definition": found.definition.table,
        "headers": choice.headers,
        "row_count": len(table.rows),
        "refusal": choice.refusal,
    }
    return render(request, "portal/extract_columns.html", content, status=400 if choice.refusal else 200)


@login_required
@require_safe_or_post
def check(request: HttpRequest, key: int) -> HttpResponse:
    """The dry run: what would be compared, what cannot be read. POST takes the extract."""
    actor, found = _extract(request, key)
    mapping = ColumnMapping(found.columns) if found.columns else columns_of(found, table_of(found))[0]
    if mapping.missing(found.definition.table):
        return HttpResponseRedirect(_address("extract_columns", key))
    refusal: list[str] = []
    if request.method == "POST":
        try:
            actions.take_extract(actor, found, mapping=mapping)
            leave_receipt(request, _("The extract is taken. Each difference is a dispute now."))
            return HttpResponseRedirect(_address("extract", key))
        except ValidationError as error:
            refusal = error.messages
    would = preview(request.user, found, mapping=mapping)
    page = Paginator(would.reading.findings, _A_PAGE).get_page(request.GET.get("page"))
    content = {
        "extract": found,
        "would": would,
        "lists": counted(would.found),
        "page": page,
        "shown": findings_shown(page.object_list, would.reading.table.headers),
        "refusal": refusal,
    }
    return render(request, "portal/extract_check.html", content, status=400 if refusal else 200)


@login_required
@require_safe_or_post
def extract(request: HttpRequest, key: int) -> HttpResponse:
    """A taken extract beside the book as it is now; POST brings its disputes up to that."""
    actor, found = _extract(request, key)
    if not found.is_taken:
        return HttpResponseRedirect(_address("extract_check", key))
    form = forms.Form(posted(request))
    if request.method == "POST" and is_done(form, lambda _sent: actions.compare_anew(actor, found)):
        leave_receipt(request, _("Compared with the book as it is now."))
        return HttpResponseRedirect(_address("extract", key))
    told, disputes = comparison_of(request.user, found), disputes_with(found)
    if request.GET.get("format") == "csv":
        return _as_csv(told, disputes=disputes)
    lists = counted(told)
    show = _shown(request, lists)
    page = Paginator(_listed(told, show), _A_PAGE).get_page(request.GET.get("page"))
    is_compared = show not in (STRANGERS, MISSING)
    content = {
        "extract": found,
        "form": form,
        "told": told,
        "lists": lists,
        "show": show,
        "title": next((title for code, _mark, title, _count in lists if code == show), ""),
        "page": page,
        "lines": list(lines_of(page.object_list, disputes=disputes)) if is_compared else [],
        "newest": newest_of(found),
    }
    return render(request, "portal/extract.html", content, status=400 if form.errors else 200)


@login_required
@require_safe
def disputes(request: HttpRequest) -> HttpResponse:
    """The disputes of the zone, the largest first; `state` narrows them, without it those that are not over."""
    _actor, zone = _curator(request)
    found = disputes_of(request.user, zone)
    states = counted_by_state(found)
    state = request.GET.get("state", "")
    over = (Dispute.State.CORRECTED, Dispute.State.CLOSED)
    found = found.filter(state=state) if state in Dispute.State.values else found.exclude(state__in=over)
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    content = {"page": page, "rows": [(one, sides_of(one)) for one in page.object_list], "states": states,
               "state": state}  # fmt: skip
    return render(request, "portal/disputes.html", content)


@login_required
@require_safe_or_post
def dispute(request: HttpRequest, key: int) -> HttpResponse:
    """One difference: both sides, what became of it, and what may be done; `act` says which of the forms was sent."""
    found = or_404(lambda: dispute_seen_by(request.user, key), _("There is no such dispute."))
    actor, steps = actor_of(request), _steps_open(request, found)
    act = request.POST.get("act", "")
    offered = {kind: _FORMS[kind](posted(request) if kind == act else None, auto_id=f"id_{kind}_%s") for kind in steps}
    refused = offered.get(act) if request.method == "POST" else None
    if request.method == "POST" and refused is None:
        return HttpResponseRedirect(_address("dispute", key))  # nothing to be done so: the page shows how it stands
    if refused is not None and is_done(refused, lambda sent: _ACTS[act](actor, found, **sent)):
        leave_receipt(request)
        return HttpResponseRedirect(_address("dispute", key))
    told = [(step, sides_of(found, step)) for step in found.steps.all()]
    content = {
        "dispute": found,
        "sides": sides_of(found),
        "steps": told,
        "question": next((step.text for step, _then in reversed(told) if step.kind == _Kind.ASKED), ""),
        "report": report_behind(found),
        "forms": offered,
        "form": refused or forms.Form(),
        "is_curator": may(request.user, Permission.DECIDE_REPORTS, zone=found.zone.code),
    }
    return render(request, "portal/dispute.html", content, status=400 if refused is not None else 200)


def _as_csv(told: Comparison, *, disputes: Mapping[tuple[int, str], Dispute]) -> HttpResponse:
    """All that the page of an extract lists."""
    found = told.extract
    facts = [
        ("title", found.title),
        ("source", say(found.definition.title)),
        ("zone", named(found.zone)),
        ("period", found.period_code),
        ("as_of", found.as_of.isoformat()),
        ("sha256", found.file_id),
    ]
    return csv_of(facts, [headers(), *as_table(told, disputes=disputes)], name=f"extract-{found.pk}")


def _steps_open(request: HttpRequest, found: Dispute) -> list[DisputeStep.Kind]:
    """What the reader may do with a dispute as it stands, in the order of a dispute's life."""
    is_curator = may(request.user, Permission.DECIDE_REPORTS, zone=found.zone.code)
    return [kind for kind in _FORMS if kind in steps_from(found) and (is_curator or kind is _Kind.EXPLAINED)]


def _listed(told: Comparison, show: str) -> Any:
    """What an extract's page lists."""
    if show == STRANGERS:
        return told.strangers
    return told.missing if show == MISSING else told.by_outcome.get(Outcome(show), ())


def _shown(request: HttpRequest, lists: list[tuple[str, str, str, int]]) -> str:
    """The list that the address names; else the first, differences before all others."""
    codes = [code for code, *_rest in lists]
    asked = request.GET.get("show", "")
    return asked if asked in codes else next(iter(codes), Outcome.EQUAL.value)


def _periods(zone: Zone) -> list[Period]:
    """The periods that reports were asked for, the newest first."""
    codes = Campaign.objects.filter(zone=zone).order_by("-due").values_list("period_code", flat=True)
    return [period for period in map(Period.parse, dict.fromkeys(codes)) if is_cumulative(period)]


def _curator(request: HttpRequest) -> tuple[Actor, Zone]:
    """Who reconciles here, and of which zone. Raises PermissionDenied before anything is told of what there is."""
    zone = book_zone()
    require(request.user, Permission.DECIDE_REPORTS, zone=zone.code)
    return actor_of(request), zone


def _extract(request: HttpRequest, key: int) -> tuple[Actor, Extract]:
    actor, zone = _curator(request)
    return actor, or_404(lambda: extracts_of(actor.user, zone).get(pk=key), _("There is no such extract."))


def _address(name: str, key: int) -> str:
    return reverse(f"portal:{name}", kwargs={"key": key})
