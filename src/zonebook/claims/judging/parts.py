"""How exactly is a number meant that was named by a word, as «треть», «вдвое», «половина»?

A number in digits carries its precision in the way it is written. A named part does not: «треть» is no 33.33 %, it is
what people say rather than «четверть» or «половина». So it allows a tenth of itself each way, «более трети» goes up to
the next part that has a name, and «почти треть» down to the one before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from zonebook.claims.claim import Claim
from zonebook.measures import Hedge, Written

_NAMED = tuple(map(Decimal, ("0", "5", "10", "12.5", "16.67", "20", "25", "33.33", "50", "66.67", "75", "100")))
_NUMBER = re.compile(r"\d|%|процент", re.IGNORECASE)
_ONE_AND_A_HALF = Decimal("1.5")
_UPWARD = (Hedge.MORE_THAN,)
_DOWNWARD = (Hedge.ALMOST, Hedge.LESS_THAN)


def as_meant(claim: Claim) -> Written | None:
    """The number with the precision that its words have; as written, unless it is a named part; None if unread."""
    written = claim.written
    if written is None or _NUMBER.search(claim.quote):
        return written
    if claim.unit == "times" and written.value == _ONE_AND_A_HALF:
        return replace(written, step=Decimal("0.5"), last_digit=Decimal("0.2"))
    if claim.unit != "percent" or not 0 < written.value < _NAMED[-1]:
        return written
    return replace(written, step=_step(written.value, claim.hedge), last_digit=written.value / 5)


def _step(value: Decimal, hedge: Hedge) -> Decimal:
    """How far a hedge reaches from a named part."""
    if hedge in _UPWARD:
        return min(part for part in _NAMED if part > value) - value
    if hedge in _DOWNWARD:
        return value - max(part for part in _NAMED if part < value)
    return value / 10
