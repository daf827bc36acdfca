"""What a growth sets against which earlier time, and when a number is a change and not a state."""

from __future__ import annotations

from datetime import date

import pytest

from tests.claims.judging.answers import TableOfAnswers, claim, judged
from zonebook.claims import NamedScope, read_claims
from zonebook.claims.judging import VerdictKind

PUBLISHED = date(2025, 9, 9)
NAMES = (NamedScope("zone:technopolis-moscow", ("Технополис Москва", "ОЭЗ Москвы")),)


def growth(text):
    (claim,) = (one for one in read_claims(text, published=PUBLISHED, names=NAMES) if one.measure_group == "growth")
    return claim


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Выручка выросла на 20%.", "revenue"),
        ("Выручка, по данным департамента, выросла на 20%.", "revenue"),
        ("На 20% выросла выручка резидентов.", "revenue"),
        ("Резиденты увеличили экспорт на 20%.", "exports"),
        ("Компания увеличила выручку вдвое, но наняла людей.", "revenue"),
        ("Выручку резиденты нарастили вдвое.", "revenue"),
        ("Рост инвестиций составил 20%.", "investment"),
        ("Объём инвестиций вырос вдвое.", "investment"),
        ("Налоговые поступления увеличились на 20%.", "taxes_paid"),
        ("Чистая прибыль выросла в полтора раза — до 640 млн рублей.", "profit"),
        ("Число резидентов выросло на 20%.", "residents"),
        ("Рабочих мест стало вдвое больше.", "jobs"),
        ("Создано на 20% больше рабочих мест, чем годом ранее.", "jobs_created"),
        ("Резиденты вложили на 20% больше, чем годом ранее.", "investment"),
        ("Компании выручили 600 млрд рублей — в 2,5 раза больше, чем годом ранее.", "revenue"),
        ("Инвестиции составили 5 млрд рублей (рост на 12% к 2023 году).", "investment"),
    ],
)
def test_grammar_tells_what_grew(text, measure):
    assert growth(text).compared.measure == measure


@pytest.mark.parametrize(
    "text",
    [
        "Завод увеличил выпуск станков на 20%.",
        "Экспорт станков вырос на 20%.",
        "Экспортная выручка выросла на 20%.",
        "Накопленные инвестиции выросли на 20%.",
        "Выручка и налоги выросли на 20%.",
        "Зарплата на 20% выше, чем в среднем по городу.",
        "Площадка выросла вдвое.",
        "Темп роста выручки составил 112%.",
        "Выручка выросла на 5 процентных пунктов.",
    ],
)
def test_what_grew_stays_open_where_the_words_narrow_it_or_name_no_measure(text):
    assert growth(text).compared.measure is None


@pytest.mark.parametrize(
    ("text", "period", "base"),
    [
        ("За 2024 год выручка выросла на 20% к уровню 2022 года.", "2024", "2022"),
        ("Выручка выросла на 20% по сравнению с 2023 годом.", "2024", "2023"),
        ("За 2024 год выручка выросла на 20%, годом ранее — упала.", "2024", "2023"),
        ("За 2024 год выручка выросла на 20% к предыдущему году.", "2024", "2023"),
        ("Выручка в первом квартале выросла на 12% год к году.", "2025-Q1", "2024-Q1"),
        ("За первое полугодие выручка на 20% выше, чем за тот же период прошлого года.", "2025-H1", "2024-H1"),
        ("За первое полугодие выручка на 20% выше, чем в прошлом году.", "2025-H1", "2024-H1"),
        ("Во втором квартале выручка выросла на 20% по сравнению с первым кварталом.", "2025-Q2", "2025-Q1"),
        ("За год выручка выросла на 20%.", "2025", "2024"),
        ("Выручка с 2020 по 2024 год выросла вдвое.", "2020-2024", "2020"),
        ("За 2024 год выручка выросла на 20%.", "2024", None),
        ("За 2024 год число резидентов выросло на 20%.", "2024", "as_of:2023-12-31"),
        ("С начала года число рабочих мест выросло на 7%.", "2025-YTD", "as_of:2024-12-31"),
        ("Число компаний на 20% больше, чем год назад.", "as_of", "as_of:2024-09-09"),
        ("Выручка на 12% больше, чем за тот же срок прошлого года.", None, None),
    ],
)
def test_growth_carries_its_later_period_and_the_base_if_it_is_said(text, period, base):
    claim = growth(text)

    assert (claim.period, claim.compared.base) == (period, base)


def test_it_is_the_quantity_of_the_sentence_before_that_grew():
    claim = growth("Резиденты вложили за 2024 год 5 млрд рублей. Это на 12% больше, чем годом ранее.")
    other = growth("Резиденты вложили 5 млрд рублей. Выручка — на 12% выше, чем годом ранее.")

    assert (claim.compared.measure, claim.compared.base, claim.counts_whom) == ("investment", "2023", "residents")
    assert other.compared.measure != "investment"


def test_the_owner_of_what_grew_is_the_population():
    assert growth("Выручка резидентов выросла на 20%.").counts_whom == "residents"
    assert growth("Резиденты увеличили выручку на 20%.").counts_whom == "residents"
    assert growth("Резиденты выручили 5 млрд рублей — на 20% больше, чем годом ранее.").counts_whom == "residents"
    assert growth("Выручка зоны выросла на 20%.").counts_whom is None


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Штат предприятия с начала года вырос на 210 человек.", "hired"),
        ("Численность сотрудников увеличилась на 210.", "hired"),
        ("Штат компании сократился на 40 человек.", "employees_lost"),
        ("Число рабочих мест сократилось на 40.", "jobs_lost"),
        ("Число резидентов выросло на 12.", "residents_new"),
        ("Выручка выросла на 5 млрд рублей.", "revenue_growth"),
        ("Налоги снизились на 5 млрд рублей.", "taxes_paid_decline"),
        ("Площадь зоны увеличилась на 20 га.", "area_growth"),
        ("Штат вырос до 210 человек.", "employees"),
        ("Выручка выросла до 5 млрд рублей.", "revenue"),
    ],
)
def test_a_change_is_never_read_as_a_state(text, measure):
    (claim,) = read_claims(text, published=PUBLISHED)

    assert claim.measure == measure


def test_the_earlier_end_of_a_change_is_not_the_present():
    former, now = read_claims("Число резидентов выросло со 118 до 150.", published=PUBLISHED)

    assert (former.period, former.is_former) == (None, True)
    assert (now.period, now.is_former) == ("as_of", False)


def test_the_earlier_end_of_a_change_keeps_a_year_of_its_own():
    former, now = read_claims("Выручка выросла с 5 млрд рублей в 2022 году до 9 млрд в 2024-м.", published=PUBLISHED)

    assert (former.period, now.period) == ("2022", "2024")


@pytest.mark.parametrize("said", [{"is_former": True, "period": None}, {"is_within_period": True, "period": "2024"}])
def test_a_number_of_an_untold_time_is_not_held_against_the_book(said):
    book = TableOfAnswers().knows("jobs_created", "companies", "2024", value=900)

    assert judged(book, claim("40", **said)).kind is VerdictKind.CANNOT_CHECK
