"""Whatever figure the book has, the words that are offered for it are true of it, and are read back as such."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.claims import read_claims
from zonebook.claims.saying import allowed_by, ways_to_say
from zonebook.measures import Hedge, Quantity, Unit, interval

COUNTED = ("jobs", "people", "companies", "residents", "projects", "zones")
counts = st.one_of(st.integers(0, 120), st.integers(0, 10_000), st.integers(0, 10**7))
kopecks = st.one_of(st.integers(0, 10**6), st.integers(0, 10**15))
figures = st.one_of(
    st.builds(lambda n, unit: Quantity(Decimal(n), Unit.of(unit)), counts, st.sampled_from(COUNTED)),
    st.builds(
        lambda n, unit: Quantity(Decimal(n) / 100, Unit.of(unit)), kopecks, st.sampled_from(("RUB", "USD", "EUR"))
    ),
    st.builds(lambda n, unit: Quantity(Decimal(n) / 10, Unit.of(unit)), counts, st.sampled_from(("ha", "sqm"))),
)


def said(amount: str, unit: str) -> list[str]:
    return [one.text.replace("\u00a0", " ") for one in ways_to_say(Quantity(Decimal(amount), Unit.of(unit)))]


@settings(max_examples=150)
@given(figures)
def test_every_way_to_say_a_figure_is_read_back_to_an_interval_that_contains_it(figure):
    for way in ways_to_say(figure):
        (claim,) = read_claims(f"В зоне {way.text}.")
        assert (claim.hedge, claim.unit) == (way.hedge, figure.unit.code)
        assert interval(claim.hedge, claim.written).contains(figure.amount)


@settings(max_examples=150)
@given(figures)
def test_more_than_never_says_more_than_there_is_and_almost_never_less(figure):
    for way in ways_to_say(figure):
        (claim,) = read_claims(f"В зоне {way.text}.")
        if way.hedge is Hedge.MORE_THAN:
            assert claim.value < figure.amount
        if way.hedge is Hedge.ALMOST:
            assert claim.value > figure.amount


@pytest.mark.parametrize(
    ("amount", "unit", "first"),
    [
        ("27412", "jobs", "более 27,4 тыс. рабочих мест"),
        ("232", "companies", "более 230 компаний"),
        ("70612345678.12", "RUB", "более 70,6 млрд рублей"),
        ("21", "companies", "более 20 компаний"),
        ("200", "companies", "200 компаний"),
        ("7", "companies", "7 компаний"),
        ("1", "jobs", "1 рабочее место"),
        ("1", "place", "1-е место"),
        ("12.5", "percent", "12,5%"),
    ],
)
def test_the_usual_way_comes_first(amount, unit, first):
    assert said(amount, unit)[0] == first


@pytest.mark.parametrize(
    ("amount", "exact"),
    [("1", "1 компания"), ("2", "2 компании"), ("5", "5 компаний"), ("11", "11 компаний"), ("121", "121 компания"),
     ("112", "112 компаний"), ("104", "104 компании")],
)  # fmt: skip
def test_the_noun_is_declined_by_its_number(amount, exact):
    assert exact in said(amount, "companies")


def test_almost_is_offered_only_of_what_is_nearly_there():
    assert "почти 240 компаний" in said("237", "companies")
    assert "почти 240 компаний" not in said("232", "companies")


def test_what_is_a_thousand_of_a_magnitude_is_said_in_the_next():
    assert "почти 1 млрд рублей" in said("999999999", "RUB")


def test_there_are_no_ready_words_for_what_is_below_zero():
    assert said("-12", "jobs") == []


def test_the_rule_tells_of_which_figures_the_words_are_true():
    (claim,) = read_claims("В зоне более 27,4 тыс. рабочих мест.")
    rule = allowed_by(claim.hedge, claim.written, upper=claim.upper)

    assert rule.ru.replace("\u00a0", " ") == "не меньше 27 400 и меньше 27 500"
    assert rule.en == "at least 27,400 and less than 27,500"


def test_of_a_number_that_was_not_read_there_is_no_rule():
    assert allowed_by(Hedge.EXACT, None, upper=None) is None
