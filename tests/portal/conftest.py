"""One small book for all tests of the pages, made once; each test's changes are rolled back after it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.portal.book import SmallBook, build_small_book
from tests.portal.life_steps import boris, entered, prepared  # noqa: F401 - fixtures of the lives


class _Undo(Exception):
    """Raised to leave the transaction that holds the small book without keeping it."""


def _around_tests() -> transaction.Atomic:
    """A transaction that durable ones may be nested in, as the one that Django puts around each test."""
    whole = transaction.atomic()
    whole._from_testcase = True
    return whole


@pytest.fixture(scope="package")
def small_book(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SmallBook]:
    """The book inside a transaction that is never committed: other tests find the database as they expect it."""
    before = settings.LAKE_ROOT, settings.STORAGES
    settings.LAKE_ROOT = tmp_path_factory.mktemp("lake")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    with django_db_blocker.unblock():
        try:
            with _around_tests():
                yield build_small_book()
                raise _Undo
        except _Undo:
            pass
    settings.LAKE_ROOT, settings.STORAGES = before


@pytest.fixture
def book(small_book: SmallBook, db: None, settings, tmp_path: Path) -> SmallBook:
    """The book with a lake of the test's own: files are not rolled back."""
    settings.LAKE_ROOT = shutil.copytree(settings.LAKE_ROOT, tmp_path / "lake")
    return small_book


@pytest.fixture
def visitor(book: SmallBook) -> Client:
    """Somebody who has not signed in."""
    return Client(raise_request_exception=False)


@pytest.fixture
def signed_in(book: SmallBook):
    """A client of one of the cast: `signed_in("alice")`."""

    def client_of(name: str) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(book.users[name], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of
