"""How much of what, to the unit?"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.measures.strategies import AMOUNTS, KOPECKS
from zonebook.measures import Quantity, QuantityError, Unit, UnitMismatch

RUB, JOBS, PEOPLE = Unit.of("RUB"), Unit.of("jobs"), Unit.of("people")
CODES = (
    "RUB USD EUR jobs people companies residents ha sqm percent times place years items projects zones other flag"
).split()


@given(KOPECKS, st.sampled_from(CODES))
def test_what_is_stored_comes_back_to_the_unit(stored: int, code: str) -> None:
    unit = Unit.of(code)

    assert unit.to_stored(unit.from_stored(stored)) == stored


@given(AMOUNTS)
def test_roubles_are_kept_as_kopecks_exactly(amount: Decimal) -> None:
    assert RUB.from_stored(RUB.to_stored(amount)) == amount
    assert RUB.to_stored(amount) == amount * 100


def test_an_amount_with_too_many_decimals_is_refused_and_not_rounded() -> None:
    with pytest.raises(QuantityError, match="more than 2 decimals"):
        RUB.to_stored(Decimal("0.001"))


def test_a_tiny_remainder_on_a_large_amount_is_not_rounded_away() -> None:
    with pytest.raises(QuantityError, match="decimals"):
        RUB.to_stored(Decimal("12345678901234.00000000000000000001"))


def test_whole_things_have_no_halves() -> None:
    with pytest.raises(QuantityError, match="jobs has more than 0 decimals"):
        JOBS.to_stored(Decimal("2.5"))


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "1e17", "92233720368547758.08"])
def test_what_64_bits_cannot_keep_is_refused(amount: str) -> None:
    with pytest.raises(QuantityError, match="more than a store can keep"):
        RUB.to_stored(Decimal(amount))


def test_the_largest_amount_is_kept() -> None:
    assert RUB.to_stored(Decimal("92233720368547758.07")) == 2**63 - 1


@pytest.mark.parametrize("code", CODES)
def test_every_unit_has_a_name_in_both_languages(code: str) -> None:
    unit = Unit.of(code)

    assert unit.title("ru")
    assert unit.title("en")


def test_an_unknown_unit_is_refused_with_the_known_ones() -> None:
    with pytest.raises(QuantityError, match="known: RUB, USD"):
        Unit.of("попугай")


@given(AMOUNTS, AMOUNTS)
def test_adding_and_taking_away_are_exact(one: Decimal, other: Decimal) -> None:
    a, b = Quantity(one, RUB), Quantity(other, RUB)

    assert a + b - b == a
    assert (a < b) is (one < other)


@pytest.mark.parametrize("act", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b])
def test_jobs_and_people_do_not_mix(act: object) -> None:
    with pytest.raises(UnitMismatch, match="jobs and people"):
        act(Quantity(Decimal(1), JOBS), Quantity(Decimal(1), PEOPLE))


def test_the_same_amount_of_another_unit_is_another_quantity() -> None:
    assert Quantity(Decimal(1), JOBS) != Quantity(Decimal(1), PEOPLE)
