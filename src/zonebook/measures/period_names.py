"""What is a period called in Russian and in English?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from zonebook.measures.period import Period

_ROMAN = ("", "I", "II", "III", "IV")
_ORDINAL = ("", "first", "second", "third", "fourth")
MONTHS_RU = (
    "",
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
MONTHS_EN = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def name_of(period: Period, language: Literal["ru", "en"]) -> str:
    """The period's name, to stand after "за" / "на" in Russian and "in" / "on" in English."""
    return _in_russian(period) if language == "ru" else _in_english(period)


def day_in(day: date, language: Literal["ru", "en"]) -> str:
    """A day in words: «9 сентября 2025 года», "9 September 2025"."""
    if language == "ru":
        return f"{day.day} {MONTHS_RU[day.month]} {day.year} года"
    return f"{day.day} {MONTHS_EN[day.month]} {day.year}"


def _in_russian(period: Period) -> str:
    last = day_in(period.last, "ru")
    if period.is_moment:
        return f"на {last}"
    if period.first is None:
        return f"за всё время по {last}"
    year, month = period.first.year, period.first.month
    match period.kind.value:
        case "year":
            return f"{year} год"
        case "half":
            return f"{_ROMAN[(month + 5) // 6]} полугодие {year} года"
        case "quarter":
            return f"{_ROMAN[(month + 2) // 3]} квартал {year} года"
        case "nine_months":
            return f"9 месяцев {year} года"
    if str(period) == f"{year}..{period.last.year}":
        return f"{year}–{period.last.year} годы"
    return f"с {day_in(period.first, 'ru')} по {last}"


def _in_english(period: Period) -> str:
    last = day_in(period.last, "en")
    if period.is_moment:
        return f"on {last}"
    if period.first is None:
        return f"since the start to {last}"
    year, month = period.first.year, period.first.month
    match period.kind.value:
        case "year":
            return f"{year}"
        case "half":
            return f"{_ORDINAL[(month + 5) // 6]} half of {year}"
        case "quarter":
            return f"{_ORDINAL[(month + 2) // 3]} quarter of {year}"
        case "nine_months":
            return f"nine months of {year}"
    if str(period) == f"{year}..{period.last.year}":
        return f"{year}–{period.last.year}"
    return f"{day_in(period.first, 'en')} to {last}"
