"""What is frozen when a text goes out: the text, its claims, the verdicts, the figures, and the cells they come from.

Written once as JSON and hashed; whoever has the pack can hash it again and hold it against the audit chain.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zonebook.claims.judging import Tried, Verdict
from zonebook.claims.plain import claim_as_dict, unread_as_dict
from zonebook.figures.queries import TrailRow, the_book, trail
from zonebook.measures import Figure, Question
from zonebook.measures.numbers import as_number
from zonebook.newsroom.models import Release, ReleaseVersion
from zonebook.newsroom.owing import is_owed
from zonebook.newsroom.queries import Checked, decided_by


@dataclass(frozen=True, slots=True)
class Going:
    """What is decided of a text that goes out: who sends it and approved it, when, from when on, and on what ground."""

    by: str
    at: datetime
    approved_by: str
    visible_from: datetime
    published: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A text as it was held against the book, which state of the book that was, and the cells behind its figures."""

    checked: Checked
    state: str
    cells: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The pack as it was written, and its hash."""

    written: str
    sha256: str

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Evidence:
        written = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
        return cls(written, hashlib.sha256(written.encode()).hexdigest())


def evidence_of(release: Release, version: ReleaseVersion, *, going: Going, held: Held) -> Evidence:
    """The evidence of a version that goes out; `snapshots` name the states of the ledger behind its figures."""
    figures = [figure for verdict in held.checked.verdicts for figure in verdict.figures]
    return Evidence.of(
        {
            "zone": release.zone.code,
            "release": release.pk,
            "version": version.number,
            "title": version.title,
            "rubric": version.rubric,
            "text": version.text,
            "notice": version.notice,
            "author": release.author,
            "approved_by": going.approved_by,
            "published_by": going.by,
            "published_at": going.at.isoformat(),
            "visible_from": going.visible_from.isoformat(),
            "published": going.published.isoformat(),
            "reason": going.reason,
            "snapshots": sorted({figure.lineage.snapshot for figure in figures}),
            **checked_as_dict(held.checked),
            "cells": held.cells,
        }
    )


def cells_behind(checked: Checked) -> list[dict[str, Any]]:
    """The single cells behind each figure that decided a claim: whose report, which version, which cell, how much.

    A figure is told once, with the numbers of the claims (from 1, in the order of the text) that it decided. Figures
    that were counted in the register have entries there and no cells: they are left out.
    """
    deciding: dict[Question, list[int]] = defaultdict(list)
    for number, verdict in enumerate(checked.verdicts, start=1):
        for figure in verdict.figures:
            if not is_owed(figure.question.measure):
                deciding[figure.question].append(number)
    answers = {asked: the_book().answer(asked, with_cells=True) for asked in deciding}
    return [
        _cells_of(answer, claims=deciding[asked])
        for asked, answer in answers.items()
        if isinstance(answer, Figure) and answer.lineage.cells
    ]


def _cells_of(figure: Figure, *, claims: Sequence[int]) -> dict[str, Any]:
    asked = figure.question
    rows = sorted(trail(figure), key=lambda row: (row.company.code, row.quarter.first, row.site, row.cell))
    return {
        "claims": list(claims),
        "measure": asked.measure,
        "scope": list(asked.scope),
        "population": asked.population,
        "period": str(asked.period),
        "unit": figure.quantity.unit.code,
        "value": as_number(figure.quantity.amount),
        "cells": [_cell_as_dict(row) for row in rows],
    }


def _cell_as_dict(row: TrailRow) -> dict[str, Any]:
    return {
        "company": row.company.code,
        "name": row.company.name,
        "site": row.site,
        "submission": row.submission,
        "version": row.version,
        "receipt": row.receipt,
        "cell": row.cell,
        "quarter": str(row.quarter),
        "amount": as_number(row.amount),
    }


def checked_as_dict(checked: Checked) -> dict[str, Any]:
    """A checked text as `check` and the API give it; `unread` is there only where a number was not read."""
    found = {"claims": [verdict_as_dict(verdict) for verdict in checked.verdicts]}
    unread = [unread_as_dict(number) for number in checked.unread]
    return found | {"unread": unread} if unread else found


def verdict_as_dict(verdict: Verdict) -> dict[str, Any]:
    """A verdict as `check`, the API and the evidence of a release give it."""
    return {
        **claim_as_dict(verdict.claim),
        "verdict": verdict.kind.value,
        "figure": decided_by(verdict),
        "difference": as_number(verdict.difference),
        "readings": [_tried_as_dict(one) for one in verdict.tried],
        "why": verdict.why.ru,
        "why_en": verdict.why.en,
    }


def _tried_as_dict(tried: Tried) -> dict[str, Any]:
    value = tried.answer.quantity.amount if isinstance(tried.answer, Figure) else None
    told = _asked(tried.reading.question) | {
        "standing": tried.reading.standing.value,
        "outcome": tried.outcome.value,
        "value": as_number(value),
        "difference": as_number(tried.difference),
    }
    if tried.reading.against is None:
        return told
    base = tried.against.quantity.amount if isinstance(tried.against, Figure) else None
    return told | {
        "against": _asked(tried.reading.against.question) | {"value": as_number(base)},
        "how": tried.reading.against.how.value,
        "comes_to": as_number(tried.comes_to.amount if tried.comes_to is not None else None),
    }


def _asked(question: Question) -> dict[str, Any]:
    return {
        "measure": question.measure,
        "scope": list(question.scope),
        "population": question.population,
        "period": str(question.period),
    }
