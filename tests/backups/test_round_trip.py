"""Is the book that comes back from a backup the book that was written, and is an earlier one left alone until then?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tests.book import SmallBook
from tests.conftest_book import let_rows_go
from zonebook.accounts.models import User
from zonebook.backups.folder import (
    BackupError,
    Manifest,
    TableFile,
    read_manifest,
    read_table,
    write_manifest,
    write_table,
)
from zonebook.backups.restoring import restore_backup
from zonebook.backups.tables import LEFT_OUT, kept_models
from zonebook.backups.writing import write_backup
from zonebook.drafting.actions import begin_draft
from zonebook.drafting.models import Draft
from zonebook.figures.queries import refill_everything, the_lake
from zonebook.reporting.models import Version

FIGURE = ("figure", "jobs_created", "--during", "2024", "--known-at", "2024-12-31", "--format", "json")


def silently(step: str, done: int, *, total: int) -> None:
    assert done <= total


def backed_up(folder: Path) -> Manifest:
    return write_backup(folder, at=timezone.now(), tell=silently)


def emptied() -> None:
    """As an installation is in which nobody has done anything: migrated, and without a row."""
    let_rows_go()
    call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def kept(committed_book) -> SmallBook:
    """Two accepted reports, one of them corrected, a draft begun, somebody signed in, and somebody gone again."""
    book = committed_book
    book.report("2024-Q1", jobs_created=17, research=None)
    book.report("2024-H1", jobs_created=40)
    book.correct("2024-Q1", when="2024-09-01", jobs_created=5)
    begin_draft(book.actor("alice", "2024-10-10"), book.campaign("2024-9M"), company=book.alfa)
    Session.objects.create(session_key="alices", session_data="", expire_date=timezone.now())
    User.objects.create(username="gone").delete()
    refill_everything()
    return book


def test_a_book_comes_back_whole_in_an_empty_place_with_the_same_figures(kept, zonebook, tmp_path):
    figure, lake = zonebook(*FIGURE).json, the_lake().snapshot()
    told = zonebook("backup", tmp_path / "backup", "--format", "json")
    assert (told.code, told.json["zones"]) == (0, ["home"])
    assert {"secret.key", "django_session"} <= set(told.json["left_out"])
    again = zonebook("backup", tmp_path / "backup")
    assert (again.code, "is there already and is not empty" in again.err) == (2, True)
    emptied()

    back = zonebook("restore", tmp_path / "backup", "--format", "json")

    assert (back.code, back.json["faults"], back.json["is_whole"]) == (0, [], True)
    assert back.json["lake"] == {"partitions": back.json["lake"]["partitions"], "same": True}
    assert (zonebook(*FIGURE).json["value"], the_lake().snapshot()) == (figure["value"], lake)
    assert backed_up(tmp_path / "again").tables == read_manifest(tmp_path / "backup").tables
    assert not Session.objects.exists()
    assert User.objects.create(username="new").pk == kept.users["zoe"].pk + 2  # a key is not given out twice


def test_a_book_in_use_is_left_alone_until_it_is_told_to_go(kept, zonebook, tmp_path):
    backed_up(tmp_path / "backup")
    later = kept.file("2024-9M")
    the_lake().refill("presence", "before", rows=[])

    refused = zonebook("restore", tmp_path / "backup")
    assert (refused.code, "there is a book already" in refused.err) == (2, True)
    assert Version.objects.filter(pk=later.pk).exists()

    told = zonebook("restore", tmp_path / "backup", "--replace")
    assert (told.code, "is whole" in told.out) == (0, True)
    assert not Version.objects.filter(pk=later.pk).exists()
    assert the_lake().partition("presence", "before") is None  # or questions would be answered from it too
    assert kept.file("2024-9M").pk == later.pk  # the book goes on from where it was


def test_what_is_filed_while_the_backup_is_written_neither_waits_nor_gets_into_half_of_it(kept, zonebook, tmp_path):
    def filed() -> str:
        try:
            return kept.file("2024-9M").receipt
        finally:
            connection.close()

    receipts: list[str] = []

    def filing_after_the_first_table(step: str, done: int, *, total: int) -> None:
        if done == 1:
            with ThreadPoolExecutor(1) as pool:
                receipts.append(pool.submit(filed).result(15))

    before = Version.objects.count()
    write_backup(tmp_path / "backup", at=timezone.now(), tell=filing_after_the_first_table)
    assert (len(receipts), Version.objects.count()) == (1, before + 1)

    told = zonebook("restore", tmp_path / "backup", "--replace", "--format", "json")

    assert (told.code, told.json["is_whole"], Version.objects.count()) == (0, True, before)


def test_a_backup_that_contradicts_itself_changes_nothing(kept, tmp_path):
    """Its hashes agree, but a draft is of a company that is not there."""
    folder = tmp_path / "backup"
    manifest = backed_up(folder)
    (draft,) = read_table(folder, "drafting_draft")
    columns = manifest.tables["drafting_draft"].columns
    draft[columns.index("company_id")] = 999
    for path in (folder / "tables" / "drafting_draft.jsonl.gz", folder / "manifest.json"):
        path.unlink()
    rows, digest = write_table(folder, "drafting_draft", rows=[draft])
    file = TableFile(rows, digest, columns, 1)
    write_manifest(folder, replace(manifest, tables={**manifest.tables, "drafting_draft": file}))

    with pytest.raises(BackupError, match="nothing was changed"):
        restore_backup(folder, replace=True, tell=silently)

    assert Draft.objects.get().company == kept.alfa
    assert Session.objects.exists()
    assert the_lake().faults() == ()


def test_a_backup_of_other_tables_is_refused_with_their_names(transactional_db, own_lake, tmp_path):
    folder = tmp_path / "backup"
    manifest = backed_up(folder)
    other = {**manifest.tables, "registry_site": replace(manifest.tables["registry_site"], columns=("id", "name"))}
    (folder / "manifest.json").unlink()
    write_manifest(folder, replace(manifest, zonebook="0.0.9", tables=other))

    with pytest.raises(BackupError, match=r"of Zonebook 0\.0\.9 with other tables than this one \(registry_site\)"):
        restore_backup(folder, replace=True, tell=silently)


def test_every_table_of_the_database_is_kept_or_left_out_by_name(db):
    kept = {model._meta.db_table for model in kept_models()}

    migrated = {"django_migrations"}  # is not there where the tests' tables are made straight from the models
    assert {*connection.introspection.table_names(), *migrated} == kept | LEFT_OUT.keys()
