"""How may a figure of the book be said in a Russian text, so that the words are true of it?

A figure is rounded down before «более» and up before «почти», so that neither ever claims what the book does not have;
«около» and a bare rounded number are rounded to the nearest. How coarsely: a tenth of the magnitude where there is one
(«27,4 тыс.», «70,6 млрд»), else two significant digits («230», «4 900»). The noun stands in the case that its number
and hedge ask for: «21 компания», «более 21 компании», «более 22 компаний».
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from types import MappingProxyType

from zonebook.measures import Hedge, Interval, Quantity, Text, Written, interval
from zonebook.measures.numbers import NO_BREAK, Language, plain_number


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun: «компания» after 1, «компании» after «более 1», after 2, «компаний» after 5."""

    one: str
    of_one: str
    few: str
    many: str


@dataclass(frozen=True, slots=True)
class Saying:
    """One way to say a figure, how firmly it says it, and by which rule it was rounded."""

    text: str
    hedge: Hedge
    rule: Text


_MONEY = ("RUB", "USD", "EUR")
_NOUNS: Mapping[str, Noun] = MappingProxyType(
    {
        "RUB": Noun("рубль", "рубля", "рубля", "рублей"),
        "USD": Noun("доллар", "доллара", "доллара", "долларов"),
        "EUR": Noun("евро", "евро", "евро", "евро"),
        "jobs": Noun("рабочее место", "рабочего места", "рабочих места", "рабочих мест"),
        "people": Noun("человек", "человека", "человека", "человек"),
        "companies": Noun("компания", "компании", "компании", "компаний"),
        "residents": Noun("резидент", "резидента", "резидента", "резидентов"),
        "zones": Noun("зона", "зоны", "зоны", "зон"),
        "projects": Noun("проект", "проекта", "проекта", "проектов"),
        "ha": Noun("га", "га", "га", "га"),
        "sqm": Noun("кв. м", "кв. м", "кв. м", "кв. м"),
    }
)
_WORDS: Mapping[Hedge, str] = MappingProxyType(
    {Hedge.MORE_THAN: "более", Hedge.ALMOST: "почти", Hedge.ABOUT: "около", Hedge.EXACT: ""}
)
_TAKE_GENITIVE = frozenset({Hedge.MORE_THAN, Hedge.ABOUT})
_ROUNDING = MappingProxyType(
    {
        Hedge.MORE_THAN: ROUND_FLOOR,
        Hedge.ALMOST: ROUND_CEILING,
        Hedge.ABOUT: ROUND_HALF_EVEN,
        Hedge.EXACT: ROUND_HALF_EVEN,
    }
)
_MAGNITUDES = (
    (Decimal(10) ** 12, "трлн"),
    (Decimal(10) ** 9, "млрд"),
    (Decimal(10) ** 6, "млн"),
    (Decimal(10) ** 3, "тыс."),
)
_FROM_THOUSANDS = Decimal(10_000)
_ROUNDED_TO = MappingProxyType(
    {
        Hedge.MORE_THAN: Text("Округлено вниз: число в книге не меньше сказанного.",
                              "Rounded down: the book has no less than is said."),
        Hedge.ALMOST: Text("Округлено вверх: число в книге чуть меньше сказанного.",
                           "Rounded up: the book has slightly less than is said."),
        Hedge.ABOUT: Text("Округлено до ближайшего.", "Rounded to the nearest."),
        Hedge.EXACT: Text("Округлено до ближайшего: последняя цифра — десятая доля.",
                          "Rounded to the nearest: the last digit is a tenth."),
    }
)  # fmt: skip
_AS_IT_IS = Text("Точное число книги.", "The exact number of the book.")


def ways_to_say(quantity: Quantity) -> tuple[Saying, ...]:
    """The ways to say a figure, the usual one first; none for what is below zero or has no noun.

    What is round already is said as it is; of anything else «более» comes first.
    """
    amount, unit = quantity.amount, quantity.unit.code
    if unit == "place":
        return (Saying(f"{amount}-е место", Hedge.EXACT, _AS_IT_IS),)
    if unit == "percent" and amount >= 0:
        return (Saying(f"{plain_number(amount, 'ru')}%", Hedge.EXACT, _AS_IT_IS),)
    if amount < 0 or unit not in _NOUNS:
        return ()
    exact = Saying(_phrase(Hedge.EXACT, amount, unit=unit), Hedge.EXACT, _AS_IT_IS)
    rounded = tuple(_rounded(quantity))
    return (exact, *rounded) if _is_round(quantity) else (*rounded, exact)


