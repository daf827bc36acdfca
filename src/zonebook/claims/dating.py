"""Which period does a quantity describe?

A promise carries its year (plan:2030); a state is as_of; what happened carries the period said nearest to it, and
with none said it is everything since the start. Growth carries the later of the two periods it compares.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zonebook.claims import lexicon
from zonebook.claims.measuring import Measured
from zonebook.claims.periods import TimeKind, TimeMention
from zonebook.claims.quantity import Spot

AS_OF = "as_of"
CUMULATIVE = "cumulative"
OVER = ("за ", "по итогам ", "итоги ", "с начала ", "с января")
"""How words begin that tell over which time something happened."""

_TOTAL = re.compile(
    r"(?<!\w)(?:всего|общ(?:ее|ий|ая|им)|совокупн\w+|суммарн\w+|уже|достиг\w*|накоплен\w+|в целом)(?!\w)"
)
_DONE = frozenset("buildings plants area_building cost visitors number projects applications capacity".split())
"""States that become flows beside «за 2024 год»: what was built, lent, visited or held in that time."""

_INHERITING = frozenset("growth salary taxes revenue rating jobs_growth investment_state".split())


@dataclass(frozen=True, slots=True)
class Times:
    """What is known of time: the mentions inside the sentence, what was told before it, the day of publication."""

    inside: Sequence[TimeMention]
    told: str | None
    deadline: int | None
    published: date | None
    is_over: bool = False

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


@dataclass(frozen=True, slots=True)
class Dating:
    """A period and the words that gave it."""

    period: str | None
    why: str


def dated(spot: Spot, what: Measured, *, times: Times) -> Dating:
    """The period of a quantity of which `what` is known."""
    if what.is_planned and _may_be_planned(what) and not _opens_change(spot):
        return _planned(spot, what, times=times)
    if _is_base(spot, what, times=times):
        return Dating(_shifted(times.told or str(times.year or ""), years=-1), "a year earlier")
    mention = _nearest(spot, what, times=times)
    if _has_period(what) or _happened_in(spot, what, mention=mention):
        if mention is not None:
            is_total = _is_total(spot, what, mention=mention)
            return Dating(CUMULATIVE, "a total") if is_total else _said(spot, what, mention=mention, times=times)
        carried = _carried(spot, what, times=times)
        if carried is not None:
            return carried
    return _unsaid(spot, what, mention=mention, times=times)


def _carried(spot: Spot, what: Measured, *, times: Times) -> Dating | None:
    """The period of the sentences before, where this one goes on with it."""
    if not times.told:
        return None
    if any(one.kind is TimeKind.SAME for one in times.inside):
        return Dating(times.told, "the same period")
    if what.group in _INHERITING or what.measure in _INHERITING:
        return Dating(times.told, "as before")
    if times.is_over and what.measure in lexicon.FLOWS and not _TOTAL.search(spot.whole):
        return Dating(times.told, "over the period told before")
    return None


_ALL_OF_THEM = re.compile(r"(?<!\w)(?:общ(?:ее|ий|ая) (?:их )?(?:числ|количеств|сумм|объем)|а всего|а их общее)")


def _is_total(spot: Spot, what: Measured, *, mention: TimeMention) -> bool:
    """Does the number's clause tell the total, and one before it the period («с января 520, а общее их число 6000»)?"""
    clause = spot.sentence.start + max(spot.before.rfind(","), spot.before.rfind(";")) + 1
    is_outside = mention.end <= clause
    is_total = what.measure in lexicon.SINCE_START_BY_DEFAULT
    return is_total and is_outside and _ALL_OF_THEM.search(spot.sentence.low, clause, spot.draft.start) is not None


def _happened_in(spot: Spot, what: Measured, *, mention: TimeMention | None) -> bool:
    """Was it done over a period («за прошлый год ввели четыре корпуса»), though by its measure it is a state?"""
    if mention is None or mention.kind is not TimeKind.PERIOD or mention.code is None or what.measure not in _DONE:
        return False
    said = spot.sentence.low[mention.start : mention.end]
    return said.startswith(OVER) and (mention.end <= spot.draft.start or _gap(spot, mention) < _NEAR)


