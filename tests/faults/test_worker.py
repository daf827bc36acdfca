"""The worker as an installation runs it: killed, told to stop, kept beside the pages. Letters survive all of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.backends.databases import database_of
from tests.house.project import ROOT
from tests.letters.post_office import PostOffice, open_post_office

ZONEBOOK = Path(sys.executable).parent / "zonebook"
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


class Installation:
    """An installation of the tests' own, whose letters go to a mail server of the tests' own."""

    def __init__(self, home: Path, office: PostOffice) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZONEBOOK_", "EMAIL_"))}
        kept.pop("DATABASE_URL", None)
        self.office = office
        self.environment = kept | database_of(home) | {
            "ZONEBOOK_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "zonebook.config.settings",
            "EMAIL_URL": f"smtp://127.0.0.1:{office.port}",
        }  # fmt: skip
        (home / "secret.key").write_text("of the tests, not secret, but long enough to be taken for a key")
        self.run(sys.executable, "-m", "django", "migrate", "-v0")

    def run(self, *command: object) -> str:
        """What a command prints that ends well."""
        done = subprocess.run(
            list(map(str, command)),
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def python(self, program: str) -> str:
        return self.run(sys.executable, "-c", f"import django; django.setup()\n{program}")

    def start(self, *command: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(list(map(str, command)), env=self.environment, cwd=ROOT, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with open_post_office() as office:
        yield Installation(tmp_path_factory.mktemp("home"), office)


def wait_until(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + LONGEST
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def test_killed_at_random_moments_it_loses_no_letter_and_says_of_each_that_may_have_come_twice():
    command = [sys.executable, "-m", "tests.faults.kill_the_worker", "10"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZONEBOOK_", "EMAIL_"))}
    done = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, timeout=5 * LONGEST, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("10 kills, 200 letters: 0 lost, 0 unsettled")


def test_once_sends_what_waits_and_says_what_became_of_it(installation):
    installation.python(WRITE.format(key="once", count=3))

    told = json.loads(installation.run(ZONEBOOK, "worker", "--once", "--format", "json"))

    assert told == {"sent": 3, "postponed": 0, "failed": 0}
    assert len(installation.office.taken) == 3


def test_told_to_stop_it_finishes_the_letter_at_hand_and_leaves_the_others_for_the_next_one(installation):
    office, before = installation.office, len(installation.office.taken)
    office.thinks_for = 0.3
    installation.python(WRITE.format(key="stop", count=30))
    worker = installation.start(ZONEBOOK, "worker")
    wait_until(lambda: len(office.taken) > before)
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(LONGEST) == 0

    office.thinks_for = 0.0
    states = installation.python(STATES).split()
    assert states.count("sending") == 0
    assert states.count("waiting") > 0
    assert states.count("sent") == len(office.taken)
    installation.run(ZONEBOOK, "worker", "--once")
    assert len(office.taken) == len(set(office.ids)) == before + 30


def test_a_worker_beside_the_pages_is_replaced_when_it_dies_and_ends_with_them(installation):
    assert installation.python(BESIDE).split() == ["gone", "gone"]


def test_a_worker_whose_server_was_killed_ends_too(installation):
    before = set(installation.python(WORKERS).split())
    server = installation.start(sys.executable, "-c", SERVER)
    wait_until(lambda: set(installation.python(WORKERS).split()) - before)
    (worker,) = set(installation.python(WORKERS).split()) - before
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
