"""What does a growth set against which earlier time?

`grown.py` tells what grew; this module finds the earlier period. It is said («чем годом ранее», «к уровню 2023 года»,
«с первым кварталом»), or follows from the stretch over which a state changed («с начала года число резидентов выросло»:
against the end of the year before). Where it is not said, it stays open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from zonebook.claims.claim import Compared
from zonebook.claims.reading import grown, lexicon
from zonebook.claims.reading.dating import AS_OF, shifted, year_before
from zonebook.claims.reading.measuring import Known
from zonebook.claims.reading.periods import TimeKind, TimeMention
from zonebook.claims.reading.population import whose
from zonebook.claims.reading.quantity import Spot
from zonebook.claims.reading.times import Times

_EXPLAINS = re.compile(
    r"[^,;:()—–]{0,40}[,—–(]\s*(?:(?:а|это|что|или|то есть|уже|рост|прирост|снижение|плюс|минус|составил\w*"
    r"|с приростом|с ростом)\s)*"
    r"(?:на\s|в\s|—\s|–\s)?[+−-]?"
)
"""What stands between a quantity and the growth that explains it: «5 млрд рублей, что на», «5 млрд рублей (рост на»."""

_NOT_OF_TIME = re.compile(r"[\s,]*(?:больше|выше|меньше|ниже|дороже|дешевле)")
_RATE_OF_GROWTH = re.compile(r"(?<!\w)темп(?:а|ы|ов|ом)?\s[^,;]*$")
"""«Темп роста — 112 %» is a ratio of 1.12, and points of percent are no percent of anything: neither is a growth."""

_IT_IS = re.compile(r"[«\"—– ]*это\s(?:\w+\s)?(?:на\s|в\s)?")
"""«Это на 12 % больше»: than the quantity of the sentence before was."""

_POINTS = re.compile(r"пункт|п\.\s?п")
_RELATIVE = re.compile(r"прошл|предыдущ|минувш|позапрошл")
_FAR = 90


def compared(spot: Spot, period: str | None, *, before: Sequence[Known], times: Times) -> tuple[Compared, str | None]:
    """What grew against what, and the population that the words name for it.

    `before` are the quantities read before it in the sentence, or the last one of the sentence before.
    """
    said = _said(spot, times)
    is_total = any(one.kind is TimeKind.SINCE_START for one in times.inside)  # «накопленные инвестиции выросли»
    is_a_rate = _RATE_OF_GROWTH.search(spot.before) or _POINTS.search(spot.quote)
    is_in_time = not (is_total or is_a_rate) and (
        said is not None or not _NOT_OF_TIME.match(spot.behind) or "стал" in spot.whole
    )
    thing = _thing(spot, before) if is_in_time else grown.UNKNOWN
    base = _base(said, period, is_state=_is_state(thing.measure), spot=spot, times=times)
    return Compared(thing.measure, base), thing.population or whose(spot.before)


def _thing(spot: Spot, before: Sequence[Known]) -> grown.Thing:
    """What grew: the quantity that the number explains, or what the clause names."""
    last, known = before[-1] if before else (None, None)
    if last is None or known is None or last.unit in ("percent", "times"):
        return grown.grown(spot) or grown.UNKNOWN
    if last.end <= spot.sentence.start:
        if _IT_IS.fullmatch(spot.before):
            return grown.Thing(known.measure, whose(" ".join(token.low for token in spot.sentence.earlier)))
    elif _EXPLAINS.fullmatch(spot.sentence.low, last.end, spot.draft.start):
        return grown.Thing(known.measure)
    return grown.grown(spot) or grown.UNKNOWN


def _is_state(measure: str | None) -> bool:
    return measure == grown.JOBS_IN_ALL or (
        measure is not None and measure not in lexicon.FLOWS and measure != "salary"
    )


def _said(spot: Spot, times: Times) -> TimeMention | None:
    """The nearest mention of the earlier time."""
    found = [
        mention
        for mention in times.inside
        if (mention.kind is TimeKind.YEAR_EARLIER or times.is_base(mention, spot.sentence.low))
        and -_FAR < mention.start - spot.draft.end < _FAR
    ]
    return min(found, key=lambda mention: abs(mention.start - spot.draft.end), default=None)


def _base(said: TimeMention | None, period: str | None, *, is_state: bool, spot: Spot, times: Times) -> str | None:
    """The earlier period; of a state, the one at whose end it is counted."""
    if said is None:
        return _start_of(period, is_state=is_state, spot=spot, times=times)
    words = spot.sentence.low[said.start : said.end]
    if said.kind is TimeKind.YEAR_EARLIER or (_RELATIVE.search(words) and "предыдущ" in words):
        return _year_before(period, times.published) if is_state or _is_stretch(period) else None
    if said.code is None or period is None:
        return None
    if re.fullmatch(r"\d{4}-[A-Z0-9]{2,3}", period) and re.fullmatch(r"\d{4}", said.code) and not is_state:
        return said.code + period[4:]  # «за полугодие на 12% больше, чем в прошлом году»: its same part
    if said.code >= period and _RELATIVE.search(words):
        return _year_before(period, times.published)
    return said.code if said.code != period else None


def _is_stretch(period: str | None) -> bool:
    return period is not None and not period.startswith(AS_OF)


def _year_before(period: str | None, published: date | None) -> str | None:
    if period is None or period == AS_OF:
        return f"{AS_OF}:{year_before(published)}" if period and published else None
    kind, _, day = period.partition(":")
    if kind == AS_OF:
        return f"{AS_OF}:{int(day[:4]) - 1}{day[4:]}"
    return shifted(period, years=-1)


def _start_of(period: str | None, *, is_state: bool, spot: Spot, times: Times) -> str | None:
    """What a stretch of time is compared with when nothing else is said: a state with the day before it began."""
    stretch = next((one for one in times.inside if one.kind in (TimeKind.PERIOD, TimeKind.WINDOW) and one.code), None)
    if stretch is None or period is None:
        return None
    words = spot.sentence.low[stretch.start : stretch.end]
    year = int(stretch.code[:4]) if stretch.code else 0
    if re.fullmatch(r"\d{4}-\d{4}", stretch.code or ""):
        return str(year if words.startswith(("с ", "со ", "после ", "начиная ")) else year - 1)
    if words.startswith("за год"):
        return shifted(period, years=-1)
    if not is_state:
        return None
    return f"{AS_OF}:{_first_day(stretch.code or '') - timedelta(days=1)}"


def _first_day(code: str) -> date:
    """The day on which a period begins."""
    year, part = int(code[:4]), code[5:]
    month = {"H2": 7, "Q2": 4, "Q3": 7, "Q4": 10}.get(part, 1)
    return date(year, month, 1)
