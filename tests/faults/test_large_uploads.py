"""Files that are far too large, sent to the real server: refused in words, and its processes do not grow over them."""

from __future__ import annotations

import os
import re
import subprocess
import urllib.error
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running.campaign import CODE, PASSWORD
from tests.running.client import Client
from tests.running.installation import Installation

MEGABYTE = 1024 * 1024
TASK = f"/my/{CODE}/"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A server with one company that is asked for a report."""
    folder = tmp_path_factory.mktemp("uploads")
    installation = Installation(folder / "home")
    installation.home.mkdir()
    installation.run("zonebook.config.setup")
    installation.run("tests.running.campaign", "1", str(folder / "workbooks"))
    installation.start()
    yield installation
    installation.stop()


def processes_of(place: Installation) -> list[int]:
    """The server and what it started, its workers and their children."""
    found = [place.processes["server"].pid]
    for process in found:
        listed = subprocess.run(["pgrep", "-P", str(process)], stdout=subprocess.PIPE, check=False).stdout
        found.extend(map(int, listed.split()))
    return found


def largest(place: Installation) -> int:
    """The most memory that any process of the server ever held, in bytes."""
    texts = [Path(f"/proc/{process}/status").read_text() for process in processes_of(place)]
    return max(int(found[1]) * 1024 for text in texts if (found := re.search(r"VmHWM:\s+([0-9]+) kB", text)))


def test_fifty_megabytes_are_refused_in_words_and_not_held_in_memory(place: Installation) -> None:
    officer = Client(place.url)
    officer.sign_in("company-001", PASSWORD)
    before = largest(place)
    with pytest.raises(urllib.error.HTTPError) as refusal:
        officer.send_file(TASK, ("workbook", b"PK" + os.urandom(50 * MEGABYTE)))
    with refusal.value as answer:
        assert answer.code == 400
        assert "Файл больше 5 МБ" in answer.read().decode()
    assert largest(place) - before < 30 * MEGABYTE
    assert largest(place) < 300 * MEGABYTE


def test_the_server_goes_on_as_if_nothing_had_been(place: Installation) -> None:
    officer = Client(place.url)
    officer.sign_in("company-001", PASSWORD)
    assert "Отправить отчёт" in officer.get(TASK)
