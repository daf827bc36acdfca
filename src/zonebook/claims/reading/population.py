"""Whose number is it: every company's, the residents', or a cluster's?

Companies are not residents: about half of the companies in a zone hold the status. The words decide, never the
noun alone: «25 организаций стали резидентами» counts residents, «в компаниях-резидентах появилось 4900 рабочих
мест» speaks of residents' jobs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zonebook.claims.reading.quantity import Draft, Spot

_STATUS = re.compile(
    r"(?:стал\w*|станут|стать|станов\w+|признан\w*|числ(?:ится|ятся|ил\w+)|явля\w+)\s(?:\w+\s)?резидент|резидентами\s(?:\w+\s){0,2}(?:стал|стан|явл)"
    r"|(?:лиш\w+|получ\w+|утрат\w+|присво\w+|имеют|име\w+|дали|потеря\w+|приостанов\w+)\s(?:\w+\s){0,2}статус|статус\w*\s(?:резидент|есть|получ|присво|лиш)"
    r"|в (?:реестр|числ)\w*\s(?:\w+\s)?резидент"
)
_AROUND = 70
_JOINING = re.compile(r"на подходе|в очереди|прибав\w+|добав\w+|пополн\w+|присоедин\w+|пришл\w+")
_RESIDENTS = re.compile(r"(?<!\w)резидент(?!ск)\w*")
_CLUSTER = re.compile(r"кластер\w*")
_COMPANIES = re.compile(r"(?<!-)(?<!\w)(?:компани\w+|предприяти\w+|организаци\w+|фирм\w*)(?!-резид)")
_THEIRS = frozenset(("RUB", "USD", "EUR", "jobs", "people"))


def with_status(spot: Spot, before: Sequence[Draft], *, earlier: Sequence[Draft] = ()) -> Draft:
    """Companies that hold, will hold or lost the status count as residents, whatever they are called.

    `before` are the quantities read in the sentence, `earlier` those of the sentences before it.
    """
    draft, sentence = spot.draft, spot.sentence
    if draft.unit != "companies":
        return draft
    around = sentence.low[max(sentence.start, draft.start - _AROUND) : min(sentence.end, draft.end + _AROUND)]
    status = _STATUS.search(around)
    if status:
        return draft.of_unit("residents", status[0])
    if not before and _are_some_of(spot, earlier[-1] if earlier else None):
        return draft.of_unit("residents", "some of the new residents told before")
    last = before[-1] if before else None
    joining = _JOINING.search(sentence.low, last.end, draft.start) if last else None
    if last and last.unit == "residents" and joining:
        return draft.of_unit("residents", joining[0])
    residents = next((other for other in before if other.unit == "residents"), None)
    joining = _JOINING.search(spot.before)
    return draft.of_unit("residents", joining[0]) if residents and joining else draft


def _are_some_of(spot: Spot, last: Draft | None) -> bool:
    """«Новыми резидентами стали пять предприятий. Три компании займутся станками»: three of these five."""
    draft, sentence = spot.draft, spot.sentence
    if last is None or last.unit != "residents" or draft.start - sentence.start > _AT_ONCE:
        return False
    joined = _JOINED.search(sentence.low, max(0, last.start - _AROUND), min(sentence.start, last.end + _AROUND))
    return joined is not None and draft.written.value < last.written.value


_AT_ONCE = 2
_JOINED = re.compile(r"стали|получили статус|статус\w* (?:резидента )?получ|новы\w+ резидент|приняты|пополнили")


def counts_whom(spot: Spot) -> str | None:
    """The population that the words name, or None where they leave it open."""
    unit = spot.draft.unit
    if unit == "residents":
        return "residents"
    if unit == "companies":
        is_cluster = _CLUSTER.search(spot.before) and "участник" in spot.before
        return "cluster" if "участник" in spot.quote or is_cluster else "companies"
    return whose(spot.before) if unit in _THEIRS else None


def whose(said: str) -> str | None:
    """The population that was named last in the words before a number."""
    last = {
        population: max((match.start() for match in pattern.finditer(said)), default=-1)
        for population, pattern in (("residents", _RESIDENTS), ("cluster", _CLUSTER), ("companies", _COMPANIES))
    }
    population, at = max(last.items(), key=lambda found: found[1])
    return population if at >= 0 else None
