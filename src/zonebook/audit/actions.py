"""Writing the audit chain. Call inside the transaction of the change that the entry is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from zonebook.audit.models import Entry
from zonebook.audit.queries import FIRST_SEAL, seal_of

_CHAIN_LOCK = 0x7A6F6E65  # any number, the same in every process: PostgreSQL's advisory lock of the chain


def record(*, by: str, at: datetime, action: str, subject: str, details: Mapping[str, Any]) -> Entry:
    """Append one entry to the chain; `by` is a user name, `subject` like `reporting.version:12`."""
    return record_each(by=by, at=at, action=action, details={subject: details})[0]


def record_each(*, by: str, at: datetime, action: str, details: Mapping[str, Mapping[str, Any]]) -> list[Entry]:
    """Append an entry for each subject of an action that was done to several, in their order.

    One writer at a time may extend the chain: SQLite's write transactions are exclusive, PostgreSQL takes a lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
    previous = Entry.objects.order_by("-pk").values_list("seal", flat=True).first() or FIRST_SEAL
    entries = []
    for subject, content in details.items():
        entry = Entry(at=at, actor=by, action=action, subject=subject, details=dict(content), previous_seal=previous)
        previous = entry.seal = seal_of(entry)
        entries.append(entry)
    return Entry.objects.bulk_create(entries)
