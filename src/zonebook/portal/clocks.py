"""On which day, and as known at which moment, is the register shown? `?on=2025-06-30&known=2025-07-01T12:00`"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zonebook.portal.asking import Unclear, read_moment

_FIRST, _LAST = date(1900, 1, 1), date(9000, 12, 31)
_DAY = _("Write the day as 2025-09-09.")


@dataclass(frozen=True, slots=True)
class Clock:
    """The day that is looked at, and the moment whose knowledge counts: none means what is known now."""

    on: date
    known_at: datetime | None = None
    faults: tuple[tuple[str, str, str | Promise], ...] = ()


def read_clock(asked: QueryDict, *, today: date) -> Clock:
    """The two clocks of an address. What cannot be read is named in `faults` and counts as not written."""
    faults: list[tuple[str, str, str | Promise]] = []
    on, known_at = today, None
    if text := asked.get("on", "").strip():
        try:
            on = _day(text)
        except ValueError:
            faults.append(("on", text[:60], _DAY))
    if text := asked.get("known", "").strip():
        try:
            known_at = read_moment(text, field="known")
        except Unclear as error:
            faults.append(("known", text[:60], error.advice))
    return Clock(on, known_at, tuple(faults))


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not _FIRST <= day <= _LAST:
        raise ValueError(text)
    return day
