"""Does the book take the last day of a campaign? 240 companies file within two minutes, 40 at a time, over HTTP.

    python bench/last_day.py                                  on SQLite
    python -m tests.backends python bench/last_day.py         on PostgreSQL

The server runs as `zonebook serve` runs it, with its worker, on this machine's cores, beside the clients. Printed: how
long the filing took, the p95 of a page that somebody else reads meanwhile, and whether every workbook is in the book
once, under the hash of its bytes, with the receipt that its sender was shown. Exits with 1 when one is not.
"""

from __future__ import annotations

import hashlib
import json
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.running.campaign import CODE, PASSWORD
from tests.running.client import Client
from tests.running.installation import ZONEBOOK, Installation

COMPANIES, CLIENTS = 240, 40
BUDGET_SECONDS = 120.0
_RECEIPT = re.compile(r"\b\d+-\d+-[0-9a-f]{8}\b")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="zonebook-last-day-") as folder:
        place = Installation(Path(folder) / "home")
        place.home.mkdir()
        workbooks = Path(folder) / "workbooks"
        place.run("zonebook.config.setup")
        place.run("tests.running.campaign", str(COMPANIES), str(workbooks))
        place.start()
        try:
            filed, seconds, reading = file_everything(place.url, sorted(workbooks.glob("*.xlsx")))
        finally:
            place.stop()
        kept: dict[str, list[tuple[str, str]]] = {}
        for version in json.loads(place.run("tests.running.kept")):
            kept.setdefault(version["company"], []).append((version["receipt"], version["sha256"]))
        verified = subprocess.run(  # noqa: S603 - our own command, in an installation of our own
            [ZONEBOOK, "verify"], env=place.environment, capture_output=True, text=True, check=False
        ).stdout
    return report(filed, kept, seconds=seconds, reading=reading, verified=verified)


def file_everything(url: str, workbooks: list[Path]) -> tuple[dict[str, tuple[str, str]], float, list[float]]:
    """The receipt and the hash of each company's workbook, the seconds it took, and how long pages took meanwhile."""
    waiting: SimpleQueue[Path] = SimpleQueue()
    for workbook in workbooks:
        waiting.put(workbook)
    filed: dict[str, tuple[str, str]] = {}
    is_over = threading.Event()
    with ThreadPoolExecutor(CLIENTS + 1) as people:
        reader = people.submit(read_pages, url, is_over)
        began = time.perf_counter()
        clients = [people.submit(file_some, url, waiting, filed=filed) for _ in range(CLIENTS)]
        try:
            for client in clients:
                client.result()
        finally:
            seconds = time.perf_counter() - began
            is_over.set()
    return filed, seconds, reader.result()


def file_some(url: str, waiting: SimpleQueue[Path], *, filed: dict[str, tuple[str, str]]) -> None:
    """Be one officer after the other: sign in, send the workbook, keep the receipt, until no workbook waits."""
    while True:
        try:
            workbook = waiting.get_nowait()
        except Empty:
            return
        client, content = Client(url), workbook.read_bytes()
        company = workbook.name.partition(".")[0]
        client.sign_in(company, PASSWORD)
        receipt = _RECEIPT.search(client.send_file(f"/my/{CODE}/", ("workbook", content)))
        filed[company] = (receipt.group() if receipt else "", hashlib.sha256(content).hexdigest())


def read_pages(url: str, is_over: threading.Event) -> list[float]:
    """The seconds that the first page took, asked for again and again by somebody who is not signed in."""
    taken, reader = [], Client(url)
    while not is_over.is_set():
        began = time.perf_counter()
        reader.get("/")
        taken.append(time.perf_counter() - began)
        time.sleep(0.1)
    return taken


def report(
    filed: dict[str, tuple[str, str]],
    kept: dict[str, list[tuple[str, str]]],
    *,
    seconds: float,
    reading: list[float],
    verified: str,
) -> int:
    """Print what was found; 1 when a workbook is lost, is there twice, or is not what its receipt says."""
    lost = sorted(filed.keys() - kept.keys())
    twice = sorted(company for company, versions in kept.items() if len(versions) > 1)
    wrong = sorted(company for company, (receipt, sha) in filed.items() if kept.get(company) != [(receipt, sha)])
    p95 = statistics.quantiles(reading, n=20)[-1]
    print(f"{len(filed)} workbooks filed by {CLIENTS} clients in {seconds:.1f} s (budget {BUDGET_SECONDS:.0f} s)")
    print(f"a page meanwhile: median {statistics.median(reading) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms,"
          f" {len(reading)} requests")  # fmt: skip
    print(f"lost: {lost or 'none'}; twice: {twice or 'none'}; receipt or hash not the book's: {wrong or 'none'}")
    print(f"zonebook verify: {verified.strip()}")
    return int(bool(lost or twice or wrong or len(filed) != COMPANIES or seconds > BUDGET_SECONDS))


if __name__ == "__main__":
    sys.exit(main())
