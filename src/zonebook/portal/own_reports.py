"""What does the officer of a company have to do next, with which report, and by when?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import prefetch_related_objects
from django.utils.timezone import localdate

from zonebook.accounts.queries import Asker
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import extended_dues_of
from zonebook.drafting.models import DraftEntry
from zonebook.drafting.queries import open_drafts_of
from zonebook.intake import Severity
from zonebook.portal.views.figures import book_zone
from zonebook.registry.models import Company
from zonebook.reporting.models import FiledFinding, Version
from zonebook.reporting.queries import tasks_of_company


class Step(StrEnum):
    """What the officer has to do next with a report."""

    FILE = "file"
    DRAFT = "draft"
    MEND = "mend"
    EXPLAIN = "explain"
    WAIT = "wait"
    DONE = "done"


OPEN = frozenset({Step.FILE, Step.DRAFT, Step.MEND, Step.EXPLAIN})
"""The steps at which the report waits for its company."""


@dataclass(frozen=True, slots=True)
class Task:
    """One campaign as the officer sees it. `written` is what was written last in its open draft."""

    campaign: Campaign
    version: Version | None
    step: Step
    due: date
    is_overdue: bool
    has_draft: bool = False
    written: DraftEntry | None = None

    @property
    def is_open(self) -> bool:
        """Whether the company has something to do."""
        return self.step in OPEN

    @property
    def is_complete(self) -> bool:
        """Whether the company is done, and the report waits for the zone."""
        return self.step == Step.WAIT

    @property
    def is_extended(self) -> bool:
        """Whether the company has more time than the others."""
        return self.due > self.campaign.due

    @property
    def standing(self) -> str:
        """Where the report stands, as the curator's lists call it (`words.REPORT_STEPS`)."""
        if self.version is None or self.step == Step.DRAFT:
            return "draft" if self.has_draft else "not_begun"
        if self.version.state == Version.State.RETURNED:
            return "returned"
        if self.version.state == Version.State.AGREED:
            return "awaits_city"
        return {Step.WAIT: "awaits_review", Step.DONE: "accepted"}.get(self.step, self.step.value)

    @property
    def is_in_review(self) -> bool:
        """Whether a version lies with the zone, undecided."""
        return self.version is not None and self.version.state in (Version.State.FILED, Version.State.AGREED)


def tasks_for(asker: Asker, company: Company) -> list[Task]:
    """The campaigns that have opened and ask the company, newest first. Raises PermissionDenied."""
    asked = tasks_of_company(asker, company, zone=book_zone())
    prefetch_related_objects([version for _campaign, version in asked if version], "findings", "remarks")
    drafts, dues, today = open_drafts_of(company), extended_dues_of(company), localdate()
    return [
        _task(campaign, version, due=dues.get(campaign.pk, campaign.due), drafts=drafts)
        for campaign, version in asked
        if campaign.opens <= today
    ]


def _task(campaign: Campaign, version: Version | None, *, due: date, drafts: Mapping[int, DraftEntry | None]) -> Task:
    has_draft = campaign.pk in drafts
    step = _step(version, has_draft=has_draft)
    is_overdue = step in OPEN and due < localdate()
    return Task(campaign, version, step, due, is_overdue, has_draft, drafts.get(campaign.pk))


def _step(version: Version | None, *, has_draft: bool) -> Step:
    step = _step_of(version)
    return step if not has_draft or step in (Step.MEND, Step.EXPLAIN) else Step.DRAFT


def _step_of(version: Version | None) -> Step:
    if version is None:
        return Step.FILE
    if version.state == Version.State.AGREED:
        return Step.WAIT
    if version.state != Version.State.FILED:
        return Step.MEND if version.state == Version.State.RETURNED else Step.DONE
    findings: list[FiledFinding] = list(version.findings.all())
    if any(finding.severity == Severity.ERROR for finding in findings):
        return Step.MEND
    unexplained = any(finding.severity == Severity.WARNING and not finding.explanation for finding in findings)
    return Step.EXPLAIN if unexplained else Step.WAIT
