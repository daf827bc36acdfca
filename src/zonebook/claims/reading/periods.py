"""Which stretch of time do the words name?

Finds every mention of time in a text and resolves it: absolute ones («за первое полугодие 2025-го», «2006–2018
годы») and, given the day of publication, relative ones («с начала года», «в прошлом году», «за последние три года»).
Codes are those of the labelled texts: 2024, 2025-H1, 2025-Q2, 2025-9M, 2025-YTD, 2022-2023, plan:2030, as_of,
cumulative. A mention that cannot be resolved keeps its place, so that its digits are never taken for a quantity.
"""

from __future__ import annotations

import re
from datetime import date

from zonebook.claims.reading import resolving
from zonebook.claims.reading.resolving import TimeKind, TimeMention

__all__ = ["TimeKind", "TimeMention", "time_mentions"]

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

_RULES: tuple[tuple[re.Pattern[str], resolving.Resolver], ...] = tuple(
    (re.compile(r"(?<![\w.,-])" + pattern), resolver)
    for pattern, resolver in (
        (rf"{_IN}{_ORDER}\sполугоди\w+{_WHEN}", resolving.part_of_year("H")),
        (rf"{_IN}(?P<order>полугоди\w+)\s{_YEAR}", lambda match, clock: (TimeKind.PERIOD, f"{match['year']}-H1")),
        (rf"{_IN}{_ORDER}\sквартал\w*{_WHEN}", resolving.part_of_year("Q")),
        (rf"{_IN}{_ORDER}\sкв\.\s(?:{_YEAR}|{_THIS}|{_LAST})", resolving.part_of_year("Q")),
        (rf"{_IN}(?P<from>{_MONTH})\s?[-–—]\s?(?P<to>{_MONTH}){_WHEN}", resolving.months),
        (rf"{_IN}с\s(?P<from>{_MONTH})\sпо\s(?P<to>{_MONTH}){_WHEN}", resolving.months),
        (rf"{_IN}(?:первы\w+\s)?{_COUNT}\s(?:первых\s)?месяц\w*(?:\s(?:{_YEAR}|{_THIS}|{_LAST}"
         rf"|года))", resolving.first_months),
        (rf"(?:за|в)\sпервы\w+\s{_COUNT}\sмесяц\w*", resolving.first_months),
        (rf"(?:за|по итогам|по результатам)\s(?:все\s|эти\s)?{_COUNT}\sмесяц(?:а|ев)(?!\w)(?!\sдо|\sраньше)",
         resolving.months_just_over),
        (r"за\s(?:полугодие|полгода)(?!\w)|(?:по\s)?(?:итог|результат)\w+\sполугодия(?!\s[0-9])",
         resolving.half_just_over),
        (rf"(?:за|по итогам|по результатам)\s{_COUNT}\sквартал(?:а|ов)(?:\s(?:{_YEAR}|{_THIS}|{_LAST}))?",
         resolving.first_quarters),
        (r"(?:в|за)\s(?:прошл|минувш|предыдущ|прошедш|истекш)\w+\sквартал\w*", resolving.quarter_before),
        (rf"(?:по состоянию\s)?(?:на|к)\s(?:конец\s|конец дня\s)?(?P<day>[0-9]{{1,2}})\s(?P<month>{_MONTH})"
         rf"(?:\s(?:{_YEAR}|{_THIS}))?(?!\s?[-–—])", resolving.moment),
        (rf"{_IN}[0-9]{{1,2}}(?:\s?[-–—]\s?[0-9]{{1,2}})?\s{_MONTH}(?:\s{_YEAR})?", resolving.just(TimeKind.DAY)),
        (rf"{_IN}[0-9]{{1,2}}\s(?:янв|фев|мар|апр|июн|июл|авг|сент?|окт|ноя|дек)\.", resolving.just(TimeKind.DAY)),
        (r"с\s(?:самого\s)?начала\s(?:года|этого года|этого(?=\s?[—,–])|текущего года|нынешнего года)",
         resolving.year_to_date),
        (rf"с\sначала\s{_YEAR}", resolving.year_to_date),
        (rf"с\sянваря(?:\s(?:{_YEAR}|{_THIS}))?(?!\s(?:по|до)\s)", resolving.year_to_date),
        (r"(?:(?:по\s)?итог(?:и|ам|ов|ах)|(?:по\s)?результат(?:ы|ам|ов|ах))\sгода", resolving.results_of_the_year),
        (r"(?:за|этим|нынешним|прошедш\w+|минувш\w+)\s(?:лето|летом|зиму|осень|осенью|весну|весной|сезон|летний сезон"
         r"|курортный сезон)(?!\w)", resolving.whole_year),
        (rf"{_IN}(?P<first>(?:19|20)[0-9][0-9])\s?[-–—]\s?(?P<second>(?:19|20)?[0-9][0-9])(?:-?[а-я]{{1,2}})?"
         rf"(?:\s(?:год\w*|гг\.?)|{_COUNTS})", resolving.years),
        (r"с\s(?P<first>(?:19|20)[0-9]{2})(?:\sгода)?\s(?:по|до)\s(?P<second>(?:19|20)[0-9]{2})(?:\sгод\w*)?",
         resolving.years),
        (rf"(?:в|за)\s(?P<month>{_MONTH})\s{_YEAR}", resolving.in_month),
        (rf"с\s{_MONTH}\s{_YEAR}", resolving.whole_year),
        (rf"{_MONTH}\s{_YEAR}", resolving.whole_year),
        (rf"(?:на|к|под)\sкон(?:ец|цу)\s(?:{_YEAR}|{_LAST})", resolving.end_of_year),
        (r"на\sконец\sгода", resolving.last_day_of_year),
        (rf"в\s(?:самом\s)?(?:начале|середине|конце)\s(?:{_YEAR}|{_THIS}|{_LAST})", resolving.in_part),
        (r"в\sначале\sгода", resolving.in_part),
        (rf"(?:до|к)\s(?:конц\w\s)?(?:{_YEAR}|{_THIS})(?:\sвключительно)?", resolving.deadline),
        (r"(?:до|к)\sконц\w\sгода", resolving.deadline),
        (rf"с\s(?=[0-9]{{4}}(?:-?м)?\sгодом|[0-9]{{4}}-м(?!\w)){_YEAR}", resolving.whole_year),
        (rf"(?:с|после|начиная с)\s{_YEAR}", resolving.since_year),
        (r"(?:за|в течение)\s(?:все|весь)\s(?:время|годы|период|срок)\w*(?:\s(?:работы|существования))?",
         resolving.just(TimeKind.SINCE_START)),
        (r"за\s(?:время|период|годы)\s(?:работы|существования|деятельности|действия)",
         resolving.just(TimeKind.SINCE_START)),
        (r"с\s(?:самого\s)?(?:начала\s(?:работы|деятельности|проекта|существования|реализации|действия)|момента|"
         r"основания|создания|открытия|запуска|даты создания|дня)(?:\s(?:[а-я]+\s){0,2}в\s(?:19|20)[0-9]{2}(?:-?м)?"
         r"(?:\sгоду)?)?", resolving.just(TimeKind.SINCE_START)),
        (r"нарастающим\sитогом|накопленным\sитогом|накопленн\w+", resolving.just(TimeKind.SINCE_START)),
        (r"(?:за|в)\s(?:тот|этот|то|это)(?:\sже)?\s(?:год|период|срок|время)(?!\s(?:прошл|минувш|предыдущ|позапрошл|20))",
         resolving.just(TimeKind.SAME)),
        (r"год(?:ом)?\s(?:ранее|раньше)|год\sк\sгоду|год\sназад|(?:прошлогодн|позапрошлогодн)\w+|аналогичн\w+\sпериод\w*"
         r"(?:\s(?:прошлого|минувшего|предыдущего)\sгода)?", resolving.just(TimeKind.YEAR_EARLIER)),
        (rf"(?:за|в)\s(?:последн\w+\s{_COUNT}|{_COUNT.replace('count', 'count2')}\sпоследн\w+)\s(?:лет|год\w*)",
         resolving.last_years),
        (r"в\s(?:ближайш|последующ|следующ)\w+\s(?:\w+\s)?(?:лет|год[ыа]|месяц\w+|дни)"
         r"|за\sближайш\w+\s\w+\s(?:лет|года?)"
         r"|в\s(?:ближайшее время|перспективе|дальнейшем|планах)|со временем"
         r"|на следующем этапе", resolving.just(TimeKind.SOON)),
        (rf"(?:в|за)\s(?P<month>{_MONTH})(?:\s(?:{_THIS}|{_LAST}))?(?!\w|\s[0-9])", resolving.in_month),
        (rf"(?P<season>весной|летом|осенью|зимой)(?:\s(?:{_YEAR}|{_THIS}|{_LAST}))?(?!\w)", resolving.in_month),
        (rf"(?:на\sначало|к\sначалу)\s(?:{_YEAR}|{_THIS}|года)", resolving.start_of_year),
        (rf"(?:в\s)?{_THIS}", resolving.whole_year),
        (rf"(?:в\s|за\s)?{_LAST}", resolving.whole_year),
        (r"(?:в\s|на\s)?(?:следующ|будущ)\w+\sгод\w*", resolving.shifted(1)),
        (r"(?:в\s)?позапрошл\w+\sгод\w*", resolving.shifted(-2)),
        (r"в\sпозапрошлом(?=\s?[—–,.;])", resolving.shifted(-2)),
        (r"в\s(?:следующем|будущем)(?=\s?[—–,.;])", resolving.shifted(1)),
        (r"(?:прошел|завершился|закончился|выдался)\sгод(?!\w)"
         r"|год\s(?:для\s[^.,;]{1,40}\s)?(?:прошел|завершился|закончился|выдался|оказался|стал)(?!\w)",
         resolving.results_of_the_year),
        (r"в\sпрошлом(?=\s?[—–,.;])", resolving.shifted(-1)),
        (r"в\s(?:этом|нынешнем)(?=\s?[—–,.;])", resolving.shifted(0)),
        (rf"{_IN}{_YEAR}(?<=[а-я.])", resolving.whole_year),
        (r"(?:в|за|на|по|к|итогам|около|\()\s?(?P<year>(?:19|20)[0-9]{2})(?=\s*(?:[,;:)—–-]|\.\s|\.?$))",
         resolving.whole_year),
        (r"(?:сейчас|сегодня|теперь|ныне|в настоящее время|на сегодняшний день|на текущий момент|на данный момент)\b",
         resolving.just(TimeKind.NOW)),
        (rf"(?:за|через|спустя|в течение|на протяжении)\s(?:(?:ближайш|последн|эт|минувш|прошедш|перв"
         rf"|последующ)\w+\s)?"
         rf"{_COUNT}(?:\s?[-–—]\s?[0-9]+|\s(?:десятк\w+|с\s\w+))?\s(?:(?:последн|ближайш)\w+\s)?"
         r"(?P<unit>лет|год\w*|месяц\w*|дн\w+|недел\w+|десятилети\w+|час\w*|минут\w*|квартал\w*)", resolving.window),
        (r"[0-9]{1,3}\s?[-–—]\s?[0-9]{1,3}\s(?:лет|год\w*|месяц\w*|дн\w+|недел\w+|час\w*"
         r"|минут\w*)", resolving.just(TimeKind.WINDOW)),
        (r"(?:в|во|за)\s(?:перв|втор|трет|четверт|пят)\w+\sгод(?!\w)(?!\sподряд)", resolving.just(TimeKind.WINDOW)),
        (r"за\s(?:год|минувшие двенадцать месяцев)(?!\w|\sдо)", resolving.results_of_the_year),
        (r"(?:за|через|спустя)\s(?:год|месяц|квартал|неделю|полгода|полтора года"
         r"|десятилетие)\b", resolving.just(TimeKind.WINDOW)),
        (r"[0-9]{1,3}0-[ех](?:\sгод\w*|(?=\s*[,.;]))", resolving.just(TimeKind.WINDOW)),
    )
)  # fmt: skip


def time_mentions(low: str, *, published: date | None = None) -> tuple[TimeMention, ...]:
    """Every mention of time in the folded text, in order; where two overlap, the rule that stands first wins."""
    clock = resolving.Clock(published.year, published.month) if published else resolving.Clock(None)
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
