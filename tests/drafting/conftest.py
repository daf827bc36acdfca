"""The small book for the tests of this room, and what they do with drafts in one line."""

from __future__ import annotations

import pytest

from tests.conftest_book import book, committed_book, own_lake
from tests.drafting.writing import Writing

__all__ = ["book", "committed_book", "own_lake"]


@pytest.fixture
def writing(book) -> Writing:
    """Alice and her colleague Anna, who write Alfa's report for the first quarter of 2025."""
    return Writing.begun(book)
