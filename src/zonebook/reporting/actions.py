"""Filing, explaining, accepting, returning: every change on a report's way into the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.audit.actions import record
from zonebook.intake import FiledCell as ReadCell
from zonebook.intake import Finding, Form, Severity, check_cells, read_safely
from zonebook.measures import Unit
from zonebook.methodology import load_methodology
from zonebook.registry.actions import mark_dirty
from zonebook.registry.models import Company
from zonebook.reporting.models import (
    Campaign,
    FiledCell,
    FiledFinding,
    Observation,
    StoredFile,
    Submission,
    Version,
)
from zonebook.reporting.queries import (
    Entry,
    Source,
    check_context,
    current_observations,
    digest_of,
    entries_of,
    entry_of,
    form_of,
    identity_of,
)
from zonebook.reporting.tasks import refill_ledger


@transaction.atomic
def open_campaign(actor: Actor, **fields: Any) -> Campaign:
    """Ask one form for one period (cumulative from the start of its year) of every company in the zone."""
    require(actor.user, Permission.RUN_CAMPAIGNS, zone=fields["zone"].code)
    form = load_methodology().form(fields["form_code"], on=fields["opens"])
    campaign = Campaign(**fields, form_version=form.version)
    campaign.full_clean()
    campaign.save()
    details = {"period": campaign.period_code, "form": f"{form.code}@{form.version}", "due": str(campaign.due)}
    _sealed(actor, "open_campaign", campaign, details)
    return campaign


def file_workbook(actor: Actor, campaign: Campaign, *, company: Company, content: bytes, reason: str = "") -> Version:
    """File a workbook as a new version of the company's report, with whatever is found in it.

    Nothing is refused for its content: the bytes are kept and the findings say what to mend. A correction of an
    accepted report needs a reason (ValidationError). Reading happens before the transaction, in a limited process.
    """
    require(actor.user, Permission.FILE_REPORTS, zone=campaign.zone.code, company=company.code)
    form = form_of(campaign)
    reading = read_safely(content, form, expected=identity_of(campaign, company))
    checks = load_methodology().checks_of(form, on=campaign.period.last)
    context = check_context(campaign, company)
    findings = [*reading.findings, *check_cells(form, checks, cells=reading.cells, context=context)]
    with transaction.atomic():
        key = Submission.objects.get_or_create(campaign=campaign, company=company)[0].pk
        submission = Submission.objects.select_for_update().get(pk=key)  # two clerks file at once: one after the other
        number = submission.versions.count() + 1
        if submission.versions.filter(state=Version.State.ACCEPTED).exists() and not reason.strip():
            raise ValidationError("this report has been accepted: write why it is corrected")
        cells = [_filed(cell, form) for cell in reading.cells]
        version = Version(submission=submission, number=number, reason=reason, cells_sha256=digest_of(cells))
        version.file = _stored(content)
        version.filed_by, version.filed_at = actor.user.username, actor.at
        version.save()
        for cell in cells:
            cell.version = version
        FiledCell.objects.bulk_create(cells)
        FiledFinding.objects.bulk_create(_found(finding, version) for finding in findings)
        _sealed(actor, "file_report", version, {"reason": reason, "findings": len(findings)})
    return version


@transaction.atomic
def explain_findings(actor: Actor, version: Version, *, explanations: Mapping[int, str]) -> None:
    """Explain warnings of a version (finding's key → text); the explanation travels with the figure."""
    submission = version.submission
    zone, company = submission.campaign.zone.code, submission.company.code
    require(actor.user, Permission.FILE_REPORTS, zone=zone, company=company)
    for finding in version.findings.filter(pk__in=list(explanations)):
        finding.explanation = explanations[finding.pk].strip()
        finding.save(update_fields=["explanation"])
    texts = {str(key): text for key, text in explanations.items()}
    _sealed(actor, "explain_findings", version, {"explanations": texts})


def accept_version(actor: Actor, version: Version) -> Version:
    """Accept one version; see `accept_versions`."""
    return accept_versions(actor, [version])[0]


def accept_versions(actor: Actor, versions: Sequence[Version]) -> list[Version]:
    """Accept versions, all or none: their numbers enter the ledger, known from this moment.

    An earlier accepted version of the same report is replaced: what changed is closed and opened anew. Raises
    ValidationError that names the version which has errors, unexplained warnings, or is not awaiting review.
    """
    with transaction.atomic():
        accepted = [_accept(actor, version) for version in versions]
        transaction.on_commit(refill_ledger, robust=True)  # after a failure the next question refills
    return accepted


@transaction.atomic
def return_version(actor: Actor, version: Version, *, remark: str) -> Version:
    """Send a version back to its company with what to mend."""
    require(actor.user, Permission.DECIDE_REPORTS, zone=version.submission.campaign.zone.code)
    version = Version.objects.select_for_update().get(pk=version.pk)
    if not remark.strip():
        raise ValidationError("write what the company should mend")
    _must_await_review(version)
    _decide(actor, version, Version.State.RETURNED)
    version.remark = remark
    version.save()
    _sealed(actor, "return_report", version, {"remark": remark})
    return version


def _accept(actor: Actor, version: Version) -> Version:
    version = (
        Version.objects.select_for_update(of=("self",))
        .select_related("submission__campaign__zone", "submission__company")
        .get(pk=version.pk)
    )
    campaign, company = version.submission.campaign, version.submission.company
    require(actor.user, Permission.DECIDE_REPORTS, zone=campaign.zone.code)
    _must_await_review(version)
    _must_be_clean(version)
    for earlier in version.submission.versions.filter(state=Version.State.ACCEPTED):
        earlier.state = Version.State.SUPERSEDED
        earlier.save(update_fields=["state"])
    _decide(actor, version, Version.State.ACCEPTED)
    version.save()
    opened, closed = _settle(actor, campaign, company)
    mark_dirty("observation", campaign.zone.code)
    _sealed(actor, "accept_report", version, {"opened": opened, "closed": closed})
    return version


def _must_await_review(version: Version) -> None:
    if version.state != Version.State.FILED:
        raise ValidationError(f"{version} is not awaiting review: it is {version.get_state_display()}")


def _must_be_clean(version: Version) -> None:
    errors = version.findings.filter(severity=Severity.ERROR).count()
    if errors:
        raise ValidationError(f"{version} has {errors} errors: return it with a remark")
    unexplained = version.findings.filter(severity=Severity.WARNING, explanation="").count()
    if unexplained:
        raise ValidationError(f"{version} has {unexplained} warnings without an explanation: ask the company for them")


def _decide(actor: Actor, version: Version, state: Version.State) -> None:
    version.state = state
    version.decided_by, version.decided_at = actor.user.username, actor.at


def _settle(actor: Actor, campaign: Campaign, company: Company) -> tuple[int, int]:
    """Bring the ledger to what the accepted reports of the year say; how many entries were opened and closed."""
    wanted = entries_of(company, campaign)
    current = {entry_of(observation): observation.pk for observation in current_observations(company, campaign)}
    closing = [key for entry, key in current.items() if entry not in wanted]
    opening = {entry: source for entry, source in wanted.items() if entry not in current}
    Observation.objects.filter(pk__in=closing).update(known_to=actor.at)
    Observation.objects.bulk_create(
        Observation(
            zone_code=campaign.zone.code,
            company_code=company.code,
            known_from=actor.at,
            **_columns(entry, source),
        )
        for entry, source in opening.items()
    )
    return len(opening), len(closing)


def _columns(entry: Entry, source: Source) -> dict[str, Any]:
    return {
        "site_code": entry.site,
        "line": entry.line,
        "period_from": entry.first,
        "period_to": entry.last,
        "amount": entry.amount,
        "version_id": source.version,
        "cell": source.address,
    }


def _filed(cell: ReadCell, form: Form) -> FiledCell:
    unit = Unit.of(form.by_code[cell.line].unit)
    amount = None if cell.amount is None else unit.to_stored(cell.amount)
    written = (cell.written or "")[:300]
    return FiledCell(line=cell.line, site_code=cell.site, address=cell.address, amount=amount, written=written)


def _found(finding: Finding, version: Version) -> FiledFinding:
    return FiledFinding(
        version=version,
        rule=finding.rule,
        severity=finding.severity.value,
        address=finding.address,
        value=(finding.value or "")[:300],
        message_ru=finding.message.ru,
        message_en=finding.message.en,
        advice_ru=finding.advice.ru,
        advice_en=finding.advice.en,
    )


def _stored(content: bytes) -> StoredFile:
    digest = hashlib.sha256(content).hexdigest()
    return StoredFile.objects.get_or_create(sha256=digest, defaults={"content": content})[0]


def _sealed(actor: Actor, action: str, entry: Campaign | Version, details: Mapping[str, Any]) -> None:
    sealed = dict(details)
    if isinstance(entry, Version):
        sealed |= {"receipt": entry.receipt, "file": entry.file_id, "cells": entry.cells_sha256}
    subject = f"{entry._meta.label_lower}:{entry.pk}"
    record(by=actor.user.username, at=actor.at, action=action, subject=subject, details=sealed)
