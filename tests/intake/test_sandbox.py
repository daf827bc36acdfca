"""Reading in a limited child process: the same results, a ceiling on harm, and no file lost."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.intake import hostile
from tests.intake.workbooks import FORM, ONE_SITE, VALUES, amounts, issued, rules
from zonebook.intake import read_safely, read_workbook, sandbox, write_workbook
from zonebook.intake.raw import RawWorkbook
from zonebook.intake.sandbox import Pool

MEGABYTE = 1024 * 1024


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(size=1)
    yield pool
    pool.close()


def children_of(pool: Pool) -> list[Any]:
    return [child for child in pool._idle.queue if child is not None]


def peak_memory(child: Any) -> int:
    """The most memory that a child ever held, in bytes; 0 once it has ended (its limit is below what is asked here)."""
    try:
        status = Path(f"/proc/{child._process.pid}/status").read_text()
    except FileNotFoundError:
        return 0
    held = re.search(r"VmHWM:\s+([0-9]+) kB", status)
    return int(held[1]) * 1024 if held else 0


def test_the_sandbox_reads_what_the_plain_reader_reads() -> None:
    assert read_safely(issued(), FORM, expected=ONE_SITE) == read_workbook(issued(), FORM, expected=ONE_SITE)


def test_a_child_serves_one_file_after_another(pool: Pool) -> None:
    pool.unpack(issued())
    (first,) = children_of(pool)
    pool.unpack(issued())
    assert children_of(pool) == [first]


def test_a_refusal_reaches_the_person_through_the_sandbox() -> None:
    assert rules(read_safely(hostile.zip_bomb(), FORM, expected=ONE_SITE)) == ["file.unpacks_too_big"]


@pytest.mark.parametrize(
    "make",
    [
        hostile.million_rows,
        hostile.million_rows_all_numbered_one,
        hostile.corner_cells,
        hostile.deep_markup,
        hostile.many_strings,
        hostile.many_styles,
        hostile.zip_bomb_that_lies,
    ],
)
def test_a_file_made_to_hurt_ends_within_the_ceilings(make: Callable[[], bytes], pool: Pool) -> None:
    content = make()
    pool.unpack(issued())
    (child,) = children_of(pool)
    before, began = peak_memory(child), time.monotonic()
    workbook = pool.unpack(content)
    assert time.monotonic() - began < 60  # six seconds of processor time, on however busy a machine
    assert 0 < before <= (peak_memory(child) or before) < 300 * MEGABYTE
    assert isinstance(workbook, RawWorkbook)
    assert pool.unpack(issued()).refusal is None


def test_a_form_formatted_down_a_million_rows_is_read_like_any_other() -> None:
    reading = read_safely(hostile.formatted_to_the_bottom(), FORM, expected=ONE_SITE)
    assert (amounts(reading), reading.findings) == (VALUES, ())


def test_a_child_that_dies_is_replaced_and_its_file_read_by_a_fresh_one(pool: Pool, monkeypatch: Any) -> None:
    pool.unpack(issued())
    (child,) = children_of(pool)
    monkeypatch.setattr(sandbox, "_receive", _killing(child))
    assert pool.unpack(issued()).refusal is None
    monkeypatch.undo()
    assert children_of(pool) != [child]


def test_where_children_are_killed_from_outside_the_person_is_told_to_try_again(pool: Pool, monkeypatch: Any) -> None:
    monkeypatch.setattr(sandbox, "_CHILD", "import os; os.kill(os.getpid(), 9)")
    assert pool.unpack(issued()).refusal == sandbox.INTERRUPTED


def test_a_child_that_cannot_hold_a_file_says_so_by_the_way_it_ends(pool: Pool, monkeypatch: Any) -> None:
    monkeypatch.setattr(sandbox, "_CHILD", with_setting("ADDRESS_SPACE_BYTES = 48 * 1024 * 1024"))
    assert pool.unpack(hostile.many_strings()).refusal == sandbox.OUT_OF_LIMITS


def test_a_child_that_has_grown_retires_and_the_next_file_is_read_by_another(pool: Pool, monkeypatch: Any) -> None:
    monkeypatch.setattr(sandbox, "_CHILD", with_setting("_RETIRES_AT_BYTES = 0"))
    assert pool.unpack(issued()).refusal is None
    (child,) = children_of(pool)
    assert child._process.wait(10) == 0
    assert pool.unpack(issued()).refusal is None
    assert children_of(pool) != [child]


def with_setting(setting: str) -> str:
    """The child's code with one of the sandbox's constants set otherwise."""
    return sandbox._CHILD.replace("serve()", f"sandbox.{setting}; sandbox.serve()").replace(
        "from zonebook.intake.sandbox import serve", "from zonebook.intake import sandbox"
    )


def test_a_child_found_dead_costs_nothing(pool: Pool) -> None:
    pool.unpack(issued())
    (child,) = children_of(pool)
    os.kill(child._process.pid, 9)
    child._process.wait()
    assert pool.unpack(issued()).refusal is None


def test_a_child_that_hangs_is_stopped_by_the_clock(pool: Pool, monkeypatch: Any) -> None:
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 0.5)
    monkeypatch.setattr(sandbox, "_CHILD", "import time; time.sleep(60)")
    began = time.monotonic()
    assert pool.unpack(issued()).refusal == sandbox.OUT_OF_LIMITS
    assert time.monotonic() - began < 5


def test_a_child_that_takes_too_much_processor_time_is_stopped(pool: Pool, monkeypatch: Any) -> None:
    spin = sandbox._CHILD.replace("serve()", "sandbox.unpack = spin; serve()").replace(
        "from zonebook.intake.sandbox import serve",
        "from zonebook.intake import sandbox\nfrom zonebook.intake.sandbox import serve\nsandbox.CPU_SECONDS = 1\n"
        "def spin(content):\n    while True: pass\n",
    )
    monkeypatch.setattr(sandbox, "_CHILD", spin)
    began = time.monotonic()
    assert pool.unpack(issued()).refusal == sandbox.OUT_OF_LIMITS
    assert time.monotonic() - began < 6


def test_a_child_that_answers_nonsense_is_not_believed(pool: Pool, monkeypatch: Any) -> None:
    nonsense = "import sys; sys.stdout.buffer.write((7).to_bytes(8, 'big') + b'[1,2,3]'); sys.stdout.flush()"
    monkeypatch.setattr(sandbox, "_CHILD", nonsense)
    assert pool.unpack(issued()).refusal == sandbox.OUT_OF_LIMITS


def test_the_child_knows_nothing_of_the_servers_environment(pool: Pool, monkeypatch: Any) -> None:
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    pool.unpack(issued())
    (child,) = children_of(pool)
    with open(f"/proc/{child._process.pid}/environ", "rb") as environment:  # noqa: PTH123 -- a file of the kernel
        assert b"SECRET_KEY" not in environment.read()


def test_many_threads_get_each_their_own_answer() -> None:
    companies = [replace(ONE_SITE, company=f"company-{number}") for number in range(24)]

    def file(number: int) -> dict[tuple[str, str], Decimal]:
        values = {**VALUES, ("headcount", "north"): Decimal(number)}
        content = write_workbook(FORM, companies[number], values=values)
        return amounts(read_safely(content, FORM, expected=companies[number]))

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(file, range(24)))
    assert [answer["headcount", "north"] for answer in answers] == list(range(24))


def test_a_forked_process_starts_children_of_its_own() -> None:
    read_safely(issued(), FORM, expected=ONE_SITE)
    process = os.fork()
    if process == 0:
        os._exit(0 if amounts(read_safely(issued(), FORM, expected=ONE_SITE)) == VALUES else 1)
    assert os.waitpid(process, 0)[1] == 0
    assert amounts(read_safely(issued(), FORM, expected=ONE_SITE)) == VALUES


def _killing(child: Any) -> Callable[[Any], Any]:
    """Receives as ever, but the named child is dead by then."""
    really = sandbox._receive

    def receive(pipe: Any) -> Any:
        if child._process.poll() is None:
            os.kill(child._process.pid, 9)
            child._process.wait()
            return None
        return really(pipe)

    return receive


def test_closing_the_pool_leaves_no_process_behind() -> None:
    pool = Pool(size=2)
    threads = [threading.Thread(target=pool.unpack, args=(issued(),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    children = children_of(pool)
    pool.close()
    assert children
    assert all(not child.is_alive for child in children)
