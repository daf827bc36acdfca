"""Would a backup that is damaged, or is none at all, be noticed before anything is restored?"""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from zonebook.backups.folder import (
    BackupError,
    Manifest,
    TableFile,
    must_be_whole,
    new_folder,
    read_manifest,
    read_table,
    write_manifest,
    write_table,
)

ROWS = [[1, "Альфа", None], [2, "", {"b": 1, "a": [True]}]]
EMPTY = Manifest("0.1.0", "2025-09-09T12:00:00+00:00", "sqlite", ("home",), 0, "0" * 64, "", {}, {}, {})


def silently(step: str, done: int, *, total: int) -> None:
    assert 0 < done <= total


def written(folder: Path) -> Path:
    with new_folder(folder) as partial:
        file = TableFile(*write_table(partial, "book", rows=ROWS), ("id", "name", "more"), 2)
        write_manifest(partial, replace(EMPTY, tables={"book": file}))
    return folder


def test_what_was_written_is_read_back(tmp_path):
    folder = written(tmp_path / "backup")

    manifest = read_manifest(folder)
    must_be_whole(folder, manifest, tell=silently)
    assert (manifest.zones, manifest.rows, manifest.tables["book"].last_key) == (("home",), 2, 2)
    assert list(read_table(folder, "book")) == ROWS


def test_the_same_rows_give_the_same_file(tmp_path):
    first, second = (read_manifest(written(tmp_path / name)).tables for name in ("first", "second"))

    assert first == second


def test_nobody_but_the_owner_can_read_a_backup(tmp_path):
    folder = written(tmp_path / "backup")

    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "tables")} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*.*")} == {0o600}


def test_a_folder_that_holds_something_is_never_written_into(tmp_path):
    (tmp_path / "letters.txt").write_text("dear")

    with pytest.raises(BackupError, match="is not empty"):
        written(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_a_backup_that_breaks_off_leaves_nothing_that_could_be_taken_for_one(tmp_path):
    with pytest.raises(ZeroDivisionError), new_folder(tmp_path / "backup") as partial:
        write_table(partial, "book", rows=([1 // 0] for _ in ROWS))

    assert list(tmp_path.iterdir()) == []


def flip_a_byte(folder: Path) -> None:
    path = folder / "tables" / "book.jsonl.gz"
    content = bytearray(path.read_bytes())
    content[-9] ^= 1
    path.write_bytes(content)


def lose_a_table(folder: Path) -> None:
    (folder / "tables" / "book.jsonl.gz").unlink()


def lose_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def cut_the_manifest(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes()[:-40])


def change(**said: object) -> Callable[[Path], None]:
    def of(folder: Path) -> None:
        path = folder / "manifest.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), **said}))

    return of


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (flip_a_byte, r"book\.jsonl\.gz is not what was written"),
        (lose_a_table, r"book\.jsonl\.gz is missing"),
        (lose_the_manifest, "is no backup of Zonebook"),
        (cut_the_manifest, "is damaged"),
        (change(audit_entries=7), "manifest.json is damaged"),
        (change(format=9), "is a backup of format 9, this Zonebook reads 1: restore it with 0.1.0"),
    ],
)
def test_a_damaged_backup_is_named_with_its_damage(tmp_path, damage, message):
    folder = written(tmp_path / "backup")
    damage(folder)

    with pytest.raises(BackupError, match=message):
        must_be_whole(folder, read_manifest(folder), tell=silently)


@pytest.mark.parametrize("content", ["[]", "{}", '"book"', '{"version": 1, "files": []}'])
def test_a_manifest_of_something_else_is_none(tmp_path, content):
    (tmp_path / "manifest.json").write_text(content)

    with pytest.raises(BackupError, match="is no manifest of Zonebook's"):
        read_manifest(tmp_path)
