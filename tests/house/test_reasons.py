"""Does every exception from a rule say why it is one?"""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

import pytest

from tests.house.project import python_files, shown

# what silences a tool, with its codes; whatever letters are left in the comment are the reason
_SILENCER = re.compile(r"(?:ruff:\s*)?noqa(?::\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w, -]*\])?")
_SHORTEST_REASON = 10


def silenced_without_reason(source: str) -> list[int]:
    """The lines whose comment silences a linter or the type checker and gives no reason of ten letters."""
    comments = (
        token for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.type == tokenize.COMMENT
    )
    return [
        token.start[0]
        for token in comments
        if _SILENCER.search(token.string) and sum(map(str.isalpha, _SILENCER.sub("", token.string))) < _SHORTEST_REASON
    ]


@pytest.mark.parametrize("path", python_files("src", "bench", "tests"), ids=shown)
def test_every_silenced_rule_gives_its_reason(path: Path):
    assert silenced_without_reason(path.read_text()) == []


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# noqa: S101",
        "# noqa: S101, PLR2004",
        "# type: ignore",
        "# type: ignore[arg-type]",
        "# ruff: noqa",
    ],
)
def test_a_rule_silenced_without_reason_is_found(comment):
    assert silenced_without_reason(f"x = 1  {comment}\n") == [1]


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa: S101 - mypy needs to be told\n",
        "x = 1  # type: ignore[arg-type]  # the stub lacks the overload\n",
        "x = '# noqa'\n",
    ],
)
def test_a_reason_or_a_mere_string_is_no_offence(line):
    assert silenced_without_reason(line) == []
