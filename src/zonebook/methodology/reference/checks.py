"""The page of checks: when does a report get a finding, how grave is it, and what should be done?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
        Rule.JUMP_FROM_OPENING: (
            "in the first quarterly report the number is at least `times` and less than `below` times the one of the "
            "opening report, or as many times less, and differs by at least `difference`"
        ),
        Rule.SINCE_START_TOTAL: (
            "an amount of this year is at least all that was before the year (the opening report and every year "
            "since) and at most `share` more, and at least `times` the year's last report and that of a year before"
        ),
        Rule.GROWTH_EXPLAINED: (
            "since the opening report the first line grew by more than `times` the second line created meanwhile, and "
            "by at least `difference` more"
        ),
        Rule.MANY_UNCHANGED: (
            "of at least `least` lines that are zero neither now nor in the last report, at least `share` are the same "
            "to the digit"
        ),
        Rule.QUARTERS_MISSED: (
            "the zone asked for the quarters directly before this one, an earlier report was accepted, and theirs was "
            "not"
        ),
        Rule.RESIDENTS_ONLY: "the number is above zero though the company was a resident on no day of the report",
        Rule.GONE_FROM_SITE: "the number is above zero though the company left the site before the report's last day",
        Rule.FLAG_AS_REGISTERED: "the answer is yes and the register has a foreign share of zero, or no and it has one",
        Rule.ROOM_FOR_PEOPLE: "less than `square_metres` are let on the site for each of them",
        Rule.ABOVE_PLAN: "all sites together have more than `times` what the agreement has for the year",
        Rule.BELOW_PLAN: "at the year's end all sites together have less than `share` of what the agreement has for it",
        Rule.UNLIKE_OWN_QUARTERS: (
            "by the modified z-score of its logarithm what the quarter added (or its level) is farther than `score` "
            "from the median of earlier quarters, `spread` being the least spread, and at least `difference` off; "
            "silent with fewer than `least` earlier quarters above zero"
        ),
        Rule.UNLIKE_PEERS: (
            "the first line (a flow by month), divided by the second if there is one, lies outside the fences of the "
            "boxplot for skewed values over other firms' sites of the industry a quarter earlier, and is at least "
            "`times` their median or as many times less; silent with fewer than `least` such sites"
        ),
    }
)
_INTRODUCTION = """\
A check looks at one site's numbers of a report, and at what is known besides: what was accepted before, the opening
report, what others of the industry reported, the register, the agreement. An *error* blocks the report until it is
mended; a *warning* needs a written explanation, which travels with the figure. Where a number that a check needs is
missing, it says nothing: a blank has a check of its own. How numbers that stand out are found, and why not by mean and
standard deviation: [unusual numbers](../explanation/unusual-numbers.md)."""


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
        ("filed", "known besides", "months", "speaks of"),
        [_example(check.speaks), _example(check.silent)],
    )
    return f"## {check.code}\n\n{described}\n\nWorked examples (the tests execute them):\n\n{examples}"


def _example(example: Example) -> Sequence[object]:
    found = f"**{codes(example.finds)}**" if example.finds else "nothing"
    return (_amounts(example.values) or "blank", "<br>".join(_known(example)), example.months, found)


_STANDING: Mapping[str, str] = MappingProxyType(
    {
        "previous": "last report",
        "last_report": "last report as filed",
        "year_before": "a year before",
        "opening": "opening report",
        "since_start": "all before the year",
        "promised": "agreed for the year",
    }
)


def _known(example: Example) -> Iterator[str]:
    """What is known besides the report, each in words."""
    for name, words in _STANDING.items():
        if amounts := getattr(example, name):
            yield f"{words}: {_amounts(amounts)}"
    for line, quarters in example.series.items():
        yield f"earlier quarters: {code(line)} {', '.join(f'{amount:f}' for amount in quarters)}"
    if example.peers:
        peers = "; ".join(_amounts(peer) for peer in example.peers)
        yield f"{len(example.peers)} other sites over {example.peer_months} months: {peers}"
    facts_known = {
        "missed: {}": ", ".join(quarter.en for quarter in example.missed) or None,
        "a resident: {}": {None: None, True: "yes", False: "no"}[example.is_resident],
        "foreign share: {}%": example.foreign_share,
        "left the site on {}": example.left_on,
        "{} m² let": example.area_sqm,
    }
    yield from (words.format(fact) for words, fact in facts_known.items() if fact is not None)


def _amounts(values: Mapping[str, Decimal]) -> str:
    return ", ".join(f"{code(line)} {amount:f}" for line, amount in values.items())
