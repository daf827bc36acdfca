"""A text with its verdicts as pages show it: the marked passages, and a row for each claim, fresh or kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from zonebook.claims import Claim
from zonebook.claims.judging import Tried, Verdict
from zonebook.claims.saying import allowed_by
from zonebook.measures import Figure, Quantity, QuantityError, Text, Unit
from zonebook.methodology import load_methodology
from zonebook.newsroom.kept import kept_claim
from zonebook.newsroom.models import StatedClaim
from zonebook.newsroom.queries import Checked
from zonebook.portal.asking import question_of_kept
from zonebook.portal.highlighting import passages

Row = dict[str, Any]


def judged_text(text: str, checked: Checked) -> dict[str, Any]:
    """The text with fresh verdicts: `passages`, `rows` and `counts`; `unread` are the numbers that none is on."""
    rows = [row_of_verdict(verdict) for verdict in checked.verdicts]
    return _shown(text, [verdict.claim for verdict in checked.verdicts], rows=rows) | {"unread": checked.unread}


def kept_text(text: str, claims: Sequence[StatedClaim]) -> dict[str, Any]:
    """The text with the verdicts that were kept with it: `passages`, `rows` and `counts`."""
    return _shown(text, claims, rows=[row_of_claim(claim) for claim in claims])


def row_of_verdict(verdict: Verdict) -> Row:
    """A fresh verdict as the list beside the text shows it."""
    figure = verdict.figure
    return {
        "quote": verdict.claim.quote,
        "kind": StatedClaim.Kind(verdict.kind.value),
        "why": verdict.why,
        "rule": _rule(verdict.claim),
        "quantity": figure.quantity if figure else None,
        "question": figure.question if figure else None,
        "difference": Quantity(verdict.difference, figure.quantity.unit) if figure and verdict.difference else None,
        "tried": [_of_tried(one) for one in verdict.tried],
    }


def row_of_claim(claim: StatedClaim) -> Row:
    """A kept verdict in the same shape."""
    figure = claim.figure
    return {
        "claim": claim,
        "quote": claim.quote,
        "stated": _stated(claim),
        "about": _about(claim),
        "kind": StatedClaim.Kind(claim.verdict),
        "why": Text(claim.why_ru, claim.why_en),
        "rule": _rule(kept_claim(claim.read)),
        "quantity": quantity_of(str(figure["value"]), figure["unit"]) if figure else None,
        "question": question_of_kept(figure, claim.judged_at) if figure else None,
    }


def counts_of(rows: Sequence[Row]) -> list[tuple[StatedClaim.Kind, int]]:
    """How many rows have each verdict."""
    counts = Counter(row["kind"] for row in rows)
    return [(kind, counts[kind]) for kind in StatedClaim.Kind if counts[kind]]


def quantity_of(amount: str, unit: str) -> Quantity | None:
    """An amount in a unit of the book; None where it is in no such unit."""
    try:
        return Quantity(Decimal(amount), Unit.of(unit))
    except QuantityError:
        return None


def _shown(text: str, claims: Sequence[Any], *, rows: list[Row]) -> dict[str, Any]:
    marked = [
        {"text": one.text, "rows": [(number, rows[number - 1]) for number in one.numbers]}
        for one in passages(text, claims)
    ]
    return {"passages": marked, "rows": rows, "counts": counts_of(rows)}


def _rule(claim: Claim) -> Text | None:
    """For which figures of the book the words are true."""
    return allowed_by(claim.hedge, claim.written, upper=claim.upper)


def _of_tried(tried: Tried) -> dict[str, Any]:
    found = isinstance(tried.answer, Figure)
    return {
        "said": tried.reading.said,
        "standing": tried.reading.standing.value,
        "outcome": tried.outcome.value,
        "quantity": tried.answer.quantity if isinstance(tried.answer, Figure) else None,
        "question": tried.answer.question if found else None,
        "measure": load_methodology().measure(tried.reading.question.measure),
    }


def _stated(claim: StatedClaim) -> Quantity | None:
    """The claimed number in the units of the book; None where it is not in one of them."""
    return None if claim.value is None or claim.unit == "other" else quantity_of(str(claim.value), claim.unit)


def _about(claim: StatedClaim) -> Text | None:
    """The title of the book's measure that the claim speaks of, if there is one."""
    measures = load_methodology().measures.values()
    return next((measure.title for measure in measures if claim.measure in measure.said_as), None)
