"""The cabinet of a reporting officer: what is to be done for each period, and the report of one campaign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zonebook.accounts.models import User
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import form_of, identity_of
from zonebook.intake import Severity, write_workbook
from zonebook.oversight.queries import in_register_on
from zonebook.portal.doors import actor_of, book_zone, require_safe_or_post
from zonebook.portal.downloads import XLSX, download
from zonebook.portal.forms.filing import WorkbookForm
from zonebook.portal.own_reports import Step, Task, tasks_for
from zonebook.portal.sending import is_done
from zonebook.portal.views.reports import cells_by_section, places_in
from zonebook.reconciling.queries import waiting_for_company
from zonebook.registry.models import Company
from zonebook.reporting.actions import explain_findings, file_workbook
from zonebook.reporting.models import Version
from zonebook.reporting.queries import has_accepted, reference_values


@login_required
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """The task list: what is to be filed, mended or explained first, what is done last."""
    company = company_of(request)
    found = tasks_for(user_of(request), company)
    content = {
        "company": company,
        "open": sorted((task for task in found if task.is_open), key=lambda task: task.due),
        "waiting": [task for task in found if task.is_complete],
        "accepted": [task for task in found if task.step == Step.DONE],
        "disputes": waiting_for_company(user_of(request), company, zone=book_zone()),
        "has_agreement": in_register_on(company.agreements.all(), on=localdate()).exists(),
    }
    return render(request, "portal/tasks.html", content)


@login_required
@require_safe_or_post
def task(request: HttpRequest, code: str) -> HttpResponse:
    """The report of one campaign: download, file, see what was found."""
    company = company_of(request)
    found = task_of(request, company, code=code)
    is_correction = found.version is not None and has_accepted(found.campaign, company)
    form = WorkbookForm(is_correction=is_correction)
    status = 200
    if request.method == "POST":
        form = WorkbookForm(request.POST, request.FILES, is_correction=is_correction)
        if is_done(form, lambda sent: _file(request, found.campaign, company=company, sent=sent)):
            return HttpResponseRedirect(f"{reverse('portal:task', kwargs={'code': code})}#found")
        status = 400
    return report_page(request, found, company=company, content={"form": form}, status=status)


@login_required
@require_safe
def blank(request: HttpRequest, code: str) -> HttpResponse:
    """The workbook to fill in: known facts prefilled, last quarter's values beside the cells."""
    company = company_of(request)
    campaign = task_of(request, company, code=code).campaign
    identity = identity_of(campaign, company)
    reference = reference_values(campaign, company) or None
    content = write_workbook(form_of(campaign), identity, reference=reference)
    return download(content, name=f"{campaign.code}-{company.code}.xlsx", media_type=XLSX)


@login_required
@require_POST
def explain(request: HttpRequest, code: str) -> HttpResponse:
    """Take the explanations of warnings, sent as `explain-<finding>`."""
    company = company_of(request)
    found = task_of(request, company, code=code)
    if found.version is None or found.version.state != Version.State.FILED:
        raise Http404(_("There is nothing to explain in this report."))
    texts = _explanations(request.POST, found.version)
    try:
        explain_findings(actor_of(request), found.version, explanations=texts)
    except ValidationError as error:
        content = {"form": WorkbookForm(), "refusal": error.messages}
        return report_page(request, found, company=company, content=content, status=400)
    return HttpResponseRedirect(f"{reverse('portal:task', kwargs={'code': code})}#found")


def report_page(
    request: HttpRequest, found: Task, *, company: Company, content: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """The page of one report as it stands, with what was sent and what was refused."""
    version = found.version
    findings = list(version.findings.all()) if version else []
    sections = cells_by_section(version) if version else []
    shown = {
        "company": company,
        "task": found,
        "errors": [finding for finding in findings if finding.severity == Severity.ERROR],
        "warnings": [finding for finding in findings if finding.severity == Severity.WARNING],
        "sections": sections,
        "places": places_in(sections),
        "explaining": version is not None and version.state == Version.State.FILED and "explain" in request.GET,
    }
    return render(request, "portal/task.html", {**shown, **content}, status=status)


def company_of(request: HttpRequest) -> Company:
    """The company that the reader reports for. Raises PermissionDenied for who reports for none."""
    company = Company.objects.filter(code=user_of(request).company_code).first()
    if company is None:
        raise PermissionDenied("this room is for the reporting officer of a company")
    return company


def user_of(request: HttpRequest) -> User:
    """Who is signed in. Raises PermissionDenied for who is not."""
    if not isinstance(request.user, User):
        raise PermissionDenied("sign in first")
    return request.user


def task_of(request: HttpRequest, company: Company, *, code: str) -> Task:
    """The task of one campaign. Raises Http404 where it does not ask the company."""
    for found in tasks_for(user_of(request), company):
        if found.campaign.code == code:
            return found
    raise Http404(_("No campaign of this name asks your company."))


def _file(request: HttpRequest, campaign: Campaign, *, company: Company, sent: Mapping[str, Any]) -> object:
    """File the workbook that was sent, with the reason where it corrects a report."""
    _name, content = sent["workbook"]
    return file_workbook(actor_of(request), campaign, company=company, content=content, reason=sent.get("reason", ""))


def _explanations(sent: Mapping[str, str], version: Version) -> dict[int, str]:
    """The explanations that were written, by the key of their finding; blank ones are left as they are."""
    warnings = version.findings.filter(severity=Severity.WARNING)
    texts = {finding.pk: sent.get(f"explain-{finding.pk}", "").strip() for finding in warnings}
    return {key: text[:2000] for key, text in texts.items() if text}
