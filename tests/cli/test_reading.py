"""`zonebook claims` and `zonebook intake`: they need no book."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from tests.book import plausible
from zonebook.intake import Identity, write_workbook
from zonebook.measures import Period
from zonebook.methodology import load_methodology

FIELDS = {
    "start",
    "end",
    "quote",
    "value",
    "low",
    "high",
    "hedge",
    "unit",
    "measure",
    "measure_group",
    "period",
    "scope",
}


@pytest.fixture
def texts(tmp_path):
    path = tmp_path / "texts.jsonl"
    rows = [
        {"id": "a", "text": "За 2024 год создано свыше 4,9 тыс. рабочих мест.", "source_date": "2025-02"},
        {"id": "b", "text": "Ничего."},
    ]
    path.write_text("\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    return path


@pytest.fixture
def workbook(tmp_path):
    """A filled workbook of the first quarter; `changed` lines differ from the plausible ones."""

    def made(**changed: object):
        form = load_methodology().form("resident-quarter")
        identity = Identity("alfa", "Альфа", "", "2024-Q1", "q1", (("north", "Север"),))
        given = plausible(Period.quarter(2024, 1), **changed)
        values = {(line, "north"): Decimal(amount) for line, amount in given.items()}
        path = tmp_path / "report.xlsx"
        path.write_bytes(write_workbook(form, identity, values=values))
        return path

    return made


def test_claims_answers_one_line_for_each_text(texts, zonebook):
    told = zonebook("claims", texts, "--format", "json")

    assert (told.code, told.err) == (0, "")
    first, second = map(json.loads, told.out.splitlines())
    assert (first["id"], second) == ("a", {"id": "b", "claims": []})
    (claim,) = first["claims"]
    assert claim.keys() == FIELDS
    assert (claim["value"], claim["hedge"], claim["unit"], claim["period"]) == (4900, "more_than", "jobs", "2024")


def test_claims_for_people_are_tables(texts, zonebook):
    told = zonebook("claims", texts)

    assert told.code == 0
    assert "4900" in told.out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"id": 1', ":1: no JSON"),
        (b'\n{"id": 1, "text": "a"}\n\nnot json', ":4: no JSON"),
        (b"[1, 2]", ":1: each line must be an object with a text"),
        (b'{"id": 1}', ":1: each line must be an object with a text"),
        ('{"text": "Завод"}'.encode("cp1251"), "is no UTF-8 text"),
    ],
)
def test_a_file_that_is_no_jsonl_of_texts_is_named_with_its_line(zonebook, tmp_path, content, said):
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)

    told = zonebook("claims", path, "--format", "json")

    assert (told.code, told.out) == (2, "")
    assert told.err.count("\n") == 1
    assert f"{path}" in told.err
    assert said in told.err


@pytest.mark.parametrize("command", [("claims",), ("intake", "--form", "resident-quarter")])
def test_a_missing_file_is_named(zonebook, tmp_path, command):
    told = zonebook(*command, tmp_path / "nowhere")

    assert told.code == 2
    assert "nowhere: No such file or directory" in told.err


def test_a_folder_is_no_file(zonebook, tmp_path):
    assert "Is a directory" in zonebook("claims", tmp_path).err


def test_intake_tells_every_cell(workbook, zonebook):
    told = zonebook("intake", workbook(jobs_created=17), "--form", "resident-quarter", "--format", "json")

    assert (told.code, told.err) == (0, "")
    assert (told.json["form"], told.json["version"], told.json["findings"]) == ("resident-quarter", 1, [])
    assert {"line": "jobs_created", "site": "north", "cell": "Форма 1!D12", "amount": 17, "written": "17"} in told.json[
        "cells"
    ]


def test_intake_tells_what_is_wrong_and_what_to_do(workbook, zonebook):
    path = workbook(capital_investment=90_000_000)
    told = zonebook("intake", path, "--form", "resident-quarter", "--format", "json")

    assert told.code == 1
    (finding,) = told.json["findings"]
    assert finding.keys() >= {"rule", "severity", "cell", "value", "message", "advice"}
    assert (finding["rule"], finding["severity"]) == ("capital-within-investment", "error")


def test_a_warning_alone_does_not_block(workbook, zonebook):
    told = zonebook("intake", workbook(research=None), "--form", "resident-quarter", "--format", "json")

    assert (told.code, [finding["severity"] for finding in told.json["findings"]]) == (0, ["warning"])


def test_what_is_no_workbook_is_a_finding_and_no_crash(tmp_path, zonebook):
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"hello")
    told = zonebook("intake", path, "--form", "resident-quarter", "--format", "json")

    assert (told.code, told.json["cells"]) == (1, [])
    assert told.json["findings"][0]["rule"] == "file.unknown"


def test_intake_for_people_is_two_tables(workbook, zonebook):
    told = zonebook("intake", workbook(research=None), "--form", "resident-quarter")

    assert told.code == 0
    assert "jobs_created" in told.out
    assert "warning" in told.out


def test_an_unknown_form_is_answered_with_the_known_ones(workbook, zonebook):
    told = zonebook("intake", workbook(), "--form", "diary")

    assert (told.code, told.out) == (2, "")
    assert "resident-opening, resident-quarter" in told.err
