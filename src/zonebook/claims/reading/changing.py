"""Does a quantity tell by how much something changed, and not how much of it there is?

«Штат завода вырос на 210 человек» is no staff of 210. A change is told by «на» before the number and a verb or noun of
growth or decline before it in the clause, or by «больше», «меньше» right behind the quantity.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from zonebook.claims.reading import lexicon
from zonebook.claims.reading.quantity import Spot

_BY = re.compile(r"(?<!\w)на\s(?:(?:целых|целые|сразу|еще|почти|примерно)\s)?$")
_BY_INSIDE = re.compile(r"(?:\w+\s){1,2}на\s")
_UP = re.compile(
    r"(?<!\w)(?:(?:вы|под|воз)?рос(?:ла|ло|ли)?|(?:вы|под|воз)раст\w+|раст[еу]т|увелич\w+|прибав\w+|прирос\w*|прираст\w+|расшир\w+"
    r"|пополни\w+|подн[яи]\w+|повы[сш]\w+|рост\w*|прирост\w*|нараст\w+)(?!\w)"
)
_DOWN = re.compile(
    r"(?<!\w)(?:снизи\w+|сниж\w+|сократи\w+|сокращ\w+|уменьш\w+|упал\w*|упад[её]т|просел\w*|падени\w+|убыл\w*)(?!\w)"
)
_MORE = re.compile(r"\s(?P<up>больше|выше)(?!\w)|\s(?:меньше|ниже)(?!\w)")
_CLAUSE = re.compile(r"[;:()]|,\s(?:а|но|и|что|котор\w+|при)\s|,")

_COUNTED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "people": ("hired", "employees_lost"),
        "jobs": ("jobs_growth", "jobs_lost"),
        "residents": ("residents_new", "residents_lost"),
        "companies": ("companies_new", "companies_lost"),
    }
)


def change_of(spot: Spot, measure: str) -> str | None:
    """What a change of `measure` is called, or None where the quantity is no change."""
    is_up = _direction(spot)
    if is_up is None:
        return None
    if spot.draft.unit in _COUNTED and measure != "visitors":
        return _COUNTED[spot.draft.unit][0 if is_up else 1]
    if measure in lexicon.CHANGING:
        return f"{measure}_growth" if is_up else f"{measure}_decline"
    return None


def _direction(spot: Spot) -> bool | None:
    """True for growth, False for decline, None for neither."""
    more = _MORE.match(spot.behind)
    if not (_BY.search(spot.before) or _BY_INSIDE.match(spot.quote)):
        return None
    if more:
        return more["up"] is not None
    clause = _CLAUSE.split(spot.before)[-1]
    up = max((match.end() for match in _UP.finditer(clause)), default=-1)
    down = max((match.end() for match in _DOWN.finditer(clause)), default=-1)
    return None if up == down else up > down
