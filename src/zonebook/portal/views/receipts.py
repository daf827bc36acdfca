"""The receipt of a filed report on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import get_fixed_timezone, localtime
from django.views.decorators.http import require_safe

from zonebook.accounts.models import User
from zonebook.campaigns.queries import form_of
from zonebook.documents import CompanyFacts, ReceiptFacts, ZoneFacts
from zonebook.documents import receipt as receipt_of
from zonebook.intake import Severity
from zonebook.measures import Text
from zonebook.portal.views.reports import seen_version
from zonebook.reporting.models import Version


@require_safe
def receipt(request: HttpRequest, *, submission: int, number: int) -> HttpResponse:
    """The receipt of one version as a PDF; whoever may see the version may have it."""
    version = seen_version(request, submission, number=number)
    response = HttpResponse(receipt_of(_facts(version)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="receipt-{version.receipt}.pdf"'
    return response


def _facts(version: Version) -> ReceiptFacts:
    campaign, company = version.submission.campaign, version.submission.company
    zone, period = campaign.zone, campaign.period
    filed_at = localtime(version.filed_at)
    explained = version.findings.filter(severity=Severity.WARNING).exclude(explanation="")
    return ReceiptFacts(
        zone=ZoneFacts(
            name=Text(zone.name_ru, zone.name_en),
            managing_company=zone.managing_company,
            authorised_body=zone.authorised_body,
            is_demonstration=zone.is_demonstration,
        ),
        company=CompanyFacts(name=company.name, inn=company.inn, ogrn=company.ogrn),
        form=form_of(campaign).title,
        period=Text(period.name("ru"), period.name("en")),
        number=version.receipt,
        version=version.number,
        filed_at=filed_at.astimezone(get_fixed_timezone(filed_at.utcoffset())),  # documents know offsets only
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
