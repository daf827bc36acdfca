"""The book's rules once more, as plainly as can be: loops over days in Python, for the engine to be held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tests.engine.small_book import Fact
from zonebook.engine import OPEN_MOMENT, TABLES, UNKNOWN_DAY
from zonebook.measures import Period, Question, quarter_of

Place = tuple[str, str]  # company, site


@dataclass(frozen=True)
class Said:
    """What a naive reader of the facts says: stored units, and who is in and who is out."""

    amount: int
    reported: frozenset[str]
    absent: frozenset[str]


@dataclass(frozen=True)
class Window:
    first: date
    last: date
    sign: int


def say(facts: Sequence[Fact], question: Question, *, lines: Sequence[str]) -> Said:
    """The answer to a question about flows or stocks of these lines; `question.period` ends with a quarter."""
    windows, known = windows_of(question), as_known(facts, question)
    places = beginnings(known, places_of(known, question), window=windows[0])
    seen = [fact.row for fact in known if fact.table == "observation"]
    absent = {
        company
        for company, site in places
        for line in lines
        if not _owed(places[company, site], windows) <= _covered(seen, (site, company, line), windows=windows)
    }
    reported = {company for company, _ in places} - absent
    amount = sum(
        row[6] * window.sign
        for row in seen
        for window in windows
        if row[2] in reported and (row[2], row[1]) in places and row[3] in lines and _lies_in(row, window)
    )
    return Said(amount, frozenset(reported), frozenset(absent))


def as_known(facts: Sequence[Fact], question: Question) -> list[Fact]:
    """What the book held at the question's moment, of register and reports alike; without a moment what it holds."""
    return [fact for fact in facts if _is_known(fact, question)]


def places_of(facts: Sequence[Fact], question: Question) -> set[Place]:
    """The population in scope, of facts that are known."""
    present = [fact.row for fact in facts if fact.table == "presence" and _holds(fact.row, question.period.last)]
    return {(row[0], row[1]) for row in present if _counts(facts, row, question=question)}


def beginnings(facts: Sequence[Fact], places: set[Place], *, window: Window) -> dict[Place, date]:
    """Since when each was there: the first entry that reaches into the window."""
    present = [fact.row for fact in facts if fact.table == "presence"]
    touching = [row for row in present if row[3] <= window.last and window.first <= row[4]]
    return {place: min(row[3] for row in touching if (row[0], row[1]) == place) for place in places}


def windows_of(question: Question) -> list[Window]:
    period = question.period
    end = quarter_of(period.last)
    if question.measure == "employees":
        return [Window(end.start, end.last, 1)]
    if question.measure == "employees_change":
        base = quarter_of(period.start - timedelta(days=1))
        return [Window(end.start, end.last, 1), Window(base.start, base.last, -1)]
    return [Window(period.first or UNKNOWN_DAY, period.last, 1)]


def _counts(facts: Sequence[Fact], presence: tuple, *, question: Question) -> bool:
    company, site, zone, *_ = presence
    day = question.period.last
    clusters = {f.row[1] for f in facts if f.table == "membership" and f.row[0] == company and _holds(f.row, day)}
    codes = {f"zone:{zone}", f"site:{site}", f"company:{company}", *(f"cluster:{name}" for name in clusters)}
    codes |= {f"industry:{f.row[4]}" for f in facts if f.table == "company" and f.row[1] == company}
    if question.population == "residents" and not any(
        f.table == "residency" and (f.row[0], f.row[2]) == (company, zone) and _holds(f.row, day) for f in facts
    ):
        return False
    if question.population == "cluster" and not clusters:
        return False
    return bool(codes & set(question.scope))


def _holds(entry: tuple, day: date) -> bool:
    return entry[3] <= day <= entry[4]


def _is_known(fact: Fact, question: Question) -> bool:
    said = dict(zip(TABLES[fact.table], fact.row, strict=True))
    if "known_from" not in said:  # an edition has its day of publication instead
        return True
    if question.known_at is None:
        return said["known_to"] == OPEN_MOMENT
    return said["known_from"] <= question.known_at < said["known_to"]


def _lies_in(row: tuple, window: Window) -> bool:
    return window.first <= row[4] and row[5] <= window.last


@lru_cache(maxsize=10_000)
def _days(first: date, last: date) -> frozenset[int]:
    return frozenset(range(first.toordinal(), last.toordinal() + 1))


def _owed(since: date, windows: list[Window]) -> frozenset[int]:
    """The days to report: the first window from the quarter the company came in, the second in full."""
    first, *base = windows
    came = quarter_of(since).start
    return _days(max(came, first.first), first.last).union(*(_days(window.first, window.last) for window in base))


def _covered(seen: Sequence[tuple], key: tuple[str, str, str], *, windows: list[Window]) -> frozenset[int]:
    days: frozenset[int] = frozenset()
    for row in seen:
        if row[1:4] == key and any(_lies_in(row, window) for window in windows):
            days |= _days(row[4], row[5])
    return days


def span_of(period: Period) -> str:
    """A period as `filed` takes it."""
    return f"{period.start}..{period.last}"
