"""Where are the words, numbers and sentences of a text?

Every token keeps its place in the text, so that whatever is read later can be quoted exactly. Things that look like
numbers and are none (dates in digits, telephone and law numbers, names such as «МС-21») are tokens of their own:
no later step can take them for a quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

SPACES = " \u00a0\u2007\u2009\u202f"
"""The blanks that may stand between the thousands of a number."""

_LETTER = r"[^\W\d_]"
_PATTERN = re.compile(
    rf"""
    (?P<fraction> (?<![0-9/])[1-9]/[2-9](?![0-9/]) )
  | (?P<opaque>
        <script\b[^<]{{0,5000}}</script\s?> | <[a-z/!][^<>]{{0,300}}>
      | https?://\S+ | [\w.+-]{{1,64}}@[\w-]{{1,64}}\.[\w.]{{1,64}} | \#\w+
      | [0-9]{{19,}}(?:[.,][0-9]+)? | [0-9]+/[0-9]+\b
      | [0-9]{{4}}-[0-9][0-9]-[0-9][0-9] | [0-9]{{1,2}}\.[0-9]{{1,2}}\.[0-9]{{2,4}}
      | \b0[0-9]\.[0-9][0-9]\b | \b[0-9]{{1,2}}:[0-9][0-9](?::[0-9][0-9])?
      | (?:\+7|\b8)[\s(\-]{{0,2}}[0-9]{{3}}[\s)\-]{{0,2}}[0-9]{{3}}[\s\-]?[0-9][0-9][\s\-]?[0-9][0-9]\b
      | №\s?[0-9][\w/.\-]* | [0-9]+-ФЗ\b | [0-9]+-[0-9]{{2,}}-[0-9]+\b | ['’‘][0-9][0-9]\b
      | (?!топ-|ТОП-|Топ-){_LETTER}+[-‑][0-9]+\w* | {_LETTER}+[0-9]\w*
      | [0-9]+[-‑]?(?:лет|дневн|месячн|часов|этажн|метров|тонн|местн|тысячн|миллионн|градусн)[а-яё]{{2,}}
    )
  | (?P<ordinal> [0-9]+[-‑](?:й|я|е|ю|го|му|м|ый|ой|ая|ое|ую|ого|ому|ом|ей|ых|ые|ми)\b )
  | (?P<digits>
        [0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}}){{1,6}}(?![0-9]|[.,][0-9]{{3}}) (?:,[0-9]+)?
      | [0-9]{{0,4}}[½¼¾] | [0-9]+(?:[.,][0-9]+)?
    ) (?: [-‑](?:х|ти|мя|и)\b )?
  | (?P<word> {_LETTER}+(?:[-‑]{_LETTER}+)* | топ-(?=[0-9]) )
  | (?P<newline> \n )
  | (?P<mark> \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Token(NamedTuple):
    """One word, number or mark; `low` is it in lower case with ё as е, `kind` the name of its pattern."""

    kind: str
    text: str
    low: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text in lower case with ё as е and every dash in a word as a hyphen; its length does not change."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.replace("ё", "е").replace("‑", "-")


def tokenize(text: str, *, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of text[start:end], in order, with their offsets in the whole text."""
    low = fold(text)
    stop = len(text) if end is None else end
    return tuple(
        Token(match.lastgroup or "mark", match[0], low[match.start() : match.end()], match.start(), match.end())
        for match in _PATTERN.finditer(text, start, stop)
    )


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def without_invisible(text: str) -> tuple[str, Sequence[int]]:
    """The text without zero-width characters and marks of direction, and where each character of it stood."""
    if not _INVISIBLE.search(text):
        return text, range(len(text) + 1)
    places = [at for at, char in enumerate(text) if not _INVISIBLE.match(char)]
    return "".join(text[at] for at in places), places


_ABBREVIATIONS = frozenset(
    "тыс млн млрд трлн руб долл кв куб га г гг чел коп ед шт мин макс янв фев мар апр июн июл авг сен сент окт ноя дек"
    " пр др т п стр проц".split()
)
_LONGEST = 250
"""Tokens that a sentence has at most: what runs on longer is cut, so that reading stays linear in the text's length."""

_NEVER_LAST = frozenset("ул им д корп стр пос обл гор св ст см рис табл тел просп пер м-р".split())


def sentences(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The sentences as half-open ranges of token indices; a line break ends a sentence too."""
    first = 0
    for index, token in enumerate(tokens):
        is_end = token.kind == "newline" or (token.low in ".!?…" and _ends_sentence(tokens, index))
        if is_end or index - first >= _LONGEST:
            if index > first:
                yield first, index + 1
            first = index + 1
    if first < len(tokens):
        yield first, len(tokens)


def _ends_sentence(tokens: Sequence[Token], index: int) -> bool:
    """Does the mark at `index` end a sentence, or is it the dot of an abbreviation?"""
    after = _next_word(tokens, index + 1)
    if after is None:
        return True
    if tokens[index].low != ".":
        return not after.text[0].islower()
    before = tokens[index - 1] if index else None
    if before is None or before.kind == "mark":
        return not after.text[0].islower()
    if before.low in _NEVER_LAST or _is_initial(before):
        return False
    if before.low in _ABBREVIATIONS:
        is_unit = after.low in ("м2", "м3", "км2")
        return (after.kind == "word" and after.text[0].isupper()) or (after.kind == "opaque" and not is_unit)
    return not after.text[0].islower() and after.start > tokens[index].end


def _is_initial(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isupper() and token.text not in "ЯМ"


def _next_word(tokens: Sequence[Token], index: int) -> Token | None:
    """The next token that is not a mark, at most four tokens on."""
    for token in tokens[index : index + 4]:
        if token.kind not in ("mark", "newline"):
            return token
    return None
