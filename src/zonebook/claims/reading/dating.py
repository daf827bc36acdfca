"""Which period does a quantity describe?

A promise carries its year (plan:2030); a state is as_of; what happened carries the period said nearest to it, and
with none said it is everything since the start. Growth carries the later of the two periods it compares.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

from zonebook.claims.reading import lexicon
from zonebook.claims.reading.measuring import Measured
from zonebook.claims.reading.periods import TimeKind, TimeMention
from zonebook.claims.reading.quantity import Spot
from zonebook.claims.reading.times import Times, gap, nearest

AS_OF = "as_of"
CUMULATIVE = "cumulative"
FORMER = "what it was before the change"
OVER = ("за ", "по итогам ", "итоги ", "с начала ", "с января")
"""How words begin that tell over which time something happened."""

_TOTAL = re.compile(
    r"(?<!\w)(?:всего|общ(?:ее|ий|ая|им)|совокупн\w+|суммарн\w+|уже|достиг\w*|накоплен\w+|в целом)(?!\w)"
)
_TOTAL_BUT_REACHED = re.compile(r"(?<!\w)(?:всего|общ(?:ее|ий|ая|им)|совокупн\w+|суммарн\w+|накоплен\w+|в целом)(?!\w)")
_DONE = frozenset("buildings plants area_building cost visitors number projects applications capacity share".split())
"""States that become flows beside «за 2024 год»: what was built, lent, visited or held in that time."""

_INHERITING = frozenset("growth salary taxes revenue rating jobs_growth investment_state".split())


@dataclass(frozen=True, slots=True)
class Dating:
    """A period and the words that gave it."""

    period: str | None
    why: str
    is_within: bool = False
    """A month or season within the period is meant, which has no code of its own."""


def dated(spot: Spot, what: Measured, *, times: Times) -> Dating:
    """The period of a quantity of which `what` is known."""
    if what.is_planned and _may_be_planned(what) and not _opens_change(spot):
        return _planned(spot, what, times=times)
    if _is_base(spot, what, times=times):
        return Dating(shifted(times.told or str(times.year or ""), years=-1), "a year earlier")
    mention = nearest(spot, what, times=times)
    if _opens_change(spot) and not what.is_planned and not _is_right_behind(spot, mention):
        return Dating(None, FORMER)
    if _is_standing(spot, what):
        return Dating(AS_OF, "a yearly rate, or what is in force")
    if _has_period(what) or _happened_in(spot, what, mention=mention, times=times):
        if mention is not None:
            is_total = _is_total(spot, what, mention=mention)
            return Dating(CUMULATIVE, "a total") if is_total else _said(spot, what, mention=mention, times=times)
        carried = _carried(spot, what, times=times)
        if carried is not None:
            return carried
    return _unsaid(spot, what, mention=mention, times=times)


_SINCE_THEN = re.compile(
    r"(?<!\w)(?:исполн|юбиле|отмеча|отмети)[^.]{0,60}[,;]\s(?:и\s)?за (?:все )?(?:это|эти) (?:время|годы)"
)
"""«В 2025 году зоне исполняется десять лет; за это время…»: all of these years."""


def _is_standing(spot: Spot, what: Measured) -> bool:
    """Is what would be a flow told as something lasting («ежегодно платят», «действуют 39 соглашений»)?"""
    if what.measure == "agreements":
        return _IN_FORCE.search(spot.before) is not None
    around = f"{spot.before[-_ASIDE:]}#{spot.behind[:_ASIDE]}"
    return what.measure in lexicon.FLOWS and _RATE.search(around) is not None


def _carried(spot: Spot, what: Measured, *, times: Times) -> Dating | None:
    """The period of the growth before in the sentence, or of the sentences before, where this one goes on with it."""
    if times.grown and what.measure in lexicon.FLOWS and not _TOTAL_BUT_REACHED.search(spot.whole):
        return Dating(times.grown, "as what grew")
    if not times.told:
        return None
    if any(one.kind is TimeKind.SAME for one in times.inside):
        return Dating(times.told, "the same period")
    if what.group == "salary" and not times.is_over and times.last_group != "salary":
        return None  # what is paid is of the day, unless the year is the topic
    if (times.is_over or _is_recent(times)) and (what.group in _INHERITING or what.measure in _INHERITING):
        return Dating(times.told, "as before")
    if times.is_over and what.measure in lexicon.FLOWS and not _TOTAL.search(_clause(spot)):
        return Dating(times.told, "over the period told before")
    return None


def _clause(spot: Spot) -> str:
    """The words around the number up to the next comma on both sides."""
    return re.split("[,;:]", spot.before)[-1] + spot.quote + re.split("[,;:]", spot.behind)[0]


def _is_recent(times: Times) -> bool:
    """Was the year told before the present one or the last? An older one was told of something else."""
    return times.told_year is None or times.year is None or times.told_year + 1 >= times.year


_ALL_OF_THEM = re.compile(r"(?<!\w)(?:общ(?:ее|ий|ая) (?:их )?(?:числ|количеств|сумм|объем)|а всего|а их общее)")


def _is_total(spot: Spot, what: Measured, *, mention: TimeMention) -> bool:
    """Does the number's clause tell the total, and one before it the period («с января 520, а общее их число 6000»)?"""
    if _SINCE_THEN.search(spot.before):
        return True
    clause = spot.sentence.start + max(spot.before.rfind(","), spot.before.rfind(";")) + 1
    is_outside = mention.end <= clause
    is_total = what.measure in lexicon.SINCE_START_BY_DEFAULT
    return is_total and is_outside and _ALL_OF_THEM.search(spot.sentence.low, clause, spot.draft.start) is not None


