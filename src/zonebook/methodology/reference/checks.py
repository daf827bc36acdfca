"""The page of checks: when does a report get a finding, how grave is it, and what should be done?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from zonebook.intake import Check, Rule
from zonebook.intake.check import Example
from zonebook.methodology.agreement import about
from zonebook.methodology.loader import Methodology
from zonebook.methodology.reference.markdown import both, code, codes, facts, page, source, status, table

RULES_IN_WORDS: Mapping[Rule, str] = MappingProxyType(
    {
        Rule.NOT_NEGATIVE: "the number is below zero",
        Rule.REQUIRED_GIVEN: "a line that the form requires was left blank",
        Rule.PART_WITHIN_WHOLE: "the first line, a part, is larger than the second, the whole",
        Rule.SHARE_AT_LEAST: "the first line is less than `share` of the second",
        Rule.SUM_WITHIN_SHARE: "the lines after the first add up to more than `share` of the first",
        Rule.WITHIN: "the number is not between `low` and `high`; zero is left to other checks",
        Rule.RATIO_WITHIN: "the first line divided by the second is not between `low` and `high`",
        Rule.SHARE_OF_PAYROLL: (
            "contributions are not between `low` and `high` of the payroll (average monthly pay × headcount × months)"
        ),
        Rule.POSITIVE_TOGETHER: "the first line is above zero and the second is zero",
        Rule.NOT_FALLING: "an amount that accumulates over the year is less than in the report before",
        Rule.JUMP_FROM_PREVIOUS: (
            "the number is at least `times` and less than `below` times the one of the report before, or as many times "
            "less, and differs by at least `difference`"
        ),
        Rule.JUMP_FROM_YEAR_BEFORE: (
            "the number is at least `times` and less than `below` times the one of a year before, or as many times "
            "less, and differs by at least `difference`"
        ),
        Rule.UNIT_SLIP: (
            "the number is between `times_from` and `times_to` times the last one (else that of a year before), or as "
            "many times less: thousands may have been taken for units"
        ),
    }
)
_INTRODUCTION = """\
A check looks at one site's numbers of a report, and at those accepted before. An *error* blocks the report until it is
mended; a *warning* needs a written explanation, which travels with the figure. Where a number that a check needs is
missing, it says nothing: a blank has a check of its own."""


def checks_page(methodology: Methodology) -> str:
    """docs/reference/checks.md"""
    checks = methodology.checks
    overview = [
        (f"[{code(check.code)}](#{check.code})", check.severity, RULES_IN_WORDS[check.rule]) for check in checks
    ]
    sections = (_section(check, methodology) for check in checks)
    return page("Checks", _INTRODUCTION, table(("check", "severity", "speaks when"), overview), *sections)


def _section(check: Check, methodology: Methodology) -> str:
    described = facts(
        {
            "severity": check.severity,
            "rule": f"{code(check.rule)}: speaks when {RULES_IN_WORDS[check.rule]}",
            "lines": codes(check.lines),
            "thresholds": ", ".join(f"{name} {amount:f}" for name, amount in check.params.items()),
            "forms": codes([form.code for form in methodology.forms if about(check, form)]),
            "finding": both(check.message),
            "advice": both(check.advice),
            "valid from": check.valid_from,
            "reference": f"{source(check.reference.title.en, check.reference.link)}<br>{check.reference.title.ru}",
            "status": status(check.status),
        }
    )
    examples = table(
        ("filed", "last report", "a year before", "months", "speaks of"),
        [_example(check.speaks), _example(check.silent)],
    )
    return f"## {check.code}\n\n{described}\n\nWorked examples (the tests execute them):\n\n{examples}"


def _example(example: Example) -> Sequence[object]:
    found = f"**{codes(example.finds)}**" if example.finds else "nothing"
    earlier = (_amounts(example.previous), _amounts(example.year_before))
    return (_amounts(example.values) or "blank", *earlier, example.months, found)


def _amounts(values: Mapping[str, Decimal]) -> str:
    return ", ".join(f"{code(line)} {amount:f}" for line, amount in values.items())
