"""The curator's queue: what awaits review, what changed in it, accept or return."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.campaigns.queries import form_of
from zonebook.intake import Severity
from zonebook.measures import Unit
from zonebook.portal.forms import RemarkForm
from zonebook.portal.views.figures import book_zone
from zonebook.portal.views.reports import seen_version
from zonebook.registry.models import Site
from zonebook.reporting.actions import accept_version, return_version
from zonebook.reporting.models import Version
from zonebook.reporting.queries import awaiting_review, check_context

_A_PAGE = 50


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The versions that await a decision, the oldest first."""
    waiting = awaiting_review(request.user, book_zone()).annotate(
        errors=Count("findings", filter=Q(findings__severity=Severity.ERROR)),
        warnings=Count("findings", filter=Q(findings__severity=Severity.WARNING)),
        unexplained=Count("findings", filter=Q(findings__severity=Severity.WARNING, findings__explanation="")),
    )
    page = Paginator(waiting, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/review_queue.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, *, submission: int, number: int) -> HttpResponse:
    """One version with what changed against last quarter; POST accepts it or returns it with a remark."""
    require(request.user, Permission.DECIDE_REPORTS, zone=book_zone().code)
    version = seen_version(request, submission, number=number)
    form, refusal = RemarkForm(), None
    if request.method == "POST":
        form = RemarkForm(request.POST)
        refusal = _decided(request, version, form=form)
        if refusal is None:
            return HttpResponseRedirect(f"{reverse('portal:review')}?decided={version.receipt}")
    findings = list(version.findings.all())
    content = {
        "version": version,
        "form": form,
        "refusal": refusal,
        "findings": findings,
        "has_errors": any(finding.severity == Severity.ERROR for finding in findings),
        "has_unexplained": any(one.severity == Severity.WARNING and not one.explanation for one in findings),
        "is_waiting": version.state == Version.State.FILED,
        "lines": list(_compared(version)),
    }
    return render(request, "portal/review.html", content, status=200 if refusal is None else 400)


def _decided(request: HttpRequest, version: Version, *, form: RemarkForm) -> list[str] | None:
    """Accept or return as the button said; None when it was done, else why not."""
    actor = Actor(request.user, now())
    is_return = request.POST.get("decision") != "accept"
    if is_return and not form.is_valid():
        return [str(message) for messages in form.errors.values() for message in messages]
    try:
        if is_return:
            return_version(actor, version, remark=form.cleaned_data["remark"])
        else:
            accept_version(actor, version)
    except ValidationError as error:
        return list(error.messages)
    return None


def _compared(version: Version) -> Iterator[dict[str, Any]]:
    """Each answer beside the last report's and a year before's, in the line's written unit."""
    campaign = version.submission.campaign
    form, context = form_of(campaign), check_context(campaign, version.submission.company)
    sites = {site.code: site for site in Site.objects.filter(zone=campaign.zone)}
    for cell in version.cells.all():
        line, key = form.by_code[cell.line], (cell.line, cell.site_code)
        filed = None if cell.amount is None else Unit.of(line.unit).from_stored(cell.amount)
        previous, year_before = context.previous.get(key), context.year_before.get(key)
        change = None if filed is None or previous is None else filed - previous
        amounts = {"filed": filed, "previous": previous, "change": change, "year_before": year_before}
        written = {name: _in_line_unit(amount, line.factor) for name, amount in amounts.items()}
        yield {"line": line, "cell": cell, "site": sites.get(cell.site_code), **written}


def _in_line_unit(amount: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if amount is None else amount / factor
