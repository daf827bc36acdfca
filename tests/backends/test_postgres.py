"""Is an old demonstration replaced on PostgreSQL too, and nothing else? Does a book move there from SQLite?

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


REMOVE_AND_MAKE_ANEW = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from zonebook.audit.tasks import missing_triggers
from zonebook.cli.serving import _remove_old_book
from zonebook.registry.models import Zone
call_command("migrate", verbosity=0)
Zone.objects.create(code="home", name_ru="Дом", name_en="Home", kind="port", keeps_book=True, is_demonstration={demo})
_remove_old_book()
assert connection.introspection.table_names() == []
call_command("migrate", verbosity=0)
assert not Zone.objects.exists()
assert missing_triggers() == ()
"""


def test_an_old_demonstration_is_removed_and_a_new_book_can_be_made_in_its_place(server, home):
    done = run("-c", REMOVE_AND_MAKE_ANEW.format(demo=True), url=f"{server.rpartition('/')[0]}/template1", home=home)

    assert done.returncode == 0, done.stderr


def test_a_real_book_is_never_removed(server, home):
    done = run("-c", REMOVE_AND_MAKE_ANEW.format(demo=False), url=server, home=home)

    assert done.returncode == 1
    assert "this database keeps something else" in done.stderr


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
