"""What stands on the paper of an evidence pack beside each claim: the book's figure, or what two figures come to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.documents.examples import ZONE
from tests.documents.reading import text_of
from zonebook.documents.evidence import EvidenceFacts, evidence_pdf

FIGURE = {"measure": "jobs_created", "scope": ["zone:home"], "population": "companies", "unit": "jobs"}
GROWTH = {
    **FIGURE, "period": "2024", "value": 60, "comes_to": {"how": "growth", "value": 50, "unit": "percent"},
    "against": {**FIGURE, "period": "2023", "value": 40},
}  # fmt: skip
OWED = {**FIGURE, "measure": "owed_jobs_created", "period": "2026", "value": 170}


def on_paper(figure: dict[str, object]) -> str:
    claim = {"quote": "на 50 %", "verdict": "stale", "why": "Сходилось.", "why_en": "It held.", "figure": figure}
    pack = {
        "zone": "home", "release": 1, "version": 1, "title": "Рост", "rubric": "", "text": "Текст.", "notice": "",
        "author": "pavel", "approved_by": "clara", "published_by": "pavel", "reason": "", "snapshots": ["a" * 64],
        "published_at": "2025-09-09T12:00:00+03:00", "visible_from": "2025-09-09T12:00:00+03:00",
        "published": "2025-09-09", "claims": [claim],
    }  # fmt: skip
    facts = EvidenceFacts(zone=ZONE, pack=pack, sha256="b" * 64, made_at=datetime(2025, 9, 9, 12, tzinfo=UTC))
    return " ".join(text_of(evidence_pdf(facts)).split())


@pytest.mark.parametrize(
    ("figure", "said", "unsaid"),
    [(GROWTH, ("50", "--during 2024", "--during 2023"), "60 рабочих"), (OWED, ("170",), "--during")],
)
def test_a_comparison_says_what_its_two_figures_come_to_and_asks_for_both(figure, said, unsaid):
    page = on_paper(figure)

    assert all(words in page for words in said)
    assert unsaid not in page
