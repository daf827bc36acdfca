"""Is what the book stores what was filed and accepted?

Three things vouch for a number: the workbook's bytes by their hash, the cells by theirs, and the audit chain, in
which both hashes were sealed when the report was filed. The ledger's rows follow from them (see `ledger`).
"""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.archive.models import StoredFile
from zonebook.archive.queries import file_faults
from zonebook.audit.queries import sealed_details
from zonebook.campaigns.queries import form_of, identity_of
from zonebook.intake import read_safely
from zonebook.reporting.ledger import ledger_years, row_faults
from zonebook.reporting.models import Version
from zonebook.reporting.queries import as_filed, digest_of

_CHUNK = 200


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
    filed, accepted = sealed_details("file_report"), sealed_details("accept_report")
    versions = Version.objects.select_related("submission__campaign", "submission__company").prefetch_related("cells")
    for version in versions.iterator(chunk_size=_CHUNK):
        subject, place = f"reporting.version:{version.pk}", f"report {version.receipt} ({version})"
        if digest_of(version.cells.all()) != version.cells_sha256:
            yield f"{place}: a filed cell is not what was filed{_changed_cells(version)}"
        sealed = filed.get(subject, {})
        if (sealed.get("file"), sealed.get("cells")) != (version.file_id, version.cells_sha256):
            yield f"{place}: is not the report that the audit chain has under its name"
        if version.state == Version.State.ACCEPTED and subject not in accepted:
            yield f"{place}: counts as accepted, but the audit chain knows of no acceptance"


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
