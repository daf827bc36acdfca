"""The small book in the spring of 2025, with addresses: the first quarter is due on 28 April."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from tests.book import SmallBook
from tests.conftest_book import book, committed_book, own_lake
from zonebook.campaigns.actions import open_campaign
from zonebook.campaigns.models import Campaign
from zonebook.registry.actions import name_contact

__all__ = ["book", "committed_book", "own_lake"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The page of whoever acts is in English: letters are in the language of the installation all the same."""
    with translation.override("en"):
        yield


@pytest.fixture
def spring(book: SmallBook) -> Campaign:
    """Alfa is written to at two addresses, Beta at one; the first quarter of 2025 is asked."""
    for name in ("alice", "bella", "boris"):
        book.users[name].email = f"{name}@zone.example"
        book.users[name].save()
    boris = book.actor("boris", "2025-03-01")
    name_contact(boris, book.alfa, zone=book.zone, name="Анна Главбух", email="Buh@alfa.example")
    return open_campaign(
        book.actor("boris", "2025-04-01"),
        code="resident-quarter-2025-q1",
        zone=book.zone,
        form_code="resident-quarter",
        period_code="2025-Q1",
        opens=date(2025, 4, 1),
        due=date(2025, 4, 28),
    )
