"""Filing, explaining, agreeing, accepting, returning: every change on a report's way into the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zonebook.accounts.queries import Actor, Permission, require
from zonebook.archive.actions import keep_bytes
from zonebook.audit.actions import record_each
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import must_take_filings
from zonebook.intake import write_workbook
from zonebook.registry.models import Company
from zonebook.reporting.carrying import explained_before
from zonebook.reporting.correcting import Correction, Said
from zonebook.reporting.deciding import (
    IN_REVIEW,
    blocking_findings,
    in_whose_place,
    locked,
    must_await_review,
    must_be_acceptable,
    must_be_clean,
    must_be_last_seen,
    must_be_let,
    must_be_worth_filing,
    needs_agreement,
    permission_to_accept,
    permission_to_return,
)
from zonebook.reporting.filing import ReadReport, read_report
from zonebook.reporting.models import FiledCell, FiledFinding, Remark, Submission, Version
from zonebook.reporting.queries import (
    digest_of,
    digests_of_findings,
    has_accepted,
    reference_values,
)
from zonebook.reporting.settling import lock_ledgers, settle
from zonebook.reporting.tasks import refill_ledger

Cell = tuple[str, str]
"""A cell of a report, whatever its version: line and site, by code."""
_NO_REMARKS: Mapping[Cell, str] = MappingProxyType({})


def file_workbook(actor: Actor, campaign: Campaign, *, company: Company, content: bytes, reason: str = "") -> Version:
    """File a workbook as a new version of the company's report, with whatever is found in it.

    Nothing is refused for its content: the bytes are kept and the findings say what to mend. It takes the place of an
    earlier version that still awaits review, and is complete at once when nothing that was found blocks it. Raises
    ValidationError for a correction of an accepted report without a reason, and where the campaign takes no report of
    the company. Reading happens before the transaction, in a limited process.
    """
    require(actor.user, Permission.FILE_REPORTS, zone=campaign.zone.code, company=company.code)
    must_take_filings(campaign, company, by=actor, is_correction=has_accepted(campaign, company))
    return file_report(actor, read_report(campaign, company, content=content), reason=reason)


@transaction.atomic
def file_report(actor: Actor, report: ReadReport, *, reason: str = "") -> Version:
    """File what was read from a workbook; see `file_workbook`. For who has more to do in the same transaction.

    A warning that is the same as in the version before keeps the explanation that it was given there.
    """
    campaign, company = report.campaign, report.company
    require(actor.user, Permission.FILE_REPORTS, zone=campaign.zone.code, company=company.code)
    version = _next_version(actor, campaign, company=company, reason=reason)
    cells = report.cells_of(version)
    version.file_id, version.cells_sha256 = keep_bytes(report.content), digest_of(cells)
    version.completed_at = None if report.findings else actor.at  # a new warning has no explanation yet
    version.save(force_insert=True)
    FiledCell.objects.bulk_create(cells)
    FiledFinding.objects.bulk_create(report.findings_of(version))
    details = {"reason": reason, "findings": len(report.findings), "found": digests_of_findings([version])[version.pk]}
    _seal(actor, "file_report", done={version: details})
    if carried := explained_before(version):
        explain_findings(actor, version, explanations=carried)
    return version


def _next_version(actor: Actor, campaign: Campaign, *, company: Company, reason: str) -> Version:
    """The version to file, not yet saved. The report stays locked: of two clerks at once one files after the other.

    Its versions too: one that is being accepted at this moment is accepted when we read how it stands. That the
    campaign still takes reports is asked once more here: it may have been closed while the file was read.
    """
    submission, _is_new = Submission.objects.select_for_update().get_or_create(campaign=campaign, company=company)
    states = list(submission.versions.select_for_update().values_list("state", flat=True))
    is_correction = Version.State.ACCEPTED in states
    must_take_filings(campaign, company, by=actor, is_correction=is_correction)
    if is_correction and not reason.strip():
        raise ValidationError(_("This report has been accepted: write why it is corrected."))
    submission.versions.filter(state__in=IN_REVIEW).update(state=Version.State.SUPERSEDED)
    return Version(
        submission=submission,
        number=len(states) + 1,
        reason=reason,
        filed_by=actor.user.username,
        filed_at=actor.at,
    )


@transaction.atomic
def explain_findings(actor: Actor, version: Version, *, explanations: Mapping[int, str]) -> None:
    """Explain warnings of a version (finding's key → text); the explanation travels with the figure.

    With the last one the company is done: the version is complete. Raises ValidationError for a finding that is not
    the version's, or a version that has been decided on.
    """
    submission = version.submission
    zone, company = submission.campaign.zone.code, submission.company.code
    require(actor.user, Permission.FILE_REPORTS, zone=zone, company=company)
    (kept,) = locked([version])
    must_await_review([kept], states=(Version.State.FILED,))
    findings = list(kept.findings.filter(pk__in=list(explanations)))
    if len(findings) < len(explanations):
        raise ValidationError(_("This version does not have one of the findings explained: open the page again."))
    for finding in findings:
        finding.explanation = explanations[finding.pk].strip()
    FiledFinding.objects.bulk_update(findings, ["explanation"])
    kept.completed_at = None if blocking_findings([kept]) else kept.completed_at or actor.at
    kept.save(update_fields=["completed_at"])
    version.completed_at = kept.completed_at
    texts = {str(key): text for key, text in explanations.items()}
    _seal(actor, "explain_findings", done={kept: {"explanations": texts}})


def correct_report(
    actor: Actor, correction: Correction, *, seen: int, reason: str, explanations: Mapping[Said, str]
) -> Version:
    """Correct an accepted report for the zone: what it should say is written as a workbook and filed as a new version.

    It enters the book as any correction does, when it is accepted. `seen` is the number of the report's last version
    when it was looked at. Raises ValidationError when somebody filed meanwhile, when no cell differs, when a cell has
    an error or a warning has no explanation, and as `file_workbook`.
    """
    campaign, company = correction.accepted.submission.campaign, correction.accepted.submission.company
    require(actor.user, Permission.DECIDE_REPORTS, zone=campaign.zone.code)
    must_be_worth_filing(correction, explanations=explanations)
    reference = reference_values(campaign, company) or None
    content = write_workbook(correction.form, correction.identity, values=correction.amounts, reference=reference)
    report = read_report(campaign, company, content=content)
    with transaction.atomic():
        must_be_last_seen(correction.accepted.submission, seen=seen)
        version = file_report(actor, report, reason=reason)
        found = {(one.rule, one.address): one.pk for one in version.findings.all()}
        texts = {key: explanations[said] for said, key in found.items() if explanations.get(said)}
        if texts:
            explain_findings(actor, version, explanations=texts)
    return version


@transaction.atomic
def agree_version(actor: Actor, version: Version) -> Version:
    """Agree to a version for the managing company, so that the city may accept it.

    Raises ValidationError where the campaign has one level of review, and for a version that could not be accepted.
    """
    (version,) = locked([version])
    must_be_let(actor, Permission.DECIDE_REPORTS, version=version)
    if not needs_agreement(version):
        raise ValidationError(_("This campaign has one level of review: accept the report or return it."))
    must_await_review([version], states=(Version.State.FILED,))
    must_be_clean([version])
    version.state, version.agreed_by, version.agreed_at = Version.State.AGREED, actor.user.username, actor.at
    version.save(update_fields=["state", "agreed_by", "agreed_at"])
    found = digests_of_findings([version], with_explanations=True)
    _seal(actor, "agree_report", done={version: {"explained": found[version.pk]}})
    return version


def accept_version(actor: Actor, version: Version) -> Version:
    """Accept one version; see `accept_versions`."""
    return accept_versions(actor, [version])[0]


def accept_versions(actor: Actor, versions: Sequence[Version]) -> list[Version]:
    """Accept versions, all or none: their numbers enter the ledger, known from this moment.

    An earlier accepted version of the same report is replaced: what changed is closed and opened anew. Raises
    ValidationError that names each version which has errors or unexplained warnings, is not awaiting review, or, where
    there are two levels, was not agreed by somebody else.
    """
    for version in versions:
        must_be_let(actor, permission_to_accept(version), version=version)
    with transaction.atomic():
        lock_ledgers({version.submission.company_id for version in versions})
        accepted = locked(versions)
        must_await_review(accepted)
        must_be_acceptable(actor, accepted)
        must_be_clean(accepted)
        _enter_in_force(actor, accepted)
        changes = settle(actor, accepted)
        found = digests_of_findings(accepted, with_explanations=True)
        _seal(actor, "accept_report", done={one: {**changes[one], "explained": found[one.pk]} for one in accepted})
        transaction.on_commit(refill_ledger, robust=True)  # after a failure the next question refills
    return accepted


def _enter_in_force(actor: Actor, versions: Sequence[Version]) -> None:
    """Put the versions in the place of those that were accepted before."""
    reports = [version.submission_id for version in versions]
    before = Version.objects.filter(submission__in=reports, state=Version.State.ACCEPTED)
    before.update(state=Version.State.SUPERSEDED)
    decided = {"state": Version.State.ACCEPTED, "decided_by": actor.user.username, "decided_at": actor.at}
    Version.objects.filter(pk__in=[version.pk for version in versions]).update(**decided)
    for version in versions:
        version.state, version.decided_by, version.decided_at = decided.values()


@transaction.atomic
def return_version(
    actor: Actor, version: Version, *, remark: str = "", remarks: Mapping[Cell, str] = _NO_REMARKS
) -> Version:
    """Send a version back to its company with what to mend: in the whole report, in single cells, or both.

    Those return it whom it awaits: what was agreed, the city; anything else, the managing company. Raises
    ValidationError where nothing is said, and for a remark on a cell that the version does not have.
    """
    (version,) = locked([version])
    must_be_let(actor, permission_to_return(version), version=version)
    must_await_review([version])
    said = {("", ""): remark, **remarks}
    said = {cell: text.strip() for cell, text in said.items() if text.strip()}
    if not said:
        raise ValidationError({"remark": _("Write what the company should mend.")})
    _must_be_cells_of(version, [cell for cell in said if cell != ("", "")])
    version.state = Version.State.RETURNED
    version.decided_by, version.decided_at = actor.user.username, actor.at
    version.save(update_fields=["state", "decided_by", "decided_at"])
    Remark.objects.bulk_create(
        Remark(version=version, line=line, site_code=site, text=text, by=actor.user.username, at=actor.at)
        for (line, site), text in said.items()
    )
    details = {"remarks": {"@".join(cell).strip("@"): text for cell, text in said.items()}}
    _seal(actor, "return_report", done={version: details})
    return version


def _must_be_cells_of(version: Version, cells: Sequence[Cell]) -> None:
    known = set(version.cells.values_list("line", "site_code")) if cells else set()
    if any(cell not in known for cell in cells):
        raise ValidationError(_("A remark is on a cell that this version does not have: open the page again."))


def _seal(actor: Actor, action: str, *, done: Mapping[Version, Mapping[str, Any]]) -> None:
    """One audit entry for each version; a deputy's names the curator in whose place it was done."""
    in_place_of = in_whose_place(actor, done)
    details = {
        f"reporting.version:{version.pk}": {
            **content,
            "receipt": version.receipt,
            "file": version.file_id,
            "cells": version.cells_sha256,
            **({"in_place_of": in_place_of[version.pk]} if version.pk in in_place_of else {}),
        }
        for version, content in done.items()
    }
    record_each(by=actor.user.username, at=actor.at, action=action, details=details)
