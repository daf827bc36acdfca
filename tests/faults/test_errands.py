"""Does the worker do each of its errands, and keep on when one of them fails?"""

from __future__ import annotations

import os
import signal
from threading import Timer

import pytest
import time_machine
from django.db import OperationalError
from django.db.models import QuerySet

from tests.book import at
from tests.letters.writing import written
from zonebook.config.worker import Worker, run_until_told
from zonebook.letters import tasks
from zonebook.letters.models import Letter
from zonebook.letters.models import Worker as Breath
from zonebook.letters.queries import SILENT_AFTER, is_recent, last_breath
from zonebook.letters.tasks import Carried
from zonebook.registry.models import LakePartition


@pytest.fixture(autouse=True)
def connection_stays(monkeypatch) -> None:
    """The test's one connection holds the transaction that is undone afterwards: no fault may close it."""
    for module in ("zonebook.config.worker", "zonebook.letters.tasks"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)


@pytest.fixture
def worker(book, office) -> Worker:
    return Worker()


def rounds(worker: Worker, monkeypatch, count: int = 1) -> None:
    """Let the worker go round so many times."""
    left = iter(range(count))
    monkeypatch.setattr(worker, "_rest", lambda: worker.stop() if next(left, None) in (None, count - 1) else None)
    worker.run()


def test_one_round_writes_what_is_due_sends_it_and_refills_the_engines_copy(book, office, worker, monkeypatch):
    campaign = book.campaign("2025-H1")
    for name in ("alice", "boris"):
        book.users[name].email = f"{name}@zone.example"
        book.users[name].save()
    assert LakePartition.objects.filter(filled_generation=0).exists()
    with time_machine.travel(at(str(campaign.due)), tick=True):
        rounds(worker, monkeypatch)

    assert {str(letter["To"]) for letter in office.letters} == {"alice@zone.example", "boris@zone.example"}
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
    assert not LakePartition.objects.filter(filled_generation=0).exists()


def test_a_worker_shows_that_it_lives_and_that_it_does_no_more(worker, monkeypatch):
    assert last_breath() is None
    rounds(worker, monkeypatch)

    (breath,) = Breath.objects.all()
    assert breath.name == worker.name
    assert is_recent(last_breath(), at=breath.breathed_at)
    assert not is_recent(last_breath(), at=breath.breathed_at + SILENT_AFTER)


def test_an_errand_that_fails_keeps_no_letter_from_being_sent(office, worker, monkeypatch, caplog):
    written()

    def fails(_at: object) -> None:
        raise RuntimeError("a definition is broken")

    monkeypatch.setattr("zonebook.config.worker.write_what_is_due", fails)
    rounds(worker, monkeypatch)

    assert len(office.taken) == 1
    assert "could not write what is due" in caplog.text


def test_a_database_that_was_away_is_asked_again_in_the_next_round(office, worker, monkeypatch):
    written()
    answers = iter([OperationalError("the server closed the connection"), None])

    def sometimes(*arguments: object, **named: object) -> Carried:
        if (error := next(answers)) is not None:
            raise error
        return tasks.send_waiting(*arguments, **named)

    monkeypatch.setattr("zonebook.config.worker.send_waiting", sometimes)
    rounds(worker, monkeypatch, count=2)

    assert len(office.taken) == 1


def test_a_mark_that_the_database_did_not_take_at_once_is_written_when_it_is_back(office, monkeypatch, book):
    """What the server has taken is not sent again because the database was away for a moment."""
    letter, tries = (
        written(),
        iter([OperationalError("gone"), None, OperationalError("gone"), OperationalError("gone")]),
    )
    naps: list[float] = []
    monkeypatch.setattr(tasks.time, "sleep", naps.append)
    update = QuerySet.update

    def unsteady(self, **facts):
        if self.model is Letter and (error := next(tries, None)) is not None:
            raise error
        return update(self, **facts)

    monkeypatch.setattr(QuerySet, "update", unsteady)

    assert tasks.send_waiting("worker", limit=10) == Carried(sent=1)

    letter.refresh_from_db()
    assert (letter.state, letter.may_repeat, len(office.taken), len(naps)) == ("sent", False, 1, 3)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_worker(book, office, told):
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    Timer(1.0, os.kill, (os.getpid(), told)).start()
    try:
        run_until_told()
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])

    assert Breath.objects.count() == 1
