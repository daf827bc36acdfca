"""The same pages in English: a file of its own, so that the two languages are walked side by side."""

from __future__ import annotations

import pytest

from tests.e2e.test_every_page import faults_of_every_page

pytestmark = pytest.mark.needs("chromium")


def test_every_page_is_accessible_in_english_too(site, open_page):
    assert faults_of_every_page(site, open_page, language="en") == {}
