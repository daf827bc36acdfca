"""Which number is written here, and how coarsely?

Reads one number from a row of tokens: digits and words, magnitudes, halves and quarters, compounds such as
«6 тыс. 300», parts of a whole, ratios. Everything in `Decimal`: a published sum must come out to the kopeck.
Digits follow Russian typing: blanks between thousands, a comma before decimals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from zonebook.claims.reading.number_words import (
    ABBREVIATED,
    ALONE,
    ALONE_WHEN_HEDGED,
    DIRECT,
    HALVES,
    HUNDREDS,
    MAGNITUDES,
    MANY_SHARES,
    ONE,
    ONE_AND_A_HALF,
    ONES,
    ORDINALS,
    RATIOS,
    SHARES,
    SOLE,
    TENS,
    ZERO,
)
from zonebook.claims.reading.tokens import Token
from zonebook.measures import Hedge, Written


class Kind(StrEnum):
    """What sort of number it is."""

    CARDINAL = "cardinal"
    ONE = "one"
    ORDINAL = "ordinal"
    SHARE = "share"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as read from tokens first..last (both included).

    `magnitude` is the worth of its last named magnitude, 1 if none («1,1 и 0,5 млрд»: what the first one lacks).
    `hedge` is one that stands inside the number («два с лишним миллиона»). `is_vague` marks a form that is a number
    only behind a hedge («тысячи»).
    """

    kind: Kind
    written: Written
    first: int
    last: int
    magnitude: Decimal = Decimal(1)
    hedge: Hedge | None = None
    is_vague: bool = False
    is_digits: bool = False


_GROUPS = re.compile(r"[0-9][0-9\s]*(?:[.,][0-9]+)?")
_FRACTIONS = {"½": "5", "¼": "25", "¾": "75"}
_TAIL = {"половиной": "5", "четвертью": "25", "третью": "33"}
_UPWARDS = frozenset(("более", "больше", "выше"))
_SURPLUS = frozenset(("лишним", "небольшим", "хвостиком", "лишком"))


def read_numeral(tokens: Sequence[Token], at: int) -> Numeral | None:
    """The number that begins at token `at` of a sentence; None when none begins there."""
    token = tokens[at]
    if token.kind == "ordinal":
        return _ordinal(token.low.partition("-")[0].partition("‑")[0], at)
    if token.kind == "fraction":
        return _part_of_whole(int(token.low[0]), int(token.low[-1]), at=at)
    if token.kind not in ("digits", "word"):
        return None
    if token.kind == "word":
        special = _share(tokens, at) or _ratio(tokens, at) or _ordinal_word(tokens, at)
        if special:
            return special
    first = _part(tokens, at)
    return first and _compound(first, tokens)


def _ordinal(digits: str, at: int, *, words: int = 1) -> Numeral:
    return Numeral(Kind.ORDINAL, Written.of(digits), at, at + words - 1)


def _ordinal_word(tokens: Sequence[Token], at: int) -> Numeral | None:
    low = tokens[at].low
    if low in ORDINALS:
        return _ordinal(str(ORDINALS[low]), at)
    after = _low(tokens, at + 1)
    if low in TENS and ORDINALS.get(after, 99) < 10:
        return _ordinal(str(TENS[low] + ORDINALS[after]), at, words=2)
    return None


def _share(tokens: Sequence[Token], at: int) -> Numeral | None:
    """«Треть», «две трети», «каждый восьмой», «пятая часть», as percent."""
    low = tokens[at].low
    after = _low(tokens, at + 1)
    if low in SHARES:
        return Numeral(Kind.SHARE, Written.of(SHARES[low]), at, at)
    many = MANY_SHARES.get((ONES.get(low, 0), after))
    if many:
        return Numeral(Kind.SHARE, Written.of(many), at, at + 1)
    if low.startswith("кажд") and ORDINALS.get(after, 0) > 1:
        return _one_of(ORDINALS[after], at)
    if ORDINALS.get(low, 0) > 2 and after.startswith(("част", "дол")):
        return _one_of(ORDINALS[low], at)
    return None


