"""How are the two sides of a comparison, and of a dispute, said on the pages and in files?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from zonebook.intake.imports import RowFinding
from zonebook.measures import Quantity, Unit
from zonebook.methodology import ExtractDefinition
from zonebook.portal.templatetags.zonebook import exact, say, signed
from zonebook.reconciling.comparing import Compared, Comparison, Outcome
from zonebook.reconciling.models import Dispute, DisputeStep
from zonebook.registry.models import Company
from zonebook.registry.wording import language

STRANGERS, MISSING = "strangers", "missing"
"""The two lists of an extract's page that are no outcome of a comparison."""
OUTCOME_MARKS: Mapping[str, str] = {
    Outcome.DIFFERENT: "✗",
    Outcome.EQUAL: "✓",
    Outcome.NO_REPORT: "·",
    Outcome.NOT_OURS: "·",
    Outcome.NOT_THEIRS: "·",
    Outcome.MONTHS_MISSING: "·",
    Outcome.UNREADABLE: "!",
}


@dataclass(frozen=True, slots=True)
class Sides:
    """What both sides say in words of the page, and how far they are apart."""

    ours: str
    theirs: str
    difference: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or fact, of one company as an extract's page lists it."""

    company: Company
    title: str
    row: int
    sides: Sides
    dispute: Dispute | None


def lines_of(compared: Iterable[Compared], *, disputes: Mapping[tuple[int, str], Dispute]) -> Iterator[Line]:
    """Lines of the page, in the order given."""
    for one in compared:
        definition = one.row.extract.definition
        sides = Sides(
            _said(one.ours, one.unit, of=(definition, one.line)),
            _said(one.theirs, one.unit, of=(definition, one.line)),
            _apart(one.difference, one.unit),
        )
        title = say(definition.title_of(one.line))
        yield Line(one.company, title, one.row.row, sides, disputes.get((one.company.pk, one.line)))


def sides_of(dispute: Dispute, step: DisputeStep | None = None) -> Sides:
    """Both sides of a dispute as they are now, or as they were at one of its steps."""
    definition, told = dispute.row.extract.definition, step or dispute
    of, unit = (definition, dispute.line), _unit_of(dispute)
    if unit is None:
        return Sides(_said(told.ours_written, None, of=of), _said(told.theirs_written, None, of=of), "—")
    ours, theirs = (None if one is None else unit.from_stored(one) for one in (told.ours, told.theirs))
    difference = None if ours is None or theirs is None else theirs - ours
    return Sides(_said(ours, unit, of=of), _said(theirs, unit, of=of), _apart(difference, unit))


def counted(found: Comparison) -> list[tuple[str, str, str, int]]:
    """The lists of an extract's page: code, mark, title, how long; empty ones are left out."""
    lists = [(outcome.value, OUTCOME_MARKS[outcome], str(outcome.label), len(of)) for outcome, of in
             found.by_outcome.items()]  # fmt: skip
    lists.append((STRANGERS, "?", _("not in the register"), len(found.strangers)))
    lists.append((MISSING, "?", _("residents not in the extract"), len(found.missing)))
    return [one for one in lists if one[3]]


def headers() -> tuple[str, ...]:
    """The columns of an extract's file."""
    return (
        _("What came of it"), _("Taxpayer number"), _("Company"), _("What"), _("In the book"), _("In the extract"),
        _("Difference"), _("Unit"), _("Row"), _("State"),
    )  # fmt: skip


def as_table(
    found: Comparison, *, disputes: Mapping[tuple[int, str], Dispute]
) -> Iterator[tuple[str | int | Decimal | None, ...]]:
    """Everything that an extract's page lists, list after list: exact numbers, no rounding."""
    definition = found.extract.definition
    for outcome, compared in found.by_outcome.items():
        for one in compared:
            dispute = disputes.get((one.company.pk, one.line))
            yield (
                str(outcome.label), one.company.inn, one.company.name, say(definition.title_of(one.line)), one.ours,
                one.theirs, one.difference, one.unit.title(language()) if one.unit else None, one.row.row,
                str(dispute.get_state_display()) if dispute else None,
            )  # fmt: skip
    for row in found.strangers:
        yield _("not in the register"), row.inn, row.name, None, None, None, None, None, row.row, None
    for company in found.missing:
        yield (
            _("residents not in the extract"), company.inn, company.name, None, None, None, None, None, None, None,
        )  # fmt: skip


def findings_shown(findings: Sequence[RowFinding], headers_of_file: Sequence[str]) -> list[tuple[RowFinding, str]]:
    """Findings with the header of their column."""
    return [(one, headers_of_file[one.column]) for one in findings]


def _unit_of(dispute: Dispute) -> Unit | None:
    line = dispute.row.extract.definition.line_by_code.get(dispute.line)
    return None if line is None else Unit.of(line.unit)


def _said(side: Decimal | str | None, unit: Unit | None, *, of: tuple[ExtractDefinition, str]) -> str:
    """A number with its unit; the title of a choice; words as they are; a dash for nothing."""
    if isinstance(side, Decimal) and unit is not None:
        return exact(Quantity(side, unit))
    definition, line = of
    fact = definition.fact_by_code.get(line)
    choices = definition.table.by_code[fact.column].choices if fact else ()
    titles = {choice.value: say(choice.title) for choice in choices}
    return titles.get(str(side), str(side)) if side else "—"


def _apart(difference: Decimal | None, unit: Unit | None) -> str:
    return "—" if difference is None or unit is None else f"{signed(difference)}\u00a0{unit.title(language())}"
