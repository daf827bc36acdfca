"""What does an investor plan, and can it be reckoned with?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zonebook.measures import Text

MOST_YEARS = 50  # a longer table nobody reads
_TOO_LARGE = Decimal(10) ** 15  # a report takes no larger amount either
_FIRST_YEARS = range(2006, 2101)  # a slip of the keyboard is no year


class PlanError(ValueError):
    """A plan that cannot be reckoned; `says` tells people which field is wrong and what to do."""

    def __init__(self, field: str, says: Text) -> None:
        super().__init__(f"{field}: {says.en}")
        self.field = field
        self.says = says


class Base(StrEnum):
    """What a tax is taken of."""

    PROFIT = "profit"
    PROPERTY = "property"
    LAND = "land"
    VEHICLES = "vehicles"  # the transport tax itself, because it is set by the vehicle and not by a rate
    DUTY = "duty"  # the import duty itself: imports by their own rate


@dataclass(frozen=True, slots=True)
class BenefitPlan:
    """What an investor plans, alike for every year: roubles a year, values in roubles, the duty rate as a share."""

    first_year: int
    years: int
    revenue: Decimal
    profit: Decimal
    property_value: Decimal
    land_value: Decimal
    vehicles_tax: Decimal
    imports: Decimal
    duty_rate: Decimal

    def __post_init__(self) -> None:
        for name in _AMOUNTS:
            value: Decimal = getattr(self, name)
            _must(value.is_finite(), name, says=_NOT_A_NUMBER)
            _must(abs(value) < _TOO_LARGE, name, says=_TOO_LARGE_SAID)
            _must(value >= 0 or name == "profit", name, says=_BELOW_ZERO)
        _must(1 <= self.years <= MOST_YEARS, "years", says=_YEARS)
        _must(self.first_year in _FIRST_YEARS, "first_year", says=_FIRST_YEAR)
        _must(self.profit <= self.revenue, "profit", says=_PROFIT_ABOVE_REVENUE)
        _must(self.duty_rate <= 1, "duty_rate", says=_DUTY_RATE)

    def base(self, of: Base) -> Decimal:
        """The amount that a tax is taken of, in roubles; a loss is no base of a tax."""
        return {
            Base.PROFIT: max(self.profit, Decimal(0)),
            Base.PROPERTY: self.property_value,
            Base.LAND: self.land_value,
            Base.VEHICLES: self.vehicles_tax,
            Base.DUTY: self.imports * self.duty_rate,
        }[of]


_NOT_A_NUMBER = Text("Введите число.", "Type a number.")
_TOO_LARGE_SAID = Text("Число слишком велико. Проверьте единицу — рубли.", "Too large. Check the unit, roubles.")
_BELOW_ZERO = Text("Число не может быть меньше нуля.", "The number cannot be below zero.")
_YEARS = Text(f"Укажите от 1 до {MOST_YEARS} лет.", f"Give 1 to {MOST_YEARS} years.")
_FIRST_YEAR = Text(
    f"Укажите год от {_FIRST_YEARS[0]} до {_FIRST_YEARS[-1]}.",
    f"Give a year from {_FIRST_YEARS[0]} to {_FIRST_YEARS[-1]}.",
)
_PROFIT_ABOVE_REVENUE = Text(
    "Прибыль больше выручки. Проверьте оба числа.", "The profit is above the revenue. Check both numbers."
)
_DUTY_RATE = Text("Ставка пошлины больше 100 %. Введите долю: 5 % — это 0,05.", "A duty above 100%. 5% is 0.05.")
_AMOUNTS = ("revenue", "profit", "property_value", "land_value", "vehicles_tax", "imports", "duty_rate")


def _must(holds: bool, field: str, *, says: Text) -> None:
    if not holds:
        raise PlanError(field, says)
