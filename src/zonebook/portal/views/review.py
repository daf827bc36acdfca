"""The reviewer's queue: what awaits whom, what changed in it; agree, accept or return, one by one or the clean ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from zonebook.accounts.queries import Asker, Permission, may
from zonebook.figures.changes import figures_changed, totals_changed
from zonebook.intake import Severity
from zonebook.portal.doors import actor_of, book_zone
from zonebook.portal.forms.review import ReturnForm
from zonebook.portal.reviewing import by_breadth, review_of, with_statements
from zonebook.portal.sending import leave_receipt, posted
from zonebook.portal.views.reports import changed_cells, seen_version
from zonebook.registry.models import Zone
from zonebook.reporting.actions import accept_version, accept_versions, agree_version, return_version
from zonebook.reporting.deciding import IN_REVIEW, needs_agreement, permission_to_accept, permission_to_return
from zonebook.reporting.models import Version
from zonebook.reporting.queries import must_review
from zonebook.reporting.reviewing import Waiting, beside_of, companies_turn, review_queue

_A_PAGE = 50
_FILTERS: Mapping[str, Callable[[Waiting], bool]] = MappingProxyType(
    {
        "big": lambda one: one.is_big,
        "warnings": lambda one: one.warnings > 0,
        "corrections": lambda one: one.is_correction,
        "late": lambda one: one.is_late,
        "clean": lambda one: one.is_clean,
    }
)


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What awaits the reader, what changed most first; what awaits the company stands apart."""
    zone = book_zone()
    waiting = review_queue(request.user, zone, on=localdate())
    mine = [one for one in waiting if one.is_mine]
    of_whom = mine if request.GET.get("of") != "all" else list(waiting)
    chosen = _FILTERS.get(request.GET.get("only", ""))
    shown = [one for one in of_whom if chosen is None or chosen(one)]
    content = {
        "zone": zone,
        "page": Paginator(shown, _A_PAGE).get_page(request.GET.get("page")),
        "counts": {name: sum(map(suits, of_whom)) for name, suits in _FILTERS.items()},
        "only": request.GET.get("only", "") if chosen else "",
        "is_all": request.GET.get("of") == "all",
        "mine": len(mine),
        "all": len(waiting),
        "clean": sum(1 for one in mine if _is_accepted_at_once(request.user, one)),
        "companies_turn": companies_turn(request.user, zone),
    }
    return render(request, "portal/review_queue.html", content)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, *, submission: int, number: int) -> HttpResponse:
    """One version with what changed in it; POST agrees, accepts or returns it with remarks."""
    zone = book_zone()
    must_review(request.user, zone)
    version = seen_version(request, submission, number=number)
    form = ReturnForm(posted(request), cells=version.cells.all())
    refusal = _decided(request, version, form=form) if request.method == "POST" else None
    if request.method == "POST" and refusal is None:
        leave_receipt(request, _("The decision on report %(receipt)s is recorded.") % {"receipt": version.receipt})
        return HttpResponseRedirect(reverse("portal:review"))
    findings = list(version.findings.all())
    accepted = version.submission.versions.filter(state=Version.State.ACCEPTED).exclude(pk=version.pk).first()
    content = {
        "version": version,
        "form": form,
        "refusal": refusal,
        "findings": findings,
        "has_errors": any(finding.severity == Severity.ERROR for finding in findings),
        "has_unexplained": any(one.severity == Severity.WARNING and not one.explanation for one in findings),
        "is_waiting": version.state in IN_REVIEW,
        "may": _ways(request.user, version),
        "may_correct": may(request.user, Permission.DECIDE_REPORTS, zone=zone.code),
        "accepted": accepted,
        "changes": changed_cells(version, accepted) if accepted else [],
        **review_of(version, beside_of([version], on=localdate())[version.pk], form=form),
    }
    if accepted is not None and version.state in IN_REVIEW:
        content |= _changed_figures(request.user, version)
    return render(request, "portal/review.html", content, status=200 if refusal is None else 400)


