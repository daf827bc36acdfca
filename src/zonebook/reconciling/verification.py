"""Do the kept rows of the taken extracts say what the files say that they were read from?"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from zonebook.archive.models import StoredFile
from zonebook.intake.imports import ColumnMapping
from zonebook.intake.tables import TableRefused
from zonebook.reconciling.models import Extract, ExtractRow
from zonebook.reconciling.queries import table_of
from zonebook.reconciling.reading import read_rows

_READ = ("row", "line", "inn", "name", "month", "amount", "written", "fault")
"""What follows from the file alone; whose row it is may be found out later."""


def extract_faults() -> Iterator[str]:
    """Each place where a taken extract is not what its file says; the files are unpacked and read again."""
    for extract in Extract.objects.filter(taken_at__isnull=False).select_related("zone").order_by("pk"):
        yield from (f"extract {extract.pk} ({extract.name}): {fault}" for fault in _faults(extract))


def _faults(extract: Extract) -> Iterator[str]:
    content = bytes(StoredFile.objects.values_list("content", flat=True).get(pk=extract.file_id))
    if hashlib.sha256(content).hexdigest() != extract.file_id:
        yield "its file is not the one that was brought"
        return
    try:
        read = read_rows(extract, table_of(extract), mapping=ColumnMapping(dict(extract.columns))).rows
    except (TableRefused, ValueError) as error:
        yield f"its file cannot be read any more: {error}"
        return
    said = Counter(tuple(getattr(row, name) for name in _READ) for row in read)
    kept = Counter(ExtractRow.objects.filter(extract=extract).values_list(*_READ))
    for place in sorted({entry[:2] for entry in (said - kept) + (kept - said)}):
        yield f"row {place[0]}, {place[1]}: what is kept is not what the file says"
