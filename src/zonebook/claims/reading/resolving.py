"""Which period do words of time name, counted from the day of publication?

A resolver takes what a rule of `periods.py` matched and gives the kind of mention and its code, None where the words do
not tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from zonebook.claims.reading.number_words import ONES, ORDINALS


class TimeKind(StrEnum):
    """What a mention of time says about the numbers around it."""

    PERIOD = "period"
    DEADLINE = "deadline"
    SINCE_START = "since_start"
    NOW = "now"
    YEAR_EARLIER = "year_earlier"
    SOON = "soon"
    WINDOW = "window"
    DAY = "day"
    SAME = "same"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A mention at text[start:end]; `code` is its period or year, None when it cannot be resolved."""

    kind: TimeKind
    code: str | None
    start: int
    end: int

    @property
    def year(self) -> int | None:
        """The last year that the mention names."""
        years = re.findall(r"\d{4}", self.code or "")
        return int(years[-1]) if years else None


_MONTHS = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр".split()


@dataclass(frozen=True, slots=True)
class Clock:
    """What relative words are counted from: the year of publication, if it is known."""

    year: int | None
    month: int = 12

    @property
    def last_closed_year(self) -> int | None:
        """The year whose results are being told: the one before until March, else the present one."""
        return self.year - 1 if self.year and self.month <= _STILL_LAST_YEAR else self.year

    def of(self, match: re.Match[str]) -> int | None:
        """The year that a match names in digits, or by «этого», «прошлого», or by nothing (then the present one)."""
        named = match.groupdict()
        if named.get("year"):
            return int(named["year"])
        if named.get("last"):
            return self.year - 1 if self.year else None
        return self.year


_STILL_LAST_YEAR = 3
Resolver = Callable[[re.Match[str], Clock], tuple[TimeKind, str | None]]


def _number(word: str) -> int:
    return int(word) if word.isdigit() else ONES.get(word, 0)


def _order(word: str) -> int:
    roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
    return int(word[0]) if word[0].isdigit() else roman.get(word, ORDINALS.get(word, 0))


