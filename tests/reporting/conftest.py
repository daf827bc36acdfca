"""The small book for the tests of this room, which hold refusals to their English words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.conftest_book import book, committed_book, own_lake

__all__ = ["book", "committed_book", "own_lake"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What an action refuses, it says in the language of the page; here that is English."""
    with translation.override("en"):
        yield
