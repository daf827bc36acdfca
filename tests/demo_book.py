"""The whole demonstration, built once for all tests of a run: it takes a minute or two.

Built as a person would build it, by the command line in a process of its own.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.backends.databases import database_of
from tests.once import built_once

SCRIPT = Path(sys.executable).parent / "zonebook"


@dataclass(frozen=True)
class Demonstration:
    """The home of the demonstration book, and what its making told."""

    home: Path
    told: dict[str, Any]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command over the demonstration."""
        environment = os.environ | {"ZONEBOOK_HOME": str(self.home)} | database_of(self.home)
        return subprocess.run([SCRIPT, *arguments], env=environment, capture_output=True, text=True, check=False)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a query finds in its database."""
        address = database_of(self.home).get("DATABASE_URL")
        if address is None:
            with closing(sqlite3.connect(f"file:{self.home / 'book.sqlite3'}?mode=ro", uri=True)) as database:
                return database.execute(sql).fetchall()
        import psycopg

        with psycopg.connect(address) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The demonstration book of this run. Not to be changed: copy it."""
    home, told = built_once(tmp_path_factory, "demonstration", build=_build)
    return Demonstration(home, json.loads(told))


def _build(home: Path) -> str:
    built = Demonstration(home, {}).run("demo", "--no-serve", "--format", "json")
    assert built.returncode == 0, built.stderr[-3000:]
    return built.stdout
