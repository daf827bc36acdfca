"""Is a number that an independent speller wrote out in words read back to the same value, in every case?"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words import num2words

from zonebook.claims import read_claims

CASES = ("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional")
NUMBERS = st.one_of(
    st.integers(2, 9_999),
    st.integers(2, 10**13 - 1),
    st.builds(lambda digits, zeros: digits * 10**zeros, st.integers(2, 999), st.integers(0, 9)),
)


def spelled(number: int, case: str) -> str:
    return num2words(number, lang="ru", case=case, **({"animate": False} if case == "accusative" else {}))


@pytest.mark.parametrize("case", CASES)
@given(number=NUMBERS)
@example(number=1_001)
@example(number=1_000_021)
@example(number=1_000_000_001)
@example(number=40_090_100_000)
def test_any_number_in_words_is_read_back(case, number):
    (claim,) = read_claims(f"Работу получили {spelled(number, case)} человек.")

    assert claim.value == number


@pytest.mark.parametrize("case", CASES)
def test_every_number_up_to_a_hundred_is_read_back_in_every_case(case):
    for number in (0, *range(2, 101)):
        (claim,) = read_claims(f"Работу получили {spelled(number, case)} человек.")
        assert claim.value == number


@given(number=st.integers(2, 999), magnitude=st.sampled_from([10**3, 10**6, 10**9, 10**12]))
def test_a_hedge_in_words_before_a_spelled_sum_keeps_its_value(number, magnitude):
    (claim,) = read_claims(f"Вложено более {spelled(number * magnitude, 'genitive')} рублей.")

    assert (claim.low, claim.high, claim.unit) == (number * magnitude, None, "RUB")


@pytest.mark.parametrize(
    "text",
    ["Один из участников ушёл.", "Одно и то же место.", "Деньги получили миллионы людей.", "Это раз и навсегда."],
)
def test_words_that_look_like_numbers_and_count_nothing_are_no_claims(text):
    assert read_claims(text) == ()


def test_a_number_does_not_swallow_the_word_one_in_another_case():
    claims = read_claims("Два миллиона одной компании достались в виде субсидии.")

    assert all(claim.value != 2_000_001 for claim in claims)
