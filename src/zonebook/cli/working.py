"""The command that runs the worker, and the worker that `serve` keeps beside the pages."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from threading import Event, Thread
from typing import Annotated

import typer

from zonebook.cli.app import app
from zonebook.cli.output import Format, book_open, print_json, print_table
from zonebook.cli.reading import FormatOption

_BETWEEN_LIVES = 2.0
_LAST_LETTER = 60.0


@app.command()
def worker(
    *,
    once: Annotated[bool, typer.Option("--once", help="do everything that is due once, and end")] = False,
    output: FormatOption = Format.TABLE,
) -> None:
    """Send letters, write reminders, refill the engine's copy, until stopped. `serve` does it by itself."""
    with book_open():
        from zonebook.config.worker import Worker, run_until_told
        from zonebook.letters.queries import last_breath

        last_breath()  # without a book the command says so at once
        if not once:
            say_where_letters_go(output)
            run_until_told()
            return
        carried = asdict(Worker().run_once())
        if output is Format.JSON:
            print_json(carried)
        else:
            print_table(("letters", ""), [[name, str(count)] for name, count in carried.items()])


def say_where_letters_go(output: Format) -> None:
    """Where no mail server is named, say that letters do not leave this machine. JSON output stays pure."""
    from zonebook.config.environment import current_environment

    environment = current_environment()
    if output is Format.JSON or environment.sends_letters:
        return
    place = environment.outbox if environment.mail_url.startswith("filemail") else "the console"
    sys.stdout.write(f"Letters are not sent but written to {place}; name a mail server in EMAIL_URL.\n")
    sys.stdout.flush()


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker that runs as long as the block, in a process of its own; a new one follows one that died."""
    stopping = Event()
    keeper = Thread(target=_keep_one, args=(stopping,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def _keep_one(stopping: Event) -> None:
    while not stopping.is_set():
        process = get_context("spawn").Process(target=_work, name="zonebook worker", daemon=True)
        process.start()
        while process.is_alive() and not stopping.wait(_BETWEEN_LIVES):
            pass
        if stopping.is_set():
            _end(process)


def _end(process: SpawnProcess) -> None:
    process.terminate()
    process.join(_LAST_LETTER)
    process.kill()
    process.join()


def _work() -> None:
    """What the process beside the server runs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.config.settings")
    import django

    django.setup()
    from zonebook.config.worker import run_until_told

    run_until_told()
