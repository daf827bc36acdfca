"""How well do found claims agree with labelled ones?

A found claim matches a labelled one when their spans overlap by at least half of the longer one and their values
agree. Each labelled claim is matched at most once; attributes are scored on the matched pairs only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from zonebook.claims import Claim, read_claims

CORPUS = Path(__file__).parent / "corpus" / "dev.jsonl"
ATTRIBUTES = ("hedge", "unit", "measure_group", "period", "scope")
LEAST_OVERLAP = Decimal("0.5")


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 of the claims, and the share of matched claims whose attribute is right."""

    precision: float
    recall: float
    f1: float
    right: dict[str, float]


def texts(path: Path = CORPUS) -> list[dict[str, Any]]:
    """The labelled texts, each with its id, text, day of publication and claims."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def published(row: dict[str, Any]) -> date | None:
    """The day of publication; a year or month alone means its first day."""
    parts = [int(part) for part in (row["source_date"] or "").split("-") if part]
    return date(*[*parts, 1, 1][:3]) if parts else None


def score(rows: Iterable[dict[str, Any]]) -> Score:
    """Read every text and compare."""
    pairs, labelled, found = [], 0, 0
    for row in rows:
        claims = read_claims(row["text"], published=published(row))
        pairs += matches(row["claims"], claims)
        labelled += len(row["claims"])
        found += len(claims)
    precision, recall = len(pairs) / found, len(pairs) / labelled
    right = {name: sum(_agrees(name, pair) for pair in pairs) / len(pairs) for name in ATTRIBUTES}
    return Score(precision, recall, 2 * precision * recall / (precision + recall), right)


def matches(labelled: Sequence[dict[str, Any]], found: Sequence[Claim]) -> list[tuple[dict[str, Any], Claim]]:
    """The pairs of labelled and found claims, the best overlaps first, each claim once."""
    candidates = sorted(
        (
            (overlap(label, claim), i, j)
            for i, label in enumerate(labelled)
            for j, claim in enumerate(found)
            if same_value(label, claim)
        ),
        reverse=True,
    )
    pairs: list[tuple[dict[str, Any], Claim]] = []
    used_labels, used_claims = set(), set()
    for share, i, j in candidates:
        if share >= LEAST_OVERLAP and i not in used_labels and j not in used_claims:
            pairs.append((labelled[i], found[j]))
            used_labels.add(i)
            used_claims.add(j)
    return pairs


def overlap(label: dict[str, Any], claim: Claim) -> Decimal:
    """The shared characters as a part of the longer span."""
    shared = min(label["end"], claim.end) - max(label["start"], claim.start)
    return Decimal(shared) / max(label["end"] - label["start"], claim.end - claim.start, 1)


def same_value(label: dict[str, Any], claim: Claim) -> bool:
    """Do the values agree? A range has none, so its ends must."""
    if label["value"] is None:
        return _same(label["low"], claim.low) and _same(label["high"], claim.high)
    return _same(label["value"], claim.value)


def _same(number: float | None, value: Decimal | None) -> bool:
    if number is None or value is None:
        return number is value
    return abs(Decimal(str(number)) - value) <= Decimal("1e-6") * max(1, abs(value))


def _agrees(name: str, pair: tuple[dict[str, Any], Claim]) -> bool:
    label, claim = pair
    return _folded(label[name]) == _folded(getattr(claim, name))


def _folded(value: str | None) -> str | None:
    return None if value is None else str(value).casefold().replace("ё", "е").strip(' «»"')
