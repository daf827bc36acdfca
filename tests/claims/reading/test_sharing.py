"""Which part of which whole a share is, and where that stays open."""

from __future__ import annotations

from datetime import date

import pytest

from zonebook.claims import NamedScope, read_claims

NAMES = (
    NamedScope("zone:technopolis-moscow", ("Технополис Москва", "ОЭЗ Москвы")),
    NamedScope("site:pechatniki", ("Печатники",)),
    NamedScope("site:rudnevo", ("Руднево",)),
    NamedScope("company:flame", ("НПО Пламя",)),
)
ZONE = ("zone:technopolis-moscow",)


def share(text):
    return next(
        claim for claim in read_claims(text, published=date(2025, 9, 9), names=NAMES) if claim.measure_group == "share"
    )


@pytest.mark.parametrize(
    ("text", "measure", "part", "wholes"),
    [
        ("ОЭЗ Москвы растёт. На Печатники приходится треть рабочих мест зоны.", "jobs", "pechatniki", ZONE),
        ("Площадка «Руднево» обеспечила 30% инвестиций технополиса «Москва».", "investment", "rudnevo", ZONE),
        ("Доля Руднево в общей выручке ОЭЗ Москвы — 30%.", "revenue", "rudnevo", ZONE),
        ("На «НПО Пламя» приходится пятая часть экспорта площадки «Руднево».", "exports", "flame", ("site:rudnevo",)),
        ("Компания «НПО Пламя» создала 153 рабочих места, или 12% общего числа.", "jobs_created", "flame", ()),
    ],
)  # fmt: skip
def test_a_named_part_of_a_named_whole(text, measure, part, wholes):
    claim = share(text)

    assert claim.compared.measure == measure
    assert [code.partition(":")[2] for code in claim.scopes] == [part]
    assert claim.compared.wholes == wholes


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Доля резидентов в общем числе компаний — 48%.", "companies_located"),
        ("Половина компаний — резиденты.", "companies_located"),
        ("Каждая третья компания зоны имеет статус резидента.", "companies_located"),
        ("В зоне 240 компаний, из них 48% — резиденты.", "companies_located"),
        ("В зоне работает больше 230 компаний, и половина из них — резиденты.", "companies_located"),
        ("Резиденты дают 60% выручки зоны.", "revenue"),
        ("На резидентов приходится 60% рабочих мест.", "jobs"),
        ("Две трети рабочих мест зоны созданы резидентами.", "jobs"),
        ("48% компаний в технополисе — резиденты.", "companies_located"),
        ("Доля резидентов среди компаний выросла до 48%.", "companies_located"),
    ],
)
def test_a_population_is_a_part(text, measure):
    claim = share(text)

    assert (claim.compared.measure, claim.counts_whom) == (measure, "residents")


def test_residents_of_a_site_are_a_part_of_its_companies():
    claim = share("ОЭЗ Москвы растёт. В Печатниках половина компаний — резиденты.")

    assert (claim.scopes, claim.compared.whole, claim.compared.wholes) == (("site:pechatniki",), None, ())


@pytest.mark.parametrize(
    "text",
    [
        "80% работников — инженеры.",
        "Малые предприятия Печатников дали 40% выручки ОЭЗ Москвы.",
        "Доля малого бизнеса среди компаний зоны — 60%.",
        "Доля экспорта в выручке — 20%.",
        "Каждый третий — резидент.",
        "Вложено 5 млрд рублей, из которых 70% — заёмные средства.",
    ],
)
def test_a_part_that_no_register_knows_leaves_the_share_open(text):
    assert share(text).compared.measure is None


def test_the_whole_is_never_whom_the_share_is_about():
    claim = share("Зона даёт около 31% выручки всех российских ОЭЗ.")

    assert claim.scope is None
    assert (claim.compared.whole, claim.compared.wholes) == ("всех российских ОЭЗ", ())


def test_a_part_of_what_is_not_counted_as_companies_is_open():
    claim = share("В зоне 240 специалистов, и половина из них — резиденты.")

    assert claim.compared.measure is None
