"""What does an edition of our own rating say? Its league table, read from the answer that was frozen with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from zonebook.figures.models import Edition
from zonebook.measures import Text
from zonebook.methodology.ratings import rating_from_yaml
from zonebook.portal.templatetags.zonebook import named
from zonebook.rating import Assessment, Rating
from zonebook.rating.assessing import Screened, assessed, screen
from zonebook.rating.keeping import matrix_from_dict
from zonebook.registry.models import Zone


@dataclass(frozen=True, slots=True)
class Row:
    """A ranked zone. `low` to `high`: where nine of ten replays put it; `best` to `worst`: what any weights can give,
    None where that is not known exactly. `first`: the share of replays in which it is first; `known`: of what it is
    compared by. `reached`: the class of its score, if the rating has classes."""

    zone: str
    name: str
    place: int
    score: float
    median: int
    low: int
    high: int
    first: float
    known: float
    best: int | None
    worst: int | None
    reached: Text | None

    # where the bars stand on a line that is one wide for each place
    @property
    def interval_start(self) -> int:
        return self.low - 1

    @property
    def interval_width(self) -> int:
        return self.high - self.low + 1

    @property
    def own_middle(self) -> float:
        return self.place - 0.5

    @property
    def reach_start(self) -> int | None:
        return None if self.best is None else self.best - 1


@dataclass(frozen=True, slots=True)
class Moved:
    """An indicator whose weight changes, in shares of the whole."""

    title: Text
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Cost:
    """The smallest change of weights that takes the first place away: how much of the weight moves, and who is level
    with the leader then. Without `rival` no weights do it."""

    leader: str
    rival: str | None
    moved: float | None
    shifts: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Influence:
    """How much of the spread of places would stay if only this assumption were open, with the error of the number."""

    assumption: str
    total: float
    error: float

    @property
    def is_told(self) -> bool:
        """Can it be told from nothing?"""
        return self.total > self.error


@dataclass(frozen=True)
class League:
    """An edition as its page shows it. `unranked` and `left_out`: the name and the share that is known of it."""

    edition: Edition
    rating: Rating
    rows: tuple[Row, ...]
    unranked: tuple[tuple[str, float], ...]
    left_out: tuple[tuple[Text, float], ...]
    names: Mapping[str, str]

    @property
    def result(self) -> Any:
        return self.edition.result

    @property
    def leaders(self) -> tuple[Row, ...]:
        """The zones in the first place: one, unless scores are equal."""
        return tuple(row for row in self.rows if row.place == 1)

    def row(self, zone: str) -> Row | None:
        return next((row for row in self.rows if row.zone == zone), None)

    @cached_property
    def titles(self) -> Mapping[str, Text]:
        """What each indicator and group is called, by code."""
        members = [member for group in self.rating.root.groups() for member in group.members]
        return {member.code: member.title for member in members}

    @cached_property
    def cost(self) -> Cost | None:
        """What would cost the first place; None where it is not known, or is shared already."""
        found = self.result["overtaking"]
        if found is None or len(self.leaders) != 1:
            return None
        rival = found["rival"]
        shifts = () if rival is None else moved_weights(self, found["weights"])
        return Cost(self.names[found["leader"]], None if rival is None else self.names[rival], found["moved"], shifts)

    @cached_property
    def influences(self) -> tuple[Influence, ...]:
        """What the places hang on, the most first; assumptions that no spread of places can be put down to are out."""
        found = [
            Influence(code, one["total"], one["total_error"])
            for code, one in self.result["sensitivity"]["shift"].items()
            if one["total"] is not None
        ]
        return tuple(sorted(found, key=lambda one: (-one.total, one.assumption)))

    @property
    def chances(self) -> tuple[tuple[Row, tuple[float, ...]], ...]:
        """Of each zone the share of replays that put it in each place; none for very many zones."""
        found = self.result["probabilities"]
        return () if found is None else tuple((row, tuple(found[row.zone])) for row in self.rows)


@dataclass(frozen=True)
class Engine:
    """An edition's rating held against its numbers again: for what a page asks beyond the frozen answer."""

    rating: Rating
    screened: Screened
    assessment: Assessment


def league(edition: Edition) -> League:
    """The league table of an edition, zones by their names in the language of the page."""
    result, rating = edition.result, rating_of(edition.definition_written)
    names = zone_names([*result["ranks"], *result["unranked"]])
    classes = {one.code: one.title for one in rating.classes}
    rows = [
        _row(result, zone, name=names[zone], reached=classes.get(result["classes"][zone])) for zone in result["ranks"]
    ]
    titles = {one.code: one.title for one in rating.indicators}
    return League(
        edition,
        rating,
        tuple(sorted(rows, key=lambda row: (row.place, row.name))),
        unranked=tuple(sorted((names[zone], share) for zone, share in result["unranked"].items())),
        left_out=tuple((titles[code], share) for code, share in result["left_out"].items()),
        names=names,
    )


def _row(result: Any, zone: str, *, name: str, reached: Text | None) -> Row:
    interval, best, worst = result["intervals"][zone], result["best"], result["worst"]
    return Row(
        zone,
        name,
        place=result["ranks"][zone],
        score=result["scores"][zone],
        median=interval["median"],
        low=interval["low"],
        high=interval["high"],
        first=interval["first"],
        known=result["coverage"][zone],
        best=None if best is None else best[zone],
        worst=None if worst is None else worst[zone],
        reached=reached,
    )


def moved_weights(league: League, weights: Mapping[str, float]) -> tuple[Moved, ...]:
    """The indicators whose weight is another one than the edition's, those that lose most first."""
    nominal = league.result["weights"]
    shifts = [
        Moved(league.titles[code], nominal[code], after)
        for code, after in weights.items()
        if abs(after - nominal[code]) > _NOTHING
    ]
    return tuple(sorted(shifts, key=lambda one: one.after - one.before))


_NOTHING = 5e-4
"""Of all weight: what a page that shows tenths of a per cent does not tell from no change."""


def zone_names(codes: list[str]) -> dict[str, str]:
    """What zones are called in the language of the page, by code."""
    found = {zone.code: named(zone) for zone in Zone.objects.filter(code__in=codes).only("code", "name_ru", "name_en")}
    return {code: found.get(code, code) for code in codes}


@lru_cache(maxsize=32)
def rating_of(written: str) -> Rating:
    """The definition as it was when the edition was made."""
    return rating_from_yaml(written, name="edition")


def engine_of(edition: Edition) -> Engine:
    """The edition's rating over its own numbers, kept between requests: an edition never changes."""
    return _engine(edition.definition_written, json.dumps(edition.matrix, sort_keys=True))


@lru_cache(maxsize=32)
def _engine(written: str, matrix: str) -> Engine:
    rating = rating_of(written)
    screened = screen(rating, matrix_from_dict(json.loads(matrix)))
    return Engine(rating, screened, assessed(screened))
