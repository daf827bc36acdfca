"""What a reader of quantities works on: a sentence, and a quantity not yet named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from zonebook.claims.reading.numerals import Numeral
from zonebook.claims.reading.tokens import Token
from zonebook.measures import Hedge, Written

COUNTS = frozenset(("jobs", "people", "companies", "residents", "zones", "projects", "items"))
"""Units that count things, so that a later bare number may count the same things."""

MONEY = frozenset(("RUB", "USD", "EUR"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its own tokens, and those before it; `text` and `low` (folded) are the whole text's.

    `masked` are the tokens that belong to a date, a name, an address: no quantity, whatever their digits.
    """

    text: str
    low: str
    tokens: Sequence[Token]
    earlier: Sequence[Token]
    masked: frozenset[int]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    def unmasked_from(self, at: int) -> Sequence[Token]:
        """The tokens up to the first masked one from `at` on: no noun is sought behind a date."""
        return self.tokens[: next((here for here in range(at, len(self.tokens)) if here in self.masked), None)]


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
        return _times(self.upper.written, self.factor) if self.upper else None

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


@dataclass(frozen=True, slots=True)
class Spot:
    """A quantity in its sentence."""

    sentence: Sentence
    draft: Draft

    @property
    def quote(self) -> str:
        return self.sentence.low[self.draft.start : self.draft.end]

    @property
    def before(self) -> str:
        """The sentence up to the quote, folded."""
        return self.sentence.low[self.sentence.start : self.draft.start]

    @property
    def behind(self) -> str:
        """The sentence behind the quote, folded."""
        return self.sentence.low[self.draft.end : self.sentence.end]

    @property
    def whole(self) -> str:
        return self.sentence.low[self.sentence.start : self.sentence.end]


def _times(written: Written, factor: Decimal) -> Written:
    return Written(written.value * factor, written.step * factor, written.last_digit * factor)
