"""The workbook of a report back to the person who filed it, with every finding at its cell."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zonebook.intake import Finding, Severity, mark_safely
from zonebook.measures import Text
from zonebook.portal.downloads import XLSX, download
from zonebook.portal.views.reports import seen_version
from zonebook.registry.wording import language
from zonebook.reporting.models import FiledFinding


@require_safe
def workbook(request: HttpRequest, *, submission: int, number: int) -> HttpResponse:
    """The workbook as it was filed, its faulty cells coloured and commented; where it cannot be opened, the list."""
    version = seen_version(request, submission, number=number)
    findings = [_as_found(finding) for finding in version.findings.all()]
    if not findings:
        raise Http404(_("Nothing was found in this report: there is nothing to mark."))
    content = mark_safely(bytes(version.file.content), findings, language=language())
    return download(content, name=f"report-{version.receipt}-marked.xlsx", media_type=XLSX)


def _as_found(kept: FiledFinding) -> Finding:
    """A finding as it was when the workbook was read."""
    return Finding(
        rule=kept.rule,
        severity=Severity(kept.severity),
        address=kept.address,
        value=kept.value or None,
        message=Text(kept.message_ru, kept.message_en),
        advice=Text(kept.advice_ru, kept.advice_en),
    )
