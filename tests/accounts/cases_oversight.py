"""Who may watch over agreements: the zone's curators, and nobody else."""

from __future__ import annotations

from datetime import date

from tests.accounts.case import case
from tests.book import SmallBook
from tests.oversight.deals import ACT, agree, held, ordered, planned
from zonebook.accounts.queries import Actor
from zonebook.oversight import actions

DAY = date(2024, 6, 3)


def move(book: SmallBook, actor: Actor) -> None:
    actions.move_inspection(actor, planned(book, agree(book)), planned_on=DAY, reason="отпуск")


def record(book: SmallBook, actor: Actor) -> None:
    inspection = planned(book, agree(book))
    actions.record_inspection(actor, inspection, held_on=DAY, found=("kept", ""), act=ACT)


def order(book: SmallBook, actor: Actor) -> None:
    actions.issue_order(actor, held(book, planned(book, agree(book))), text="Купить стенд.", due=DAY)


def remedy(book: SmallBook, actor: Actor) -> None:
    due = ordered(book, held(book, planned(book, agree(book))))
    actions.record_remedy(actor, due, remedied_on=date(2025, 1, 9), remedy="Стенд куплен.")


CASES = {
    "oversight.plan_inspection": case("boris")(
        lambda book, actor: actions.plan_inspection(actor, agree(book), planned_on=DAY)
    ),
    "oversight.move_inspection": case("boris")(move),
    "oversight.record_inspection": case("boris")(record),
    "oversight.issue_order": case("boris")(order),
    "oversight.record_remedy": case("boris")(remedy),
}
