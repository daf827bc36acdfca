"""What about a resident needs watching?

A rule whose facts are missing does not keep silent: it answers `Unclear` and names them. Silence means that the rule
was asked and has nothing to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zonebook.regime.watch_rule import Alert, Severity, Unclear, Watched, WatchRule
from zonebook.regime.watching import ARITHMETIC


@dataclass(frozen=True, slots=True)
class WatchResult:
    """What the rules say of a resident, and what they cannot tell."""

    alerts: tuple[Alert, ...]
    unclear: tuple[Unclear, ...]


def watch(watched: Watched, rules: Iterable[WatchRule], *, on: date) -> WatchResult:
    """What the rules say of a resident on a day: the pressing alerts first, then by day."""
    found = [finding for rule in rules for finding in ARITHMETIC[rule.watches](rule, watched, on=on)]
    alerts = [finding for finding in found if isinstance(finding, Alert)]
    return WatchResult(
        alerts=tuple(sorted(alerts, key=lambda alert: (alert.severity is not Severity.WARNING, alert.day))),
        unclear=tuple(finding for finding in found if isinstance(finding, Unclear)),
    )
