"""What does an uploaded table say, what is wrong with it, what has been imported, and can it be undone?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from zonebook.accounts.queries import Asker, Permission, require
from zonebook.archive.models import StoredFile
from zonebook.importing.known import known_facts
from zonebook.importing.models import Batch, RememberedMapping, Upload
from zonebook.intake import Severity
from zonebook.intake.imports import (
    CheckedRow,
    ColumnMapping,
    ImportDefinition,
    RowFinding,
    Unmatched,
    check_rows,
    headers_name,
    mapping_for,
)
from zonebook.intake.tables import Table, read_table
from zonebook.methodology import load_methodology
from zonebook.registry.models import Zone


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would write (`rows`), and what stands against it. Nothing has been written."""

    definition: ImportDefinition
    table: Table
    rows: tuple[CheckedRow, ...]
    findings: tuple[RowFinding, ...]

    @property
    def errors(self) -> int:
        """How many findings block the import."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def faulty_rows(self) -> int:
        """How many rows have a finding that blocks."""
        return len({finding.row for finding in self.findings if finding.severity is Severity.ERROR})

    @property
    def by_rule(self) -> tuple[tuple[RowFinding, int], ...]:
        """Of each rule that was broken its first finding and how many there are, the most frequent first."""
        first: dict[str, RowFinding] = {}
        for finding in self.findings:
            first.setdefault(finding.rule, finding)
        counts = Counter(finding.rule for finding in self.findings)
        return tuple((first[rule], count) for rule, count in counts.most_common())


def import_definitions() -> Mapping[str, ImportDefinition]:
    """The kinds of tables that can be imported, by code."""
    return load_methodology().imports


def upload_of(asker: Asker, zone: Zone, *, kind: str, sha256: str) -> Upload:
    """An uploaded file of the zone. Raises PermissionDenied, and Upload.DoesNotExist for a file of another zone."""
    require(asker, Permission.KEEP_REGISTER, zone=zone.code)
    return Upload.objects.select_related("zone").get(zone=zone, kind=kind, file=sha256)


def table_of(upload: Upload) -> Table:
    """The table of an uploaded file. Raises TableRefused."""
    content = StoredFile.objects.values_list("content", flat=True).get(pk=upload.file_id)
    return read_upload(bytes(content), upload.name)


@lru_cache(maxsize=2)  # the steps of an import ask for the same table one after another, and unpacking takes seconds
def read_upload(content: bytes, name: str) -> Table:
    """The table of a file that is being uploaded. Raises TableRefused."""
    return read_table(content, name=name)


def columns_of(upload: Upload, table: Table) -> tuple[ColumnMapping, tuple[Unmatched, ...]]:
    """Which column is which: as chosen the last time for these headers, else by their names."""
    definition = import_definitions()[upload.kind]
    remembered = remembered_columns(upload.zone, kind=upload.kind, headers=table.headers)
    return mapping_for(table.headers, definition, remembered=remembered)


def remembered_columns(zone: Zone, *, kind: str, headers: Sequence[str]) -> Mapping[str, str]:
    """Which header was which column the last time that a file of a kind had these headers; none for the first."""
    found = RememberedMapping.objects.filter(zone=zone, kind=kind, headers_sha256=headers_name(headers))
    chosen = found.values_list("columns", flat=True).first()
    return chosen if chosen is not None else {}


def preview(asker: Asker, upload: Upload, *, mapping: ColumnMapping) -> Preview:
    """The dry run: every row as it would be imported and every finding, against the register as it is now.

    Raises ValueError where a required column is not mapped.
    """
    require(asker, Permission.KEEP_REGISTER, zone=upload.zone.code)
    definition, table = import_definitions()[upload.kind], table_of(upload)
    known = known_facts(upload.zone, upload.kind)
    rows, findings = check_rows(table, mapping, definition=definition, known=known)
    return Preview(definition, table, rows, findings)


def batches(asker: Asker, zone: Zone) -> QuerySet[Batch]:
    """The imports of a zone, the newest first."""
    require(asker, Permission.KEEP_REGISTER, zone=zone.code)
    return Batch.objects.filter(zone=zone).select_related("zone")


def counted_entries(batch: Batch) -> Sequence[tuple[str, int]]:
    """How many entries of each sort a batch made, in the order in which they were made."""
    return list(Counter(batch.entries.values_list("model", flat=True)).items())
