"""The worker as an installation runs it: killed, told to stop, kept beside the pages. Letters survive all of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from tests.letters.post_office import PostOffice, open_post_office
from tests.running.installation import ROOT, ZONEBOOK, Installation

LONGEST = 60.0
WRITE = """
from django.utils.timezone import now
from tests.letters.writing import draft
from zonebook.letters.actions import write_letters
write_letters([draft(f"{key}-{{number}}") for number in range({count})], at=now())
"""
STATES = "from zonebook.letters.models import Letter; print(*Letter.objects.values_list('state', flat=True))"
WORKERS = "from zonebook.letters.models import Worker; print(*Worker.objects.values_list('name', flat=True))"
SERVER = "from zonebook.cli.working import worker_beside\nimport time\nwith worker_beside(): time.sleep(600)"
BESIDE = """
import os, signal, time
from zonebook.cli.working import worker_beside
from zonebook.letters.models import Worker

def names(): return set(Worker.objects.values_list("name", flat=True))

before = names()
with worker_beside():
    while not (first := names() - before): time.sleep(0.1)
    os.kill(int(first.pop().rpartition(":")[2]), signal.SIGKILL)
    while len(both := names() - before) < 2: time.sleep(0.1)
for name in both:
    try: os.kill(int(name.rpartition(":")[2]), 0)
    except ProcessLookupError: print("gone")
"""


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    with open_post_office() as office:
        yield office


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, office: PostOffice) -> Installation:
    """An installation whose letters go to a mail server of the tests' own."""
    place = Installation(tmp_path_factory.mktemp("place") / "home", also={"EMAIL_URL": office.url})
    place.set_up()
    place.run("django", "migrate", "-v0")
    return place


def wait_until(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + LONGEST
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def test_killed_at_random_moments_it_loses_no_letter_and_says_of_each_that_may_have_come_twice():
    command = [sys.executable, "-m", "tests.faults.kill_the_worker", "5"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZONEBOOK_", "EMAIL_"))}
    done = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, timeout=5 * LONGEST, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("5 kills, 100 letters: 0 lost, 0 unsettled")


def test_once_sends_what_waits_and_says_what_became_of_it(place, office):
    place.python(WRITE.format(key="once", count=3))

    told = json.loads(place.zonebook("worker", "--once", "--format", "json"))

    assert told == {"sent": 3, "postponed": 0, "failed": 0}
    assert len(office.taken) == 3


def test_told_to_stop_it_finishes_the_letter_at_hand_and_leaves_the_others_for_the_next_one(place, office):
    before = len(office.taken)
    office.thinks_for = 0.3
    place.python(WRITE.format(key="stop", count=30))
    worker = place.begun(ZONEBOOK, "worker")
    wait_until(lambda: len(office.taken) > before)
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(LONGEST) == 0

    office.thinks_for = 0.0
    states = place.python(STATES).split()
    assert states.count("sending") == 0
    assert states.count("waiting") > 0
    assert states.count("sent") == len(office.taken)
    place.zonebook("worker", "--once")
    assert len(office.taken) == len(set(office.ids)) == before + 30


def test_a_worker_beside_the_pages_is_replaced_when_it_dies_and_ends_with_them(place):
    assert place.python(BESIDE).split() == ["gone", "gone"]


def test_a_worker_whose_server_was_killed_ends_too(place):
    before = set(place.python(WORKERS).split())
    server = place.begun(sys.executable, "-c", SERVER)
    wait_until(lambda: set(place.python(WORKERS).split()) - before)
    (worker,) = set(place.python(WORKERS).split()) - before
    server.kill()
    server.wait(LONGEST)

    wait_until(lambda: is_gone(int(worker.rpartition(":")[2])))


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_without_a_book_the_command_says_in_one_line_what_to_do(tmp_path):
    (tmp_path / "secret.key").write_text("x" * 60)
    environment = {**os.environ, "ZONEBOOK_HOME": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [ZONEBOOK, "worker"], env=environment, capture_output=True, text=True, timeout=LONGEST, check=False
    )

    assert done.returncode == 2
    assert "build one with `zonebook demo`" in done.stderr
