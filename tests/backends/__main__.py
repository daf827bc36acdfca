"""Runs a command with a PostgreSQL server of its own: `python -m tests.backends COMMAND…`.

The command finds the server's address in DATABASE_URL. Where no PostgreSQL is installed the command is not run and a
loud line says so; with CI=true that is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.backends.postgres import running_postgres
from tests.needs import lacking


def main(command: list[str]) -> int:
    """The command's exit code."""
    lack = lacking(["postgres"])
    if lack is not None:
        sys.stderr.write(f"!! SKIPPED on PostgreSQL, because it {lack}\n")
        return int(os.environ.get("CI") == "true")
    with running_postgres() as url, tempfile.TemporaryDirectory(prefix="zonebook-home-") as home:
        (Path(home) / "secret.key").write_text("of the tests, not secret, but long enough to be taken for a key")
        environment = os.environ | {"DATABASE_URL": url, "ZONEBOOK_HOME": home}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
