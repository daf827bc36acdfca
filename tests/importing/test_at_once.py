"""Two curators import the same file in the same second: one wins, nothing is doubled."""

from __future__ import annotations

import pytest

from tests.at_once import at_once
from tests.book import SmallBook
from tests.importing.bringing import clean, take_in, uploaded
from tests.importing.planting import as_csv, inn_of
from zonebook.audit.queries import chain_faults
from zonebook.importing.actions import undo_import
from zonebook.importing.models import Batch
from zonebook.registry.models import Company, Presence

COUNT = 50


@pytest.mark.parametrize("_try", range(3))
def test_of_two_imports_of_one_file_one_wins_and_nothing_is_doubled(committed_book: SmallBook, _try: int) -> None:
    book, upload = committed_book, uploaded(committed_book, as_csv(clean(COUNT)))

    said = at_once(lambda: take_in(book, upload), lambda: take_in(book, upload))

    numbers = [inn_of(number) for number in range(COUNT)]
    assert sorted(map(bool, said)) == [False, True]
    assert Batch.objects.count() == 1
    assert Company.objects.filter(inn__in=numbers).count() == COUNT
    assert Presence.objects.filter(company__inn__in=numbers).count() == COUNT
    assert list(chain_faults()) == []


def test_of_two_undoings_one_wins(committed_book: SmallBook) -> None:
    book = committed_book
    batch = take_in(book, uploaded(book, as_csv(clean(COUNT))))

    def undo() -> None:
        undo_import(book.actor("boris"), batch, reason="проба")

    assert sorted(map(bool, at_once(undo, undo))) == [False, True]
    assert not Company.objects.filter(inn=inn_of(0)).exists()
