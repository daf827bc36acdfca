"""The cabinet of a reporting officer: what is to be done for each period, and the report of one campaign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zonebook.accounts.models import User
from zonebook.accounts.queries import Actor
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import form_of, identity_of
from zonebook.intake import Severity, write_workbook
from zonebook.oversight.queries import in_register_on
from zonebook.portal.forms import WorkbookForm
from zonebook.portal.views.figures import book_zone
from zonebook.portal.views.reports import cells_by_section, workbook_response
from zonebook.registry.models import Company
from zonebook.reporting.actions import explain_findings, file_workbook
from zonebook.reporting.models import FiledFinding, Version
from zonebook.reporting.queries import reference_values, tasks_of_company


class Step(StrEnum):
    """What the officer has to do next with a report."""

    FILE = "file"
    MEND = "mend"
    EXPLAIN = "explain"
    WAIT = "wait"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Task:
    """One campaign as the officer sees it."""

    campaign: Campaign
    version: Version | None
    step: Step
    is_overdue: bool


@login_required
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """The task list: what is to be filed, mended or explained first, what is done last."""
    company = _company(request)
    found = _tasks(request, company)
    content = {
        "company": company,
        "open": [task for task in found if task.step in (Step.FILE, Step.MEND, Step.EXPLAIN)],
        "done": [task for task in found if task.step in (Step.WAIT, Step.DONE)],
        "has_agreement": in_register_on(company.agreements.all(), on=localdate()).exists(),
    }
    return render(request, "portal/tasks.html", content)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, code: str) -> HttpResponse:
    """The report of one campaign: download, file, see what was found."""
    company = _company(request)
    found = _task(request, company, code=code)
    is_correction = _is_correction(found)
    form = WorkbookForm(is_correction=is_correction)
    status = 200
    if request.method == "POST":
        form = WorkbookForm(request.POST, request.FILES, is_correction=is_correction)
        if form.is_valid() and _file(request, found.campaign, company=company, form=form):
            return HttpResponseRedirect(f"{reverse('portal:task', kwargs={'code': code})}#found")
        status = 400
    return _report(request, found, company=company, content={"form": form}, status=status)


@login_required
@require_safe
def blank(request: HttpRequest, code: str) -> HttpResponse:
    """The workbook to fill in: known facts prefilled, last quarter's values beside the cells."""
    company = _company(request)
    campaign = _task(request, company, code=code).campaign
    identity = identity_of(campaign, company)
    reference = reference_values(campaign, company) or None
    content = write_workbook(form_of(campaign), identity, reference=reference)
    return workbook_response(content, f"{campaign.code}-{company.code}.xlsx")


@login_required
@require_POST
def explain(request: HttpRequest, code: str) -> HttpResponse:
    """Take the explanations of warnings, sent as `explain-<finding>`."""
    company = _company(request)
    found = _task(request, company, code=code)
    if found.version is None or found.version.state != Version.State.FILED:
        raise Http404(_("There is nothing to explain in this report."))
    texts = _explanations(request.POST, found.version)
    try:
        explain_findings(Actor(_user(request), now()), found.version, explanations=texts)
    except ValidationError as error:
        content = {"form": WorkbookForm(), "refusal": error.messages}
        return _report(request, found, company=company, content=content, status=400)
    return HttpResponseRedirect(f"{reverse('portal:task', kwargs={'code': code})}#found")


def _report(
    request: HttpRequest, found: Task, *, company: Company, content: Mapping[str, Any], status: int
) -> HttpResponse:
    version = found.version
    findings = list(version.findings.all()) if version else []
    shown = {
        "company": company,
        "task": found,
        "errors": [finding for finding in findings if finding.severity == Severity.ERROR],
        "warnings": [finding for finding in findings if finding.severity == Severity.WARNING],
        "sections": cells_by_section(version) if version else [],
    }
    return render(request, "portal/task.html", {**shown, **content}, status=status)


def _is_correction(found: Task) -> bool:
    """Whether a new version corrects numbers that are in the book: it then needs a reason."""
    if found.version is None:
        return False
    return found.version.submission.versions.filter(state=Version.State.ACCEPTED).exists()


def _file(request: HttpRequest, campaign: Campaign, *, company: Company, form: WorkbookForm) -> bool:
    """File the workbook; what the action refuses is said beside the form."""
    content, reason = form.cleaned_data["workbook"].read(), form.cleaned_data.get("reason", "")
    try:
        file_workbook(Actor(_user(request), now()), campaign, company=company, content=content, reason=reason)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _explanations(sent: Mapping[str, str], version: Version) -> dict[int, str]:
    """The explanations that were written, by the key of their finding; blank ones are left as they are."""
    warnings = version.findings.filter(severity=Severity.WARNING)
    texts = {finding.pk: sent.get(f"explain-{finding.pk}", "").strip() for finding in warnings}
    return {key: text[:2000] for key, text in texts.items() if text}


def _company(request: HttpRequest) -> Company:
    """The company that the reader reports for. Raises PermissionDenied for who reports for none."""
    company = Company.objects.filter(code=_user(request).company_code).first()
    if company is None:
        raise PermissionDenied("this room is for the reporting officer of a company")
    return company


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied("sign in first")
    return request.user


def _tasks(request: HttpRequest, company: Company) -> list[Task]:
    asked = tasks_of_company(_user(request), company, zone=book_zone())
    prefetch_related_objects([version for _campaign, version in asked if version], "findings")
    today = localdate()
    return [_task_of(campaign, version, today=today) for campaign, version in asked if campaign.opens <= today]


def _task(request: HttpRequest, company: Company, *, code: str) -> Task:
    for found in _tasks(request, company):
        if found.campaign.code == code:
            return found
    raise Http404(_("No campaign of this name asks your company."))


def _task_of(campaign: Campaign, version: Version | None, *, today: date) -> Task:
    step = _step(version)
    is_overdue = step in (Step.FILE, Step.MEND, Step.EXPLAIN) and campaign.due < today
    return Task(campaign, version, step, is_overdue)


def _step(version: Version | None) -> Step:
    if version is None:
        return Step.FILE
    if version.state != Version.State.FILED:
        return Step.MEND if version.state == Version.State.RETURNED else Step.DONE
    findings: list[FiledFinding] = list(version.findings.all())
    if any(finding.severity == Severity.ERROR for finding in findings):
        return Step.MEND
    unexplained = any(finding.severity == Severity.WARNING and not finding.explanation for finding in findings)
    return Step.EXPLAIN if unexplained else Step.WAIT
