"""Do the filed numbers agree with each other and with what was accepted before?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from zonebook.intake.check import Check, Context, Example, Hit, Key, Situation
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
    for site in dict.fromkeys(cell.site for cell in cells):
        at_site = {cell.line: cell for cell in cells if cell.site == site}
        seen = _situation(form, at_site, site=site, context=context)
        findings += [
            _finding(check, hit, cell=at_site[hit.line]) for check in checks for hit in RULES[check.rule](check, seen)
        ]
    order = {cell.address: nth for nth, cell in enumerate(cells)}
    return tuple(sorted(findings, key=lambda finding: order[finding.address]))


def lines_found(form: Form, check: Check, *, example: Example) -> tuple[str, ...]:
    """The lines a check speaks of in a worked example; its definition promises them in `example.finds`."""
    blank = frozenset(form.by_code) - frozenset(example.values)
    seen = Situation(form, example.values, blank, example.previous, example.year_before, example.months)
    return tuple(hit.line for hit in RULES[check.rule](check, seen))


def _situation(form: Form, cells: Mapping[str, FiledCell], *, site: str, context: Context) -> Situation:
    return Situation(
        form=form,
        values={line: cell.amount for line, cell in cells.items() if cell.amount is not None},
        blank=frozenset(line for line, cell in cells.items() if cell.is_blank),
        previous=_at_site(context.previous, site),
        year_before=_at_site(context.year_before, site),
        months=context.months,
    )


def _at_site(values: Mapping[Key, Decimal], site: str) -> dict[str, Decimal]:
    return {line: amount for (line, where), amount in values.items() if where == site}


def _finding(check: Check, hit: Hit, *, cell: FiledCell) -> Finding:
    return Finding(
        rule=check.code,
        severity=check.severity,
        address=cell.address,
        value=cell.written,
        message=filled(check.message, hit.said),
        advice=filled(check.advice, hit.said),
    )
