"""How far is a filed number from what was to be expected of it? The order in which a reviewer looks.

A number is held against three others: last quarter's, the one of the same period a year before, and what the agreement
promises for the year. Of what accumulates, a quarter's own amount is compared with last quarter's own, because sums
from January always grow. How far two numbers are apart is how many times the larger is the smaller, divided by the
number of times from which the dated checks call it a jump (`jump_from_previous`, `jump_from_year_before`): 1 and more
is a big change. What differs by less than the check's `difference` is none. Of the promise, the share that falls to
the months reported is expected by now; falling behind it weighs, running ahead does not. A report weighs as much as
its heaviest number. What cannot be compared weighs nothing: it is not called unchanged either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from zonebook.intake import Check, Rule

BIG = Decimal(1)
"""From this weight on a change is as large as what a check speaks of."""
_MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Jump:
    """From how many times a check speaks of a jump, and the difference below which it says nothing."""

    times: Decimal
    difference: Decimal


@dataclass(frozen=True, slots=True)
class Scale:
    """What counts as a jump, by line: against last quarter, against a year before, and (for all) against the plan."""

    last_quarter: Mapping[str, Jump]
    year_before: Mapping[str, Jump]
    plan: Jump | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A filed number beside what it is held against, in the line's base unit; None is not known, never zero.

    `filed`, `previous` (the last report of the same year, or the last level) and `year_before` are as reported; `own`
    is the quarter's own amount and `own_before` last quarter's; `promised` is for the whole year and company.
    """

    line: str
    site: str
    filed: Decimal | None
    previous: Decimal | None = None
    own: Decimal | None = None
    own_before: Decimal | None = None
    year_before: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Promised:
    """What the agreement promises of a line for the year, beside what all sites report of it so far."""

    line: str
    promised: Decimal
    filed: Decimal | None
    months: int

    @property
    def expected(self) -> Decimal:
        """The share of the promise that falls to the months reported, were the year even."""
        return self.promised * self.months / _MONTHS_IN_YEAR


def scale_of(checks: Iterable[Check]) -> Scale:
    """What the checks in force call a jump. The plan, of which none speaks, is held to the strictest of them."""
    last_quarter: dict[str, Jump] = {}
    year_before: dict[str, Jump] = {}
    for check in checks:
        if check.rule in (Rule.JUMP_FROM_PREVIOUS, Rule.JUMP_FROM_YEAR_BEFORE):
            jump = Jump(check.params["times"], check.params["difference"])
            kept = last_quarter if check.rule is Rule.JUMP_FROM_PREVIOUS else year_before
            kept |= dict.fromkeys(check.lines, jump)
    strictest = min((jump.times for jump in [*last_quarter.values(), *year_before.values()]), default=None)
    return Scale(
        last_quarter={**year_before, **last_quarter},  # a line that only has a yearly check jumps from quarters alike
        year_before=year_before,
        plan=None if strictest is None else Jump(strictest, Decimal(0)),
    )


def weight_of(number: Compared, scale: Scale) -> Decimal | None:
    """How far a number is from last quarter's or from a year before, whichever is farther; None: nothing to compare."""
    found = (
        _apart(number.own, number.own_before, jump=scale.last_quarter.get(number.line)),
        _apart(number.filed, number.year_before, jump=scale.year_before.get(number.line)),
    )
    return max((weight for weight in found if weight is not None), default=None)


def weight_of_plan(promised: Promised, scale: Scale) -> Decimal | None:
    """How far a line is behind its promise; nothing where it is ahead."""
    if promised.filed is None or promised.filed >= promised.expected:
        return None if promised.filed is None else Decimal(0)
    return _apart(promised.filed, promised.expected, jump=scale.plan)


def weight_of_report(numbers: Iterable[Compared], plan: Iterable[Promised], *, scale: Scale) -> Decimal | None:
    """How far a report is from what was to be expected: as far as its heaviest number."""
    weights = [*(weight_of(number, scale) for number in numbers), *(weight_of_plan(one, scale) for one in plan)]
    return max((weight for weight in weights if weight is not None), default=None)


def _apart(now: Decimal | None, before: Decimal | None, *, jump: Jump | None) -> Decimal | None:
    """How many times the larger is the smaller, in jumps. From or to nothing is a jump as such."""
    if now is None or before is None or jump is None:
        return None
    if now == before or abs(now - before) < jump.difference:
        return Decimal(0)
    if now <= 0 or before <= 0:
        return BIG
    return max(now, before) / min(now, before) / jump.times
