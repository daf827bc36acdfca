"""Who may run campaigns and say who looks after whom: the zone's curators, and nobody else."""

from __future__ import annotations

from datetime import date

from tests.accounts.case import case
from tests.book import SmallBook
from zonebook.accounts.queries import Actor
from zonebook.campaigns import actions
from zonebook.campaigns.models import Campaign, Curatorship, Extension

LATER = date(2025, 12, 1)


def open_second(book: SmallBook, actor: Actor) -> None:
    actions.open_campaign(actor, zone=book.zone, form_code="resident-quarter", period_code="2024-H1")


def extend(book: SmallBook, actor: Actor) -> None:
    actions.extend_deadline(actor, book.campaign("2024-Q1"), company=book.alfa, due=LATER, reason="болезнь бухгалтера")


def extended(book: SmallBook) -> Extension:
    day = book.actor("boris")
    return actions.extend_deadline(day, book.campaign("2024-Q1"), company=book.alfa, due=LATER, reason="по ошибке")


def closed(book: SmallBook) -> Campaign:
    return actions.close_campaign(book.actor("boris"), book.campaign("2024-Q1"))


def given(book: SmallBook, actor: Actor) -> list[Curatorship]:
    return actions.assign_curator(actor, book.zone, companies=[book.alfa], username="boris", first_day=LATER)


def release(book: SmallBook, actor: Actor) -> None:
    (one,) = given(book, book.actor("boris"))
    actions.release_curator(actor, one, last_day=LATER)


CASES = {
    "campaigns.open_campaign": case("boris")(open_second),
    "campaigns.extend_deadline": case("boris")(extend),
    "campaigns.withdraw_extension": case("boris", given=extended)(
        lambda extension, actor: actions.withdraw_extension(actor, extension, reason="не той компании")
    ),
    "campaigns.close_campaign": case("boris")(
        lambda book, actor: actions.close_campaign(actor, book.campaign("2024-Q1"))
    ),
    "campaigns.reopen_campaign": case("boris")(
        lambda book, actor: actions.reopen_campaign(actor, closed(book), reason="закрыли рано")
    ),
    "campaigns.assign_curator": case("boris")(given),
    "campaigns.release_curator": case("boris")(release),
}
