"""Opening a campaign: every change of what is asked, of whom and by when."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.audit.actions import record
from zonebook.campaigns.models import Campaign
from zonebook.measures import Period, PeriodError, quarter_of
from zonebook.methodology import load_methodology


@transaction.atomic
def open_campaign(actor: Actor, **fields: Any) -> Campaign:
    """Ask one form for one period of every company in the zone.

    The period is cumulative: from 1 January to the end of a quarter, or everything since the start. Raises
    ValidationError for any other, and MethodologyError for a form that is not in force.
    """
    require(actor.user, Permission.RUN_CAMPAIGNS, zone=fields["zone"].code)
    form = load_methodology().form(fields["form_code"], on=fields["opens"])
    campaign = Campaign(**fields, form_version=form.version)
    campaign.period_code = str(_cumulative(campaign.period_code))
    campaign.full_clean()
    campaign.save()
    details = {"period": campaign.period_code, "form": f"{form.code}@{form.version}", "due": str(campaign.due)}
    subject = f"campaigns.campaign:{campaign.pk}"
    record(by=actor.user.username, at=actor.at, action="open_campaign", subject=subject, details=details)
    return campaign


def _cumulative(code: str) -> Period:
    try:
        period = Period.parse(code)
    except PeriodError as error:
        raise ValidationError({"period_code": str(error)}) from error
    from_january = period.first is None or (period.first.month, period.first.day) == (1, 1)
    within_a_year = period.first is None or period.first.year == period.last.year
    if not (from_january and within_a_year and period.last == quarter_of(period.last).last):
        how = "reports are cumulative: write 2025-Q1, 2025-H1, 2025-9M, 2025, or ..2022-12-31 for all before the book"
        raise ValidationError({"period_code": f"{code}: {how}"})
    return period