def _happened_in(spot: Spot, what: Measured, *, mention: TimeMention | None, times: Times) -> bool:
    """Was it done over a period («за прошлый год ввели четыре корпуса»), though by its measure it is a state?"""
    if what.measure not in _DONE:
        return False
    if any(one.kind is TimeKind.SAME for one in times.inside) and _MADE.search(spot.whole):
        return True
    if mention is None or mention.kind not in (TimeKind.PERIOD, TimeKind.MONTH) or mention.code is None:
        return False
    said = spot.sentence.low[mention.start : mention.end]
    is_told = said.startswith(OVER) or what.measure == "share" or _MADE.search(spot.whole) is not None
    return is_told and (mention.end <= spot.draft.start or gap(spot, mention) < _NEAR)


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
    return opens and re.match(r"[\w. -]{0,36}\sдо\s", spot.behind) is not None


def _is_right_behind(spot: Spot, mention: TimeMention | None) -> bool:
    """«С 72 га в 2015 году до 724»: the earlier number has its own year."""
    return mention is not None and 0 <= mention.start - spot.draft.end < _NEXT


def _planned(spot: Spot, what: Measured, *, times: Times) -> Dating:
    ahead = [mention for mention in times.inside if _is_ahead(spot, mention, year=times.year)]
    best = min(ahead, key=lambda mention: gap(spot, mention), default=None)
    if best is not None and (best.year or times.year):
        return Dating(f"plan:{best.year or times.year}", spot.sentence.text[best.start : best.end])
    is_sum = what.group in ("revenue", "growth", "investment", "taxes")
    if times.told_year and _BY_PLAN.search(spot.before):
        return Dating(f"plan:{times.told_year}", "the plan of the period told")
    if times.completion and (is_sum or what.group == "jobs") and not times.inside:
        return Dating(f"plan:{times.completion}", "the completion told before")
    if times.deadline and is_sum and not times.inside:
        return Dating(f"plan:{times.deadline}", "the deadline of the sentence before")
    if times.told_year and times.year and is_sum and what.group != "investment" and times.told_year >= times.year:
        return Dating(f"plan:{times.told_year}", "as before")
    return Dating("plan", "promised")


_BY_PLAN = re.compile(r"(?:при|против) план\w+\s(?:в\s)?$")


def _is_ahead(spot: Spot, mention: TimeMention, *, year: int | None) -> bool:
    """Does the mention say when a promise falls due?"""
    if mention.kind is TimeKind.DEADLINE or (mention.kind is TimeKind.SOON and mention.code):
        return True
    if mention.kind is not TimeKind.PERIOD or mention.year is None or year is None:
        return False
    is_this_year = mention.code == str(year) and gap(spot, mention) < 60
    return mention.year > year or is_this_year


_SAME_PART = re.compile(r"(?:тот|том|тому|тем) же (?:период|срок|времени|этап|отрезок)\w*\s$")
_PART = 24
_NEXT = 3
_NEAR = 15
"""Within how many characters a mention of time belongs to a state."""

_EVENT = re.compile(
    r"(?:получ|выда|прове|подписа|заключ|оформ|зарегистрир|выпуст|постав|запуст|привл|созда)\w*(?:л[аио]?|н[аоы]?)(?!\w)"
)
"""What happened, and did not only exist: «получили 140 патентов»."""

_MADE = re.compile(
    r"(?<!\w)(?:выпусти|постро[ие]|возве|откры|запу[сщ]|произве|побыва|посети|отдохну)\w*(?:л[аио]?|н[аоы]?)(?:сь|ся)?(?!\w)"
)
"""What was made or opened in a year, be it told as «в 2023 году»."""

_BUILT = re.compile(r"(?<!\w)(?:постро[ие]|возве)\w*(?:л[аио]?|н[аоы]?)\s(?:уже\s)?$")

