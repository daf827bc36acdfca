"""How firmly is a number put forward, and which words say so?

A hedge stands right before the number («свыше», «более чем на», «превысили»), seldom right behind it («с лишним»,
«и более»). «До» is two words in one: a ceiling («вместит до 100») and the target of a change («вырастет до 39»);
only the first is a hedge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zonebook.measures import Hedge


@dataclass(frozen=True, slots=True)
class HedgeWord:
    """A hedge and where its words stand in the text."""

    hedge: Hedge
    start: int
    end: int


_BEFORE = re.compile(
    r"""(?<![\w-])(?:
      (?P<at_least> не\s(?:менее|меньше|ниже)(?:\sчем)? | (?:как\s)?минимум
                  | по\s(?:меньшей|крайней)\sмере | самое\sменьшее )
    | (?P<at_most> не\s(?:более|больше|выше|свыше)(?:\sчем)? | (?:как\s)?максимум | не\sпревы\w+ | самое\sбольшее
                 | вплоть\sдо | в\sпределах )
    | (?P<ceiling> до )
    | (?P<about> около | примерно | порядка | приблизительно | ориентировочно | где-то | в\sрайоне | условно | ~ | ≈
               | плюс-минус )
    | (?P<almost> почти | практически | без\sмалого | (?:едва|чуть)\s(?:ли\s)?не | почти\sчто
                | (?:вплотную\s)?(?:приблизи|приближа|подобра|подступ)\w+\s(?:к|ко|под) )
    | (?P<more_than> (?:(?:чуть|немного|немногим|значительно|намного|заметно|существенно)\s)?
                     (?:более|больше|свыше|выше)(?:\sчем)? | сверх
                   | (?:уже\s)?превы(?:с|ш)\w+ | (?:перевали|перешагну|переступи|зашкали|перевалива|перешагива)\w+\s
                     (?:(?:за|через)(?:\s(?:отметку|рубеж|планку)(?:\sв)?)? | (?:отметку|рубеж|планку|порог)\sв)
                   | (?:перевали|перешагну|переступи)\w+ | преодоле\w+\s(?:отметку|рубеж|планку|порог)\sв )
    | (?P<less_than> (?:(?:чуть|немного|немногим)\s)?(?:менее|меньше|ниже)(?:\sчем)? | не\s(?:дотян|дотяг|доше)\w+\sдо
                   | неполн\w+ )
    | (?P<floor> от )
    )\s*(?:\s(?:на|в|во|за|с|к|ко|до|из|по|у))?\s*[«"$€₽]?$""",
    re.VERBOSE,
)
_AFTER = re.compile(
    r"\s*(?:с\s(?:лишним|небольшим|хвостиком|лишком)(?P<more_than>)"
    r"|(?:и|или)\s(?:более|больше|выше)(?P<at_least>)(?!\s*[\d$€])(?!\s(?:чем|двух|трех|тысяч|миллион|млн|млрд)))"
)
_COMPARISON = re.compile(r"(?:больше|выше|свыше|ниже|меньше)\s(?:на|в)")
_WINDOW = 48

_TARGET = re.compile(
    r"увелич|вырас|выро|раст[её]т|расти\b|рост|расшир|довест|довед|дове[лд]|доход|снизи|сниж|сократ|сокращ|подня|повы"
    r"|прибав|прирас|нарас|наращ|упа[лс]|уменьш|опусти|подешев|подорож|удво|утро|с \d[\d ,]*$|разрас|поднима|достр"
)
_AIMED = re.compile(r"(?:%|процент\w*|раз[а]?|вдвое|втрое|вчетверо|впятеро|больше|меньше)\s*,?\s*[—–-]?\s*$")
_NO_LIMIT = re.compile(r"(?:отличал\w*|отличается|зависит|завис\w+|далек\w*|в стороне|доля|доли|процент\w*|%)\s*$")


def hedge_before(low: str, start: int, *, floor: int) -> HedgeWord | None:
    """The hedge that ends right before position `start` of the folded text, not reaching behind `floor`."""
    window = max(floor, start - _WINDOW)
    match = _BEFORE.search(low, window, start)
    if match is None or match.lastgroup is None:
        return None
    name = match.lastgroup
    if _COMPARISON.fullmatch(match[0].strip()):
        return None  # «выше на 15%», «больше в 3 раза»: what is compared, not how firmly it is said
    if name == "ceiling":
        return _ceiling(low, match.start(), end=start, floor=floor)
    if name == "floor":
        is_loose = _NO_LIMIT.search(low, floor, match.start())
        return None if is_loose else HedgeWord(Hedge.AT_LEAST, match.start(), start)
    return HedgeWord(Hedge(name), match.start(), start)


def _ceiling(low: str, start: int, *, end: int, floor: int) -> HedgeWord | None:
    """«До» as a ceiling; None where a verb of change or a share before it makes it the target of that change."""
    before = low[max(floor, start - 70) : start]
    is_gapped = low[floor:start].rstrip().endswith(("—", "–"))  # «вырастет до 50, а число мест — до 12 тысяч»
    clause = low[floor:start] if is_gapped else re.split(r"[;:(]|, (?:а|но|которы)", before)[-1]
    if _TARGET.search(clause) or _AIMED.search(before):
        return None
    return HedgeWord(Hedge.AT_MOST, start, end)


def hedge_after(low: str, end: int, *, stop: int) -> HedgeWord | None:
    """The hedge that begins right behind position `end`."""
    match = _AFTER.match(low, end, stop)
    if match is None or match.lastgroup is None:
        return None
    return HedgeWord(Hedge(match.lastgroup), match.start(), match.end())
