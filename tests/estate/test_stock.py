"""What is free, how much is let, what ends soon, and what did the register say before?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.book import SmallBook, at
from tests.estate.stock import building, let, plot, workshop
from zonebook.estate import actions
from zonebook.estate.queries import (
    Wanted,
    free_premises,
    leases_ending,
    premises_of,
    rent_of_a_year,
    stands,
    stock_of,
)

TODAY = date(2025, 9, 9)


def found(book: SmallBook, **wishes) -> list[str]:
    return [one.code for one in free_premises(book.zone, Wanted(**wishes), on=TODAY)]


@pytest.fixture
def stock(book: SmallBook) -> SmallBook:
    """Four free ones beside one that is let, one reserved and one that is being built."""
    workshop(book, "small", area_sqm=Decimal(100), height_m=Decimal(3), power_kw=Decimal(20), rate=1_500_000)
    workshop(book, "large", area_sqm=Decimal(5000), height_m=Decimal(12), power_kw=Decimal(900), rate=700_000)
    workshop(book, "unmeasured", height_m=None, power_kw=None, rate=None)
    plot(book)
    let(book, workshop(book, "let"))
    workshop(book, "reserved", state="reserved")
    workshop(book, "building", state="under_construction", ready_on=date(2026, 1, 1))
    return book


def test_only_what_can_be_rented_today_is_free(stock):
    assert set(found(stock)) == {"small", "large", "unmeasured", "plot"}


@pytest.mark.parametrize(
    ("wishes", "codes"),
    [
        ({"kind": "plot"}, {"plot"}),
        ({"area_from": Decimal(1000), "area_to": Decimal(5000)}, {"large", "unmeasured"}),
        ({"height_from": Decimal(6)}, {"large"}),
        ({"power_from": Decimal(20)}, {"small", "large"}),
        ({"rate_to": 700_000}, {"large"}),
        ({"rate_to": 699_999}, set()),
    ],
)
def test_each_wish_narrows_the_list_and_what_is_unknown_fits_no_wish(stock, wishes, codes):
    assert set(found(stock, **wishes)) == codes


def test_a_site_and_a_building_narrow_the_list(stock):
    workshop(stock, "elsewhere", building=building(stock, "north-2"))

    assert found(stock, building=building(stock, "north-2")) == ["elsewhere"]
    assert found(stock, site=stock.sites["south"]) == []


@pytest.mark.parametrize(
    ("order", "first", "last"), [("area", "small", "plot"), ("-area", "plot", "small"), ("rate", "large", "plot")]
)
def test_the_list_is_sorted_and_what_has_no_rate_comes_last(stock, order, first, last):
    codes = found(stock, order=order)

    assert codes[0] == first
    assert codes[-1] == last


def test_what_is_let_from_a_later_day_on_is_not_offered(book):
    let(book, workshop(book), first_day=date(2026, 1, 1), last_day=None)

    assert found(book) == []
    assert [stand.standing for stand in stands(premises_of(book.zone), on=TODAY)] == ["free"]


def test_the_stock_of_a_site_adds_up_floor_and_ground_apart(stock):
    by_kind = {one.kind: one for one in stock_of(stands(premises_of(stock.zone), on=TODAY))}

    assert by_kind.keys() == {"premises", "plot"}
    assert (by_kind["premises"].count, by_kind["premises"].free_count) == (6, 3)
    assert by_kind["premises"].area == Decimal(9100)
    assert by_kind["premises"].lettable == Decimal(8100)
    assert by_kind["premises"].let == Decimal(1000)
    assert by_kind["plot"].area == Decimal(20_000)
    assert by_kind["plot"].let == 0


def test_a_site_without_premises_is_left_out_of_the_stock(stock):
    assert {one.site.code for one in stock_of(stands(premises_of(stock.zone), on=TODAY))} == {"north"}


def test_the_stock_as_known_before_a_lease_was_entered_does_not_have_it(book):
    hall = workshop(book)
    late = book.actor("boris", "2025-12-01")
    days = {"first_day": date(2025, 11, 1), "last_day": None, "signed_on": None}
    actions.let_premises(late, hall, company=book.alfa, number="Д-1", rate=None, **days)

    def known(moment: str) -> list[str]:
        seen = {"known_at": at(moment)}
        return [stand.standing for stand in stands(premises_of(book.zone, **seen), on=date(2025, 11, 15), **seen)]

    assert known("2025-11-30") == ["free"]
    assert known("2025-12-02") == ["let"]


def test_an_earlier_knowledge_of_many_premises_takes_as_many_queries_as_of_one(book, django_assert_num_queries):
    for number in range(3):
        let(book, workshop(book, f"hall-{number}"), number=f"Д-{number}")
    then = at("2025-12-02")

    with django_assert_num_queries(5):  # premises, leases; their sites, buildings, companies
        found = stands(premises_of(book.zone, known_at=then), on=TODAY, known_at=then)
        told = [(stand.premises.site.code, str(stand.premises.building), stand.lease.company.code) for stand in found]
    assert told == [("north", "Корпус north-1", "alfa")] * 3


def test_leases_that_end_between_two_days_come_in_the_order_of_their_ends(book):
    for number, last in enumerate((date(2025, 12, 31), date(2025, 10, 1), date(2026, 3, 1), None)):
        let(book, workshop(book, f"hall-{number}"), number=f"Д-{number}", last_day=last)

    ending = leases_ending(book.zone, since=TODAY, until=date(2025, 12, 31))

    assert [lease.number for lease in ending] == ["Д-1", "Д-0"]


def test_a_year_costs_the_rate_times_the_area_exactly(book):
    hall = workshop(book, area_sqm=Decimal("333.33"), rate=1_234_567)

    assert rent_of_a_year(hall) == Decimal("4115182.18")
    assert rent_of_a_year(workshop(book, "other", rate=None)) is None
