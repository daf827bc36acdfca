"""Who may lead an application, an expert council and an agreement on? The cases of the room `agreements`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tests.accounts.case import case
from tests.agreements.way import PDF, Way, begin, plan
from tests.book import SmallBook
from zonebook.accounts.queries import Actor
from zonebook.agreements import actions
from zonebook.agreements.models import Agreement, Application

TODAY = date(2025, 9, 9)


def draft_of_alice(book: SmallBook) -> Application:
    return actions.start_application(book.actor("alice"), book.zone)


def returned_to_alice(book: SmallBook) -> Application:
    way = Way(book, draft_of_alice(book)).fill_in(by="alice").submit(by="alice")
    return actions.return_application(book.actor("boris"), way.application, remarks="нет подписи")


def on_agenda(book: SmallBook) -> Way:
    return begin(book).to_council().put_on_agenda()


def recorded(book: SmallBook) -> Agreement:
    """An agreement in force, of a company that has come from elsewhere."""
    return record(book, book.actor("boris"))


def record(book: SmallBook, actor: Actor) -> Agreement:
    days = {"signed_on": date(2025, 1, 9), "entered_on": date(2025, 1, 9)}
    company = book.newcomer("gamma", first_day=date(2025, 1, 9))
    return actions.record_agreement(actor, book.zone, company=company, planned=plan(), number="ТВД-9", **days)


def suspend(book: SmallBook, actor: Actor, *, first_day: date = TODAY) -> Agreement:
    agreement = recorded(book)
    actions.suspend_agreement(actor, agreement, first_day=first_day, ground="material_breach")
    return agreement


def sign(book: SmallBook, actor: Actor) -> None:
    agreement = begin(book).to_signing().agreement
    actions.record_signature(actor, agreement, party="resident", signatory="И. О.", signed_on=TODAY)


def enter(book: SmallBook, actor: Actor) -> None:
    agreement = begin(book).to_signing().sign().agreement
    actions.enter_in_register(actor, agreement, entered_on=TODAY, register_number="1")


def end(book: SmallBook, actor: Actor) -> None:
    actions.end_agreement(actor, recorded(book), ended_on=TODAY, ground="by_court", end_document="Решение № 1")


def judge(book: SmallBook, actor: Actor) -> None:
    paper = begin(book).fill_in().submit().application.papers.last()
    actions.judge_paper(actor, paper, verdict="in_order")


def unseat(book: SmallBook, actor: Actor) -> None:
    member = actions.seat_member(book.actor("boris"), book.zone, name="Ильина")
    actions.unseat_member(actor, member, last_day=TODAY, reason="переезд")


def of_the_applicant(attempt: Callable[[SmallBook, Actor], object]):
    """Alice applies for Alfa: she may, and nobody else, not even a curator."""
    return case("alice")(attempt)


CASES = {
    "agreements.start_application": case("alice", "bella")(
        lambda book, actor: actions.start_application(actor, book.zone, name="Гамма")
    ),
    "agreements.save_draft": of_the_applicant(
        lambda book, actor: actions.save_draft(actor, draft_of_alice(book), wishes="свет")
    ),
    "agreements.attach_paper": of_the_applicant(
        lambda book, actor: actions.attach_paper(actor, draft_of_alice(book), kind="charter", name="y", content=PDF)
    ),
    "agreements.submit_application": of_the_applicant(
        lambda book, actor: actions.submit_application(
            actor, Way(book, draft_of_alice(book)).fill_in(by="alice").application
        )
    ),
    "agreements.resubmit_application": of_the_applicant(
        lambda book, actor: actions.resubmit_application(actor, returned_to_alice(book))
    ),
    "agreements.withdraw_application": of_the_applicant(
        lambda book, actor: actions.withdraw_application(actor, draft_of_alice(book))
    ),
    "agreements.judge_paper": case("boris")(judge),
    "agreements.return_application": case("boris")(
        lambda book, actor: actions.return_application(
            actor, begin(book).fill_in().submit().application, remarks="нет подписи"
        )
    ),
    "agreements.pass_on_application": case("boris")(
        lambda book, actor: actions.pass_on_application(actor, begin(book).fill_in().submit().judge().application)
    ),
    "agreements.refuse_application": case("boris")(
        lambda book, actor: actions.refuse_application(
            actor, begin(book).fill_in().submit().application, ground="no_place", reason=""
        )
    ),
    "agreements.seat_member": case("boris")(
        lambda book, actor: actions.seat_member(actor, book.zone, name="Ильина", first_day=date(2025, 1, 9))
    ),
    "agreements.unseat_member": case("boris")(unseat),
    "agreements.call_meeting": case("boris")(
        lambda book, actor: actions.call_meeting(actor, book.zone, number="ЭС-9", day=TODAY)
    ),
    "agreements.put_on_agenda": case("boris")(
        lambda book, actor: actions.put_on_agenda(
            actor,
            begin(book).to_council().application,
            meeting=actions.call_meeting(book.actor("boris"), book.zone, number="ЭС-9", day=TODAY),
        )
    ),
    "agreements.postpone": case("boris")(
        lambda book, actor: actions.postpone(actor, on_agenda(book).item, reason="нет докладчика")
    ),
    "agreements.hold_meeting": case("boris")(
        lambda book, actor: actions.hold_meeting(actor, on_agenda(book).item.meeting, minutes=("п.pdf", PDF))
    ),
    "agreements.record_votes": case("boris")(
        lambda book, actor: actions.record_votes(actor, on_agenda(book).item, votes={})
    ),
    "agreements.decide": case("boris")(
        lambda book, actor: actions.decide(
            actor, on_agenda(book).vote("for", "for", "for").hold().item, reasons="нужен"
        )
    ),
    "agreements.prepare_agreement": case("boris")(
        lambda book, actor: actions.prepare_agreement(
            actor, begin(book).to_council().support().application, number="ТВД-9", activity="Лазеры"
        )
    ),
    "agreements.record_signature": case("boris")(sign),
    "agreements.enter_in_register": case("boris")(enter),
    "agreements.amend_agreement": case("boris")(
        lambda book, actor: actions.amend_agreement(
            actor, recorded(book), agreed_on=TODAY, reason="рост", activity="Лазеры и линзы"
        )
    ),
    "agreements.suspend_agreement": case("boris")(suspend),
    "agreements.resume_agreement": case("boris")(
        lambda book, actor: actions.resume_agreement(
            actor, suspend(book, book.actor("boris"), first_day=TODAY - timedelta(days=1)), resumed_on=TODAY
        )
    ),
    "agreements.end_agreement": case("boris")(end),
    "agreements.record_agreement": case("boris")(record),
}
