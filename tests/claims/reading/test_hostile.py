"""Does text made to break a reader break this one? It must not fail, hang, invent a number or take markup for text."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from zonebook.claims import read_claims, read_text

HOSTILE = {
    "one number of digits": "1" * 100_000 + " рублей",
    "thousands without end": "1 000 " * 1_500,
    "words of numbers": "сто тысяч " * 800,
    "millions": "два миллиона " * 600,
    "brackets": "(" * 8_000 + "5 млрд рублей" + ")" * 8_000,
    "quotes": "«" * 8_000 + "5 млрд" + "»" * 8_000,
    "quotes never closed": "«А " * 10_000,
    "an address of letters": "a.b+c" * 10_000,
    "hyphens": "А-" * 8_000,
    "names that end as adjectives do": "А" + "ск" * 8_000,
    "no-break blanks": "5\u00a0" * 3_000,
    "marks of direction": "\u202e5 млрд\u202c рублей " * 400,
    "Roman numerals": "XIV " * 10_000,
    "fractions": "½ ¼ 3½ " * 1_000,
    "years": "2024 " * 3_000,
    "markup": "<b>5</b> млрд <script>alert(1)</script> " * 1_000,
    "a heading before blanks": "популярное" + " " * 100_000 + "x",
    "one long sentence": "в ОЭЗ «Калуга» создано 500 рабочих мест и вложено 5 млрд рублей, " * 250,
    "mixed scripts": "5 mлн pублей Ⅻ ５ ٣ " * 1_500,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_text_is_read_in_time_that_grows_with_its_length(text):
    """Four times the text takes at most ten times as long; below a second the clock says nothing."""
    short, long = seconds(text[: len(text) // 4]), seconds(text)

    assert long < max(10 * short, 1.0)


def seconds(text: str) -> float:
    """Processor time, which other processes do not lengthen."""
    began = time.process_time()
    read_text(text)
    return time.process_time() - began


def test_two_hundred_kilobytes_of_press_are_read_whole():
    paragraph = (
        "За 2024 год в ОЭЗ «Калуга» создано 512 рабочих мест. Погода стояла сухая, гости шли по аллее к озеру.\n"
    )
    article = paragraph * 1_100

    claims = read_claims(article)

    assert len(article.encode()) > 190_000
    assert [claim.value for claim in claims] == [512] * 1_100


def test_a_number_of_more_digits_than_anything_has_is_no_claim():
    assert read_claims("Вложено " + "9" * 40 + " рублей.") == ()


def test_markup_is_neither_a_unit_nor_a_scope():
    (claim,) = read_claims("<p>В зоне <b>создано</b> 500 рабочих мест<script>alert('5 млрд')</script></p>")

    assert (claim.value, claim.quote) == (500, "500 рабочих мест")


@pytest.mark.parametrize("hidden", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u202e", "\u200f"])
def test_an_invisible_character_inside_a_number_changes_nothing(hidden):
    text = f"В{hidden}ложено 5{hidden} 000{hidden} млн{hidden} рублей."

    (claim,) = read_claims(text)

    assert claim.value == 5_000_000_000
    assert claim.quote == text[claim.start : claim.end] == f"5{hidden} 000{hidden} млн{hidden} рублей"


@pytest.mark.parametrize(
    ("written", "value"),
    [("½ млрд", "500000000"), ("3½ млрд", "3500000000"), ("2¼ млрд", "2250000000"), ("1¾ млрд", "1750000000")],
)
def test_a_fraction_sign_is_a_part_of_its_number(written, value):
    (claim,) = read_claims(f"Инвестиции составили {written} рублей.")

    assert claim.value == Decimal(value)


@pytest.mark.parametrize("text", ["XIV век.", "Указ № 5 млн.", "５ млрд рублей.", "٣ млн рублей.", "5 mлн pублей."])
def test_what_only_looks_like_a_number_is_not_guessed(text):
    assert read_claims(text) == ()
