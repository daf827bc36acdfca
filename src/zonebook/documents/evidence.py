"""What stood behind a published text when it went out: its claims, the verdicts, the book's figures?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from zonebook.documents import saying
from zonebook.documents.facts import ZoneFacts, require_offset
from zonebook.documents.typesetting import typeset
from zonebook.measures import Quantity, Text, Unit
from zonebook.measures.numbers import figure_in_words, plain_number

_OWED = "owed_"
_GROUP = 8
MOST_CELLS = 60
"""So many cells of one figure are set on paper, the largest first; the JSON of the pack has all of them."""
_VERDICTS = {
    "holds": Text("верно", "holds"),
    "contradicted": Text("противоречит", "contradicted"),
    "stale": Text("устарело", "stale"),
    "ambiguous": Text("неоднозначно", "ambiguous"),
    "cannot_check": Text("не проверить", "cannot check"),
}


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """A publication's pack as it was frozen (the JSON of its evidence), its hash, and when it was made."""

    zone: ZoneFacts
    pack: Mapping[str, Any]
    sha256: str
    made_at: datetime

    def __post_init__(self) -> None:
        require_offset(made_at=self.made_at)


def evidence_pdf(facts: EvidenceFacts) -> bytes:
    """The pack as a PDF (A4); the same facts give the same bytes."""
    pack = facts.pack
    said = {
        "zone": saying.both(facts.zone.name),
        "is_demonstration": facts.zone.is_demonstration,
        "title": saying.words(pack["title"]),
        "notice": saying.words(pack["notice"]),
        "paragraphs": _paragraphs(pack["text"]),
        "published": saying.day(date.fromisoformat(pack["published"])),
        "visible_from": saying.moment(datetime.fromisoformat(pack["visible_from"]).astimezone(facts.made_at.tzinfo)),
        "made_at": saying.moment(facts.made_at),
        "author": saying.words(pack["author"]),
        "approved_by": saying.words(pack["approved_by"]),
        "published_by": saying.words(pack["published_by"]),
        "reason": saying.words(pack["reason"]),
        "version": str(pack["version"]),
        "claims": [_claim(number, claim) for number, claim in enumerate(pack["claims"], start=1)],
        "cells": [_trail(figure) for figure in pack.get("cells", ())],
        "snapshots": [_grouped(name) for name in pack["snapshots"]],
        "sha256": _grouped(facts.sha256),
    }
    return typeset("evidence.typ", facts=said, dated=facts.made_at)


def _claim(number: int, claim: Mapping[str, Any]) -> dict[str, object]:
    verdict, figure = _VERDICTS[claim["verdict"]], _figure(claim["figure"])
    is_said = figure is not None and figure.ru in claim["why"]
    return {
        "number": str(number),
        "quote": saying.words(claim["quote"]),
        "verdict": saying.both(verdict),
        "figure": saying.both(None if is_said else figure),
        "question": _question(claim["figure"]),
        "why": saying.both(Text(claim["why"], claim["why_en"])),
    }


def _trail(figure: Mapping[str, Any]) -> dict[str, object]:
    """The cells behind one figure: whose, in which report, at which address, of which quarter, how much."""
    cells = sorted(figure["cells"], key=lambda cell: (-abs(cell["amount"]), cell["name"], cell["quarter"]))
    shown, unit = cells[:MOST_CELLS], Unit.of(figure["unit"])
    return {
        "claims": ", ".join(map(str, figure["claims"])),
        "is_one": len(figure["claims"]) == 1,
        "question": _question(figure),
        "figure": saying.both(_figure(figure)),
        "count": str(len(cells)),
        "shown": str(len(shown)),
        "is_cut": len(shown) < len(cells),
        "cells": [
            {
                "company": saying.words(cell["name"]),
                "report": f"{cell['submission']}, {cell['version']}",
                "cell": saying.words(cell["cell"]),
                "quarter": cell["quarter"],
                "amount": plain_number(Decimal(str(cell["amount"])), "ru"),
            }
            for cell in shown
        ],
        "unit": saying.both(Text(unit.ru, unit.en)),
    }


def _figure(figure: Mapping[str, Any] | None) -> Text | None:
    """The figure in words; of a growth or a share what its two figures come to."""
    said = figure.get("comes_to", figure) if figure is not None else None
    if said is None or said["value"] is None:
        return None
    return figure_in_words(Quantity(Decimal(str(said["value"])), Unit.of(said["unit"])))


def _question(figure: Mapping[str, Any] | None) -> str:
    """What was asked, as the command line asks it again; nothing for what agreements oblige to, which it does not."""
    if figure is None or figure["measure"].startswith(_OWED):
        return ""
    scope = " ".join(f"--of {code}" for code in figure["scope"])
    asked = f"{figure['measure']} {scope} --population {figure['population']} --during {figure['period']}"
    other = figure.get("against")
    return "; ".join(filter(None, (saying.words(asked), _question(other) if other else None)))


def _paragraphs(text: str) -> Sequence[str]:
    return [said for said in map(saying.words, text.split("\n")) if said is not None]


def _grouped(sha256: str) -> str:
    return " ".join(sha256[start : start + _GROUP] for start in range(0, len(sha256), _GROUP))
