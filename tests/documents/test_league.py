"""Is a league table on paper whole, and the same whenever it is set?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tests.documents.reading import text_of
from zonebook.documents import LeagueLine, LeaguePaper, league_pdf

PAPER = LeaguePaper(
    language="ru",
    title="Баланс зоны: технико-внедренческие зоны, 2024",
    lines=("Показательный рейтинг", "200 пересчётов"),
    headings=("Место", "Зона", "Балл", "Интервал"),
    drawn="Места с 1 по 2",
    rows=(
        LeagueLine(("1", "#Ёлка *", "82,1", "1–2"), place=1, low=1, high=2, best=1, worst=2),
        LeagueLine(("2", "Дубна", "57,4", "2"), place=2, low=2, high=2, best=None, worst=None),
    ),
    said=("Ёлка: место 1.",),
    facts=(("Определение", "zone-balance@2021-01-01"),),
    made_at=datetime(2025, 3, 3, 9, tzinfo=UTC),
)


def test_the_paper_says_every_word_of_the_table():
    said = text_of(league_pdf(PAPER))

    wanted = [PAPER.title, *PAPER.lines, *PAPER.headings, PAPER.drawn, *PAPER.said, "zone-balance@2021-01-01"]
    for words in [*wanted, *(cell for row in PAPER.rows for cell in row.cells)]:
        assert words in said


def test_the_same_table_gives_the_same_bytes_and_another_place_others():
    moved = replace(PAPER, rows=(replace(PAPER.rows[0], high=1), PAPER.rows[1]))

    assert league_pdf(PAPER) == league_pdf(PAPER)
    assert league_pdf(moved) != league_pdf(PAPER)
