"""How is an amount shown? The one place where a number is rounded, by one rule for all pages.

Large amounts are shown in млн / млрд to a tenth, halves to even (the banker's rule, so that rounded columns do not
drift); everything else as it is. Thousands are parted by a no-break space in Russian and a comma in English; the
minus is a true minus. The exact amount stays one click, one focus or one export away.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from zonebook.measures.quantity import Quantity
from zonebook.measures.text import Text

Language = Literal["ru", "en"]
NO_BREAK = "\u00a0"
MINUS = "\u2212"

_MONEY = {"RUB", "USD", "EUR"}
_MAGNITUDES = (
    (Decimal(10) ** 12, Text("трлн", "trn")),
    (Decimal(10) ** 9, Text("млрд", "bn")),
    (Decimal(10) ** 6, Text("млн", "m")),
)
_FORMS = {
    "jobs": ("рабочее место", "рабочих места", "рабочих мест"),
    "people": ("человек", "человека", "человек"),
    "companies": ("компания", "компании", "компаний"),
    "residents": ("резидент", "резидента", "резидентов"),
    "years": ("год", "года", "лет"),
    "zones": ("зона", "зоны", "зон"),
    "projects": ("проект", "проекта", "проектов"),
    "times": ("раз", "раза", "раз"),
    "place": ("место", "место", "место"),
}
_ENGLISH_ONE = {
    "jobs": "job",
    "people": "person",
    "companies": "company",
    "residents": "resident",
    "zones": "zone",
    "projects": "project",
    "items": "item",
    "times": "time",
    "years": "year",
}


def plain_number(amount: Decimal, language: Language, *, decimals: int | None = None) -> str:
    """An amount with its thousands parted: «27 412», "27,412"; `decimals` rounds, None shows it exactly."""
    if decimals is not None:
        amount = amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
    elif amount != amount.to_integral_value():
        amount = amount.normalize()
    else:
        amount = amount.quantize(Decimal(1))
    text = f"{abs(amount):,f}"
    if language == "ru":
        text = text.replace(",", NO_BREAK).replace(".", ",")
    return f"{MINUS}{text}" if amount < 0 else text


def figure_in_words(quantity: Quantity) -> Text:
    """A quantity with its unit, rounded for reading: «70,6 млрд ₽», «27 412 рабочих мест»."""
    return Text(f"{value_in(quantity, 'ru')}{NO_BREAK}{unit_in(quantity, 'ru')}",
                f"{value_in(quantity, 'en')}{NO_BREAK}{unit_in(quantity, 'en')}")  # fmt: skip


def value_in(quantity: Quantity, language: Language) -> str:
    """The number alone, rounded for reading, without its unit: «70,6»."""
    magnitude = _magnitude(quantity)
    if magnitude is not None:
        return plain_number(quantity.amount / magnitude[0], language, decimals=1)
    return plain_number(quantity.amount, language, decimals=2 if quantity.unit.code in _MONEY else None)


def unit_in(quantity: Quantity, language: Language) -> str:
    """The unit beside the number: «млрд ₽», «рабочих мест»."""
    magnitude = _magnitude(quantity)
    if magnitude is not None:
        return f"{magnitude[1].say(language)}{NO_BREAK}{quantity.unit.title(language)}"
    code = quantity.unit.code
    if language == "en":
        return _ENGLISH_ONE[code] if code in _ENGLISH_ONE and quantity.amount == 1 else quantity.unit.en
    return plural(quantity.amount, _FORMS[code]) if code in _FORMS else quantity.unit.ru


def plural(amount: Decimal, forms: tuple[str, str, str]) -> str:
    """The Russian form that goes with a number: 1 место, 2 места, 5 мест; a fraction takes the second."""
    if amount != amount.to_integral_value():
        return forms[1]
    last_two = int(abs(amount)) % 100
    if last_two in range(11, 15):
        return forms[2]
    return {1: forms[0], 2: forms[1], 3: forms[1], 4: forms[1]}.get(last_two % 10, forms[2])


def _magnitude(quantity: Quantity) -> tuple[Decimal, Text] | None:
    """The largest of млн, млрд, трлн that gives at least one; what would read "1000,0 млн" is a milliard already."""
    if quantity.unit.code not in _MONEY:
        return None
    amount, smallest = abs(quantity.amount), _MAGNITUDES[-1][0]
    return next(
        (
            (size, name)
            for size, name in _MAGNITUDES
            if amount >= size or (size > smallest and round(amount / size * 1000, 1) >= 1000)  # noqa: PLR2004 - a thousand of the magnitude below
        ),
        None,
    )


def as_number(amount: Decimal | None) -> int | float | None:
    """An amount for JSON: a whole one as an integer, any other as the shortest decimal; what is missing stays so."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
