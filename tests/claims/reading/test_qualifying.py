"""What words of the sentence add to a number: read from whole sentences, each beside one that lacks the words."""

from __future__ import annotations

from datetime import date

import pytest

from zonebook.claims import Qualified, Until, read_claims


def qualified(text: str, at: int = -1) -> Qualified:
    """What was added to one number of a text of 9 September 2025."""
    return read_claims(text, published=date(2025, 9, 9))[at].qualified


@pytest.mark.parametrize(
    ("text", "owed"),
    [
        ("Компания обязуется вложить 2 млрд рублей.", True),
        ("По соглашению компания создаст 300 рабочих мест.", True),
        ("Обязательства резидентов по инвестициям на 2026 год — 30 млрд рублей.", True),
        ("Компания вложит 2 млрд рублей.", False),
        ("Резиденты выполнили обязательства и вложили 30 млрд рублей.", False),
    ],
)
def test_what_is_owed_is_told_from_what_is_planned(text, owed):
    assert qualified(text).owed is owed


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Компания создаст 300 рабочих мест к 2027 году.", Until.BY),
        ("Компания вложит 2 млрд рублей до 2030 года.", Until.BY),
        ("Компания вложит 2 млрд рублей до конца 2030 года.", Until.END),
        ("К концу 2027 года компания создаст 300 рабочих мест.", Until.END),
        ("Компания вложит 2 млрд рублей в 2026 году.", None),
        ("Компания вложила 2 млрд рублей в 2024 году.", None),
    ],
)
def test_how_a_plan_names_its_year(text, until):
    assert qualified(text).until is until


@pytest.mark.parametrize(
    ("text", "falls"),
    [
        ("Инвестиции сократились втрое.", True),
        ("Компании вложили в 2,5 раза меньше, чем годом ранее.", True),
        ("Инвестиции выросли втрое.", False),
        ("Расходы упали, а выручка выросла в 2,5 раза.", False),
        ("Инвестиции сократились на 12 %.", False),
    ],
)
def test_which_way_a_ratio_goes(text, falls):
    """A percentage has its way in its measure."""
    assert qualified(text).falls is falls


@pytest.mark.parametrize(
    ("text", "largest"),
    [
        ("Пятёрка крупнейших компаний вложила 30 млрд рублей.", 5),
        ("Топ-10 резидентов создали 700 рабочих мест.", 10),
        ("Три крупнейших резидента вложили 12 млрд рублей.", 3),
        ("На 5 крупнейших компаний приходится 30 млрд рублей инвестиций.", 5),
        ("Крупнейшие компании вложили 30 млрд рублей.", None),
        ("Компании вложили 30 млрд рублей.", None),
    ],
)
def test_how_many_of_the_largest_are_counted(text, largest):
    assert qualified(text).largest == largest


def test_a_list_of_the_largest_that_did_something_is_no_place():
    (spent,) = read_claims("Пятёрка крупнейших компаний вложила 30 млрд рублей.", published=date(2025, 9, 9))

    assert spent.measure == "investment"
    assert "only: the 5 largest" in spent.read_by
