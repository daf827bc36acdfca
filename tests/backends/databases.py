"""A database of its own for an installation that a test makes, on whatever the run is about."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path


def database_of(home: Path, *, like: Path | None = None) -> dict[str, str]:
    """What an installation at `home` needs in its environment: nothing for SQLite, whose file lies in the home.

    On PostgreSQL a new database on the server of the run, made when it is first asked for: empty, or a copy of the
    database of the home `like`, which nobody may have open then.
    """
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        return {}
    import psycopg
    from psycopg import errors, sql

    name, template = _name(home), _name(like) if like else "template1"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    with psycopg.connect(server, autocommit=True) as connection, suppress(errors.DuplicateDatabase):
        connection.execute(create)
        # A copy takes over that numbers of its sequences were written ahead, though only the template's log has them:
        # a crash would give the same numbers out again. After a checkpoint they are written ahead anew.
        connection.execute("CHECKPOINT")
    return {"DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}


def remove_database_of(home: Path) -> None:
    """Let the database of an installation go, whoever has it open; a file in the home goes with the home."""
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        import psycopg
        from psycopg import sql

        with psycopg.connect(server, autocommit=True) as connection:
            name = sql.Identifier(_name(home))
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def _name(home: Path) -> str:
    return f"book_{hashlib.sha256(str(home).encode()).hexdigest()[:16]}"
