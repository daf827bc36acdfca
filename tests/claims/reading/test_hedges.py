"""Words that make a number firm, loose, a floor or a ceiling."""

from __future__ import annotations

import pytest

from zonebook.claims import read_claims
from zonebook.measures import Hedge


def only(text):
    (claim,) = read_claims(text)
    return claim


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("свыше", Hedge.MORE_THAN),
        ("более", Hedge.MORE_THAN),
        ("чуть больше", Hedge.MORE_THAN),
        ("не менее", Hedge.AT_LEAST),
        ("как минимум", Hedge.AT_LEAST),
        ("менее", Hedge.LESS_THAN),
        ("не более", Hedge.AT_MOST),
        ("максимум", Hedge.AT_MOST),
        ("почти", Hedge.ALMOST),
        ("практически", Hedge.ALMOST),
        ("около", Hedge.ABOUT),
        ("порядка", Hedge.ABOUT),
        ("примерно", Hedge.ABOUT),
    ],
)
def test_a_hedge_before_the_number_belongs_to_the_quote(words, hedge):
    claim = only(f"В зоне {words} 40 компаний.")

    assert (claim.hedge, claim.quote) == (hedge, f"{words} 40 компаний")


@pytest.mark.parametrize(
    ("text", "hedge", "quote"),
    [
        ("Вложения превысили 5 млрд руб.", Hedge.MORE_THAN, "превысили 5 млрд руб."),
        ("Выручка перевалила за 2 млрд рублей.", Hedge.MORE_THAN, "перевалила за 2 млрд рублей"),
        ("Вложения не превышают 5 млрд рублей.", Hedge.AT_MOST, "не превышают 5 млрд рублей"),
        ("Выручка приблизилась к 2 млрд рублей.", Hedge.ALMOST, "приблизилась к 2 млрд рублей"),
        ("Заявки поданы более чем на 3 млрд рублей.", Hedge.MORE_THAN, "более чем на 3 млрд рублей"),
        ("Здесь 40 с лишним компаний.", Hedge.MORE_THAN, "40 с лишним компаний"),
        ("Открыто 30 и более компаний.", Hedge.AT_LEAST, "30 и более компаний"),
        ("Открыто 200+ вакансий.", Hedge.AT_LEAST, "200+ вакансий"),
    ],
)
def test_verbs_and_words_around_the_number_hedge_it_too(text, hedge, quote):
    claim = only(text)

    assert (claim.hedge, claim.quote) == (hedge, quote)


def test_up_to_is_a_ceiling_where_nothing_grows():
    claim = only("Линия выпускает до 40 тонн в сутки.")

    assert (claim.hedge, claim.low, claim.high) == (Hedge.AT_MOST, None, 40)


@pytest.mark.parametrize("text", ["Штат вырастет до 40 человек.", "Площадь доведут до 40 га."])
def test_up_to_is_the_target_of_a_change(text):
    claim = only(text)

    assert claim.hedge is Hedge.EXACT
    assert not claim.quote.startswith("до")


def test_a_comparison_is_no_hedge():
    claim = only("Выручка выше в 3,3 раза.")

    assert (claim.hedge, claim.quote) == (Hedge.MULTIPLE, "в 3,3 раза")


def test_a_ceiling_spreads_over_bare_members_of_a_list():
    claims = read_claims("Завод выпустит до 10 млн таблеток и 20 млн капсул.")

    assert [claim.hedge for claim in claims] == [Hedge.AT_MOST, Hedge.AT_MOST]


def test_a_floor_does_not_spread():
    claims = read_claims("Внутри свыше 30 компаний и 500 рабочих мест.")

    assert [claim.hedge for claim in claims] == [Hedge.MORE_THAN, Hedge.EXACT]


@pytest.mark.parametrize(
    ("hedge_words", "low", "high"),
    [("", 40, 40), ("более", 40, None), ("почти", None, 40), ("около", None, None), ("не более", None, 40)],
)
def test_limits_follow_the_hedge(hedge_words, low, high):
    claim = only(f"В зоне {hedge_words} 40 компаний.")

    assert (claim.low, claim.high) == (low, high)
