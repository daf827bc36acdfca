"""Is every function and file of a size that a person reads at one go?"""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.house.project import python_files, shown
from tests.house.sizes import (
    MAX_FUNCTION_LINES_P90,
    functions,
    ninetieth_percentile,
    too_long,
    too_many_arguments,
)

OURS = python_files("src", "bench")
ALL = [*OURS, *python_files("tests")]


def function_of(lines: int) -> str:
    return "def long():\n" + "    pass\n" * (lines - 1)


@pytest.mark.parametrize("path", ALL, ids=shown)
def test_functions_and_files_stay_within_their_lines(path: Path):
    assert too_long(path.read_text()) == []


@pytest.mark.parametrize("path", OURS, ids=shown)
def test_functions_take_few_arguments_and_most_of_them_by_name(path: Path):
    assert too_many_arguments(path.read_text()) == []


def test_nine_functions_of_ten_are_short():
    lengths = [function.lines for path in OURS for function in functions(path.read_text())]

    assert len(lengths) > 100
    assert ninetieth_percentile(lengths) <= MAX_FUNCTION_LINES_P90


@pytest.mark.parametrize(("lines", "complaints"), [(60, 0), (61, 1)])
def test_the_sixty_first_line_of_a_function_is_one_too_many(lines, complaints):
    assert len(too_long(function_of(lines))) == complaints


@pytest.mark.parametrize(("lines", "complaints"), [(400, 0), (401, 1)])
def test_the_four_hundred_and_first_line_of_a_file_is_one_too_many(lines, complaints):
    assert len(too_long("x = 1\n" * lines)) == complaints


def test_decorators_count_as_lines_of_their_function():
    assert [function.lines for function in functions("@one\n@two\ndef f():\n    pass")] == [4]


@pytest.mark.parametrize(
    "signature", ["def f(a, b, c): ...", "def f(a, b, *, c, d, e, g): ...", "async def f(a, b, c): ..."]
)
def test_a_function_that_asks_for_too_much_is_found(signature):
    assert too_many_arguments(signature) != []


@pytest.mark.parametrize(
    "source",
    [
        "def f(a, b, *, c, d, e): ...",
        "class C:\n    def f(self, a, b): ...",
        "class C:\n    @classmethod\n    def f(cls, a, b): ...",
        "class C:\n    def __exit__(self, kind, error, trace): ...",
        "class C:\n    @override\n    def clean(self, a, b, c): ...",
        "@app.command()\ndef figure(a, b, c, d, e, g): ...",
    ],
)
def test_self_commands_and_foreign_signatures_are_no_offence(source):
    assert too_many_arguments(source) == []


def test_a_function_within_a_function_is_measured_too():
    source = dedent("""
        def outer():
            def inner(a, b, c):
                pass
    """)

    assert [complaint.split()[1] for complaint in too_many_arguments(source)] == ["inner"]


@pytest.mark.parametrize(("values", "expected"), [([1] * 9 + [99], 1), ([1] * 8 + [99] * 2, 99), ([7], 7)])
def test_the_ninetieth_percentile_lets_one_of_ten_stand_out(values, expected):
    assert ninetieth_percentile(values) == expected
