"""Releases of the small book: 57 jobs of residents in 2024 until the correction of August 2025, 47 since."""

from __future__ import annotations

from tests.book import SmallBook
from zonebook.newsroom import actions
from zonebook.newsroom.models import Publication, Release
from zonebook.newsroom.writing import Writing

TRUE = "В 2024 году резиденты зоны создали 57 рабочих мест."
FALSE = "В 2024 году резиденты зоны создали 75 рабочих мест."
WRITTEN, CHECKED, APPROVED, OUT = "2025-06-02", "2025-06-03", "2025-06-04", "2025-06-05"


def reported(book: SmallBook) -> SmallBook:
    book.report("2024", jobs_created=40)
    book.report("2024", "beta", jobs_created=17)
    return book


def begun(book: SmallBook, text: str = TRUE, **fields: str) -> Release:
    writing = Writing(**{"title": "Работа в зоне", "text": text} | fields)
    return actions.begin_release(book.actor("pavel", WRITTEN), book.zone, writing=writing)


def checked(book: SmallBook, text: str = TRUE) -> Release:
    release = begun(book, text)
    return actions.check_release(book.actor("pavel", CHECKED), release, seen=release.seen)


def approved(book: SmallBook, text: str = TRUE) -> Release:
    release = checked(book, text)
    return actions.approve_release(book.actor("clara", APPROVED), release, seen=release.seen)


def published(book: SmallBook, text: str = TRUE, **how: object) -> Publication:
    return actions.publish_release(book.actor("pavel", OUT), approved(book, text), **how)
