"""An installation whose processes start at once, because they are forked from one that has imported everything.

There can be one in a process: whoever is forked later belongs to it.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from multiprocessing import forkserver, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from tests.backends.databases import database_of, remove_database_of
from tests.ports import free_port, wait_for
from tests.running.installation import Installation


@dataclass(frozen=True)
class Book:
    """What an installation's book says: versions and writings as in `tests.running.kept`, and what `verify` finds."""

    versions: tuple[dict[str, Any], ...]
    written: frozenset[tuple[str, str, str, str]]
    is_whole: bool
    verdict: str


class WarmInstallation:
    """A copy of an installation, with its server and its worker; it can begin again as an untouched copy."""

    def __init__(self, like: Installation, home: Path) -> None:
        self._like, self._place = like, Installation(home, like=like.home, also=like.also)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes: dict[str, ForkServerProcess] = {}
        self.begin_again()
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(["tests.running.prepared"])
        with _environment_of(self._place):
            forkserver.ensure_running()

    @property
    def database(self) -> str:
        """The address of the database server. KeyError where there is none."""
        return self._place.environment["DATABASE_URL"]

    def begin_again(self) -> None:
        """Put an untouched copy in the place of what there is. Nothing may run."""
        shutil.rmtree(self._place.home, ignore_errors=True)
        remove_database_of(self._place.home)
        shutil.copytree(self._like.home, self._place.home)
        database_of(self._place.home, like=self._like.home)

    def start(self) -> None:
        """Start the server and the worker, and wait until the server listens."""
        self.processes["server"] = self._forked(_serve, self.port)
        self.processes["worker"] = self._forked(_work)
        wait_for(self.port)

    def kill(self) -> None:
        """End everything at once, the way a power cut does: nobody is asked, nothing is flushed."""
        for process in self.processes.values():
            try:
                os.killpg(process.pid or 0, signal.SIGKILL)
            except ProcessLookupError:  # it has no group of its own yet, or is dead
                process.kill()
        for process in self.processes.values():
            process.join(30)
        self.processes.clear()

    def book(self) -> Book:
        """What the book says now."""
        here, there = multiprocessing.Pipe()
        process = self._forked(_look, there)
        there.close()
        found: Book = here.recv()
        process.join(30)
        return found

    def _forked(self, target: Any, *arguments: Any) -> ForkServerProcess:
        process = self._context.Process(target=target, args=arguments)
        process.start()
        return process


@contextmanager
def _environment_of(place: Installation) -> Iterator[None]:
    before, wanted = dict(os.environ), place.environment
    os.environ.clear()
    os.environ |= wanted
    try:
        yield
    finally:
        os.environ.clear()
        os.environ |= before


def _serve(port: int) -> None:
    """Serve the pages as `zonebook serve` does."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.setsid()
    multiprocessing.set_start_method("fork", force=True)  # so that its workers too have imported everything
    Granian(
        "zonebook.config.wsgi:application",
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=1,
        log_level=LogLevels.error,
    ).serve()


def _work() -> None:
    """Run the worker as `zonebook worker` does."""
    from zonebook.config.worker import run_until_told

    os.setsid()
    run_until_told()


def _look(answer: Connection) -> None:
    """Send what the book says, with the verdict of `zonebook verify`."""
    from tests.running.kept import kept, written
    from zonebook.cli.app import app

    with redirect_stdout(io.StringIO()) as said:
        try:
            code = app(["verify"], standalone_mode=False)
        except SystemExit as end:
            code = end.code
    answer.send(Book(tuple(kept()), frozenset(written()), not code, said.getvalue().strip()))
