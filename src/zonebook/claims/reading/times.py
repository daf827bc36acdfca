"""What is said of time around a quantity, and which mention of it is nearest?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zonebook.claims.reading.measuring import Measured
from zonebook.claims.reading.periods import TimeKind, TimeMention
from zonebook.claims.reading.quantity import Spot


@dataclass(frozen=True, slots=True)
class Times:
    """What is known of time: the mentions inside the sentence, what was told before it, the day of publication.

    `last_group` is the group of the quantity read last before the sentence, `grown` the period of the growth read last
    in it («выросли в 1,4 раза и достигли 2,75 млрд»), `completion` the year in which the sentence before says that
    something will be ready.
    """

    inside: Sequence[TimeMention]
    told: str | None
    deadline: int | None
    published: date | None
    is_over: bool = False
    last_group: str | None = None
    grown: str | None = None
    completion: int | None = None

    @property
    def told_year(self) -> int | None:
        return int(self.told[:4]) if self.told and self.told[:4].isdigit() else None

    @property
    def ahead(self) -> list[tuple[int, int]]:
        """Where the sentence names a time that was still to come on the day of publication, as far as is known."""
        return [(mention.start, mention.end) for mention in self.inside if self._is_to_come(mention)]

    def _is_to_come(self, mention: TimeMention) -> bool:
        is_deadline = mention.kind is TimeKind.DEADLINE
        if self.year is None or mention.year is None:
            return is_deadline
        is_later = mention.kind is TimeKind.PERIOD and mention.year > self.year
        return is_later or (is_deadline and mention.year >= self.year)

    def is_base(self, mention: TimeMention, low: str) -> bool:
        """Is it the earlier period of a comparison, though it may look like a deadline («к 2023 году» in 2025)?"""
        is_deadline = mention.kind is TimeKind.DEADLINE
        if is_deadline and mention.year is not None and self.year is not None and mention.year < self.year:
            return True
        return is_compared(low, mention)

    @property
    def past(self) -> list[tuple[int, int]]:
        """Where the sentence names a year that was over on the day of publication."""
        return [
            (mention.start, mention.end)
            for mention in self.inside
            if mention.kind is TimeKind.PERIOD and mention.year and self.year and mention.year < self.year
        ]

    @property
    def year(self) -> int | None:
        return self.published.year if self.published else None


_TELLING = (TimeKind.PERIOD, TimeKind.SINCE_START, TimeKind.NOW, TimeKind.MONTH)
_BRIEF = 15


def nearest(spot: Spot, what: Measured, *, times: Times) -> TimeMention | None:
    """The mention nearest to the quantity, but not the one it is compared with."""
    has_window = what.measure.endswith(("_new", "_closed"))
    telling = [
        mention
        for mention in times.inside
        if (mention.kind in _TELLING or (mention.kind is TimeKind.WINDOW and has_window))
        and not is_compared(spot.sentence.low, mention)
        and not _is_aside(spot, mention)
    ]
    return min(telling, key=lambda mention: gap(spot, mention), default=None)


def _is_aside(spot: Spot, mention: TimeMention) -> bool:
    """Is the mention part of a remark in brackets that tells of something else («(за год прибавилась 21)»)?"""
    low, is_before = spot.sentence.low, mention.end <= spot.draft.start
    between = low[mention.end : spot.draft.start] if is_before else low[spot.draft.end : mention.start]
    inner, outer = (")", "(") if is_before else ("(", ")")
    if between.count(inner) <= between.count(outer):
        return False
    opened = low.rfind("(", spot.sentence.start, mention.start)
    closed = low.find(")", mention.end, spot.sentence.end)
    return (
        opened >= 0 and (closed if closed >= 0 else spot.sentence.end) - opened - (mention.end - mention.start) > _BRIEF
    )


_COMPARED = re.compile(
    r"(?<!\w)(?:к|чем|против|относительно|тем же|больше|уровн(?:я|ю)|показател\w+"
    r"|(?:сравнени[юи]|сопоставлени[юи]|сравнить"
    r"|(?:к|чем|с|со|относительно) (?:показател|уровн|итог|результат|значени|объем)\w*)(?: с)?"
    r"|(?:за|в|к) (?:тот|том|тому|тем) же (?:период|срок|времени|этап|отрезок)\w*"
    r"|(?:аналогичн|соответствующ)\w+ (?:период|отрезк|срок)\w*)\s(?:в\s|за\s)?$"
)
_WITH = re.compile(r"со?\s.*(?:годом|кварталом|полугодием|периодом|месяц(?:ем|ами)|(?:19|20)\d\d-?м)")
"""«С 2023 годом»: the instrumental compares, the genitive («с 2023 года») counts from there."""


def is_compared(low: str, mention: TimeMention) -> bool:
    """Does the mention name the period that something is compared with («чем в 2023 году»)?"""
    words = low[mention.start : mention.end]
    if mention.kind is TimeKind.PERIOD and (words.startswith("к ") or _WITH.fullmatch(words)):
        return True
    return _COMPARED.search(low, max(0, mention.start - 32), mention.start) is not None


def gap(spot: Spot, mention: TimeMention) -> float:
    """How far a mention stands; one behind the quantity counts as farther, and more so beyond a comma."""
    if mention.end <= spot.draft.start:
        passed = spot.sentence.low[mention.end : spot.draft.start]
        return len(passed) + 20 * len(re.findall("[:;]", passed))
    between = spot.sentence.low[spot.draft.end : mention.start]
    if not between.strip(" —–("):
        return len(between) / 2  # «120 млн в 2023-м и 95 млн — в 2022-м»
    return 1.5 * len(between) + 40 * len(re.findall(r"[,;:(—–]", between))
