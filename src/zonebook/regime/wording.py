"""How are numbers and days put into the words of a rule?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from zonebook.measures import Text, Unit
from zonebook.measures.numbers import NO_BREAK, plain_number, plural
from zonebook.measures.period_names import day_in

_QUARTERS = ("квартал", "квартала", "кварталов")
_JOBS = ("рабочее место", "рабочих места", "рабочих мест")


def filled(words: Text, said: Mapping[str, Text]) -> Text:
    """A rule's words with its {placeholders} filled in, in both languages."""
    return Text(
        words.ru.format_map({name: text.ru for name, text in said.items()}),
        words.en.format_map({name: text.en for name, text in said.items()}),
    )


def amount_in(unit: Unit, amount: Decimal) -> Text:
    """An exact amount with its unit, so that the working adds up: «1 234 567,89 ₽», «12 рабочих мест»."""
    russian = plural(amount, _JOBS) if unit.code == "jobs" else unit.ru
    return Text(
        f"{plain_number(amount, 'ru')}{NO_BREAK}{russian}",
        f"{plain_number(amount, 'en')}{NO_BREAK}{unit.en}",
    )


def roubles(amount: Decimal) -> Text:
    """An exact amount of roubles."""
    return amount_in(Unit.of("RUB"), amount)


def percent(share: Decimal, *, decimals: int | None = None) -> Text:
    """A share of one as a percentage, exact or rounded for reading."""
    return Text(
        f"{plain_number(share * 100, 'ru', decimals=decimals)}{NO_BREAK}%",
        f"{plain_number(share * 100, 'en', decimals=decimals)}%",
    )


def day_text(day: date) -> Text:
    """A day in words."""
    return Text(day_in(day, "ru"), day_in(day, "en"))


def number(amount: Decimal | int) -> Text:
    """A bare number."""
    return Text(plain_number(Decimal(amount), "ru"), plain_number(Decimal(amount), "en"))


def quarters_in(count: int) -> Text:
    """A number of quarters."""
    return Text(
        f"{count}{NO_BREAK}{plural(Decimal(count), _QUARTERS)}", f"{count}{NO_BREAK}quarter{'s' * (count != 1)}"
    )


def listed(texts: tuple[Text, ...]) -> Text:
    """Several things in a row."""
    return Text(", ".join(text.ru for text in texts), ", ".join(text.en for text in texts))
