"""Is every quantity of a generated grammar read exactly: value, limits, hedge, unit and quote?"""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.claims.reading.grammar import HEDGES, MAGNITUDES, SPACES, UNITS, Said, composed, said
from zonebook.claims import read_claims

NUMBERS = st.one_of(
    st.integers(2, 10**7).map(Decimal), st.integers(1, 9999).map(lambda tenths: Decimal(tenths).scaleb(-1))
)


def assert_read_exactly(one: Said) -> None:
    (claim,) = read_claims(one.sentence)
    found = (claim.quote, claim.value, (claim.low, claim.high), claim.hedge, claim.unit)
    assert found == (one.quote, one.value, one.limits, one.hedge, one.unit)


@pytest.mark.parametrize("unit", UNITS)
def test_every_hedge_with_every_magnitude_is_read_exactly(unit):
    for at, (hedge, magnitude) in enumerate(product(HEDGES, MAGNITUDES)):
        space = SPACES[at % len(SPACES)]
        assert_read_exactly(said(hedge, Decimal("2750"), magnitude=magnitude, unit=unit, space=space))


@given(
    hedge=st.sampled_from(list(HEDGES)),
    number=NUMBERS,
    magnitude=st.sampled_from(list(MAGNITUDES)),
    unit=st.sampled_from(list(UNITS)),
    space=st.sampled_from(SPACES),
)
def test_any_number_is_read_exactly(hedge, number, magnitude, unit, space):
    assert_read_exactly(said(hedge, number, magnitude=magnitude, unit=unit, space=space))


@given(st.integers(2, 999), st.integers(10, 999))
def test_a_sum_in_two_parts_in_words_or_behind_its_sign_is_read_exactly(high, low):
    for one in composed(high, low):
        assert_read_exactly(one)


@given(NUMBERS, NUMBERS, st.sampled_from(["от {} до {} млн рублей", "{}–{} млн рублей", "между {} и {} млн рублей"]))
def test_a_range_has_two_limits_and_no_value(one, other, form):
    low, high = sorted((one, other))
    if low == high:
        return
    quote = form.format(*(f"{number:f}".replace(".", ",") for number in (low, high)))

    (claim,) = read_claims(f"Вложения резидентов составят {quote}.")

    assert (claim.value, claim.low, claim.high) == (None, low.scaleb(6), high.scaleb(6))
