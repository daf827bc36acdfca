"""Which values does a number allow, as it was said?

A number in a text carries its precision in the way it is written: «27,4 тыс.» was rounded to hundreds, «230» to
tens. A hedge therefore means an interval of that width, not an open end: «свыше 27,4 тыс.» is said of 27 412 and
not of 31 000, for which a writer would have said «свыше 31 тыс.».
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


class Hedge(StrEnum):
    """How firmly a number is put forward."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    ALMOST = "almost"
    ABOUT = "about"
    RANGE = "range"
    MULTIPLE = "multiple"


@dataclass(frozen=True, slots=True)
class Written:
    """A number as written, in base units.

    `last_digit` is the worth of its last written digit («27,4 тыс.»: 100; «230»: 1); `step` is the rounding that the
    writing betrays: the same, but for whole numbers the zeros at the end count as rounded away («230»: 10).
    """

    value: Decimal
    step: Decimal
    last_digit: Decimal

    @classmethod
    def of(cls, digits: str, magnitude: Decimal = Decimal(1)) -> Written:
        """Read digits such as "27,4", "1 234" or "230", worth `magnitude` each unit.

        Raises decimal.InvalidOperation when the text is no number.
        """
        plain = "".join(digits.split()).replace(",", ".")
        if not _NUMBER.fullmatch(plain):
            raise InvalidOperation(f"“{digits}” is not a number written in digits")
        number = Decimal(plain)
        decimals = len(plain.partition(".")[2])
        last_digit = Decimal(1).scaleb(-decimals) * magnitude
        zeros = 0 if decimals or not number else len(plain) - len(plain.rstrip("0"))
        return cls(number * magnitude, last_digit.scaleb(zeros), last_digit)


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that a statement allows; None is an open end.

    `stated` is the number that was said, where it was one: a difference is told from it and not from the edge of what
    its hedge allows.
    """

    low: Decimal | None
    high: Decimal | None
    low_closed: bool = True
    high_closed: bool = True
    stated: Decimal | None = field(default=None, compare=False)

    def contains(self, value: Decimal) -> bool:
        return not self.is_above(value) and not self.is_below(value)

    def is_above(self, value: Decimal) -> bool:
        """Does the whole interval lie above the value?"""
        return self.low is not None and (value < self.low or (value == self.low and not self.low_closed))

    def is_below(self, value: Decimal) -> bool:
        """Does the whole interval lie below the value?"""
        return self.high is not None and (value > self.high or (value == self.high and not self.high_closed))

    def distance(self, value: Decimal) -> Decimal:
        """How far the value is from what was said: 0 for a value that is allowed, else from the stated number.

        Of a range, which states two numbers, from its nearer end. Positive when the value is the larger one.
        """
        if self.contains(value):
            return Decimal(0)
        if self.stated is not None:
            return value - self.stated
        ends = [value - end for end in (self.low, self.high) if end is not None]
        return min(ends, key=abs)


def interval(hedge: Hedge, written: Written, *, upper: Written | None = None) -> Interval:
    """The values that a hedged number allows. `upper` is the second number of a range.

    more than 27,4 тыс. → [27 400; 27 500) · almost 18,6 тыс. → (18 500; 18 600) · exactly 153 → 153 ± ½ ·
    about → ± the next rounding step, see `_about`. A floor or ceiling («не менее», «до») is a limit, not a rounding,
    and stays open on its other side. Raises ValueError for a range without its upper number.
    """
    if hedge is Hedge.RANGE:
        return _between(written, upper)
    return replace(_around(hedge, written), stated=written.value)


def _around(hedge: Hedge, written: Written) -> Interval:
    value, step = written.value, written.step
    match hedge:
        case Hedge.MORE_THAN:
            return Interval(value, value + step, high_closed=False)
        case Hedge.AT_LEAST:
            return Interval(value, None)
        case Hedge.LESS_THAN:
            return Interval(value - step, value, high_closed=False)
        case Hedge.AT_MOST:
            return Interval(None, value)
        case Hedge.ALMOST:
            return Interval(value - step, value, low_closed=False, high_closed=False)
        case Hedge.ABOUT:
            width = _about(written)
            return Interval(value - width, value + width)
    half = written.last_digit / 2
    return Interval(value - half, value + half)


def _between(lower: Written, upper: Written | None) -> Interval:
    if upper is None:
        raise ValueError("a range needs its upper number")
    return Interval(lower.value, upper.value)


def _about(written: Written) -> Decimal:
    """Half the width of "about": one step coarser than written («около 145»: ± 10).

    A round number would get absurdly wide that way («около 300»: ± 1 000), so the width is at most a tenth of the
    number, and at least the step it is written in.
    """
    return max(written.step, min(written.step * 10, abs(written.value) / 10))
