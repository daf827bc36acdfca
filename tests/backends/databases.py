"""A database of its own for an installation that a test makes, on whatever the run is about."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path


def database_of(home: Path) -> dict[str, str]:
    """What an installation at `home` needs in its environment: nothing for SQLite, whose file lies in the home.

    On PostgreSQL a new database on the server of the run, made when it is first asked for.
    """
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        return {}
    import psycopg
    from psycopg import errors, sql

    name = f"book_{hashlib.sha256(str(home).encode()).hexdigest()[:16]}"
    with psycopg.connect(server, autocommit=True) as connection, suppress(errors.DuplicateDatabase):
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return {"DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
