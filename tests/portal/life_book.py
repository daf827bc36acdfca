"""Lives of a status for the small book: a draft, an application under check, one before the council, an agreement.

Dina and Egor are applicants. Dina's «Дельта» is a draft, her «Дзета» is under check; Egor's «Эпсилон» waits on the
agenda of a meeting that was held and has not decided. Alfa's agreement was concluded before the book and amended once.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from zonebook.agreements import actions
from zonebook.agreements.models import Application
from zonebook.methodology import load_methodology

if TYPE_CHECKING:
    from tests.portal.book import SmallBook

PDF = b"%PDF-1.4 a paper"
INNS = {"Дельта": "7728168971", "Дзета": "7736050003", "Эпсилон": "7710140679"}
AUTUMN = date(2025, 9, 1)


def begin_lives(book: SmallBook) -> dict[str, Any]:
    """Lead the lives as far as the tests need them."""
    draft = actions.start_application(book.act("dina", AUTUMN), book.zone, name="Дельта")
    waiting = submitted(book, "dina", "Дзета")
    heard = submitted(book, "egor", "Эпсилон")
    return {"draft": draft, "checked": waiting, **_council(book, heard), "agreement": _agreement(book)}


def submitted(book: SmallBook, who: str, name: str) -> Application:
    """An application with everything that it needs, under check since autumn."""
    actor = book.act(who, AUTUMN)
    found = actions.start_application(actor, book.zone, name=name)
    found = actions.save_draft(actor, found, planned=plan(), **answers(book, name))
    for paper in load_methodology().regime.life().papers:
        if paper.required:
            actions.attach_paper(actor, found, kind=paper.code, name=f"{paper.code}.pdf", content=PDF)
    return actions.submit_application(actor, found)


def answers(book: SmallBook, name: str) -> dict[str, Any]:
    return {
        "name": name, "inn": INNS[name], "activity": "Разработка насосов", "contact_name": "Дина Д.",
        "contact_email": "dina@example.com", "site": book.sites["north"], "place": "premises",
        "area_sqm": Decimal(300),
    }  # fmt: skip


def plan(**changed: int) -> dict[tuple[int, str], Decimal]:
    """Two years of a plan in roubles and jobs."""
    lines = {"investment": 40_000_000, "capital_investment": 30_000_000, "jobs_created": 12, "revenue": 90_000_000}
    return {(year, line): Decimal(amount) for year in (2026, 2027) for line, amount in {**lines, **changed}.items()}


def passed_on(book: SmallBook, found: Application) -> Application:
    """The papers are in order, the council may take it up."""
    boris = book.act("boris", AUTUMN)
    for paper in found.papers.all():
        actions.judge_paper(boris, paper, verdict="in_order")
    return actions.pass_on_application(boris, found)


def _council(book: SmallBook, heard: Application) -> dict[str, Any]:
    boris, held_on = book.act("boris", AUTUMN), date(2025, 9, 10)
    members = [
        actions.seat_member(boris, book.zone, name=name, office="эксперт", first_day=date(2025, 1, 1))
        for name in ("Анна Аксёнова", "Борис Белов", "Вера Вольская")
    ]
    meeting = actions.call_meeting(boris, book.zone, number="1", day=held_on)
    item = actions.put_on_agenda(boris, passed_on(book, heard), meeting=meeting)
    actions.hold_meeting(book.act("boris", held_on), meeting, minutes=("протокол.pdf", PDF))
    return {"heard": heard, "members": members, "meeting": meeting, "item": item}


def _agreement(book: SmallBook) -> Any:
    found = actions.record_agreement(
        book.act("boris", AUTUMN), book.zone, company=book.companies["alfa"], planned=plan(), number="СТ-1",
        signed_on=date(2024, 1, 29), entered_on=date(2024, 2, 1), register_number="Р-1",
    )  # fmt: skip
    actions.amend_agreement(
        book.act("boris", date(2025, 9, 5)), found, agreed_on=date(2025, 9, 5), reason="Больше рабочих мест.",
        planned=plan(jobs_created=20),
    )  # fmt: skip
    return found
