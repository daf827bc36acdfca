"""Officers who file and correct, and curators who accept, for as long as the server answers them."""

from __future__ import annotations

import hashlib
import json
import random
import re
import threading
import time
import urllib.error
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from pathlib import Path

from tests.running.campaign import CODE, SESSIONS
from tests.running.client import Client

OFFICERS_AT_ONCE = 2
RECEIPT = re.compile(r"\b\d+-\d+-[0-9a-f]{8}\b")
_TO_DECIDE = re.compile(r'href="(/review/(\d+)/(\d+)/)"')
_FROM_ONE_QUEUE = 3
_CUT = (urllib.error.URLError, ConnectionError, HTTPException, TimeoutError)
"""What a client sees of a cut; an answer of the server that is an error is `urllib.error.HTTPError`, a URLError too."""


@dataclass
class Told:
    """What the server told people that it had done."""

    filed: dict[str, str] = field(default_factory=dict)
    """The hash of the bytes by the receipt."""
    accepted: set[str] = field(default_factory=set)
    """Submission and number, as a receipt begins, of the versions whose acceptance was told."""
    broken: list[str] = field(default_factory=list)
    """Answers that were errors of the server's own, while nothing was cut."""

    @property
    def changes(self) -> int:
        """How many changes were told."""
        return len(self.filed) + len(self.accepted)


@dataclass
class Work:
    """What goes on at the moment."""

    url: str
    workbooks: Path
    told: Told
    is_cut: threading.Event = field(default_factory=threading.Event)
    """From here on an error of the server's own is what the cut did."""
    is_over: threading.Event = field(default_factory=threading.Event)
    people: dict[str, Client] = field(default_factory=dict)

    @property
    def under_way(self) -> int:
        """How many people wait for the answer to a filing, a correction or an acceptance."""
        return sum(person.is_sending for person in list(self.people.values()))


@contextmanager
def people_at_work(url: str, workbooks: Path, told: Told) -> Iterator[Work]:
    """Let everybody work until the block is over."""
    work = Work(url, workbooks, told)
    sessions = json.loads((workbooks / SESSIONS).read_text())
    sessions["boris at another table"] = sessions["boris"]
    work.people |= {name: Client(url, session=session) for name, session in sessions.items()}
    curators = [name for name in work.people if name.startswith("boris")]
    officers = [name for name in work.people if name not in curators]
    random.shuffle(officers)
    shares = [officers[nth::OFFICERS_AT_ONCE] for nth in range(OFFICERS_AT_ONCE)]
    tasks = [threading.Thread(target=_file, args=(work, share)) for share in shares]
    tasks += [threading.Thread(target=_accept, args=(work, name, nth)) for nth, name in enumerate(curators)]
    for task in tasks:
        task.start()
    try:
        yield work
    finally:
        work.is_over.set()
        for task in tasks:
            task.join()


def _file(work: Work, companies: list[str]) -> None:
    """File for one company after the other, each time another edition: what was accepted meanwhile is corrected."""
    editions = len(list(work.workbooks.glob(f"{companies[0]}.*.xlsx")))
    with suppress(*_CUT):
        for turn in count(random.randrange(editions)):
            for company in companies:
                if work.is_over.is_set():
                    return
                content = (work.workbooks / f"{company}.{turn % editions}.xlsx").read_bytes()
                page = _answer(work, lambda company=company, content=content: work.people[company].send_file(
                    f"/my/{CODE}/", ("workbook", content), reason="Пересчитано."))  # fmt: skip
                if receipt := RECEIPT.search(page):
                    work.told.filed[receipt.group()] = hashlib.sha256(content).hexdigest()


def _accept(work: Work, name: str, nth: int) -> None:
    """Accept whatever awaits review, the second curator from the end of the queue."""
    curator = work.people[name]
    with suppress(*_CUT):
        while not work.is_over.is_set():
            waiting = _TO_DECIDE.findall(_answer(work, lambda: curator.get("/review/")))
            for path, submission, number in waiting[:: -1 if nth else 1][:_FROM_ONE_QUEUE]:
                if work.is_over.is_set():
                    return
                page = _answer(work, lambda path=path: curator.send(path, decision="accept"))
                if f"{submission}-{number}-" in page:
                    work.told.accepted.add(f"{submission}-{number}")
            time.sleep(0.05)


def _answer(work: Work, ask: Callable[[], str]) -> str:
    """The page that answers, or nothing for a refusal (somebody was faster); a crash of the server is noted."""
    try:
        return ask()
    except urllib.error.HTTPError as error:
        if error.code >= 500 and not work.is_cut.is_set():
            work.told.broken.append(f"{error.code} from {error.url}")
        return ""
