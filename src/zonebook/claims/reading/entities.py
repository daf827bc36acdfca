"""Who and what is named in a text?

Finds names as they are written: in quotes («Алабуга», "Центр", “Руднево”), behind an abbreviation (ОЭЗ Москвы),
as «томской ОЭЗ» or «Грязинский участок», in Latin letters, and places of the map. A mention keeps the words as
written, because that is what a reader can check.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from zonebook.claims.reading import morphology


class Size(IntEnum):
    """What is named, the smallest first: of two names before a number the smaller one is meant."""

    COMPANY = 1
    SITE = 2
    NAME = 3
    ZONE = 4
    CLASS = 5
    FOREIGN = 6
    PLACE = 7


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at text[start:end]; `text` is the scope as the labelled texts write it, several joined by «; »."""

    text: str
    start: int
    end: int
    size: Size
    is_unnamed: bool = False

    def parts(self) -> tuple[Mention, ...]:
        """The names of a list, one by one; a single name is its own part."""
        return tuple(replace(self, text=text) for text in self.text.split("; "))


_QUOTED = re.compile(
    r"«[^«»\n]{1,60}«[^«»\n]{1,40}»{1,2}|«[^«»\n]{1,60}»|“[^“”\n]{1,60}”|„[^„“”\n]{1,60}[“”]"
    r'|"[^"\n]{1,40}\s"[^"\n]{1,40}"{1,2}|"(?!\s)[^"\n]{1,60}(?<!\s)"'
)
_KEPT = re.compile(
    r"(?:\(ОЭЗ\)|\b(?:ОЭЗ|ТОСЭР|ТОР|СЭЗ|ООО|ОАО|АО|ПАО|ЗАО|НПО|НПП|ГК|АНО|ФГУП|технополис\w*|Технополис\w*))\s$"
)
_WHOLE_TYPE = re.compile(
    r"(?:особ\w+ экономическ\w+ зон\w+|свободн\w+ экономическ\w+ зон\w+)\s(?:\([А-Я]+\)\s)?$", re.IGNORECASE
)
_ZONE_TYPE = re.compile(r"(?:оэз|тосэр|тор|сэз|зон\w+|\(оэз\)|технополис\w*|территори\w+ опережающ\w+[\w -]*)\s?$")
_SITE_TYPE = re.compile(
    r"(?:площад\w+|территори\w+|участ\w+|парк\w*|технопарк\w*|индустриальн\w+ парк\w*|корпус\w*|кластер\w*)\s$"
)
_COMPANY_TYPE = re.compile(
    r"(?:компани\w+|предприяти\w+|фирм\w+|завод\w*|резидент\w*|корпораци\w+|холдинг\w*|концерн\w*|производител\w+"
    r"|стартап\w*|ооо|оао|ао|пао|зао|нпо|нпп|гк|фгуп|групп\w+|инвестор\w*)\s$"
)
_NOT_A_SCOPE = re.compile(
    r"(?:номинаци\w+|газет\w+|журнал\w*|агентств\w+|портал\w*|издани\w+|канал\w*|рейтинг\w*|форум\w*|выставк\w+"
    r"|конкурс\w*"
    r"|преми\w+|программ\w+|проект\w*|нацпроект\w*|закон\w*|названием|бренд\w*|марк\w+)\s$"
)
_ABBREVIATED = re.compile(r"\b(?:ОЭЗ|ТОСЭР|ТОР|СЭЗ)\s[А-ЯЁA-Z][\w-]+(?:\s[А-ЯЁ][\w-]+){0,2}")
_UNQUOTED = re.compile(
    r"(?<!\w)(?P<kind>[Оо]соб\w+ экономическ\w+ зон(?:а|ы|е|у|ой)|[Тт]ехнопарк(?:а|е|у|ом)?|[Пп]лощадк(?:а|и|е|у|ой))\s"
    r"(?P<name>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*)(?=[\s,.;:)])"
)
_BY_ADJECTIVE = re.compile(
    r"\b(?!(?:турист|росс|город|област|тип))[А-Яа-яё-]{0,40}(?:ск|цк|столичн)(?:ой|ая|ую|ий|ого|ом|ому)\s"
    r"(?:(?:портов|частн|инновационн)\w+\s)?(?:ОЭЗ\b|ТОСЭР\b|особ\w+ экономическ\w+ зон\w+|технопарк\w*"
    r"|индустриальн\w+ парк\w*|технополис\w*|кластер\w*)(?!\s[«\"“])"
)
_PARK = re.compile(r"\b(?:[A-Z]+|[А-ЯЁ][а-яё]+)-(?:парк|кластер|полис|центр)\w*")
_PART = re.compile(
    r"\b(?:[А-ЯЁ][а-яё]{1,40}(?:ск|цк)\w{1,6}\s(?:участ\w+|площадк\w+)|(?:южн|северн|западн"
    r"|восточн)\w+(?:\s(?:площадк\w+|участ\w+)|(?=\s\()))"
)
_CLASSES = re.compile(
    r"(?:(?:столичн|российск|московск|всех|все|межотраслев|отраслев|региональн)\w{0,12}\s){0,2}"
    r"(?:особ\w+ экономическ\w+ зон\b|межотраслев\w+ кластер\w+|индустриальн\w+ парк(?:ов|ах|ам|и)\b"
    r"|технопарк(?:ов|ах|и|ам)\b"
    r"|ОЭЗ\b(?!\s[«\"“А-ЯЁ])|все зоны|кластер(?:ов|ах)\b)"
    r"(?:\s(?:[А-ЯЁ][\w-]+\s)?(?:области|края|республики))?"
)
_OFFICE = re.compile(
    r"(?:(?<=[.!?;]\s)|^)(?:Университет|Институт|Академия|Фонд|Банк|Технопарк|Управляющая компания)(?=\s[а-яё])"
    r"(?:\s[а-яё]{1,30}(?:ия|ов|ей|ого|ой|их|ых)){0,4}"
)
_CLUSTER = re.compile(
    r"(?<!\w)[Кк]ластер(?:а|е|у|ом)?\s(?!компани|предприяти|организаци|резидент|участник|зон|технополис|город|регион)"
    r"[а-яё-]{3,30}(?:ов|ий|ики|ства|ния|ции|мии|логии|ии|ей|ых\s[а-яё-]{3,30})(?:\sи\s[а-яё-]{4,30}(?:ов|ий|ики|ства|ния|ции|ии))?"
    r"(?!\w)"
)
"""«Кластер фармацевтики», «кластера беспилотных систем»: named by what it makes."""
_LATIN = re.compile(r"\b[A-Z][A-Za-z&]{2,}(?:[ -][A-Z][A-Za-z&]+)*")
_NOT_LATIN = re.compile(r"^[IVXL]+$|Telegram|Global|Free|VK|Forbes|YouTube|RuTube|COVID|GPT|Max\b|fDi|FDI")
_REGION = re.compile(
    r"\b[А-ЯЁ][\w-]{1,40}(?:ой|ая|ую|ий|ого|ом|ому|ем)\s(?:област[иьею]+|кра[йяею]|кра[её]м|округ\w*|район\w*)"
    r"|\bреспублик[еиау](?:\s[А-ЯЁ]\w+)?"
    r"|\b(?:городе|области|регионе|стране)\b"
)
_CAPITAL = re.compile(r"(?<![\w«\"“-])[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*(?!\w)")
_UNNAMED = re.compile(
    r"(?<!\w)(?:один|одна|одно) из (?:участников|резидентов|предприятий|компаний|членов|участниц|организаций|заводов)"
    r"(?:\s[\w-]+){0,4}?\s(?=(?:ОЭЗ|кластер|ТОСЭР|[«“\"]))",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"(?<![\w.])(?:(?P<name>[А-ЯЁ][а-яё]+)\s|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?)$")
