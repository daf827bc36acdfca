"""`zonebook rate`: it needs no book."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from zonebook.cli.comparing import standard_output_kept
from zonebook.cli.output import print_json

SPEC = """
code: small
title: {ru: Малый, en: Small}
valid_from: 2025-01-01
status: illustrative
reference: {title: a test}
classes:
  - {code: high, least: 50, title: {ru: Высокий, en: High}}
root:
  code: all
  title: {ru: Всё, en: All}
  members:
    - {code: jobs, title: {ru: Рабочие места, en: Jobs}}
    - {code: area, title: {ru: Площадь, en: Area}}
"""
BUDGET = SPEC.replace(
    "  code: all\n",
    "  code: all\n  weighting: budget_allocation\n  experts: [{jobs: 60, area: 40}, {jobs: 50, area: 40}]\n",
)
MATRIX = "zone,class,jobs,area\nnorth,port,100,20\nsouth,port,40,90\nwest,port,0,0\nempty,port,,\n"


@pytest.fixture
def files(tmp_path: Path):
    """A definition and a matrix on disk; what is given replaces either."""

    def made(spec: str = SPEC, matrix: str = MATRIX) -> tuple[Path, Path]:
        (tmp_path / "spec.yaml").write_text(spec, encoding="utf-8")
        (tmp_path / "matrix.csv").write_text(matrix, encoding="utf-8")
        return tmp_path / "spec.yaml", tmp_path / "matrix.csv"

    return made


def test_places_come_with_intervals_extremes_and_what_would_change_them(files, zonebook) -> None:
    told = zonebook("rate", *files(), "--draws", 500, "--seed", 7, "--format", "json")

    assert told.code == 0
    assert told.json["ranks"] == {"north": 2, "south": 1, "west": 3}
    assert told.json["scores"]["south"] == pytest.approx(70)
    assert told.json["classes"] == {"north": "high", "south": "high", "west": None}
    assert told.json["best"] == {"north": 1, "south": 1, "west": 3}
    assert told.json["worst"] == {"north": 2, "south": 2, "west": 3}
    assert told.json["intervals"]["west"] == {"median": 3, "low": 3, "high": 3, "first": 0.0}
    assert told.json["overtaking"]["rival"] == "north"
    assert told.json["unranked"] == {"empty": 0.0}
    assert (told.json["seed"], told.json["replays"], told.json["failed"]) == (7, 500, {})
    assert set(told.json["sensitivity"]["shift"]) == {"weights"}
    assert told.json["definition"] == {"code": "small", "valid_from": "2025-01-01", "status": "illustrative"}


def test_a_place_comes_with_its_chances_and_what_the_score_is_made_of(files, zonebook) -> None:
    told = zonebook("rate", *files(), "--draws", 500, "--seed", 7, "--format", "json").json

    assert told["probabilities"]["west"] == [0.0, 0.0, 1.0]
    assert sum(told["probabilities"]["north"]) == pytest.approx(1)
    assert told["probabilities"]["north"][0] == told["intervals"]["north"]["first"]
    assert told["beats"]["north"]["south"] + told["beats"]["south"]["north"] == pytest.approx(1)
    assert told["beats"]["north"]["west"] == 1
    assert "north" not in told["beats"]["north"]
    assert told["weights"] == {"jobs": 0.5, "area": 0.5}
    assert told["marks"]["south"] == {"jobs": pytest.approx(40), "area": pytest.approx(100)}
    mean = sum(told["scores"].values()) / 3
    for zone, score in told["scores"].items():
        assert sum(told["parts"][zone].values()) == pytest.approx(score - mean)


def test_scores_that_compare_zones_with_each_other_have_no_parts(files, zonebook) -> None:
    topsis = SPEC.replace("  code: all\n", "  code: all\n  aggregation: topsis\n")

    told = zonebook("rate", *files(topsis), "--draws", 100, "--format", "json").json

    assert told["parts"] is None
    assert set(told["marks"]["south"]) == {"jobs", "area"}


def test_the_same_seed_says_the_same_again_and_another_does_not(files, zonebook) -> None:
    one, again, other = (
        zonebook("rate", *files(), "--draws", 500, "--seed", seed, "--format", "json").out for seed in (7, 7, 8)
    )

    assert one == again
    assert one != other


def test_for_people_there_is_a_table_with_the_unranked_named(files, zonebook) -> None:
    told = zonebook("rate", *files(), "--draws", 100)

    assert told.code == 0
    assert "south" in told.out
    assert "not ranked: empty, 0% known" in told.out


def test_a_value_that_is_missing_today_is_carried_from_the_edition_before(files, zonebook, tmp_path) -> None:
    (tmp_path / "2024.csv").write_text("zone,jobs,area\nwest,40,55\n", encoding="utf-8")
    spec, matrix = files(
        SPEC.replace("root:", "imputation: last_value\ncoverage: 0.5\nroot:"), MATRIX.replace("0,0", "0,")
    )

    told = zonebook("rate", spec, matrix, "--earlier", tmp_path / "2024.csv", "--draws", 50, "--format", "json")

    assert told.json["scores"]["west"] == pytest.approx(25)  # jobs 0 of 100; area 55 is halfway from 20 to 90


def test_a_wrong_earlier_edition_is_named(files, zonebook, tmp_path) -> None:
    (tmp_path / "2024.csv").write_text("zone,jobs\nwest,many\n", encoding="utf-8")

    told = zonebook("rate", *files(), "--earlier", tmp_path / "2024.csv")

    assert told.code == 2
    assert "2024.csv: zone “west”, column “jobs”: “many” is no number" in told.err


def test_indicators_that_say_the_same_or_pull_against_the_rest_are_named(files, zonebook) -> None:
    rows = "zone,jobs,area\na,1,9\nb,2,8\nc,3,7.5\nd,4,1\n"

    told = zonebook("rate", *files(matrix=rows), "--draws", 50)
    plain = zonebook("rate", *files(matrix=rows), "--draws", 50, "--format", "json").json["coherence"]["all"]

    assert "in all: jobs pulls against the others" in told.out
    assert plain["against"] == ["jobs", "area"]
    assert plain["correlations"]["jobs"]["area"] == pytest.approx(-0.87, abs=0.01)


def test_what_a_solver_prints_by_itself_does_not_get_into_the_answer(capfd) -> None:
    with standard_output_kept():
        os.write(1, b"HighsMipSolverData says something\n")
    print_json({})

    said = capfd.readouterr()
    assert said.out == "{}\n"
    assert said.err == "HighsMipSolverData says something\n"


def test_without_spark_the_answer_says_what_to_install(files, zonebook, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)

    told = zonebook("rate", *files(), "--engine", "spark")

    assert told.code == 2
    assert "Spark is not installed: make spark" in told.err


@pytest.mark.needs("pyspark")
def test_without_java_the_answer_says_so_in_one_line(files, zonebook, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("JAVA_HOME", raising=False)

    told = zonebook("rate", *files(), "--engine", "spark")

    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "it needs Java 17" in told.err


def test_where_places_are_no_weighted_sum_the_answer_says_why_they_are_not_exact(files, zonebook) -> None:
    copeland = SPEC.replace("  code: all\n", "  code: all\n  aggregation: copeland\n")

    told = zonebook("rate", *files(copeland), "--draws", 100, "--format", "json")

    assert told.json["best"] is None
    assert "exact places are for means" in told.json["exact"]


def test_a_decimal_comma_wants_semicolons_and_thousands_may_be_spaced(files, zonebook) -> None:
    matrix = "zone;jobs;area\nnorth;1 000,5;20\nsouth;40;90\n"

    told = zonebook("rate", *files(matrix=matrix), "--draws", 10, "--format", "json")

    assert told.json["scores"] == {"north": 50.0, "south": 50.0}


@pytest.mark.parametrize(
    ("spec", "matrix", "message"),
    [
        (SPEC.replace("root:", "normalisation: best\nroot:"), MATRIX, "spec.yaml: normalisation"),
        (SPEC.replace("code: area,", "code: area, weight: 0,"), MATRIX, "the weight of “area” is 0"),
        (SPEC.replace("code: area,", "code: profit,"), MATRIX, "the matrix has no column “profit”"),
        (SPEC.replace("code: area,", "code: area, transformation: log,"), MATRIX, "zone “west”: “area”, of which the"),
        (SPEC.replace("code: area,", "code: area, weight: .inf,"), MATRIX, "the weight of “area” is inf"),
        (SPEC.replace("code: area,", "code: area, weigth: 2,"), MATRIX, "root.members.1 (“area”).weigth: no field has"),
        (
            SPEC.replace("code: area,", "code: area, weight: much,"),
            MATRIX,
            "spec.yaml: root.members.1 (“area”).weight:",
        ),
        (
            SPEC.replace("- {code: area", "- area\n    - {code: area"),
            MATRIX,
            "root.members.1: fields are expected here",
        ),
        ("- 1\n", MATRIX, "spec.yaml: no fields stand here"),
        (SPEC.replace("root:", "varied: {normalisations: [goalposts]}\nroot:"), MATRIX, "“jobs” has no goalposts"),
        (SPEC.replace("root:", "varied: {aggregations: [generalised]}\nroot:"), MATRIX, "needs an exponent of its own"),
        (BUDGET, MATRIX, "group “all”: expert 2: the points add up to 90, not to 100"),
        (SPEC, MATRIX.replace("40", "100").replace("0,0", "100,0"), "“jobs” has one value, 100, for all ranked zones"),
        (SPEC, MATRIX.replace("40", "40±-1"), "zone “south”, column “jobs”: “40±-1”"),
        (SPEC, MATRIX.replace("40", "many"), "zone “south”, column “jobs”: “many” is no number"),
        (SPEC, MATRIX.replace("40", "inf"), "zone “south”, column “jobs”: “inf” is no number"),
        (SPEC, MATRIX.replace("south", "north"), "the zone “north” stands in the matrix twice"),
        (SPEC, MATRIX.replace(",area", ",jobs"), "the heading names the column “jobs” twice"),
        (SPEC, MATRIX.replace("40,90", "40"), "line 3 of the matrix has 3 cells, the heading 4"),
        (SPEC, MATRIX.replace("north", ""), "line 2 of the matrix names no zone"),
        (SPEC, "name,jobs\n", "the first column of the matrix is “name”"),
        (SPEC, "zone,jobs,area\n", "no zone or no column"),
        (SPEC, "", "the matrix is empty"),
        (SPEC, "zone,jobs,area\nnorth,,\nsouth,,\n", "column “jobs” has no value at all"),
        (SPEC.replace("root:", "kinds: [tourism]\nroot:"), MATRIX, "no zone of the matrix is of class tourism"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line_with_the_place(files, zonebook, spec, matrix, message) -> None:
    told = zonebook("rate", *files(spec, matrix))

    assert told.code == 2
    assert message in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""


def test_a_file_that_is_not_there_is_named(tmp_path, zonebook) -> None:
    told = zonebook("rate", tmp_path / "none.yaml", tmp_path / "none.csv")

    assert told.code == 2
    assert "none.yaml: No such file" in told.err
