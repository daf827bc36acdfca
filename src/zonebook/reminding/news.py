"""What has happened to a company's numbers that it did not do itself, and has not been told yet?

Three things, each told once at every address: a report was returned, the managing company corrected an accepted report
in the company's place, a difference from an outside extract is to be explained. What was undone meanwhile is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet

from zonebook.accounts.models import Role, User
from zonebook.campaigns.models import Campaign
from zonebook.reconciling.models import Dispute, DisputeStep
from zonebook.registry.models import Company, Zone
from zonebook.reporting.models import Version

TOLD_FOR = timedelta(days=7)
"""What is older is not told any more: a book that had no worker for months does not write of the past."""


class Happened(StrEnum):
    """What a company is told of."""

    RETURNED = "returned"
    CORRECTED = "corrected"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class News:
    """One event. `about` names its subject as the audit does; `words` are those of whoever did it."""

    happened: Happened
    key: str
    about: str
    company: Company
    words: str
    campaign: Campaign | None = None
    dispute: Dispute | None = None


def news_for_companies(zone: Zone, *, at: datetime) -> list[News]:
    """What there is to tell the companies of a zone at a moment, whether it was told already or not."""
    return [*_of_reports(zone, at=at), *_of_disputes(zone, at=at)]


def _of_reports(zone: Zone, *, at: datetime) -> Iterator[News]:
    versions = Version.objects.filter(
        submission__campaign__zone=zone,
        decided_at__range=(at - TOLD_FOR, at),
        state__in=(Version.State.RETURNED, Version.State.ACCEPTED),
    )
    own = officers_of(zone).values("username")
    later = Version.objects.filter(submission=OuterRef("submission"), number__gt=OuterRef("number"))
    returned = versions.filter(~Exists(later), state=Version.State.RETURNED, filed_by__in=own)
    corrected = versions.filter(state=Version.State.ACCEPTED).exclude(reason="").exclude(filed_by__in=own)
    for happened, found in ((Happened.RETURNED, returned), (Happened.CORRECTED, corrected)):
        for version in _with_their_reports(found):
            words = version.remark if happened is Happened.RETURNED else version.reason
            report, about = version.submission, f"reporting.version:{version.pk}"
            yield News(happened, f"{happened}/{version.pk}", about, report.company, words, campaign=report.campaign)


def _with_their_reports(versions: QuerySet[Version]) -> QuerySet[Version]:
    seen = versions.select_related("submission__company", "submission__campaign__zone")
    return seen.prefetch_related("remarks").order_by("pk")


def _of_disputes(zone: Zone, *, at: datetime) -> Iterator[News]:
    asked = DisputeStep.objects.filter(
        dispute__zone=zone,
        dispute__state=Dispute.State.ASKED,
        kind=DisputeStep.Kind.ASKED,
        at__range=(at - TOLD_FOR, at),
    )
    for step in asked.select_related("dispute__company", "dispute__row__extract").order_by("pk"):
        about = f"reconciling.dispute:{step.dispute_id}"
        key = f"{Happened.ASKED}/{step.pk}"
        yield News(Happened.ASKED, key, about, step.dispute.company, step.text, dispute=step.dispute)


def officers_of(zone: Zone) -> QuerySet[User]:
    """Who reports for the companies of a zone."""
    return User.objects.filter(role=Role.RESIDENT, zone_code=zone.code)
