"""A comparison of the zones of a class by what was published of them: the numbers taken, and what a rating says.

All zones are compared by public figures alike, the zone whose book this is as well: its own figure stands beside what
was taken and is never put in its place (decision 0021).
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from zonebook.figures.queries import ask, question
from zonebook.measures import Figure, Period, days_as_published
from zonebook.measures.published import PublishedFact, Time
from zonebook.methodology.published import PublishedIndicator, load_published
from zonebook.methodology.ratings import rating_from_yaml, written_rating
from zonebook.published.comparing import named_wrong
from zonebook.published.models import Ruling
from zonebook.published.queries import facts_of
from zonebook.rating import RatingError
from zonebook.rating.choosing import Sought, Taken, Why, take
from zonebook.rating.keeping import matrix_from_dict
from zonebook.rating.results import as_dict, rated
from zonebook.registry.models import Zone

_NOT_AT_WORK = ("closed", "planned")  # how the public list begins the status of a zone that nobody works in


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is to be compared: the rating and the class of zones by their codes, as of the last day of a year.

    `without`: published facts by number that are not to be taken, each with why.
    """

    rating: str
    zone_class: str
    year: int
    seed: int = 1
    draws: int = 2000
    without: Mapping[int, str] = field(default_factory=dict)

    @property
    def as_of(self) -> date:
        return date(self.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Compared:
    """What came out, in the plain values that an edition keeps."""

    definition: str
    definition_written: str
    matrix: dict[str, Any]
    taken: dict[str, dict[str, Any]]
    result: dict[str, Any]

    @property
    def sha256(self) -> str:
        return fingerprint(self.definition_written, self.matrix, self.taken, self.result)

    @property
    def fingerprint_of_numbers(self) -> str:
        """Of what went in, whatever the moment at which the book was asked beside."""
        return fingerprint(self.definition_written, self.matrix)


def compared(asked: Comparison, *, known_at: datetime) -> Compared:
    """The comparison made now. Raises MethodologyError for an unknown rating or a column that is no published
    indicator, RatingError for what cannot be rated."""
    rating, text = written_rating(asked.rating, on=asked.as_of)
    definition = load_published()
    columns = tuple(dict.fromkeys(column for one in rating.indicators for column in one.columns))
    indicators = {column: definition.indicator(column) for column in columns}
    zones = zones_of(asked.zone_class, on=asked.as_of)
    if not zones:
        raise RatingError(f"the register knows no zone of the class {asked.zone_class} on {asked.as_of}")
    wrong = named_wrong()
    sought = _sought(indicators, asked=asked, years=definition.years, wrong=wrong)
    taken = _taken([zone.code for zone in zones], sought)
    _must_be_left_out(asked.without, taken)
    matrix = _matrix(taken, columns, kind=asked.zone_class)
    answer = rated(rating, matrix_from_dict(matrix), draws=asked.draws, seed=asked.seed)
    return Compared(
        f"{rating.code}@{rating.valid_from}",
        text,
        {**matrix, "taken_by": definition.name, "years": definition.years},
        _with_book(
            _plain(taken, asked.without, wrong=wrong), zones, indicators=indicators, asked=asked, known_at=known_at
        ),
        as_dict(answer),
    )


def computed_again(definition_written: str, matrix: Mapping[str, Any], *, seed: int, draws: int) -> dict[str, Any]:
    """What the rating says of a kept matrix, by the kept definition. Raises MethodologyError and RatingError."""
    rating = rating_from_yaml(definition_written, name="edition")
    return as_dict(rated(rating, matrix_from_dict(matrix), draws=draws, seed=seed))


def fingerprint(*parts: object) -> str:
    """A hash of plain values as written; numbers are numbers, whether a store gives back 1 or 1.0."""
    written = json.dumps([_canonical(part) for part in parts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def zones_of(zone_class: str, *, on: date) -> list[Zone]:
    """The zones of a class that were founded by a day, as far as the register knows when.

    Of a closed zone the register does not know the day that it was closed; it is not compared in any year.
    """
    listed = Zone.objects.filter(kind=zone_class).order_by("code")
    founded = {zone: days_as_published(zone.established) for zone in listed}
    return [
        zone
        for zone, days in founded.items()
        if not zone.status.startswith(_NOT_AT_WORK) and (days is None or days[0] <= on)
    ]


def _sought(
    indicators: Mapping[str, PublishedIndicator], *, asked: Comparison, years: int, wrong: Iterable[int]
) -> dict[str, Sought]:
    """What is looked for of each zone, by column."""
    aside = dict.fromkeys(wrong, Why.NAMED_WRONG) | dict.fromkeys(asked.without, Why.RULED_OUT)
    return {column: Sought(column, one.sort, one.time, asked.as_of, years, aside) for column, one in indicators.items()}


def _taken(zones: Sequence[str], sought: Mapping[str, Sought]) -> dict[str, dict[str, Taken]]:
    by_cell: dict[tuple[str, str], list[PublishedFact]] = defaultdict(list)
    for fact in facts_of(zones, list(sought)):
        by_cell[fact.about, fact.indicator].append(fact)
    return {
        zone: {column: take(zone, one, facts=by_cell[zone, column]) for column, one in sought.items()} for zone in zones
    }


def _must_be_left_out(without: Mapping[int, str], taken: Mapping[str, Mapping[str, Taken]]) -> None:
    """Raises RatingError for a fact to be left out that has no reason, or that this comparison never saw."""
    seen = {one.fact for row in taken.values() for cell in row.values() for one in cell.aside}
    for number, reason in without.items():
        if number not in seen:
            raise RatingError(f"fact {number} is none of those compared; there is nothing to leave out")
        if not reason.strip():
            raise RatingError(f"say why fact {number} is left out")


def _matrix(taken: Mapping[str, Mapping[str, Taken]], columns: Sequence[str], *, kind: str) -> dict[str, Any]:
    """The values taken and their bounds, as a matrix is kept."""

    def numbers(name: str) -> list[list[float | None]]:
        cells = [[getattr(row[column], name) for column in columns] for row in taken.values()]
        return [[None if one is None else float(one) for one in row] for row in cells]

    return {
        "zones": list(taken),
        "columns": list(columns),
        "values": numbers("value"),
        "kinds": [kind] * len(taken),
        "earlier": [],
        "low": numbers("low"),
        "high": numbers("high"),
    }


def _plain(
    taken: Mapping[str, Mapping[str, Taken]], without: Mapping[int, str], *, wrong: Mapping[int, Ruling]
) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        zone: {column: _as_dict(one, without, wrong=wrong) for column, one in row.items()}
        for zone, row in taken.items()
    }


def _with_book(
    taken: Mapping[str, Mapping[str, dict[str, Any]]],
    zones: Sequence[Zone],
    *,
    indicators: Mapping[str, PublishedIndicator],
    asked: Comparison,
    known_at: datetime,
) -> dict[str, dict[str, Any]]:
    """What was taken, in plain values; of the zone whose book this is with the book's own figure beside."""
    keepers = {zone.code for zone in zones if zone.keeps_book}
    return {
        zone: {
            column: one
            | (_of_book(zone, indicators[column], asked=asked, known_at=known_at) if zone in keepers else {})
            for column, one in row.items()
        }
        for zone, row in taken.items()
    }


def _as_dict(taken: Taken, without: Mapping[int, str], *, wrong: Mapping[int, Ruling]) -> dict[str, Any]:
    return {
        "value": None if taken.value is None else float(taken.value),
        "low": None if taken.low is None else float(taken.low),
        "high": None if taken.high is None else float(taken.high),
        "rule": None if taken.rule is None else taken.rule.value,
        "fact": taken.fact,
        "aside": [
            {"fact": one.fact, "why": one.why.value, "widens": one.widens}
            | ({"reason": without[one.fact]} if one.why is Why.RULED_OUT else {})
            | (_as_named(wrong[one.fact]) if one.why is Why.NAMED_WRONG else {})
            for one in taken.aside
        ],
    }


def _as_named(ruling: Ruling) -> dict[str, Any]:
    """Who named a figure wrong, when and why."""
    return {"reason": ruling.text, "by": ruling.by, "on": localdate(ruling.at).isoformat()}


def _of_book(
    zone: str, indicator: PublishedIndicator, *, asked: Comparison, known_at: datetime
) -> dict[str, dict[str, Any]]:
    """The book's figure for the same day; of what it has no measure for, nothing."""
    if not indicator.measure:
        return {}
    day = asked.as_of
    period = {
        Time.STATE: Period.moment(day),
        Time.CUMULATIVE: Period.since_start(day),
        Time.FLOW: Period.year(asked.year),
    }[indicator.time]
    answer = ask(
        question(indicator.measure, period, scope=(f"zone:{zone}",), population=indicator.population, known_at=known_at)
    )
    told: dict[str, Any] = {"measure": indicator.measure, "period": str(period), "known_at": known_at.isoformat()}
    if isinstance(answer, Figure):
        return {"book": told | {"value": float(answer.quantity.amount), "population": answer.question.population}}
    return {"book": told | {"value": None, "missing": answer.reason.value}}


def _canonical(value: object) -> object:
    """The value with every number a float, and nought without a sign."""
    if isinstance(value, Mapping):
        return {str(key): _canonical(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(one) for one in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) + 0.0
    return value
