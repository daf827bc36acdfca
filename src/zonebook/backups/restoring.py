"""Making the book what a backup says, all of it or nothing.

The rows are written in one transaction, so a book that is there stays what it is until the last of them is in. The
triggers of what only grows are away for that transaction alone, where an earlier book has to go. The engine's copy is
made anew from the database afterwards, and held against the hashes that the backup has of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from zonebook.audit.models import Entry
from zonebook.audit.queries import FIRST_SEAL
from zonebook.audit.tasks import make_triggers, remove_triggers
from zonebook.backups.folder import BackupError, Manifest, Tell, must_be_whole, read_manifest, read_table
from zonebook.backups.tables import (
    LEFT_OUT,
    MADE_BY_MIGRATING,
    as_stored,
    at_once,
    columns_of,
    kept_models,
    last_key,
    set_last_key,
)
from zonebook.backups.writing import lake_writer
from zonebook.engine import Lake
from zonebook.figures.queries import refill_everything
from zonebook.registry.models import LakePartition


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored. `lake_differs` names the partitions that are not, byte for byte, what they were.

    It is nothing where the lake is written by another version than then: its bytes cannot be compared.
    """

    manifest: Manifest
    lake_partitions: int
    lake_differs: tuple[str, ...] | None


def restore_backup(folder: Path, *, replace: bool, tell: Tell) -> Restored:
    """Make this installation's book what the backup in a folder says; `replace` lets an earlier book go.

    Raises BackupError for what is no backup, a damaged one, one of other tables than these, a book that is in use, and
    a database of something else. The earlier book is then what it was.
    """
    manifest = read_manifest(folder)
    must_be_whole(folder, manifest, tell=tell)
    _must_have_our_tables(manifest)
    _must_be_ours_to_fill(replace)
    call_command("migrate", verbosity=0, interactive=False)
    try:
        _fill(folder, manifest, tell=tell)
    except (ValueError, ValidationError, DatabaseError, EOFError) as error:
        raise BackupError(f"{folder} cannot be restored, and nothing was changed: {error}") from error
    return _with_its_lake(manifest)


def _must_have_our_tables(manifest: Manifest) -> None:
    ours = {model._meta.db_table: columns_of(model) for model in kept_models()}
    theirs = {name: table.columns for name, table in manifest.tables.items()}
    if ours != theirs:
        differing = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
        raise BackupError(
            f"the backup is of Zonebook {manifest.zonebook} with other tables than this one ({', '.join(differing)}): "
            "restore it with the version that made it, and migrate then"
        )


def _must_be_ours_to_fill(replace: bool) -> None:
    tables = set(connection.introspection.table_names())
    if tables and Entry._meta.db_table not in tables:
        raise BackupError("this database keeps something else: point ZONEBOOK_HOME or DATABASE_URL elsewhere")
    kept = {model._meta.db_table for model in kept_models()} - MADE_BY_MIGRATING
    if not replace and any(_has_rows(table) for table in sorted(kept & tables)):
        raise BackupError(
            "there is a book already: restore into an empty home, or write --replace to let go for good what is here"
        )


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')  # noqa: S608 - the name of a table of ours
        return cursor.fetchone() is not None


@transaction.atomic(durable=True)
def _fill(folder: Path, manifest: Manifest, *, tell: Tell) -> None:
    """Let go what there is and write what the backup has, inside one transaction."""
    models, done = kept_models(), 0
    remove_triggers()
    _empty([model._meta.db_table for model in models])
    for model in models:
        table = model._meta.db_table
        for batch in _batches(read_table(folder, table), most=at_once(model)):
            _insert(model, batch)
            done += len(batch)
            tell("rows", done, total=manifest.rows)
        kept = manifest.tables[table].last_key
        if kept is not None and kept != last_key(model):
            set_last_key(model, kept)
    make_triggers()
    connection.check_constraints()
    _must_end_as_it_did(manifest)
    LakePartition.objects.update(filled_generation=0)


def _empty(tables: Iterable[str]) -> None:
    """Let every row go; sessions too, because they are of people of the book before."""
    sessions = [name for name in LEFT_OUT if name != "django_migrations"]
    statements = connection.ops.sql_flush(no_style(), [*tables, *sessions], reset_sequences=True)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _batches(rows: Iterator[list[Any]], *, most: int) -> Iterator[list[list[Any]]]:
    while batch := list(islice(rows, most)):
        yield batch


def _insert(model: type[Model], rows: list[list[Any]]) -> None:
    columns = ", ".join(f'"{name}"' for name in columns_of(model))
    places = ", ".join(["%s"] * len(columns_of(model)))
    statement = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places})'  # noqa: S608 - names of our own
    with connection.cursor() as cursor:
        cursor.executemany(statement, [as_stored(model, row) for row in rows])


def _must_end_as_it_did(manifest: Manifest) -> None:
    """Raises ValueError unless the audit chain ends where the backup says."""
    last = Entry.objects.order_by("-pk").values_list("seal", flat=True).first() or FIRST_SEAL
    if (Entry.objects.count(), last) != (manifest.audit_entries, manifest.last_seal):
        raise ValueError("the audit chain does not end where the manifest says")


def _with_its_lake(manifest: Manifest) -> Restored:
    """Make the engine's copy anew; partitions of an earlier book go, because the engine would read them too."""
    known = set(LakePartition.objects.values_list("table", "zone_code"))
    Lake(settings.LAKE_ROOT).keep_only(known)
    refill_everything()
    if manifest.lake_writer != lake_writer():
        return Restored(manifest, len(known), None)
    now = {str(one): one.sha256 for one in LakePartition.objects.all()}
    differs = tuple(name for name, sha256 in manifest.lake.items() if now.get(name) != sha256)
    return Restored(manifest, len(known), differs)
