"""`zonebook keep-facts`, `make-edition` and `editions`."""

from __future__ import annotations

from tests.figures.publishing import edition_of, publish
from tests.published.tables import csv_of


def test_an_edition_is_made_and_listed_with_its_places(book, zonebook):
    publish(book)

    assert zonebook("editions").code == 1
    made = zonebook("make-edition", "zone-balance", "technology", 2024, "--by", "clara", "--format", "json")
    listed = zonebook("editions", "--rating", "zone-balance", "--class", "technology", "--format", "json")

    assert listed.json["editions"] == [made.json]
    assert (made.json["ranks"]["home"], made.json["number"], made.json["made_by"]) == (1, 1, "clara")
    assert made.json["unranked"] == {"bare": 0, "west": 0.25}
    assert zonebook("editions", "--year", 2023).code == 1
    assert "home" in zonebook("editions").out


def test_whoever_may_not_is_told_so_in_one_line(book, zonebook):
    refused = zonebook("make-edition", "zone-balance", "technology", 2024, "--by", "vera")

    assert (refused.code, refused.err) == (2, "zonebook: vera may not release figures in zone home\n")
    assert "there is no account" in zonebook("make-edition", "r", "port", 2024, "--by", "nobody").err


def test_what_is_left_out_is_named_with_why(book, zonebook):
    publish(book)
    asked = ("make-edition", "zone-balance", "technology", 2024, "--by", "clara", "--without")

    assert "why it is not to be taken" in zonebook(*asked, "12").err
    assert "fact 0 is none of those compared" in zonebook(*asked, "0=мимо").err


def test_a_table_of_figures_is_kept_and_its_faults_are_named(book, zonebook, tmp_path):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(csv_of({}, {"indicator": "location_claim", "unit": "text", "value": "на западе"}), encoding="utf-8")
    bad.write_text(csv_of({"value": "много"}), encoding="utf-8")

    kept = zonebook("keep-facts", good, "--by", "pavel", "--format", "json")
    refused = zonebook("keep-facts", bad, "--by", "pavel")

    assert kept.json == {"facts": 1, "texts": ["line 3: home location_claim"]}
    assert refused.code == 2
    assert "2, " in refused.err
    assert "value" in refused.err


def test_verify_finds_an_edition_that_was_changed_behind_the_books_back(book, zonebook):
    publish(book)
    made = edition_of(book)
    assert zonebook("verify", "--again").code == 0

    made.pk, made.number, made.result = None, 2, made.result | {"seed": 8}
    made.save(force_insert=True)

    told = zonebook("verify", "--format", "json")
    assert (told.code, told.json["faults"]) == (
        1,
        ["edition zone-balance technology 2024 (2): is not what was written when it was made"],
    )
