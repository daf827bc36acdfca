"""Which period a number describes, told or counted from the day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from zonebook.claims import read_claims
from zonebook.claims.reading.periods import TimeKind, time_mentions

DAY = date(2025, 9, 9)


def mention(text, published=DAY):
    (found,) = time_mentions(text.lower(), published=published)
    return found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("за 2024 год", "2024"),
        ("по итогам 2024 г.", "2024"),
        ("в 2024-м", "2024"),
        ("за первое полугодие 2025-го", "2025-H1"),
        ("во II квартале 2024 года", "2024-Q2"),
        ("за девять месяцев 2024 года", "2024-9M"),
        ("за первые шесть месяцев этого года", "2025-H1"),
        ("за январь — сентябрь 2025 года", "2025-9M"),
        ("в январе–июне 2024 года", "2024-H1"),
        ("в 2006–2018 годах", "2006-2018"),
        ("с начала года", "2025-YTD"),
        ("в этом году", "2025"),
        ("в прошлом году", "2024"),
        ("за последние три года", "2023-2025"),
        ("за два последних года", "2024-2025"),
        ("после 2020 года", "2020-2025"),
    ],
)
def test_a_mention_is_resolved(text, code):
    assert mention(text).code == code


@pytest.mark.parametrize("text", ["в этом году", "с начала года", "за первый квартал", "за последние три года"])
def test_relative_words_give_no_period_without_a_day_of_publication(text):
    assert mention(text, published=None).code is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("к 2030 году", TimeKind.DEADLINE),
        ("до конца года", TimeKind.DEADLINE),
        ("за все время работы", TimeKind.SINCE_START),
        ("нарастающим итогом", TimeKind.SINCE_START),
        ("год назад", TimeKind.YEAR_EARLIER),
        ("сейчас", TimeKind.NOW),
        ("через 2-3 года", TimeKind.WINDOW),
        ("16 августа", TimeKind.DAY),
    ],
)
def test_other_mentions_say_how_to_take_a_number(text, kind):
    assert mention(text).kind is kind


@pytest.mark.parametrize("text", ["до 2000 рабочих мест", "в 2000 компаний", "около 1990 тонн"])
def test_a_number_of_four_digits_that_counts_is_no_year(text):
    assert time_mentions(text, published=DAY) == ()


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("За все время создано 40 рабочих мест.", "cumulative"),
        ("Вложено 5 млрд рублей.", "cumulative"),
        ("В 2024 году вложено 5 млрд рублей.", "2024"),
        ("С начала года открыто 40 рабочих мест.", "2025-YTD"),
        ("Сейчас в зоне 40 компаний.", "as_of"),
        ("К 2030 году создадут 40 рабочих мест.", "plan:2030"),
        ("Создадут 40 рабочих мест.", "plan"),
    ],
)
def test_a_claim_takes_the_period_that_suits_its_measure(text, period):
    (claim,) = read_claims(text, published=DAY)

    assert claim.period == period


def test_the_figure_of_a_year_earlier_is_dated_a_year_earlier():
    now, before = read_claims("За 2024 год выручка — 9 млрд рублей, годом ранее — 7 млрд рублей.", published=DAY)

    assert (now.period, before.period) == ("2024", "2023")


def test_growth_carries_the_later_period():
    (claim,) = read_claims("За 2024 год выручка выросла на 20% по сравнению с 2023 годом.", published=DAY)

    assert claim.period == "2024"


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("За 2024 год резиденты вложили 5 млрд рублей.", ["2024"]),
        ("За 2024 год отгружено товаров на 9 млрд рублей. Инвестиции составили 5 млрд рублей.", ["2024", "2024"]),
        ("За 2024 год вложено 5 млрд рублей. Всего создано 40 рабочих мест.", ["2024", "cumulative"]),
        ("В 2024 году заплачено 5 млн рублей налогов. За тот же год вложено 2 млрд рублей.", ["2024", "2024"]),
        ("Итоги года: вложено 5 млрд рублей.", ["2025"]),
        ("С января создано 40 рабочих мест.", ["2025-YTD"]),
        ("За лето зону посетили 40 тысяч гостей.", ["2025"]),
        ("За прошлый год построили четыре корпуса.", ["2024"]),
        ("На 1 октября 2024 года в зоне 40 резидентов.", ["as_of:2024-10-01"]),
        ("На 1 октября в зоне 40 резидентов.", ["as_of:2024-10-01"]),
        ("На 1 июля в зоне 40 резидентов.", ["as_of:2025-07-01"]),
    ],
)
def test_what_happened_over_a_period_is_told_apart_from_a_state(text, periods):
    assert [claim.period for claim in read_claims(text, published=DAY)] == periods


def test_results_of_the_year_told_in_winter_are_of_the_year_before():
    (claim,) = read_claims("По итогам года вложено 5 млрд рублей.", published=date(2025, 2, 3))

    assert claim.period == "2024"


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("В 2024 году выручка — 14 млрд рублей, а в 2026-м превысит 20 млрд рублей.", ["2024", "plan:2026"]),
        ("К 2030 году вложения вырастут до 5 млрд рублей, а число работников — до 12 тысяч.", ["plan:2030"] * 2),
        ("Завод построит цех на 60 рабочих мест. Инвестиции — 2 млрд рублей.", ["plan", "plan"]),
        ("Будет создано 110 рабочих мест.", ["plan"]),
        ("64 компании арендуют помещения.", ["as_of"]),
    ],
)
def test_a_promise_is_told_apart_from_a_fact(text, periods):
    assert [claim.period for claim in read_claims(text, published=DAY)] == periods


def test_a_place_with_a_hyphened_number_is_no_decade():
    (claim,) = read_claims("Зона занимает 14-е место.", published=DAY)

    assert claim.value == 14


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("За год в зону пришли семь новых резидентов.", ["2025"]),
        ("Создано 600 рабочих мест, на 12% больше, чем в 2023 году.", ["2024", "2024"]),
        ("В зоне 242 фирмы (за год создано 21 рабочее место), вложено 6 млрд рублей.", ["as_of", "2025", "cumulative"]),
        ("С момента основания в 2006 году вложено 60 млрд рублей.", ["cumulative"]),
        ("В 2026 году придут семь новых резидентов.", ["plan:2026"]),
        ("С января создано 520 рабочих мест, а общее их число превысило 6 тысяч.", ["2025-YTD", "cumulative"]),
    ],
)
def test_the_nearest_time_is_not_always_the_one_that_is_meant(text, periods):
    assert [claim.period for claim in read_claims(text, published=DAY)] == periods


@pytest.mark.parametrize(
    ("text", "published", "periods"),
    [
        ("За двенадцать месяцев вложено 5 млрд рублей.", date(2025, 2, 11), ["2024"]),
        ("За девять месяцев вложено 5 млрд рублей.", date(2024, 10, 24), ["2024-9M"]),
        ("За полугодие вложено 5 млрд рублей.", date(2024, 7, 30), ["2024-H1"]),
        ("В четвёртом квартале создано 40 рабочих мест.", date(2023, 1, 17), ["2022-Q4"]),
        ("В прошлом квартале создано 40 рабочих мест.", date(2025, 8, 1), ["2025-Q2"]),
        ("На начало года здесь трудились 40 человек, сейчас — 60.", DAY, ["as_of:2025-01-01", "as_of"]),
        ("К началу 2025 года в зоне было 40 компаний.", DAY, ["as_of:2025-01-01"]),
        ("На конец года в зоне было 40 компаний.", date(2025, 2, 1), ["as_of:2024-12-31"]),
        ("Год назад в цехах работали 40 человек.", DAY, ["as_of:2024-09-09"]),
        ("В 2019 году в зоне работали 40 компаний.", DAY, ["as_of:2019"]),
        ("К 2023 году в зоне работали 40 компаний.", DAY, ["as_of:2023"]),
        ("Зона площадью 207 га создана в 2018 году.", DAY, ["as_of"]),
        ("Резиденты ежегодно платят 5 млн рублей налогов.", DAY, ["as_of"]),
        ("В 2023 году выпустили 40 автобусов.", DAY, ["2023"]),
        ("Прибыль — 120 млн рублей в 2023-м и 95 млн — в 2022-м.", DAY, ["2023", "2022"]),
        (
            "В 2025 году зоне исполнилось десять лет, за это время создано 40 рабочих мест.",
            DAY,
            ["as_of", "cumulative"],
        ),
        ("По итогам 2024 года доля зоны составила 7%.", DAY, ["2024"]),
        ("С прошлого года работают 40 человек.", DAY, ["as_of"]),
    ],
)
def test_relative_words_are_counted_from_the_day_of_publication(text, published, periods):
    assert [claim.period for claim in read_claims(text, published=published)] == periods


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Прошлый год стал для зоны рекордным. Принято девять новых резидентов.", ["2024"]),
        ("Губернатор доложил о работе зоны за 2024 год. Создано 40 рабочих мест.", ["2024"]),
        ("Зону открыли в 2014 году. Государство потратило на дороги 4 млрд рублей.", ["cumulative"]),
        ("Завод заплатил в 2024 году 5 млн рублей налогов. Средняя зарплата — 87 тысяч рублей.", ["2024", "as_of"]),
        ("Компания построит цех. Объём инвестиций — 2 млрд рублей.", ["plan"]),
        ("Вложения составят 2 млрд рублей. Открыть цех планируют в 2027 году.", ["plan:2027"]),
        ("Летом запустят цех на 60 рабочих мест.", ["plan"]),
        ("В ноябре запустят цех на 60 рабочих мест.", ["plan:2025"]),
        ("В зоне 2 тыс. мест, к сезону их доведут до трёх тысяч.", ["as_of", "plan"]),
        ("Вложено 1 млрд рублей из 3 млрд, предусмотренных соглашением.", ["cumulative", "plan"]),
    ],
)
def test_the_topic_and_the_next_sentence_date_what_the_sentence_leaves_open(text, periods):
    assert [claim.period for claim in read_claims(text, published=DAY)] == periods


@pytest.mark.parametrize(
    "text",
    [
        "В мае принято 7 резидентов.",
        "За месяц создано 40 рабочих мест.",
        "В первый год работы создано 40 рабочих мест.",
    ],
)
def test_a_number_of_some_months_is_not_that_of_its_year(text):
    (claim,) = read_claims(text, published=DAY)

    assert claim.is_within_period


def test_a_range_of_millions_is_no_stretch_of_years():
    (claim,) = read_claims("Вложения резидентов составят 1900–1901 млн рублей.", published=DAY)

    assert (claim.low, claim.high) == (1_900_000_000, 1_901_000_000)
