"""Is the small book that tests begin with, laid out row by row, the one that the actions make?"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tests.book import make_small_book
from tests.laid_out import filled_tables, lay_out_small_book
from zonebook.audit.queries import chain_faults


def counts() -> dict[str, int]:
    return {name: len(table.rows) for name, table in filled_tables().items()}


def test_it_has_the_rows_that_the_actions_make(db, own_lake):
    with transaction.atomic():
        made = make_small_book()
        expected = counts()
        transaction.set_rollback(True)

    book = lay_out_small_book()

    assert counts() == expected
    assert book.companies.keys() == made.companies.keys()
    assert [site.area_ha for site in book.sites.values()] == [site.area_ha for site in made.sites.values()]


def test_it_is_sealed_and_goes_on_like_any_other(book):
    book.newcomer("gamma", first_day=date(2024, 1, 1))
    book.report("2024-Q1")

    assert list(chain_faults()) == []
