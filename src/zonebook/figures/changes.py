"""Which figures will a report change when it is accepted, and to what?

The same questions are put to the book twice: to the ledger as it is, and to the ledger as it would be, written to a
folder of its own beside a register that is the same. So the answer "after" is what the engine will answer, to the unit.

Asked is every measure that reads a changed line, in each of its populations, for the zone and for each site, cluster,
industry and company that the change touches; for each touched quarter, the half-year, nine months and year around it,
and since the start up to that quarter, to the end of its year and later years, and to the newest quarter of the book;
of changes of a level also the periods that begin with the quarter after. Beside these, every released figure of such a
measure is asked again, whatever its scope and period.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db.models import Max

from zonebook.accounts.queries import Asker
from zonebook.engine import UNKNOWN_DAY, Book
from zonebook.figures.models import ReleasedFigure
from zonebook.figures.queries import refill_everything, the_book, the_lake
from zonebook.measures import Answer, Figure, Period, Question, quarter_of
from zonebook.methodology import MeasureDefinition, load_methodology
from zonebook.methodology.definition import REPORTED, Formula
from zonebook.registry.models import Company, Membership, Presence, Zone
from zonebook.reporting.models import Observation, Version
from zonebook.reporting.preview import LedgerChange, ledger_change, rows_after
from zonebook.reporting.queries import must_review

_NINE_MONTHS_END = 9


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after an acceptance, and the released figures that say it as it was.

    Either answer may be `Missing`; a figure whose coverage alone changes is one that changes.
    """

    question: Question
    before: Answer
    after: Answer
    released: tuple[ReleasedFigure, ...] = ()

    @property
    def measure(self) -> MeasureDefinition:
        """What is measured."""
        return load_methodology().measure(self.question.measure)


def figures_changed(asker: Asker, version: Version) -> tuple[FigureChange, ...]:
    """Every figure that accepting a version changes, by measure, scope and period. Raises PermissionDenied.

    For those who decide on reports: as-yet-unaccepted numbers are in it. What a company adds to a wider figure is its
    own figure, so what does not change of the company is not asked of the wider scopes. Only of one site among several
    a figure may change where the company's does not: there everything is asked.
    """
    zone, company = version.submission.campaign.zone, version.submission.company
    must_review(asker, zone)
    change = ledger_change([version])
    periods, own = _periods(change, zone), f"company:{company.code}"
    sites = sorted({f"site:{one.entry.site}" for one in change.changes})
    if not sites:
        return ()
    measures = _measures(change)
    with _supposing(zone, change) as then:
        found = _compared(_questions(measures, [own], periods=periods), then=then)
        wider = [f"zone:{zone.code}", *_groups(zone, company)]
        asked = {replace(one.question, scope=(scope,)) for one in found for scope in wider}
        if _sits_on_one_site(company, zone):
            asked |= {replace(one.question, scope=(site,)) for one in found for site in sites}
        else:
            asked |= set(_questions(measures, sites, periods=periods))
        released = _released(zone, measures)
        known = {one.question for one in found}
        found += _compared({*asked, *released} - known, then=then)
    return _with_released(found, released)


def totals_changed(asker: Asker, versions: Sequence[Version]) -> tuple[FigureChange, ...]:
    """What accepting versions of one zone together changes in the totals of the zone, of each measure's own population.

    Raises PermissionDenied.
    """
    if not versions:
        return ()
    zone = versions[0].submission.campaign.zone
    must_review(asker, zone)
    change = ledger_change(versions)
    measures = _measures(change)
    with _supposing(zone, change) as then:
        asked = _questions(measures, [f"zone:{zone.code}"], periods=_periods(change, zone))
        found = _compared((one for one in asked if _is_of_own_population(one)), then=then)
    return _with_released(found, _released(zone, measures))


def _is_of_own_population(asked: Question) -> bool:
    return asked.population == load_methodology().measure(asked.measure).default_population


@contextmanager
def _supposing(zone: Zone, change: LedgerChange) -> Iterator[Book]:
    """The book as it would be after the change."""
    refill_everything()
    with TemporaryDirectory(prefix="zonebook-supposed-") as folder:
        rows = rows_after(zone.code, change)
        supposed = the_lake().supposing("observation", zone.code, rows=rows, root=Path(folder))
        yield Book(supposed, load_methodology())


def _compared(asked: Iterable[Question], *, then: Book) -> list[FigureChange]:
    """The questions to which the book will answer something else than it does now."""
    found = [FigureChange(one, the_book().answer(one), then.answer(one)) for one in asked]
    return [one for one in found if said(one.before) != said(one.after)]


