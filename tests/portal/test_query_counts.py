"""How many database queries does each page take? The numbers are kept beside this file; a rise fails.

Measured on the second request, when what is kept by the lake's snapshot is warm. To keep new numbers after a change
that is meant: delete `query_counts.json`, run this file once (it fails and writes the file), and look at the
difference.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.portal.pages import pages, rooms

KEPT = Path(__file__).with_name("query_counts.json")


def queries_of(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len(captured)


def test_no_page_takes_more_queries_than_it_used_to(book, visitor, signed_in):
    counts = {name: queries_of(visitor, path) for name, path in pages(book).items()}
    counts |= {name: queries_of(signed_in(who), path) for name, (who, path) in rooms(book).items()}
    if not KEPT.exists():
        KEPT.write_text(json.dumps(counts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        pytest.fail(f"{KEPT.name} was not there and is written now: look at its difference and keep it")

    kept = json.loads(KEPT.read_text(encoding="utf-8"))

    assert counts.keys() == kept.keys()
    assert {name: (kept[name], count) for name, count in counts.items() if count > kept[name]} == {}


def test_a_longer_list_of_companies_takes_no_more_queries(book, visitor):
    one = queries_of(visitor, "/companies/?q=альфа")

    assert queries_of(visitor, "/companies/") <= one + 1