@login_required
@require_safe
def effects(request: HttpRequest, *, submission: int, number: int) -> HttpResponse:
    """Every figure that accepting a version will change, before and after."""
    version = seen_version(request, submission, number=number)
    content = {"version": version, "is_waiting": version.state in IN_REVIEW, **_changed_figures(request.user, version)}
    return render(request, "portal/review_figures.html", content)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept_clean(request: HttpRequest) -> HttpResponse:
    """The complete reports without findings: which, and what they change in the totals; POST accepts those shown."""
    zone = book_zone()
    waiting = review_queue(request.user, zone, on=localdate())
    clean = [one.version for one in waiting if one.is_mine and _is_accepted_at_once(request.user, one)]
    refusal = None
    if request.method == "POST":
        refusal = _accepted_at_once(request, zone, clean=clean)
        if refusal is None:
            return HttpResponseRedirect(reverse("portal:review"))
    content = {
        "versions": clean,
        "totals": with_statements(totals_changed(request.user, clean), zone),
        "refusal": refusal,
        "others": len(waiting) - len(clean),
    }
    return render(request, "portal/review_accept.html", content, status=400 if refusal else 200)


def _accepted_at_once(request: HttpRequest, zone: Zone, *, clean: Sequence[Version]) -> list[str] | None:
    """Accept the versions that were shown, all or none; None when it was done, else what has changed since."""
    keys = {int(key) for key in request.POST.getlist("version") if key.isdecimal() and len(key) <= 12}  # noqa: PLR2004 - more digits than any key
    waiting = {version.pk: version for version in clean}
    gone = Version.objects.filter(pk__in=keys - waiting.keys(), submission__campaign__zone=zone)
    if keys - waiting.keys() or not keys:
        return [_said_of_gone(one) for one in gone.select_related("submission__company", "submission__campaign")] or [
            _("Nothing is chosen: look again at what can be accepted at once.")
        ]
    try:
        accept_versions(actor_of(request), [waiting[key] for key in sorted(keys)])
    except ValidationError as error:
        return list(error.messages)
    said = ngettext("%(n)s report is accepted.", "%(n)s reports are accepted.", len(keys))
    leave_receipt(request, said % {"n": len(keys)})
    return None


def _said_of_gone(version: Version) -> str:
    said = _("%(company)s: the report is %(state)s since you looked. Nothing was accepted.")
    return said % {"company": version.submission.company.name, "state": version.get_state_display()}


def _is_accepted_at_once(asker: Asker, one: Waiting) -> bool:
    """Whether a version is among those that are accepted together: nothing found, nothing corrected, the last word."""
    return one.is_clean and "accept" in _ways(asker, one.version)


def _ways(asker: Asker, version: Version) -> frozenset[str]:
    """What the reader may do with a version as it stands: agree, accept, return."""
    zone = version.submission.campaign.zone.code
    if version.state not in IN_REVIEW:
        return frozenset()
    found = {"return"} if may(asker, permission_to_return(version), zone=zone) else set()
    if needs_agreement(version) and version.state == Version.State.FILED:
        found |= {"agree"} if may(asker, Permission.DECIDE_REPORTS, zone=zone) else set()
    elif may(asker, permission_to_accept(version), zone=zone):
        found.add("accept")
    return frozenset(found)


def _decided(request: HttpRequest, version: Version, *, form: ReturnForm) -> list[str] | None:
    """Agree, accept or return as the button said; None when it was done, else why not."""
    actor = actor_of(request)
    if not form.is_valid():
        return [str(message) for messages in form.errors.values() for message in messages]
    try:
        match request.POST.get("decision"):
            case "accept":
                accept_version(actor, version)
            case "agree":
                agree_version(actor, version)
            case _:
                return_version(actor, version, remark=form.cleaned_data["remark"], remarks=form.remarks())
    except ValidationError as error:
        return list(error.messages)
    return None


def _changed_figures(asker: Asker, version: Version) -> dict[str, Any]:
    zone = version.submission.campaign.zone
    found = with_statements(figures_changed(asker, version), zone) if version.state in IN_REVIEW else []
    wide, narrow = by_breadth(found, zone)
    return {"wide": wide, "narrow": narrow, "figures": len(found)}
