"""Does an ordinal rank something, or only tell things apart?

«Второе место», «четвёртый год подряд», «в третий раз» say how much; «первая очередь», «12-й инвестор» say which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zonebook.claims.reading.numerals import Kind, Numeral
from zonebook.claims.reading.quantity import Draft, Sentence
from zonebook.claims.reading.units import Counted
from zonebook.measures import Written

_RANKED = re.compile(
    r"\s*(?:(?:же|общее|почетное|командное|итоговое)\s)?(?P<place>мест(?:о|а|е|у|ом)\b|строч\w+|позици[яюией]\w*)"
)
_ON_TO = re.compile(r"\sна\s[\w-]+\s(?:мест|строч|позици)")
_STREAK = re.compile(r"\s*(?P<years>год|сезон|квартал|раз)\sподряд")
_AGAIN = re.compile(r"\s*(?P<items>раз)\b(?!\s+(?:за|в)\s+(?:жизни|истории))")
_NEUTER = re.compile(r".*(?:ое|ого|ом|ому|ым|ье|ьего|ьем|ьим|ую|ью|-е|-го|-м|-ю)$")
_BARE = re.compile(r"\s*(?:[:,;.)«“—–-]|у\b|за\b|досталось|занял|в\b|$)")


def ranked(sentence: Sentence, numeral: Numeral, *, before: Sequence[Draft]) -> Counted | None:
    """The unit of an ordinal that ranks or counts in a row; None for one that merely identifies."""
    end = sentence.tokens[numeral.last].end
    if _ON_TO.match(sentence.low, end, sentence.end):
        return Counted("place", "место", end)
    for pattern, unit in ((_RANKED, "place"), (_STREAK, "years"), (_AGAIN, "items")):
        match = pattern.match(sentence.low, end, sentence.end)
        if match and not (unit == "items" and _is_first(numeral)):
            return Counted("items" if "раз подряд" in match[0] else unit, match[0].strip(), match.end())
    has_place = any(draft.unit == "place" for draft in before)
    if (
        has_place
        and _NEUTER.fullmatch(sentence.tokens[numeral.last].low)
        and _BARE.match(sentence.low, end, sentence.end + 1)
    ):
        return Counted("place", "место", end)
    return None


def _is_first(numeral: Numeral) -> bool:
    """«В первый раз» is no count."""
    return numeral.written.value == 1


_SHORT_LISTS = {"тройк": "3", "пятерк": "5", "десятк": "10"}
_FIRMS = ("резидент", "компани", "предприяти", "инвестор", "работодател", "участник")
_LEADERS = ("лидер", "лучш", "сам", "перв", "рейтинг", "сильн", "крупн")


def short_list(sentence: Sentence, at: int) -> Numeral | None:
    """«Топ-5», «тройка лидеров»: a place no lower than that many.

    «Пятёрка крупнейших компаний вложила» tells who did it, and no place.
    """
    low = sentence.tokens[at].low
    after = sentence.tokens[at + 1 : at + 3]
    if low == "топ":
        digits = next((token for token in after if token.low not in "-‑–"), None)
        if digits is None or digits.kind != "digits" or not digits.low.isdigit():
            return None
        return Numeral(Kind.ORDINAL, Written.of(digits.low), at, at + 1 + after.index(digits))
    size = next((size for stem, size in _SHORT_LISTS.items() if low[:-1] == stem), None)
    if size is None or not any(token.low.startswith(_LEADERS) for token in after[:1]):
        return None
    if low.endswith("а") and any(token.low.startswith(_FIRMS) for token in after[1:]):
        return None
    return Numeral(Kind.ORDINAL, Written.of(size), at, at)
