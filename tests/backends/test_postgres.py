"""Does a book move to PostgreSQL from SQLite, to the last byte?

That actions, queries and pages go the same there is tested by running their tests again over a real server
(`make test`, or `make postgres` alone).
"""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.utils import timezone

from tests.backends.conftest import run
from tests.conftest_book import committed_book, own_lake
from zonebook.backups.folder import read_manifest
from zonebook.backups.writing import write_backup
from zonebook.figures.queries import refill_everything

__all__ = ["committed_book", "own_lake"]

pytestmark = pytest.mark.needs("postgres")


RESTORE_AND_BACK_UP_AGAIN = """
import json
import django
django.setup()
from pathlib import Path
from django.db import connection
from django.utils import timezone
from zonebook.backups.restoring import restore_backup
from zonebook.backups.writing import write_backup
from zonebook.cli.book import book_faults
silently = lambda step, done, *, total: None
restored = restore_backup(Path({folder!r}), replace=False, tell=silently)
write_backup(Path({folder!r} + "-again"), at=timezone.now(), tell=silently)
print(json.dumps([connection.vendor, restored.lake_differs, book_faults(again=False)]))
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the book is moved from SQLite")
def test_a_book_moves_from_sqlite_to_postgresql_to_the_last_byte(committed_book, server, home, tmp_path):
    """Its tables give the same files there, and its figures come from the same lake."""
    committed_book.report("2024-Q1", research=None)
    committed_book.correct("2024-Q1", when="2024-09-01", jobs_created=5)
    refill_everything()
    folder = tmp_path / "backup"
    tables = write_backup(folder, at=timezone.now(), tell=lambda step, done, *, total: None).tables

    import psycopg

    with psycopg.connect(server, autocommit=True) as connected:
        connected.execute("CREATE DATABASE moved")
    url = f"{server.rpartition('/')[0]}/moved"
    done = run("-c", RESTORE_AND_BACK_UP_AGAIN.format(folder=str(folder)), url=url, home=home)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["postgresql", [], []]
    assert read_manifest(tmp_path / "backup-again").tables == tables
