"""How are words, days and moments said on paper, so that nothing a person typed can break a page?

Words become plain values of JSON: the templates set them as text and never read them as markup. A value is None
where the book does not know; the templates have the words for that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

from zonebook.measures import Text
from zonebook.measures.period_names import MONTHS_EN, MONTHS_RU

# Every letter and sign that the typesetter's own fonts are known to hold (a test sets each of them). A PDF for
# everybody (PDF/UA) may not have a character without a glyph, so others are written as their code: [U+1F600].
LETTERING: Sequence[range] = (
    range(0x20, 0x7F),  # Latin
    range(0xA0, 0xAD),  # « § ©
    range(0xAE, 0x250),  # » ± and the Latin letters of Europe
    range(0x300, 0x370),  # accents put over letters
    range(0x391, 0x3A2),  # Greek
    range(0x3A3, 0x3CF),
    range(0x400, 0x478),  # Cyrillic
    range(0x48C, 0x4C5),
    range(0x4D0, 0x4FA),
    range(0x1E00, 0x1F00),  # Latin with two accents
    range(0x2000, 0x200B),  # spaces by width
    range(0x2010, 0x2028),  # dashes, quotation marks, …
    range(0x202F, 0x2038),
    range(0x2039, 0x203F),
    range(0x2070, 0x2072),  # superscripts and subscripts
    range(0x2074, 0x208F),
    range(0x20AC, 0x20AD),  # €
    range(0x20BD, 0x20BE),  # ₽
    range(0x2116, 0x2117),  # №
    range(0x2122, 0x2123),  # ™
    range(0x2153, 0x215F),  # ⅓
    range(0x2190, 0x2196),  # →
    range(0x2212, 0x2213),  # −
    range(0x221A, 0x221B),  # √
    range(0x2248, 0x2249),  # ≈
    range(0x2260, 0x2261),  # ≠
    range(0x2264, 0x2266),  # ≤ ≥
)
_BLANKS = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")

Said = dict[str, str]


def words(text: str) -> str | None:
    """What a person typed, as one line that can be set; None if there is nothing in it."""
    composed = unicodedata.normalize("NFC", text)
    return _BLANKS.sub(" ", "".join(map(_sign, _BLANKS.sub(" ", composed)))).strip() or None


def _sign(character: str) -> str:
    """One character as it can be printed: marks that show nothing (soft hyphens, turns of direction) are dropped."""
    if any(ord(character) in letters for letters in LETTERING):
        return character
    if unicodedata.category(character) == "Cf":
        return ""
    return f"[U+{ord(character):04X}]"


def both(text: Text | None) -> Said | None:
    """The same words in Russian and in English; the Russian ones stand for both where there are no others."""
    if text is None:
        return None
    ru = words(text.ru)
    return None if ru is None else {"ru": ru, "en": words(text.en) or ru}


def day(value: date | None) -> Said | None:
    """A day in words: «9 сентября 2025 г.», "9 September 2025"."""
    return None if value is None else _spelled(value)


def _spelled(value: date) -> Said:
    return {
        "ru": f"{value.day}\u00a0{MONTHS_RU[value.month]} {value.year}\u00a0г.",
        "en": f"{value.day}\u00a0{MONTHS_EN[value.month]} {value.year}",
    }


def short_day(value: date | None) -> str | None:
    """A day in a column of days: 09.09.2025."""
    return None if value is None else value.strftime("%d.%m.%Y")


def moment(value: datetime) -> Said:
    """A moment to the minute, in its own offset from UTC: «9 сентября 2025 г., 14:05 (UTC+3)»."""
    said = _spelled(value.date())
    return {language: f"{text}, {value:%H:%M} ({_offset(value)})" for language, text in said.items()}


def _offset(value: datetime) -> str:
    sign, hours, minutes = re.findall(r"^([+-])(\d\d)(\d\d)", value.strftime("%z"))[0]
    if hours == minutes == "00":
        return "UTC"
    return f"UTC{sign.replace('-', '−')}{int(hours)}" + ("" if minutes == "00" else f":{minutes}")
