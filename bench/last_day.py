"""Does the book take the last day of a campaign? 240 companies file within two minutes, 40 at a time, over HTTP.

    python bench/last_day.py                                  on SQLite
    python -m tests.backends python bench/last_day.py         on PostgreSQL

The server runs as `zonebook serve` runs it, with its worker, on this machine's cores, beside the clients. Every officer
has signed in before; each opens the page of the report, sends the workbook and gets the page with the receipt. Printed:
how long the filing took, how long each officer waited, the p95 of a page that four others read meanwhile, and
whether every workbook is in the book once, under the hash of its bytes, with the receipt that its sender was shown.
Exits with 1 when one is not, when the book is not whole, or when it took too long.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.running.campaign import CODE, SESSIONS
from tests.running.client import Client
from tests.running.installation import Installation

COMPANIES, CLIENTS, READERS = 240, 40, 4
BUDGET_SECONDS = 120.0
_RECEIPT = re.compile(r"\b\d+-\d+-[0-9a-f]{8}\b")


@dataclass
class Day:
    """What the officers were told, and how long everybody waited, in seconds."""

    filed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The receipt and the hash of the bytes, by company."""
    filings: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    seconds: float = 0.0
    is_over: threading.Event = field(default_factory=threading.Event)


def main() -> int:
    """Exit code 1 when a workbook is lost, is there twice, is not what its receipt says, or it took too long."""
    with tempfile.TemporaryDirectory(prefix="zonebook-last-day-") as folder:
        place, workbooks = Installation(Path(folder) / "home"), Path(folder) / "workbooks"
        place.set_up()
        place.run("tests.running.campaign", str(COMPANIES), str(workbooks))
        place.start()
        try:
            day = file_everything(place.url, workbooks)
        finally:
            place.stop()
        kept: dict[str, list[tuple[str, str]]] = {}
        for version in json.loads(place.run("tests.running.kept")):
            kept.setdefault(version["company"], []).append((version["receipt"], version["sha256"]))
        is_whole, said = place.verify()
    is_well_kept = report(day, kept)
    print(f"zonebook verify: {' '.join(said.split())}")
    return int(not (is_well_kept and is_whole and day.seconds <= BUDGET_SECONDS))


def file_everything(url: str, workbooks: Path) -> Day:
    """Let every officer file, so many at a time, while somebody reads pages."""
    sessions = json.loads((workbooks / SESSIONS).read_text())
    day, officers = Day(), [name for name in sessions if name != "boris"]
    readers = [threading.Thread(target=read_pages, args=(url, day)) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    began = time.perf_counter()
    try:
        with ThreadPoolExecutor(CLIENTS) as people:
            for done in [people.submit(file_one, Client(url, session=sessions[one]), workbooks / f"{one}.0.xlsx",
                                       day=day) for one in officers]:  # fmt: skip
                done.result()
    finally:
        day.seconds = time.perf_counter() - began
        day.is_over.set()
        for reader in readers:
            reader.join()
    return day


def file_one(officer: Client, workbook: Path, *, day: Day) -> None:
    """Open the page of the report, send the workbook, keep the receipt."""
    content, began = workbook.read_bytes(), time.perf_counter()
    receipt = _RECEIPT.search(officer.send_file(f"/my/{CODE}/", ("workbook", content)))
    day.filings.append(time.perf_counter() - began)
    company = workbook.name.partition(".")[0]
    day.filed[company] = (receipt.group() if receipt else "", hashlib.sha256(content).hexdigest())


def read_pages(url: str, day: Day) -> None:
    """Ask for the first page again and again, as somebody who is not signed in, and note the seconds."""
    reader = Client(url)
    while not day.is_over.is_set():
        began = time.perf_counter()
        reader.get("/")
        day.pages.append(time.perf_counter() - began)
        day.is_over.wait(0.1)


def report(day: Day, kept: Mapping[str, Sequence[tuple[str, str]]]) -> bool:
    """Print what was found; whether every workbook is in the book, once, as its receipt says."""
    lost = sorted(day.filed.keys() - kept.keys())
    twice = sorted(company for company, versions in kept.items() if len(versions) > 1)
    wrong = sorted(company for company, told in day.filed.items() if kept.get(company) != [told])
    print(f"{len(day.filed)} workbooks by {CLIENTS} clients in {day.seconds:.1f} s (budget {BUDGET_SECONDS:.0f} s),"
          f" load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip
    print(f"from the page to the receipt: {_spread(day.filings)}")
    print(f"a page read meanwhile: {_spread(day.pages)}")
    print(f"lost: {lost or 'none'}; twice: {twice or 'none'}; receipt or hash not the book's: {wrong or 'none'}")
    return len(day.filed) == COMPANIES and not (lost or twice or wrong)


def _spread(seconds: Sequence[float]) -> str:
    p95 = statistics.quantiles(seconds, n=20)[-1]
    return f"median {statistics.median(seconds):.2f} s, p95 {p95:.2f} s, longest {max(seconds):.2f} s ({len(seconds)})"


if __name__ == "__main__":
    sys.exit(main())
