"""Running a statement over the lake's current content, on DuckDB in this process.

Each snapshot of the lake has a schema of views over its files; a statement names bare tables and runs in the schema
of the snapshot that its question was bound to, so that value, coverage and trail of one answer speak of one state.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from zonebook.engine.lake import Lake, Partition, snapshot_of
from zonebook.engine.schema import TABLES

if TYPE_CHECKING:
    import duckdb

_KEPT_SNAPSHOTS = 4
_TYPES = {"string": "VARCHAR", "int64": "BIGINT", "date": "DATE", "timestamp": "TIMESTAMP"}


class Connection:
    """One in-memory DuckDB for the process; every thread works through cursors of its own."""

    def __init__(self, lake: Lake) -> None:
        import duckdb

        self._lake = lake
        self._database = duckdb.connect(":memory:", config={"threads": 2, "autoload_known_extensions": False})
        self._lock = threading.Lock()
        self._snapshots: OrderedDict[str, None] = OrderedDict()

    def current_snapshot(self) -> str:
        """Bind the lake's current content; the name can be given to `rows` for a while."""
        partitions = self._lake.partitions()
        snapshot = snapshot_of(partitions)
        with self._lock:
            if snapshot not in self._snapshots:
                self._bind(snapshot, partitions)
                self._snapshots[snapshot] = None
            self._snapshots.move_to_end(snapshot)
            while len(self._snapshots) > _KEPT_SNAPSHOTS:
                oldest, _ = self._snapshots.popitem(last=False)
                self._database.execute(f'DROP SCHEMA "s_{oldest}" CASCADE')
        return snapshot

    def rows(self, snapshot: str, sql: str, values: Mapping[str, object]) -> Sequence[tuple[Any, ...]]:
        """All rows of a statement over one snapshot."""
        cursor = self._database.cursor()
        try:
            cursor.execute(f"SET schema = 's_{snapshot}'")
            return cursor.execute(sql, values).fetchall()
        finally:
            cursor.close()

    def _bind(self, snapshot: str, partitions: Sequence[Partition]) -> None:
        cursor: duckdb.DuckDBPyConnection = self._database.cursor()
        cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "s_{snapshot}"')
        for table, columns in TABLES.items():
            files = [str(part.path) for part in partitions if part.table == table]
            view = f'CREATE OR REPLACE VIEW "s_{snapshot}"."{table}" AS '
            if files:
                names = ", ".join(f'"{name}"' for name in columns)
                quoted = ", ".join("'" + path.replace("'", "''") + "'" for path in files)
                cursor.execute(f"{view} SELECT {names} FROM read_parquet([{quoted}], hive_partitioning = false)")
            else:
                nulls = ", ".join(f'CAST(NULL AS {_TYPES[kind]}) AS "{name}"' for name, kind in columns.items())
                cursor.execute(f"{view} SELECT {nulls} WHERE false")
        cursor.close()