def allowed_in_words(allowed: Interval) -> Text:
    """For which figures of the book is a statement true: «не меньше 27 400 и меньше 27 500»."""
    return Text(_allowed(allowed, "ru"), _allowed(allowed, "en"))


def allowed_by(hedge: Hedge, written: Written | None, *, upper: Written | None) -> Text | None:
    """As `allowed_in_words`, of a number as it was written; None where it was not read exactly."""
    if written is None or (hedge is Hedge.RANGE and upper is None):
        return None
    return allowed_in_words(interval(hedge, written, upper=upper))


def _rounded(quantity: Quantity) -> Iterator[Saying]:
    """The hedged ways, and the bare rounded number where a magnitude shows that it is rounded.

    «Почти» is said of what is at least half of the way there.
    """
    amount, magnitude = quantity.amount, _magnitude(quantity)
    step = _step(amount, magnitude)
    if _is_round(quantity):
        return
    for hedge in (Hedge.MORE_THAN, Hedge.ALMOST, Hedge.ABOUT, Hedge.EXACT):
        number = _to_step(amount, step, rounding=_ROUNDING[hedge])
        is_far = hedge is Hedge.ALMOST and (number - amount) * 2 > step
        if is_far or (hedge is Hedge.EXACT and magnitude == 1):
            continue
        yield Saying(_phrase(hedge, number, unit=quantity.unit.code, magnitude=magnitude), hedge, _ROUNDED_TO[hedge])


def _is_round(quantity: Quantity) -> bool:
    amount = quantity.amount
    if amount < 10:
        return True
    return _to_step(amount, _step(amount, _magnitude(quantity)), rounding=ROUND_FLOOR) == amount


def _magnitude(quantity: Quantity) -> Decimal:
    """The magnitude that the number is said in: of counts from ten thousand on, of money from a thousand on."""
    least = Decimal(1_000) if quantity.unit.code in _MONEY else _FROM_THOUSANDS
    if quantity.amount < least:
        return Decimal(1)
    return next(size for size, _name in _MAGNITUDES if quantity.amount >= size)


def _step(amount: Decimal, magnitude: Decimal) -> Decimal:
    """What the number is rounded to: a tenth of the magnitude, else what two significant digits leave, or tens."""
    if magnitude > 1:
        return magnitude / 10
    return Decimal(10).scaleb(max(0, amount.adjusted() - 2))


def _to_step(amount: Decimal, step: Decimal, *, rounding: str) -> Decimal:
    return (amount / step).quantize(Decimal(1), rounding) * step


def _phrase(hedge: Hedge, number: Decimal, *, unit: str, magnitude: Decimal = Decimal(1)) -> str:
    """The hedge, the number in its magnitude, and the noun in its case."""
    magnitude = magnitude * 1000 if magnitude > 1 and number >= magnitude * 1000 else magnitude
    name = dict(_MAGNITUDES).get(magnitude, "")
    digits = plain_number((number / magnitude).normalize() if magnitude > 1 else number, "ru")
    noun = _NOUNS[unit].many if name else _in_case(number, _NOUNS[unit], is_genitive=hedge in _TAKE_GENITIVE)
    said = NO_BREAK.join(filter(None, (digits, name, noun)))
    return f"{_WORDS[hedge]} {said}".strip()


def _in_case(number: Decimal, noun: Noun, *, is_genitive: bool) -> str:
    if number != number.to_integral_value():
        return noun.of_one
    last_two = int(number) % 100
    last = 0 if last_two in range(11, 15) else last_two % 10
    if last == 1:
        return noun.of_one if is_genitive else noun.one
    return noun.few if last in (2, 3, 4) and not is_genitive else noun.many


def _allowed(allowed: Interval, language: Language) -> str:
    ru = language == "ru"
    said = []
    if allowed.low is not None:
        words = ("не меньше" if ru else "at least") if allowed.low_closed else ("больше" if ru else "more than")
        said.append(f"{words} {plain_number(allowed.low, language)}")
    if allowed.high is not None:
        words = ("не больше" if ru else "at most") if allowed.high_closed else ("меньше" if ru else "less than")
        said.append(f"{words} {plain_number(allowed.high, language)}")
    return (" и " if ru else " and ").join(said)
