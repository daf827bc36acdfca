"""A text with its verdicts as pages show it: the marked passages, and a row for each claim, fresh or kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from zonebook.claims import Claim, Speaker
from zonebook.claims.judging import Tried, Verdict
from zonebook.claims.judging.parts import as_meant
from zonebook.claims.judging.readings import How
from zonebook.claims.saying import allowed_by
from zonebook.measures import Figure, PeriodKind, Quantity, QuantityError, Question, Text, Unit
from zonebook.methodology import load_methodology
from zonebook.newsroom.kept import kept_claim
from zonebook.newsroom.models import StatedClaim
from zonebook.newsroom.owing import is_owed, line_of, title_of
from zonebook.newsroom.queries import Checked
from zonebook.portal.asking import address_of, question_of_kept
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
    quantity, figure = verdict.quantity, verdict.figure
    return {
        "quote": verdict.claim.quote,
        "speaker": _who(verdict.claim.speaker),
        "kind": StatedClaim.Kind(verdict.kind.value),
        "why": verdict.why,
        "rule": _rule(verdict.claim),
        "quantity": quantity,
        "address": _leads_to(figure) if figure and verdict.against is None else "",
        "sides": [(one.quantity, _leads_to(one)) for one in verdict.figures] if verdict.against else [],
        "is_share": verdict.how is How.SHARE,
        "is_owed": figure is not None and is_owed(figure.question.measure),
        "difference": Quantity(verdict.difference, quantity.unit) if quantity and verdict.difference else None,
        "tried": [_of_tried(one) for one in verdict.tried],
    }


def row_of_claim(claim: StatedClaim) -> Row:
    """A kept verdict in the same shape."""
    figure, read = claim.figure, kept_claim(claim.read)
    return {
        "claim": claim,
        "quote": claim.quote,
        "speaker": _who(read.speaker),
        "stated": _stated(claim),
        "about": _about(claim),
        "kind": StatedClaim.Kind(claim.verdict),
        "why": Text(claim.why_ru, claim.why_en),
        "rule": _rule(read),
        **_of_kept_figure(figure, claim.judged_at),
    }


def _of_kept_figure(figure: Mapping[str, Any] | None, judged_at: datetime) -> Row:
    """The number that a kept verdict was decided by, and where it leads: to one figure, or to the two compared."""
    if figure is None:
        return {"quantity": None, "address": "", "sides": []}
    one = quantity_of(str(figure["value"]), figure["unit"])
    address = _address(question_of_kept(figure, judged_at))
    other, told = figure.get("against"), figure.get("comes_to")
    if not other or not told:
        return {"quantity": one, "address": address, "sides": [], "is_owed": is_owed(figure["measure"])}
    second = quantity_of(str(other["value"]), other["unit"]), _address(question_of_kept(other, judged_at))
    found = quantity_of(str(told["value"]), told["unit"]) if told["unit"] else None
    is_share = told["how"] == How.SHARE
    return {"quantity": found, "address": "", "sides": [(one, address), second], "is_share": is_share}


def _address(asked: Question) -> str:
    """The page of a figure; what agreements oblige to has none that everybody may see."""
    return "" if is_owed(asked.measure) else address_of(asked)


def _leads_to(figure: Figure) -> str:
    """The page of a fresh figure; of obligations their list, for those who were told the agreements."""
    asked = figure.question
    if not is_owed(asked.measure) or not figure.lineage.entries:
        return _address(asked)
    year = {"year": asked.period.last.year} if asked.period.kind is PeriodKind.YEAR else {}
    return f"{reverse('portal:obligations')}?{urlencode({'state': 'all', 'line': line_of(asked.measure), **year})}"


def speaker_of(verdicts: Sequence[Verdict]) -> Speaker | None:
    """The one to whom the figures of a text are ascribed; None where nobody is, or several are."""
    said = {verdict.claim.speaker for verdict in verdicts if verdict.claim.speaker is not None}
    named = {speaker.name: speaker for speaker in sorted(said, key=lambda one: one.office or "")}
    return next(iter(named.values())) if len(named) == 1 else None


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


def _who(speaker: Speaker | None) -> str:
    """Name and office as they are written; empty where nobody is named."""
    return ", ".join(filter(None, (speaker.name, speaker.office))) if speaker else ""


def _rule(claim: Claim) -> Text | None:
    """For which figures of the book the words are true."""
    return allowed_by(claim.hedge, as_meant(claim), upper=claim.upper)


def _of_tried(tried: Tried) -> dict[str, Any]:
    asked, answers = tried.reading.question, (tried.answer, tried.against)
    figures = [one for one in answers if isinstance(one, Figure)]
    return {
        "said": tried.reading.said,
        "standing": tried.reading.standing.value,
        "outcome": tried.outcome.value,
        "comes_to": tried.comes_to,
        "sides": [(one.quantity, _leads_to(one)) for one in figures],
        "is_share": tried.reading.against is not None and tried.reading.against.how is How.SHARE,
        "title": title_of(asked.measure) if is_owed(asked.measure) else load_methodology().measure(asked.measure).title,
    }


def _stated(claim: StatedClaim) -> Quantity | None:
    """The claimed number in the units of the book; None where it is not in one of them."""
    return None if claim.value is None or claim.unit == "other" else quantity_of(str(claim.value), claim.unit)


def _about(claim: StatedClaim) -> Text | None:
    """The title of the book's measure that the claim speaks of, if there is one."""
    measures = load_methodology().measures.values()
    return next((measure.title for measure in measures if claim.measure in measure.said_as), None)
