"""Is what stands in the drafts what people wrote, and is what was sent what was filed?

The writings of a draft vouch for each other by their seals (see `sealing`), for what stands in its cells now, and, once
it is sent, for the numbers of the report that was filed from it; the audit chain names the last of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from zonebook.audit.queries import sealed_details
from zonebook.campaigns.queries import form_of, identity_of
from zonebook.drafting.models import Draft, DraftEntry
from zonebook.drafting.sealing import FIRST_SEAL, unsealed
from zonebook.intake.check import Key
from zonebook.intake.typed import read_typed
from zonebook.measures import Unit
from zonebook.reporting.models import Version

_CHUNK = 100


def draft_faults() -> Iterator[str]:
    """Each place where a draft is not what was written, or its report not what was sent."""
    sent, seen = sealed_details("submit_draft"), set()
    drafts = Draft.objects.select_related("campaign__zone", "company", "version").order_by("pk")
    drafts = drafts.prefetch_related("entries", "explanations", "cells", "version__cells")
    for draft in drafts.iterator(chunk_size=_CHUNK):
        subject = f"drafting.draft:{draft.pk}"
        seen.add(subject)
        place = f"draft {draft.pk} ({draft})"
        yield from (f"{place}: {fault}" for fault in (*_writing_faults(draft), *_sent_faults(draft, sent.get(subject))))
    for subject in sorted(sealed_details("begin_draft").keys() - seen):
        yield f"draft {subject.rpartition(':')[2]}: is gone"


def _writing_faults(draft: Draft) -> Iterator[str]:
    entries = list(draft.entries.all())
    for entry in unsealed(entries):
        yield f"writing {entry.pk} ({entry}) is not what was written, or the one before it is gone"
    for explanation in unsealed(draft.explanations.all()):
        yield f"explanation {explanation.pk} ({explanation}) is not what was written, or the one before it is gone"
    last = {(one.line, one.site_code): (one.after, one.by, one.at) for one in entries}
    cells = {(one.line, one.site_code): (one.written, one.by, one.at) for one in draft.cells.all()}
    for line, site in _differing(last, cells):
        yield f"what stands in {line} {site} is not what was written there last"


def _sent_faults(draft: Draft, sealed: Mapping[str, Any] | None) -> Iterator[str]:
    """What the audit chain, and the report itself, do not bear out of how a draft was sent."""
    if sealed is None:
        if draft.version is not None:
            yield f"counts as sent as {draft.version.receipt}, but the audit chain knows nothing of it"
        return
    if draft.version is None or draft.version.receipt != sealed["receipt"]:
        yield f"was sent as {sealed['receipt']}, but does not count as it any more"
        return
    entries, explanations = list(draft.entries.all()), list(draft.explanations.all())
    for rows, seal, kind in zip((entries, explanations), sealed["seals"], ("writings", "explanations"), strict=True):
        if (rows[-1].seal if rows else FIRST_SEAL) != seal:
            yield f"its {kind} are not those with which it was sent as {draft.version.receipt}"
    for line, site in _differing(
        _amounts_written(draft, entries, version=draft.version), _amounts_filed(draft.version)
    ):
        yield f"{line} {site} is another number than in report {draft.version.receipt}, which was filed from it"


def _amounts_written(draft: Draft, entries: Iterable[DraftEntry], *, version: Version) -> dict[Key, int]:
    """What the last writing of each cell comes to, as it is stored, on the sites that the report was filed for."""
    form = form_of(draft.campaign)
    sites = tuple((site, "") for site in sorted({cell.site_code for cell in version.cells.all()}))
    identity = replace(identity_of(draft.campaign, draft.company), sites=sites)
    cells, _unread = read_typed(form, identity, typed={(one.line, one.site_code): one.after for one in entries})
    return {
        (cell.line, cell.site): Unit.of(form.by_code[cell.line].unit).to_stored(cell.amount)
        for cell in cells
        if cell.amount is not None
    }


def _amounts_filed(version: Version) -> dict[Key, int]:
    return {(cell.line, cell.site_code): cell.amount for cell in version.cells.all() if cell.amount is not None}


def _differing(one: Mapping[Key, object], other: Mapping[Key, object]) -> list[Key]:
    return sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))
