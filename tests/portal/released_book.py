"""Releases on every step of their way, for the pages that show them; made once, whoever asks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zonebook.newsroom import actions
from zonebook.newsroom.models import Publication, Release
from zonebook.newsroom.writing import Writing

if TYPE_CHECKING:
    from tests.portal.book import SmallBook

TEXT = "За первое полугодие 2025 года компании зоны создали 25 рабочих мест."
DAY = date(2025, 9, 10)


def release(book: SmallBook, title: str = "Пишется") -> Release:
    """A release that is being written."""
    found = Release.objects.filter(title=title).first()
    writing = Writing(title, TEXT, "Занятость")
    return found or actions.begin_release(book.act("pavel", DAY), book.zone, writing=writing)


def checked(book: SmallBook, title: str = "Сверен") -> Release:
    found = release(book, title)
    if found.state != Release.State.DRAFT:
        return found
    return actions.check_release(book.act("pavel", DAY), found, seen=found.seen)


def approved(book: SmallBook, title: str = "Согласован") -> Release:
    found = checked(book, title)
    if found.state != Release.State.CHECKED:
        return found
    return actions.approve_release(book.act("clara", DAY), found, seen=found.seen)


def published(book: SmallBook) -> Publication:
    """A release that everybody reads."""
    found = approved(book, "Опубликован")
    return found.publications.first() or actions.publish_release(book.act("pavel", DAY), found)