def _has_period(what: Measured) -> bool:
    return what.measure in lexicon.FLOWS or what.group in lexicon.OF_A_PERIOD


def _may_be_planned(what: Measured) -> bool:
    if what.measure.endswith("_planned") or what.measure in ("projects", "applications", "visitors"):
        return True
    is_state = what.measure.endswith(("_potential", "_under_construction", "_expanding"))
    return what.group not in ("rating", "salary", "taxes", "other") and not is_state


def _opens_change(spot: Spot) -> bool:
    """Is this the present value in «с 220 до 417 га», «к 180 гектарам добавят 95»?"""
    if spot.before.endswith(" к ") and re.match(r"\s(?:добав|прибав)", spot.behind):
        return True
    opens = spot.before.endswith((" с ", " со "))
    return opens and re.match(r"[\w. ]{0,20}\sдо\s", spot.behind) is not None


def _planned(spot: Spot, what: Measured, *, times: Times) -> Dating:
    ahead = [mention for mention in times.inside if _is_ahead(spot, mention, year=times.year)]
    best = min(ahead, key=lambda mention: _gap(spot, mention), default=None)
    if best is not None and (best.year or times.year):
        return Dating(f"plan:{best.year or times.year}", spot.sentence.text[best.start : best.end])
    is_sum = what.group in ("revenue", "growth", "investment", "taxes")
    if times.deadline and is_sum and not times.inside:
        return Dating(f"plan:{times.deadline}", "the deadline of the sentence before")
    if times.told_year and times.year and is_sum and what.group != "investment" and times.told_year >= times.year:
        return Dating(f"plan:{times.told_year}", "as before")
    return Dating("plan", "promised")


def _is_ahead(spot: Spot, mention: TimeMention, *, year: int | None) -> bool:
    """Does the mention say when a promise falls due?"""
    if mention.kind is TimeKind.DEADLINE:
        return True
    if mention.kind is not TimeKind.PERIOD or mention.year is None or year is None:
        return False
    is_this_year = mention.code == str(year) and _gap(spot, mention) < 60
    return mention.year > year or is_this_year


_NEAR = 15
"""Within how many characters a mention of time belongs to a state."""

_EVENT = re.compile(
    r"(?:получ|выда|прове|подписа|заключ|оформ|зарегистрир|выпуст|постав|запуст|привл|созда)\w*(?:л[аио]?|н[аоы]?)(?!\w)"
)
"""What happened, and did not only exist: «получили 140 патентов»."""

_TELLING = (TimeKind.PERIOD, TimeKind.SINCE_START, TimeKind.NOW)


def _nearest(spot: Spot, what: Measured, *, times: Times) -> TimeMention | None:
    """The mention nearest to the quantity, but not the one it is compared with."""
    has_window = what.measure.endswith(("_new", "_closed"))
    telling = [
        mention
        for mention in times.inside
        if (mention.kind in _TELLING or (mention.kind is TimeKind.WINDOW and has_window))
        and not is_compared(spot.sentence.low, mention)
        and not _is_aside(spot, mention)
    ]
    return min(telling, key=lambda mention: _gap(spot, mention), default=None)


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
        opened >= 0 and (closed if closed >= 0 else spot.sentence.end) - opened - (mention.end - mention.start) > _NEAR
    )


_COMPARED = re.compile(
    r"(?<!\w)(?:к|чем|против|относительно|сравнению с|уровню|уровня|тем же|больше|показател\w+)\s(?:в\s|за\s)?$"
)


def is_compared(low: str, mention: TimeMention) -> bool:
    """Does the mention name the period that something is compared with («чем в 2023 году»)?"""
    opens = low[mention.start : mention.start + 2] == "к " and mention.kind is TimeKind.PERIOD
    return opens or _COMPARED.search(low, max(0, mention.start - 25), mention.start) is not None


def _gap(spot: Spot, mention: TimeMention) -> float:
    """How far a mention stands; one behind the quantity counts as farther, and more so beyond a comma."""
    if mention.end <= spot.draft.start:
        passed = spot.sentence.low[mention.end : spot.draft.start]
        return len(passed) + 20 * len(re.findall("[:;]", passed))
    between = spot.sentence.low[spot.draft.end : mention.start]
    if not between.strip(" —–("):
        return len(between)
    return 1.5 * len(between) + 40 * len(re.findall(r"[,;:(—–]", between))


