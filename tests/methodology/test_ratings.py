"""Do the shipped ratings say what their worked examples promise?"""

from pathlib import Path

import numpy as np
import pytest

from zonebook.methodology import MethodologyError
from zonebook.methodology.ratings import rating_from_yaml, shipped_ratings
from zonebook.rating import Matrix, Rating, assess
from zonebook.rating.definition import Status
from zonebook.rating.reading import matrix_from_csv
from zonebook.rating.results import as_dict, rated

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "rating"
ALL = (
    *shipped_ratings(),
    *(rating_from_yaml(path.read_text("utf-8"), name=path.name) for path in EXAMPLES.glob("*.yaml")),
)
SMALL = """
code: small
title: {ru: Малый, en: Small}
valid_from: 2025-01-01
status: illustrative
reference: {title: a test}
root:
  code: all
  title: {ru: Всё, en: All}
  members:
    - {code: jobs, title: {ru: Рабочие места, en: Jobs}}
"""


@pytest.mark.parametrize("rating", ALL, ids=lambda one: one.code)
def test_the_worked_example_comes_out(rating: Rating) -> None:
    example = rating.example
    assert example is not None, "each rating has an example"
    rows = [[np.nan if one is None else one for one in row] for row in example.rows.values()]

    found = assess(rating, Matrix(tuple(example.rows), example.columns, np.array(rows, dtype=float)))

    assert dict(zip(found.zones, found.scores, strict=True)) == pytest.approx(example.scores, abs=5e-6)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_an_example_runs_with_the_matrix_beside_it_as_its_readme_says(path: Path) -> None:
    """Every zone is placed or said to be too little known, and no replay of a sound example fails."""
    earlier = [matrix_from_csv(edition.read_text("utf-8")) for edition in EXAMPLES.glob(f"{path.stem}-20*.csv")]
    matrix = matrix_from_csv(path.with_suffix(".csv").read_text("utf-8"))

    told = as_dict(
        rated(rating_from_yaml(path.read_text("utf-8"), name=path.name), matrix.after(earlier), draws=256, seed=1)
    )

    assert {*told["ranks"], *told["unranked"]} == set(matrix.zones)
    assert (told["replays"], told["failed"]) == (256, {})
    assert f"zonebook rate {path.name} {path.stem}.csv" in (EXAMPLES / "README.md").read_text("utf-8")


@pytest.mark.parametrize("rating", shipped_ratings(), ids=lambda one: one.code)
def test_what_no_official_text_says_is_called_illustrative(rating: Rating) -> None:
    assert rating.status is Status.ILLUSTRATIVE


def test_the_codes_of_the_shipped_ratings_are_single() -> None:
    assert len({one.code for one in shipped_ratings()}) == len(shipped_ratings())


def test_a_definition_of_somebody_else_is_read() -> None:
    assert rating_from_yaml(SMALL, name="small.yaml").root.members[0].code == "jobs"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (SMALL.replace("status: illustrative", "status: secret"), "small.yaml: status"),
        (SMALL + "normalisation: best_of_all\n", "small.yaml: normalisation"),
        (SMALL + "weigths: equal\n", "small.yaml: weigths"),
        (SMALL + "coverage: 7\n", "small.yaml: small: coverage: 7.0"),
        (SMALL.replace("code: jobs,", "code: jobs, weight: -1,"), "the weight of “jobs” is -1"),
        (SMALL + "code: small\n", "the field code is given twice"),
        ("[", "small.yaml: no readable YAML"),
        ("", "small.yaml: code"),
    ],
)
def test_a_definition_that_cannot_be_used_is_refused_with_the_file_and_the_place(wrong: str, message: str) -> None:
    with pytest.raises(MethodologyError, match=message):
        rating_from_yaml(wrong, name="small.yaml")
