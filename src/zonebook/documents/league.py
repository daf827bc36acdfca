"""How is the league table of a rating set on paper, with how sure each place is drawn beside it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from zonebook.documents import saying
from zonebook.documents.typesetting import typeset
from zonebook.measures.numbers import Language


@dataclass(frozen=True, slots=True)
class LeagueLine:
    """A zone: its cells in the order of the headings, then what is drawn: the places that it stands between."""

    cells: tuple[str, ...]
    place: int
    low: int
    high: int
    best: int | None
    worst: int | None


@dataclass(frozen=True, slots=True)
class LeaguePaper:
    """A league table in one language. `drawn` heads the drawn intervals; `said` are the sentences under the table."""

    language: Language
    title: str
    lines: tuple[str, ...]
    headings: tuple[str, ...]
    drawn: str
    rows: tuple[LeagueLine, ...]
    said: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    made_at: datetime


def league_pdf(paper: LeaguePaper) -> bytes:
    """The table as a PDF (A4, lying); the same table gives the same bytes."""
    said = {
        "language": paper.language,
        "title": saying.words(paper.title),
        "lines": _each(paper.lines),
        "headings": _each(paper.headings),
        "drawn": saying.words(paper.drawn),
        "rows": [
            {
                "cells": [saying.words(cell) or "" for cell in row.cells],
                "place": row.place,
                "low": row.low,
                "high": row.high,
                "best": row.best,
                "worst": row.worst,
            }
            for row in paper.rows
        ],
        "said": _each(paper.said),
        "facts": [[saying.words(name), saying.words(content) or ""] for name, content in paper.facts],
    }
    return typeset("league.typ", facts=said, dated=paper.made_at)


def _each(texts: tuple[str, ...]) -> list[str]:
    return [said for said in map(saying.words, texts) if said is not None]
