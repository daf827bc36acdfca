"""A PostgreSQL server of the tests' own: on the loopback, on a free port, in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.needs import where
from tests.ports import free_port

_NOBODYS = ("postgres", "nobody")


@contextmanager
def running_postgres() -> Iterator[str]:
    """The address of a database of a server that lives as long as the block."""
    initdb = where("postgres")
    assert initdb is not None
    folder = Path(tempfile.mkdtemp(prefix="zonebook-postgres-"))
    as_user = _as_ordinary_user(folder)
    port = free_port()
    data = folder / "data"
    try:
        _run(*as_user, initdb, "-D", data, "-U", "zonebook", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        control = [*as_user, initdb.with_name("pg_ctl"), "-D", data, "-w"]
        _run(*control, "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgres://zonebook@127.0.0.1:{port}/postgres"
        finally:
            _run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_ordinary_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root; give the folder to somebody ordinary and run as them."""
    if os.geteuid() != 0:
        return []
    known = {user.pw_name for user in pwd.getpwall()}
    name = next(user for user in _NOBODYS if user in known)
    shutil.chown(folder, name)
    return ["runuser", "-u", name, "--"]


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tempfile.gettempdir(), timeout=120)
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}{done.stderr}"


def crash(url: str) -> None:
    """Let the server at an address crash and start again: its immediate mode writes nothing more and asks nobody."""
    import psycopg

    initdb = where("postgres")
    assert initdb is not None
    with psycopg.connect(url, autocommit=True) as connection:
        (data,) = connection.execute("SHOW data_directory").fetchone() or ("",)
    control = [*_as_ordinary_user(Path(data).parent), initdb.with_name("pg_ctl"), "-D", data, "-w"]
    _run(*control, "-m", "immediate", "-l", Path(data).parent / "log", "restart")
