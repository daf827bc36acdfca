"""A report that is written on the page: the grid, what stands beside a cell, the check before it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zonebook.accounts.queries import Actor
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import due_for
from zonebook.drafting.actions import (
    begin_draft,
    explain_in_draft,
    submit_draft,
    take_workbook,
    write_cells,
)
from zonebook.drafting.corrected import corrected_meanwhile
from zonebook.drafting.models import Draft
from zonebook.drafting.queries import (
    Answers,
    Said,
    accepted_before,
    answers_of,
    entries_of_cell,
    explained_last_time,
    open_draft,
    remarks_on,
)
from zonebook.intake import Finding
from zonebook.intake.check import Key
from zonebook.intake.typed import typed_text
from zonebook.methodology import load_methodology
from zonebook.portal.doors import book_zone
from zonebook.portal.draft_grid import TAKE, Cell, Grid, overtaken_cells, taken_correction, writings_in
from zonebook.portal.forms.filing import WorkbookForm
from zonebook.portal.limits import limits_of
from zonebook.portal.templatetags.zonebook import named
from zonebook.portal.views.cabinet import company_of, report_page, task_of, user_of
from zonebook.registry.models import Site
from zonebook.reporting.models import Version
from zonebook.reporting.queries import has_accepted, reference_values

_EXPLAIN = "explain|"
_MOST_EARLIER, _MOST_ENTRIES = 8, 20


@login_required
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the report on the page: from nothing, or from what the last version says (`from=version`)."""
    company = company_of(request)
    found = task_of(request, company, code=code)
    version = found.version if request.POST.get("from") == "version" else None
    try:
        begin_draft(_actor(request), found.campaign, company=company, version=version)
    except ValidationError as error:
        content = {"form": WorkbookForm(), "refusal": error.messages}
        return report_page(request, found, company=company, content=content, status=400)
    return _to("portal:draft", code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """The grid; POST saves the whole page, which the page's script makes unnecessary."""
    if request.method == "POST":
        return _saved(request, code)
    found = draft_of(request, code)
    return _to("portal:task", code) if found is None else _grid_page(request, found)


@login_required
@require_POST
def fill(request: HttpRequest, code: str) -> HttpResponse:
    """Write what a workbook says into the draft."""
    found = draft_of(request, code)
    if found is None:
        return _to("portal:task", code)
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _grid_page(request, found, content={"form": form}, status=400)
    try:
        findings = take_workbook(_actor(request), found, content=form.cleaned_data["workbook"][1])
    except ValidationError as error:
        return _grid_page(request, found, content={"refusal": error.messages}, status=400)
    return _grid_page(request, found, content={"unread": findings}) if findings else _to("portal:draft", code)


@login_required
@require_safe
def cell(request: HttpRequest, code: str, *, line: str, site: str) -> HttpResponse:
    """What stands beside one cell: earlier reports, limits, remarks, who wrote what; for the script a fragment."""
    found = draft_of(request, code)
    if found is None:
        return _to("portal:task", code)
    grid = _grid(found)
    one = grid.cells.get((line, site))
    if one is None:
        raise Http404(_("The form has no such cell."))
    is_fragment = "X-Fragment" in request.headers
    template = "portal/_draft_cell.html" if is_fragment else "portal/draft_cell.html"
    return render(request, template, {"draft": found, "cell": one, **_beside(found, grid, one=one)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Every answer with what is found in it; POST keeps the explanations, and sends the report if it was asked to."""
    found = draft_of(request, code)
    if found is None:
        return _to("portal:task", code)
    refusal: list[str] = []
    if request.method == "POST":
        try:
            return _explained(request, found)
        except ValidationError as error:
            refusal = error.messages
            if draft_of(request, code) is None:  # somebody of the company has sent it meanwhile
                return _to("portal:task", code, anchor="#found")
    grid = _grid(found)
    texts = {**explained_last_time(grid.answers), **grid.answers.explanations, **_explanations(request.POST)}
    content = {
        "draft": found,
        "grid": grid,
        "errors": [(one, grid.at(one.address)) for one in grid.answers.errors],
        "warnings": [_to_explain(one, grid, texts=texts) for one in grid.answers.warnings],
        "is_correction": has_accepted(found.campaign, found.company),
        "reason": request.POST.get("reason", ""),
        "refusal": refusal,
    }
    return render(request, "portal/draft_check.html", content, status=400 if refusal else 200)


def draft_of(request: HttpRequest, code: str) -> Draft | None:
    """The open draft of the reader's company. Raises PermissionDenied, and Http404 for an unknown campaign."""
    campaign = Campaign.objects.select_related("zone").filter(code=code, zone=book_zone()).first()
    if campaign is None:
        raise Http404(_("No campaign of this name asks your company."))
    return open_draft(user_of(request), campaign, company=company_of(request))


def _actor(request: HttpRequest) -> Actor:
    return Actor(user_of(request), now())


def _to(name: str, code: str, *, anchor: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse(name, kwargs={"code": code}) + anchor)


def _grid(found: Draft, *, typed: Mapping[Key, str] | None = None) -> Grid:
    answers, reference = answers_of(found), reference_values(found.campaign, found.company)
    sites, corrected = named_sites(found, answers), corrected_meanwhile(answers)
    return Grid(answers, sites, reference, remarks_on(found), typed=typed or {}, corrected=corrected)


def named_sites(found: Draft, answers: Answers) -> dict[str, str]:
    """The sites of a report in the order of its columns, called as the page's language calls them."""
    sites = {site.code: site for site in Site.objects.filter(zone=found.campaign.zone_id)}
    return {code: named(sites[code]) if code in sites else name for code, name in answers.identity.sites}


def _saved(request: HttpRequest, code: str) -> HttpResponse:
    """Save what was sent of the page. What cannot be saved is shown again as it was typed."""
    company, written = company_of(request), writings_in(request.POST)
    key = request.POST.get("draft", "")
    drafts = Draft.objects.select_related("campaign__zone", "company").filter(company=company, campaign__code=code)
    found = next((one for one in drafts if str(one.pk) == key), None)  # the one of the page, be it sent meanwhile
    if found is None:
        return _to("portal:task", code)
    taken = taken_correction(request.POST, _grid(found)) if TAKE in request.POST else {}
    written |= taken
    try:
        overtaken = write_cells(_actor(request), found, written=written)
    except ValidationError as error:
        typed = {key: one.text for key, one in written.items() if one.text != one.seen}
        content = {"refusal": error.messages, "grid": _grid(found, typed=typed)}
        return _grid_page(request, found, content=content, status=400)
    if overtaken:
        grid = _grid(found)
        return _grid_page(request, found, content={"grid": grid, "overtaken": overtaken_cells(grid, overtaken)})
    if taken:
        return _to("portal:draft", code, anchor=f"#line-{next(iter(taken))[0]}")
    return _to("portal:check_draft" if "check" in request.POST else "portal:draft", code)


def _grid_page(
    request: HttpRequest, found: Draft, *, content: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    due = due_for(found.campaign, found.company)
    shown = {"draft": found, "form": WorkbookForm(), "due": due, **(content or {})}
    if "grid" not in shown:
        shown["grid"] = _grid(found)
    return render(request, "portal/draft.html", shown, status=status)


def _beside(found: Draft, grid: Grid, *, one: Cell) -> dict[str, Any]:
    checks = load_methodology().checks_of(grid.answers.form, on=found.campaign.period.last)
    earlier = accepted_before(found, one.key)
    return {
        "earlier": [(period, typed_text(amount, one.line)) for period, amount in earlier[:_MOST_EARLIER]],
        "limits": limits_of(one.line, checks=tuple(checks), form=grid.answers.form),
        "entries": entries_of_cell(found, one.key)[:_MOST_ENTRIES],
    }


def _to_explain(one: Finding, grid: Grid, *, texts: Mapping[Said, str]) -> dict[str, Any]:
    """A warning with its cell, the name of its field, and what is written in it, or was last time."""
    text = texts.get((one.rule, one.address), "")
    return {"name": f"{_EXPLAIN}{one.rule}|{one.address}", "finding": one, "cell": grid.at(one.address), "text": text}


def _explanations(sent: Mapping[str, str]) -> dict[Said, str]:
    """The explanations of a page, by rule and address."""
    found = {}
    for name in sent:
        if name.startswith(_EXPLAIN):
            rule, _bar, address = name.removeprefix(_EXPLAIN).partition("|")
            found[rule, address] = sent[name]
    return found


def _explained(request: HttpRequest, found: Draft) -> HttpResponse:
    actor, code = _actor(request), found.campaign.code
    explain_in_draft(actor, found, explanations=_explanations(request.POST))
    if "send" not in request.POST:
        return _to("portal:check_draft", code)
    seen = _stamp(request.POST.get("stamp", ""))
    version: Version = submit_draft(actor, found, seen=seen, reason=request.POST.get("reason", "")[:1000].strip())
    return _to("portal:task", version.submission.campaign.code, anchor="#found")


def _stamp(sent: str) -> int:
    """The stamp of the answers that were looked at; of what is no stamp one that no answers have."""
    try:
        return int(sent)
    except ValueError:
        return -1
