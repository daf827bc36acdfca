"""Cuts the power while people file, correct, write and accept: is anything acknowledged lost, is anything half done?

    python -m tests.faults.power_cut --times 200 --seed 7
    python -m tests.backends python -m tests.faults.power_cut --times 200 --database-too

Server and worker are killed (SIGKILL, the whole process group) at random moments; with `--database-too` PostgreSQL is
restarted in its immediate mode, which is a crash, at every other cut, and server and worker have to live through it.
After each cut every report whose receipt was shown is in the book under the hash of its bytes, every writing in a draft
that was acknowledged is kept, every acceptance that was told, of one report or of many at once, is one, and `zonebook
verify` finds the ledger to follow from the accepted reports and the chain whole. Exits with 1 otherwise, and when
nobody got anything done: then nothing was shown.

Every 20 cuts an untouched copy of the zone takes the place of the old one, because a book that grows takes ever longer
to verify.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass, fields
from pathlib import Path

from tests.backends.postgres import crash
from tests.faults.people import Told, people_at_work
from tests.running.installation import Installation
from tests.running.warm import WarmInstallation

EDITIONS = 2
_CUTS_A_COPY = 20
_MOST_CHANGES = 16
_AT_MOST_AFTER = 0.5  # seconds after the last change that is waited for
_PATIENCE = 30.0  # seconds
_RECOVERS_WITHIN = 1.0  # seconds after a crash of the database


@dataclass
class Count:
    """What the cuts met."""

    cuts: int = 0
    cuts_at_work: int = 0
    filings: int = 0
    corrections: int = 0
    acceptances: int = 0
    at_once: int = 0
    writings: int = 0
    sent: int = 0

    def __iadd__(self, other: Count) -> Count:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))
        return self

    def __str__(self) -> str:
        return (
            f"{self.cuts} cuts, {self.cuts_at_work} of them while a change was under way; told before them: "
            f"{self.filings} filings, {self.corrections} of them corrections, {self.writings} writings in drafts, "
            f"{self.sent} drafts sent, and {self.acceptances} acceptances, {self.at_once} of them of many at once"
        )


def main() -> int:
    """Exit code 1 when something that was told is not so, or the book is not whole."""
    arguments = _arguments()
    chance, total, began = random.Random(arguments.seed), Count(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="zonebook-power-cut-") as folder:
        first, workbooks = Installation(Path(folder) / "first"), Path(folder) / "workbooks"
        first.set_up()
        first.run("tests.running.campaign", str(arguments.companies), str(workbooks), str(EDITIONS))
        place = WarmInstallation(first, Path(folder) / "home")
        while total.cuts < arguments.times:
            cuts = Cuts(place, workbooks, chance=chance, of_database=arguments.database_too)
            try:
                faults = cuts.make(min(_CUTS_A_COPY, arguments.times - total.cuts))
            finally:
                place.kill()
            total += cuts.count
            _say(f"{time.monotonic() - began:.0f} s: {total}")
            if faults:
                _say("\n".join(faults))
                return 1
            place.begin_again()
    _say("nothing that was told is lost, nothing is half done")
    return int(not (total.filings or total.acceptances))


class Cuts:
    """The cuts that one copy of the zone lives through."""

    def __init__(self, place: WarmInstallation, workbooks: Path, *, chance: random.Random, of_database: bool) -> None:
        self.count, self._told = Count(), Told()
        self._place, self._workbooks, self._chance, self._of_database = place, workbooks, chance, of_database

    def make(self, times: int) -> list[str]:
        """Cut so many times or until something is amiss, and say what is."""
        faults: list[str] = []
        self._place.start()
        while self.count.cuts < times and not faults:
            self._cut()
            faults = self._found_amiss()
        return faults

    def _cut(self) -> None:
        """Let people work for a while, and cut; after that everything is up again."""
        with people_at_work(self._place.url, self._workbooks, self._told) as work:
            self._wait_a_while()
            self.count.cuts_at_work += bool(work.under_way)
            work.is_cut.set()
            if self._of_database and self.count.cuts % 2:
                crash(self._place.database)
                time.sleep(_RECOVERS_WITHIN)
            else:
                self._place.kill()
        if not self._place.processes:
            self._place.start()
        self.count.cuts += 1

    def _wait_a_while(self) -> None:
        """Wait until some changes were told, as many as chance will have it, and a moment more."""
        changes, until = self._told.changes + self._chance.randint(0, _MOST_CHANGES), time.monotonic() + _PATIENCE
        while self._told.changes < changes and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(self._chance.uniform(0.0, _AT_MOST_AFTER))

    def _found_amiss(self) -> list[str]:
        """What was told and is not so, what the server could not answer, and what the book itself finds wrong."""
        told, book = self._told, self._place.book()
        kept = {one["receipt"]: one for one in book.versions}
        accepted = {receipt.rpartition("-")[0] for receipt, one in kept.items() if one["accepted"]}
        self.count.filings, self.count.acceptances = len(told.filed), len(told.accepted)
        self.count.writings, self.count.sent = len(told.written), len(told.sent)
        self.count.at_once = told.accepted_at_once
        self.count.corrections = sum(kept[receipt]["corrects"] for receipt in told.filed.keys() & kept.keys())
        return [
            *(f"lost: {one}" for one, sha in told.filed.items() if kept.get(one, {}).get("sha256") != sha),
            *(f"a draft that was sent is lost: {one}" for one in sorted(told.sent - kept.keys())),
            *(f"a writing is lost: {' '.join(one)}" for one in sorted(told.written - book.written)),
            *(f"acceptance undone: {one}" for one in sorted(told.accepted - accepted)),
            *told.broken,
            *(f"ended: {name}" for name, process in self._place.processes.items() if not process.is_alive()),
            *([] if book.is_whole else [f"verify: {book.verdict}"]),
        ]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--companies", type=int, default=24)
    parser.add_argument("--database-too", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
