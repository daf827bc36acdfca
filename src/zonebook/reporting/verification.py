"""Is what the book stores what was filed and accepted?

Three things vouch for a number: the workbook's bytes by their hash, the cells by theirs, and the audit chain, in
which both hashes were sealed when the report was filed. The ledger's rows follow from them (see `ledger`). What was
found in a report, how it was explained, what was decided by whom and with which remarks is sealed there as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from types import MappingProxyType

from zonebook.archive.models import StoredFile
from zonebook.archive.queries import file_faults
from zonebook.audit.models import Entry
from zonebook.audit.queries import sealed_details, sealed_entries
from zonebook.campaigns.queries import form_of, identity_of
from zonebook.intake import read_safely
from zonebook.reporting.ledger import ledger_years, row_faults
from zonebook.reporting.models import Version
from zonebook.reporting.queries import as_filed, digest_of, digests_of_findings

_CHUNK = 200
_DECIDES: Mapping[str, str] = MappingProxyType(
    {
        Version.State.AGREED: "agree_report",
        Version.State.ACCEPTED: "accept_report",
        Version.State.RETURNED: "return_report",
    }
)
"""The action by which a version comes into a state."""


def ledger_faults() -> Iterator[str]:
    """Each place where a workbook, a filed cell, a decision or a row of the ledger is not what it was."""
    yield from file_faults()
    yield from _lost_workbooks()
    yield from _version_faults()
    for year in ledger_years():
        yield from row_faults(year)


def _lost_workbooks() -> Iterator[str]:
    stored = set(StoredFile.objects.values_list("pk", flat=True))
    for version in Version.objects.select_related("submission__campaign", "submission__company"):
        if version.file_id not in stored:
            yield f"workbook {version.file_id[:16]} of report {version.receipt} ({version}): is gone"


def _version_faults() -> Iterator[str]:
    filed, decisions = sealed_details("file_report"), _sealed_decisions()
    versions = Version.objects.select_related("submission__campaign", "submission__company").prefetch_related(
        "cells", "remarks"
    )
    for chunk in _batched(versions.iterator(chunk_size=_CHUNK), _CHUNK):
        found, explained = digests_of_findings(chunk), digests_of_findings(chunk, with_explanations=True)
        for version in chunk:
            subject, place = f"reporting.version:{version.pk}", f"report {version.receipt} ({version})"
            if digest_of(version.cells.all()) != version.cells_sha256:
                yield f"{place}: a filed cell is not what was filed{_changed_cells(version)}"
            sealed = filed.get(subject, {})
            if (sealed.get("file"), sealed.get("cells")) != (version.file_id, version.cells_sha256):
                yield f"{place}: is not the report that the audit chain has under its name"
            elif sealed.get("found") != found[version.pk]:
                yield f"{place}: what the checks found is not what they found when it was filed"
            sealed_of = {action: of_action.get(subject) for action, of_action in decisions.items()}
            yield from (
                f"{place}: {fault}" for fault in _decision_faults(version, sealed_of, explained=explained[version.pk])
            )


def _sealed_decisions() -> Mapping[str, Mapping[str, Entry]]:
    """The last entry of each kind of decision, by kind and by subject."""
    return {action: sealed_entries(action) for action in _DECIDES.values()}


def _decision_faults(version: Version, sealed: Mapping[str, Entry | None], *, explained: str) -> Iterator[str]:
    """What the audit chain does not bear out of how a version was agreed, accepted or returned."""
    agreed, accepted, returned = sealed["agree_report"], sealed["accept_report"], sealed["return_report"]
    yield from _state_faults(version, sealed)
    if accepted is not None and accepted.details.get("explained") != explained:
        yield "an explanation is not the one that it was accepted with"
    if not _is_by(accepted or returned, version.decided_by, at=version.decided_at):
        yield "was decided by somebody else, or at another moment, than the audit chain says"
    if not _is_by(agreed, version.agreed_by, at=version.agreed_at):
        yield "was agreed by somebody else, or at another moment, than the audit chain says"
    said = {f"{one.line}@{one.site_code}".strip("@"): one.text for one in version.remarks.all()}
    if said != ({} if returned is None else returned.details.get("remarks")):
        yield "the remarks are not those that it was returned with"


def _state_faults(version: Version, sealed: Mapping[str, Entry | None]) -> Iterator[str]:
    action = _DECIDES.get(version.state)
    if action is not None and sealed[action] is None:
        yield f"counts as {version.state}, but the audit chain knows nothing of it"
    was_accepted = sealed["accept_report"] is not None
    if was_accepted and version.state not in (Version.State.ACCEPTED, Version.State.SUPERSEDED):
        yield "was accepted, but does not count as it any more"


def _is_by(entry: Entry | None, by: str, *, at: datetime | None) -> bool:
    return (by, at) == (("", None) if entry is None else (entry.actor, entry.at))


def _changed_cells(version: Version) -> str:
    """Which cells: those that are not what the kept workbook says, as far as it can be read."""
    file = StoredFile.objects.filter(pk=version.file_id).first()
    if file is None:
        return ""
    campaign = version.submission.campaign
    form, identity = form_of(campaign), identity_of(campaign, version.submission.company)
    read = read_safely(bytes(file.content), form, expected=identity).cells
    filed = {cell.address: (cell.written, cell.amount) for cell in (as_filed(one, form) for one in read)}
    kept = {cell.address: (cell.written, cell.amount) for cell in version.cells.all()}
    wrong = sorted(address for address in filed.keys() | kept.keys() if filed.get(address) != kept.get(address))
    return f": {', '.join(wrong)}" if wrong else ""


def _batched(versions: Iterable[Version], size: int) -> Iterator[list[Version]]:
    """The versions in lists of at most a size."""
    rest = iter(versions)
    while chunk := list(islice(rest, size)):
        yield chunk
