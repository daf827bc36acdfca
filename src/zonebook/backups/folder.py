"""What does a backup look like on the disk, and is it whole?

`tables/<table>.jsonl.gz` holds the rows of a table in the order of their keys, one JSON list a line; `manifest.json`
names each of them with its columns, the number of its rows and its hash, and is hashed itself. The same book always
gives the same files, whichever database kept it. A folder without a manifest is none: it is written last, and the
folder gets its name only then.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

FORMAT = 1
_MANIFEST = "manifest.json"
_QUICKLY = 5
"""How hard gzip tries: most of a book are workbooks, which are packed already."""


class BackupError(RuntimeError):
    """A backup cannot be written, read or restored; the message tells which and what to do."""


class Tell(Protocol):
    """Told how far a step is; steps come one after another."""

    def __call__(self, step: str, done: int, *, total: int) -> None: ...


@dataclass(frozen=True, slots=True)
class TableFile:
    """What the manifest says of a table; `last_key` is the highest key ever given out, where keys are counted."""

    rows: int
    sha256: str
    columns: tuple[str, ...]
    last_key: int | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    `audit_entries` and `last_seal` say where the audit chain stood; `lake` the hash of each partition that was up to
    date (`observation/zone=home`), as the writer of Parquet named in `lake_writer` made it.
    """

    zonebook: str
    made_at: str
    database: str
    zones: tuple[str, ...]
    audit_entries: int
    last_seal: str
    lake_writer: str
    lake: Mapping[str, str]
    left_out: Mapping[str, str]
    tables: Mapping[str, TableFile]

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(table.rows for table in self.tables.values())


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder to write a backup in; it gets the name `folder` once everything in it is on the disk.

    Only its owner can read it: a backup says what the book says. Raises BackupError where there is something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"{folder} is there already and is not empty: name a folder that does not exist yet")
    partial = folder.absolute().with_name(f".{folder.absolute().name}.{os.getpid()}.partial")
    partial.mkdir(parents=True, mode=0o700)
    try:
        (partial / "tables").mkdir(mode=0o700)
        yield partial
        _to_disk(partial / "tables", partial)
        partial.rename(folder)
        _to_disk(folder.absolute().parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def write_table(folder: Path, table: str, *, rows: Iterable[list[Any]]) -> tuple[int, str]:
    """Write the rows of a table; how many there were, and the hash of the file."""
    path, count = _table_path(folder, table), 0
    with _owners(path) as file:
        with gzip.GzipFile("", "wb", compresslevel=_QUICKLY, fileobj=file, mtime=0) as packed:
            for row in rows:
                packed.write(json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n")
                count += 1
        _flush(file)
    return count, _sha256(path)


def read_table(folder: Path, table: str) -> Iterator[list[Any]]:
    """The rows of a table, as they were written."""
    with gzip.open(_table_path(folder, table), "rb") as packed:
        for line in packed:
            yield json.loads(line)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write what the backup says of itself."""
    content = {"format": FORMAT, **asdict(manifest)}
    written = json.dumps({**content, "sha256": _seal(content)}, ensure_ascii=False, indent=2)
    with _owners(folder / _MANIFEST) as file:
        file.write(written.encode())
        _flush(file)


def read_manifest(folder: Path) -> Manifest:
    """What the backup in a folder says of itself. Raises BackupError for another folder, and for a changed manifest."""
    try:
        content = json.loads((folder / _MANIFEST).read_bytes())
        form, seal = content.pop("format"), content.pop("sha256")
    except FileNotFoundError as error:
        raise BackupError(f"{folder} is no backup of Zonebook: it has no {_MANIFEST}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(f"{folder / _MANIFEST} is no manifest of Zonebook's, or is damaged") from error
    if form != FORMAT:
        by = content.get("zonebook", "another version")
        raise BackupError(f"{folder} is a backup of format {form}, this Zonebook reads {FORMAT}: restore it with {by}")
    if seal != _seal({"format": form, **content}):
        raise BackupError(f"{folder / _MANIFEST} is damaged: take another backup")
    tables = {name: TableFile(**{**one, "columns": tuple(one["columns"])}) for name, one in content["tables"].items()}
    return Manifest(**{**content, "zones": tuple(content["zones"]), "tables": tables})


def must_be_whole(folder: Path, manifest: Manifest, *, tell: Tell) -> None:
    """Raises BackupError that names the first file that is missing or is not what was written."""
    for done, (table, file) in enumerate(manifest.tables.items(), start=1):
        path = _table_path(folder, table)
        if not path.is_file():
            raise BackupError(f"{path} is missing: the backup is damaged, take another")
        if _sha256(path) != file.sha256:
            raise BackupError(f"{path} is not what was written: the backup is damaged, take another")
        tell("checking", done, total=len(manifest.tables))


def size_of(folder: Path) -> int:
    """How many bytes a backup takes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _table_path(folder: Path, table: str) -> Path:
    return folder / "tables" / f"{table}.jsonl.gz"


def _seal(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _owners(path: Path) -> Any:
    """A new file that its owner alone can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _flush(file: Any) -> None:
    file.flush()
    os.fsync(file.fileno())


def _to_disk(*folders: Path) -> None:
    """Put names of files on the disk."""
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