_LONGEST_GIVEN = 30
_LONGEST_NAME = 5
_GAP_OF_FIRMS = re.compile(r"\s*(?:,|и|,\s?а также|;)\s*(?:[а-яё]+\s)?")
"""Between firms their kind may stand: «компания „Альфа“ и холдинг „Бета“»."""

_LIST_GAP = re.compile(r"\s*(?:,|и|,\s?а также|;)\s*")


def mentions(text: str, stop: int, *, known: Sequence[Mention] = ()) -> tuple[Mention, ...]:
    """Every name in text[:stop], in order and without overlaps; names listed together are one mention.

    `known` are names of the register; a name in quotes or behind its kind says more and comes before them.
    """
    found: list[Mention] = []
    taken = bytearray(len(text))
    for mention in (*_quoted(text, stop), *_abbreviated(text, stop), *known, *_others(text, stop)):
        if 1 not in taken[mention.start : mention.end]:
            found.append(mention)
            taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    return tuple(sorted(_listed(text, sorted(found, key=lambda one: one.start)), key=lambda one: one.start))


def is_surname_at(text: str, start: int) -> bool:
    """Does the word at `start` follow somebody's given name or initial («Пётр Иванов», «П. Иванов»)?"""
    before = _GIVEN.search(text, max(0, start - _LONGEST_GIVEN), start)
    return before is not None and (before["name"] is None or morphology.is_given_name(before["name"].lower()))


