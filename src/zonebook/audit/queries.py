"""Is the audit chain whole?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any

from zonebook.audit.models import Entry
from zonebook.audit.tasks import missing_triggers

FIRST_SEAL = "0" * 64


def seal_of(entry: Entry) -> str:
    """The hash over an entry's content and the seal before it."""
    content = {
        "at": entry.at.astimezone(UTC).isoformat(),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "details": entry.details,
        "previous": entry.previous_seal,
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def chain_faults() -> Iterator[str]:
    """Each place where the chain is broken: a changed entry, a missing one, an unprotected table."""
    previous = FIRST_SEAL
    for entry in Entry.objects.order_by("pk").iterator(chunk_size=2000):
        if entry.previous_seal != previous:
            yield f"audit entry {entry.pk}: does not follow the entry before it (one is missing or was changed)"
        if seal_of(entry) != entry.seal:
            yield f"audit entry {entry.pk} ({entry.action} {entry.subject}): its content is not what was sealed"
        previous = entry.seal
    for trigger in missing_triggers():
        yield f"database trigger {trigger}: is missing; run `python -m django migrate`"


def sealed_details(action: str) -> Mapping[str, Mapping[str, Any]]:
    """What the chain holds of an action, by subject; of several entries on one subject the last."""
    return dict(Entry.objects.filter(action=action).order_by("pk").values_list("subject", "details"))


def sealed_entries(action: str) -> Mapping[str, Entry]:
    """The entries of an action, by subject; of several on one subject the last."""
    return {entry.subject: entry for entry in Entry.objects.filter(action=action).order_by("pk")}


def entry_count() -> int:
    """How many entries the chain has."""
    return Entry.objects.count()
