"""How is each expression said in SQL? A change of any statement shows as a difference of a file."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.engine.snapshots import FOLDER, SHAPES, texts
from tests.house.project import ROOT
from zonebook.engine import expressions
from zonebook.engine.compiling import statement
from zonebook.engine.expressions import Shape

TEXTS = dict(texts())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_statement_is_its_snapshot(path: object) -> None:
    """Where the change is meant: `python -m tests.engine.snapshots`, and read the difference."""
    assert path.read_text(encoding="utf-8") == TEXTS[path]


def test_no_snapshot_is_of_a_statement_that_is_gone() -> None:
    assert set(FOLDER.glob("*.sql")) == set(TEXTS)


def test_every_expression_has_a_snapshot() -> None:
    public = {
        name
        for name, item in vars(expressions).items()
        if callable(item) and getattr(item, "__module__", "") == expressions.__name__ and not name.startswith("_")
    } - {"table", "Shape"}

    assert {name for name, _ in SHAPES.values()} == public


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_mark_is_left_in_a_statement_and_no_value_is_written_into_it(path: object) -> None:
    assert "§" not in TEXTS[path]
    assert re.findall(r"DATE\s+'|TIMESTAMP\s+'|MAKE_DATE", TEXTS[path]) == []


def test_a_name_in_scope_is_a_parameter_and_never_part_of_the_text() -> None:
    sql = statement("totals", Shape("companies", (("site", 2),), lines=1, windows=1))

    assert {"$site_0", "$site_1", "$line_0", "$first_1", "$last_1", "$known_at", "$population_on"} == set(
        re.findall(r"\$\w+", sql)
    )


def test_each_statement_is_written_once_in_a_process() -> None:
    shape = Shape("companies", (("zone", 1),), lines=1, windows=1)

    assert statement("totals", shape) is statement("totals", shape)


def test_the_same_statement_is_written_in_every_process() -> None:
    program = "from tests.engine.snapshots import texts; print(sorted(texts()))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
            capture_output=True, text=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip

    assert len(runs) == 1
