"""Numbers in digits and words, as Russian texts write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.claims.reading.number_words import HUNDREDS, ONES, TENS
from zonebook.claims.reading.numerals import Kind, read_numeral
from zonebook.claims.reading.tokens import tokenize
from zonebook.measures import Hedge

SPACES = (" ", "\u00a0", "\u202f", "\u2009")


def numeral(text):
    return read_numeral(tokenize(text), 0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("145", "145"),
        ("4900", "4900"),
        ("4 900", "4900"),
        ("4\u00a0900", "4900"),
        ("27,4 тыс.", "27400"),
        ("1.5 млн", "1500000"),
        ("1,234 млрд", "1234000000"),
        ("2 трлн", "2000000000000"),
        ("73000 тыс.", "73000000"),
        ("6 тыс. 300 человек", "6300"),
        ("6 миллиардов 669 миллионов", "6669000000"),
        ("1 млрд 250 млн 300 тыс.", "1250300000"),
        ("двадцать шесть", "26"),
        ("двадцать одна", "21"),
        ("сто сорок пять", "145"),
        ("двухсот тридцати", "230"),
        ("тысяча двести", "1200"),
        ("пять тысяч", "5000"),
        ("полтора десятка", "15"),
        ("полторы тысячи", "1500"),
        ("полмиллиарда", "500000000"),
        ("полумиллиона", "500000"),
        ("два десятка", "20"),
        ("две с половиной тысячи", "2500"),
        ("два с четвертью миллиарда", "2250000000"),
        ("сотня", "100"),
        ("двое", "2"),
        ("пятерых", "5"),
    ],
)
def test_a_cardinal_is_read_to_its_value(text, value):
    assert numeral(text).written.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("треть", "33.33"),
        ("две трети", "66.67"),
        ("четверть", "25"),
        ("три четверти", "75"),
        ("половина", "50"),
        ("каждый восьмой", "12.5"),
        ("каждая третья", "33.33"),
        ("пятая часть", "20"),
    ],
)
def test_a_part_of_a_whole_is_read_as_percent(text, percent):
    read = numeral(text)

    assert (read.kind, read.written.value) == (Kind.SHARE, Decimal(percent))


@pytest.mark.parametrize(("text", "ratio"), [("вдвое", 2), ("втрое", 3), ("впятеро", 5), ("вдесятеро", 10)])
def test_a_ratio_word_is_read(text, ratio):
    read = numeral(text)

    assert (read.kind, read.written.value) == (Kind.RATIO, Decimal(ratio))


@pytest.mark.parametrize(
    ("text", "order"), [("первое", 1), ("третьего", 3), ("двадцать пятый", 25), ("12-й", 12), ("3-е", 3)]
)
def test_an_ordinal_is_told_from_a_cardinal(text, order):
    read = numeral(text)

    assert (read.kind, read.written.value) == (Kind.ORDINAL, Decimal(order))


@pytest.mark.parametrize(
    "text", ["резидентов", "сотни", "десятки", "несколько", "МС-21", "01.01.2018", "18:00", "116-ФЗ"]
)
def test_what_is_no_number_or_a_vague_one_is_not_read_as_one(text):
    read = numeral(text)

    assert read is None or read.is_vague


def test_two_numbers_side_by_side_are_not_one():
    assert numeral("двадцать тридцать").written.value == 20
    assert numeral("27,4 тыс. 300 компаний").written.value == 27400


def test_a_surplus_inside_the_number_is_its_hedge():
    read = numeral("два с лишним миллиона")

    assert (read.written.value, read.hedge) == (2_000_000, Hedge.MORE_THAN)


def test_the_last_written_digit_keeps_its_worth():
    assert numeral("27,4 тыс.").written.last_digit == 100
    assert numeral("6 тыс. 300").written.last_digit == 1
    assert numeral("миллион").written.last_digit == 1_000_000


@given(st.integers(1, 999_999_999), st.sampled_from(SPACES))
def test_an_integer_written_with_any_blank_reads_back(number, space):
    assert numeral(f"{number:,}".replace(",", space)).written.value == number


@given(
    st.decimals(Decimal("0.1"), 9999, places=1), st.sampled_from([("тыс.", 3), ("млн", 6), ("млрд.", 9), ("трлн", 12)])
)
def test_a_decimal_with_its_magnitude_reads_back_exactly(number, magnitude):
    word, power = magnitude

    assert numeral(f"{number} {word} рублей".replace(".", ",", 1)).written.value == number.scaleb(power)


def in_words(number):
    """The nominative of 2 to 999, for the cases that the tables hold."""
    worth = {}
    for table in (HUNDREDS, TENS, ONES):
        for word, value in table.items():
            worth.setdefault(value, word)
    parts = [number // 100 * 100]
    parts += [number % 100] if number % 100 < 20 else [number % 100 // 10 * 10, number % 10]
    return " ".join("один" if part == 1 else worth[part] for part in parts if part)


@given(st.integers(2, 999).filter(lambda number: number % 100 != 1))
def test_a_number_in_words_reads_back(number):
    assert numeral(in_words(number)).written.value == number
