"""Carrying letters to the mail server, and knowing what became of each whatever dies on the way.

What is guaranteed. A letter that was written is sent or stands as not delivered with the server's reason: none is lost.
It goes over the line once, unless the worker dies, or the line breaks, after its content has left and before the
server's answer is in the database. Nobody can know then whether the server took it: it goes again under the same
Message-ID, by which mailboxes fold repetitions, and the book says that it may have come twice. A death at any other
moment repeats nothing. (Power failure: SQLite may lose its last commits then; see the decision record 0019.)
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError, close_old_connections, transaction
from django.utils.timezone import now

from zonebook.letters.models import Letter, Worker
from zonebook.letters.posting import Failure, Trouble, failure_of, hang_up, mail_server, post

LEASE = timedelta(minutes=15)
"""How long a worker may take over a letter. Longer than a living one can: a dozen answers, each within the time limit
of the settings."""
_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
_FORGOTTEN_AFTER = timedelta(days=7)
_DATABASE_WAIT = 1.0
_DATABASE_TRIES = 60

State = Letter.State


class ClaimLost(Exception):
    """The letter was given to another worker, because this one took too long over it."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the letters of one round."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0


def send_waiting(worker: str, *, limit: int, may_go_on: Callable[[], bool] = lambda: True) -> Carried:
    """Send letters that are due, one after the other, `limit` at most, while `may_go_on`.

    A server that takes none is left alone until the next round. Safe to run in several processes at once.
    """
    put_back_abandoned()
    results: list[State] = []
    with mail_server() as server:
        while len(results) < limit and may_go_on():
            letter = _claim(worker)
            if letter is None:
                break
            failure = _carry(letter, server)
            results.append(letter.state)
            if failure is not None and failure.trouble is Trouble.SERVER:
                break
    return Carried(results.count(State.SENT), results.count(State.WAITING), results.count(State.FAILED))


def put_back_abandoned() -> int:
    """Let letters whose worker died go again; how many there were. `may_repeat` where the server may have one."""
    at = now()
    abandoned = Letter.objects.filter(state=State.SENDING, claimed_at__lt=at - LEASE)
    if not abandoned.exists():
        return 0
    freed = {"state": State.WAITING, "next_try_at": at, "handed_at": None}
    with transaction.atomic(durable=True):
        repeated = abandoned.filter(handed_at__isnull=False).update(**freed, may_repeat=True)
        return repeated + abandoned.update(**freed)


def breathe(worker: str, *, started_at: datetime) -> None:
    """Leave a sign of life, and forget workers that have been silent for long."""
    at = now()
    Worker.objects.update_or_create(name=worker, defaults={"started_at": started_at, "breathed_at": at})
    Worker.objects.filter(breathed_at__lt=at - _FORGOTTEN_AFTER).delete()


def _claim(worker: str) -> Letter | None:
    """The next letter that is due, now this worker's; None when there is none."""
    due = Letter.objects.filter(state=State.WAITING, next_try_at__lte=now()).order_by("next_try_at", "pk")
    if not due.exists():  # asked without a lock: an idle worker disturbs nobody
        return None
    with transaction.atomic(durable=True):
        letter = due.select_for_update(skip_locked=True).first()
        if letter is None:
            return None
        letter.state, letter.claimed_by, letter.claimed_at = State.SENDING, worker, now()
        letter.attempts += 1
        letter.save(update_fields=["state", "claimed_by", "claimed_at", "attempts"])
    return letter


def _carry(letter: Letter, server: BaseEmailBackend) -> Failure | None:
    """Hand the letter over and note what became of it; why it did not go, if it did not."""
    try:
        return _handed_over(letter, server)
    except ClaimLost:
        hang_up(server)
        letter.refresh_from_db()
        return None


def _handed_over(letter: Letter, server: BaseEmailBackend) -> Failure | None:
    try:
        post(server, letter, before_content=lambda: _note(letter, handed_at=now()))
    except (OSError, ValueError) as error:
        hang_up(server)
        failure = failure_of(error)
        _note_failure(letter, failure)
        return failure
    _note(letter, state=State.SENT, sent_at=now(), last_error="")
    return None


def _note_failure(letter: Letter, failure: Failure) -> None:
    at = now()
    next_try_at = at + _WAITS[min(letter.attempts, len(_WAITS)) - 1]
    is_over = failure.trouble is Trouble.REFUSED or next_try_at > letter.give_up_at
    _note(
        letter,
        state=State.FAILED if is_over else State.WAITING,
        next_try_at=next_try_at,
        last_error=failure.said,
        may_repeat=letter.may_repeat or (letter.handed_at is not None and not failure.is_certain),
        handed_at=None,
    )


def _note(letter: Letter, **facts: Any) -> None:
    """Write down what happened to a letter that is ours. Raises ClaimLost when it is ours no more.

    What the server said is known only here until it is written, so a database that is away is waited for.
    """
    ours = Letter.objects.filter(pk=letter.pk, state=State.SENDING, claimed_by=letter.claimed_by)
    for tries_left in reversed(range(_DATABASE_TRIES)):
        try:
            is_noted = ours.filter(claimed_at=letter.claimed_at).update(**facts)
            break
        except (OperationalError, InterfaceError):
            if not tries_left:
                raise
            close_old_connections()
            time.sleep(_DATABASE_WAIT)
    if not is_noted:
        raise ClaimLost(letter.key)
    for name, value in facts.items():
        setattr(letter, name, value)
