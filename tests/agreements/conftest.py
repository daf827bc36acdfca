"""The small book for the tests of this room, and an application at the beginning of its way."""

from __future__ import annotations

import pytest

from tests.agreements.way import Way, begin
from tests.book import SmallBook
from tests.conftest_book import book, committed_book, own_lake

__all__ = ["book", "committed_book", "own_lake", "way"]


@pytest.fixture
def way(book: SmallBook) -> Way:
    return begin(book)
