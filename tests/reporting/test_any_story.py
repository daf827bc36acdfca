"""Whatever people file, explain, agree to, accept and return, in whatever order: does the book stay whole?

Each story is played through the actions; what is not allowed is refused. After every step the ledger is what the
accepted reports say, every closed row follows from the acceptances played again, and the audit chain bears it out.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from functools import lru_cache

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.book import SmallBook, at
from zonebook.accounts.queries import Actor
from zonebook.campaigns.models import Campaign
from zonebook.intake import read_workbook
from zonebook.reporting import actions, filing
from zonebook.reporting.models import Version
from zonebook.reporting.verification import ledger_faults

QUARTERS = ("2024-Q1", "2024-H1")
ANSWERS = {
    "clean": {},
    "fewer jobs": {"jobs_created": 5},
    "warned": {"research": None},
    "wrong": {"capital_investment": 60_000_000, "investment": 50_000_000},
}
steps = st.tuples(
    st.sampled_from(("file", "file", "explain", "agree", "accept", "accept", "return")),
    st.sampled_from(QUARTERS),
    st.sampled_from(("boris", "gleb", "frida")),
    st.sampled_from(sorted(ANSWERS)),
)


@pytest.fixture
def stage(book: SmallBook, monkeypatch: pytest.MonkeyPatch) -> SmallBook:
    """Two campaigns, the first with two levels; the same workbook is read once, in this process."""
    read = lru_cache(lambda content, form, expected: read_workbook(content, form, expected=expected))
    monkeypatch.setattr(filing, "read_safely", lambda content, form, *, expected: read(content, form, expected))
    for quarter in QUARTERS:
        book.campaign(quarter)
    Campaign.objects.filter(period_code="2024-Q1").update(levels=2)
    return book


@pytest.fixture
def workbooks(stage: SmallBook) -> dict[tuple[str, str], bytes]:
    return {
        (quarter, answer): stage.workbook(stage.campaign(quarter), stage.alfa, **changed)
        for quarter in QUARTERS
        for answer, changed in ANSWERS.items()
    }


def act(actor: Actor, kind: str, *, campaign: Campaign, book: SmallBook, content: bytes) -> None:
    """One step of a story, on the newest version of the campaign's report."""
    version = Version.objects.filter(submission__campaign=campaign).order_by("number").last()
    if kind == "file":
        actions.file_workbook(actor, campaign, company=book.alfa, content=content, reason="уточнение")
    elif version is not None and kind == "explain":
        keys = version.findings.filter(severity="warning").values_list("pk", flat=True)
        actions.explain_findings(actor, version, explanations=dict.fromkeys(keys, "Проверено."))
    elif version is not None and kind == "return":
        actions.return_version(actor, version, remark="Проверьте.", remarks={("revenue", "north"): "Мало."})
    elif version is not None:
        {"agree": actions.agree_version, "accept": actions.accept_version}[kind](actor, version)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(story=st.lists(steps, min_size=3, max_size=9))
def test_any_story_leaves_the_book_whole(stage, workbooks, story):
    with transaction.atomic():
        for day, (kind, quarter, who, answer) in enumerate(story):
            actor = Actor(stage.users[who], at("2024-08-01") + timedelta(days=day))
            with suppress(ValidationError, PermissionDenied), transaction.atomic():
                act(actor, kind, campaign=stage.campaign(quarter), book=stage, content=workbooks[quarter, answer])
            must_be_in_order()
        assert list(ledger_faults()) == []
        transaction.set_rollback(True)  # the next story begins with an empty book


def must_be_in_order() -> None:
    """One accepted version a report; nobody was let through before the company was done, or at both levels."""
    accepted = Counter(Version.objects.filter(state="accepted").values_list("submission", flat=True))
    assert set(accepted.values()) <= {1}
    for version in Version.objects.filter(state__in=("agreed", "accepted")):
        assert version.completed_at is not None
        assert version.agreed_by != version.decided_by


def test_a_story_can_end_well(stage, workbooks):
    """The stories above are not all refused: this one reaches the ledger by both levels and is corrected."""
    moments = iter(at(f"2024-08-{day:02}") for day in range(1, 9))
    for kind, who, answer in (
        ("file", "boris", "warned"), ("explain", "boris", ""), ("agree", "boris", ""), ("accept", "gleb", ""),
        ("file", "boris", "fewer jobs"), ("agree", "frida", ""), ("accept", "gleb", ""),
    ):  # fmt: skip
        actor = Actor(stage.users[who], next(moments))
        content = workbooks.get(("2024-Q1", answer), b"")
        act(actor, kind, campaign=stage.campaign("2024-Q1"), book=stage, content=content)

    assert list(Version.objects.order_by("number").values_list("state", flat=True)) == ["superseded", "accepted"]
    assert list(ledger_faults()) == []