_RATE = re.compile(
    r"(?<!\w)(?:ежегодно|каждый год)\s(?:[^,;:#]*)#|#[^,;:]{0,24}\s(?:в год|ежегодно|в месяц|в сутки)(?!\w)"
)
_IN_FORCE = re.compile(r"действу\w+\s(?:\w+\s)?$")
_ASIDE = 40
_FAR = 60
_SHORT = re.compile(r"за\s(?:\w+\s){0,2}(?:недел|месяц|квартал|дн|день|сутк)|(?:в|во|за)\s\w+\sгод(?!\w)")


_SAME_PART_BEFORE = re.compile(
    r"(?:тот|этот) же (?:период|срок|отрезок) (?:прошлого|минувшего|предыдущего) года\s(?:их\s)?(?:было\s)?(?:[—–]\s)?$"
)
_LAST_YEARS = re.compile(r"прошлогодн\w+\s(?:\w+\s)?$")
_FORMER = re.compile(r"(?:вместо|(?<!\w)был[аои]?|(?<!\w)с)\s$")


def _is_base(spot: Spot, what: Measured, *, times: Times) -> bool:
    """Is this the figure of a year earlier («годом ранее (238 млрд)», «против 179 млрд», «вместо девятого»)?"""
    if not _has_period(what):
        return False
    if what.group == "growth" and _LAST_YEARS.search(spot.before):
        return False  # «превысили прошлогодние в 1,2 раза»
    low, draft = spot.sentence.low, spot.draft
    earlier = [mention for mention in times.inside if mention.kind is TimeKind.YEAR_EARLIER]
    lead = next((low[one.end : draft.start] for one in reversed(earlier) if one.end <= draft.start), None)
    is_after = lead is not None and len(lead) < 25 and not re.search(r"[,;.]|(?<!\w)до(?!\w)", lead)
    opens = spot.before.endswith((" с ", "против "))
    is_right_before = opens and any(0 <= one.start - draft.end < 3 for one in earlier)
    if _SAME_PART_BEFORE.search(spot.before):
        return True
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
    if is_to_come:
        return Dating(f"plan:{mention.year}", why)
    code = _begun(mention.code, why, published=times.published)
    return Dating(code, why, is_within=mention.kind is TimeKind.MONTH)


_FIRST_MONTH = {"H2": 7, "Q2": 4, "Q3": 7, "Q4": 10}
_NAMED_YEAR = re.compile(r"\d{4}|эт|текущ|нынешн")


def _begun(code: str, why: str, *, published: date | None) -> str:
    """The part of the year before, where this year's had not begun («в четвёртом квартале», said in January)."""
    if published is None or code[:4] != str(published.year) or _NAMED_YEAR.search(why):
        return code
    is_to_come = _FIRST_MONTH.get(code[5:], 1) > published.month
    return f"{published.year - 1}{code[4:]}" if is_to_come else code


def _unsaid(spot: Spot, what: Measured, *, mention: TimeMention | None, times: Times) -> Dating:
    """No period is said: a total since the start, a newcomer of this year, or a state."""
    compared = _later_than_base(spot, what, times=times)
    if compared is not None:
        return compared
    if what.measure in lexicon.FLOWS and mention is None and _lasts_briefly(spot, times):
        return Dating(None, "some weeks or months, it is not said which", is_within=True)
    is_event = what.measure != "number" or _EVENT.search(spot.whole)
    is_built = what.measure in ("plants", "buildings") and _BUILT.search(spot.before)
    if is_built or (what.measure in lexicon.SINCE_START_BY_DEFAULT and is_event):
        return Dating(CUMULATIVE, "no period said")
    moment = next((one for one in reversed(times.inside) if one.kind is TimeKind.DAY and _is_before(spot, one)), None)
    if moment is not None and not (_is_now(mention) and gap(spot, moment) >= gap(spot, mention)):
        return Dating(f"{AS_OF}:{moment.code}", spot.sentence.text[moment.start : moment.end])
    if what.measure.endswith("_new") or what.measure == "occurrence":
        return Dating(str(times.year) if times.year else AS_OF, "the year of publication")
    return _past_state(spot, mention, times=times) or Dating(AS_OF, "a state")


def _later_than_base(spot: Spot, what: Measured, *, times: Times) -> Dating | None:
    """The period of what is compared with an earlier one, when only that one is said."""
    low = spot.sentence.low
    base = next((one for one in times.inside if one.code and times.is_base(one, low)), None)
    if base is None:
        return None
    if _SAME_PART.search(low, max(spot.sentence.start, base.start - _PART), base.start):
        return Dating(None, "the same part of another year, which is not named")
    is_compared_later = base.start >= spot.draft.end and what.measure in lexicon.FLOWS
    if what.group == "growth" or is_compared_later:
        return Dating(shifted(base.code, years=1), "the year after the one it is compared with")
    return None


