"""Where do the engine's tables lie, and is what lies there what was written?

`<table>/zone=<code>/<hash>.parquet` with a `manifest.json` beside it that names the current file and its hash. A
refill writes the file under a temporary name, renames it, and only then renames the manifest over the old one: a
reader sees the old content or the new, never half of either. The file before the current one is kept for readers
that opened the old manifest a moment ago.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zonebook.engine.schema import SORTED_BY, TABLES

if TYPE_CHECKING:
    import pyarrow as pa


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

    def refill(self, table: str, zone: str, rows: Iterable[Sequence[Any]]) -> Partition:
        """Replace the content of one partition; `rows` have the columns of the table's schema, in its order."""
        import pyarrow.parquet as pq

        folder = self.root / table / f"zone={zone}"
        folder.mkdir(parents=True, exist_ok=True)
        content = _as_arrow(table, rows)
        temporary = folder / f".{os.getpid()}.{id(content)}.tmp"
        pq.write_table(content, temporary, compression="zstd", row_group_size=122_880)
        digest = _sha256(temporary)
        path = folder / f"{digest[:16]}.parquet"
        _replace(temporary, path)
        partition = Partition(table, zone, path, digest, content.num_rows)
        before = self._read_manifest(folder)
        _write_manifest(folder, partition)
        _remove_all_but(folder, {path.name, before.path.name if before else path.name})
        return partition

    def partitions(self) -> tuple[Partition, ...]:
        """Every current partition, ordered by table and zone."""
        folders = sorted(manifest.parent for manifest in self.root.glob("*/zone=*/manifest.json"))
        return tuple(found for folder in folders if (found := self._read_manifest(folder)) is not None)

    def partition(self, table: str, zone: str) -> Partition | None:
        return self._read_manifest(self.root / table / f"zone={zone}")

    def snapshot(self) -> str:
        """The name of the lake's whole content: equal names, equal content."""
        return snapshot_of(self.partitions())

    def faults(self) -> tuple[str, ...]:
        """Each partition whose file is missing or is not what its manifest says."""
        found = []
        for partition in self.partitions():
            place = f"{partition.table}/zone={partition.zone}/{partition.path.name}"
            if not partition.path.exists():
                found.append(f"lake {place}: the file is missing")
            elif _sha256(partition.path) != partition.sha256:
                found.append(f"lake {place}: the file is not the one that was written (its hash differs)")
        return tuple(found)

    def _read_manifest(self, folder: Path) -> Partition | None:
        try:
            text = (folder / "manifest.json").read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        try:
            entry = json.loads(text)
            table, zone = folder.parent.name, folder.name.removeprefix("zone=")
            return Partition(table, zone, folder / entry["file"], entry["sha256"], entry["rows"])
        except (ValueError, KeyError) as error:
            raise LakeError(f"{folder}/manifest.json cannot be read ({error}); refill this partition") from error


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
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [pa.array(column, type=schema.field(index).type) for index, column in enumerate(values)]
    content = pa.table(arrays, schema=schema)
    order = [(name, "ascending") for name in SORTED_BY.get(table, tuple(columns))]
    return content.sort_by(order)


def _write_manifest(folder: Path, partition: Partition) -> None:
    entry = {"file": partition.path.name, "sha256": partition.sha256, "rows": partition.rows}
    temporary = folder / f".manifest.{os.getpid()}.tmp"
    temporary.write_text(json.dumps(entry), encoding="utf-8")
    _replace(temporary, folder / "manifest.json")


def _replace(source: Path, target: Path) -> None:
    """Rename over the target once the bytes are on the disk, so that a power cut leaves the old or the new."""
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    source.replace(target)


def _remove_all_but(folder: Path, kept: set[str]) -> None:
    for path in folder.glob("*.parquet"):
        if path.name not in kept:
            path.unlink(missing_ok=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
