"""How do people write a number of three digits or so, with a hedge, and which values does that allow?

Written for planted sentences, apart from the reader: another hand, so that a mistake of the reader is seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from num2words import num2words

_MAGNITUDES = ((10**9, ("млрд", "миллиардов")), (10**6, ("млн", "миллионов")), (10**3, ("тыс.", "тысяч")))
_GAPS = ("\u00a0", " ", "\u202f", "")
_WORDS_UP_TO = 400


@dataclass(frozen=True)
class Number:
    """A number as it will be written: a hedge word or none, the value, what it was rounded to, the end of a range."""

    hedge: str
    value: Decimal
    step: Decimal
    upper: Decimal | None = None

    def allows(self, figure: Decimal) -> bool:
        """Would a careful person say that the words are true of the figure?"""
        step = max(self.step, _zeros(self.value))
        match self.hedge:
            case "более" | "свыше" | "больше":
                return self.value <= figure < self.value + step
            case "почти" | "менее":
                return self.value - step < figure < self.value
            case "не менее":
                return figure >= self.value
            case "не более":
                return figure <= self.value
            case "от":
                return self.upper is not None and self.value <= figure <= self.upper
            case "":
                return abs(figure - self.value) <= self.step / 2
        return abs(figure - self.value) <= max(step, min(step * 10, self.value / 10))


def _zeros(value: Decimal) -> Decimal:
    """The worth of the last digit that is not a nought: 4 900 → 100."""
    return Decimal(1).scaleb(value.normalize().as_tuple().exponent)


def wording(number: Number, random: Random) -> str:
    """The number in the words and digits of a newspaper."""
    if number.upper is not None:
        return f"от {_digits(number.value, number.step, random)} до {_digits(number.upper, number.step, random)}"
    words = _in_words(number, random) or _digits(number.value, number.step, random)
    return f"{number.hedge} {words}".strip()


def _in_words(number: Number, random: Random) -> str:
    small = not number.hedge and number.step == 1 and number.value <= _WORDS_UP_TO
    return num2words(int(number.value), lang="ru") if small and random.random() < 0.3 else ""


def _digits(value: Decimal, step: Decimal, random: Random) -> str:
    """4900 → «4 900», «4,9 тыс.», «4,9 тысяч»: never with fewer digits than it was rounded to."""
    for worth, names in _MAGNITUDES:
        if value >= worth and (step >= worth / 1000 and (step > 1 or random.random() < 0.2)):
            shown = (value / worth).quantize(step / worth) if step < worth else value / worth
            plain = f"{shown:f}".replace(".", ",")
            return f"{plain}{random.choice(_GAPS[:2])}{random.choice(names)}"
    return f"{int(value):,}".replace(",", random.choice(_GAPS))
