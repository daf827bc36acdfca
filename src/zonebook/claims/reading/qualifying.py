"""What do words of the sentence add to a number, beside its measure, scope and time?

Each is told by plain words near the number, and left out where they are not plain: «обязуется вложить» is owed,
«вложит» is not; «сократились втрое» falls, «выросли втрое» does not; «пятёрка крупнейших вложила» counts five;
«иностранные компании вложили» is of some only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zonebook.claims.claim import Qualified, Until
from zonebook.claims.reading.entities import Mention
from zonebook.claims.reading.narrowing import narrowed
from zonebook.claims.reading.quantity import MONEY, Spot

_OWED = re.compile(r"(?<!\w)(?:обязу\w+|обязал\w+|обязан[аоы]?|по (?:услови\w+ )?соглашени\w+)(?!\w)")
_ARE_OBLIGATIONS = re.compile(
    r"(?<!\w)обязательств\w*(?![^;:]*(?<!\w)(?:вложил|создал|выполнил|исполнил)\w*)[^;.]{0,60}"
    r"(?:[—–:]|составля\w+|составил\w*|на сумму|достиг\w+)\s*$"
)
_FALLS = re.compile(
    r"(?<!\w)(?:сниз|сниж|сократ|сокращ|упал|падени|паден|уменьш|просе)\w*|(?<!\w)(?:меньше|ниже|дешевле)(?!\w)"
)
_GROWS = re.compile(
    r"(?<!\w)(?:выр(?:о|а)с|раст|рост|увелич|прирост|прирас|прибав|подн|повы|превы|удво|утро)\w*"
    r"|(?<!\w)(?:больше|выше|дороже)(?!\w)"
)
_BORDER = re.compile(r"[;:()]|,\s(?:а|но|зато|при этом|котор\w+)\s")
_OF_THE_WHOLE = frozenset({"share", "rating", "zones", "infrastructure"})
"""Groups in which the words for firms are of the whole, or stand for what is ranked or built."""
_COUNTED = MONEY | {"jobs", "people"}
_LIST_SIZES = {"тройк": 3, "пятерк": 5, "десятк": 10, "двадцатк": 20}
_SIZES = {
    "двух": 2,
    "два": 2,
    "трех": 3,
    "три": 3,
    "четыре": 4,
    "четырех": 4,
    "пять": 5,
    "пяти": 5,
    "десять": 10,
    "десяти": 10,
}
_LARGEST = re.compile(
    r"(?<!\w)(?:(?P<list>тройк|пятерк|десятк|двадцатк)[аеиу]\s(?:сам\w+\s)?(?:крупнейш|лидер|ведущ|сильнейш)\w*"
    r"|топ-?\s?(?P<top>\d{1,2})(?!\w)"
    r"|(?:на\s)?(?P<digits>\d{1,2})\s(?:сам\w+\s)?(?:крупнейш|ведущ)\w+\s(?:\w+\s)?(?:резидент|компани|предприяти|инвестор|работодател)\w*"
    rf"|(?P<word>{'|'.join(_SIZES)})\s(?:сам\w+\s)?(?:крупнейш|ведущ)\w+\s(?:\w+\s)?"
    r"(?:резидент|компани|предприяти|инвестор|работодател)\w*)"
)
_MADE = re.compile(
    r"(?<!\w)(?:созда|сформир|обеспеч|откры|появ|прибав|добав|нов(?:ых|ые|ое)|введ|вв[её]л|организ|дал[аио]?(?!\w)|дадут)\w*"
)
_YEAR = re.compile(r"plan:(?P<year>\d{4})")


@dataclass(frozen=True, slots=True)
class Around:
    """What was read of a number before: its period's code, its measure with its group, whose it is, by which codes."""

    period: str | None
    measure: str
    group: str
    whose: Mention | None = None
    codes: tuple[str, ...] = ()

    @property
    def is_of_somebody(self) -> bool:
        """Is it of firms that are named, or of one that is known not to be?"""
        return any(code.startswith("company:") for code in self.codes) or bool(self.whose and self.whose.is_unnamed)


def qualified(spot: Spot, around: Around) -> Qualified:
    """What the sentence adds to the number."""
    largest = _largest(spot)
    is_of_all = largest is not None or around.is_of_somebody or around.group in _OF_THE_WHOLE
    return Qualified(
        owed=_is_owed(spot),
        until=_until(spot, around.period or ""),
        falls=spot.draft.unit == "times" and _is_falling(spot),
        largest=largest,
        some=None if is_of_all else _some(spot, around),
        may_be_all=spot.draft.unit == "jobs" and around.measure == "jobs_created" and not _MADE.search(spot.whole),
    )


def _some(spot: Spot, around: Around) -> str | None:
    scope = around.whose.text if around.whose else None
    return narrowed(spot, scope=scope, is_known=bool(around.codes), group=around.group)


def reasons(added: Qualified) -> tuple[str, ...]:
    """What was added, as a claim tells how it was read."""
    told = (
        ("owed: by an agreement", added.owed),
        (f"due: {added.until} its year", added.until),
        ("ratio: times less", added.falls),
        (f"only: the {added.largest} largest", added.largest),
        (f"only: {added.some}", added.some),
        ("jobs: created, or all that there are", added.may_be_all),
    )
    return tuple(words for words, is_so in told if is_so)


def _is_owed(spot: Spot) -> bool:
    clause = _BORDER.split(spot.before)[-1]
    return _OWED.search(clause) is not None or _ARE_OBLIGATIONS.search(spot.before) is not None


def _until(spot: Spot, period: str) -> Until | None:
    """How the year of a plan is named: «к 2027 году», «до 2030-го», «к концу 2027 года»."""
    year = _YEAR.fullmatch(period)
    if year is None:
        return None
    named = rf"(?:{year['year']}|года)" if year["year"] not in spot.whole else year["year"]
    if re.search(rf"(?<!\w)(?:(?:к|до)\s(?:самого\s)?(?:конц|окончани)\w+\s|по\s)(?:\w+\s)?{named}", spot.whole):
        return Until.END
    return Until.BY if re.search(rf"(?<!\w)(?:к|до)\s(?:\w+\s)?{named}", spot.whole) else None


def _is_falling(spot: Spot) -> bool:
    """Is the nearest word of change in the clause one of falling?"""
    before, behind = _BORDER.split(spot.before)[-1], _BORDER.split(spot.behind)[0]
    falls, grows = (_distance(pattern, before, behind=behind) for pattern in (_FALLS, _GROWS))
    return falls is not None and (grows is None or falls < grows)


def _distance(pattern: re.Pattern[str], before: str, *, behind: str) -> int | None:
    """How far the nearest of such words stands from the number, in characters."""
    found = [len(before) - match.end() for match in pattern.finditer(before)]
    found += [match.start() for match in pattern.finditer(behind)]
    return min(found, default=None)


def _largest(spot: Spot) -> int | None:
    """How many of the largest are counted, where a list of leaders is the one that did it."""
    if spot.draft.unit not in _COUNTED:
        return None
    found = _LARGEST.search(_BORDER.split(spot.before)[-1]) or _LARGEST.search(_BORDER.split(spot.behind)[0])
    if found is None:
        return None
    if found["list"]:
        return _LIST_SIZES[found["list"]]
    return int(found["top"] or found["digits"]) if found["top"] or found["digits"] else _SIZES[found["word"]]
