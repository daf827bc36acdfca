"""How much of what? An exact amount and its unit.

Stores keep integers: an amount times ten to the unit's `scale` (roubles as kopecks). Rounding happens only where
a number is shown, so a conversion that would lose a digit is an error here, never a silent loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Literal

_LARGEST_STORED = 2**63 - 1
_WIDE = Context(prec=100)
"""Enough digits for any amount a person writes: the usual 28 would round a longer one in silence."""


class QuantityError(ValueError):
    """An amount that its unit cannot hold exactly, or a unit that is not known."""


class UnitMismatch(QuantityError):
    """Two amounts of different units were added or compared."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: its code, the decimals that stores keep, and its names."""

    code: str
    scale: int
    ru: str
    en: str

    @classmethod
    def of(cls, code: str) -> Unit:
        """The unit of a code. Raises QuantityError with the known codes."""
        try:
            return _UNITS[code]
        except KeyError:
            raise QuantityError(f"unknown unit “{code}”; known: {', '.join(_UNITS)}") from None

    def title(self, language: Literal["ru", "en"] = "ru") -> str:
        return self.ru if language == "ru" else self.en

    def to_stored(self, amount: Decimal) -> int:
        """The integer that stores keep.

        Raises QuantityError when the amount has more decimals than the unit, or does not fit the stores' 64 bits.
        """
        if not amount.is_finite() or abs(amount) > _LARGEST_STORED:
            raise QuantityError(f"{amount} {self.code} is more than a store can keep")
        scaled = amount.scaleb(self.scale, _WIDE)
        if scaled != scaled.to_integral_value(context=_WIDE):
            raise QuantityError(f"{amount} {self.code} has more than {self.scale} decimals")
        if abs(scaled) > _LARGEST_STORED:
            raise QuantityError(f"{amount} {self.code} is more than a store can keep")
        return int(scaled)

    def from_stored(self, stored: int) -> Decimal:
        """The exact amount behind a stored integer, without a trailing exponent."""
        return Decimal(stored).scaleb(-self.scale, _WIDE) if self.scale else Decimal(stored)


_UNITS = {
    unit.code: unit
    for unit in (
        Unit("RUB", 2, "₽", "RUB"),
        Unit("USD", 2, "$", "USD"),
        Unit("EUR", 2, "€", "EUR"),
        Unit("jobs", 0, "рабочих мест", "jobs"),
        Unit("people", 1, "чел.", "people"),
        Unit("companies", 0, "компаний", "companies"),
        Unit("residents", 0, "резидентов", "residents"),
        Unit("zones", 0, "зон", "zones"),
        Unit("projects", 0, "проектов", "projects"),
        Unit("items", 0, "ед.", "items"),
        Unit("ha", 4, "га", "ha"),
        Unit("sqm", 2, "м²", "m²"),
        Unit("percent", 4, "%", "%"),
        Unit("times", 4, "раз", "times"),
        Unit("place", 0, "место", "place"),
        Unit("years", 0, "лет", "years"),
        Unit("flag", 0, "да/нет", "yes/no"),
        Unit("other", 4, "ед.", "units"),
    )
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact amount of a unit; adds and compares with its own unit only."""

    amount: Decimal
    unit: Unit

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.amount + self._same(other), self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.amount - self._same(other), self.unit)

    def __lt__(self, other: Quantity) -> bool:
        return self.amount < self._same(other)

    def _same(self, other: Quantity) -> Decimal:
        if other.unit != self.unit:
            raise UnitMismatch(f"{self.unit.code} and {other.unit.code} do not mix")
        return other.amount
