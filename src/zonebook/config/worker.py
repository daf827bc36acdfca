"""The worker: a process beside the web server that does what must not wait for a visitor.

It sends letters, writes the reminders that are due, refills what is old of the engine's copy, looks through the
published texts when the book has changed, and leaves a sign of life. Every errand may be done twice or broken off
anywhere: what is half done in the database is undone, what is not done is found by the next round of this worker or
another. So it may be killed at any moment, and run twice.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import parent_process

from django.db import close_old_connections
from django.utils.timezone import now

from zonebook.figures.queries import refill_everything
from zonebook.letters.tasks import Carried, breathe, send_waiting
from zonebook.newsroom.tasks import look_through_every_text
from zonebook.reminding.tasks import write_what_is_due

_LOG = logging.getLogger(__name__)
_PAUSE = 1.0
_LETTERS_A_ROUND = 100
_ALL_LETTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to do again and again, `every` so many seconds."""

    name: str
    every: float
    do: Callable[[], object]


class Worker:
    """One worker: its name in the book, its errands, and whether it has been asked to stop."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.started_at: datetime = now()
        self._is_stopping = False
        self._next: dict[str, float] = {}
        self._errands = (
            Errand("breathe", 15, lambda: breathe(self.name, started_at=self.started_at)),
            Errand("write what is due", 300, lambda: write_what_is_due(now())),
            Errand("send letters", 0, lambda: self.carry(_LETTERS_A_ROUND)),
            Errand("refill the engine's copy", 5, refill_everything),
            Errand("look through the published texts", 5, lambda: look_through_every_text(now())),
        )

    def stop(self) -> None:
        """Stop when the letter at hand is done."""
        self._is_stopping = True

    def may_go_on(self) -> bool:
        """Whether nobody asked it to stop, and the server that started it, if one did, is still there."""
        parent = parent_process()
        return not self._is_stopping and (parent is None or parent.is_alive())

    def run(self) -> None:
        """Do the errands whenever each is due, until somebody says stop."""
        while self.may_go_on():
            for errand in self._errands:
                self._do_if_due(errand)
            self._rest()

    def run_once(self) -> Carried:
        """Do every errand once and send every letter that is due; what became of the letters."""
        breathe(self.name, started_at=self.started_at)
        write_what_is_due(now())
        refill_everything()
        look_through_every_text(now())
        return self.carry(_ALL_LETTERS)

    def carry(self, limit: int) -> Carried:
        """Send letters that are due, with a sign of life between them."""
        return send_waiting(self.name, limit=limit, may_go_on=self._may_take_another)

    def _may_take_another(self) -> bool:
        self._do_if_due(self._errands[0])
        return self.may_go_on()

    def _do_if_due(self, errand: Errand) -> None:
        """An errand that fails keeps no other from being done, and is tried again when it is next due."""
        if time.monotonic() < self._next.get(errand.name, 0.0) or not self.may_go_on():
            return
        try:
            errand.do()
        except Exception:  # noqa: BLE001 - whatever went wrong, the other errands have to go on
            _LOG.exception("the worker could not %s", errand.name)
            close_old_connections()  # the database may have gone away; the next errand connects anew
        self._next[errand.name] = time.monotonic() + errand.every

    def _rest(self) -> None:
        """Pause, in pieces: a signal ends no sleep."""
        until = time.monotonic() + _PAUSE
        while time.monotonic() < until and self.may_go_on():
            time.sleep(0.1)


def run_until_told() -> None:
    """Work until SIGTERM or SIGINT, which end it after the letter at hand."""
    worker = Worker()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: worker.stop())
    worker.run()
