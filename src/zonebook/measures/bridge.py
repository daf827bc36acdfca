"""What lies between the level at the opening of a period and the level at its closing?

    opening + added + came − left + moved in − moved out − closed + unexplained = closing

One place is one company on one site. At each place the equation holds to the unit, because what no report explains is
a term of its own; `closed` and `unexplained` are never set off against each other. A company's, a site's and the zone's
bridge are sums over the same places, so that bridges add up in any direction. A company that moved between sites came
to and left none but the sites: the zone knows the difference.

A company that lacks any number it owes is in no sum and is named: missing is never zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from types import MappingProxyType

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Place:
    """One company on one site, in one unit: its level at both ends of the period, and what was added between.

    `was_there` and `is_there` tell a company that was not on the site from one that did not report: the amount of
    either is None.
    """

    company: str
    site: str
    was_there: bool
    is_there: bool
    opening: Decimal | None = None
    added: Decimal | None = None
    closing: Decimal | None = None

    @property
    def lacks(self) -> tuple[str, ...]:
        """The numbers that it owes and that are not known; who has left owes nothing but the opening."""
        owed = {"opening": self.was_there, "added": self.is_there, "closing": self.is_there}
        return tuple(name for name, is_owed in owed.items() if is_owed and getattr(self, name) is None)


@dataclass(frozen=True, slots=True)
class Bridge:
    """The terms between two levels. `came` is what newcomers brought beyond what they added since they came.

    `closed` is what opening and additions would make and the closing level does not hold; `unexplained` is what the
    closing level holds beyond them.
    """

    opening: Decimal = _NOTHING
    added: Decimal = _NOTHING
    came: Decimal = _NOTHING
    left: Decimal = _NOTHING
    moved_in: Decimal = _NOTHING
    moved_out: Decimal = _NOTHING
    closed: Decimal = _NOTHING
    unexplained: Decimal = _NOTHING
    closing: Decimal = _NOTHING

    def __add__(self, other: Bridge) -> Bridge:
        return Bridge(*(getattr(self, term) + getattr(other, term) for term in TERMS))

    @property
    def net(self) -> Decimal:
        """What the level rose by."""
        return self.closing - self.opening

    @property
    def reckoned(self) -> Decimal:
        """The closing level by the equation: always `closing`."""
        came, moved = self.came - self.left, self.moved_in - self.moved_out
        return self.opening + self.added + came + moved - self.closed + self.unexplained


TERMS = tuple(term.name for term in fields(Bridge))
"""The terms in the order of the equation."""
TAKEN_AWAY = frozenset({"left", "moved_out", "closed"})
"""The terms that the equation subtracts."""


@dataclass(frozen=True, slots=True)
class Bridges:
    """The bridges of a zone: the whole, and the same by company and by site; `lacking`: what each absent one owes."""

    zone: Bridge
    by_company: Mapping[str, Bridge]
    by_site: Mapping[str, Bridge]
    lacking: Mapping[str, tuple[str, ...]]

    @property
    def expected(self) -> int:
        """How many companies were there at either end."""
        return len(self.by_company) + len(self.lacking)

    @property
    def is_complete(self) -> bool:
        return not self.lacking


def bridges(places: Iterable[Place]) -> Bridges:
    """The bridges over these places, each company and site once. Raises ValueError for a place that is given twice."""
    found = list(places)
    if len({(place.company, place.site) for place in found}) < len(found):
        raise ValueError("a place is given twice")
    lacking: dict[str, tuple[str, ...]] = {}
    for place in found:
        if place.lacks:
            together = dict.fromkeys((*lacking.get(place.company, ()), *place.lacks))
            lacking[place.company] = tuple(together)
    came_from = {place.company for place in found if place.was_there}
    goes_on = {place.company for place in found if place.is_there}
    spans = [
        (place, _span(place, was_in_zone=place.company in came_from, is_in_zone=place.company in goes_on))
        for place in found
        if place.company not in lacking
    ]
    zone = sum((span for _, span in spans), Bridge())
    return Bridges(zone, _summed(spans, _company), _summed(spans, _site), MappingProxyType(lacking))


def _span(place: Place, *, was_in_zone: bool, is_in_zone: bool) -> Bridge:
    """The bridge of one place that lacks nothing."""
    opening = _reported(place.opening) if place.was_there else _NOTHING
    if not place.is_there:
        return Bridge(opening=opening, moved_out=opening) if is_in_zone else Bridge(opening=opening, left=opening)
    added, closing = _reported(place.added), _reported(place.closing)
    rest = closing - opening - added
    fewer, more = max(-rest, _NOTHING), max(rest, _NOTHING)
    whole = Bridge(opening=opening, added=added, closed=fewer, closing=closing)
    if place.was_there:
        return whole + Bridge(unexplained=more)
    return whole + (Bridge(moved_in=more) if was_in_zone else Bridge(came=more))


def _reported(amount: Decimal | None) -> Decimal:
    """An amount of a place that lacks nothing. Raises ValueError for a missing one: it is no nought."""
    if amount is None:
        raise ValueError("a place that lacks a number has no bridge")
    return amount


def _summed(spans: Iterable[tuple[Place, Bridge]], key: Callable[[Place], str]) -> Mapping[str, Bridge]:
    found: dict[str, Bridge] = {}
    for place, span in spans:
        found[key(place)] = found.get(key(place), Bridge()) + span
    return MappingProxyType(found)


def _company(place: Place) -> str:
    return place.company


def _site(place: Place) -> str:
    return place.site
