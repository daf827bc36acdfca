"""What a reader of quantities works on: a sentence, and a quantity not yet named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from zonebook.claims.numerals import Numeral
from zonebook.claims.tokens import Token
from zonebook.measures import Hedge, Written

COUNTS = frozenset(("jobs", "people", "companies", "residents", "zones", "projects", "items"))
"""Units that count things, so that a later bare number may count the same things."""

MONEY = frozenset(("RUB", "USD", "EUR"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens first..stop of a text; `low` is the whole text folded, `masked` the stretches that are no quantity."""

    text: str
    low: str
    tokens: Sequence[Token]
    first: int
    stop: int
    masked: frozenset[int]

    @property
    def start(self) -> int:
        return self.tokens[self.first].start

    @property
    def end(self) -> int:
        return self.tokens[self.stop - 1].end

    def is_masked(self, at: int) -> bool:
        """Does token `at` belong to a date, a name or an address?"""
        return at in self.masked

    def clause_stop(self, at: int) -> int:
        """The first masked token from `at` on, or the end of the sentence: no noun is sought behind it."""
        return next((here for here in range(at, min(self.stop, at + 8)) if here in self.masked), self.stop)


@dataclass(frozen=True, slots=True)
class Draft:
    """A number with its hedge and, once known, its unit; start..end is the quote."""

    start: int
    end: int
    numeral: Numeral
    hedge: Hedge
    unit: str
    noun: str = ""
    factor: Decimal = Decimal(1)
    upper: Numeral | None = None
    why: tuple[str, ...] = ()

    @property
    def last(self) -> int:
        """The last token of the number."""
        return (self.upper or self.numeral).last

    @property
    def is_count(self) -> bool:
        return self.unit in COUNTS

    @property
    def is_money(self) -> bool:
        return self.unit in MONEY

    @property
    def written(self) -> Written:
        """The number in base units."""
        return _times(self.numeral.written, self.factor)

    @property
    def upper_written(self) -> Written | None:
        return self.upper and _times(self.upper.written, self.factor)

    def starting(self, start: int) -> Draft:
        return replace(self, start=start)

    def hedged(self, hedge: Hedge) -> Draft:
        return replace(self, hedge=hedge)

    def of_unit(self, unit: str, why: str, *, noun: str | None = None, factor: Decimal | None = None) -> Draft:
        """The same number with the unit that `why` gives it."""
        return replace(
            self,
            unit=unit,
            noun=self.noun if noun is None else noun,
            factor=self.factor if factor is None else factor,
            why=(*self.why, f"unit: {why}"),
        )

    def worth(self, magnitude: Decimal) -> Draft:
        """The same digits in the magnitude that a neighbour named («1,1 и 0,5 млрд»)."""
        numeral = replace(self.numeral, written=_times(self.numeral.written, magnitude), magnitude=magnitude)
        return replace(self, numeral=numeral)


def _times(written: Written, factor: Decimal) -> Written:
    return Written(written.value * factor, written.step * factor, written.last_digit * factor)
