"""The number words of Russian: every form of every case with its worth.

Plain tables, built once. Cardinals carry their rank (hundreds before tens before ones), so that «двадцать шесть» is
one number and «двадцать тридцать» two.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType


def _forms(value: int, forms: str) -> dict[str, int]:
    return dict.fromkeys(forms.split(), value)


def _teens() -> dict[str, int]:
    stems = "одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат".split()
    return {stem + ending: 11 + at for at, stem in enumerate(stems) for ending in ("ь", "и", "ью")}


def _hundreds() -> dict[str, int]:
    found = _forms(100, "сто ста")
    heads = {
        200: ("двести", "двух", "двум", "двумя"),
        300: ("триста", "трех", "трем", "тремя"),
        400: ("четыреста", "четырех", "четырем", "четырьмя"),
    }
    for value, (nominative, genitive, dative, instrumental) in heads.items():
        forms = (nominative, genitive + "сот", dative + "стам", instrumental + "стами", genitive + "стах")
        found |= dict.fromkeys(forms, value)
    for at, stem in enumerate("пят шест сем восем девят".split()):
        oblique = "восьми" if stem == "восем" else stem + "и"
        forms = (stem + "ьсот", oblique + "сот", oblique + "стам", stem + "ьюстами", oblique + "стах")
        found |= dict.fromkeys(forms, 500 + 100 * at)
    return found


def _tens() -> dict[str, int]:
    found = _forms(20, "двадцать двадцати двадцатью") | _forms(30, "тридцать тридцати тридцатью")
    found |= _forms(40, "сорок сорока") | _forms(90, "девяносто девяноста")
    for at, stem in enumerate("пят шест сем восем".split()):
        oblique = "восьми" if stem == "восем" else stem + "и"
        found |= dict.fromkeys((stem + "ьдесят", oblique + "десяти", stem + "ьюдесятью"), 50 + 10 * at)
    return found


ONES: Mapping[str, int] = MappingProxyType(
    _forms(2, "два две двух двум двумя двое двоих двоим двоими")
    | _forms(3, "три трех трем тремя трое троих троим троими")
    | _forms(4, "четыре четырех четырем четырьмя четверо четверых четверым четверыми")
    | _forms(5, "пять пяти пятью пятеро пятерых пятерым")
    | _forms(6, "шесть шести шестью шестеро шестерых шестерым")
    | _forms(7, "семь семи семью семеро семерых семерым")
    | _forms(8, "восемь восьми восемью восьмью восьмеро")
    | _forms(9, "девять девяти девятью девятеро")
    | _forms(10, "десять десяти десятью десятеро")
    | _teens()
)
TENS: Mapping[str, int] = MappingProxyType(_tens())
HUNDREDS: Mapping[str, int] = MappingProxyType(_hundreds())
ONE: frozenset[str] = frozenset("один одна одно одну одного одной одному одним одном".split())
ZERO: frozenset[str] = frozenset("ноль нуль ноля нуля нолю нулю нолем нулем ноле нуле".split())
DIRECT: frozenset[str] = frozenset(
    "один одна одно одну два две три четыре пять шесть семь восемь девять десять двадцать тридцать сорок пятьдесят"
    " шестьдесят семьдесят восемьдесят девяносто сто двести триста четыреста пятьсот шестьсот семьсот восемьсот"
    " девятьсот тысяча тысячу миллион миллиард триллион полтора полторы".split()
) | frozenset(word for word in ONES if word.endswith("надцать"))
"""Number words in the nominative or accusative; every other form is oblique."""
SOLE: frozenset[str] = frozenset("единственный единственная единственное единственную единственного".split())
ONE_AND_A_HALF: frozenset[str] = frozenset("полтора полторы полутора".split())

_THOUSAND, _MILLION, _MILLIARD, _BILLION = (Decimal(10) ** power for power in (3, 6, 9, 12))
_ENDINGS = ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")

MAGNITUDES: Mapping[str, Decimal] = MappingProxyType(
    dict.fromkeys("тыс тысяча тысячи тысяче тысячу тысячей тысяч тысячам тысячами тысячах".split(), _THOUSAND)
    | dict.fromkeys(("млн", *("миллион" + end for end in _ENDINGS)), _MILLION)
    | dict.fromkeys(("млрд", "милрд", *("миллиард" + end for end in _ENDINGS)), _MILLIARD)
    | dict.fromkeys(("трлн", *("триллион" + end for end in _ENDINGS)), _BILLION)
    | dict.fromkeys("сотня сотни сотне сотню сотней сотен сотням сотнями".split(), Decimal(100))
    | dict.fromkeys("десяток десятка десятку десятком десятке десятков десятками десяткам".split(), Decimal(10))
    | dict.fromkeys("дюжина дюжины дюжину дюжин".split(), Decimal(12))
)
"""What a word multiplies the number before it by («два десятка», «тыс.»)."""

ABBREVIATED: frozenset[str] = frozenset("тыс млн млрд трлн".split())
"""Magnitudes that may carry a dot."""

ALONE: frozenset[str] = frozenset("тысяча тысячу миллион миллиард триллион сотня сотню десяток дюжина дюжину".split())
"""Magnitudes that mean one of them when no number stands before («тысяча рабочих мест»)."""

ALONE_WHEN_HEDGED: frozenset[str] = frozenset(
    "тысячи тысяче миллиона миллиону миллиарда миллиарду триллиона сотни сотне десятка десятку дюжины".split()
)
"""The same in cases that look like a plural: «около тысячи» is 1 000, bare «тысячи» is vague."""

HALVES: Mapping[str, Decimal] = MappingProxyType(
    {
        prefix + word: MAGNITUDES[word]
        for prefix in ("пол", "полу")
        for word in ("тысячи", "миллиона", "миллиарда", "триллиона", "сотни", "десятка", "дюжины")
    }
)
"""«Полмиллиарда», «полумиллиона»: half of the magnitude."""

SHARES: Mapping[str, str] = MappingProxyType(
    dict.fromkeys("половина половины половину половине половиной наполовину".split(), "50")
    | dict.fromkeys("треть трети третью".split(), "33.33")
    | dict.fromkeys("четверть четверти четвертью".split(), "25")
)
"""Parts of a whole as percent; two decimals, as percentages are written."""

MANY_SHARES: Mapping[tuple[int, str], str] = MappingProxyType(
    {(2, "трети"): "66.67", (2, "третей"): "66.67", (2, "третями"): "66.67"}
    | {(3, "четверти"): "75", (3, "четвертей"): "75", (3, "четвертями"): "75"}
)

_FOLD_STEMS = MappingProxyType(
    {"полутора": "1.5", "дву": "2", "двух": "2", "трех": "3", "четырех": "4", "пяти": "5", "шести": "6", "семи": "7"}
    | {"восьми": "8", "девяти": "9", "десяти": "10", "двадцати": "20", "сто": "100"}
)
_FOLD_ENDINGS = "о ый ого ому ым ом ое ая ой ую".split()

RATIOS: Mapping[str, str] = MappingProxyType(
    {stem + "кратн" + ending: value for stem, value in _FOLD_STEMS.items() for ending in _FOLD_ENDINGS}
    | {
        "вдвое": "2", "втрое": "3",
        "вчетверо": "4", "впятеро": "5", "вшестеро": "6", "всемеро": "7", "ввосьмеро": "8", "вдевятеро": "9",
        "вдесятеро": "10",
    }
)  # fmt: skip

_ORDINAL_STEMS = (
    "перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат"
    " шестнадцат семнадцат восемнадцат девятнадцат двадцат"
).split()
_ORDINAL_ENDINGS = "ый ая ое ого ому ом ой ую ым ые ых ыми".split()
_THIRD_ENDINGS = "ий ья ье ьего ьему ьем ьей ью ьим ьи ьих".split()

ORDINALS: Mapping[str, int] = MappingProxyType(
    {
        stem + ending: at
        for at, stem in enumerate(_ORDINAL_STEMS, 1)
        for ending in (_THIRD_ENDINGS if stem == "трет" else _ORDINAL_ENDINGS)
    }
)