_FORMER = re.compile(r"(?:вместо|(?<!\w)был[аои]?|(?<!\w)с)\s$")


def _is_base(spot: Spot, what: Measured, *, times: Times) -> bool:
    """Is this the figure of a year earlier («годом ранее (238 млрд)», «против 179 млрд», «вместо девятого»)?"""
    if not _has_period(what):
        return False
    low, draft = spot.sentence.low, spot.draft
    earlier = [mention for mention in times.inside if mention.kind is TimeKind.YEAR_EARLIER]
    lead = next((low[one.end : draft.start] for one in reversed(earlier) if one.end <= draft.start), None)
    is_after = lead is not None and len(lead) < 25 and not re.search(r"[,;.]|(?<!\w)до(?!\w)", lead)
    opens = spot.before.endswith((" с ", "против "))
    is_right_before = opens and any(0 <= one.start - draft.end < 3 for one in earlier)
    is_former = what.measure == "rating_place" and _FORMER.search(spot.before) is not None
    return is_after or is_right_before or is_former or spot.before.endswith("против ")


def _said(spot: Spot, what: Measured, *, mention: TimeMention, times: Times) -> Dating:
    """The period that the nearest mention gives."""
    is_total = what.measure in lexicon.SINCE_START_BY_DEFAULT
    why = spot.sentence.text[mention.start : mention.end]
    if mention.kind is TimeKind.SINCE_START:
        return Dating(CUMULATIVE if what.measure in lexicon.FLOWS else AS_OF, why)
    if mention.kind is TimeKind.NOW and what.measure == "number":
        return Dating(AS_OF, why)
    if mention.kind is TimeKind.NOW and what.measure.endswith("_new") and times.year:
        return Dating(str(times.year), why)
    if mention.kind is TimeKind.NOW or mention.code is None:
        return Dating(CUMULATIVE if is_total else AS_OF, why)
    is_to_come = times.year is not None and mention.year is not None and mention.year > times.year
    return Dating(f"plan:{mention.year}" if is_to_come else mention.code, why)


def _unsaid(spot: Spot, what: Measured, *, mention: TimeMention | None, times: Times) -> Dating:
    """No period is said: a total since the start, a newcomer of this year, or a state."""
    base = next((one for one in times.inside if one.code and is_compared(spot.sentence.low, one)), None)
    is_compared_later = base is not None and base.start >= spot.draft.end and what.measure in lexicon.FLOWS
    if base is not None and (what.group == "growth" or is_compared_later):
        return Dating(_shifted(base.code, years=1), "the year after the one it is compared with")
    is_event = what.measure != "number" or _EVENT.search(spot.whole)
    if what.measure in lexicon.SINCE_START_BY_DEFAULT and is_event:
        return Dating(CUMULATIVE, "no period said")
    year = times.year
    moment = next((one for one in times.inside if one.kind is TimeKind.DAY and one.code), None)
    is_now = mention is not None and mention.kind is TimeKind.NOW
    if moment is not None and moment.end <= spot.draft.start and not is_now:
        return Dating(f"{AS_OF}:{moment.code}", spot.sentence.text[moment.start : moment.end])
    if what.measure.endswith("_new") or what.measure == "occurrence":
        return Dating(str(year) if year else AS_OF, "the year of publication")
    is_dated = mention is not None and mention.kind is TimeKind.PERIOD and mention.code and mention.year != year
    if is_dated and mention and year and _gap(spot, mention) < _NEAR and not _parted(spot, mention):
        return Dating(f"{AS_OF}:{mention.code}", spot.sentence.text[mention.start : mention.end])
    return Dating(AS_OF, "a state")


def _parted(spot: Spot, mention: TimeMention) -> bool:
    return mention.end <= spot.draft.start and "," in spot.sentence.low[mention.end : spot.draft.start]


def _shifted(period: str | None, *, years: int) -> str | None:
    """The same part of another year; None where the period is no part of a year."""
    if period is None or not re.match(r"\d{4}(?:-[A-Z0-9]{2,3})?$", period):
        return None
    return f"{int(period[:4]) + years}{period[4:]}"
