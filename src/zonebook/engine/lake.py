"""Where do the engine's tables lie, and is what lies there what was written?

`<table>/zone=<code>/<hash>.parquet` with a `manifest.json` beside it that names the current file and its hash. A
refill writes the file under a temporary name, renames it, and only then renames the manifest over the old one: a
reader sees the old content or the new, never half of either. The files before the current one are kept a while for
readers that read an old manifest a moment ago. One writer a partition at a time: the owner of its table holds a lock
on it (see `registry.tasks`), so that older rows never replace newer ones.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zonebook.engine.schema import SORTED_BY, TABLES

if TYPE_CHECKING:
    import pyarrow as pa


_KEPT_FILES = 4
_KEPT_SECONDS = 10
"""How many files stay at least, the current one among them, and how long the others: a reader finishes meanwhile."""


class LakeError(RuntimeError):
    """The lake is not as its manifests say; the message names the place."""


@dataclass(frozen=True, slots=True)
class Partition:
    """The current file of one table for one zone."""

    table: str
    zone: str
    path: Path
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Lake:
    """A folder of partitions."""

    root: Path

    def refill(self, table: str, zone: str, *, rows: Iterable[Sequence[Any]]) -> Partition:
        """Replace the content of one partition; `rows` have the columns of the table's schema, in its order.

        Raises LakeError for rows that the table cannot hold; the partition is then what it was.
        """
        return self.write(table, zone, content=_as_arrow(table, rows))

    def write(self, table: str, zone: str, *, content: pa.Table) -> Partition:
        """Replace the content of one partition with an Arrow table that has the table's columns."""
        import pyarrow.parquet as pq

        folder = self.root / table / f"zone={zone}"
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f"{os.getpid()}.parquet.tmp"
        pq.write_table(_sorted(table, content), temporary, compression="zstd", row_group_size=122_880)
        digest = _sha256(temporary)
        path = folder / f"{digest[:16]}.parquet"
        _replace(temporary, path)
        partition = Partition(table, zone, path, digest, content.num_rows)
        _write_manifest(folder, partition)
        _sync(folder)
        _sweep(folder)
        return partition

    def supposing(self, table: str, zone: str, *, rows: Iterable[Sequence[Any]], root: Path) -> Lake:
        """This lake in another folder, with one partition holding other rows: to ask what would be answered then.

        Of the other partitions only the manifests are written, which name the files here. This lake stays as it is.
        """
        supposed = Lake(root)
        for partition in self.partitions():
            folder = root / partition.table / f"zone={partition.zone}"
            folder.mkdir(parents=True, exist_ok=True)
            _write_manifest(folder, partition)
        supposed.refill(table, zone, rows=rows)
        return supposed

    def partitions(self) -> tuple[Partition, ...]:
        """Every current partition, ordered by table and zone. Raises LakeError for a manifest that cannot be read."""
        return tuple(found for folder in self._folders() if (found := _read_manifest(folder)) is not None)

    def partition(self, table: str, zone: str) -> Partition | None:
        return _read_manifest(self.root / table / f"zone={zone}")

    def keep_only(self, wanted: Collection[tuple[str, str]]) -> None:
        """Remove every partition but those of these tables and zones: a question reads whatever lies here."""
        for folder in sorted(self.root.glob("*/zone=*")):
            if (folder.parent.name, folder.name.removeprefix("zone=")) not in wanted:
                shutil.rmtree(folder)

    def snapshot(self) -> str:
        """The name of the lake's whole content: equal names, equal content."""
        return snapshot_of(self.partitions())

    def faults(self) -> tuple[str, ...]:
        """Each partition whose manifest cannot be read, or whose file is missing or not what was written."""
        return tuple(fault for folder in self._folders() if (fault := _fault_in(folder)) is not None)

    def _folders(self) -> list[Path]:
        return sorted(manifest.parent for manifest in self.root.glob("*/zone=*/manifest.json"))


def snapshot_of(partitions: Iterable[Partition]) -> str:
    """A short hash over the hashes of the partitions."""
    content = "\n".join(f"{part.table} {part.zone} {part.sha256}" for part in partitions)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _as_arrow(table: str, rows: Iterable[Sequence[Any]]) -> pa.Table:
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "int64": pa.int64(),
        "date": pa.date32(),
        "timestamp": pa.timestamp("us"),
    }
    columns = TABLES[table]
    schema = pa.schema([(name, types[kind]) for name, kind in columns.items()])
    try:
        values = list(zip(*rows, strict=True)) or [()] * len(columns)
        arrays = [pa.array(column, type=field.type) for column, field in zip(values, schema, strict=True)]
    except (ValueError, TypeError, OverflowError) as error:  # pyarrow's own errors are ValueErrors and TypeErrors
        raise LakeError(f"the rows are not those of the table {table} ({', '.join(columns)}): {error}") from error
    return pa.table(arrays, schema=schema)


def _sorted(table: str, content: pa.Table) -> pa.Table:
    """In the order that spares questions reading; the same content always gives the same file, so the same hash."""
    first = SORTED_BY.get(table, ())
    rest = tuple(name for name in TABLES[table] if name not in first)
    return content.select(list(TABLES[table])).sort_by([(name, "ascending") for name in first + rest])


def _read_manifest(folder: Path) -> Partition | None:
    try:
        entry = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        table, zone = folder.parent.name, folder.name.removeprefix("zone=")
        return Partition(table, zone, folder / entry["file"], str(entry["sha256"]), int(entry["rows"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise LakeError(f"{folder}/manifest.json cannot be read ({error!r}); refill this partition") from error


def _fault_in(folder: Path) -> str | None:
    try:
        partition = _read_manifest(folder)
    except LakeError as error:
        return f"lake {folder.parent.name}/{folder.name}: {error}"
    if partition is None:
        return None
    place = f"lake {partition.table}/zone={partition.zone}/{partition.path.name}"
    if not partition.path.exists():
        return f"{place}: the file is missing"
    if _sha256(partition.path) != partition.sha256:
        return f"{place}: the file is not the one that was written (its hash differs)"
    return None


def _write_manifest(folder: Path, partition: Partition) -> None:
    is_here = partition.path.parent == folder
    file = partition.path.name if is_here else str(partition.path.resolve())
    entry = {"file": file, "sha256": partition.sha256, "rows": partition.rows}
    temporary = folder / f"{os.getpid()}.manifest.tmp"
    temporary.write_text(json.dumps(entry), encoding="utf-8")
    _replace(temporary, folder / "manifest.json")


def _replace(source: Path, target: Path) -> None:
    """Rename over the target once the bytes are on the disk: a power cut leaves the old or the new."""
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    source.replace(target)


def _sync(folder: Path) -> None:
    """Put the renames on the disk, before the owner of the table notes that the partition is filled."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove the files of older contents and what a writer that was killed left half-written."""
    newest_first = sorted(folder.glob("*.parquet"), key=_written_at, reverse=True)
    long_ago = _written_at(newest_first[0]) - _KEPT_SECONDS
    old = [path for path in newest_first[_KEPT_FILES:] if _written_at(path) < long_ago]
    for path in [*old, *folder.glob("*.tmp")]:
        path.unlink(missing_ok=True)


def _written_at(path: Path) -> float:
    return path.stat().st_mtime


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
