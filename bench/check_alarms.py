"""How often does each check speak of sound reports, and how often of wrong ones? Over the demonstration book.

Replays every accepted report of the book of ZONEBOOK_HOME (made by `zonebook demo`) against what was
accepted before it: alarms per 100 reports by check. Then plants one mistake of each kind in each report and counts
how many of them any check finds that says nothing of the sound report. Writes nothing into the book.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.config.settings")
django.setup()

from zonebook.campaigns.queries import form_of  # noqa: E402 - settings come before whatever reads them
from zonebook.intake import Check, Context, FiledCell, Form, check_cells  # noqa: E402 - settings come first, as above
from zonebook.intake.check import Key  # noqa: E402 - settings come first, as above
from zonebook.measures import Unit  # noqa: E402 - settings come first, as above
from zonebook.methodology import load_methodology  # noqa: E402 - settings come first, as above
from zonebook.reporting.context import check_context  # noqa: E402 - settings come first, as above
from zonebook.reporting.models import FiledCell as KeptCell  # noqa: E402 - settings come first, as above
from zonebook.reporting.models import Version  # noqa: E402 - settings come first, as above

Values = Mapping[Key, Decimal]
Mistake = Callable[["Report"], Values | None]


@dataclass(frozen=True, slots=True)
class Report:
    """An accepted report, with all that the checks know besides it."""

    form: Form
    checks: tuple[Check, ...]
    cells: tuple[FiledCell, ...]
    context: Context

    @property
    def values(self) -> Values:
        return {(cell.line, cell.site): cell.amount for cell in self.cells if cell.amount is not None}

    def rules_speaking(self, values: Values | None = None) -> frozenset[str]:
        """The checks that speak of it, or of it with other values."""
        cells = self.cells
        if values is not None:
            cells = tuple(replace(cell, amount=values.get((cell.line, cell.site))) for cell in cells)
        found = check_cells(self.form, self.checks, cells=cells, context=self.context)
        return frozenset(finding.rule for finding in found)


def reports() -> Iterator[Report]:
    """Every accepted report of the book."""
    accepted = Version.objects.filter(state=Version.State.ACCEPTED).order_by("pk").prefetch_related("cells")
    versions = accepted.select_related("submission__campaign__zone", "submission__company")
    for version in versions:
        campaign = version.submission.campaign
        form = form_of(campaign)
        cells = tuple(
            FiledCell(cell.line, cell.site_code, cell.address, _base(cell, form), cell.written or None)
            for cell in version.cells.all()
        )
        checks = load_methodology().checks_of(form, on=campaign.period.last)
        yield Report(form, checks, cells, check_context(campaign, version.submission.company))


def _base(cell: KeptCell, form: Form) -> Decimal | None:
    return None if cell.amount is None else Unit.of(form.by_code[cell.line].unit).from_stored(cell.amount)


def _first(report: Report, lines: tuple[str, ...]) -> Key | None:
    return next((key for key, value in report.values.items() if key[0] in lines and value > 0), None)


def times(factor: str, *lines: str) -> Mistake:
    """One amount of the lines multiplied."""

    def plant(report: Report) -> Values | None:
        key = _first(report, lines)
        return None if key is None else {**report.values, key: report.values[key] * Decimal(factor)}

    return plant


def the_old_report(report: Report) -> Values | None:
    """The last report, uploaded once more."""
    last = report.context.last_report
    return {**report.values, **last} if last else None


def since_the_start(report: Report) -> Values | None:
    """Investment of all the time instead of this year's."""
    before, values = report.context.since_start, report.values
    keys = [key for key in values if key[0] == "investment" and before.get(key)]
    return {**values, **{key: values[key] + before[key] for key in keys}} if keys else None


def the_quarter_alone(report: Report) -> Values | None:
    """What the quarter added to revenue instead of the amount since the start of the year."""
    before, values = report.context.previous, report.values
    keys = [key for key in values if key[0] == "revenue" and before.get(key)]
    return {**values, **{key: values[key] - before[key] for key in keys}} if keys else None


MISTAKES: Mapping[str, Mistake] = {
    "revenue × 10": times("10", "revenue"),
    "revenue × 1000": times("1000", "revenue"),
    "investment × 10": times("10", "investment"),
    "investment ÷ 10": times("0.1", "investment"),
    "headcount × 10": times("10", "headcount"),
    "insurance × 10": times("10", "insurance"),
    "pay × 12": times("12", "average_pay"),
    "the old report": the_old_report,
    "since the start": since_the_start,
    "the quarter alone": the_quarter_alone,
}


def main() -> None:
    alarms: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    found: dict[str, Counter[str]] = {name: Counter() for name in MISTAKES}
    count = flagged = 0
    for report in reports():
        count += 1
        sound = report.rules_speaking()
        flagged += bool(sound)
        alarms.update(sound)
        for name, mistake in MISTAKES.items():
            values = mistake(report)
            if values is None:
                continue
            planted[name] += 1
            new = report.rules_speaking(values) - sound
            found[name].update(new or ["(nothing)"])
    print(f"{count} sound reports, {flagged} with any alarm: {flagged / count:.1%}")
    for check in load_methodology().checks:
        print(f"{check.code:32} {alarms[check.code]:5}   {alarms[check.code] / count * 100:6.2f} per 100")
    for name, rules in found.items():
        missed = rules.pop("(nothing)", 0)
        print(f"\n{name}: {planted[name] - missed} of {planted[name]} found")
        for rule, times_found in rules.most_common():
            print(f"    {rule:32} {times_found:5}")


if __name__ == "__main__":
    main()
