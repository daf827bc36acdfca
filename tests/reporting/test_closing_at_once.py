"""A report is filed in the moment when its campaign is closed: either it is in before, or it is refused."""

from __future__ import annotations

from threading import Event

from tests.at_once import at_once
from zonebook.campaigns.actions import close_campaign
from zonebook.reporting import actions
from zonebook.reporting.models import Version

DAY = "2025-05-20"  # the last day for reports has passed


def test_a_campaign_closes_after_the_report_that_is_being_filed_and_not_under_it(committed_book, monkeypatch):
    book, campaign = committed_book, committed_book.campaign("2025-Q1")
    book.file("2025-Q1")
    second = book.workbook(campaign, book.alfa, revenue=97_000_000)
    is_filing, is_closed, seen_closed = Event(), Event(), []
    keep = actions.keep_bytes

    def keep_slowly(content: bytes) -> str:
        is_filing.set()
        seen_closed.append(is_closed.wait(0.5))
        return keep(content)

    def close() -> None:
        is_filing.wait(20)
        close_campaign(book.actor("boris", DAY), campaign)
        is_closed.set()

    monkeypatch.setattr(actions, "keep_bytes", keep_slowly)
    refused = at_once(
        lambda: actions.file_workbook(book.actor("alice", DAY), campaign, company=book.alfa, content=second), close
    )

    assert (refused, seen_closed) == (["", ""], [False])
    assert Version.objects.count() == 2
    campaign.refresh_from_db()
    assert campaign.is_closed
