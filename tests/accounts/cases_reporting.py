"""Who may agree to reports for the managing company, accept them for the city, and record who is away?"""

from __future__ import annotations

from datetime import date

from tests.accounts.case import case
from tests.book import SmallBook
from zonebook.accounts.actions import end_absence, record_absence
from zonebook.accounts.models import Absence, Role, User
from zonebook.accounts.queries import Actor
from zonebook.campaigns.models import Campaign
from zonebook.reporting import actions as reporting
from zonebook.reporting.models import Version


def filed_for_two_levels(book: SmallBook) -> Version:
    version = book.file("2024-Q1")
    Campaign.objects.filter(pk=version.submission.campaign_id).update(levels=2)
    return version


def away(book: SmallBook, actor: Actor) -> Absence:
    deputy = User.objects.create(username="bruno", role=Role.CURATOR, zone_code="home")
    return record_absence(actor, book.users["boris"], deputy=deputy, first_day=date(2025, 9, 10))


def come_back(book: SmallBook, actor: Actor) -> None:
    end_absence(actor, away(book, book.actor("boris")), last_day=date(2025, 9, 12))


CASES = {
    "reporting.agree_version": case("boris")(
        lambda book, actor: reporting.agree_version(actor, filed_for_two_levels(book))
    ),
    "accounts.record_absence": case("boris")(away),
    "accounts.end_absence": case("boris")(come_back),
}
