"""`zonebook rate`: it needs no book."""

from __future__ import annotations

from pathlib import Path

import pytest

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
