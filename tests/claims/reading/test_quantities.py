"""What is a quantity, what does it count, and what is none?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from zonebook.claims import read_claims
from zonebook.measures import Hedge


def read(text):
    return [(claim.quote, claim.value, claim.unit) for claim in read_claims(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Вложено 70,5 млрд руб.", ("70,5 млрд руб.", Decimal("70500000000"), "RUB")),
        ("Вложат $2,5 млрд.", ("$2,5 млрд", Decimal("2500000000"), "USD")),
        ("Вложат 12 млн евро.", ("12 млн евро", Decimal("12000000"), "EUR")),
        ("Пришлось 1 рубль 30 копеек.", ("1 рубль 30 копеек", Decimal("1.30"), "RUB")),
        ("Площадь — 77 га.", ("77 га", 77, "ha")),
        ("Площадь — 20 кв. км.", ("20 кв. км", 2000, "ha")),
        ("Корпус на 27,5 тысячи «квадратов».", ("27,5 тысячи «квадратов»", 27500, "sqm")),
        ("Построят 1,4 млн кв. м жилья.", ("1,4 млн кв. м", 1400000, "sqm")),
        ("Занято 94,5% земли.", ("94,5%", Decimal("94.5"), "percent")),
        ("Занято 65 процентов земли.", ("65 процентов", 65, "percent")),
        ("Выручка выросла в 2,5 раза.", ("в 2,5 раза", Decimal("2.5"), "times")),
        ("Создано 153 новых рабочих места.", ("153 новых рабочих места", 153, "jobs")),
        ("Работают 18,6 тыс. специалистов.", ("18,6 тыс. специалистов", 18600, "people")),
        ("Там 49 компаний-резидентов.", ("49 компаний-резидентов", 49, "residents")),
        ("Действует 25 особых экономических зон.", ("25 особых экономических зон", 25, "zones")),
        ("Построят девять промышленных корпусов.", ("девять промышленных корпусов", 9, "items")),
        ("Мощность — 40 МВт.", ("40 МВт", 40, "other")),
    ],
)
def test_a_number_takes_the_unit_written_behind_it(text, found):
    assert read(text) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Резидентов — 30.", [("30", 30, "residents")]),
        ("Компаний сегодня уже 17, рабочих мест — 500.", [("17", 17, "companies"), ("500", 500, "jobs")]),
        ("Постоят 1,2 и 0,4 млрд рублей.", [("1,2", 1_200_000_000, "RUB"), ("0,4 млрд рублей", 400_000_000, "RUB")]),
        ("Площадь выросла с 70 до 700 га.", [("70", 70, "ha"), ("700 га", 700, "ha")]),
        ("Там 30 резидентов, из них 16 новые.", [("30 резидентов", 30, "residents"), ("16", 16, "residents")]),
        ("Пришли 30 резидентов. Трое ушли.", [("30 резидентов", 30, "residents"), ("Трое", 3, "residents")]),
        (
            "Вложено 6 млрд рублей, край даст 2 млрд.",
            [("6 млрд рублей", 6 * 10**9, "RUB"), ("2 млрд", 2 * 10**9, "RUB")],
        ),
        ("Строится пять заводов, столько же проектируют.", [("пять заводов", 5, "items"), ("столько же", 5, "items")]),
        ("Инвестиции достигли 11 млрд.", [("11 млрд", 11 * 10**9, "RUB")]),
    ],
)
def test_a_unit_that_is_not_repeated_is_found_around(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Вложат от 24 до 57 миллионов рублей.", 24_000_000, 57_000_000),
        ("Стоимость — 2–3 млрд рублей.", 2_000_000_000, 3_000_000_000),
        ("Вложат от 500 млн до 2 млрд рублей.", 500_000_000, 2_000_000_000),
    ],
)
def test_a_range_has_two_ends_and_no_value(text, low, high):
    (claim,) = read_claims(text)

    assert (claim.hedge, claim.value, claim.low, claim.high) == (Hedge.RANGE, None, low, high)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Зона заняла второе место.", [("второе место", 2, "place")]),
        ("Зона вошла в топ-5.", [("топ-5", 5, "place")]),
        ("Зона лидирует четвёртый год подряд.", [("четвёртый год подряд", 4, "years")]),
        ("Зона в третий раз в рейтинге.", [("третий раз", 3, "items")]),
        ("Первое место у «Алабуги», второе — у «Калуги».", [("Первое место", 1, "place"), ("второе", 2, "place")]),
    ],
)
def test_ordinals_that_rank_or_count_are_claims(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Первая очередь сдана, подписан договор с 12-м инвестором.",
        "Зону создали 8 сентября 2015 года по закону № 116-ФЗ.",
        "Через 2-3 года здесь соберут МС-21.",
        "За 10 лет всё изменилось.",
        "Звоните: +7 (495) 123-45-67 до 18:00, улица Горького, 166.",
        "Здесь десятки компаний и несколько заводов.",
        "Одна из компаний ушла.",
        "Курс на 05.07: 78,83 и 93,01.",
        "Реклама: продажа здания 14 000 кв. м.",
        "Директору 45 лет, его 33-летний зам — инженер.",
        "Курс доллара — 92,4 рубля, евро — 101,2.",
        "Вторая половина года обещает быть жаркой.",
    ],
)
def test_other_numbers_are_no_claims(text):
    assert read(text) == []


def test_years_are_a_claim_where_they_are_an_age_or_a_term():
    assert read("Зоне исполнилось 19 лет.") == [("19 лет", 19, "years")]
    assert read("Льготный тариф даётся на 7 лет.") == [("7 лет", 7, "years")]


def test_every_claim_says_from_which_words_it_was_read():
    (claim,) = read_claims("Инвестиции превысили 5 млрд рублей.")

    assert any("превысили" in reason for reason in claim.read_by)
    assert any(reason.startswith("measure: ") and "нвестиции" in reason.lower() for reason in claim.read_by)
