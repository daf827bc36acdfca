"""How does one zone stand against its class? Its numbers, what they add to its score, and what would make it first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from zonebook.figures.editions import change_between, edition_before
from zonebook.figures.models import Edition
from zonebook.measures import Quantity, Text, Unit
from zonebook.measures.numbers import plain_number, unit_in, value_in
from zonebook.methodology.definition import MethodologyError
from zonebook.methodology.published import load_published
from zonebook.portal.rating_sources import Source, sources_of
from zonebook.portal.rating_words import percent, place_said, reaching_said
from zonebook.portal.ratings import Engine, League, Row, moved_weights, zone_names
from zonebook.portal.words import in_a_row
from zonebook.rating import Indicator, RatingError
from zonebook.rating.changing import Change
from zonebook.rating.reweighing import reaching_first
from zonebook.registry.wording import language

_MIDDLE = 50.0
_NO_POINT = 0.05
"""Of a score: what a page that shows tenths does not tell from none."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One indicator of a zone against its class. `place` among the zones by this indicator alone; `at` and `others`:
    where the marks stand between the worst and the best, in per cent; `part`: what it adds to the score beyond the
    mean of the class, None where a score has no parts; `is_filled`: nobody published it, a rule stands in. Of what is
    not known and nothing stands in for there is no value, mark, nor place."""

    title: Text
    value: str
    unit: str
    is_filled: bool
    mark: float | None
    place: int | None
    weight: float | None
    part: float | None
    at: float | None
    others: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed since the edition before: `parts` of the score by indicator add up with `weights` to its change."""

    before: Edition
    change: Change
    parts: tuple[tuple[Text, float], ...]
    moves: tuple[str, ...]

    @property
    def score(self) -> float:
        return self.change.score_after - self.change.score_before

    @property
    def is_still(self) -> bool:
        """Did no indicator change its part of the score?"""
        return not self.has_other_weights and all(abs(part) <= _NO_POINT for _title, part in self.parts)

    @property
    def has_other_weights(self) -> bool:
        return abs(self.change.by_weights) > _NO_POINT


@dataclass(frozen=True, slots=True)
class Profile:
    """A zone that the edition ranks."""

    row: Row
    said: str
    reaching: str
    compared: tuple[Compared, ...]
    beats: tuple[tuple[str, float], ...]
    sources: tuple[Source, ...]
    changed: Changed | None


def profile_of(league: League, engine: Engine, *, zone: str) -> Profile | None:
    """The profile of a zone; None of one that the edition does not rank."""
    row = league.row(zone)
    if row is None:
        return None
    beats = league.result["beats"]
    others = [] if beats is None else [(league.names[other], share) for other, share in beats[zone].items()]
    return Profile(
        row,
        place_said(row),
        reaching="" if row.place == 1 else _reaching(league, engine, row=row),
        compared=tuple(_compared(league, engine, indicator=one, row=row) for one in engine.screened.indicators),
        beats=tuple(sorted(others, key=lambda pair: (-pair[1], pair[0]))),
        sources=sources_of(league.edition, zone),
        changed=_changed(league, zone),
    )


def _changed(league: League, zone: str) -> Changed | None:
    """Since the edition before; None where there is none, or it did not rank the zone."""
    before = edition_before(league.edition)
    if before is None:
        return None
    try:
        found = next((one for one in change_between(before, league.edition) if one.zone == zone), None)
    except RatingError:
        return None
    if found is None:
        return None
    parts = [(league.titles[code], part) for code, part in found.parts.items()]
    names = zone_names(
        [*found.overtook, *found.overtaken_by, *found.entered_above, *found.left_above],
    )
    return Changed(
        before,
        found,
        parts=tuple(sorted(parts, key=lambda pair: -abs(pair[1]))),
        moves=tuple(_moves(found, names)),
    )


def _moves(change: Change, names: Mapping[str, str]) -> Iterator[str]:
    """Who changed sides."""
    for sentence, zones in (
        (_("It overtook: %(zones)s."), change.overtook),
        (_("It was overtaken by: %(zones)s."), change.overtaken_by),
        (_("Newly compared, and above it: %(zones)s."), change.entered_above),
        (_("Above it before, and compared no more: %(zones)s."), change.left_above),
    ):
        if zones:
            yield sentence % {"zones": in_a_row([names[zone] for zone in zones])}


def _reaching(league: League, engine: Engine, *, row: Row) -> str:
    """What would bring the zone the first place."""
    try:
        found = reaching_first(engine.screened, row.zone)
    except RatingError:
        return _("What would bring it the first place cannot be reckoned: places do not follow from one weighted sum.")
    if found is None:
        return _("No weights whatever bring it the first place.")
    return reaching_said(row.name, found.moved, shifts=moved_weights(league, found.weights))


def _compared(league: League, engine: Engine, *, indicator: Indicator, row: Row) -> Compared:
    assessment, result = engine.assessment, league.result
    zone, column = assessment.zones.index(row.zone), assessment.indicators.index(indicator.code)
    marks = {code: of_zone[indicator.code] for code, of_zone in result["marks"].items()}
    known = [mark for mark in marks.values() if mark is not None]
    own = marks[row.zone]
    value, unit = ("…", "") if own is None else valued(indicator, float(assessment.values[zone, column]))
    parts, weights = result["parts"], result["weights"]
    return Compared(
        indicator.title,
        value,
        unit,
        is_filled=bool(assessment.filled[zone, column]),
        mark=own,
        place=None if own is None else 1 + sum(mark > own for mark in known),
        weight=None if weights is None else weights[indicator.code],
        part=None if parts is None else parts[row.zone][indicator.code],
        at=None if own is None else _between(own, known),
        others=tuple(_between(mark, known) for code, mark in marks.items() if code != row.zone and mark is not None),
    )


def _between(mark: float, marks: list[float]) -> float:
    least, most = min(marks), max(marks)
    return _MIDDLE if least == most else 100 * (mark - least) / (most - least)


def valued(indicator: Indicator, value: float) -> tuple[str, str]:
    """A value and its unit as they are read: money in its magnitude, what is divided to three digits.

    What is divided by something is in the unit of what was divided; its title says by what.
    """
    amount = Decimal(repr(value))
    if indicator.plan:
        return percent(value), ""
    if indicator.per:
        amount = _three_digits(amount)
    try:
        unit = Unit.of(load_published().indicator(indicator.columns[0]).unit)
    except MethodologyError:
        return plain_number(amount, language()), ""
    quantity = Quantity(amount, unit)
    return value_in(quantity, language()), unit_in(quantity, language())


def _three_digits(amount: Decimal) -> Decimal:
    """Three digits, and at least the whole part."""
    return amount if not amount else round(amount, max(0, 2 - amount.adjusted()))
