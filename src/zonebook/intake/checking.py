"""Do the filed numbers agree with each other and with what was accepted before?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from zonebook.intake.check import Check, Context, Example, Hit, Situation
from zonebook.intake.form import Form
from zonebook.intake.reading import FiledCell, Finding
from zonebook.intake.rules import RULES
from zonebook.intake.wording import filled


def check_cells(
    form: Form, checks: Sequence[Check], *, cells: Sequence[FiledCell], context: Context
) -> tuple[Finding, ...]:
    """The findings of the checks over one report, each site by itself, in the order of the form's lines.

    `checks` are those in force for the report's period. A check says nothing of lines the form does not ask.
    """
    findings = []
    for site, at_site in _by_site(cells).items():
        seen = _situation(form, cells, site=site, context=context)
        findings += [
            _finding(check, hit, cell=at_site[hit.line]) for check in checks for hit in RULES[check.rule](check, seen)
        ]
    order = {cell.address: nth for nth, cell in enumerate(cells)}
    return tuple(sorted(findings, key=lambda finding: order[finding.address]))


def lines_found(form: Form, check: Check, *, example: Example) -> tuple[str, ...]:
    """The lines a check speaks of in a worked example; its definition promises them in `example.finds`."""
    blank = frozenset(form.by_code) - frozenset(example.values)
    seen = Situation(form, example.values, blank, known=example, whole=example.values)
    return tuple(hit.line for hit in RULES[check.rule](check, seen))


def _by_site(cells: Sequence[FiledCell]) -> dict[str, dict[str, FiledCell]]:
    """The cells by site and line, the sites in their order."""
    found: dict[str, dict[str, FiledCell]] = {}
    for cell in cells:
        found.setdefault(cell.site, {})[cell.line] = cell
    return found


def _situation(form: Form, cells: Sequence[FiledCell], *, site: str, context: Context) -> Situation:
    here = [cell for cell in cells if cell.site == site]
    return Situation(
        form=form,
        values={cell.line: cell.amount for cell in here if cell.amount is not None},
        blank=frozenset(cell.line for cell in here if cell.is_blank),
        known=context.known_at(site),
        whole=_whole(cells) if site == cells[0].site else None,
    )


def _whole(cells: Sequence[FiledCell]) -> dict[str, Decimal]:
    """The amounts of all sites together, of the lines that each of them answered."""
    unanswered = {cell.line for cell in cells if cell.amount is None}
    found: dict[str, Decimal] = {}
    for cell in cells:
        if cell.amount is not None and cell.line not in unanswered:
            found[cell.line] = found.get(cell.line, Decimal(0)) + cell.amount
    return found


def _finding(check: Check, hit: Hit, *, cell: FiledCell) -> Finding:
    return Finding(
        rule=check.code,
        severity=check.severity,
        address=cell.address,
        value=cell.written,
        message=filled(check.message, hit.said),
        advice=filled(check.advice, hit.said),
    )
