"""What is frozen when a text goes out: the text, its claims, the verdicts, and the figures of that moment.

Written once as JSON and hashed; whoever has the pack can hash it again and hold it against the audit chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zonebook.claims.judging import Tried, Verdict
from zonebook.claims.plain import claim_as_dict, unread_as_dict
from zonebook.measures import Figure
from zonebook.measures.numbers import as_number
from zonebook.newsroom.models import Release, ReleaseVersion
from zonebook.newsroom.queries import Checked, figure_as_dict


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
class Evidence:
    """The pack as it was written, and its hash."""

    written: str
    sha256: str

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Evidence:
        written = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
        return cls(written, hashlib.sha256(written.encode()).hexdigest())


def evidence_of(release: Release, version: ReleaseVersion, *, going: Going, checked: Checked) -> Evidence:
    """The evidence of a version that goes out; `snapshots` name the states of the ledger behind its figures."""
    snapshots = {verdict.figure.lineage.snapshot for verdict in checked.verdicts if verdict.figure is not None}
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
            "snapshots": sorted(snapshots),
            **checked_as_dict(checked),
        }
    )


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
        "figure": figure_as_dict(verdict.figure),
        "difference": as_number(verdict.difference),
        "readings": [_tried_as_dict(one) for one in verdict.tried],
        "why": verdict.why.ru,
        "why_en": verdict.why.en,
    }


def _tried_as_dict(tried: Tried) -> dict[str, Any]:
    asked = tried.reading.question
    value = tried.answer.quantity.amount if isinstance(tried.answer, Figure) else None
    return {
        "measure": asked.measure,
        "scope": list(asked.scope),
        "population": asked.population,
        "period": str(asked.period),
        "standing": tried.reading.standing.value,
        "outcome": tried.outcome.value,
        "value": as_number(value),
        "difference": as_number(tried.difference),
    }
