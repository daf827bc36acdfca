"""Which outside programs does a test need, where are they, and how does a person get them?"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """Something a test may need beside the locked dependencies: how to find it, how to get it."""

    find: Callable[[], Path | None]
    remedy: str


def _program(*names: str) -> Path | None:
    found = next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found else None


def _postgres() -> Path | None:
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return _program("initdb") or (versions[-1] if versions else None)


def _pyspark() -> Path | None:
    spec = importlib.util.find_spec("pyspark")
    return Path(spec.origin).parent if spec and spec.origin else None


NEEDS = {
    "chromium": Need(lambda: _program("chromium", "chromium-browser"), "apt-get install chromium"),
    "java": Need(lambda: _program("java"), "apt-get install default-jre-headless"),
    "libreoffice": Need(lambda: _program("soffice", "libreoffice"), "apt-get install libreoffice-calc"),
    "postgres": Need(_postgres, "apt-get install postgresql"),
    "pyspark": Need(_pyspark, "make spark"),
}


def where(name: str) -> Path | None:
    """Where `name` is (for postgres its `initdb`), or None. KeyError for a need nobody declared."""
    return NEEDS[name].find()


def lacking(names: Iterable[str]) -> str | None:
    """One sentence on what of `names` is not installed and how to get it, or None when nothing is missing."""
    missing = [name for name in names if where(name) is None]
    if not missing:
        return None
    return f"needs {', '.join(missing)} (get it: {'; '.join(NEEDS[name].remedy for name in missing)})"