def unnamed_members(text: str, stop: int, *, named: Sequence[Mention]) -> tuple[Mention, ...]:
    """«Один из участников кластера ОЭЗ «…»»: one member, not named, of what is named next."""
    found = []
    starts = [mention.start for mention in named]
    for match in _UNNAMED.finditer(text, 0, stop):
        at = bisect_left(starts, match.end() - 12)
        whole = named[at] if at < len(named) else None
        if whole is not None and whole.start <= match.end() + 40:
            found.append(
                Mention(text[match.start() : whole.end], match.start(), whole.end, Size.COMPANY, is_unnamed=True)
            )
    return tuple(found)


def _quoted(text: str, stop: int) -> Iterable[Mention]:
    for match in _QUOTED.finditer(text, 0, stop):
        name = match[0][1:-1] if match[0].count("«") < 2 and match[0].count('"') < 3 else match[0][1:]
        before = text[max(0, match.start() - 60) : match.start()]
        if not _is_name(name) or _NOT_A_SCOPE.search(before.lower()):
            continue
        kept, whole = _KEPT.search(before), _WHOLE_TYPE.search(before)
        start = match.start()
        shown = name
        if whole and "(" in whole[0]:
            start, shown = match.start() - len(whole[0]), whole[0] + match[0]
        elif kept:
            start, shown = match.start() - len(kept[0]), kept[0] + match[0]
        yield Mention(shown.strip(), start, match.end(), _size(before.lower()))


def _is_name(name: str) -> bool:
    """Is the quoted text a name, and not speech, a word used with a grain of salt, or a newspaper?"""
    words = name.split()
    return bool(
        words
        and len(words) <= _LONGEST_NAME
        and name[:1].isupper()
        and not re.search(r"[.!?,:;…]", name.strip())
        and not (len(words) > 2 and morphology.is_verb(words[1].lower()))
    )


def _size(before: str) -> Size:
    if _COMPANY_TYPE.search(before):
        return Size.COMPANY
    if _SITE_TYPE.search(before):
        return Size.SITE
    return Size.ZONE if _ZONE_TYPE.search(before) else Size.NAME


def _abbreviated(text: str, stop: int) -> Iterable[Mention]:
    """«ОЭЗ Москвы», «технопарк Строгино»: names without quotes behind their kind."""
    for match in _ABBREVIATED.finditer(text, 0, stop):
        yield Mention(match[0], match.start(), match.end(), Size.ZONE)
    for match in _UNQUOTED.finditer(text, 0, stop):
        yield Mention(match["name"], match.start("name"), match.end("name"), _size(match["kind"].lower() + " "))


_PATTERNS = (
    (_BY_ADJECTIVE, Size.ZONE),
    (_CLUSTER, Size.SITE),
    (_PARK, Size.NAME),
    (_PART, Size.SITE),
    (_OFFICE, Size.COMPANY),
    (_CLASSES, Size.CLASS),
    (_LATIN, Size.FOREIGN),
    (_REGION, Size.PLACE),
)


def _others(text: str, stop: int) -> Iterable[Mention]:
    for pattern, size in _PATTERNS:
        for match in pattern.finditer(text, 0, stop):
            if size is Size.FOREIGN and _NOT_LATIN.search(match[0]):
                continue
            yield Mention(match[0], match.start(), match.end(), size)
    for match in _CAPITAL.finditer(text, 0, stop):
        if morphology.is_place(match[0].lower()) and not is_surname_at(text, match.start()):
            yield Mention(match[0], match.start(), match.end(), Size.PLACE)


def _listed(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Joins names that stand in one list: «A», «B» и «C»."""
    joined: list[Mention] = []
    for mention in found:
        last = joined[-1] if joined else None
        is_name = mention.size is Size.SITE or (mention.size <= Size.ZONE and text[mention.end - 1] in '»”"')
        is_alike = last is not None and (text[last.end - 1] in '»”"' or last.size is mention.size is Size.SITE)
        gap = _GAP_OF_FIRMS if last and last.size is mention.size is Size.COMPANY else _LIST_GAP
        if last and is_name and is_alike and gap.fullmatch(text[last.end : mention.start]):
            first = re.sub(r"^(?:ТОСЭР|ОЭЗ|ТОР)\s[«“\"](.*)[»”\"]$", r"\1", last.text)
            joined[-1] = Mention(f"{first}; {mention.text}", last.start, mention.end, last.size)
        else:
            joined.append(mention)
    return joined
