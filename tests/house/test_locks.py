"""Do the locks pin everything the project names, by hash, and do they agree with one another?"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.house.project import ROOT

LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-spark.lock"]
_PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)(?:\[[^\]]*\])?==([^\s;]+)(.*(?:\n    .*)*)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Name -> version of everything a lock pins."""
    return {name: version for name, version, _ in _PIN.findall(lock)}


def unhashed(lock: str) -> list[str]:
    """What a lock pins by version alone."""
    return [name for name, _, rest in _PIN.findall(lock) if "--hash=sha256:" not in rest]


def named_in_pyproject(*extras: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [
        *project["dependencies"],
        *(line for e in extras for line in project["optional-dependencies"][e]),
    ]
    return {re.split(r"[\[<>=!~ ;]", line)[0] for line in lines}


def read(lock: str) -> str:
    return Path(ROOT / lock).read_text()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_carries_its_hashes(lock):
    assert pins(read(lock))
    assert unhashed(read(lock)) == []


@pytest.mark.parametrize(
    ("lock", "extras"),
    list(zip(LOCKS, [("postgres",), ("postgres", "dev"), ("postgres", "dev", "spark")], strict=True)),
)
def test_everything_the_project_names_is_locked(lock, extras):
    assert named_in_pyproject(*extras) - set(pins(read(lock))) == set()


def test_what_is_tested_is_what_is_served():
    served, tested, spark = (pins(read(lock)) for lock in LOCKS)

    assert served.items() <= tested.items() <= spark.items()


def test_a_pin_without_hash_is_found():
    assert unhashed("altair==6.3.0 \\\n    --hash=sha256:ab\nrules==3.5\n") == ["rules"]
