"""Kills the worker at random moments under load and counts what arrived: `python -m tests.faults.kill_the_worker 200`.

A mail server of the test's own takes the letters. After the last death a worker runs to the end. Then: every letter
has arrived, each mailbox (which folds repetitions by the Message-ID) holds each letter once, and whatever came over
the line twice is a letter of which the book says that it may have.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path

from tests.letters.post_office import PostOffice, open_post_office
from tests.running.installation import Installation

LETTERS_A_LIFE = 20
_LONGEST_LIFE = 0.4
_SERVER_THINKS_FOR = 0.005


@dataclass(frozen=True)
class Told:
    """What was found when everything had come to rest."""

    kills: int
    letters: int
    lost: int
    unknown: int
    unsettled: int
    repeated: int
    repeated_unsaid: int

    @property
    def is_as_promised(self) -> bool:
        return not (self.lost or self.unknown or self.unsettled or self.repeated_unsaid)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.letters} letters: {self.lost} lost, {self.unsettled} unsettled, "
            f"{self.unknown} that nobody wrote, {self.repeated} came twice over the line, "
            f"{self.repeated_unsaid} of them without the book's saying so"
        )


def enter_installation(home: Path, office: PostOffice) -> None:
    """Make this process the one of a new installation, whose letters go to the office."""
    place = Installation(home, also={"EMAIL_URL": office.url, "ZONEBOOK_MAIL_FROM": "book@zone.example"})
    place.set_up()
    place.run("django", "migrate", "-v0")
    os.environ |= place.environment
    import tests.running.prepared  # noqa: F401 - sets Django up with this environment


def kill_again_and_again(kills: int, *, seed: int, office: PostOffice) -> Told:
    """Kill the worker so many times while it sends letters, then let one work in peace."""
    from zonebook.config.worker import Worker

    chance, processes = random.Random(seed), get_context("forkserver")
    processes.set_forkserver_preload(["tests.running.prepared"])
    write_letters(kills * LETTERS_A_LIFE)
    for _ in range(kills):
        a_short_life(processes, seconds=chance.uniform(0.0, _LONGEST_LIFE))
        let_the_lease_pass()
    Worker().run_once()
    return told(kills, office)


def a_short_life(processes: ForkServerContext, *, seconds: float) -> None:
    """Start a worker, and kill it as the kernel kills."""
    from zonebook.config.worker import run_until_told

    worker = processes.Process(target=run_until_told)
    worker.start()
    time.sleep(seconds)
    worker.kill()
    worker.join(60)


def write_letters(count: int) -> None:
    from django.utils.timezone import now

    from tests.letters.writing import draft
    from zonebook.letters.actions import write_letters

    write_letters([draft(number) for number in range(count)], at=now())


def let_the_lease_pass() -> None:
    """A quarter of an hour goes by for the letters that the dead worker had."""
    from django.db.models import F

    from zonebook.letters.models import Letter
    from zonebook.letters.tasks import LEASE

    Letter.objects.filter(state="sending").update(claimed_at=F("claimed_at") - LEASE * 2)


def told(kills: int, office: PostOffice) -> Told:
    """Hold what arrived against what the book says."""
    from zonebook.letters.models import Letter

    kept = {letter.message_id: letter for letter in Letter.objects.all()}
    arrived = Counter(office.ids)
    repeated = {key for key, times in arrived.items() if times > 1}
    return Told(
        kills,
        letters=len(kept),
        lost=len(kept.keys() - arrived.keys()),
        unknown=len(arrived.keys() - kept.keys()),
        unsettled=sum(letter.state != Letter.State.SENT for letter in kept.values()),
        repeated=len(repeated),
        repeated_unsaid=sum(not kept[key].may_repeat for key in repeated & kept.keys()),
    )


def main() -> int:
    """Exit code 1 when a letter was lost, or came twice without the book's saying so."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    with tempfile.TemporaryDirectory(prefix="zonebook-worker-") as home, open_post_office() as office:
        office.thinks_for = _SERVER_THINKS_FOR
        enter_installation(Path(home), office)
        found = kill_again_and_again(kills, seed=kills, office=office)
    sys.stdout.write(f"{found}\n")
    return int(not found.is_as_promised)


if __name__ == "__main__":
    sys.exit(main())
