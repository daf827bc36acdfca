"""Commands that write the whole book into a folder and make a folder the whole book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zonebook.cli.app import app
from zonebook.cli.book import book_faults
from zonebook.cli.output import Format, UnusableInput, book_open, print_json, print_table, with_progress
from zonebook.cli.reading import FormatOption
from zonebook.cli.serving import prepare_home

if TYPE_CHECKING:
    from zonebook.backups.restoring import Restored


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(help="a folder that does not exist yet")],
    *,
    output: FormatOption = Format.TABLE,
) -> None:
    """Write the whole book into a folder, as it is at this moment; the book may be in use meanwhile."""
    with book_open():
        from django.utils import timezone

        from zonebook.backups.folder import BackupError, size_of
        from zonebook.backups.writing import write_backup

        try:
            manifest = with_progress(lambda tell: write_backup(folder, at=timezone.now(), tell=tell))
        except BackupError as error:
            raise UnusableInput(str(error)) from error
        told = {
            "folder": str(folder),
            "made_at": manifest.made_at,
            "zones": list(manifest.zones),
            "rows": manifest.rows,
            "bytes": size_of(folder),
            "audit_entries": manifest.audit_entries,
            "last_seal": manifest.last_seal,
            "left_out": ["secret.key", "outbox", *manifest.left_out],
        }
        if output is Format.JSON:
            print_json(told)
        else:
            _print(told, title="backup")


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(help="what `zonebook backup` wrote")],
    *,
    replace: Annotated[bool, typer.Option("--replace", help="let the book that is here go, for good")] = False,
    output: FormatOption = Format.TABLE,
) -> None:
    """Make this installation's book what a backup says, and verify it. Exit code 1 when something is not as it was."""
    prepare_home()
    with book_open():
        from zonebook.backups.folder import BackupError
        from zonebook.backups.restoring import restore_backup

        try:
            restored = with_progress(lambda tell: restore_backup(folder, replace=replace, tell=tell))
        except BackupError as error:
            raise UnusableInput(str(error)) from error
        faults = [*_of_the_lake(restored), *book_faults(again=False)]
        told = {
            "is_whole": not faults,
            "made_at": restored.manifest.made_at,
            "rows": restored.manifest.rows,
            "audit_entries": restored.manifest.audit_entries,
            "lake": _lake_as_dict(restored),
            "faults": faults,
        }
        if output is Format.JSON:
            print_json(told)
        else:
            _print(told, title="restored")
    if faults:
        raise SystemExit(1)


def _of_the_lake(restored: Restored) -> list[str]:
    return [f"lake {name}: is not what it was when the backup was made" for name in restored.lake_differs or ()]


def _lake_as_dict(restored: Restored) -> dict[str, Any]:
    """The engine's copy: `same` says whether it is, byte for byte, what it was; null where that cannot be said."""
    same = None if restored.lake_differs is None else not restored.lake_differs
    return {"partitions": restored.lake_partitions, "same": same}


def _print(told: dict[str, Any], *, title: str) -> None:
    def shown(value: Any) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return "\n".join(value) or "none"
        if isinstance(value, dict):
            return ", ".join(f"{name}: {shown(part)}" for name, part in value.items())
        return "cannot be said" if value is None else str(value)

    print_table((title, ""), [[name.replace("_", " "), shown(value)] for name, value in told.items()])
