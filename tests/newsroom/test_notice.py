"""The proposed notice of a correction says the new figure as a person writes it, and the reader reads it back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.newsroom.release_book import published, reported
from zonebook.claims import read_claims
from zonebook.measures import Quantity, Unit, interval
from zonebook.newsroom.models import FoundChange
from zonebook.newsroom.notice import correction_notice, said_like

DAY = date(2025, 6, 1)
SAID = ("57 рабочих мест", "более 50 рабочих мест", "около 27,4 тыс. рабочих мест", "почти 12 млрд рублей",
        "70,6 млрд рублей", "не менее 230 компаний", "от 20 до 30 резидентов", "23,7%", "12 345 человек")  # fmt: skip
UNITS = ("jobs", "people", "companies", "residents", "RUB", "percent")


def claim_of(words: str):
    return read_claims(f"Компании зоны: {words}.", published=DAY)[0]


@given(said=st.sampled_from(SAID), amount=st.integers(0, 10**13), unit=st.sampled_from(UNITS))
def test_what_is_said_in_place_of_a_figure_allows_the_figure(said, amount, unit):
    words = said_like(claim_of(said), Quantity(Decimal(amount), Unit.of(unit)))
    (read,) = read_claims(f"Компании зоны: {words}.", published=DAY)

    assert interval(read.hedge, read.written, upper=read.upper).contains(Decimal(amount)), words


@pytest.mark.parametrize(
    ("said", "amount", "unit", "words"),
    [
        ("57 рабочих мест", 47, "jobs", "47 рабочих мест"),
        ("57 рабочих мест", 41, "jobs", "41 рабочее место"),
        ("более 50 рабочих мест", 47, "jobs", "более 40 рабочих мест"),
        ("12 345 человек", 12_346, "people", "12 346 человек"),
        ("12,3 тыс. человек", 12_512, "people", "12,5 тыс. человек"),
        ("12,3 тыс. человек", 12_349, "people", "12 349 человек"),
        ("почти 75 млрд рублей", 70_580_000_000, "RUB", "почти 70,6 млрд рублей"),
    ],
)
def test_it_is_rounded_hedged_and_declined_as_what_it_corrects(said, amount, unit, words):
    assert said_like(claim_of(said), Quantity(Decimal(amount), Unit.of(unit))).split() == words.split()


def test_the_notice_names_measure_whose_numbers_of_whom_and_when_with_old_and_new(book):
    statement = published(reported(book)).statement
    assert correction_notice(statement) == ""
    claim = statement.claims.get()
    grown = {"comes_to": {"value": 35, "unit": "percent"}, "against": claim.figure | {"period": "2023"}}
    for after, told in (
        (claim.figure | {"value": 47}, "за 2024 год: 47\u00a0рабочих мест"),
        (claim.figure | grown, "за 2024 год, к уровню за 2023 год: 35%"),
        (None, "за 2024 год: в книге этой цифры больше нет"),
    ):
        FoundChange.objects.create(
            claim=claim, found_at=claim.judged_at, before=claim.figure, after=after, verdict_before="holds",
            verdict="stale", why_ru="…", why_en="…",
        )  # fmt: skip
        notice = correction_notice(statement)
        assert notice.startswith("Уточнение к тексту от 5 июня 2025 года: данные, по которым он написан, исправлены. ")
        assert "Создано рабочих мест, резиденты, " in notice
        assert notice.endswith(f"{told}, в тексте было «57 рабочих мест».")
