"""Can a writing in a draft be changed, or taken out, without a trace?

Each row has a hash over what it says and over the hash of the row before it in the same draft. The last one of a draft
goes into the audit chain when the draft is sent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from typing import TypeVar

from zonebook.drafting.models import Draft, DraftEntry, DraftExplanation

FIRST_SEAL = ""

Row = TypeVar("Row", DraftEntry, DraftExplanation)


def sealed(draft: Draft, rows: Sequence[Row]) -> list[Row]:
    """New rows of a draft, sealed to follow those that it has. The draft is locked against other writers."""
    seal = _last(type(rows[0]), draft) if rows else FIRST_SEAL
    for row in rows:
        row.seal = seal = seal_of(row, seal)
    return list(rows)


def last_seals(draft: Draft) -> list[str]:
    """The seals of the last writing and of the last explanation: they vouch for all before them."""
    return [_last(DraftEntry, draft), _last(DraftExplanation, draft)]


def unsealed(rows: Iterable[Row]) -> Iterator[Row]:
    """Which rows of one draft, in their order, are not what was sealed, or do not follow the one before them."""
    seal = FIRST_SEAL
    for row in rows:
        if row.seal != seal_of(row, seal):
            yield row
        seal = row.seal


def seal_of(row: DraftEntry | DraftExplanation, previous: str) -> str:
    """The hash over what a row says and the seal before it."""
    said = (
        [row.line, row.site_code, row.before, row.after]
        if isinstance(row, DraftEntry)
        else [row.rule, row.address, row.text]
    )
    content = [row.draft_id, *said, row.by, row.at.astimezone(UTC).isoformat(), previous]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _last(kind: type[DraftEntry] | type[DraftExplanation], draft: Draft) -> str:
    found = kind.objects.filter(draft=draft).order_by("-pk").values_list("seal", flat=True).first()
    return FIRST_SEAL if found is None else found
