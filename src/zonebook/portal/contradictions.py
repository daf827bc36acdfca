"""What does a row of the page of contradictions show, and which rows does an address ask for?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from zonebook.claims.contradicting import Clash, Sureness, Voice
from zonebook.claims.probable_causes import Cause
from zonebook.measures import Quantity, Unit
from zonebook.portal.contradiction_words import CAUSES, CLASHES, HEDGES, SOURCES, period_of, title_of, why
from zonebook.portal.templatetags.zonebook import named, unit, value
from zonebook.published.comparing import Found, Pair
from zonebook.published.models import Fact, Ruling
from zonebook.registry.models import Cluster, Company, Site, Zone

NO_CAUSE = "none"
NOT_RULED = "open"
_GROUPS: Mapping[str, Any] = {"russia-all": _("all zones of Russia")}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which contradictions an address asks for; an empty part asks for all."""

    zone: str = ""
    measure: str = ""
    cause: str = ""
    ruling: str = ""

    @classmethod
    def read(cls, fields: QueryDict) -> Asked:
        return cls(*(fields.get(name, "") for name in ("zone", "measure", "cause", "ruling")))

    def wants(self, found: Found, ruling: Ruling | None) -> bool:
        about = found.contradiction.smaller
        given = (about.fact.about, about.meaning.subject, cause_of(found), ruling_of(ruling))
        asked = (self.zone, self.measure, self.cause, self.ruling)
        return all(not one or one == other for one, other in zip(asked, given, strict=True))


def cause_of(found: Found) -> str:
    """The code of the likeliest cause, or the word for none."""
    return found.cause.value if found.cause else NO_CAUSE


def ruling_of(ruling: Ruling | None) -> str:
    """The code of what was ruled, or the word for nothing yet."""
    return ruling.kind if ruling else NOT_RULED


@dataclass(frozen=True, slots=True)
class Names:
    """What zones and their parts are called in the language of the page."""

    zones: Mapping[str, str]
    parts: Mapping[str, str]

    @classmethod
    def of(cls, found: Iterable[Found]) -> Names:
        """The names that some contradictions need, with one look at each table of the register."""
        facts = [voice.fact for one in found for voice in (one.contradiction.smaller, one.contradiction.larger)]
        codes = {fact.part for fact in facts if fact.part}
        zones = {zone.code: named(zone) for zone in Zone.objects.filter(code__in={fact.about for fact in facts})}
        entries = [entry for kind in (Company, Cluster, Site) for entry in kind.objects.filter(code__in=codes)]
        return cls(zones, {entry.code: named(entry) for entry in entries})

    def zone(self, code: str) -> str:
        return self.zones.get(code) or str(_GROUPS.get(code, code))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number was published: the page as it was entered, and what kind of page it is."""

    fact: Fact
    kind: Any


@dataclass(frozen=True, slots=True)
class Said:
    """One side of a contradiction: the number as it was said, the time it is of, and all pages that say so."""

    title: str
    hedge: Any
    quantity: Quantity
    period: str
    part: str
    sources: tuple[Source, ...]

    @property
    def number(self) -> int:
        """The number of the figure that stands for all who say the same."""
        return self.sources[0].fact.pk

    @property
    def in_words(self) -> str:
        """The number as it was said, its time, and who says so first."""
        said = f"{value(self.quantity)}\u00a0{unit(self.quantity)}"
        source = self.sources[0].fact.source_name or str(self.sources[0].kind)
        return f"{self.hedge} {said}, {self.period} ({source})".strip()

    @classmethod
    def of(cls, voice: Voice, *, names: Names, facts: Mapping[int, Fact]) -> Said:
        fact = voice.fact
        return cls(
            title=title_of(voice),
            hedge=HEDGES.get(fact.hedge, ""),
            quantity=Quantity(fact.value, Unit.of(fact.unit)),
            period=period_of(voice),
            part=names.parts.get(fact.part, fact.part),
            sources=tuple(Source(facts[one.number], SOURCES[one.source]) for one in (fact, *voice.repeated)),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A contradiction as the page shows it, the number that was said first in time first."""

    pair: Pair
    zone: str
    sides: tuple[Said, Said]
    clash: Any
    is_certain: bool
    times: Decimal | None
    causes: tuple[tuple[Any, str], ...]
    ruling: Ruling | None

    @property
    def one(self) -> Said:
        return self.sides[0]

    @property
    def is_of_one_part(self) -> bool:
        return self.sides[0].part == self.sides[1].part


_TIMES_FROM = Decimal("1.5")


def rows_of(found: Sequence[Found], rulings: Mapping[Pair, Ruling]) -> list[Row]:
    """The rows of contradictions, with a number of queries that does not grow with them."""
    names, facts = Names.of(found), Fact.objects.in_bulk([number for one in found for number in _numbers(one)])
    return [_row(one, names=names, facts=facts, ruling=rulings.get(one.pair)) for one in found]


def _row(found: Found, *, names: Names, facts: Mapping[int, Fact], ruling: Ruling | None) -> Row:
    one = found.contradiction
    earlier, later = sorted((one.smaller, one.larger), key=lambda voice: voice.days)
    return Row(
        pair=found.pair,
        zone=names.zone(one.smaller.fact.about),
        sides=(Said.of(earlier, names=names, facts=facts), Said.of(later, names=names, facts=facts)),
        clash=CLASHES[Clash(one.clash)],
        is_certain=one.sureness is Sureness.CERTAIN,
        times=round(one.factor, 1) if one.factor is not None and one.factor >= _TIMES_FROM else None,
        causes=tuple((CAUSES[cause.cause], why(cause)) for cause in found.causes),
        ruling=ruling,
    )


def _numbers(found: Found) -> list[int]:
    sides = (found.contradiction.smaller, found.contradiction.larger)
    return [fact.number for voice in sides for fact in (voice.fact, *voice.repeated)]


def choices(found: Sequence[Found]) -> dict[str, list[tuple[str, str]]]:
    """What the list can be narrowed by: the zones, measures and causes that any contradiction has, commonest first."""
    names = Names.of(found)
    zones = Counter(one.contradiction.smaller.fact.about for one in found)
    subjects = Counter(one.contradiction.smaller.meaning.subject for one in found)
    titles = {one.contradiction.smaller.meaning.subject: title_of(one.contradiction.smaller) for one in reversed(found)}
    causes = Counter(cause_of(one) for one in found)
    return {
        "zones": [(code, names.zone(code)) for code, _times in zones.most_common()],
        "measures": [(code, titles[code]) for code, _times in subjects.most_common()],
        "causes": [(cause.value, str(title)) for cause, title in CAUSES.items() if causes[cause.value]],
        "has_unnamed": [(NO_CAUSE, "")] if causes[NO_CAUSE] else [],
    }


def cause_title(code: str) -> str:
    """What a cause is called that a ruling names; nothing where it names none."""
    return str(CAUSES[Cause(code)]) if code else ""
