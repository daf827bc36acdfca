"""Are words, days and moments said as a person would print them?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from zonebook.documents import saying
from zonebook.measures import Text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("  ООО\t«Альфа»\r\nМосква ", "ООО «Альфа» Москва"),
        ("и\u0306од", "йод"),
        ("рас\u00adчёт", "расчёт"),
        ("\u202eABC", "ABC"),
        ("Завод 😀", "Завод [U+1F600]"),
        ("華為", "[U+83EF][U+70BA]"),
        ("a\x00b\ud800", "a[U+0000]b[U+D800]"),
        ("5\u00a0000 ₽ № 7 — «−1»", "5\u00a0000 ₽ № 7 — «−1»"),
    ],
)
def test_words_are_one_line_of_signs_that_can_be_printed(typed, printed):
    assert saying.words(typed) == printed


@pytest.mark.parametrize("nothing", ["", " \n", "\u200b\u200e"])
def test_words_that_show_nothing_are_not_known(nothing):
    assert saying.words(nothing) is None


def test_russian_words_stand_for_english_ones_that_are_not_there():
    assert saying.both(Text("Печатники", "")) == {"ru": "Печатники", "en": "Печатники"}
    assert saying.both(Text("", "Pechatniki")) is None
    assert saying.both(None) is None


def test_a_day_is_said_in_words_and_in_columns():
    assert saying.day(date(2025, 5, 9)) == {"ru": "9\u00a0мая 2025\u00a0г.", "en": "9\u00a0May 2025"}
    assert saying.short_day(date(2025, 5, 9)) == "09.05.2025"


def test_a_day_nobody_knows_is_not_said():
    assert saying.day(None) is None
    assert saying.short_day(None) is None


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (UTC, "UTC"),
        (timezone(timedelta(hours=3)), "UTC+3"),
        (timezone(-timedelta(hours=3, minutes=30)), "UTC−3:30"),
        (timezone(timedelta(hours=5, minutes=45)), "UTC+5:45"),
    ],
)
def test_a_moment_is_said_in_its_own_offset(zone, said):
    assert saying.moment(datetime(2025, 1, 2, 3, 4, tzinfo=zone))["en"] == f"2\u00a0January 2025, 03:04 ({said})"
