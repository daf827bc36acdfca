"""The receipt of a filed report on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zonebook.accounts.models import User
from zonebook.campaigns.queries import form_of
from zonebook.documents import ReceiptFacts
from zonebook.documents import receipt as receipt_of
from zonebook.intake import Severity
from zonebook.measures import Text
from zonebook.portal.downloads import PDF, download
from zonebook.portal.views.reports import seen_version
from zonebook.registry.printed import company_facts, local_moment, zone_facts
from zonebook.reporting.models import Version


@require_safe
def receipt(request: HttpRequest, *, submission: int, number: int) -> HttpResponse:
    """The receipt of one version as a PDF; whoever may see the version may have it."""
    version = seen_version(request, submission, number=number)
    return download(receipt_of(_facts(version)), name=f"receipt-{version.receipt}.pdf", media_type=PDF)


def _facts(version: Version) -> ReceiptFacts:
    campaign = version.submission.campaign
    period = campaign.period
    explained = version.findings.filter(severity=Severity.WARNING).exclude(explanation="")
    return ReceiptFacts(
        zone=zone_facts(campaign.zone),
        company=company_facts(version.submission.company),
        form=form_of(campaign).title,
        period=Text(period.name("ru"), period.name("en")),
        number=version.receipt,
        version=version.number,
        filed_at=local_moment(version.filed_at),
        filed_by=_name_of(version.filed_by),
        sha256=version.file_id,
        answers=version.cells.exclude(amount=None).count(),
        asked=version.cells.count(),
        explained=explained.count(),
        reason=version.reason,
    )


def _name_of(username: str) -> str:
    """A person's name; the user name where the book knows no other."""
    user = User.objects.filter(username=username).first()
    return (user.get_full_name() if user else "") or username
