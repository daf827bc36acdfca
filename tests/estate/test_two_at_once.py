"""Two curators let the same premises in the same second: one lease is written, the other is told of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.at_once import at_once
from tests.estate.stock import let, workshop
from zonebook.audit.queries import chain_faults
from zonebook.estate import actions
from zonebook.estate.models import Lease, LeaseAmendment

BOTH = 2
TRIES = range(5)


@pytest.mark.parametrize("_try", TRIES)
def test_of_two_leases_of_the_same_days_one_is_written_and_the_other_refused(committed_book, _try):
    book, hall = committed_book, workshop(committed_book)
    beta = book.companies["beta"]

    said = at_once(lambda: let(book, hall, number="Д-1"), lambda: let(book, hall, beta, number="Д-2"))

    written = Lease.objects.get()
    assert sorted(map(bool, said)) == [False, True]
    assert written.number in "".join(said)
    assert list(chain_faults()) == []


def test_two_leases_of_days_apart_are_both_written(committed_book):
    book, hall = committed_book, workshop(committed_book)
    later = {"number": "Д-2", "first_day": date(2026, 1, 1), "last_day": None}

    said = at_once(lambda: let(book, hall), lambda: let(book, hall, book.companies["beta"], **later))

    assert said == ["", ""]
    assert Lease.objects.count() == BOTH


def test_two_amendments_at_once_get_two_numbers_and_the_second_starts_from_the_first(committed_book):
    book = committed_book
    lease = let(book, workshop(book))
    boris, agreed = book.actor("boris", "2025-06-01"), date(2025, 5, 20)

    def amend(rate: int) -> Callable[[], object]:
        return lambda: actions.amend_lease(boris, lease, agreed_on=agreed, reason="индексация", rate=rate)

    assert at_once(amend(1_000_000), amend(1_100_000)) == ["", ""]
    first, second = LeaseAmendment.objects.all()
    assert (first.number, second.number) == (1, BOTH)
    assert second.rate_before == first.rate_after
