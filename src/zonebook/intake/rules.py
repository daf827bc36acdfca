"""Which filed numbers cannot be right, or need a word of explanation? The arithmetic of the checks.

Each rule looks at one site's report and yields its hits. A rule says nothing where a number it needs is
missing: a blank has a check of its own. The order of a check's lines is the order a rule names in its
docstring.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from zonebook.intake.amounts import amount_text, number_text
from zonebook.intake.check import Check, Hit, Rule, Situation
from zonebook.measures import Text

Arithmetic = Callable[[Check, Situation], Iterator[Hit]]


def not_negative(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone."""
    for line, value in _given(check, seen):
        if value < 0:
            yield _hit(seen, line, value=value)


def required_given(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone; speaks of those that the form requires and that were left blank."""
    for line in check.lines:
        if line in seen.blank and seen.form.by_code[line].required:
            yield _hit(seen, line)


def part_within_whole(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: part, whole."""
    part, whole = check.lines
    if _has(seen, part, whole) and seen.values[part] > seen.values[whole]:
        yield _hit(seen, part, value=seen.values[part], whole=(whole, seen.values[whole]))


def share_at_least(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: part, whole. Params: share."""
    part, whole = check.lines
    if not _has(seen, part, whole) or seen.values[whole] <= 0:
        return
    share, least = seen.values[part] / seen.values[whole], check.params["share"]
    if share < least:
        hit = _hit(seen, part, value=seen.values[part], whole=(whole, seen.values[whole]))
        yield _with(hit, share=_percent(share), limit=_percent(least))


def sum_within_share(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: whole, parts… The given parts together are at most `share` of the whole. Params: share."""
    whole, *parts = check.lines
    given = [part for part in parts if part in seen.values]
    total = sum((seen.values[part] for part in given), Decimal(0))
    if whole in seen.values and given and total > seen.values[whole] * check.params["share"]:
        hit = _hit(seen, given[0], value=total, whole=(whole, seen.values[whole]))
        yield _with(hit, limit=_percent(check.params["share"]))


def within(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone. Params: low, high. Zero is left to other checks."""
    low, high = check.params["low"], check.params["high"]
    for line, value in _given(check, seen):
        if value != 0 and not low <= value <= high:
            asked = seen.form.by_code[line]
            hit = _hit(seen, line, value=value)
            yield _with(hit, low=amount_text(low, asked), high=amount_text(high, asked))


def ratio_within(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: numerator, denominator. Params: low, high; both per whole period."""
    above, below = check.lines
    if not _has(seen, above, below) or seen.values[below] <= 0:
        return
    ratio = seen.values[above] / seen.values[below]
    if not check.params["low"] <= ratio <= check.params["high"]:
        hit = _hit(seen, above, value=seen.values[above], whole=(below, seen.values[below]))
        yield _with(hit, ratio=_times(ratio))


def share_of_payroll(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: contributions, average monthly pay, average headcount. Params: low, high."""
    paid, pay, people = check.lines
    if not _has(seen, paid, pay, people):
        return
    payroll = seen.values[pay] * seen.values[people] * seen.months
    if payroll > 0 and not check.params["low"] <= seen.values[paid] / payroll <= check.params["high"]:
        share = _percent(seen.values[paid] / payroll)
        yield _with(_hit(seen, paid, value=seen.values[paid], whole=(pay, seen.values[pay])), share=share)


def positive_together(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: first, second. Where the first is above zero, the second is not zero."""
    first, second = check.lines
    if _has(seen, first, second) and seen.values[first] > 0 and seen.values[second] == 0:
        yield _hit(seen, second, value=seen.values[second], whole=(first, seen.values[first]))


def not_falling(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone; accumulated amounts of one year do not fall from report to report."""
    for line, value in _given(check, seen):
        earlier = seen.previous.get(line)
        if earlier is not None and value < earlier:
            yield _hit(seen, line, value=value, earlier=(line, earlier))


def jump_from_previous(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone, against the report before. Params: as `_jumps`."""
    return _jumps(check, seen, earlier=seen.previous)


def jump_from_year_before(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone, against the same period of the year before. Params: as `_jumps`."""
    return _jumps(check, seen, earlier=seen.year_before)


def _jumps(check: Check, seen: Situation, *, earlier: Mapping[str, Decimal]) -> Iterator[Hit]:
    """Params: from `times` up to `below` (a slip of units starts there), and by at least `difference`."""
    for line, value in _given(check, seen):
        before = earlier.get(line)
        if before is None or abs(value - before) < check.params["difference"]:
            continue
        times = _multiple(value, before)
        if times is not None and check.params["times"] <= times < check.params["below"]:
            hit = _hit(seen, line, value=value, earlier=(line, before))
            yield _with(hit, times=_times(times))


def unit_slip(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone, against the last report, else the year before. Params: times_from, times_to."""
    for line, value in _given(check, seen):
        before = seen.previous.get(line, seen.year_before.get(line))
        times = None if before is None else _multiple(value, before)
        if before is not None and times and check.params["times_from"] <= times <= check.params["times_to"]:
            hit = _hit(seen, line, value=value, earlier=(line, before))
            yield _with(hit, times=_times(times))


_LARGE = 100  # from here on the tenths of a multiple tell nobody anything

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
        Rule.NOT_FALLING: not_falling,
        Rule.JUMP_FROM_PREVIOUS: jump_from_previous,
        Rule.JUMP_FROM_YEAR_BEFORE: jump_from_year_before,
        Rule.UNIT_SLIP: unit_slip,
    }
)


def _given(check: Check, seen: Situation) -> Iterator[tuple[str, Decimal]]:
    return ((line, seen.values[line]) for line in check.lines if line in seen.values)


def _has(seen: Situation, *lines: str) -> bool:
    return all(line in seen.values for line in lines)


def _multiple(one: Decimal, other: Decimal) -> Decimal | None:
    """How many times the larger is the smaller; None where that means nothing."""
    if one <= 0 or other <= 0:
        return None
    return max(one, other) / min(one, other)


def _hit(
    seen: Situation,
    line: str,
    *,
    value: Decimal | None = None,
    whole: tuple[str, Decimal] | None = None,
    earlier: tuple[str, Decimal] | None = None,
) -> Hit:
    """The hit with the words every rule can offer: {line}, {value}, {whole}, {whole_value}, {earlier}."""
    said = {"line": seen.form.by_code[line].title}
    if value is not None:
        said["value"] = amount_text(value, seen.form.by_code[line])
    if whole is not None:
        said["whole"] = seen.form.by_code[whole[0]].title
        said["whole_value"] = amount_text(whole[1], seen.form.by_code[whole[0]])
    if earlier is not None:
        said["earlier"] = amount_text(earlier[1], seen.form.by_code[earlier[0]])
    return Hit(line, said)


def _with(hit: Hit, **said: Text) -> Hit:
    return Hit(hit.line, {**hit.said, **said})


def _percent(share: Decimal) -> Text:
    return _both(round(share * 100, 1), Text("\u00a0%", "%"))


def _times(times: Decimal) -> Text:
    return _both(round(times, 1 if times < _LARGE else 0), Text("", ""))


def _both(number: Decimal, unit: Text) -> Text:
    return Text(number_text(number, "ru") + unit.ru, number_text(number, "en") + unit.en)
