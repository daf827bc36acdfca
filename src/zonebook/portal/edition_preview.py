"""What would an edition say that is made now, and what of it may an analyst leave out?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

from zonebook.figures.comparing import Comparison, compared
from zonebook.figures.editions import edition_of, editions_of_year
from zonebook.figures.models import Edition
from zonebook.portal.rating_sources import Source, sources_by_zone
from zonebook.portal.ratings import League, league

PREFIX = "out-"
"""Of the fields that say why a figure is left out, before its number."""
MAX_REASON = 300
_LONG = 18


@dataclass(frozen=True, slots=True)
class OfZone:
    """What would be taken of a zone, and the place that it would have, if enough of it is known."""

    name: str
    place: int | None
    sources: tuple[Source, ...]

    @property
    def is_known(self) -> bool:
        """Was anything published of it that concerns the rating, be it left aside?"""
        return any(one.said or one.aside for one in self.sources)


@dataclass(frozen=True, slots=True)
class Preview:
    """An edition as it would be; `before`: the last one of the year, if there is one; `seen`: its numbers in short."""

    asked: Comparison
    league: League
    zones: tuple[OfZone, ...]
    before: Edition | None
    seen: str

    @property
    def unknown(self) -> list[str]:
        """The zones of which nothing was published."""
        return [one.name for one in self.zones if not one.is_known]


def left_out(sent: QueryDict) -> dict[int, str]:
    """The figures that an address leaves out, by number, each with why."""
    return dict(_left_out(sent))


def _left_out(sent: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for name, reason in sent.items():
        number = name.removeprefix(PREFIX)
        if name.startswith(PREFIX) and number.isdecimal() and len(number) < _LONG and reason.strip():
            yield int(number), reason.strip()[:MAX_REASON]


def preview_of(asked: Comparison, *, at: datetime) -> Preview:
    """The edition that would be made at a moment. Raises MethodologyError and RatingError."""
    before = editions_of_year(asked).first()
    answer = compared(asked, known_at=at)
    edition = edition_of(asked, answer, number=1 if before is None else before.number + 1)
    edition.made_at = at
    found = league(edition)
    zones = [_of_zone(zone, sources, league=found) for zone, sources in sources_by_zone(edition).items()]
    zones.sort(key=lambda one: (one.place or len(zones) + 1, one.name))
    return Preview(asked, found, tuple(zones), before, answer.fingerprint_of_numbers)


def _of_zone(zone: str, sources: tuple[Source, ...], *, league: League) -> OfZone:
    row = league.row(zone)
    return OfZone(league.names[zone], None if row is None else row.place, sources)


def kept_for_later(preview: Preview) -> list[tuple[str, Any]]:
    """The fields that make exactly what is shown."""
    asked = preview.asked
    fields: list[tuple[str, Any]] = [("rating", asked.rating), ("zone_class", asked.zone_class), ("year", asked.year)]
    fields.append(("seen", preview.seen))
    return fields + [(f"{PREFIX}{number}", why) for number, why in asked.without.items()]
