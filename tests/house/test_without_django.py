"""Does the run of the core's tests really lack Django?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.without_django import Blocker, is_forbidden

ROOT = Path(__file__).parents[2]
IMPORTS_DJANGO = "def test_import():\n    import django.db\n"
WITHOUT_DJANGO = ("-p", "no:django", "-p", "tests.house.without_django")


def run_pytest(test: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--rootdir",
        str(ROOT),
        "-c",
        str(ROOT / "pyproject.toml"),
    ]
    return subprocess.run([*command, *options, str(test)], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def importing_test(tmp_path: Path) -> Path:
    test = tmp_path / "test_importing.py"
    test.write_text(IMPORTS_DJANGO)
    return test


def test_a_test_that_imports_django_fails_in_the_run_without_django(importing_test):
    result = run_pytest(importing_test, *WITHOUT_DJANGO)

    assert result.returncode == 1
    assert "something imports django" in result.stdout


def test_the_same_test_passes_where_django_is_there(importing_test):
    assert run_pytest(importing_test).returncode == 0


def test_the_run_refuses_to_start_when_django_is_loaded_already(tmp_path):
    (tmp_path / "early.py").write_text("import django")
    test = tmp_path / "test_nothing.py"
    test.write_text("def test_nothing(): pass")
    command = "import sys, pytest, django; sys.exit(pytest.main(sys.argv[1:]))"

    result = subprocess.run(
        [sys.executable, "-c", command, *WITHOUT_DJANGO, str(test)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == pytest.ExitCode.USAGE_ERROR
    assert "Django is loaded before the first test" in result.stderr


@pytest.mark.parametrize("module", ["django", "django.db.models", "django_cotton", "allauth.account", "axes"])
def test_django_and_what_stands_on_it_is_refused(module):
    with pytest.raises(ImportError, match="without Django"):
        Blocker().find_spec(module)


@pytest.mark.parametrize("module", ["zonebook.measures", "djangology", "openpyxl"])
def test_other_modules_are_left_to_the_next_finder(module):
    assert not is_forbidden(module)
    assert Blocker().find_spec(module) is None
