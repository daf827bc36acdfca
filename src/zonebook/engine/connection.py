"""Running a statement over the lake's current content, on DuckDB in this process.

Each snapshot of the lake has a schema of views over its files; a statement names bare tables and runs in the schema
of the snapshot that its question was bound to, so that value, coverage and trail of one answer speak of one state.
A snapshot lives as long as its files: refills sweep the files of older ones away after a while, and a question that
takes longer starts again (`SnapshotGone`).
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from zonebook.engine.compiling import statement
from zonebook.engine.expressions import Shape
from zonebook.engine.lake import Lake, LakeError, Partition, snapshot_of
from zonebook.engine.schema import TABLES

if TYPE_CHECKING:
    import duckdb

_KEPT_SNAPSHOTS = 4
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoload_known_extensions": False,  # nothing is ever fetched from a network
    "python_enable_replacements": False,  # a table is a view of the lake, never a variable of whoever asks
}
_TYPES = {"string": "VARCHAR", "int64": "BIGINT", "date": "DATE", "timestamp": "TIMESTAMP"}
_PARAMETER = re.compile(r"\$(\w+)")
_NO_SHAPE = Shape("companies", ())

Names = Mapping[str, frozenset[str]]


@dataclass(slots=True)
class _Bound:
    """A snapshot that has its views: what its register names, and how many questions are being answered from it."""

    names: Names
    readers: int = 0


class SnapshotGone(Exception):
    """The lake has moved on while a question was answered from its earlier content; ask again from the start."""


class Connection:
    """One in-memory DuckDB for the process; every thread works through cursors of its own."""

    def __init__(self, lake: Lake) -> None:
        import duckdb

        self._lake = lake
        self._database = duckdb.connect(":memory:", config=_SETTINGS)
        # a file never changes under its name, which is the hash of its content: its metadata is read once
        self._database.execute("SET GLOBAL parquet_metadata_cache = true")
        self._lock = threading.Lock()
        self._snapshots: OrderedDict[str, _Bound] = OrderedDict()

    @contextmanager
    def reading(self) -> Iterator[str]:
        """Bind the lake's current content; its name can be given to `rows` and `register_names` until the end."""
        partitions = self._lake.partitions()
        snapshot = snapshot_of(partitions)
        with self._lock:
            if snapshot not in self._snapshots:
                with self._explained(snapshot):
                    self._bind(snapshot, partitions)
                    self._snapshots[snapshot] = _Bound(self._read_names(snapshot, partitions))
            bound = self._snapshots[snapshot]
            bound.readers += 1
            self._snapshots.move_to_end(snapshot)
        try:
            yield snapshot
        finally:
            with self._lock:
                bound.readers -= 1
                self._let_go()

    def register_names(self, snapshot: str) -> Names:
        """The names that the register knows by kind of scope, at any time."""
        return self._snapshots[snapshot].names

    def rows(self, snapshot: str, sql: str, *, values: Mapping[str, object]) -> Sequence[tuple[Any, ...]]:
        """All rows of a statement over one snapshot; `values` may hold more than its parameters.

        Raises SnapshotGone where the lake has moved on, and LakeError where its current content cannot be read.
        """
        used = {name: values[name] for name in set(_PARAMETER.findall(sql))}
        cursor = self._database.cursor()
        try:
            with self._explained(snapshot):
                cursor.execute(f"SET schema = 's_{snapshot}'")
                return cursor.execute(sql, used).fetchall()
        finally:
            cursor.close()

    def _let_go(self) -> None:
        """Drop the oldest snapshots that nobody reads, down to the few that are kept."""
        idle = [snapshot for snapshot, bound in self._snapshots.items() if not bound.readers]
        for snapshot in idle[: max(0, len(self._snapshots) - _KEPT_SNAPSHOTS)]:
            del self._snapshots[snapshot]
            self._database.execute(f'DROP SCHEMA "s_{snapshot}" CASCADE')

    @contextmanager
    def _explained(self, snapshot: str) -> Iterator[None]:
        """Tell a snapshot that was swept away, and a lake that is broken, from a wrong statement."""
        import duckdb

        try:
            yield
        except duckdb.Error as error:
            if self._lake.snapshot() != snapshot:
                raise SnapshotGone(snapshot) from error
            if faults := self._lake.faults():
                raise LakeError("; ".join(faults)) from error
            raise

    def _bind(self, snapshot: str, partitions: Sequence[Partition]) -> None:
        cursor: duckdb.DuckDBPyConnection = self._database.cursor()
        try:
            cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "s_{snapshot}"')
            for table in TABLES:
                files = [str(part.path) for part in partitions if part.table == table]
                cursor.execute(f'CREATE OR REPLACE VIEW "s_{snapshot}"."{table}" AS {_content(table, files)}')
        finally:
            cursor.close()

    def _read_names(self, snapshot: str, partitions: Sequence[Partition]) -> Names:
        found: dict[str, set[str]] = {"zone": {part.zone for part in partitions}}
        for kind, name in self.rows(snapshot, statement("register_names", _NO_SHAPE), values={}):
            found.setdefault(kind, set()).add(name)
        kinds = ("zone", "site", "company", "cluster", "industry")
        return MappingProxyType({kind: frozenset(found.get(kind, ())) for kind in kinds})


def _content(table: str, files: Sequence[str]) -> str:
    """The query behind a view: the table's files, or no row where there is none."""
    columns = TABLES[table]
    if not files:
        nulls = ", ".join(f'CAST(NULL AS {_TYPES[kind]}) AS "{name}"' for name, kind in columns.items())
        return f"SELECT {nulls} WHERE false"
    names = ", ".join(f'"{name}"' for name in columns)
    quoted = ", ".join("'" + path.replace("'", "''") + "'" for path in files)
    return f"SELECT {names} FROM read_parquet([{quoted}], hive_partitioning = false)"  # noqa: S608 - our own names
