"""Which part of which whole is a share?

A share says something only where both are told: «на Печатники приходится треть рабочих мест зоны» (a site of the zone),
«48 % компаний — резиденты» (residents among companies). «80 % работников — инженеры» tells a part that no register
knows, so what is shared stays open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zonebook.claims.claim import Compared
from zonebook.claims.reading import grown
from zonebook.claims.reading.entities import Mention
from zonebook.claims.reading.measuring import Known
from zonebook.claims.reading.quantity import Spot
from zonebook.claims.reading.register import Register

_COUNTED = (
    (re.compile(r"рабочих мест(?:ах)?"), grown.JOBS_IN_ALL),
    (re.compile(r"сотрудник(?:ов|ах)|работник(?:ов|ах)|персонал[ае]|работающих|занятых"), "employees"),
    (re.compile(r"резидент(?:ов|ах)"), "residents"),
    (re.compile(r"(?:компани|организаци)(?:й|ях|я|и)|предприяти(?:й|ях|е|я)|фирм(?:ах|а)?"), "companies_located"),
    (re.compile(r"выручк[иеу]|оборот[ае]"), "revenue"),
    (re.compile(r"инвестици(?:й|ях)|вложени(?:й|ях)"), "investment"),
    (re.compile(r"налог(?:ов|ах)|налоговых (?:отчислени|поступлени|платеж)\w+"), "taxes_paid"),
    (re.compile(r"экспорт[ае]"), "exports"),
    (re.compile(r"прибыли"), "profit"),
    (re.compile(r"площад(?:и|ей)|территори(?:и|й)"), "area"),
)  # fmt: skip
_ALL = r"(?:(?:общ|совокупн|суммарн|вс)\w+\s)?(?:(?:объем|сумм|числ|количеств|площад)\w*\s)?(?:вс\w+\s)?"
_WORDS = "|".join(pattern.pattern for pattern, _ in _COUNTED)
_REST = r"(?P<whole>(?:\s(?!(?:и|а|но|в|на|за|от|по|из|для)\s)[\w«»\"“”-]+){0,5})"
_OF = re.compile(rf"\s(?:от\s)?{_ALL}(?P<what>{_WORDS})(?!\w){_REST}")
_OF_ALL = re.compile(
    rf"\s(?:от\s)?(?:общ\w+|совокупн\w+|вс(?:ех|его|ей))(?:\s(?:числ|объем|показател|сумм|количеств)\w+)?(?:\s(?:{_WORDS}))?(?!\w){_REST}"
)
_FALLS_TO = re.compile(r"на\s(?:долю\s)?(?P<part>[^,;:()]{2,60}?)\s(?:приход\w+|пришл\w+)\s(?:\w+\s)?$")
_GIVES = re.compile(
    r"(?:да[её]т|дают|дал[аио]?|обеспечи\w+|формиру\w+|сформировал\w*|принос\w+|принес\w*|создал\w*|генериру\w+|занима\w+|платят|платит)"
    r"\s(?:\w+\s)?$"
)
_VERB = re.compile(r"\s(?:вырос|снизил|увеличил|составл|составил|достиг|превы|сократил|упал|поднял|возрос)")
_BY_RESIDENTS = re.compile(
    r"\s(?:обеспечи\w+|формиру\w+|принос\w+|дают|созда\w+|вложен\w*)\s(?:компани\w+-)?резидент(?:ы|ами)(?!\w)"
)
_SHARE_OF = re.compile(
    rf"дол[яиюе]\w*\s(?P<part>[^,;:()—–]{{3,60}}?)\s(?:в|во|от|среди|из)\s{_ALL}(?P<what>{_WORDS})(?!\w){_REST}"
    r"\s*(?:—|–|-|:|(?:составл|составил|достиг|равна|превы|выросла|снизилась|увеличилась)\w*)?[\s\w]{0,20}$"
)
_SHARE = re.compile(
    r"дол[яиюе]\w*\s(?P<part>[^,;:()—–]{3,60}?)\s*(?:—|–|-|(?:составл|составил|достиг|равна|превы)\w*)\s*$"
)
_IN = re.compile(
    r"дол[яиюе]\w*\s(?P<part>[^,;:()—–]{2,60}?)\s(?:в|во|от|среди|из)\s(?P<whole>[^,;:()—–]{3,60}?)\s*[—–-]?\s*$"
)
_ARE_RESIDENTS = re.compile(
    r"(?:\sв\s[^,;:—–]{2,40}?)?\s*(?:[—–-]\s(?:это\s|уже\s)?резидент\w*|(?:уже\s)?явля\w+\sрезидент\w+|(?:уже\s)?(?:име\w+|получил\w*|нос\w+)\sстатус\w*\sрезидент\w*)"
)
_OF_THEM = re.compile(r"(?:из (?:них|которых)|в том числе)\s(?:\w+\s)?$")
_THEM = re.compile(r"\sиз (?:них|которых)(?!\w)")
_AFTER = re.compile(r"[^,;:()—–]{0,40}(?:,\s(?:или|то есть|это|что составляет)|\s?\(|\s[—–])\s*(?:это\s|или\s)?")
_POPULATION = (
    (re.compile(r"(?:\w+-)?резидент(?:ов|ы|ам|ах)?(?:\s(?:зоны|оэз|технополиса|площадки))?"), "residents"),
    (re.compile(r"участник(?:ов|и|ам)?\sкластер\w*"), "cluster"),
)
_THE_ZONE = re.compile(
    r"(?:(?:вс|эт)(?:ей|ю|а|у|ого)\s)?"
    r"(?:зон[аыеу]|оэз|технополис[ау]?|особ(?:ой|ая|ую) экономическ(?:ой|ая|ую) зон[аыеу])"
)
_TITLE = re.compile(
    r"[«»\"“”„]|(?<!\w)(?:особ(?:ая|ую|ой) экономическ(?:ая|ую|ой) зон[ауы]|оэз|зон[ауы]|площадк[ауи]|компани[яюи]"
    r"|технополиса?|завода?|предприяти[ея]|холдинга?|резидента?|ооо|ао|пао|нпо|нпп|сегодня|сейчас|уже"
    r"|(?:в|за) (?:19|20)\d\d(?:-м)?(?: год\w?)?)(?!\w)"
)
"""What may stand beside the name of a part without narrowing it: its kind, quotes, a date."""
_UNKNOWN = Compared(None)


@dataclass(frozen=True, slots=True)
class Share:
    """What is shared, whose part it is, and where the words for the whole stand."""

    measure: str
    part: tuple[int, int] | None
    population: str | None
    whole: tuple[int, int]


def share_of(spot: Spot, before: Sequence[Known] = ()) -> Share | None:
    """The share as the words tell it; None where part or whole is not told."""
    return _of_residents(spot, before) or _by_verb(spot) or _by_noun(spot) or _after_quantity(spot, before)


def shared(
    spot: Spot, scope: Mention | None, *, before: Sequence[Known], zone: Mention | None, register: Register
) -> tuple[Compared, str | None]:
    """What is a part of what, and the population that is the part; open unless part and whole differ."""
    share = share_of(spot, before)
    if share is None:
        return _UNKNOWN, None
    words = spot.sentence.text[slice(*share.whole)].strip()
    zone = None if zone and scope and zone.text == scope.text else zone
    is_of_zone = not words or _THE_ZONE.fullmatch(words.lower()) is not None
    if share.population is not None and not words:
        return Compared(share.measure), share.population
    wholes = register.codes(zone.text if zone else None) if is_of_zone else register.codes(words)
    whole = None if is_of_zone and not wholes else words or None
    if share.population is None and not _is_named(spot, share, scope=scope, is_of_zone=is_of_zone):
        return _UNKNOWN, None
    if share.population is None and wholes and register.codes(scope.text if scope else None) == wholes:
        return _UNKNOWN, None
    return Compared(share.measure, whole=whole, wholes=wholes), share.population


def _is_named(spot: Spot, share: Share, *, scope: Mention | None, is_of_zone: bool) -> bool:
    """Is the part the scope itself and nothing narrower («малые предприятия Печатников»)?"""
    if share.part is None:
        return scope is not None
    words = spot.sentence.low[slice(*share.part)]
    if scope is not None and share.part[0] <= scope.start and scope.end <= share.part[1]:
        inside = scope.start - share.part[0], scope.end - share.part[0]
        words = words[: inside[0]] + words[inside[1] :]
        return not _TITLE.sub("", words).strip(" ,")
    return not is_of_zone and _THE_ZONE.fullmatch(words.strip()) is not None


def outside_whole(spot: Spot, named: Sequence[Mention]) -> Sequence[Mention]:
    """The names that may be the part: those of the whole are not («доля зоны в промышленности области»)."""
    share = None if spot.draft.unit != "percent" else share_of(spot)
    loose = _IN.search(spot.before) if spot.draft.unit == "percent" else None
    if share is not None and share.population is None:
        low, high = share.whole
    elif share is None and loose is not None:
        low, high = (spot.sentence.start + at for at in loose.span("whole"))
    else:
        return named
    return [mention for mention in named if not (low <= mention.start < high or low < mention.end <= high)]


def _measure(words: str) -> str:
    return next(measure for pattern, measure in _COUNTED if pattern.fullmatch(words))


def _shifted(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by


def _of_residents(spot: Spot, before: Sequence[Known]) -> Share | None:
    """«48 % компаний — резиденты», «каждая третья имеет статус», «240 компаний, половина из них — резиденты»."""
    of = _OF.match(spot.behind)
    if of is None:
        return _of_them(spot, before)
    if _measure(of["what"]) != "companies_located":
        return None
    for end in range(of.end("whole"), of.end("what") - 1, -1):
        if _ARE_RESIDENTS.match(spot.behind, end):
            return Share("companies_located", None, "residents", _shifted((of.start("whole"), end), spot.draft.end))
    return None


def _of_them(spot: Spot, before: Sequence[Known]) -> Share | None:
    """A part of the companies that were just counted: «из них 48 % — резиденты», «половина из них — резиденты»."""
    if not before or before[-1][0].unit != "companies":
        return None
    them = _THEM.match(spot.behind)
    if them is None and not _OF_THEM.search(spot.before):
        return None
    if not _ARE_RESIDENTS.match(spot.behind, them.end() if them else 0):
        return None
    return Share("companies_located", None, "residents", (spot.draft.end, spot.draft.end))


def _by_verb(spot: Spot) -> Share | None:
    """«На Печатники приходится треть рабочих мест зоны», «зона даёт 31 % выручки всех ОЭЗ»."""
    of = _OF.match(spot.behind)
    if of is None:
        return None
    ends = range(of.end("whole"), of.end("what") - 1, -1)
    end = next((at for at in ends if _BY_RESIDENTS.match(spot.behind, at)), None)
    if end is not None:
        whole = _shifted((of.start("whole"), end), spot.draft.end)
        return Share(_measure(of["what"]), None, "residents", whole)
    falls = _FALLS_TO.search(spot.before)
    if falls is None and not _GIVES.search(spot.before):
        return None
    part = falls.span("part") if falls else _subject(spot.before)
    population = _population(
        _TITLE.sub("", spot.before[slice(*part)].replace("резидент", "#")).replace("#", "резидент")
    )
    return Share(
        _measure(of["what"]),
        _shifted(part, spot.sentence.start),
        population,
        _shifted(of.span("whole"), spot.draft.end),
    )


def _subject(before: str) -> tuple[int, int]:
    """Where the clause before the quote stands, without its verb."""
    verb = _GIVES.search(before)
    end = verb.start() if verb else len(before)
    return max(before.rfind(mark, 0, end) for mark in ",;:()—–") + 1, end


def _by_noun(spot: Spot) -> Share | None:
    """«Доля резидентов в общем числе компаний — 48 %», «доля Руднево — 30 % инвестиций зоны»."""
    within = _SHARE_OF.search(spot.before)
    if within is not None:
        end = _VERB.split(within["whole"])[0]
        whole = _shifted((within.start("whole"), within.start("whole") + len(end)), spot.sentence.start)
        part = _shifted(within.span("part"), spot.sentence.start)
        return Share(_measure(within["what"]), part, _population(within["part"]), whole)
    told, of = _SHARE.search(spot.before), _OF.match(spot.behind)
    if told is None or of is None:
        return None
    part = _shifted(told.span("part"), spot.sentence.start)
    whole = _shifted(of.span("whole"), spot.draft.end)
    return Share(_measure(of["what"]), part, _population(told["part"]), whole)


def _after_quantity(spot: Spot, before: Sequence[Known]) -> Share | None:
    """«1,8 млрд рублей, или 35 % общего показателя»: a part of what was just counted."""
    last, known = before[-1] if before else (None, None)
    of = _OF_ALL.match(spot.behind)
    if last is None or known is None or of is None or known.is_planned or last.unit in ("percent", "times"):
        return None
    if not _AFTER.fullmatch(spot.sentence.low[last.end : spot.draft.start]):
        return None
    return Share(known.measure, None, None, _shifted(of.span("whole"), spot.draft.end))


def _population(words: str) -> str | None:
    return next((name for pattern, name in _POPULATION if pattern.fullmatch(words.strip())), None)
