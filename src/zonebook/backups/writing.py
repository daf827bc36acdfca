"""Writing a backup while people go on working: everything in it is of one moment.

It is read in one transaction that sees the book as it was at its first look and holds nobody up: SQLite's readers in
WAL mode, PostgreSQL's repeatable read. Only the database is read, through the connection that the book has anyway: no
program beside it is needed, and what one database keeps the other can take.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.db import connection

from zonebook import __version__
from zonebook.audit.models import Entry
from zonebook.audit.queries import FIRST_SEAL
from zonebook.backups.folder import BackupError, Manifest, TableFile, Tell, new_folder, write_manifest, write_table
from zonebook.backups.tables import LEFT_OUT, columns_of, kept_models, last_key, rows_of
from zonebook.registry.models import LakePartition, Zone

_BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


def write_backup(folder: Path, *, at: datetime, tell: Tell) -> Manifest:
    """Write the whole book into a new folder; what it says of itself.

    Raises BackupError where the folder is taken, and where the database lacks tables that this version has.
    """
    _must_be_migrated()
    with new_folder(folder) as partial, _one_moment():
        manifest = Manifest(
            zonebook=__version__,
            made_at=at.isoformat(),
            database=connection.vendor,
            zones=tuple(Zone.objects.filter(keeps_book=True).order_by("code").values_list("code", flat=True)),
            audit_entries=Entry.objects.count(),
            last_seal=Entry.objects.order_by("-pk").values_list("seal", flat=True).first() or FIRST_SEAL,
            lake_writer=lake_writer(),
            lake={str(one): one.sha256 for one in LakePartition.objects.order_by("pk") if _is_filled(one)},
            left_out=dict(LEFT_OUT),
            tables=_tables(partial, tell),
        )
        write_manifest(partial, manifest)
    return manifest


def lake_writer() -> str:
    """What writes the files of the lake here: another version may write the same rows in other bytes."""
    return f"pyarrow {version('pyarrow')}"


def _tables(folder: Path, tell: Tell) -> dict[str, TableFile]:
    models, tables = kept_models(), {}
    for done, model in enumerate(models, start=1):
        name = model._meta.db_table
        rows, digest = write_table(folder, name, rows=rows_of(model))
        tables[name] = TableFile(rows, digest, columns_of(model), last_key(model))
        tell("tables", done, total=len(models))
    return tables


def _must_be_migrated() -> None:
    lacking = {model._meta.db_table for model in kept_models()} - set(connection.introspection.table_names())
    if lacking:
        names = ", ".join(sorted(lacking))
        raise BackupError(
            f"the database lacks tables of this version ({names}): take the backup with the version that the book is "
            "kept with, or run `python -m django migrate` first"
        )


def _is_filled(partition: LakePartition) -> bool:
    return partition.filled_generation == partition.generation


@contextmanager
def _one_moment() -> Iterator[None]:
    """Whatever is read in the block is of one moment. `atomic` would keep everybody else from writing on SQLite."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