def part_of_year(letter: str) -> Resolver:
    """The half or quarter whose order the match names, `letter` telling which («первое полугодие», «II квартал»)."""

    def resolve(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
        year, order = clock.of(match), _order(match["order"])
        is_named = year and order and order <= {"H": 2, "Q": 4}[letter]
        return TimeKind.PERIOD, f"{year}-{letter}{order}" if is_named else None

    return resolve


_BY_MONTHS = {3: "Q1", 6: "H1", 9: "9M"}


def first_months(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«За девять месяцев 2024 года»: as many from January on."""
    year, months = clock.of(match), _number(match["count"])
    if not year or not 0 < months < 13:
        return TimeKind.WINDOW, None
    if months == 12:
        return TimeKind.PERIOD, str(year)
    return TimeKind.PERIOD, f"{year}-{_BY_MONTHS.get(months, f'{months}M')}"


_BY_LENGTH = sorted(enumerate(_MONTHS, 1), key=lambda month: -len(month[1]))
"""The months, those with longer stems first: «марта» begins as «мая» does."""

_REPORTED = 4
"""For how many months after its end a stretch of months is spoken of without its year."""


def months_just_over(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«За девять месяцев», said in autumn: those since January that have just ended; else merely so many months."""
    months = _number(match["count"])
    since = clock.month - months if months < 12 else clock.month
    reach = _REPORTED if months in (*_BY_MONTHS, 12) else 2
    if not clock.year or not 1 < months < 13 or not 0 < since <= reach:
        return TimeKind.WINDOW, None
    if months == 12:
        return TimeKind.PERIOD, str(clock.year - 1)
    return TimeKind.PERIOD, f"{clock.year}-{_BY_MONTHS.get(months, f'{months}M')}"


def first_quarters(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«По итогам трёх кварталов»: as many from January on."""
    year, code = clock.of(match), {1: "Q1", 2: "H1", 3: "9M"}.get(_number(match["count"]))
    return (TimeKind.PERIOD, f"{year}-{code}") if year and code else (TimeKind.WINDOW, None)


def half_just_over(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«За полугодие»: the one that has just ended."""
    if not clock.year or clock.month not in (1, 2, 7, 8, 9, 10):
        return TimeKind.WINDOW, None
    return TimeKind.PERIOD, f"{clock.year}-H1" if clock.month > 2 else f"{clock.year - 1}-H2"


def _month(word: str) -> int:
    return next((at for at, stem in _BY_LENGTH if word.startswith(stem)), 0)


_BETWEEN_MONTHS = {(1, 3): "Q1", (4, 6): "Q2", (7, 9): "Q3", (10, 12): "Q4", (1, 6): "H1", (7, 12): "H2", (1, 9): "9M"}


def months(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«С января по сентябрь»: from one month to another."""
    year, ends = clock.of(match), (_month(match["from"]), _month(match["to"]))
    if not year:
        return TimeKind.PERIOD, None
    if ends == (1, 12):
        return TimeKind.PERIOD, str(year)
    return TimeKind.PERIOD, f"{year}-{_BETWEEN_MONTHS.get(ends, f'{ends[1]}M')}"


def years(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«В 2006–2018 годах»: from one year to another."""
    first, last = match["first"], match["second"]
    last = first[:2] + last if len(last) == 2 else last
    return TimeKind.PERIOD, f"{first}-{last}" if first < last else None


def last_years(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«За последние три года»: as many up to publication."""
    code = _last_years_code(match["count"] or match["count2"], clock)
    return (TimeKind.PERIOD if code else TimeKind.WINDOW), code


def window(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«За семь лет»: the years up to publication; a span ahead («через пять лет») has no code."""
    is_past = match[0].startswith("за ") and match["unit"].startswith(("лет", "год"))
    code = _last_years_code(match["count"], clock) if is_past else None
    return TimeKind.WINDOW, code


def _last_years_code(count: str, clock: Clock) -> str | None:
    years = _number(count)
    if not clock.year or not years:
        return None
    return f"{clock.year - years + 1}-{clock.year}" if years > 1 else str(clock.year)


def since_year(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«После 2020 года»: from that year up to publication."""
    first = int(match["year"])
    is_past = clock.year is not None and first < clock.year
    return TimeKind.PERIOD, f"{first}-{clock.year}" if is_past else None


def deadline(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«К 2030 году»: the year by which something will be."""
    year = clock.of(match)
    return TimeKind.DEADLINE, None if year is None else str(year)


def end_of_year(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«На конец 2023 года»: its last day, if that is past; else a deadline."""
    year = clock.of(match)
    if year is None or clock.year is None or year >= clock.year:
        return deadline(match, clock)
    return TimeKind.DAY, f"{year}-12-31"


def last_day_of_year(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«На конец года»: the one before until March, else still to come."""
    if clock.year is not None and clock.month <= _STILL_LAST_YEAR:
        return TimeKind.DAY, f"{clock.year - 1}-12-31"
    return deadline(match, clock)


def in_part(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«В начале года»: some months of it."""
    year = clock.of(match)
    is_to_come = year is not None and clock.year is not None and year > clock.year
    return (TimeKind.SOON if is_to_come else TimeKind.MONTH), None if year is None else str(year)


def quarter_before(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«В прошлом квартале»: the one that ended last."""
    if clock.year is None:
        return TimeKind.PERIOD, None
    ended = (clock.month - 1) // 3
    return TimeKind.PERIOD, f"{clock.year}-Q{ended}" if ended else f"{clock.year - 1}-Q4"


def whole_year(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«В 2024 году», «в этом году»: all of it."""
    year = clock.of(match)
    return TimeKind.PERIOD, None if year is None else str(year)


def shifted(years: int) -> Resolver:
    """The year so many years after that of publication («в следующем году»)."""

    def resolve(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
        return TimeKind.PERIOD, None if clock.year is None else str(clock.year + years)

    return resolve


def year_to_date(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«С начала года»: what of it was over."""
    year = clock.of(match)
    return TimeKind.PERIOD, None if year is None else f"{year}-YTD"


def moment(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«На 1 октября»: the day at which a state was counted; without a year the last one before publication."""
    month, day = _month(match["month"]), int(match["day"])
    year = clock.of(match)
    if year and match[0].startswith("к ") and (year, month) > (clock.year or year, clock.month):
        return TimeKind.DEADLINE, str(year)
    if year and not (match["year"] or match["this"]) and month > clock.month:
        year -= 1
    return TimeKind.DAY, f"{year}-{month:02d}-{day:02d}" if year and 0 < day < 32 else None


def results_of_the_year(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«По итогам года»: the one whose results are being told."""
    year = clock.last_closed_year
    return TimeKind.PERIOD, None if year is None else str(year)


def start_of_year(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«На начало года»: its first day."""
    year = clock.of(match)
    if year is not None and clock.year is not None and year > clock.year:
        return TimeKind.DEADLINE, str(year)
    return TimeKind.DAY, None if year is None else f"{year}-01-01"


def in_month(match: re.Match[str], clock: Clock) -> tuple[TimeKind, str | None]:
    """«В мае», «летом»: its year, if the month has come; else what is still to come this year."""
    named = match.groupdict()
    year = clock.of(match)
    if year is None:
        return TimeKind.MONTH, None
    first = _month(named["month"]) if named.get("month") else _SEASONS[match["season"][:3]]
    is_past = named.get("year") is not None or named.get("last") is not None or first <= clock.month
    return (TimeKind.MONTH if is_past else TimeKind.SOON), str(year)


_SEASONS = {"вес": 3, "лет": 6, "осе": 9, "зим": 1}


def just(kind: TimeKind) -> Resolver:
    """A mention that says how to take a number, but no period («сейчас», «за всё время»)."""
    return lambda match, clock: (kind, None)
