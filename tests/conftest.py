"""What every test of the book shares: tests that need an outside program are never skipped in silence."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.needs import lacking

_SKIPPED = "SKIPPED, because it "


def pytest_runtest_setup(item: pytest.Item) -> None:
    """`@pytest.mark.needs("chromium", …)`: skip where it is missing, fail where CI=true promised it."""
    names = [name for mark in item.iter_markers("needs") for name in mark.args]
    lack = lacking(names)
    if lack is None:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI skips nothing, and this test {lack}", pytrace=False)
    pytest.skip(_SKIPPED + lack)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Before the closing line, say loudly how many tests did not run and what would make them run."""
    reports = terminalreporter.stats.get("skipped", [])
    reasons = [report.longrepr[2] for report in reports if isinstance(report.longrepr, tuple)]
    for reason, count in Counter(reason for reason in reasons if _SKIPPED in reason).items():
        terminalreporter.write_line(f"!! {count} × {reason.removeprefix('Skipped: ')}", yellow=True, bold=True)
