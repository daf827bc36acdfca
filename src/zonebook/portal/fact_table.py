"""What would be kept of a table of published figures? Row by row as it will be read, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from zonebook.intake.tables import decoded_csv
from zonebook.measures import Text
from zonebook.measures.published import Basis, SourceKind
from zonebook.methodology.published import load_published
from zonebook.portal.contradiction_words import SOURCES
from zonebook.portal.rating_sources import Said, said_of
from zonebook.portal.ratings import zone_names
from zonebook.published.models import Fact
from zonebook.published.queries import already_kept
from zonebook.published.reading import TextRow, fact_table

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A figure as it will be read: of which zone, what, how much, for when, who says so."""

    zone: str
    title: Text
    said: Said
    source: str
    is_kept: bool


@dataclass(frozen=True)
class LookedAt:
    """A table before it is kept. `kept`: which of its figures the book has already, by their place in the table."""

    facts: tuple[Fact, ...]
    kept: frozenset[int]
    texts: tuple[TextRow, ...]

    @property
    def new(self) -> list[Fact]:
        """What is not in the book yet."""
        return [fact for nth, fact in enumerate(self.facts) if nth not in self.kept]

    @cached_property
    def lines(self) -> list[Line]:
        """The first figures of the table, as a reader sees them."""
        shown = self.facts[:_SHOWN]
        names = zone_names([fact.about for fact in shown])
        return [_line(fact, zone=names[fact.about], is_kept=nth in self.kept) for nth, fact in enumerate(shown)]

    @property
    def not_shown(self) -> int:
        return max(0, len(self.facts) - _SHOWN)

    @cached_property
    def strangers(self) -> list[str]:
        """Codes that the register knows no zone by: a group of zones, or a slip of the pen."""
        codes = sorted({fact.about for fact in self.facts})
        names = zone_names(codes)
        return [code for code in codes if names[code] == code]


def looked_at(content: bytes) -> LookedAt:
    """The figures of a file. Raises TableRefused where it is no text, ValidationError where it is no such table."""
    table = fact_table(decoded_csv(content), definition=load_published())
    return LookedAt(table.facts, already_kept(table.facts), table.texts)


def _line(fact: Fact, *, zone: str, is_kept: bool) -> Line:
    return Line(
        f"{zone}: {fact.part}" if fact.part else zone,
        load_published().indicator(fact.indicator).title,
        said_of(fact),
        source=f"{SOURCES[SourceKind(fact.source_kind)]}, {_BASES[Basis(fact.basis)]}",
        is_kept=is_kept,
    )


_BASES = {
    Basis.STATED: _("stated"),
    Basis.DERIVED: _("derived from other numbers"),
    Basis.PERIOD_INFERRED: _("its period was inferred"),
}
