"""Which question does an address ask, and which address asks a question?

`/figures/jobs_created/?of=site:rudnevo&population=companies&during=2025-H1&known_at=2025-05-20`
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from zonebook.figures.models import ReleasedFigure
from zonebook.figures.queries import RATINGS, question
from zonebook.measures import Period, PeriodError, Question, quarter_of
from zonebook.methodology import MeasureDefinition
from zonebook.methodology.definition import REPORTED, Formula
from zonebook.registry.queries import UnknownScope

MAX_SCOPES = 40
_SCOPE = re.compile(r"[a-z]{1,20}:[-a-zA-Z0-9_]{1,60}")
_FIRST_YEAR, _LAST_YEAR = 1900, 9000  # a moment of these years can be told in any place's time
RATED = frozenset({Formula.PLACE, Formula.STREAK_OF_FIRST_PLACES})


class Unclear(ValueError):
    """The address asks nothing that can be understood: which field, what stood there, and what to write instead."""

    def __init__(self, field: str, value: str, *, advice: str | Promise) -> None:
        super().__init__(f"{field}: {value}")
        self.field, self.value, self.advice = field, value, advice


ADVICE: Mapping[str, Promise] = MappingProxyType(
    {
        "during": _("Write a period as 2024, 2025-H1, 2025-Q2, 2024-9M, ..2025-06-30 or a moment as @2025-06-30."),
        "known_at": _("Write a day as 2025-05-20 or a moment as 2025-05-20T12:00."),
        "of": _("Choose from the sites, clusters, industries and companies of the register."),
        "population": _("Choose all companies, residents or cluster members."),
    }
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What an address without a period means: the reported periods, newest first, and the day today."""

    reported: Sequence[Period]
    today: date

    def usual_period(self, measure: MeasureDefinition) -> Period:
        """The newest reported period for a measure of reports, today for one of the register."""
        if measure.formula not in REPORTED:
            return Period.moment(self.today)
        newest = self.reported[0] if self.reported else Period.year_to_date(self.today)
        return Period.moment(newest.last) if measure.formula is Formula.STOCK_AT_END else newest

    def choices(self, measure: MeasureDefinition) -> list[Period]:
        """The periods worth asking a measure for, newest first."""
        if measure.formula not in REPORTED:
            return [Period.moment(self.today), *(Period.moment(period.last) for period in self.reported)]
        if measure.formula is Formula.STOCK_AT_END:
            return [Period.moment(period.last) for period in self.reported]
        dated = [period for period in self.reported if period.first is not None]
        quarters = [quarter_of(period.last) for period in dated]
        whole = [Period.since_start(self.reported[0].last)] if self.reported else []
        begun = [] if measure.formula is Formula.CHANGE_OF_STOCK else whole
        return list(dict.fromkeys([*begun, *dated, *quarters]))


def read_question(measure: MeasureDefinition, asked: QueryDict, *, calendar: Calendar) -> Question:
    """The question of an address. Raises Unclear for a field that cannot be read."""
    population = asked.get("population") or measure.default_population
    if population not in measure.populations:
        raise Unclear("population", population, advice=ADVICE["population"])
    scope = tuple(filter(None, asked.getlist("of")))
    if len(scope) > MAX_SCOPES or not all(map(_SCOPE.fullmatch, scope)):
        raise Unclear("of", ", ".join(scope)[:200], advice=ADVICE["of"])
    if measure.formula in RATED and not any(code.startswith("rating:") for code in scope):
        scope = (*scope, f"rating:{RATINGS[0]}")
    during = asked.get("during", "").strip()
    period = _period(during) if during else calendar.usual_period(measure)
    try:
        return question(measure.code, period, scope=scope, population=population, known_at=_known_at(asked))
    except UnknownScope as error:
        raise Unclear("of", ", ".join(scope)[:200], advice=ADVICE["of"]) from error


def address_of(asked: Question, **more: str) -> str:
    """The address of a figure's page, with everything that it depends on."""
    fields: list[tuple[str, str]] = [("of", code) for code in asked.scope]
    fields += [("population", asked.population), ("during", str(asked.period))]
    if asked.known_at is not None:
        fields.append(("known_at", asked.known_at.astimezone(get_default_timezone()).isoformat()))
    fields += more.items()
    return f"{reverse('portal:figure', kwargs={'code': asked.measure})}?{urlencode(fields, safe=':@')}"


def question_of_released(released: ReleasedFigure) -> Question:
    """The question that a released figure answered."""
    period = Period.parse(released.period_code)
    return Question(released.measure, tuple(released.scope), released.population, period, released.known_at)


def question_of_kept(figure: Mapping[str, Any], judged_at: datetime) -> Question:
    """The question behind the figure of a kept verdict, as known when it was judged."""
    period = Period.parse(figure["period"])
    known = datetime.fromisoformat(figure["known_at"]) if figure["known_at"] else judged_at
    return Question(figure["measure"], tuple(figure["scope"]), figure["population"], period, known)


def _period(code: str) -> Period:
    try:
        return Period.parse(code)
    except PeriodError as error:
        raise Unclear("during", code, advice=ADVICE["during"]) from error


def _known_at(asked: QueryDict) -> datetime | None:
    text = asked.get("known_at", "").strip()
    return read_moment(text, field="known_at") if text else None


def read_moment(text: str, *, field: str) -> datetime:
    """A moment; a bare day means its end, in the time of the zone. Raises Unclear for what is neither."""
    zone = get_default_timezone()
    try:
        is_day = len(text) == len("2025-09-09")
        moment = datetime.combine(date.fromisoformat(text), time.max) if is_day else datetime.fromisoformat(text)
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            raise ValueError(text)
    except ValueError as error:
        raise Unclear(field, text, advice=ADVICE["known_at"]) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
