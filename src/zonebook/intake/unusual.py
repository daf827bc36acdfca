"""Is a number far from the company's own quarters, or from what others of its industry report?

The methods and why they suit short, skewed series: docs/explanation/unusual-numbers.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import log
from statistics import median

from zonebook.intake.check import Check, Hit, Situation
from zonebook.intake.form import LineKind
from zonebook.intake.hits import count_said, given, hit_of, multiple, rounded, saying
from zonebook.intake.robust import modified_z, skewed_fences

_FIRST_QUARTER = 3


def unlike_own_quarters(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: each one alone, what the quarter added (or its level) against the same of earlier quarters.

    Speaks when the modified z-score of the logarithm is beyond `score` either way, and the amount is at least
    `difference` off the median. Silent with fewer than `least` earlier quarters above zero. `spread`: the least spread,
    of the logarithms. Params: least, score, spread, difference.
    """
    for line, _value in given(check, seen):
        own, earlier = _of_quarter(seen, line), [one for one in seen.known.series.get(line, ()) if one > 0]
        if own is None or own <= 0 or len(earlier) < check.params["least"]:
            continue
        usual = median(earlier)
        if abs(own - usual) >= check.params["difference"] and _is_far(check, own, earlier=earlier):
            asked = seen.form.by_code[line]
            hit = hit_of(seen, line, value=own)
            yield saying(hit, usual=rounded(usual, asked), count=count_said(len(earlier)))


def unlike_peers(check: Check, seen: Situation) -> Iterator[Hit]:
    """Lines: one line, or a numerator and its denominator; flows by month. Against sites of other firms, one industry.

    Speaks of what lies outside the fences for skewed values and is at least `times` the peers' median, or as many times
    less. Silent with fewer than `least` peers. Params: least, whisker, times.
    """
    line = check.lines[0]
    own = _ratio(check, seen, values=seen.values, months=seen.known.months)
    peers = _ratios_of_peers(check, seen)
    if own is None or len(peers) < check.params["least"]:
        return
    low, high = skewed_fences(tuple(sorted(map(float, peers))), whisker=float(check.params["whisker"]))
    usual = median(peers)
    times = multiple(own, usual)
    if not low <= own <= high and times is not None and times >= check.params["times"]:
        asked = seen.form.by_code[line]
        said = {"ratio": rounded(own, asked), "usual": rounded(usual, asked), "count": count_said(len(peers))}
        yield saying(hit_of(seen, line, value=seen.values[line]), **said)


def _of_quarter(seen: Situation, line: str) -> Decimal | None:
    """What the report's own quarter added to a flow, or the level of anything else; None where nobody can say."""
    value = seen.values[line]
    if seen.form.by_code[line].kind is not LineKind.FLOW or seen.known.months == _FIRST_QUARTER:
        return value
    before = seen.known.previous.get(line)
    return None if before is None else value - before


def _is_far(check: Check, own: Decimal, *, earlier: Sequence[Decimal]) -> bool:
    logs = [log(one) for one in earlier]
    return abs(modified_z(log(own), logs, least_spread=float(check.params["spread"]))) > check.params["score"]


def _ratios_of_peers(check: Check, seen: Situation) -> list[Decimal]:
    known = seen.known
    found = (_ratio(check, seen, values=peer, months=known.peer_months) for peer in known.peers)
    return [ratio for ratio in found if ratio is not None]


def _ratio(check: Check, seen: Situation, *, values: Mapping[str, Decimal], months: int) -> Decimal | None:
    """The first line by month, divided by the second if there is one; None where that is not above zero."""
    if any(line not in values or values[line] <= 0 for line in check.lines):
        return None
    line, *others = check.lines
    spread_over = months if seen.form.by_code[line].kind is LineKind.FLOW else 1
    ratio = values[line] / spread_over
    return ratio / values[others[0]] if others else ratio
