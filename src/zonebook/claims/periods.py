"""Which stretch of time do the words name?

Finds every mention of time in a text and resolves it: absolute ones («за первое полугодие 2025-го», «2006–2018
годы») and, given the day of publication, relative ones («с начала года», «в прошлом году», «за последние три года»).
Codes are those of the labelled texts: 2024, 2025-H1, 2025-Q2, 2025-9M, 2025-YTD, 2022-2023, plan:2030, as_of,
cumulative. A mention that cannot be resolved keeps its place, so that its digits are never taken for a quantity.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zonebook.claims.number_words import ONES, ORDINALS


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
_MONTH = (
    r"(?:январ[ьяюе]|феврал[ьяюе]|март[аеу]?|апрел[ьяюе]|ма[йяюе]|июн[ьяюе]|июл[ьяюе]|август[ае]?"
    r"|сентябр[ьяюе]|октябр[ьяюе]|ноябр[ьяюе]|декабр[ьяюе])"
)
_COUNTS = (
    r"(?!\s?(?:[0-9]|[.,][0-9]|%|₽|руб|рабоч|мест|нов|компан|предпр|организ|резидент|чел|специал|сотруд|работник"
    r"|инвест|тыс|мл[нр]|га\b"
    r"|гект|кв|тонн|т\b|м\b|км|квт|мвт|участ|объект|проект|долл|евро|ед|шт|куб|доп|высок|врем|пост))"
)
_YEAR = (
    r"(?P<year>(?:19|20)[0-9][0-9])(?:-?(?:го|й|м|му|х|е|ый|ом|ого))?"
    r"(?:\s?(?:год(?:а|у|ом|е|ы|ов|ам|ах)?(?!\w)|гг?\.(?!\w))|" + _COUNTS + ")"
)
_THIS = r"(?P<this>(?:этого|этом|текущ\w+|нынешн\w+|сего)\s(?:же\s)?год\w*)"
_LAST = r"(?P<last>(?:прошл\w+|минувш\w+|прошедш\w+|предыдущ\w+|истекш\w+)\sгод\w*)"
_WHEN = rf"(?:\s(?:{_YEAR}|{_THIS}|{_LAST}|года))?"
_COUNT = r"(?P<count>[0-9]{1,2}|[а-я]+)"
_ORDER = r"(?P<order>перв\w+|втор\w+|трет\w+|четверт\w+|i{1,3}|iv|[1-4](?:-?[а-я]{1,3})?)"
_IN = r"(?:(?:за|в|во|на|по|к|с|со|по итогам|по результатам|итогам|в течение)\s)?"


@dataclass(frozen=True, slots=True)
class _Clock:
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
_Resolver = Callable[[re.Match[str], _Clock], tuple[TimeKind, str | None]]


def _number(word: str) -> int:
    return int(word) if word.isdigit() else ONES.get(word, 0)


def _order(word: str) -> int:
    roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
    return int(word[0]) if word[0].isdigit() else roman.get(word, ORDINALS.get(word, 0))


def _part_of_year(letter: str) -> _Resolver:
    def resolve(match: re.Match[str], clock: _Clock) -> tuple[TimeKind, str | None]:
        year, order = clock.of(match), _order(match["order"])
        is_named = year and order and order <= {"H": 2, "Q": 4}[letter]
        return TimeKind.PERIOD, f"{year}-{letter}{order}" if is_named else None

    return resolve


_BY_MONTHS = {3: "Q1", 6: "H1", 9: "9M"}


def _first_months(match: re.Match[str], clock: _Clock) -> tuple[TimeKind, str | None]:
    year, months = clock.of(match), _number(match["count"])
    if not year or not 0 < months < 13:
        return TimeKind.WINDOW, None
    if months == 12:
        return TimeKind.PERIOD, str(year)
    return TimeKind.PERIOD, f"{year}-{_BY_MONTHS.get(months, f'{months}M')}"


def _month(word: str) -> int:
    return next((at for at, stem in reversed(list(enumerate(_MONTHS, 1))) if word.startswith(stem)), 0)


_BETWEEN_MONTHS = {(1, 3): "Q1", (4, 6): "Q2", (7, 9): "Q3", (10, 12): "Q4", (1, 6): "H1", (7, 12): "H2", (1, 9): "9M"}


def _months(match: re.Match[str], clock: _Clock) -> tuple[TimeKind, str | None]:
    year, ends = clock.of(match), (_month(match["from"]), _month(match["to"]))
    if not year:
        return TimeKind.PERIOD, None
    if ends == (1, 12):
        return TimeKind.PERIOD, str(year)
    return TimeKind.PERIOD, f"{year}-{_BETWEEN_MONTHS.get(ends, f'{ends[1]}M')}"


def _years(match: re.Match[str], clock: _Clock) -> tuple[TimeKind, str | None]:
    first, last = match["first"], match["second"]
    last = first[:2] + last if len(last) == 2 else last
    return TimeKind.PERIOD, f"{first}-{last}" if first < last else None


def _last_years(match: re.Match[str], clock: _Clock) -> tuple[TimeKind, str | None]:
    code = _last_years_code(match["count"] or match["count2"], clock)
    return (TimeKind.PERIOD if code else TimeKind.WINDOW), code


def _window(match: re.Match[str], clock: _Clock) -> tuple[TimeKind, str | None]:
    """«За семь лет»: the years up to publication; a span ahead («через пять лет») has no code."""
    is_past = match[0].startswith("за ") and match["unit"].startswith(("лет", "год"))
    code = _last_years_code(match["count"], clock) if is_past else None
    return TimeKind.WINDOW, code


def _last_years_code(count: str, clock: _Clock) -> str | None:
    years = _number(count)
    if not clock.year or not years:
        return None
    return f"{clock.year - years + 1}-{clock.year}" if years > 1 else str(clock.year)


def _since_year(match: re.Match[str], clock: _Clock) -> tuple[TimeKind, str | None]:
    first = int(match["year"])
    is_past = clock.year is not None and first < clock.year
    return TimeKind.PERIOD, f"{first}-{clock.year}" if is_past else None


def _deadline(match: re.Match[str], clock: _Clock) -> tuple[TimeKind, str | None]:
    year = clock.of(match)
    return TimeKind.DEADLINE, None if year is None else str(year)


def _end_of_year(match: re.Match[str], clock: _Clock) -> tuple[TimeKind, str | None]:
    """«На конец 2023 года»: its last day, if that is past; else a deadline."""
    year = clock.of(match)
    if year is None or clock.year is None or year >= clock.year:
        return _deadline(match, clock)
    return TimeKind.DAY, f"{year}-12-31"


def _whole_year(match: re.Match[str], clock: _Clock) -> tuple[TimeKind, str | None]:
    year = clock.of(match)
    return TimeKind.PERIOD, None if year is None else str(year)


def _shifted(years: int) -> _Resolver:
    def resolve(match: re.Match[str], clock: _Clock) -> tuple[TimeKind, str | None]:
        return TimeKind.PERIOD, None if clock.year is None else str(clock.year + years)

    return resolve


def _year_to_date(match: re.Match[str], clock: _Clock) -> tuple[TimeKind, str | None]:
    year = clock.of(match)
    return TimeKind.PERIOD, None if year is None else f"{year}-YTD"


def _moment(match: re.Match[str], clock: _Clock) -> tuple[TimeKind, str | None]:
    """«На 1 октября»: the day at which a state was counted; without a year the last one before publication."""
    month, day = _month(match["month"]), int(match["day"])
    year = clock.of(match)
    if year and not (match["year"] or match["this"]) and month > clock.month:
        year -= 1
    return TimeKind.DAY, f"{year}-{month:02d}-{day:02d}" if year and 0 < day < 32 else None


def _results_of_the_year(match: re.Match[str], clock: _Clock) -> tuple[TimeKind, str | None]:
    year = clock.last_closed_year
    return TimeKind.PERIOD, None if year is None else str(year)


def _just(kind: TimeKind) -> _Resolver:
    return lambda match, clock: (kind, None)


_RULES: tuple[tuple[re.Pattern[str], _Resolver], ...] = tuple(
    (re.compile(r"(?<![\w.,-])" + pattern), resolver)
    for pattern, resolver in (
        (rf"{_IN}{_ORDER}\sполугоди\w+{_WHEN}", _part_of_year("H")),
        (rf"{_IN}(?P<order>полугоди\w+)\s{_YEAR}", lambda match, clock: (TimeKind.PERIOD, f"{match['year']}-H1")),
        (rf"{_IN}{_ORDER}\sквартал\w*{_WHEN}", _part_of_year("Q")),
        (rf"{_IN}{_ORDER}\sкв\.\s(?:{_YEAR}|{_THIS}|{_LAST})", _part_of_year("Q")),
        (rf"{_IN}(?P<from>{_MONTH})\s?[-–—]\s?(?P<to>{_MONTH}){_WHEN}", _months),
        (rf"{_IN}с\s(?P<from>{_MONTH})\sпо\s(?P<to>{_MONTH}){_WHEN}", _months),
        (rf"{_IN}(?:первы\w+\s)?{_COUNT}\s(?:первых\s)?месяц\w*(?:\s(?:{_YEAR}|{_THIS}|{_LAST}"
         rf"|года))", _first_months),
        (rf"(?:за|в)\sпервы\w+\s{_COUNT}\sмесяц\w*", _first_months),
        (rf"(?:по состоянию\s)?на\s(?:конец\s)?(?P<day>[0-9]{{1,2}})\s(?P<month>{_MONTH})(?:\s(?:{_YEAR}|{_THIS}))?"
         r"(?!\s?[-–—])", _moment),
        (rf"{_IN}[0-9]{{1,2}}(?:\s?[-–—]\s?[0-9]{{1,2}})?\s{_MONTH}(?:\s{_YEAR})?", _just(TimeKind.DAY)),
        (rf"{_IN}[0-9]{{1,2}}\s(?:янв|фев|мар|апр|июн|июл|авг|сент?|окт|ноя|дек)\.", _just(TimeKind.DAY)),
        (r"с\s(?:самого\s)?начала\s(?:года|этого года|текущего года|нынешнего года)", _year_to_date),
        (rf"с\sначала\s{_YEAR}", _year_to_date),
        (rf"с\sянваря(?:\s(?:{_YEAR}|{_THIS}))?(?!\s(?:по|до)\s)", _year_to_date),
        (r"(?:(?:по\s)?итог(?:и|ам|ов|ах)|(?:по\s)?результат(?:ы|ам|ов|ах))\sгода", _results_of_the_year),
        (r"(?:за|этим|нынешним|прошедш\w+|минувш\w+)\s(?:лето|летом|зиму|осень|осенью|весну|весной|сезон|летний сезон"
         r"|курортный сезон)(?!\w)", _whole_year),
        (rf"{_IN}(?P<first>(?:19|20)[0-9][0-9])\s?[-–—]\s?(?P<second>(?:19|20)?[0-9][0-9])(?:-?[а-я]{{1,2}})?"
         r"(?:\s(?:год\w*|гг\.?))?", _years),
        (r"с\s(?P<first>(?:19|20)[0-9]{2})(?:\sгода)?\s(?:по|до)\s(?P<second>(?:19|20)[0-9]{2})(?:\sгод\w*)?", _years),
        (rf"(?:в|с)\s{_MONTH}\s{_YEAR}", _whole_year),
        (rf"{_MONTH}\s{_YEAR}", _whole_year),
        (rf"(?:на|к|под)\sкон(?:ец|цу)\s(?:{_YEAR}|{_LAST})", _end_of_year),
        (rf"(?:до|к)\s(?:конц\w\s)?(?:{_YEAR}|{_THIS})(?:\sвключительно)?", _deadline),
        (r"(?:до|к)\sконц\w\sгода", _deadline),
        (rf"(?:с|после|начиная с)\s{_YEAR}", _since_year),
        (r"(?:за|в течение)\s(?:все|весь)\s(?:время|годы|период|срок)\w*(?:\s(?:работы|существования))?",
         _just(TimeKind.SINCE_START)),
        (r"за\s(?:время|период|годы)\s(?:работы|существования|деятельности|действия)", _just(TimeKind.SINCE_START)),
        (r"с\s(?:самого\s)?(?:начала\s(?:работы|деятельности|проекта|существования|реализации|действия)|момента|"
         r"основания|создания|открытия|запуска|даты создания|дня)(?:\s(?:[а-я]+\s){0,2}в\s(?:19|20)[0-9]{2}(?:-?м)?"
         r"(?:\sгоду)?)?", _just(TimeKind.SINCE_START)),
        (r"нарастающим\sитогом|накопленным\sитогом|накопленн\w+", _just(TimeKind.SINCE_START)),
        (r"(?:за|в)\s(?:тот|этот|то|это)(?:\sже)?\s(?:год|период|срок|время)(?!\s(?:прошл|минувш|предыдущ|позапрошл|20))",
         _just(TimeKind.SAME)),
        (r"год(?:ом)?\s(?:ранее|раньше)|год\sназад|(?:прошлогодн|позапрошлогодн)\w+|аналогичн\w+\sпериод\w*"
         r"(?:\s(?:прошлого|минувшего|предыдущего)\sгода)?", _just(TimeKind.YEAR_EARLIER)),
        (rf"(?:за|в)\s(?:последн\w+\s{_COUNT}|{_COUNT.replace('count', 'count2')}\sпоследн\w+)\s(?:лет|год\w*)",
         _last_years),
        (r"в\s(?:ближайш|последующ|следующ)\w+\s(?:\w+\s)?(?:лет|год[ыа]|месяц\w+|дни)"
         r"|за\sближайш\w+\s\w+\s(?:лет|года?)"
         r"|в\s(?:ближайшее время|перспективе|дальнейшем|планах)|со временем"
         r"|на следующем этапе", _just(TimeKind.SOON)),
        (rf"(?:в\s)?{_THIS}", _whole_year),
        (rf"(?:в\s|за\s)?{_LAST}", _whole_year),
        (r"(?:в\s|на\s)?(?:следующ|будущ)\w+\sгод\w*", _shifted(1)),
        (r"(?:в\s)?позапрошл\w+\sгод\w*", _shifted(-2)),
        (rf"{_IN}{_YEAR}(?<=[а-я.])", _whole_year),
        (r"(?:в|за|на|по|к|итогам|около|\()\s?(?P<year>(?:19|20)[0-9]{2})(?=\s*(?:[,;:)—–-]|\.\s|\.?$))", _whole_year),
        (r"(?:сейчас|сегодня|теперь|ныне|в настоящее время|на сегодняшний день|на текущий момент|на данный момент)\b",
         _just(TimeKind.NOW)),
        (rf"(?:за|через|спустя|в течение|на протяжении)\s(?:(?:ближайш|последн|эт|минувш|прошедш|перв"
         rf"|последующ)\w+\s)?"
         rf"{_COUNT}(?:\s?[-–—]\s?[0-9]+|\s(?:десятк\w+|с\s\w+))?\s(?:(?:последн|ближайш)\w+\s)?"
         r"(?P<unit>лет|год\w*|месяц\w*|дн\w+|недел\w+|десятилети\w+|час\w*|минут\w*|квартал\w*)", _window),
        (r"[0-9]{1,3}\s?[-–—]\s?[0-9]{1,3}\s(?:лет|год\w*|месяц\w*|дн\w+|недел\w+|час\w*"
         r"|минут\w*)", _just(TimeKind.WINDOW)),
        (r"за\s(?:год|минувшие двенадцать месяцев)(?!\w|\sдо)", _results_of_the_year),
        (r"(?:за|через|спустя)\s(?:год|месяц|квартал|неделю|полгода|полтора года"
         r"|десятилетие)\b", _just(TimeKind.WINDOW)),
        (r"[0-9]{1,3}0-[ех](?:\sгод\w*|(?=\s*[,.;]))", _just(TimeKind.WINDOW)),
    )
)  # fmt: skip


def time_mentions(low: str, *, published: date | None = None) -> tuple[TimeMention, ...]:
    """Every mention of time in the folded text, in order; where two overlap, the rule that stands first wins."""
    clock = _Clock(published.year, published.month) if published else _Clock(None)
    found: list[TimeMention] = []
    taken = bytearray(len(low))
    for pattern, resolver in _RULES:
        for match in pattern.finditer(low):
            start, end = match.span()
            if 1 not in taken[start:end]:
                kind, code = resolver(match, clock)
                found.append(TimeMention(kind, code, start, end))
                taken[start:end] = b"\x01" * (end - start)
    return tuple(sorted(found, key=lambda mention: mention.start))
