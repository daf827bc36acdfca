"""Who may agree to reports, accept them for the city, correct what is accepted, and record who is away?"""

from __future__ import annotations

from datetime import date

from tests.accounts.case import case
from tests.book import SmallBook
from zonebook.accounts.actions import end_absence, record_absence
from zonebook.accounts.models import Absence, Role, User
from zonebook.accounts.queries import Actor
from zonebook.campaigns.models import Campaign
from zonebook.reporting import actions as reporting
from zonebook.reporting.correcting import correction_of
from zonebook.reporting.filing import read_report
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


def correct(book: SmallBook, actor: Actor) -> None:
    accepted = book.report("2024-Q1")
    correction = correction_of(accepted, typed={("jobs_created", "north"): "9"})
    said = dict.fromkeys(((one.rule, one.address) for one in correction.warnings), "ясно")
    reporting.correct_report(actor, correction, seen=accepted.number, reason="ошибка", explanations=said)


def file_read(book: SmallBook, actor: Actor) -> None:
    campaign = book.campaign("2024-Q1")
    reporting.file_report(actor, read_report(campaign, book.alfa, content=book.workbook(campaign, book.alfa)))


CASES = {
    "reporting.file_report": case("boris", "alice")(file_read),
    "reporting.correct_report": case("boris")(correct),
    "reporting.agree_version": case("boris")(
        lambda book, actor: reporting.agree_version(actor, filed_for_two_levels(book))
    ),
    "accounts.record_absence": case("boris")(away),
    "accounts.end_absence": case("boris")(come_back),
}
