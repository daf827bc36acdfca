"""`zonebook figure` and `zonebook check`: the answer, its shape, its exit code."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

TEXT = "В зоне работают 2 компании. В 2024 году резиденты создали 57 рабочих мест."


@pytest.fixture
def reported(book):
    """Both companies have reported 2024: 17 jobs in the first quarter, 40 and 17 in the year."""
    book.report("2024-Q1", jobs_created=17)
    book.report("2024", jobs_created=40)
    book.report("2024", "beta", jobs_created=17)
    return book


def test_a_figure_is_told_with_everything_it_was_made_of(reported, zonebook):
    told = zonebook("figure", "jobs_created", "--during", "2024", "--population", "residents", "--format", "json")

    assert (told.code, told.err) == (0, "")
    figure = told.json
    assert {name: figure[name] for name in ("measure", "scope", "population", "period", "value", "unit")} == {
        "measure": "jobs_created",
        "scope": ["zone:home"],
        "population": "residents",
        "period": "2024",
        "value": 57,
        "unit": "jobs",
    }
    assert figure["coverage"] == {"reported": 2, "expected": 2, "absent": []}
    assert figure["lineage"]["definition"] == "jobs_created@1"
    assert set(figure["lineage"]["cells"][0]) >= {"company", "submission", "version", "cell", "quarter", "amount"}


def test_the_cells_of_a_figure_add_up_to_it(reported, zonebook):
    figure = zonebook("figure", "investment", "--during", "2024", "--format", "json").json

    cells = figure["lineage"]["cells"]
    assert sum(Decimal(str(cell["amount"])) for cell in cells) == figure["value"]
    assert {cell["company"] for cell in cells} == {"alfa", "beta"}


def test_a_figure_always_names_the_moment_it_is_known_at(reported, zonebook):
    now = zonebook("figure", "jobs_created", "--during", "2024", "--format", "json").json
    then = zonebook(
        "figure", "jobs_created", "--during", "2024", "--known-at", now["known_at"], "--format", "json"
    ).json

    assert now["known_at"] is not None
    assert then == now


def test_a_bare_day_means_its_end_in_the_time_of_the_zone(reported, zonebook):
    arguments = ("figure", "jobs_created", "--during", "2024-Q1", "--format", "json", "--known-at")

    assert zonebook(*arguments, "2024-04-30").json["value"] == 17  # accepted at noon of that day
    before = zonebook(*arguments, "2024-04-29")
    assert (before.code, before.json["value"]) == (1, None)


def test_several_scopes_are_united(reported, zonebook):
    both = zonebook(
        "figure", "employees", "--of", "site:north", "--of", "site:south", "--during", "@2024-12-31", "--format", "json"
    )

    assert (both.json["value"], both.json["scope"]) == (200, ["site:north", "site:south"])


def test_a_figure_for_people_is_a_table_with_a_row_for_each_cell(reported, zonebook):
    told = zonebook("figure", "jobs_created", "--during", "2024")

    assert told.code == 0
    assert "57" in told.out
    assert told.out.count("Форма 1!D12") == 3
    assert "2 из 2" in told.out


def test_where_the_book_has_no_figure_it_says_why_and_ends_with_1(reported, zonebook):
    told = zonebook("figure", "jobs_created", "--during", "2023", "--format", "json")

    assert told.code == 1
    assert (told.json["value"], told.json["missing"]) == (None, "no_reports")
    assert told.json["coverage"] == {"reported": 0, "expected": 2}
    assert "no_reports" in zonebook("figure", "jobs_created", "--during", "2023").out


def test_a_population_that_the_measure_does_not_have_is_a_negative_answer(reported, zonebook):
    told = zonebook("figure", "residents", "--population", "cluster", "--format", "json")

    assert (told.code, told.json["missing"]) == (1, "unsuited_population")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("figure", "happiness"), "no measure “happiness”"),
        (("figure", "jobs_created", "--of", "site:atlantis"), "the register has no site “atlantis”"),
        (("figure", "jobs_created", "--of", "north"), "names no scope; write zone:<code>, site:<code>"),
        (("figure", "jobs_created", "--during", "2025-Q7"), "is no period"),
        (("figure", "jobs_created", "--population", "everyone"), "is no population: write companies, residents"),
        (("figure", "jobs_created", "--known-at", "yesterday"), "is no moment: write 2025-09-09"),
        (("figure",), "Missing argument"),
        (("figure", "jobs_created", "--colour", "red"), "No such option"),
        (("figure", "jobs_created", "--format", "xml"), "xml"),
        (("check", "no-such-file.txt"), "no-such-file.txt: No such file or directory"),
        (("check", "{text}", "--published", "soon"), "“soon” is no day: write 2025-09-09"),
        (("check", "{text}", "--published", "0001-01-01"), "is not between the years 1900 and 2999"),
        (("check", "{text}", "--zone", "atlantis"), "no zone “atlantis” keeps its book here; known: home"),
        (("check", "{latin}"), "is no UTF-8 text"),
        (("rejoice",), "No such command"),
    ],
)
def test_unusable_input_is_one_clear_line_and_exit_code_2(reported, zonebook, tmp_path, arguments, said):
    (tmp_path / "text.txt").write_text(TEXT)
    (tmp_path / "latin.txt").write_bytes("Завод".encode("cp1251"))
    files = {"text": tmp_path / "text.txt", "latin": tmp_path / "latin.txt"}

    told = zonebook(*(argument.format(**files) for argument in arguments))

    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("zonebook: ")
    assert told.err.count("\n") == 1
    assert said in told.err


def test_a_text_is_checked_claim_by_claim(reported, zonebook, tmp_path):
    (tmp_path / "text.txt").write_text(TEXT)

    told = zonebook("check", tmp_path / "text.txt", "--published", "2025-06-01", "--format", "json")

    assert (told.code, told.err) == (0, "")
    assert (told.json["zone"], told.json["published"]) == ("home", "2025-06-01")
    claims = told.json["claims"]
    assert [(claim["verdict"], claim["value"], claim["figure"]["value"]) for claim in claims] == [
        ("holds", 2, 2),
        ("holds", 57, 57),
    ]
    assert {"start", "end", "quote", "low", "high", "hedge", "unit", "measure", "measure_group", "period", "scope",
            "difference", "readings", "why"} <= claims[0].keys()  # fmt: skip
    assert TEXT[claims[1]["start"] : claims[1]["end"]] == claims[1]["quote"]
    assert all(claim["figure"]["known_at"] for claim in claims)


def test_a_contradicted_claim_ends_with_1(reported, zonebook, tmp_path):
    (tmp_path / "text.txt").write_text(TEXT.replace("57", "75"))

    told = zonebook("check", tmp_path / "text.txt", "--published", "2025-06-01", "--format", "json")

    assert told.code == 1
    wrong = told.json["claims"][1]
    assert (wrong["verdict"], wrong["figure"]["value"], wrong["difference"]) == ("contradicted", 57, -18)


def test_a_checked_text_for_people_is_a_table_in_words(reported, zonebook, tmp_path):
    (tmp_path / "text.txt").write_text(TEXT.replace("57", "75"))

    told = zonebook("check", tmp_path / "text.txt", "--published", "2025-06-01")

    assert told.code == 1
    assert "✓ верно" in told.out
    assert "✗ противоречит" in told.out


def test_a_text_without_numbers_has_no_claims(reported, zonebook, tmp_path):
    (tmp_path / "text.txt").write_text("Погода стояла хорошая.")

    told = zonebook("check", tmp_path / "text.txt", "--format", "json")

    assert (told.code, told.json["claims"]) == (0, [])


def test_json_keeps_cyrillic_letters_and_parses_as_one_value(reported, zonebook):
    told = zonebook("figure", "jobs_created", "--during", "2024", "--format", "json")

    assert "Форма 1!D12" in told.out
    assert json.loads(told.out)
