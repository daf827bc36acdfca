"""The command line as installed, in a process of its own: what if there is no book, or no place for one?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(sys.executable).parent / "zonebook"


def run(*arguments: str, home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZONEBOOK_", "DATABASE_"))}
    environment = kept | {"ZONEBOOK_HOME": str(home)} | variables
    return subprocess.run([SCRIPT, *arguments], env=environment, capture_output=True, text=True, check=False)


def one_line(result: subprocess.CompletedProcess[str]) -> str:
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


def test_without_a_command_the_commands_are_listed(tmp_path):
    result = run(home=tmp_path)

    assert result.returncode == 0
    for command in ("demo", "serve", "worker", "claims", "check", "figure", "intake", "verify", "backup", "restore"):
        assert f"\n  {command} " in result.stdout


@pytest.mark.parametrize("command", [("figure", "companies"), ("verify",)])
def test_where_nothing_was_set_up_yet_the_line_says_what_to_run(tmp_path, command):
    assert "make setup" in one_line(run(*command, home=tmp_path))


@pytest.mark.parametrize("command", [("figure", "companies"), ("verify",)])
def test_where_there_is_no_book_yet_the_line_says_what_to_run(tmp_path, command):
    (tmp_path / "secret.key").write_text("x" * 60)

    assert "build one with `zonebook demo`" in one_line(run(*command, home=tmp_path))


def test_a_home_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("no folder")

    assert "file" in one_line(run("demo", "--no-serve", home=tmp_path / "file" / "home"))


def test_a_wrong_variable_is_named(tmp_path):
    assert "ZONEBOOK_DEBUG is “perhaps”; write yes or no" in one_line(
        run("verify", home=tmp_path, ZONEBOOK_DEBUG="perhaps")
    )


def test_a_database_of_something_else_is_never_removed(tmp_path):
    import sqlite3

    other = tmp_path / "other.sqlite3"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE recipes (name text)")

    line = one_line(run("demo", "--no-serve", home=tmp_path, DATABASE_URL=f"sqlite:///{other}"))

    assert "keeps something else" in line
    with sqlite3.connect(other) as database:
        assert database.execute("SELECT count(*) FROM recipes").fetchone() == (0,)


def test_a_real_book_is_never_removed(tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "book.sqlite3") as database:
        database.execute(
            "CREATE TABLE registry_zone (id integer, keeps_book bool, is_demonstration bool, name_ru text)"
        )
        database.execute("INSERT INTO registry_zone VALUES (1, true, false, 'Настоящая')")

    assert "keeps something else" in one_line(run("demo", "--no-serve", home=tmp_path))
    assert (tmp_path / "book.sqlite3").stat().st_size > 0


def test_text_can_come_from_a_pipe(tmp_path):
    given = '{"id": 1, "text": "Создано 57 рабочих мест."}\n'
    result = subprocess.run(
        [SCRIPT, "claims", "-", "--format", "json"], input=given, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0
    assert '"value": 57' in result.stdout
