"""A generated grammar of quantities in Russian: hedge × number × magnitude × spacing × unit, and what each one says.

Independent of the reader: it shares no table with it. Used by the tests and by `bench/claims_speed.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from num2words import num2words

from zonebook.measures import Hedge

HEDGES: dict[str, Hedge] = {
    "": Hedge.EXACT,
    "более": Hedge.MORE_THAN,
    "свыше": Hedge.MORE_THAN,
    "больше": Hedge.MORE_THAN,
    "чуть больше": Hedge.MORE_THAN,
    "превысили": Hedge.MORE_THAN,
    "перевалили за": Hedge.MORE_THAN,
    "не менее": Hedge.AT_LEAST,
    "как минимум": Hedge.AT_LEAST,
    "около": Hedge.ABOUT,
    "порядка": Hedge.ABOUT,
    "примерно": Hedge.ABOUT,
    "приблизительно": Hedge.ABOUT,
    "ориентировочно": Hedge.ABOUT,
    "почти": Hedge.ALMOST,
    "приблизились к": Hedge.ALMOST,
    "менее": Hedge.LESS_THAN,
    "немногим менее": Hedge.LESS_THAN,
    "не более": Hedge.AT_MOST,
    "максимум": Hedge.AT_MOST,
    "до": Hedge.AT_MOST,
}
MAGNITUDES: dict[str, int] = {
    "": 0,
    "тыс.": 3,
    "тысяч": 3,
    "млн": 6,
    "млн.": 6,
    "миллионов": 6,
    "млрд": 9,
    "миллиарда": 9,
    "трлн": 12,
    "триллионов": 12,
}
MONEY: dict[str, tuple[str, int]] = {
    "рублей": ("RUB", 1),
    "руб.": ("RUB", 1),
    "₽": ("RUB", 1),
    "долларов": ("USD", 1),
    "долл.": ("USD", 1),
    "долларов США": ("USD", 1),
    "евро": ("EUR", 1),
    "€": ("EUR", 1),
}
OTHERS: dict[str, tuple[str, int]] = {
    "га": ("ha", 1),
    "гектаров": ("ha", 1),
    "кв. км": ("ha", 100),
    "кв. м": ("sqm", 1),
    "м²": ("sqm", 1),
    "м2": ("sqm", 1),
    "квадратных метров": ("sqm", 1),
    "рабочих мест": ("jobs", 1),
    "новых рабочих мест": ("jobs", 1),
    "человек": ("people", 1),
    "сотрудников": ("people", 1),
    "резидентов": ("residents", 1),
    "компаний": ("companies", 1),
    "предприятий": ("companies", 1),
    "проектов": ("projects", 1),
}
UNITS = MONEY | OTHERS
SPACES = (" ", "\u00a0", "\u2009", "\u202f")
"""Plain, no-break, thin and narrow no-break blanks."""

_VERBS = ("превысили", "перевалили за", "приблизились к")


@dataclass(frozen=True)
class Said:
    """A sentence with one quantity in it, and what a reader must find."""

    sentence: str
    quote: str
    value: Decimal
    hedge: Hedge
    unit: str

    @property
    def limits(self) -> tuple[Decimal | None, Decimal | None]:
        """The limits that the hedge leaves."""
        if self.hedge in (Hedge.MORE_THAN, Hedge.AT_LEAST):
            return self.value, None
        if self.hedge in (Hedge.LESS_THAN, Hedge.AT_MOST, Hedge.ALMOST):
            return None, self.value
        return (None, None) if self.hedge is Hedge.ABOUT else (self.value, self.value)


def said(hedge: str, number: Decimal, *, magnitude: str, unit: str, space: str) -> Said:
    """The quantity written with the given words; `number` is what stands before the magnitude."""
    code, factor = UNITS[unit]
    words = [hedge, _digits(number, space) + "".join(space + word for word in (magnitude, unit) if word)]
    quote = " ".join(filter(None, words))
    verb = "" if hedge in _VERBS else "составили "
    sentence = f"За год вложения и число занятых на площадке {verb}{quote}, сообщили в зоне."
    return Said(sentence, quote, number.scaleb(MAGNITUDES[magnitude]) * factor, HEDGES[hedge], code)


def every(number: Decimal, *, units: dict[str, tuple[str, int]] = UNITS) -> list[Said]:
    """One number with every hedge, magnitude, spacing and unit."""
    return [
        said(hedge, number, magnitude=magnitude, unit=unit, space=space)
        for hedge, magnitude, unit, space in product(HEDGES, MAGNITUDES, units, SPACES)
    ]


def composed(high: int, low: int) -> list[Said]:
    """Sums written in two parts, in words or behind the sign of their currency; `low` is below 1000."""
    forms = [
        (f"{high} млрд {low} млн рублей", high * 10**9 + low * 10**6, "RUB"),
        (f"{high} млн {low} тыс. рублей", high * 10**6 + low * 10**3, "RUB"),
        (f"{high} тысяч {low} рублей", high * 10**3 + low, "RUB"),
        (f"{num2words(high * 1000 + low, lang='ru')} рублей", high * 1000 + low, "RUB"),
        (f"{num2words(high, lang='ru')} с половиной миллиардов рублей", high * 10**9 + 5 * 10**8, "RUB"),
        (f"${high} млн", high * 10**6, "USD"),
        (f"€{high},{low % 10} млрд", high * 10**9 + low % 10 * 10**8, "EUR"),
    ]
    return [
        Said(f"Вложения в площадку составили {quote}, сообщили в зоне.", quote, Decimal(value), Hedge.EXACT, unit)
        for quote, value, unit in forms
    ]


def _digits(number: Decimal, space: str) -> str:
    return f"{number:,f}".replace(",", space).replace(".", ",")