def _part_of_whole(count: int, parts: int, *, at: int) -> Numeral | None:
    """«3/4» as percent; «5/2» is no part of a whole."""
    percent = (Decimal(100) * count / parts).quantize(Decimal("0.01")).normalize()
    return Numeral(Kind.SHARE, Written.of(f"{percent:f}"), at, at) if count < parts else None


def _one_of(parts: int, at: int) -> Numeral:
    percent = (Decimal(100) / parts).quantize(Decimal("0.01")).normalize()
    return Numeral(Kind.SHARE, Written.of(f"{percent:f}"), at, at + 1)


def _low(tokens: Sequence[Token], at: int) -> str:
    """The folded token at an index, empty beyond the end."""
    return tokens[at].low if at < len(tokens) else ""


_TIMES_AS_MUCH = re.compile(r"удво\w+|утро\w+")


def _ratio(tokens: Sequence[Token], at: int) -> Numeral | None:
    low = tokens[at].low
    if low in RATIOS:
        return Numeral(Kind.RATIO, Written.of(RATIOS[low]), at, at)
    if _TIMES_AS_MUCH.fullmatch(low):
        return Numeral(Kind.RATIO, Written.of("2" if low.startswith("удво") else "3"), at, at)
    return None


@dataclass(frozen=True, slots=True)
class _Plain:
    """Digits or number words before any magnitude: the digits they stand for, where they end, a hedge inside."""

    digits: str
    last: int
    hedge: Hedge | None = None


def _part(tokens: Sequence[Token], at: int) -> Numeral | None:
    """One number with at most one chain of magnitudes («27,4 тыс.», «полтора десятка», «миллион»)."""
    low = tokens[at].low
    if low in HALVES:
        product, last = _magnitudes(tokens, at)
        magnitude = HALVES[low] * product
        return Numeral(Kind.CARDINAL, Written.of("0.5", magnitude), at, last, magnitude)
    if low in MAGNITUDES:
        return _lone_magnitude(tokens, at)
    plain = _digits(tokens, at) or _words(tokens, at)
    if plain is None:
        is_one = low in ONE or low in SOLE
        return Numeral(Kind.ONE, Written.of("1"), at, at) if is_one else None
    plain = _with_tail(plain, tokens)
    magnitude, last = _magnitudes(tokens, plain.last)
    written = Written.of(plain.digits, magnitude)
    is_digits = tokens[at].kind == "digits"
    return Numeral(Kind.CARDINAL, written, at, last, magnitude, plain.hedge, is_digits=is_digits)


def _lone_magnitude(tokens: Sequence[Token], at: int) -> Numeral | None:
    low = tokens[at].low
    if low not in ALONE and low not in ALONE_WHEN_HEDGED:
        return None
    magnitude, last = _magnitudes(tokens, at - 1)
    return Numeral(Kind.CARDINAL, Written.of("1", magnitude), at, last, magnitude, is_vague=low in ALONE_WHEN_HEDGED)


def _digits(tokens: Sequence[Token], at: int) -> _Plain | None:
    if tokens[at].kind != "digits":
        return None
    low = tokens[at].low
    if low[-1] in _FRACTIONS:
        return _Plain(f"{low[:-1]:0>1}.{_FRACTIONS[low[-1]]}", at)
    digits = _GROUPS.match(low)
    return _Plain(digits[0].rstrip(), at) if digits else None


