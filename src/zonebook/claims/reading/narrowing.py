"""Which words tell that a number is of some only, whom no register knows as such?

«Резиденты вложили 70 млрд» is of all residents; «иностранные резиденты», «один из резидентов», «резиденты в сфере
микроэлектроники», «новый завод», «в среднем резидент» is of some, or of one that is not named. Such a number cannot be
held against the figure of all. The nearest word for who did it decides; an adjective that is not known to mean all of
them narrows, because a claim that is not checked does less harm than one that is wrongly contradicted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from zonebook.claims.reading import morphology
from zonebook.claims.reading.quantity import Spot


class _Who(Enum):
    """One of them, several, or the zone itself."""

    ONE = "one"
    SEVERAL = "several"
    ZONE = "zone"


_KINDS = (
    (_Who.ZONE, r"зон(?:а|ы|е|у|ой|ою)|оэз|технополис\w*|кластер\w*|площадк\w+"),
    (
        _Who.SEVERAL,
        r"(?:компани|организаци)(?:и|й|ям|ями|ях)|предприяти(?:я|й|ям|ями|ях)|резидент(?:ы|ов|ам|ами|ах)"
        r"|фирм(?:ы|ам|ами|ах)?|участник(?:и|ов|ам|ами|ах)|производител(?:и|ей|ям|ями)|инвестор(?:ы|ов|ам|ами)"
        r"|завод(?:ы|ов|ам|ами|ах)",
    ),
    (
        _Who.ONE,
        r"(?:компани|организаци)(?:я|ю|ей)|резидент(?:а|у|ом|е)?|предприяти(?:е|ем|ю|и)|фирм(?:а|у|ой)"
        r"|завод(?:а|у|ом|е)?|фабрик(?:а|у|ой|е)|холдинг(?:а|у|ом|е)?|стартап(?:а|у|ом|е)?"
        r"|производител(?:ь|я|ем)|инвестор(?:а|у|ом)?",
    ),
)
_HOLDER = re.compile("|".join(rf"(?P<{who.name}>(?<![\w-])(?:{words})(?!\w))" for who, words in _KINDS))
_IN_ONE = re.compile(r"(?<!\w)(?:в|на)\s(?:компании|организации|предприятии|производстве|фирме)(?!\w)")
_NAME = "№"
_NAMES = re.compile(r"«[^»]*»|\"[^\"]*\"|“[^”]*”|[a-z][a-z&. -]*[a-z]")
_OF_THE_ZONE = re.compile(r"\s(?:(?:на|в|из)\s)?(?:\w+(?:ой|ей|ых|их|ого|его|ая)\s){0,3}")
"""What may stand between a group and the zone that it belongs to: «компании московской особой экономической зоны»."""

_MAY_BE_ADJECTIVE = re.compile(r"[а-я-]{3,}(?:ые|ие|ых|их|ым|им|ыми|ими)")
_MEANS_ALL = re.compile(
    r"(?:все|эт|наш|сам|всех|котор|высокотехнологичн|инновационн|современн|технологическ|промышленн|производственн|столичн"
    r"|московск|здешн|местн|действующ|работающ|размещенн|расположенн|технополис)\w*|все[хм]?|всеми|эти[хм]?|их"
)
_SOME = re.compile(
    r"(?:(?<!\w)(?:одн(?:а|о|ой|ого|ому|им)|один)\sиз|(?<!\w)(?:част(?:ь|и|ью)|большинств\w+|ряд\w{0,2}|нескольк\w+|групп\w+"
    r"|половин\w+|трет(?:ь|и)|четверт(?:ь|и)|многи\w+|некотор\w+|пар[аеуы]|десятк\w+|кажд\w+))\s(?:[\w-]+\s){0,2}$"
)
_COUNTED = re.compile(
    r"(?<![\w,.])(?:\d{1,3}|дв[ае]|три|четыре|пять|шесть|семь|восемь|девять|десять|двенадцать)\s(?:[\w-]+\s){0,2}$"
)
_DID = re.compile(rf"(?:\s[{_NAME}\w]+){{0,3}}?\s\w+(?:ли|лись|ют|ат|ят|ут)(?!\w)")
_NARROWED_BEHIND = re.compile(
    r"-(?!резидент|участни)[а-я]+|\s(?:в\s(?:сфере|области|отрасли|сегменте|секторе)|по\s(?:производств|выпуск|разработк)|из\s(?!числа)[а-я]+"
    r"|с\s(?:иностранн|участием|численност|зарубежн)|сфер|отрасл|сектор|мал(?:ого|ых)|средн"
    r"|пищев|фарм(?!\w*кластер)|электрон|машиностро|микроэлектрон)\w*"
)
_DOING_SO = re.compile(r",\s(?:занят|производящ|выпускающ|специализир)\w*")
"""Behind a group it narrows; behind a count of all («230 компаний, выпускающих…») it goes on telling of them."""
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:в|на)\s(?:[\w-]+\s)?(?:технопарке|парке|бизнес-центре|корпусе|здании|городе|районе|округе|области|регионе|цехе)(?!\w)"
)
_AVERAGE = re.compile(r"(?<!\w)(?:в\sсреднем|на\s(?:одно|каждо)(?:го|й))(?!\w)")
_A_PART = re.compile(
    r"(?<!\w)(?:в\sтом\sчисле|из\s(?:них|которых|этих)|среди\s(?:них|которых)|в\sих\sчисле|включая|еще|также)\s"
    r"(?:(?!и\s)[\w-]+\s|—\s|–\s){0,3}$"
)
_OUT_OF = re.compile(r"(?:^|[,.;—–]\s?)из\s(?:\w+\s){0,3}?\d[\d ]*\s[а-я]+(?:\s[\w-]+){0,3}\s(?:—\s)?$")
_ITS_OWN = re.compile(r"\d{4}|(?<!\w)(?:год|квартал|полугоди|месяц|резидент|площадк|кластер)\w*|№|«|\"")
"""What a part may be told apart by in the book: a time, the status, a place with its name."""

_NOT_STAFF = re.compile(
    r"(?<!\w)(?:посет|посещ|обуч|стаж[ие]р|участвова|студент|школьник|женщин|мужчин|прошл[аи]?\s(?:\w+\s)?(?:отбор|курс))\w*"
)
_RATE = re.compile(r"(?<!\w)(?:ежегодн\w*|ежемесячн\w*|кажд(?:ый|ые)\s(?:год|месяц|квартал)|в\s(?:год|месяц))(?!\w)")
_EACH = re.compile(r"(?<!\w)по\s$")
_SPENT_ON = re.compile(
    r"(?<!\w)(?:на|в)\s(?:[\w-]+\s)?(?:строительств|оборудовани|модернизаци|закупк|ремонт|разработк|ниокр|благоустройств)\w*"
)
_NOT_ABOUT_IT = re.compile(r"(?:управляющ\w+|статус\w*|звани\w+|данным|словам)\s$")
_SAYS = re.compile(r"(?:\s\w+){0,2}?\s(?:сообщ|рассказ|отмет|отмеч|уточн|заяв|подчерк|добав|сказа|объяв|привод)")
_COUNTS_THEM = frozenset({"companies", "residents"})
_FLOWING = frozenset({"investment", "jobs", "revenue", "taxes", "output", "exports"})
_DID_ONCE = re.compile(r"(?:\s[\w-]+){0,2}?\s\w{3,}(?:ли|лись)(?!\w)")
_APART = re.compile(r"[;:]|(?<!\w)(?:всего|в целом)(?!\w)")


@dataclass(frozen=True, slots=True)
class _Holder:
    """A word for who did it, at text[start:end]."""

    who: _Who
    start: int
    end: int


def narrowed(spot: Spot, *, scope: str | None, is_known: bool, group: str) -> str | None:
    """The words by which a number is of some only; None where it is of all of the scope, or of somebody named.

    `is_known`: the scope is the zone or a part of it that the register knows.
    """
    clause = _clause(spot)
    if group != "salary" and (average := _AVERAGE.search(clause)):
        return average[0]
    if not is_known and (elsewhere := _ELSEWHERE.search(clause)):
        return elsewhere[0]
    if aside := _aside(spot, clause, group=group):
        return aside
    if spot.draft.unit in _COUNTS_THEM:
        return _among_counted(spot)
    return _by_holder(spot, scope, is_known=is_known)


def _aside(spot: Spot, clause: str, *, group: str) -> str | None:
    """Words that make the number a part of another, a rate, or one of people or purposes that are not counted apart."""
    before = re.split(r"[;:]", spot.before)[-1]
    part = _A_PART.search(before) or _OUT_OF.search(before)
    if part is not None and spot.draft.unit != "residents":
        own = before[part.start() + len(part[0].split()[0]) :] + re.split(r"[;,.]", spot.behind, maxsplit=1)[0]
        if not _ITS_OWN.search(own if _A_PART.search(before) else spot.behind):
            return part[0].strip(" ,.;—–")
    if group in _FLOWING and (rate := _RATE.search(clause) or _EACH.search(before)):
        return rate[0].strip()
    if group == "investment" and (purpose := _SPENT_ON.search(clause)):
        return purpose[0]
    if spot.draft.unit == "people" and (kind := _NOT_STAFF.search(clause)):
        return kind[0]
    return None


def _by_holder(spot: Spot, scope: str | None, *, is_known: bool) -> str | None:
    """What the nearest word for who did it says: before the number, or else behind it."""
    before = _without_names(spot.before, scope)
    cut = max((match.end() for match in _APART.finditer(before)), default=0)
    text = before[cut:]
    found = _holders(text)
    if found:
        return _narrows(text, found[-1], is_known=is_known)
    in_one = _IN_ONE.search(text)
    if in_one is not None:
        return in_one[0]
    behind = _without_names(re.split(r"[;:.]|,\s", spot.behind, maxsplit=1)[0], scope)
    first = next(iter(_holders(behind)), None)
    return _narrows(behind, first, is_known=is_known) if first is not None else None


def _clause(spot: Spot) -> str:
    return re.split(r"[;:()]", spot.before)[-1] + spot.quote + re.split(r"[;:(),]", spot.behind, maxsplit=1)[0]


def _without_names(text: str, scope: str | None) -> str:
    """The text with names in quotes, in Latin letters and of the scope blanked, so that their words are not words."""
    for name in (scope or "").lower().replace("ё", "е").split("; "):
        if " " in name and not _HOLDER.fullmatch(name.split()[0]):
            text = text.replace(name, _NAME * len(name))
    return _NAMES.sub(lambda match: _NAME * len(match[0]), text)


def _holders(text: str) -> list[_Holder]:
    """The words for who did it, in order; a zone that a group belongs to is not one of its own."""
    found: list[_Holder] = []
    for one in _words(text):
        last = found[-1] if found else None
        if last is not None and one.who is _Who.ZONE and _OF_THE_ZONE.fullmatch(text[last.end : one.start]):
            if last.who is _Who.ZONE:
                found[-1] = one
            continue
        found.append(one)
    return found


def _words(text: str) -> Iterator[_Holder]:
    for match in _HOLDER.finditer(text):
        if not _NOT_ABOUT_IT.search(text[: match.start()]):
            yield _Holder(_Who[match.lastgroup or ""], match.start(), match.end())


def _narrows(text: str, holder: _Holder, *, is_known: bool) -> str | None:
    """The words by which the holder is some only; a name beside it is its own unless the scope is a known place."""
    before, behind = text[: holder.start], text[holder.end :]
    noun = text[holder.start : holder.end]
    if holder.who is _Who.ZONE:
        return None
    if some := _SOME.search(before):
        return f"{some[0]}{noun}"
    if holder.who is _Who.ONE:
        is_named = behind.lstrip().startswith(_NAME) or before.rstrip().endswith(_NAME)
        return None if (is_named and not is_known) or _SAYS.match(behind) else noun
    if adjective := _narrowing_adjective(before):
        return f"{adjective} {noun}"
    if (counted := _COUNTED.search(before)) and _DID.match(behind):
        return f"{counted[0]}{noun}"
    beside = _NARROWED_BEHIND.match(behind) or _DOING_SO.match(behind)
    return f"{noun}{beside[0]}" if beside else None


def _narrowing_adjective(before: str) -> str | None:
    """The nearest adjective before a noun that does not mean all of them."""
    for word in reversed(before.split()):
        if not _MAY_BE_ADJECTIVE.fullmatch(word) or not morphology.is_adjective(word):
            return None
        if not _MEANS_ALL.fullmatch(word):
            return word
    return None


def _among_counted(spot: Spot) -> str | None:
    """What narrows the counted themselves: «45 фармацевтических компаний», «12 резидентов в сфере медицины»."""
    number_end = spot.sentence.tokens[spot.draft.last].end
    words = spot.sentence.low[number_end : spot.draft.end]
    noun = _HOLDER.search(words)
    if noun is None:
        return None
    adjective = _narrowing_adjective(words[: noun.start()])
    if adjective is not None:
        return f"{adjective} {noun[0]}"
    beside = _NARROWED_BEHIND.match(spot.behind) or _DID_ONCE.match(spot.behind)
    return f"{noun[0]}{beside[0]}" if beside else None