def _with_released(
    found: Iterable[FigureChange], released: Mapping[Question, Sequence[ReleasedFigure]]
) -> tuple[FigureChange, ...]:
    named = (replace(one, released=tuple(released.get(one.question, ()))) for one in found)
    return tuple(sorted(named, key=lambda one: _in_order(one.question)))


def said(answer: Answer) -> tuple[object, ...]:
    """What of an answer a reader sees: the quantity and its coverage, or why there is none."""
    if isinstance(answer, Figure):
        return answer.quantity, answer.period, answer.coverage
    return answer.reason, answer.detail, answer.coverage


def _measures(change: LedgerChange) -> list[MeasureDefinition]:
    """The measures that read a changed line."""
    found = load_methodology().measures.values()
    return [one for one in found if one.formula in REPORTED and change.lines.intersection(one.inputs)]


def _questions(
    measures: Iterable[MeasureDefinition], scopes: Iterable[str], *, periods: Mapping[Formula, Sequence[Period]]
) -> Iterator[Question]:
    for measure, scope in product(measures, scopes):
        for population, period in product(measure.populations, periods[measure.formula]):
            yield Question(measure.code, (scope,), population, period)


def _sits_on_one_site(company: Company, zone: Zone) -> bool:
    return Presence.objects.filter(company=company, site__zone=zone).values("site").distinct().count() == 1


def _groups(zone: Zone, company: Company) -> list[str]:
    """The clusters that the company belongs to, or ever belonged to, and its industry."""
    joined = Membership.objects.filter(company=company, cluster__zone=zone)
    clusters = sorted({f"cluster:{code}" for code in joined.values_list("cluster__code", flat=True)})
    return [*clusters, *([f"industry:{company.industry.code}"] if company.industry else [])]


def _periods(change: LedgerChange, zone: Zone) -> Mapping[Formula, list[Period]]:
    """The periods that the changed rows are part of, by how a measure uses them."""
    quarters = {quarter for one in change.changes for quarter in _quarters(one.entry.first, one.entry.last)}
    newest = Observation.objects.filter(zone_code=zone.code).aggregate(Max("period_to"))["period_to__max"]
    ends = {one.entry.last for one in change.changes} | ({newest} if newest else set())
    around = {period for quarter in quarters for period in _around(quarter)}
    until = {Period.since_start(end) for first in ends for end in _ends_from(first, max(ends))}
    after = {period for quarter in quarters for period in _beginning_after(quarter)}
    return {
        Formula.SUM_OF_FLOWS: sorted(around | until, key=_by_time),
        Formula.STOCK_AT_END: sorted(around, key=_by_time),
        Formula.CHANGE_OF_STOCK: sorted(around | after, key=_by_time),
    }


def _quarters(first: date, last: date) -> tuple[Period, ...]:
    """The quarters of a changed row; of a row about all time before the book, its last one."""
    return (quarter_of(last),) if first == UNKNOWN_DAY else Period.span(first, last).quarters()


def _around(quarter: Period) -> list[Period]:
    """The named periods that a quarter is part of."""
    year = quarter.last.year
    within = [quarter, Period.half(year, 1 if quarter.last.month <= 6 else 2), Period.year(year)]  # noqa: PLR2004 - June is the sixth month
    return [*within, Period.nine_months(year)] if quarter.last.month <= _NINE_MONTHS_END else within


def _beginning_after(quarter: Period) -> list[Period]:
    """The named periods that begin with the quarter after: their changes are counted from this quarter's level."""
    following = quarter_of(quarter.last + timedelta(days=1))
    return [period for period in _around(following) if period.first == following.first]


def _ends_from(first: date, newest: date) -> Iterator[date]:
    """A day, the ends of its year and of those after it, and the newest day."""
    yield first
    yield newest
    yield from (date(year, 12, 31) for year in range(first.year, newest.year))


def _released(zone: Zone, measures: Iterable[MeasureDefinition]) -> Mapping[Question, list[ReleasedFigure]]:
    """The released figures of some measures, by what they answered, asked as known now."""
    found: dict[Question, list[ReleasedFigure]] = {}
    for one in ReleasedFigure.objects.filter(zone=zone, measure__in=[measure.code for measure in measures]):
        asked = Question(one.measure, tuple(sorted(one.scope)), one.population, Period.parse(one.period_code))
        found.setdefault(asked, []).append(one)
    return found


def _in_order(asked: Question) -> tuple[str, str, tuple[str, ...], date, date]:
    return asked.measure, asked.population, asked.scope, asked.period.last, asked.period.first or UNKNOWN_DAY


def _by_time(period: Period) -> tuple[date, date]:
    return period.last, period.first or UNKNOWN_DAY
