"""A PostgreSQL server of these tests' own, and a home for commands that are run against it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.backends.postgres import running_postgres

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def server():
    with running_postgres() as url:
        yield url


def run(*command: object, url: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DATABASE_URL": url, "ZONEBOOK_HOME": str(home)}
    environment.pop("PYTEST_XDIST_WORKER", None)
    words = [sys.executable, *map(str, command)]
    return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "secret.key").write_text("of the tests, not secret, but long enough to be taken for a key")
    return tmp_path
