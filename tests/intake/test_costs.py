"""What a hostile file costs: it is refused soon, and neither the server nor its child grows over it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.intake import hostile
from tests.intake.workbooks import issued
from zonebook.intake.sandbox import Pool

MEGABYTE = 1024 * 1024
READS = 300
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a decompression bomb": (hostile.zip_bomb, "file.unpacks_too_big"),
    "a decompression bomb that lies": (hostile.zip_bomb_that_lies, "file.damaged"),
    "an entity bomb": (lambda: hostile.entity_bomb(hostile.SHEET), "file.entities"),
    "fifty megabytes": (lambda: b"PK" + os.urandom(50 * MEGABYTE), "file.too_big"),
    "a wrong type": (lambda: b"%PDF-1.7 " + os.urandom(MEGABYTE), "file.not_workbook"),
}


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(size=2)
    yield pool
    pool.close()


def status(process: int | str, what: str) -> int:
    """What the kernel says of a process's memory, in bytes."""
    found = re.search(rf"{what}:\s+([0-9]+) kB", Path(f"/proc/{process}/status").read_text())
    assert found is not None
    return int(found[1]) * 1024


def peaks(pool: Pool) -> list[int]:
    return [status(child._process.pid, "VmHWM") for child in pool._idle.queue if child is not None]


@pytest.mark.parametrize(("make", "rule"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_in_moments_and_costs_little_memory(
    make: Callable[[], bytes], rule: str, pool: Pool
) -> None:
    content = make()
    pool.unpack(issued())
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here
    held, began = status("self", "VmRSS"), time.monotonic()
    refusal = pool.unpack(content).refusal
    took = time.monotonic() - began
    assert refusal is not None
    assert refusal.rule == rule
    assert took < 20  # on however busy a machine; bench/intake_speed.py prints what it takes on a quiet one
    assert status("self", "VmHWM") - held < 100 * MEGABYTE
    assert 0 < max(peaks(pool)) < 200 * MEGABYTE


def test_sound_workbooks_are_all_read_however_busy_the_machine(pool: Pool) -> None:
    """As many as suit a test; `bench/intake_speed.py` reads three thousand."""
    content, busy = issued(), [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    try:
        with ThreadPoolExecutor(4) as threads:
            refusals = [book.refusal for book in threads.map(pool.unpack, [content] * READS)]
    finally:
        for process in busy:
            process.kill()
            process.wait()
    assert refusals == [None] * READS
    assert max(peaks(pool)) < 64 * MEGABYTE
