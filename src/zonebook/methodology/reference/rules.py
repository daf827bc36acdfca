"""The page of rules: by which source is what watched, expected, required of residents and given to them?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zonebook.measures import Text
from zonebook.methodology.loader import Methodology
from zonebook.methodology.reference.benefits import benefits_section
from zonebook.methodology.reference.markdown import both, code, codes, facts, page, source, status, table
from zonebook.regime import ForecastRule, Reference, RequirementDefinition, WatchFor, WatchRule
from zonebook.regime.watch_rule import WatchExample

WATCHED_FOR: Mapping[WatchFor, str] = MappingProxyType(
    {
        WatchFor.FIRST_INSPECTION: (
            "no planned inspection is recorded, and in `lead_days` or less `months` have passed since the agreement"
        ),
        WatchFor.INSPECTION_TOO_EARLY: "a planned inspection stands before `months` have passed since the agreement",
        WatchFor.SHARE_OF_YEAR: "in the last ended year the first line is less than `share` of the second",
        WatchFor.SHARE_OF_PROMISES: (
            "from `lead_days` before `months` since the agreement on: less than `parts` of `of_parts` of what was "
            "promised of the line for all years is done"
        ),
        WatchFor.BENEFITS_WITHIN: (
            "after `months` since the entry in the register, in whole years: the lines together are above the limiting "
            "lines together, by `basis` for each year or for all years since the entry"
        ),
        WatchFor.TERM_SINCE_ENTRY: "`months` since the entry in the register end in `lead_days` or less",
        WatchFor.LEASES_END: "a lease ends in `lead_days` or less, or has ended",
        WatchFor.AGREEMENT_ENDS: "the term of the agreement ends in `lead_days` or less, or is over",
    }
)
_INTRODUCTION = """\
Each rule is a dated definition with its source. A rule whose facts are missing does not keep silent: it says that it
cannot tell, and what is missing."""


def rules_page(methodology: Methodology) -> str:
    """docs/reference/rules.md"""
    regime = methodology.regime
    overview = [
        (f"[{code(rule.code)}](#{rule.code})", rule.title.en, rule.title.ru, rule.status) for rule in regime.watch
    ]
    return page(
        "Rules for residents",
        _INTRODUCTION,
        f"## Watch list\n\n{table(('rule', 'English', 'Russian', 'status'), overview)}",
        *map(_watch, regime.watch),
        *map(_forecast, regime.forecasts),
        *map(benefits_section, regime.benefits),
        "## Requirements of clusters",
        *map(_requirement, regime.cluster_requirements),
    )


def _sourced(reference: Reference, name: str) -> dict[str, object]:
    """Where a rule comes from and on whose authority it stands."""
    told = f"{source(reference.title.en, reference.link)}<br>{reference.title.ru}"
    return {"reference": told, "status": status(name)}


def _watch(rule: WatchRule) -> str:
    described = facts(
        {
            "speaks when": WATCHED_FOR[rule.watches],
            "thresholds": ", ".join(f"{name} {amount:f}" for name, amount in rule.params.items()),
            "basis": None if rule.basis is None else code(rule.basis),
            "lines": codes([line.code for line in rule.lines]),
            "limiting lines": codes([line.code for line in rule.limit_lines]),
            "for residents entered from": rule.entered_from,
            "alert": both(rule.says),
            "alert when the day has passed": _both(rule.says_past),
            "note": _both(rule.note),
            "valid from": rule.valid_from,
            **_sourced(rule.reference, rule.status),
        }
    )
    examples = table(
        ("on", "facts", "answer", "amount", "limit"), [_watch_example(example) for example in rule.examples]
    )
    return f"### {rule.code}\n\n{described}\n\nWorked examples (the tests execute them):\n\n{examples}"


def _watch_example(example: WatchExample) -> tuple[object, ...]:
    answer = "cannot tell" if example.unclear else f"**alerts: {example.alerts}**" if example.alerts else "silent"
    return (example.day, _facts_of(example), answer, example.amount, example.limit)


def _facts_of(example: WatchExample) -> str:
    seen = example.watched
    days = {"signed": seen.signed_on, "entered": seen.entered_on, "valid until": seen.valid_until}
    told = [f"{name} {day}" for name, day in days.items() if day is not None]
    told += [f"lease {name} until {day}" for name, day in seen.leases.items()]
    told += [f"inspection {day}" for day in seen.inspections]
    told += [f"promised {code(promise.line)} {promise.year}: {promise.amount:f}" for promise in seen.promises]
    for year, amounts in seen.amounts.items():
        told.append(f"{year}: " + ", ".join(f"{code(line)} {amount:f}" for line, amount in amounts.items()))
    return "; ".join(told) or "none"


def _forecast(rule: ForecastRule) -> str:
    described = facts(
        {
            "rule": both(rule.note),
            "quarters ahead at most": rule.quarters_ahead,
            "mean of the last quarters, at most": rule.mean_of,
            "reported quarters, at least": rule.least_reported,
            "a report is late after days": rule.report_days,
            "lines": codes([line.code for line in rule.lines]),
            "version": rule.version,
            "valid from": rule.valid_from,
            **_sourced(rule.reference, rule.status),
        }
    )
    rows = [
        (
            f"{code(example.line)} {example.year}",
            example.promised,
            ", ".join(f"{period} {amount:f}" for period, amount in example.done.items()),
            example.day,
            example.expected,
            f"**{code(example.state)}**",
            both(example.note),
        )
        for example in rule.examples
    ]
    heads = ("obligation", "promised", "reported", "on", "expected", "answer", "")
    return f"## Forecast\n\n{described}\n\nWorked examples (the tests execute them):\n\n{table(heads, rows)}"


def _requirement(requirement: RequirementDefinition) -> str:
    described = facts(
        {
            "title": both(requirement.title),
            "clusters": codes(requirement.kinds),
            "thresholds": ", ".join(f"{name} {amount:f}" for name, amount in requirement.params.items()),
            "met": both(requirement.says_met),
            "not met": both(requirement.says_not_met),
            "cannot tell": both(requirement.says_unknown),
            "valid from": requirement.valid_from,
            **_sourced(requirement.reference, requirement.status),
        }
    )
    return f"### {requirement.code}\n\n{described}"


def _both(text: Text | None) -> str | None:
    return None if text is None else both(text)
