"""One report as its reviewer reads it: what changed first, beside earlier reports and the plan, and what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.forms import BoundField

from zonebook.campaigns.queries import form_of
from zonebook.figures.changes import FigureChange
from zonebook.intake import Form, Line
from zonebook.measures import Figure
from zonebook.newsroom.models import StatedClaim, Statement
from zonebook.portal.forms.review import ReturnForm, field_of
from zonebook.registry.models import Site, Zone
from zonebook.registry.queries import ScopeName, scope_names
from zonebook.reporting.comparing import BIG, Compared, Promised, weight_of, weight_of_plan
from zonebook.reporting.models import FiledCell, Version
from zonebook.reporting.reviewing import Beside, Cell, answered_remarks, looked_at, returned_before


@dataclass(frozen=True, slots=True)
class Row:
    """A filed cell as it is reviewed; amounts are in the line's written unit."""

    line: Line
    cell: FiledCell
    site: Site | None
    filed: Decimal | None
    previous: Decimal | None
    change: Decimal | None
    year_before: Decimal | None
    weight: Decimal | None
    remark: BoundField
    is_looked_at: bool

    @property
    def is_big(self) -> bool:
        """Whether it changed as much as a check speaks of."""
        return self.weight is not None and self.weight >= BIG


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What is promised of a line for the year, beside what is reported so far; in the line's written unit."""

    line: Line
    promised: Decimal
    expected: Decimal
    filed: Decimal | None
    percent: int | None
    is_behind: bool


def review_of(version: Version, beside: Beside, *, form: ReturnForm) -> dict[str, Any]:
    """All that the page of a review shows of a version's cells."""
    returned = returned_before(version)
    seen = looked_at(version, returned) if returned is not None else frozenset()
    rows = _rows(version, beside, form=form, seen=seen)
    asked = form_of(version.submission.campaign)
    return {
        "fresh": [row for row in rows if not row.is_looked_at],
        "looked_at": [row for row in rows if row.is_looked_at],
        "places": {row.cell.address: row for row in rows},
        "plan": [_plan_row(one, beside, form=asked) for one in beside.plan],
        "returned": returned,
        "answers": _answers(version, returned, form=asked),
    }


def _rows(version: Version, beside: Beside, *, form: ReturnForm, seen: frozenset[Cell]) -> list[Row]:
    """The cells of a version, what changed most first; what did not change, in the order of the form."""
    asked = form_of(version.submission.campaign)
    sites = {site.code: site for site in Site.objects.filter(zone=version.submission.campaign.zone)}
    numbers = {(number.line, number.site): number for number in beside.numbers}
    rows = []
    for cell in version.cells.all():
        number, line = numbers[cell.line, cell.site_code], asked.by_code[cell.line]
        rows.append(
            Row(
                line=line,
                cell=cell,
                site=sites.get(cell.site_code),
                filed=_written(number.filed, line),
                previous=_written(number.previous, line),
                change=_written(_change(number), line),
                year_before=_written(number.year_before, line),
                weight=weight_of(number, beside.scale),
                remark=form[field_of(cell)],
                is_looked_at=(cell.line, cell.site_code) in seen,
            )
        )
    return sorted(rows, key=lambda row: Decimal(0) if row.weight is None else -row.weight)


def _change(number: Compared) -> Decimal | None:
    return None if number.filed is None or number.previous is None else number.filed - number.previous


def _written(amount: Decimal | None, line: Line) -> Decimal | None:
    return None if amount is None else amount / line.factor


def _plan_row(one: Promised, beside: Beside, *, form: Form) -> PlanRow:
    line, weight = form.by_code[one.line], weight_of_plan(one, beside.scale)
    return PlanRow(
        line=line,
        promised=one.promised / line.factor,
        expected=one.expected / line.factor,
        filed=_written(one.filed, line),
        percent=None if one.filed is None or not one.promised else int(100 * one.filed / one.promised),
        is_behind=weight is not None and weight >= BIG,
    )


def _answers(version: Version, returned: Version | None, *, form: Form) -> list[dict[str, Any]]:
    """What was remarked on the returned version, and what each cell says now."""
    if returned is None:
        return []
    return [{"answered": one, "line": form.by_code.get(one.remark.line)} for one in answered_remarks(version, returned)]


# --- the figures that an acceptance changes


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure before and after, with its scope by name and the statements that rest on it."""

    change: FigureChange
    scope: tuple[ScopeName, ...]
    statements: tuple[Statement, ...]

    @property
    def before(self) -> Figure | None:
        """What the book answers now, if anything."""
        return self.change.before if isinstance(self.change.before, Figure) else None

    @property
    def after(self) -> Figure | None:
        """What it will answer, if anything."""
        return self.change.after if isinstance(self.change.after, Figure) else None

    @property
    def is_published(self) -> bool:
        """Whether somebody has said it in public, or released it."""
        return bool(self.statements or self.change.released)


def with_statements(changes: Sequence[FigureChange], zone: Zone) -> list[ChangedFigure]:
    """The changed figures, those that were published first, each with the statements that rest on it."""
    measures = {change.question.measure for change in changes}
    claims = StatedClaim.objects.filter(statement__zone=zone, measure__in=measures, figure__isnull=False)
    resting: dict[tuple[Any, ...], dict[int, Statement]] = {}
    for claim in claims.select_related("statement"):
        resting.setdefault(_said_of(claim.figure), {})[claim.statement_id] = claim.statement
    codes = dict.fromkeys(code for change in changes for code in change.question.scope)
    names = dict(zip(codes, scope_names(codes), strict=True))
    found = [
        ChangedFigure(
            change,
            scope=tuple(names[code] for code in change.question.scope),
            statements=tuple(resting.get(_asked(change), {}).values()),
        )
        for change in changes
    ]
    return sorted(found, key=lambda one: not one.is_published)


def _asked(change: FigureChange) -> tuple[Any, ...]:
    asked = change.question
    return asked.measure, tuple(sorted(asked.scope)), asked.population, str(asked.period)


def _said_of(figure: Mapping[str, Any]) -> tuple[Any, ...]:
    return figure["measure"], tuple(sorted(figure["scope"])), figure["population"], figure["period"]


def by_breadth(changes: Iterable[ChangedFigure], zone: Zone) -> tuple[list[ChangedFigure], list[ChangedFigure]]:
    """Those of the whole zone or published, which stand on the page at once, and the narrower ones."""
    wide, narrow = [], []
    for one in changes:
        is_wide = one.is_published or one.change.question.scope == (f"zone:{zone.code}",)
        (wide if is_wide else narrow).append(one)
    return wide, narrow
