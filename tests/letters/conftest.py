"""Letters, a mail server of the tests' own, and nobody in between."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.letters.post_office import PostOffice, open_post_office


@pytest.fixture
def office(settings) -> Iterator[PostOffice]:
    """A mail server that runs, and the settings by which letters go to it."""
    with open_post_office() as office:
        settings.EMAIL_BACKEND = "zonebook.letters.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", office.port, 5
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = None
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.DEFAULT_FROM_EMAIL = "Книга зоны <book@zone.example>"
        yield office