def _words(tokens: Sequence[Token], at: int) -> _Plain | None:
    """A sum of number words in falling rank; «одна» is a number where a magnitude follows («одна тысяча двести»)."""
    if tokens[at].low in ONE_AND_A_HALF:
        return _Plain("1.5", at)
    if tokens[at].low in ZERO:
        return _Plain("0", at)
    if tokens[at].low in ONE and _low(tokens, at + 1) in MAGNITUDES:
        return _Plain("1", at)
    total, here = 0, at
    for table in (HUNDREDS, TENS, ONES):
        value = table.get(_low(tokens, here))
        is_after_tens = here > at and tokens[here - 1].low in TENS
        if value is not None and not (is_after_tens and value > 9):
            total, here = total + value, here + 1
    if total >= 20 and _low(tokens, here) in ONE:
        total, here = total + 1, here + 1
    return _Plain(str(total), here - 1) if here > at else None


def _with_tail(plain: _Plain, tokens: Sequence[Token]) -> _Plain:
    """«с половиной», «с четвертью», «с лишним» right behind the number."""
    here = plain.last + 1
    if _low(tokens, here) == "+" and tokens[here].start == tokens[plain.last].end:
        return _Plain(plain.digits, here, Hedge.AT_LEAST)
    tail = _low(tokens, here + 1)
    if _low(tokens, here) in ("и", "или") and tail in _UPWARDS and _is_noun_after(tokens, here + 2):
        return _Plain(plain.digits, here + 1, Hedge.AT_LEAST)
    if _low(tokens, here) != "с":
        return plain
    if tail in _TAIL and plain.digits.isdigit():
        return _Plain(f"{plain.digits}.{_TAIL[tail]}", here + 1)
    if tail in _SURPLUS:
        return _Plain(plain.digits, here + 1, Hedge.MORE_THAN)
    return plain


def _is_noun_after(tokens: Sequence[Token], at: int) -> bool:
    """Does a plain word follow, neither a number nor «чем» («30 и более чем 5»)?"""
    low = _low(tokens, at)
    return low.isalpha() and low != "чем" and read_numeral(tokens, at) is None


def _magnitudes(tokens: Sequence[Token], last: int) -> tuple[Decimal, int]:
    """The product of the magnitudes behind token `last`, and where they end; a dot belongs to an abbreviation."""
    product = Decimal(1)
    while _low(tokens, last + 1) in MAGNITUDES:
        last += 1
        product *= MAGNITUDES[tokens[last].low]
        if tokens[last].low in ABBREVIATED and _low(tokens, last + 1) == "." and _low(tokens, last + 2):
            last += 1
    return product, last


def _compound(first: Numeral, tokens: Sequence[Token]) -> Numeral:
    """Adds smaller parts that follow at once: «6 миллиардов 669 миллионов», «тысяча двести»."""
    whole = first
    while whole.kind is Kind.CARDINAL and whole.magnitude >= 1000 and whole.last + 1 < len(tokens):
        part = _part(tokens, whole.last + 1)
        if part is None or not (_continues(whole, part) or _ends_in_one(whole, part, tokens=tokens)):
            break
        sum_of_both = replace(part.written, value=whole.written.value + part.written.value)
        whole = replace(
            whole, written=sum_of_both, last=part.last, magnitude=part.magnitude, hedge=whole.hedge or part.hedge
        )
    return whole


def _ends_in_one(whole: Numeral, part: Numeral, *, tokens: Sequence[Token]) -> bool:
    """Is «один» the last word of a number («одна тысяча один»), in the same case as its first («миллион одной» not)?"""
    is_one = part.kind is Kind.ONE and tokens[part.first].low in ONE
    first = tokens[whole.first].low
    is_spelled = not whole.is_digits and first not in ABBREVIATED
    return is_one and is_spelled and (first in DIRECT) == (tokens[part.first].low in DIRECT)


def _continues(whole: Numeral, part: Numeral) -> bool:
    """Is the part smaller than the last digit before it, so that both are one number?"""
    return (
        part.kind is Kind.CARDINAL
        and not part.is_vague
        and part.written.value < whole.written.last_digit
        and (not part.is_digits or part.written.value >= whole.magnitude / 1000)
        and part.is_digits == whole.is_digits
    )
