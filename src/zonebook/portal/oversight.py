"""Which obligations and alerts does an address ask for, and how are they put into rows, bars and a file?

Money stands in thousands of roubles, rounded to the nearest; the exact amounts are in the file and in the working.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.http import QueryDict

from zonebook.agreements.models import PlannedLine
from zonebook.agreements.plans import UNITS
from zonebook.oversight.queries import Fulfilment, Watching, WatchList
from zonebook.portal import asking
from zonebook.portal.plan_table import factor_of
from zonebook.portal.words import OBLIGATION_STATES, WATCH_KINDS
from zonebook.regime import Alert, Attained, WatchRule

WARNINGS, ALL = "warnings", "all"
STATES = (WARNINGS, *OBLIGATION_STATES, ALL)
_COLUMNS = ("company", "agreement", "line", "unit", "year", "promised", "done", "share", "reported_quarters",
            "ended_quarters", "expected", "state", "address")  # fmt: skip


@dataclass(frozen=True, slots=True)
class ObligationSearch:
    """What is looked for. `state`: one of `STATES`; a blank line and no year do not narrow it."""

    state: str = WARNINGS
    line: str = ""
    year: int | None = None

    def finds(self, one: Fulfilment) -> bool:
        """Is this promise looked for?"""
        found = one.attainment
        has_state = found.warns if self.state == WARNINGS else self.state in (ALL, found.state)
        return has_state and self.line in ("", found.line) and self.year in (None, found.year)


def read_obligations(asked: QueryDict) -> ObligationSearch:
    """The search of an address; what nothing is called so does not narrow it."""
    state, line, year = asked.get("state", ""), asked.get("line", ""), asked.get("year", "")
    return ObligationSearch(
        state=state if state in STATES else WARNINGS,
        line=line if line in PlannedLine.values else "",
        year=int(year) if len(year) == len("2025") and year.isascii() and year.isdecimal() else None,
    )


@dataclass(frozen=True, slots=True)
class Bars:
    """What was promised, done and expected, each as a share of the longest of them, in per cent."""

    promised: float
    done: float | None
    expected: float | None


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """One promise in its written unit; `address` is the page of the figure that says what was done."""

    one: Fulfilment
    line: PlannedLine
    promised: Decimal
    done: Decimal | None
    expected: Decimal | None
    percent: Decimal | None
    address: str
    bars: Bars

    @property
    def is_settled(self) -> bool:
        """Is nothing expected any more: is it fulfilled, or is its year over and reported in full?"""
        return self.one.attainment.state in (Attained.MET, Attained.MISSED)


def obligation_row(one: Fulfilment) -> ObligationRow:
    """A promise as the pages show it."""
    found = one.attainment
    return ObligationRow(
        one,
        PlannedLine(found.line),
        promised=_written(found.promised, found.line),
        done=None if found.done is None else _written(found.done, found.line),
        expected=None if found.expected is None else _written(found.expected, found.line),
        percent=None if found.share is None else _whole(found.share * 100),
        address=asking.address_of(one.figure) if one.figure else "",
        bars=_bars(one),
    )


def _written(amount: Decimal, line: str) -> Decimal:
    return _whole(amount / factor_of(line))


def _whole(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), ROUND_HALF_UP)


def _bars(one: Fulfilment) -> Bars:
    found = one.attainment
    longest = max(amount for amount in (found.promised, found.done, found.expected, Decimal(1)) if amount is not None)

    def share(amount: Decimal | None) -> float | None:
        return None if amount is None else float(max(amount, Decimal(0)) * 100 / longest)

    return Bars(float(found.promised * 100 / longest), share(found.done), share(found.expected))


def as_table(found: Iterable[Fulfilment], *, absolute: Any) -> list[Sequence[Any]]:
    """The promises as rows of a file, exact and in base units; `absolute` makes a whole address of a path."""
    rows: list[Sequence[Any]] = [_COLUMNS]
    for one in found:
        said = one.attainment
        rows.append(
            (one.company.name, one.agreement.number, said.line, UNITS[said.line], said.year, said.promised, said.done,
             said.share, said.reported, said.ended, said.expected, said.state,
             absolute(asking.address_of(one.figure)) if one.figure else None)
        )  # fmt: skip
    return rows


# --- the watch list


@dataclass(frozen=True, slots=True)
class WatchSearch:
    """What is looked for: a kind (a key of `words.WATCH_KINDS`) and a rule; blank ones do not narrow it."""

    kind: str = ""
    rule: str = ""

    def finds(self, one: Watching) -> bool:
        """Is this finding looked for?"""
        return self.kind in ("", kind_of(one)) and self.rule in ("", one.rule.code)


def read_watch(asked: QueryDict, rules: Iterable[WatchRule]) -> WatchSearch:
    """The search of an address; what nothing is called so does not narrow it."""
    kind, rule = asked.get("kind", ""), asked.get("rule", "")
    return WatchSearch(
        kind=kind if kind in WATCH_KINDS else "", rule=rule if rule in {one.code for one in rules} else ""
    )


def kind_of(one: Watching) -> str:
    """How pressing a finding is: warning, notice, or unclear."""
    return one.finding.severity.value if isinstance(one.finding, Alert) else "unclear"


@dataclass(frozen=True, slots=True)
class Findings:
    """What the rules find, the pressing first; how many there are of each kind, and of each rule."""

    shown: list[tuple[str, Watching]]
    of_kind: Mapping[str, int]
    of_rule: list[tuple[WatchRule, int]]


def findings(found: WatchList, search: WatchSearch, *, rules: Iterable[WatchRule]) -> Findings:
    """What a search finds. Each row of chips counts within what the other one has chosen."""
    everything = [(kind_of(one), one) for one in (*found.alerts, *found.unclear)]
    kinds = Counter(kind for kind, one in everything if search.rule in ("", one.rule.code))
    of_rules = Counter(one.rule.code for kind, one in everything if search.kind in ("", kind))
    return Findings(
        shown=[(kind, one) for kind, one in everything if search.finds(one)],
        of_kind={kind: kinds[kind] for kind in WATCH_KINDS},
        of_rule=[(rule, of_rules[rule.code]) for rule in rules if of_rules[rule.code] or rule.code == search.rule],
    )
