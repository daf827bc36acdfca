"""How long does it take to write and read the quarterly form, and what do the worst files cost?

Budget: 230 workbooks read in the sandbox and checked within 10 s on two cores, none lost.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from zonebook.intake import Context, Form, Identity, LineKind, check_cells, read_safely, read_workbook, write_workbook
from zonebook.intake.sandbox import Pool
from zonebook.methodology import load_methodology

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.intake import hostile
from tests.intake.test_costs import HOSTILE

WORKBOOKS = 230
BUDGET_SECONDS = 10.0
REPEATS = 20
UNDER_LOAD = 3000
SITES = (("pechatniki", "Печатники"), ("rudnevo", "Руднево"))
IDENTITY = Identity("company", "АО «Пример»", "7701234567", "2025-Q2", "2025-Q2-residents", SITES)


def answers(form: Form, seed: int) -> dict[tuple[str, str], Decimal]:
    return {
        (line.code, site): Decimal(seed % 2) if line.kind is LineKind.FLAG else line.to_base(Decimal(100 + seed))
        for line in form.lines
        for site, _ in SITES
    }


def much_known(form: Form) -> Context:
    """As much as the checks can know besides a report: three years of it, and forty sites of the same industry."""
    last = answers(form, 90)
    series = {key: tuple(amount + quarter for quarter in range(12)) for key, amount in last.items()}
    peers = tuple({line: last[line, site] + peer for line, site in last} for peer in range(40))
    return Context(months=6, previous=last, year_before=last, last_report=last, series=series, peers=peers)


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(REPEATS):
        work()
    return (time.perf_counter() - began) / REPEATS * 1000


def campaign(form: Form) -> float:
    """Seconds from uploaded bytes to findings for all workbooks, the children's start included."""
    checks, known = load_methodology().checks, much_known(form)
    companies = [replace(IDENTITY, company=f"company-{number}") for number in range(WORKBOOKS)]
    files = [write_workbook(form, company, values=answers(form, number)) for number, company in enumerate(companies)]

    def read_and_check(number: int) -> int:
        reading = read_safely(files[number], form, expected=companies[number])
        check_cells(form, checks, cells=reading.cells, context=known)
        return sum(cell.amount is not None for cell in reading.cells)

    began = time.perf_counter()
    with ThreadPoolExecutor(2) as threads:
        read = list(threads.map(read_and_check, range(WORKBOOKS)))
    seconds = time.perf_counter() - began
    assert read == [len(form.lines) * len(SITES)] * WORKBOOKS, "a workbook was lost"
    return seconds


def worst_files() -> None:
    pool = Pool(size=1)
    pool.unpack(b"PK")  # starts the child
    for make in (hostile.million_rows, hostile.corner_cells, hostile.many_styles):
        content = make()
        began = time.perf_counter()
        refusal = pool.unpack(content).refusal
        seconds = time.perf_counter() - began
        outcome = refusal.rule if refusal else "read"
        print(f"{make.__name__.replace('_', ' '):16} {seconds:6.2f} s   {outcome}")
    pool.close()


def refusals() -> None:
    """What must be refused in under two seconds."""
    for name, (make, rule) in HOSTILE.items():
        content, pool = make(), Pool(size=1)
        pool.unpack(b"PK")  # starts the child
        began = time.perf_counter()
        refusal = pool.unpack(content).refusal
        seconds = time.perf_counter() - began
        assert refusal is not None
        assert refusal.rule == rule
        print(f"{name:32} {seconds:6.2f} s   {rule}")
        pool.close()


def under_load(content: bytes) -> None:
    """Sound workbooks from four threads while two other processes take all the processor time they can get."""
    pool, busy = Pool(), [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    began = time.perf_counter()
    try:
        with ThreadPoolExecutor(4) as threads:
            refused = sum(book.refusal is not None for book in threads.map(pool.unpack, [content] * UNDER_LOAD))
    finally:
        for process in busy:
            process.kill()
    print(f"{UNDER_LOAD} under load  {time.perf_counter() - began:6.2f} s   {refused} refused")
    pool.close()
    assert not refused


def main() -> None:
    form = load_methodology().form("resident-quarter")
    values = answers(form, 1)
    content = write_workbook(form, IDENTITY, values=values)
    print(f"write one        {milliseconds(lambda: write_workbook(form, IDENTITY, values=values)):6.1f} ms")
    print(f"read one         {milliseconds(lambda: read_workbook(content, form, expected=IDENTITY)):6.1f} ms")
    print(f"read one safely  {milliseconds(lambda: read_safely(content, form, expected=IDENTITY)):6.1f} ms")
    seconds = campaign(form)
    print(f"{WORKBOOKS} workbooks    {seconds:6.2f} s   budget {BUDGET_SECONDS} s: {seconds / BUDGET_SECONDS:.0%}")
    worst_files()
    refusals()
    under_load(content)


if __name__ == "__main__":
    main()
