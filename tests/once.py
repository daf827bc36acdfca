"""What takes long to build is built once in a run, by whichever worker comes first; the others wait for it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def built_once(folders: pytest.TempPathFactory, name: str, *, build: Callable[[Path], str]) -> tuple[Path, str]:
    """The folder `name` of this run and what was told when it was built. Not to be changed: copy it."""
    base = folders.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, told = shared / name, shared / f"{name}-told.json"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            folder.mkdir(exist_ok=True)
            told.write_text(build(folder), encoding="utf-8")
    return folder, told.read_text(encoding="utf-8")
