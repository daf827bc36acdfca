"""Cuts the power while people file, correct and accept: is anything lost that was acknowledged, is anything half done?

    python -m tests.faults.power_cut --times 200 --seed 7
    python -m tests.backends python -m tests.faults.power_cut --times 200 --database-too

Server and worker are killed (SIGKILL, the whole process group) at random moments; with `--database-too` PostgreSQL is
restarted in its immediate mode, which is a crash, at every other cut. After each cut everything starts again, and then
every report whose receipt was shown is in the book under the hash of its bytes, every acceptance that was told is one,
and `zonebook verify` finds the ledger to follow from the accepted reports and the chain whole. Exits with 1 otherwise.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from pathlib import Path

from tests.backends.postgres import crash
from tests.running.campaign import CODE, PASSWORD
from tests.running.client import Client
from tests.running.installation import ZONEBOOK, Installation

COMPANIES, EDITIONS = 12, 4
RECEIPT = re.compile(r"\b\d+-\d+-[0-9a-f]{8}\b")
_TO_DECIDE = re.compile(r'href="(/review/(\d+)/(\d+)/)"')
_CUT = (urllib.error.URLError, ConnectionError, HTTPException, TimeoutError)
"""What a client sees of a cut; an answer of the server that is an error is `urllib.error.HTTPError`, a URLError too."""


@dataclass
class Told:
    """What the server told people that it had done."""

    filed: dict[str, str] = field(default_factory=dict)
    """The hash of the bytes by the receipt."""
    accepted: set[tuple[str, str]] = field(default_factory=set)
    """Submission and number of the versions whose acceptance was told."""
    refused: list[str] = field(default_factory=list)
    """Answers that were errors of the server's own."""


def main() -> int:
    arguments = _arguments()
    chance, told = random.Random(arguments.seed), Told()
    with tempfile.TemporaryDirectory(prefix="zonebook-power-cut-") as folder, _installed(Path(folder)) as place:
        for cut in range(1, arguments.times + 1):
            place.start()
            with _people_at_work(place, Path(folder) / "workbooks", told):
                time.sleep(chance.uniform(0.5, 4.0))
                if arguments.database_too and cut % 2:
                    crash(place.environment["DATABASE_URL"])
                else:
                    place.kill()
            place.kill()
            faults = found_amiss(place, told)
            line = f"cut {cut}: {len(told.filed)} filed, {len(told.accepted)} accepted, amiss: {faults or 'nothing'}"
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
            if faults:
                return 1
    return int(not (told.filed and told.accepted))  # where nobody got anything done, nothing was shown


def found_amiss(place: Installation, told: Told) -> list[str]:
    """What was told and is not so, what the server could not answer, and what the book itself finds wrong."""
    kept = {version["receipt"]: version for version in json.loads(place.run("tests.running.kept"))}
    lost = [receipt for receipt, sha in told.filed.items() if kept.get(receipt, {}).get("sha256") != sha]
    accepted = {tuple(receipt.split("-")[:2]) for receipt, version in kept.items() if version["accepted"]}
    undone = ["-".join(one) for one in sorted(told.accepted - accepted)]
    verified = subprocess.run([ZONEBOOK, "verify"], env=place.environment, capture_output=True, text=True, check=False)
    return [
        *(f"lost: {receipt}" for receipt in lost),
        *(f"acceptance undone: {receipt}" for receipt in undone),
        *told.refused,
        *([f"verify: {verified.stdout}{verified.stderr}"] if verified.returncode else []),
    ]


@contextmanager
def _installed(folder: Path) -> Iterator[Installation]:
    place = Installation(folder / "home")
    place.home.mkdir()
    place.run("zonebook.config.setup")
    place.run("tests.running.campaign", str(COMPANIES), str(folder / "workbooks"), str(EDITIONS))
    try:
        yield place
    finally:
        place.kill()


@contextmanager
def _people_at_work(place: Installation, workbooks: Path, told: Told) -> Iterator[None]:
    """Officers who file and correct again and again, and a curator who accepts, until the block is over."""
    is_over = threading.Event()
    officers = [f"company-{number:03}" for number in range(1, COMPANIES + 1)]
    people = [
        threading.Thread(target=_file, args=(place, workbooks, officers[nth::4], told, is_over)) for nth in range(4)
    ]
    people.append(threading.Thread(target=_accept, args=(place, told, is_over)))
    for person in people:
        person.start()
    try:
        yield
    finally:
        is_over.set()
        for person in people:
            person.join()


def _file(place: Installation, workbooks: Path, companies: list[str], told: Told, is_over: threading.Event) -> None:
    with suppress(*_CUT):
        clients = {}
        for turn in count(random.randrange(EDITIONS)):
            for company in companies:
                if is_over.is_set():
                    return
                if company not in clients:
                    clients[company] = Client(place.url)
                    clients[company].sign_in(company, PASSWORD)
                content = (workbooks / f"{company}.{turn % EDITIONS}.xlsx").read_bytes()
                page = _answer(told, lambda client=clients[company], content=content: client.send_file(
                    f"/my/{CODE}/", ("workbook", content), reason="Пересчитано."))  # fmt: skip
                if receipt := RECEIPT.search(page):
                    told.filed[receipt.group()] = hashlib.sha256(content).hexdigest()


def _accept(place: Installation, told: Told, is_over: threading.Event) -> None:
    with suppress(*_CUT):
        curator = Client(place.url)
        curator.sign_in("boris", PASSWORD)
        while not is_over.is_set():
            waiting = _TO_DECIDE.findall(curator.get("/review/"))
            for path, submission, number in waiting:
                page = _answer(told, lambda path=path: curator.send(path, decision="accept"))
                if f"{submission}-{number}-" in page:
                    told.accepted.add((submission, number))
            time.sleep(0.05)


def _answer(told: Told, send) -> str:
    """The page that answers; a refusal is its page too (somebody else was faster), a crash of the server is told."""
    try:
        return send()
    except urllib.error.HTTPError as error:
        if error.code >= 500:
            told.refused.append(f"{error.code} from {error.url}")
        return ""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database-too", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
