"""How is an amount shown? (`_` stands for a no-break space.)"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.measures.strategies import AMOUNTS
from zonebook.measures import Quantity, Unit
from zonebook.measures.numbers import MINUS, NO_BREAK, figure_in_words, plain_number, plural, unit_in, value_in


def shown(amount: str, unit: str) -> tuple[str, str]:
    text = figure_in_words(Quantity(Decimal(amount), Unit.of(unit)))
    return text.ru.replace(NO_BREAK, "_"), text.en.replace(NO_BREAK, "_")


@pytest.mark.parametrize(
    ("amount", "unit", "russian", "english"),
    [
        ("70648123456.78", "RUB", "70,6_млрд_₽", "70.6_bn_RUB"),
        ("1500000", "RUB", "1,5_млн_₽", "1.5_m_RUB"),
        ("2000000000000", "RUB", "2,0_трлн_₽", "2.0_trn_RUB"),
        ("123456.7", "RUB", "123_456,70_₽", "123,456.70_RUB"),
        ("-70600000000", "RUB", "−70,6_млрд_₽", "−70.6_bn_RUB"),
        ("2500000000", "USD", "2,5_млрд_$", "2.5_bn_USD"),
        ("27412", "jobs", "27_412_рабочих_мест", "27,412_jobs"),
        ("158.5", "ha", "158,5_га", "158.5_ha"),
        ("120.5", "people", "120,5_человека", "120.5_people"),
        ("0", "RUB", "0,00_₽", "0.00_RUB"),
        ("4", "years", "4_года", "4_years"),
        ("1", "companies", "1_компания", "1_company"),
        ("48", "zones", "48_зон", "48_zones"),
        ("3", "times", "3_раза", "3_times"),
    ],
)
def test_a_figure_is_shown_for_reading(amount: str, unit: str, russian: str, english: str) -> None:
    assert tuple(text.replace(" ", "_") for text in shown(amount, unit)) == (russian, english)


def test_a_number_and_its_unit_are_never_parted_by_a_line_break() -> None:
    text = figure_in_words(Quantity(Decimal(70648123456), Unit.of("RUB")))

    assert " " not in text.ru
    assert " " not in text.en


def test_what_rounds_to_a_thousand_millions_is_a_milliard() -> None:
    assert shown("999960000", "RUB") == ("1,0_млрд_₽", "1.0_bn_RUB")
    assert shown("999940000", "RUB") == ("999,9_млн_₽", "999.9_m_RUB")


def test_halves_are_rounded_to_even() -> None:
    assert value_in(Quantity(Decimal(1250000), Unit.of("RUB")), "en") == "1.2"
    assert value_in(Quantity(Decimal(1350000), Unit.of("RUB")), "en") == "1.4"


def test_thousands_are_parted_by_a_no_break_space_and_the_minus_is_a_true_minus() -> None:
    assert plain_number(Decimal("-1234567.5"), "ru") == f"{MINUS}1{NO_BREAK}234{NO_BREAK}567,5"
    assert plain_number(Decimal("-1234567.5"), "en") == f"{MINUS}1,234,567.5"


def test_what_rounds_to_nothing_has_no_minus() -> None:
    assert plain_number(Decimal("-0.001"), "ru", decimals=2) == "0,00"


@given(AMOUNTS, st.sampled_from(["ru", "en"]))
def test_a_plain_number_loses_no_digit(amount: Decimal, language: str) -> None:
    text = plain_number(amount, language).replace(MINUS, "-")
    text = text.replace(NO_BREAK, "").replace(",", ".") if language == "ru" else text.replace(",", "")

    assert Decimal(text) == amount


@given(AMOUNTS)
def test_what_is_shown_is_within_half_of_its_last_digit(amount: Decimal) -> None:
    quantity = Quantity(amount, Unit.of("RUB"))
    number = Decimal(value_in(quantity, "en").replace(",", "").replace(MINUS, "-"))
    unit = unit_in(quantity, "en")
    worth = {"m": 10**6, "bn": 10**9, "trn": 10**12}.get(unit.partition(NO_BREAK)[0], 1)
    last_digit = Decimal(worth) / 10 if worth > 1 else Decimal("0.01")

    assert abs(number * worth - amount) <= last_digit / 2


@pytest.mark.parametrize(
    ("numbers", "form"),
    [
        ((1, 21, 101, 1001), "место"),
        ((2, 3, 4, 22, 104), "места"),
        ((0, 5, 10, 11, 12, 14, 19, 20, 111, 112, 1011), "мест"),
    ],
)
def test_a_russian_noun_agrees_with_its_number(numbers: tuple[int, ...], form: str) -> None:
    assert {plural(Decimal(number), ("место", "места", "мест")) for number in numbers} == {form}


def test_a_fraction_takes_the_second_form() -> None:
    assert plural(Decimal("2.5"), ("год", "года", "лет")) == "года"


def test_one_is_singular_in_english_and_a_unit_without_plural_stays() -> None:
    assert unit_in(Quantity(Decimal(1), Unit.of("people")), "en") == "person"
    assert unit_in(Quantity(Decimal(1), Unit.of("ha")), "en") == "ha"
