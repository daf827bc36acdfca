"""Officers who file, correct and write on the page, curators who accept, for as long as the server answers them."""

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
_DRAFT = re.compile(r'data-draft="(\d+)" data-stamp="(\d+)"')
_REVENUE = re.compile(r'name="s:revenue:(\w+)" value="([^"]+)"')
_LAST_SEEN = re.compile(r'name="stamp" value="(\d+)"')
_AT_ONCE = re.compile(r'name="version" value="(\d+)"')
_WRITINGS = 2
_CUT = (urllib.error.URLError, ConnectionError, HTTPException, TimeoutError)
"""What a client sees of a cut; an answer of the server that is an error is `urllib.error.HTTPError`, a URLError too."""


@dataclass
class Told:
    """What the server told people that it had done."""

    filed: dict[str, str] = field(default_factory=dict)
    """The hash of the bytes by the receipt."""
    accepted: set[str] = field(default_factory=set)
    """Submission and number, as a receipt begins, of the versions whose acceptance was told."""
    accepted_at_once: int = 0
    """How many of them were accepted by one click together with others."""
    written: set[tuple[str, str, str, str]] = field(default_factory=set)
    """What was saved in a cell of a draft: company, line, site, text."""
    sent: set[str] = field(default_factory=set)
    """The receipts of the drafts that were sent."""
    broken: list[str] = field(default_factory=list)
    """Answers that were errors of the server's own, while nothing was cut."""

    @property
    def changes(self) -> int:
        """How many changes were told."""
        return len(self.filed) + len(self.accepted) + len(self.written) + len(self.sent)


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
        """How many people wait for the answer to a change."""
        return sum(person.is_sending for person in list(self.people.values()))


@contextmanager
def people_at_work(url: str, workbooks: Path, told: Told) -> Iterator[Work]:
    """Let everybody work until the block is over."""
    work = Work(url, workbooks, told)
    sessions = json.loads((workbooks / SESSIONS).read_text())
    for place in ("at another table", "with the clean ones"):
        sessions[f"boris {place}"] = sessions["boris"]
    work.people |= {name: Client(url, session=session) for name, session in sessions.items()}
    curators = [name for name in work.people if name.startswith("boris")]
    officers = [name for name in work.people if name not in curators]
    random.shuffle(officers)
    writing, *filing = (officers[nth :: OFFICERS_AT_ONCE + 1] for nth in range(OFFICERS_AT_ONCE + 1))
    tasks = [threading.Thread(target=_file, args=(work, share)) for share in filing]
    tasks.append(threading.Thread(target=_write, args=(work, writing)))
    tasks += [threading.Thread(target=_accept, args=(work, name, nth)) for nth, name in enumerate(curators[:2])]
    tasks.append(threading.Thread(target=_accept_at_once, args=(work, curators[2])))
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


def _write(work: Work, companies: list[str]) -> None:
    """Write on the page for one company after the other, cell by cell, and send what was written."""
    with suppress(*_CUT):
        for turn in count():
            for company in companies:
                if work.is_over.is_set():
                    return
                page = _draft_of(work, company)
                if draft := _DRAFT.search(page):
                    _save_cells(work, company, page=page, draft=draft)
                    if turn % 2 == 0:
                        _send(work, company)


def _draft_of(work: Work, company: str) -> str:
    """The page of the company's draft; one is begun with the answers of the last version, which there has to be."""
    officer, draft = work.people[company], f"/my/{CODE}/draft/"
    page = _answer(work, lambda: officer.get(draft))
    if _DRAFT.search(page):
        return page
    if 'name="from" value="version"' not in page:
        content = (work.workbooks / f"{company}.0.xlsx").read_bytes()
        page = _answer(work, lambda: officer.send_file(f"/my/{CODE}/", ("workbook", content), reason=""))
        if receipt := RECEIPT.search(page):
            work.told.filed[receipt.group()] = hashlib.sha256(content).hexdigest()
    return _answer(work, lambda: officer.send(f"{draft}begin/", form=page, **{"from": "version"})) if page else ""


def _save_cells(work: Work, company: str, *, page: str, draft: re.Match[str]) -> None:
    """Write another revenue, again and again, as the script of the page does; what the server says it saved is told."""
    cell = _REVENUE.search(page)
    if cell is None:
        return
    site, seen = cell.groups()
    key, path = f"revenue:{site}", f"/my/{CODE}/draft/cells/"
    for _nth in range(_WRITINGS):
        text = str(int(re.sub(r"\D", "", seen)) + 1)
        writing = {"line": "revenue", "site": site, "text": text, "seen": seen}
        sent = {"draft": int(draft[1]), "stamp": int(draft[2]), "cells": [writing]}
        try:
            seen = work.people[company].send_json(path, sent, page=page)["cells"][key]
        except urllib.error.HTTPError as error:
            _note(work, error)
            return
        work.told.written.add((company, "revenue", site, seen))


def _send(work: Work, company: str) -> None:
    officer, path = work.people[company], f"/my/{CODE}/draft/check/"
    page = _answer(work, lambda: officer.get(path))
    if stamp := _LAST_SEEN.search(page):
        sent = {"send": "", "stamp": stamp[1], "reason": "Пересчитано."}
        if receipt := RECEIPT.search(_answer(work, lambda: officer.send(path, form=page, **sent))):
            work.told.sent.add(receipt.group())


def _accept_at_once(work: Work, name: str) -> None:
    """Accept all reports without findings that the page shows, by one click."""
    curator, path = work.people[name], "/review/accept/"
    with suppress(*_CUT):
        while not work.is_over.is_set():
            page = _answer(work, lambda: curator.get(path))
            if keys := _AT_ONCE.findall(page):
                shown = {f"{submission}-{number}" for _path, submission, number in _TO_DECIDE.findall(page)}
                if _answer(work, lambda page=page, keys=keys: curator.send(path, form=page, version=keys)):
                    work.told.accepted |= shown
                    work.told.accepted_at_once += len(shown)
            time.sleep(0.2)


def _answer(work: Work, ask: Callable[[], str]) -> str:
    """The page that answers, or nothing for a refusal (somebody was faster); a crash of the server is noted."""
    try:
        return ask()
    except urllib.error.HTTPError as error:
        _note(work, error)
        return ""


def _note(work: Work, error: urllib.error.HTTPError) -> None:
    """Note a crash of the server that nobody caused by a cut."""
    if error.code >= 500 and not work.is_cut.is_set():
        work.told.broken.append(f"{error.code} from {error.url}")
