"""What holds of the claims of any text whatever."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zonebook.claims import read_claims
from zonebook.measures import Hedge, Unit

PIECES = (
    "свыше до от около почти на в с не менее более чем превысили 27,4 5 145 2025 тыс. млн млрд руб. рублей $ % га кв. м"
    ' рабочих мест резидентов компаний человек из них в том числе треть вдвое раза году к конца и , . ; ( ) — « » " \n'
    " «Калуга» ОЭЗ четвёртое место подряд год полтора десятка столько же каждый восьмой 3-й топ-5 1 рубль 30 копеек"
).split(" ")
RUSSIAN = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
ANYTHING = st.one_of(RUSSIAN, st.text(max_size=300))


@given(ANYTHING, st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2100, 1, 1))))
def test_any_text_is_read_without_an_error(text, published):
    assert isinstance(read_claims(text, published=published), tuple)


@given(ANYTHING)
def test_quotes_are_the_text_they_point_at_and_do_not_overlap(text):
    end = 0
    for claim in read_claims(text):
        assert end <= claim.start < claim.end <= len(text)
        assert claim.quote == text[claim.start : claim.end]
        end = claim.end


@given(ANYTHING)
def test_every_claim_has_a_known_unit_and_limits_in_order(text):
    for claim in read_claims(text):
        assert Unit.of(claim.unit).code == claim.unit
        assert (claim.value is None) == (claim.hedge is Hedge.RANGE)
        if claim.low is not None and claim.high is not None:
            assert claim.low <= claim.high


@given(RUSSIAN)
def test_reading_twice_gives_the_same_claims(text):
    assert read_claims(text) == read_claims(text)


@given(st.decimals(Decimal("0.1"), 999, places=1), st.sampled_from(["свыше", "почти", "около"]))
def test_a_sum_keeps_every_kopeck(number, hedge):
    (claim,) = read_claims(f"Инвестиции составили {hedge} {number} млрд рублей.".replace(".", ",", 1))

    assert claim.value == number.scaleb(9)
