"""Which filed numbers cannot be right, or need a word of explanation? The arithmetic of the checks.

Each rule looks at one site's report and yields its hits. A rule says nothing where a number it needs is
missing: a blank has a check of its own. The order of a check's lines is the order a rule names in its
docstring. Here are the rules about the numbers of one report and the table of all; those that look at
earlier reports are in `earlier`, those that look at the register and the agreement in `beyond`, those that
look for the unusual in `unusual`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from zonebook.intake import beyond, earlier, unusual
from zonebook.intake.amounts import amount_text
from zonebook.intake.check import Check, Hit, Rule, Situation
from zonebook.intake.hits import given, has, hit_of, percent, saying, times_said

Arithmetic = Callable[[Check, Situation], Iterator[Hit]]


def not_negative(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone."""
    for line, value in given(check, seen):
        if value < 0:
            yield hit_of(seen, line, value=value)


def required_given(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone; speaks of those that the form requires and that were left blank."""
    for line in check.lines:
        if line in seen.blank and seen.form.by_code[line].required:
            yield hit_of(seen, line)


def part_within_whole(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: part, whole."""
    part, whole = check.lines
    if has(seen, part, whole) and seen.values[part] > seen.values[whole]:
        yield hit_of(seen, part, value=seen.values[part], whole=(whole, seen.values[whole]))


def share_at_least(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: part, whole. Params: share."""
    part, whole = check.lines
    if not has(seen, part, whole) or seen.values[whole] <= 0:
        return
    share, least = seen.values[part] / seen.values[whole], check.params["share"]
    if share < least:
        hit = hit_of(seen, part, value=seen.values[part], whole=(whole, seen.values[whole]))
        yield saying(hit, share=percent(share), limit=percent(least))


def sum_within_share(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: whole, parts… The given parts together are at most `share` of the whole. Params: share."""
    whole, *parts = check.lines
    answered = [part for part in parts if part in seen.values]
    total = sum((seen.values[part] for part in answered), Decimal(0))
    if whole in seen.values and answered and total > seen.values[whole] * check.params["share"]:
        hit = hit_of(seen, answered[0], value=total, whole=(whole, seen.values[whole]))
        yield saying(hit, limit=percent(check.params["share"]))


def within(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone. Params: low, high. Zero is left to other checks."""
    low, high = check.params["low"], check.params["high"]
    for line, value in given(check, seen):
        if value != 0 and not low <= value <= high:
            asked = seen.form.by_code[line]
            hit = hit_of(seen, line, value=value)
            yield saying(hit, low=amount_text(low, asked), high=amount_text(high, asked))


def ratio_within(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: numerator, denominator. Params: low, high; both per whole period."""
    above, below = check.lines
    if not has(seen, above, below) or seen.values[below] <= 0:
        return
    ratio = seen.values[above] / seen.values[below]
    if not check.params["low"] <= ratio <= check.params["high"]:
        hit = hit_of(seen, above, value=seen.values[above], whole=(below, seen.values[below]))
        yield saying(hit, ratio=times_said(ratio))


def share_of_payroll(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: contributions, average monthly pay, average headcount. Params: low, high."""
    paid, pay, people = check.lines
    if not has(seen, paid, pay, people):
        return
    payroll = seen.values[pay] * seen.values[people] * seen.known.months
    if payroll > 0 and not check.params["low"] <= seen.values[paid] / payroll <= check.params["high"]:
        share = percent(seen.values[paid] / payroll)
        yield saying(hit_of(seen, paid, value=seen.values[paid], whole=(pay, seen.values[pay])), share=share)


def positive_together(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: first, second. Where the first is above zero, the second is not zero."""
    first, second = check.lines
    if has(seen, first, second) and seen.values[first] > 0 and seen.values[second] == 0:
        yield hit_of(seen, second, value=seen.values[second], whole=(first, seen.values[first]))


RULES: Mapping[Rule, Arithmetic] = MappingProxyType(
    {
        Rule.NOT_NEGATIVE: not_negative,
        Rule.REQUIRED_GIVEN: required_given,
        Rule.PART_WITHIN_WHOLE: part_within_whole,
        Rule.SHARE_AT_LEAST: share_at_least,
        Rule.SUM_WITHIN_SHARE: sum_within_share,
        Rule.WITHIN: within,
        Rule.RATIO_WITHIN: ratio_within,
        Rule.SHARE_OF_PAYROLL: share_of_payroll,
        Rule.POSITIVE_TOGETHER: positive_together,
        Rule.NOT_FALLING: earlier.not_falling,
        Rule.JUMP_FROM_PREVIOUS: earlier.jump_from_previous,
        Rule.JUMP_FROM_YEAR_BEFORE: earlier.jump_from_year_before,
        Rule.UNIT_SLIP: earlier.unit_slip,
        Rule.JUMP_FROM_OPENING: earlier.jump_from_opening,
        Rule.SINCE_START_TOTAL: earlier.since_start_total,
        Rule.GROWTH_EXPLAINED: earlier.growth_explained,
        Rule.MANY_UNCHANGED: earlier.many_unchanged,
        Rule.QUARTERS_MISSED: earlier.quarters_missed,
        Rule.RESIDENTS_ONLY: beyond.residents_only,
        Rule.GONE_FROM_SITE: beyond.gone_from_site,
        Rule.FLAG_AS_REGISTERED: beyond.flag_as_registered,
        Rule.ROOM_FOR_PEOPLE: beyond.room_for_people,
        Rule.ABOVE_PLAN: beyond.above_plan,
        Rule.BELOW_PLAN: beyond.below_plan,
        Rule.UNLIKE_OWN_QUARTERS: unusual.unlike_own_quarters,
        Rule.UNLIKE_PEERS: unusual.unlike_peers,
    }
)
