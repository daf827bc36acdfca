"""A company has one curator at a time; several are given at once, all or none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from tests.book import SmallBook, at
from zonebook.accounts.actions import open_account
from zonebook.accounts.models import Role
from zonebook.audit.queries import sealed_details
from zonebook.campaigns.actions import assign_curator, release_curator
from zonebook.campaigns.models import Curatorship
from zonebook.campaigns.queries import curators_of, curatorships_on

MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)
DAY = timedelta(days=1)


@pytest.fixture
def kira(book) -> str:
    """A second curator of the zone."""
    frida = book.users["frida"]
    open_account(
        by=frida,
        at=at("2025-01-01"),
        username="kira",
        password="long-enough-phrase",
        belongs_to=(Role.CURATOR, "home", ""),
    )
    return "kira"


def give(book: SmallBook, *codes: str, to: str = "boris", first_day: date = MARCH) -> list[Curatorship]:
    companies = [book.companies[code] for code in codes]
    return assign_curator(book.actor("boris"), book.zone, companies=companies, username=to, first_day=first_day)


def test_companies_are_given_to_a_curator_from_a_day_on(book):
    give(book, "alfa", "beta")

    assert curators_of(book.zone, on=MARCH) == {one.pk: "boris" for one in book.companies.values()}
    assert curators_of(book.zone, on=MARCH - DAY) == {}


def test_the_next_curator_takes_over_the_day_after_the_last(book, kira):
    give(book, "alfa")
    give(book, "alfa", to=kira, first_day=APRIL)

    assert curators_of(book.zone, on=APRIL - DAY) == {book.alfa.pk: "boris"}
    assert curators_of(book.zone, on=APRIL) == {book.alfa.pk: "kira"}


def test_a_company_that_the_curator_has_already_stays_as_it_is(book):
    give(book, "alfa")

    (given,) = give(book, "alfa", "beta", first_day=APRIL)

    assert given.company == book.companies["beta"]
    assert curatorships_on(book.zone, on=APRIL)[book.alfa.pk].first_day == MARCH


def test_what_was_given_is_sealed_with_whom_it_was_taken_from(book, kira):
    give(book, "alfa")
    (given,) = give(book, "alfa", to=kira, first_day=APRIL)

    assert sealed_details("assign_curator")[f"campaigns.curatorship:{given.pk}"] == {
        "company": "alfa",
        "username": "kira",
        "first_day": "2025-04-01",
        "before": "boris",
    }


@pytest.mark.parametrize("name", ["alice", "clara", "zoe", "nobody"])
def test_only_an_active_curator_of_the_zone_is_given_companies(book, name):
    with pytest.raises(ValidationError, match="не куратор"):
        give(book, "alfa", to=name)


def test_nothing_is_given_where_one_of_the_companies_cannot_be(book, kira):
    give(book, "alfa", first_day=APRIL)

    with pytest.raises(ValidationError, match="Альфа"):
        give(book, "alfa", "beta", to=kira, first_day=MARCH)
    assert Curatorship.objects.count() == 1


def test_a_choice_of_no_company_is_refused(book):
    with pytest.raises(ValidationError, match="хотя бы одну"):
        give(book)


def test_a_released_company_has_nobody_until_it_is_given_anew(book, kira):
    (given,) = give(book, "alfa")
    release_curator(book.actor("boris"), given, last_day=date(2025, 3, 20))

    assert curators_of(book.zone, on=date(2025, 3, 20)) == {book.alfa.pk: "boris"}
    assert curators_of(book.zone, on=date(2025, 3, 21)) == {}
    give(book, "alfa", to=kira, first_day=APRIL)
    assert curators_of(book.zone, on=APRIL) == {book.alfa.pk: "kira"}


def test_a_company_is_released_once_and_not_before_it_was_given(book):
    (given,) = give(book, "alfa")
    with pytest.raises(ValidationError, match="раньше первого"):
        release_curator(book.actor("boris"), given, last_day=MARCH - DAY)
    release_curator(book.actor("boris"), given, last_day=MARCH)

    with pytest.raises(ValidationError, match="только до"):
        release_curator(book.actor("boris"), given, last_day=APRIL)
