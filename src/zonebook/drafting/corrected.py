"""What did the zone correct in the accepted report while its company was writing a draft?

A draft is its writers': nothing in it changes by itself. A cell that says something else than the zone's correction
says so until somebody takes the corrected number, or writes anything else there: then they knew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import prefetch_related_objects

from zonebook.drafting.models import Draft, DraftCell
from zonebook.drafting.queries import Answers
from zonebook.intake.check import Key
from zonebook.reporting.correcting import text_of
from zonebook.reporting.models import FiledCell, Version
from zonebook.reporting.whose import IN_BOOK, with_whose


@dataclass(frozen=True, slots=True)
class Corrected:
    """What the accepted report says in a cell since the zone corrected it, as a writer would type it, and why."""

    written: str
    reason: str
    at: datetime


def corrected_meanwhile(answers: Answers) -> Mapping[Key, Corrected]:
    """The cells of a draft that the zone has corrected since they were written, and that say something else."""
    found: dict[Key, Corrected] = {}
    for version, changed in _corrections(answers.draft):
        for key, cell in changed.items():
            found[key] = Corrected(text_of(cell, answers.form), version.reason, at=version.decided_at)
    return {key: one for key, one in found.items() if _is_news(one, answers.standing.get(key))}


def _corrections(draft: Draft) -> Iterator[tuple[Version, Mapping[Key, FiledCell]]]:
    """The zone's accepted corrections since the draft was begun, in their order, each with the cells it changed."""
    of_report = Version.objects.filter(submission__campaign=draft.campaign_id, submission__company=draft.company_id)
    accepted = with_whose(of_report.filter(state__in=IN_BOOK, decided_at__isnull=False)).order_by("number")
    pairs = [
        (before, version)
        for before, version in pairwise(accepted)
        if not version.is_of_company and version.decided_at > draft.begun_at
    ]
    prefetch_related_objects([version for pair in pairs for version in pair], "cells")
    for before, version in pairs:
        stood = {(cell.line, cell.site_code): (cell.amount, cell.written) for cell in before.cells.all()}
        now = {(cell.line, cell.site_code): cell for cell in version.cells.all()}
        yield version, {key: cell for key, cell in now.items() if stood.get(key) != (cell.amount, cell.written)}


def _is_news(corrected: Corrected, standing: DraftCell | None) -> bool:
    if standing is None:
        return corrected.written != ""
    return standing.written != corrected.written and standing.at < corrected.at
