"""What do accepted reports say of a company's promises, quarter by quarter and year by year?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby

from zonebook.measures import Period
from zonebook.regime import Done
from zonebook.reporting.queries import Flow

YearAmounts = Mapping[int, Mapping[str, Decimal]]


def done_until(flows: Iterable[Flow], *, on: date) -> tuple[Done, ...]:
    """What was done in the quarters that ended before a day, each quarter once.

    Sites report by themselves, so that one may report each quarter where another reports a half-year at once: such
    entries become one that spans them all, because nothing says how the half-year is spread. What was reported of
    several years at once, as an opening report does of the time before the book, belongs to no year.
    """
    dated = [flow for flow in flows if _is_of_one_year(flow[1]) and flow[1].last < on]
    dated.sort(key=lambda flow: (flow[0], flow[1].start, flow[1].last))
    found: list[Done] = []
    for line, period, amount in dated:
        last = found[-1] if found else None
        if last is not None and last.line == line and period.start <= last.period.last:
            whole = Period.span(last.period.start, max(last.period.last, period.last))
            found[-1] = Done(line, whole, last.amount + amount)
        else:
            found.append(Done(line, period, amount))
    return tuple(found)


def year_amounts(done: Iterable[Done], *, on: date, asked_from: date) -> YearAmounts:
    """What was done by year and line: of ended years only what is reported in full, of the present one what is there.

    A year is in full when every quarter of it is reported that ended on `asked_from` or later.
    """
    found: dict[int, dict[str, Decimal]] = {}
    in_order = sorted(done, key=_year_and_line)
    for (year, line), group in groupby(in_order, key=_year_and_line):
        of_year = list(group)
        asked = {quarter for quarter in Period.year(year).quarters() if quarter.last >= asked_from}
        reported = {quarter for one in of_year for quarter in one.period.quarters()}
        if year >= on.year or asked <= reported:
            found.setdefault(year, {})[line] = sum((one.amount for one in of_year), Decimal(0))
    return found


def reported_span(done: Iterable[Done], *, year: int, line: str) -> Period | None:
    """The quarters of a year that are reported of a line, where no quarter between them lacks; None otherwise."""
    spans = sorted((one.period for one in done if _year_and_line(one) == (year, line)), key=lambda period: period.last)
    if not spans:
        return None
    whole = Period.span(spans[0].start, spans[-1].last)
    return whole if len(whole.quarters()) == sum(len(span.quarters()) for span in spans) else None


def _is_of_one_year(period: Period) -> bool:
    return period.first is not None and period.first.year == period.last.year


def _year_and_line(done: Done) -> tuple[int, str]:
    return done.period.last.year, done.line
