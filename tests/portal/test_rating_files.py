"""What leaves the book of an edition: tables and pictures, each saying which edition it is."""

from __future__ import annotations

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from tests.documents.reading import text_of
from zonebook.figures.editions import edition
from zonebook.portal.rating_pictures import chances, intervals, specification
from zonebook.portal.ratings import league

LEAGUE = "/ratings/zone-balance/technology/2024/"


@pytest.fixture
def kept(book):
    return edition("zone-balance", "technology", year=2024)


def test_the_csv_has_every_zone_exactly_and_says_what_it_is(visitor, kept):
    lines = visitor.get(f"{LEAGUE}?format=csv").content.decode().splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))

    assert f"# sha256: {kept.sha256}" in lines
    assert "# status: illustrative" in lines
    assert [row["zone"] for row in rows] == ["proba", "other", "third", "fourth", "fifth"]
    assert float(rows[0]["score"]) == pytest.approx(kept.result["scores"]["proba"], rel=1e-11)
    assert (rows[4]["place"], rows[4]["known"]) == ("", "0.25")


def test_the_workbook_keeps_numbers_as_numbers(visitor, kept):
    book = load_workbook(io.BytesIO(visitor.get(f"{LEAGUE}?format=xlsx").content))
    first = [cell.value for cell in book.worksheets[0][2]]

    assert first[:3] == [1, "proba", "Проба"]
    assert first[3] == pytest.approx(kept.result["scores"]["proba"])


def test_the_json_is_the_frozen_answer_with_what_went_in(visitor, kept):
    told = json.loads(visitor.get(f"{LEAGUE}?format=json").content)

    assert told["result"] == kept.result
    assert told["matrix"] == kept.matrix
    assert told["taken"]["third"]["residents"]["value"] == 152


def test_the_paper_has_the_table_and_its_sentence(visitor):
    said = text_of(visitor.get(f"{LEAGUE}?format=pdf").content)

    assert "Проба: место 1, интервал 1, остаётся на первом месте" in said
    assert "это не официальная оценка" in said
    assert "Без места — известно слишком мало: Пятая (25 %)." in said


@pytest.mark.parametrize(("name", "begins"), [("chances.svg", b"<svg"), ("intervals.png", b"\x89PNG")])
def test_a_picture_can_be_taken_away(visitor, name, begins):
    response = visitor.get(f"{LEAGUE}{name}?theme=dark&width=narrow")

    assert response.status_code == 200
    assert response.content.startswith(begins)


def numbers_of(drawn) -> list[dict]:
    """What a specification draws."""
    (numbers,) = drawn["datasets"].values()
    return numbers


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_of_intervals_draws_what_the_edition_says(kept, theme):
    drawn = specification(intervals(league(kept), theme=theme, is_wide=True))
    reach, bar, dot = drawn["layer"]
    third = next(one for one in numbers_of(drawn) if one["name"] == "Третья")

    interval = kept.result["intervals"]["third"]
    assert (third["from"], third["to"]) == (interval["low"] - 0.5, interval["high"] + 0.5)
    assert (third["best"], third["worst"]) == (
        kept.result["best"]["third"] - 0.5, kept.result["worst"]["third"] + 0.5
    )  # fmt: skip
    assert [one["mark"]["type"] for one in (reach, bar, dot)] == ["rule", "bar", "point"]


def test_the_picture_of_chances_has_a_cell_for_each_zone_and_place(kept):
    drawn = specification(chances(league(kept), theme="light", is_wide=False))
    cells = numbers_of(drawn)

    assert len(cells) == 16
    assert sum(one["chance"] for one in cells if one["name"] == "Третья") == pytest.approx(1)
