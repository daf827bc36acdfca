"""Fixtures of the small book; each room that needs them imports them in its `conftest.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.book import SmallBook, make_small_book
from tests.laid_out import lay_out_small_book


@pytest.fixture
def own_lake(tmp_path: Path, settings) -> Path:
    """A lake of the test's own, and passwords that are quick to hash."""
    settings.LAKE_ROOT = tmp_path / "lake"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return tmp_path / "lake"


@pytest.fixture
def book(db, own_lake: Path) -> SmallBook:
    """The small book in a transaction that is undone after the test."""
    return lay_out_small_book()


@pytest.fixture
def committed_book(transactional_db, own_lake: Path) -> Iterator[SmallBook]:
    """The small book with real commits, for tests of what happens at a commit or in another thread."""
    yield make_small_book()
    let_rows_go()


def let_rows_go() -> None:
    """Take the triggers away, so that the test database can be emptied; emptying it makes them anew."""
    from zonebook.audit.tasks import remove_triggers

    remove_triggers()
