"""Where does an extract say the same as the book, where not, and of whom does only one of them speak?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _

from zonebook.measures import Unit
from zonebook.methodology import ExtractDefinition
from zonebook.methodology.extracts import How, LineComparison, month_average
from zonebook.reconciling.models import SAID, Extract, ExtractRow
from zonebook.reconciling.ours import registered, reported
from zonebook.reconciling.reading import as_read
from zonebook.registry.models import Company
from zonebook.registry.queries import residents

_WRITTEN = 300


class Outcome(models.TextChoices):
    """What came of holding one line, or fact, of a company against the book."""

    DIFFERENT = "different", _("different")
    EQUAL = "equal", _("equal")
    NO_REPORT = "no_report", _("no report in the book")
    NOT_OURS = "not_ours", _("blank in the book")
    NOT_THEIRS = "not_theirs", _("blank in the extract")
    MONTHS_MISSING = "months_missing", _("months are missing")
    UNREADABLE = "unreadable", _("cannot be read")


@dataclass(frozen=True, slots=True)
class Compared:
    """One line, or fact, of one company: what both sides say, in base units or in words, as far as they say anything.

    `row` is the newest row of the extract that tells it.
    """

    company: Company
    line: str
    row: ExtractRow
    outcome: Outcome
    ours: Decimal | str | None = None
    theirs: Decimal | str | None = None
    unit: Unit | None = None

    @property
    def difference(self) -> Decimal | None:
        """Theirs minus ours, where both are numbers."""
        if isinstance(self.ours, Decimal) and isinstance(self.theirs, Decimal):
            return self.theirs - self.ours
        return None

    def as_said(self) -> dict[str, int | str | None]:
        """Both sides as `Said` keeps them."""
        if self.unit is None:
            return dict(zip(SAID, (None, None, str(self.ours)[:_WRITTEN], str(self.theirs)[:_WRITTEN]), strict=True))
        ours, theirs = (None if one is None else self.unit.to_stored(Decimal(one)) for one in (self.ours, self.theirs))
        return dict(zip(SAID, (ours, theirs, "", ""), strict=True))


@dataclass(frozen=True)
class Comparison:
    """An extract beside the book as it is now."""

    extract: Extract
    compared: tuple[Compared, ...]
    strangers: tuple[ExtractRow, ...]
    """The first line of each row whose ИНН the register does not have, or that has none that can be one."""
    missing: tuple[Company, ...]
    """The residents whom no row is about."""

    @cached_property
    def by_outcome(self) -> Mapping[Outcome, tuple[Compared, ...]]:
        """What was compared by what came of it, the largest differences first."""
        found: dict[Outcome, list[Compared]] = defaultdict(list)
        for one in sorted(self.compared, key=_largest_first):
            found[one.outcome].append(one)
        return {outcome: tuple(found[outcome]) for outcome in Outcome if outcome in found}

    @property
    def matched(self) -> int:
        """How many companies of the register the extract speaks of."""
        return len({one.company.pk for one in self.compared})


def compare(extract: Extract, rows: Sequence[ExtractRow]) -> Comparison:
    """Hold the rows of an extract, kept or only read, against the book as it is now."""
    definition, period = extract.definition, extract.period
    of_company: dict[tuple[int, str], list[ExtractRow]] = defaultdict(list)
    companies: dict[int, Company] = {}
    strangers: dict[int, ExtractRow] = {}
    for row in rows:
        if row.company is None:
            strangers.setdefault(row.row, row)
        else:
            companies[row.company.pk] = row.company
            of_company[row.company.pk, row.line].append(row)
    if period is not None:
        lines = reported(extract.zone, definition, period=period)
        compared = [
            _line(companies[key], alike, of_line=definition.line_by_code[line], ours=lines.get(key))
            for (key, line), alike in of_company.items()
        ]
    else:
        facts = registered(extract.zone, list(companies.values()), on=extract.day)
        compared = [
            _fact(companies[key], alike, definition=definition, ours=facts[key][line])
            for (key, line), alike in of_company.items()
        ]
    absent = residents(extract.zone, on=extract.day).exclude(pk__in=list(companies)).order_by("search_name")
    return Comparison(extract, tuple(compared), tuple(strangers.values()), tuple(absent))


def as_it_stands(extract: Extract) -> Comparison:
    """A taken extract beside the book as it is now."""
    return compare(extract, list(extract.rows.select_related("company")))


def _line(
    company: Company, rows: Sequence[ExtractRow], *, of_line: LineComparison, ours: Mapping[str, Decimal | None] | None
) -> Compared:
    unit, latest = Unit.of(of_line.unit), _latest(rows)
    theirs = _theirs(rows, of_line=of_line, unit=unit)
    reported_amount = None if ours is None else ours.get(of_line.line)
    if isinstance(theirs, Outcome):
        outcome, amount = theirs, None
    elif ours is None:
        outcome, amount = Outcome.NO_REPORT, theirs
    elif reported_amount is None:
        outcome, amount = Outcome.NOT_OURS, theirs
    else:
        agrees = of_line.tolerance.holds(reported_amount, theirs)
        outcome, amount = (Outcome.EQUAL if agrees else Outcome.DIFFERENT), theirs
    return Compared(company, of_line.line, latest, outcome, reported_amount, amount, unit)


def _theirs(rows: Sequence[ExtractRow], *, of_line: LineComparison, unit: Unit) -> Decimal | Outcome:
    """The extract's number of one line of a company, or why it has none; of two rows for one month none is guessed."""
    if any(row.fault for row in rows) or len({row.month for row in rows}) < len(rows):
        return Outcome.UNREADABLE
    amounts = {row.month: unit.from_stored(row.amount) for row in rows if row.amount is not None}
    if of_line.how is not How.MONTH_AVERAGE:
        return next(iter(amounts.values())) if amounts else Outcome.NOT_THEIRS
    period = rows[0].extract.period
    by_month = {month: amount for month, amount in amounts.items() if month is not None}
    mean = None if period is None else month_average(by_month, during=period, unit=unit)
    return Outcome.MONTHS_MISSING if mean is None else mean


def _fact(
    company: Company, rows: Sequence[ExtractRow], *, definition: ExtractDefinition, ours: tuple[str, ...]
) -> Compared:
    row, fact = _latest(rows), definition.fact_by_code[rows[0].line]
    theirs = as_read(row, definition)
    first = ours[0] if ours else None
    if any(one.fault for one in rows) or len(rows) > 1:
        outcome = Outcome.UNREADABLE
    elif not theirs:
        outcome = Outcome.NOT_THEIRS
    elif not ours:
        outcome = Outcome.NOT_OURS
    else:
        outcome = Outcome.EQUAL if fact.holds(ours, theirs) else Outcome.DIFFERENT
    return Compared(company, row.line, row, outcome, first, row.written or None)


def _latest(rows: Iterable[ExtractRow]) -> ExtractRow:
    """The row of the last month, or the first of the file."""
    return max(rows, key=lambda row: (str(row.month), -row.row))


def _largest_first(one: Compared) -> tuple[Decimal, str, str]:
    size = Decimal() if one.difference is None else abs(one.difference)
    return -size, one.company.search_name, one.line
