"""Who may change the projects of a zone: its curators, and nobody else."""

from __future__ import annotations

from decimal import Decimal

from tests.accounts.case import case
from tests.book import SmallBook
from tests.projects.plants import PHOTO, part_of_alfa, plant, start
from zonebook.accounts.queries import Actor
from zonebook.projects import actions


def amend_project(book: SmallBook, actor: Actor) -> None:
    actions.amend_project(actor, plant(book), reason="уточнено", product="батареи")


def amend_participation(book: SmallBook, actor: Actor) -> None:
    actions.amend_participation(actor, part_of_alfa(plant(book), book), reason="уточнено", share=Decimal(50))


def leave_project(book: SmallBook, actor: Actor) -> None:
    actions.leave_project(actor, part_of_alfa(plant(book), book), reason="вышла")


CASES = {
    "projects.enter_project": case("boris")(
        lambda book, actor: actions.enter_project(actor, book.zone, code="mill", title_ru="Цех", title_en="Mill")
    ),
    "projects.amend_project": case("boris")(amend_project),
    "projects.take_part": case("boris")(
        lambda book, actor: actions.take_part(actor, plant(book), company=book.alfa, share=Decimal(50))
    ),
    "projects.amend_participation": case("boris")(amend_participation),
    "projects.leave_project": case("boris")(leave_project),
    "projects.set_stage": case("boris")(
        lambda book, actor: actions.set_stage(actor, plant(book), title_ru="Пуск", title_en="Start")
    ),
    "projects.amend_stage": case("boris")(
        lambda book, actor: actions.amend_stage(actor, start(plant(book), book), reason="сдвиг", planned="2026")
    ),
    "projects.reach_stage": case("boris")(
        lambda book, actor: actions.reach_stage(actor, start(plant(book), book), actual="2024-12")
    ),
    "projects.attach_file": case("boris")(
        lambda book, actor: actions.attach_file(actor, plant(book), name="цех.png", content=PHOTO)
    ),
}
