"""What is left unread because the text does not tell, and is said to be; what is plainly no quantity is passed over."""

from __future__ import annotations

import pytest

from zonebook.claims import read_claims, read_text


@pytest.mark.parametrize(
    ("text", "quote"),
    [("Нас уже 10 000!", "10 000"), ("В 2023-м планируют около 5 тысяч.", "около 5 тысяч")],
)
def test_a_number_of_which_nothing_tells_what_it_counts_is_unread(text, quote):
    reading = read_text(text)

    assert reading.claims == ()
    (unread,) = reading.unread
    assert (unread.quote, text[unread.start : unread.end]) == (quote, quote)
    assert unread.why.ru == "Из текста не видно, что посчитано."


@pytest.mark.parametrize(
    "text",
    [
        "Создано 40 рабочих мест.",
        "Третья очередь откроется 5 мая 2026 года.",
        "Тел. +7 343 200-15-15, ул. Горького, 166.",
        "Закон № 116-ФЗ, статья 9.",
        "Курс доллара ЦБ на 15 января — 78,53 рубля.",
    ],
)
def test_what_is_read_or_plainly_no_quantity_is_not_unread(text):
    assert read_text(text).unread == ()


def test_read_claims_gives_the_claims_of_read_text():
    text = "В зоне 40 компаний, нас уже 10 000."

    assert read_claims(text) == read_text(text).claims


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Пришли пятеро, а двое статус потеряли.", []),
        ("Это ₽33 млрд инвестиций.", [33_000_000_000]),
        ("Выручка — 28 млрд рублей против 21 млрд годом ранее.", [28_000_000_000, 21_000_000_000]),
        ("Вложено 5 млрд рублей. Первые полмиллиарда пришли сразу.", [5_000_000_000, 500_000_000]),
        ("К 180 гектарам добавят ещё 95.", [180, 95]),
        ("Было 40 резидентов, их число должно вырасти до 50.", [40, 50]),
        ("Выпуск вырос десятикратно.", [10]),
    ],
)
def test_a_number_with_an_elided_or_odd_neighbour_keeps_its_value(text, values):
    assert [claim.value for claim in read_claims(text)] == values


def test_every_claim_carries_the_words_it_was_read_from():
    (claim,) = read_claims("За 2024 год в ОЭЗ «Калуга» вложено свыше 5 млрд рублей.")

    assert claim.read_by == (
        "hedge: свыше",
        "unit: рублей",
        "measure: вложено",
        "period: За 2024 год",
        "scope: ОЭЗ «Калуга»",
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Более 3/4 продукции уходит за рубеж.", [(75, "percent")]),
        ("Служба работает 24/7, график 5/2.", []),
        ("Из 2400 га занято 1,9 тыс., или 79%.", [(2400, "ha"), (1900, "ha"), (79, "percent")]),
        ("Наняли 160 человек, средний оклад — 68 тысяч.", [(160, "people"), (68_000, "RUB")]),
        ("Начинали с восьми команд, сегодня их 112.", [(8, "items"), (112, "items")]),
    ],
)
def test_a_number_does_not_borrow_the_unit_of_something_else(text, found):
    assert [(claim.value, claim.unit) for claim in read_claims(text)] == found
