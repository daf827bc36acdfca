"""The command line, run in this process over the small book."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.conftest_book import book, committed_book, own_lake
from zonebook.cli import main

__all__ = ["book", "committed_book", "own_lake", "zonebook"]


@dataclass(frozen=True)
class Told:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def zonebook(capsys, monkeypatch) -> Callable[..., Told]:
    """Runs a command as the console script would."""

    def run(*arguments: object) -> Told:
        monkeypatch.setattr("sys.argv", ["zonebook", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Told(ended.value.code or 0, said.out, said.err)

    return run
