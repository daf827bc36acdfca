"""Who may change the stock of a zone: its curators, and nobody else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.accounts.case import case
from tests.book import SmallBook
from tests.estate.stock import let, workshop
from zonebook.accounts.queries import Actor
from zonebook.estate import actions


def released(book: SmallBook, actor: Actor) -> None:
    hall = workshop(book, state="reserved")
    actions.release_premises(actor, hall, reason="свободно")


def let_by(book: SmallBook, actor: Actor) -> None:
    hall = workshop(book)
    actions.let_premises(actor, hall, company=book.alfa, number="Д-1", first_day=date(2025, 1, 1))


def amended(book: SmallBook, actor: Actor) -> None:
    lease = let(book, workshop(book))
    actions.amend_lease(actor, lease, agreed_on=date(2025, 5, 20), reason="индексация", rate=1_000_000)


def ended(book: SmallBook, actor: Actor) -> None:
    lease, day = let(book, workshop(book)), date(2025, 6, 30)
    actions.end_lease(actor, lease, agreed_on=date(2025, 5, 20), reason="переезд", last_day=day)


CASES = {
    "estate.add_building": case("boris")(
        lambda book, actor: actions.add_building(actor, book.sites["north"], code="n-9", name="Корпус 9")
    ),
    "estate.add_premises": case("boris")(
        lambda book, actor: actions.add_premises(
            actor, book.sites["north"], code="p-9", number="9", kind="plot", area_sqm=Decimal(100)
        )
    ),
    "estate.amend_premises": case("boris")(
        lambda book, actor: actions.amend_premises(actor, workshop(book), reason="обмер", area_sqm=Decimal(999))
    ),
    "estate.reserve_premises": case("boris")(
        lambda book, actor: actions.reserve_premises(actor, workshop(book), reason="для резидента")
    ),
    "estate.release_premises": case("boris")(released),
    "estate.let_premises": case("boris")(let_by),
    "estate.amend_lease": case("boris")(amended),
    "estate.end_lease": case("boris")(ended),
}
