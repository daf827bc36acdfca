"""Filing, explaining, accepting, returning: every change on a report's way into the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.archive.actions import keep_bytes
from zonebook.audit.actions import record_each
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import form_of, identity_of
from zonebook.intake import Finding, Severity, check_cells, read_safely
from zonebook.methodology import load_methodology
from zonebook.registry.actions import mark_dirty
from zonebook.registry.models import Company
from zonebook.reporting.ledger import Entry, LedgerYear, Source, ledger_year_of, open_entries, wanted_entries
from zonebook.reporting.models import (
    FiledCell,
    FiledFinding,
    Observation,
    Submission,
    Version,
)
from zonebook.reporting.queries import as_filed, check_context, digest_of
from zonebook.reporting.tasks import refill_ledger

_CLOSES_AT_ONCE = 500
"""Keys in one statement, well under what any database takes."""


def file_workbook(actor: Actor, campaign: Campaign, *, company: Company, content: bytes, reason: str = "") -> Version:
    """File a workbook as a new version of the company's report, with whatever is found in it.

    Nothing is refused for its content: the bytes are kept and the findings say what to mend. It takes the place of an
    earlier version that still awaits review. Raises ValidationError for a correction of an accepted report without a
    reason, and for a company that the campaign does not ask. Reading happens before the transaction, in a limited
    process.
    """
    require(actor.user, Permission.FILE_REPORTS, zone=campaign.zone.code, company=company.code)
    form, identity = form_of(campaign), identity_of(campaign, company)
    if not identity.sites:
        raise ValidationError(f"{company} was on no site of the zone at the end of {campaign.period}: it is not asked")
    reading = read_safely(content, form, expected=identity)
    checks = load_methodology().checks_of(form, on=campaign.period.last)
    context = check_context(campaign, company)
    findings = [*reading.findings, *check_cells(form, checks, cells=reading.cells, context=context)]
    cells = [as_filed(cell, form) for cell in reading.cells]
    with transaction.atomic():
        version = _next_version(campaign, company, reason=reason)
        version.file_id, version.cells_sha256 = keep_bytes(content), digest_of(cells)
        version.filed_by, version.filed_at = actor.user.username, actor.at
        version.save(force_insert=True)
        for cell in cells:
            cell.version = version
        FiledCell.objects.bulk_create(cells)
        FiledFinding.objects.bulk_create(_found(finding, version) for finding in findings)
        details = {"reason": reason, "findings": len(findings)}
        _seal(actor, "file_report", done={version: details})
    return version


def _next_version(campaign: Campaign, company: Company, *, reason: str) -> Version:
    """The version to file, not yet saved. The report stays locked: of two clerks at once one files after the other."""
    submission, _ = Submission.objects.select_for_update().get_or_create(campaign=campaign, company=company)
    states = list(submission.versions.values_list("state", flat=True))
    if Version.State.ACCEPTED in states and not reason.strip():
        raise ValidationError("this report has been accepted: write why it is corrected")
    if Version.State.FILED in states:
        submission.versions.filter(state=Version.State.FILED).update(state=Version.State.SUPERSEDED)
    return Version(submission=submission, number=len(states) + 1, reason=reason)


@transaction.atomic
def explain_findings(actor: Actor, version: Version, *, explanations: Mapping[int, str]) -> None:
    """Explain warnings of a version (finding's key → text); the explanation travels with the figure.

    Raises ValidationError for a finding that is not the version's, or a version that has been decided on.
    """
    submission = version.submission
    zone, company = submission.campaign.zone.code, submission.company.code
    require(actor.user, Permission.FILE_REPORTS, zone=zone, company=company)
    _must_await_review(Version.objects.select_for_update().get(pk=version.pk))
    findings = list(version.findings.filter(pk__in=list(explanations)))
    if len(findings) < len(explanations):
        raise ValidationError("an explanation is of a finding that this version does not have: open the page again")
    for finding in findings:
        finding.explanation = explanations[finding.pk].strip()
    FiledFinding.objects.bulk_update(findings, ["explanation"])
    texts = {str(key): text for key, text in explanations.items()}
    _seal(actor, "explain_findings", done={version: {"explanations": texts}})


def accept_version(actor: Actor, version: Version) -> Version:
    """Accept one version; see `accept_versions`."""
    return accept_versions(actor, [version])[0]


def accept_versions(actor: Actor, versions: Sequence[Version]) -> list[Version]:
    """Accept versions, all or none: their numbers enter the ledger, known from this moment.

    An earlier accepted version of the same report is replaced: what changed is closed and opened anew. Raises
    ValidationError that names the version which has errors, unexplained warnings, or is not awaiting review.
    """
    for zone in {version.submission.campaign.zone.code for version in versions}:
        require(actor.user, Permission.DECIDE_REPORTS, zone=zone)
    with transaction.atomic():
        _lock_ledgers({version.submission.company_id for version in versions})
        accepted = _locked(versions)
        for version in accepted:
            _must_await_review(version)
        _must_be_clean(accepted)
        _decide(actor, accepted)
        changes: dict[Version, Mapping[str, int]] = {}
        for year, of_year in _by_year(accepted):
            changes |= _settle(actor, year, versions=of_year)
        _seal(actor, "accept_report", done=changes)
        transaction.on_commit(refill_ledger, robust=True)  # after a failure the next question refills
    return accepted


@transaction.atomic
def return_version(actor: Actor, version: Version, *, remark: str) -> Version:
    """Send a version back to its company with what to mend."""
    require(actor.user, Permission.DECIDE_REPORTS, zone=version.submission.campaign.zone.code)
    (version,) = _locked([version])
    if not remark.strip():
        raise ValidationError("write what the company should mend")
    _must_await_review(version)
    version.state, version.remark = Version.State.RETURNED, remark
    version.decided_by, version.decided_at = actor.user.username, actor.at
    version.save(update_fields=["state", "remark", "decided_by", "decided_at"])
    _seal(actor, "return_report", done={version: {"remark": remark}})
    return version


def _lock_ledgers(companies: Iterable[int]) -> None:
    """Let nobody else settle these companies' years: each settlement must see what the one before it accepted."""
    list(Company.objects.select_for_update(no_key=True).filter(pk__in=list(companies)).order_by("pk"))


def _locked(versions: Iterable[Version]) -> list[Version]:
    """The versions as they stand now, each once, locked against other decisions; locked in one order everywhere."""
    keys = [version.pk for version in versions]
    locked = Version.objects.select_for_update(of=("self",)).select_related(
        "submission__campaign__zone", "submission__company"
    )
    found = {version.pk: version for version in locked.filter(pk__in=keys).order_by("pk")}
    return [found[key] for key in dict.fromkeys(keys)]


def _must_await_review(version: Version) -> None:
    if version.state != Version.State.FILED:
        raise ValidationError(f"{version} is not awaiting review: it is {version.get_state_display()}")


def _must_be_clean(versions: Sequence[Version]) -> None:
    blocking = Q(severity=Severity.ERROR) | Q(severity=Severity.WARNING, explanation="")
    counts = (
        FiledFinding.objects.filter(blocking, version__in=versions)
        .values("version")
        .annotate(
            errors=Count("pk", filter=Q(severity=Severity.ERROR)),
            unexplained=Count("pk", filter=Q(severity=Severity.WARNING)),
        )
    )
    by_key = {version.pk: version for version in versions}
    for found in counts.order_by("version"):
        version, errors, unexplained = by_key[found["version"]], found["errors"], found["unexplained"]
        if errors:
            raise ValidationError(f"{version} has {errors} errors: return it with a remark")
        raise ValidationError(f"{version} has {unexplained} warnings without an explanation: ask the company for them")


def _decide(actor: Actor, versions: Sequence[Version]) -> None:
    """Put the versions in the place of those that were accepted before."""
    reports = [version.submission_id for version in versions]
    before = Version.objects.filter(submission__in=reports, state=Version.State.ACCEPTED)
    before.update(state=Version.State.SUPERSEDED)
    decided = {"state": Version.State.ACCEPTED, "decided_by": actor.user.username, "decided_at": actor.at}
    Version.objects.filter(pk__in=[version.pk for version in versions]).update(**decided)
    for version in versions:
        version.state, version.decided_by, version.decided_at = decided.values()


def _by_year(versions: Iterable[Version]) -> list[tuple[LedgerYear, list[Version]]]:
    """The versions by the year that their amounts accumulate in: what they change together is settled once."""
    years: dict[int, LedgerYear] = {}
    found: dict[int, list[Version]] = defaultdict(list)
    for version in versions:
        campaign = version.submission.campaign
        if campaign.pk not in years:
            year = ledger_year_of(campaign)
            years |= dict.fromkeys(year.campaigns, year)
        found[min(years[campaign.pk].campaigns)].append(version)
    return [(years[key], of_year) for key, of_year in found.items()]


def _settle(actor: Actor, year: LedgerYear, *, versions: Sequence[Version]) -> dict[Version, Mapping[str, int]]:
    """Bring the ledger to what the year's accepted reports say; how many rows of whose company opened and closed."""
    companies = {version.submission.company.code for version in versions}
    _must_be_latest(actor, year, companies=companies)
    wanted, standing = wanted_entries(year, companies), open_entries(year, companies)
    closing = {code: [key for entry, key in standing[code].items() if entry not in wanted[code]] for code in companies}
    opening = {code: [entry for entry in wanted[code] if entry not in standing[code]] for code in companies}
    _close(actor, [key for keys in closing.values() for key in keys])
    Observation.objects.bulk_create(
        _observation(entry, wanted[code][entry], zone_code=year.zone, company_code=code, known_from=actor.at)
        for code in sorted(companies)
        for entry in opening[code]
    )
    mark_dirty("observation", year.zone)
    return {
        version: {"opened": len(opening[code]), "closed": len(closing[code])}
        for version in versions
        for code in [version.submission.company.code]
    }


def _must_be_latest(actor: Actor, year: LedgerYear, *, companies: Iterable[str]) -> None:
    """Both clocks run forward: what is known from now on cannot be older than what was known already."""
    of_companies = year.versions.filter(submission__company__code__in=companies)
    later = of_companies.filter(decided_at__gt=actor.at, state__in=(Version.State.ACCEPTED, Version.State.SUPERSEDED))
    if version := later.first():
        raise ValidationError(f"{version} was accepted at {version.decided_at}, after {actor.at}: set the clock right")


def _close(actor: Actor, keys: Sequence[int]) -> None:
    """End the time that rows are known; they stay in the ledger for whoever asks what was known then."""
    for start in range(0, len(keys), _CLOSES_AT_ONCE):
        rows = Observation.objects.filter(pk__in=keys[start : start + _CLOSES_AT_ONCE])
        if rows.filter(known_from__gte=actor.at).exists():
            raise ValidationError(f"the ledger was changed at this very moment, {actor.at}: accept again")
        rows.update(known_to=actor.at)


def _observation(entry: Entry, source: Source, **fields: Any) -> Observation:
    return Observation(
        site_code=entry.site,
        line=entry.line,
        period_from=entry.first,
        period_to=entry.last,
        amount=entry.amount,
        version_id=source.version,
        cell=source.address,
        **fields,
    )


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


def _seal(actor: Actor, action: str, *, done: Mapping[Version, Mapping[str, Any]]) -> None:
    details = {
        f"reporting.version:{version.pk}": {
            **content, "receipt": version.receipt, "file": version.file_id, "cells": version.cells_sha256,
        }
        for version, content in done.items()
    }  # fmt: skip
    record_each(by=actor.user.username, at=actor.at, action=action, details=details)
