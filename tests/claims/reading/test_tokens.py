"""Words, numbers and the borders of sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.claims.reading.tokens import fold, sentences, tokenize


def cut(text):
    tokens = tokenize(text)
    return [text[tokens[first].start : tokens[stop - 1].end] for first, stop in sentences(tokens)]


@pytest.mark.parametrize(
    "text",
    [
        "01.01.2018",
        "2025-09-09",
        "18:00",
        "+7 (495) 123-45-67",
        "МС-21",
        "L-410",
        "116-ФЗ",
        "№ 643",
        "45-летний",
        "#Новости",
        "press@zone.ru",
        "https://zone.ru/12",
    ],
)
def test_what_only_looks_like_a_number_is_one_opaque_token(text):
    assert [token.kind for token in tokenize(text)] == ["opaque"]


@pytest.mark.parametrize("text", ["7 000", "7\u00a0000", "27,4", "163.3", "2025"])
def test_a_number_is_one_token(text):
    assert [token.kind for token in tokenize(text)] == ["digits"]


def test_a_year_is_not_joined_with_the_number_behind_it():
    assert [token.text for token in tokenize("2025 300")] == ["2025", "300"]


def test_an_abbreviation_does_not_end_a_sentence():
    assert cut("Занято 2,4 тыс. га. Вложено 5 млрд руб. в сети.") == [
        "Занято 2,4 тыс. га.",
        "Вложено 5 млрд руб. в сети.",
    ]


def test_an_abbreviation_before_a_capital_ends_it():
    assert cut("Выручка 5 млрд руб. Рабочих мест 40.") == ["Выручка 5 млрд руб.", "Рабочих мест 40."]


def test_a_line_break_ends_a_sentence():
    assert len(cut("Первая строка\nВторая строка")) == 2


@given(st.text())
def test_tokens_keep_their_places(text):
    for token in tokenize(text):
        assert text[token.start : token.end] == token.text


@given(st.text())
def test_folding_never_moves_a_letter(text):
    assert len(fold(text)) == len(text)
