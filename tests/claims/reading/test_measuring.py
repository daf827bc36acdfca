"""What is measured, whose number it is, and whether it is a fact or a promise."""

from __future__ import annotations

import pytest

from zonebook.claims import read_claims


def first(text):
    return read_claims(text)[0]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Выручка составила 5 млрд рублей.", "revenue"),
        ("Экспорт достиг 5 млрд рублей.", "exports"),
        ("В бюджет перечислено 5 млрд рублей налогов.", "taxes_paid"),
        ("Инвестиции составили 5 млрд рублей.", "investment"),
        ("Из федерального бюджета выделили 5 млрд рублей.", "investment_state"),
        ("Средняя зарплата — 120 тыс. рублей.", "salary"),
        ("На гектар приходится 45 млн рублей инвестиций.", "investment_average"),
        ("Порог капитальных вложений — 40 млн рублей.", "investment_threshold"),
        ("Зона опередила 45 конкурентов.", "people_of_a_kind"),
        ("Здесь трудятся 45 человек.", "employees"),
        ("Создано 40 рабочих мест.", "jobs_created"),
        ("Штат вырос на 40 человек.", "hired"),
        ("Выручка выросла на 20%.", "growth_pct"),
        ("Выручка снизилась на 20%.", "decline_pct"),
        ("Площади заполнены на 99%.", "occupancy"),
        ("Ставка налога — 2%.", "tax_rate"),
        ("Доля зоны — 31%.", "share"),
        ("Принято 19 новых резидентов.", "residents_new"),
        ("В технопарке 40 компаний.", "companies_located"),
        ("В зоне пять площадок.", "sites"),
    ],
)
def test_the_nearest_word_names_the_measure(text, measure):
    assert first(text).measure == measure


@pytest.mark.parametrize(
    ("promise", "fact"),
    [
        ("Завод обещает вложить 5 млрд рублей.", "Завод вложил 5 млрд рублей."),
        ("Планируется создать 40 рабочих мест.", "Создано 40 рабочих мест."),
        ("Площадь доведут до 40 га.", "Площадь — 40 га."),
    ],
)
def test_a_promise_is_not_a_fact(promise, fact):
    assert first(promise).measure.endswith("_planned")
    assert not first(fact).measure.endswith("_planned")


def test_those_who_promise_are_not_promised_themselves():
    residents, investment = read_claims("Девять резидентов обещают вложить 18 млрд рублей.")

    assert residents.measure == "residents"
    assert investment.measure == "investment_planned"


def test_companies_that_took_the_status_are_residents():
    assert first("25 организаций стали резидентами.").unit == "residents"
    assert first("25 организаций переехали.").unit == "companies"


def test_some_of_the_new_residents_told_before_are_residents():
    five, three = read_claims("Новыми резидентами стали пять предприятий. Три компании займутся станками.")
    _, others = read_claims("Зона объединяет 60 резидентов. 45 компаний начали работу.")

    assert (five.unit, three.unit, others.unit) == ("residents", "residents", "companies")


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("В компаниях-резидентах появилось 40 рабочих мест.", "residents"),
        ("На предприятиях зоны создано 40 рабочих мест.", "companies"),
        ("Участники кластера вложили 5 млрд рублей.", "cluster"),
        ("Слово президента: создано 40 рабочих мест.", None),
    ],
)
def test_the_words_name_the_population_or_leave_it_open(text, whom):
    assert first(text).counts_whom == whom