def _lasts_briefly(spot: Spot, times: Times) -> bool:
    """Is the number one of some weeks or months («за месяц создано 40 мест»)?"""
    low = spot.sentence.low
    return any(
        one.kind is TimeKind.WINDOW and _SHORT.match(low, one.start) and gap(spot, one) < _FAR for one in times.inside
    )


def _is_now(mention: TimeMention | None) -> TypeGuard[TimeMention]:
    return mention is not None and mention.kind is TimeKind.NOW


def _past_state(spot: Spot, mention: TimeMention | None, *, times: Times) -> Dating | None:
    """A state of a time that is over: «в 2019 году работали», «к 2023 году», «год назад», «раньше»."""
    if mention is not None and _is_dated(spot, mention, year=times.year):
        return Dating(f"{AS_OF}:{mention.code}", spot.sentence.text[mention.start : mention.end])
    if _WAS_BUT_NOW.search(f"{spot.before[-_ASIDE:]}#{spot.behind}"):
        return Dating(None, FORMER)
    told = (_earlier(spot, one, times=times) for one in reversed(times.inside) if one.end <= spot.draft.start)
    found = next((dating for dating in told if dating is not None), None)
    clause = re.split("[,;:]", spot.before)[-1]
    return found or (Dating(None, FORMER) if _BEFORE_NOW.search(clause) else None)


def _is_dated(spot: Spot, mention: TimeMention, *, year: int | None) -> bool:
    """Does another year than the present one stand so near that the state is of it?"""
    low, draft = spot.sentence.low, spot.draft
    if mention.kind is not TimeKind.PERIOD or not mention.code or not year or mention.year == year:
        return False
    is_birth = _BIRTH.search(low, draft.end, max(draft.end, mention.start)) is not None
    is_since = low.endswith(("с ", "со "), spot.sentence.start, mention.start)
    reach = _BESIDE if mention.end <= draft.start else _NEAR
    return not (is_birth or is_since) and gap(spot, mention) < reach and not _parted(spot, mention)


def _earlier(spot: Spot, mention: TimeMention, *, times: Times) -> Dating | None:
    """The past time that a mention before the number puts a state into, if it does."""
    low, year = spot.sentence.low, times.year
    between = low[mention.end : spot.draft.start]
    if re.search("[;:]", between):
        return None
    is_over = mention.year is not None and year is not None and mention.year < year
    is_period = mention.kind is TimeKind.PERIOD and _WAS.search(between) is not None
    if is_over and (is_period or (mention.kind is TimeKind.DEADLINE and "," not in between)):
        return Dating(f"{AS_OF}:{mention.code}", low[mention.start : mention.end])
    if "," in between:
        return None
    if (
        mention.kind is TimeKind.WINDOW
        and low.startswith(("через ", "спустя "), mention.start)
        and _WAS.search(between)
    ):
        return Dating(None, FORMER)
    if mention.kind is TimeKind.YEAR_EARLIER and times.published:
        return Dating(f"{AS_OF}:{year_before(times.published)}", low[mention.start : mention.end])
    return None


_BIRTH = re.compile(r"(?<!\w)(?:созда|основ|откры|образова|учрежд|зарегистрир|появи)\w+\s")
"""«Зона площадью 207 га создана в 2018 году»: the year of the zone, not of the figure."""

_BESIDE = 40
_WAS_BUT_NOW = re.compile(r"(?<!\w)был[аои]?\s#[^.;]{0,30}(?<!\w)(?:стало|теперь|сейчас|сегодня)(?!\w)")
_WAS = re.compile(r"(?<!\w)(?:был[аои]?|стало|насчитывал\w+|работал[аои]?)(?!\w)")
_BEFORE_NOW = re.compile(
    r"(?<!\w)(?:раньше|прежде|изначально|первоначально|на старте|когда-то|в прошлом)\s(?![^#]*сообщ)"
)


def year_before(day: date) -> date:
    """The same day a year earlier."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _is_before(spot: Spot, mention: TimeMention) -> bool:
    return mention.code is not None and mention.end <= spot.draft.start


def _parted(spot: Spot, mention: TimeMention) -> bool:
    return mention.end <= spot.draft.start and "," in spot.sentence.low[mention.end : spot.draft.start]


def shifted(period: str | None, *, years: int) -> str | None:
    """The same part of another year; None where the period is no part of a year."""
    if period is None or not re.match(r"\d{4}(?:-[A-Z0-9]{2,3})?$", period):
        return None
    return f"{int(period[:4]) + years}{period[4:]}"
