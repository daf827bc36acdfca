"""Would an import against the direction of the house be noticed?"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.project import ROOT

LINT = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command(sys.argv[1:])"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house of the same rooms and rules, all of them empty."""
    rooms = [folder.name for folder in (ROOT / "src/zonebook").iterdir() if (folder / "__init__.py").exists()]
    for room in ["", *rooms]:
        (tmp_path / "zonebook" / room).mkdir()
        (tmp_path / "zonebook" / room / "__init__.py").touch()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken_contracts(house: Path) -> list[str]:
    command = [sys.executable, "-c", LINT, "--no-cache", "--no-logo"]
    result = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    assert "Contracts:" in result.stdout, result.stdout + result.stderr
    return [line.removesuffix(" BROKEN") for line in result.stdout.splitlines() if line.endswith(" BROKEN")]


def test_an_empty_house_breaks_nothing(house):
    assert broken_contracts(house) == []


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("measures", "import zonebook.engine", "A package imports only from those below it"),
        ("claims", "import zonebook.rating", "A package imports only from those below it"),
        ("engine", "from django.db import models", "The core knows no Django, not even through another"),
        ("portal", "import openpyxl", "Only intake knows workbooks"),
        ("newsroom", "import pymorphy3", "Only claims knows the Russian dictionary"),
        ("figures", "import pyarrow.parquet", "Only engine knows the query engines"),
        ("registry", "import yaml", "Only methodology knows YAML"),
        ("portal", "import numpy", "Only rating knows arrays"),
        ("agreements", "import holidays", "Only regime knows the holidays"),
        ("portal", "import typst", "Only documents knows the typesetter"),
    ],
)
def test_an_import_against_the_rules_breaks_its_contract(house, room, line, contract):
    (house / "zonebook" / room / "planted.py").write_text(line)

    assert broken_contracts(house) == [contract]


def test_a_room_without_a_place_in_the_layers_is_noticed(house):
    (house / "zonebook" / "attic").mkdir()
    (house / "zonebook" / "attic" / "__init__.py").touch()

    assert broken_contracts(house) == ["A package imports only from those below it"]
