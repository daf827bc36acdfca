"""Who may lead an application, an expert council and an agreement on? The cases of the room `agreements`."""

from __future__ import annotations

from datetime import date, timedelta

from tests.accounts.case import case
from tests.agreements.way import PDF, Way, begin, plan
from tests.book import SmallBook
from zonebook.accounts.queries import Actor
from zonebook.agreements import actions
from zonebook.agreements.models import Agreement, Application, Meeting

TODAY = date(2025, 9, 9)


def draft_of_alice(book: SmallBook) -> Application:
    return actions.start_application(book.actor("alice"), book.zone)


def returned_to_alice(book: SmallBook) -> Application:
    way = Way(book, draft_of_alice(book)).fill_in(by="alice").submit(by="alice")
    return actions.return_application(book.actor("boris"), way.application, remarks="нет подписи")


def submitted(book: SmallBook) -> Application:
    return begin(book).fill_in().submit().application


def before_council(book: SmallBook) -> tuple[Application, Meeting]:
    """An application that was passed on, and a meeting that was called."""
    application = begin(book).to_council().application
    return application, actions.call_meeting(book.actor("boris"), book.zone, number="ЭС-9", day=TODAY)


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


def end(book: SmallBook, actor: Actor) -> None:
    actions.end_agreement(actor, recorded(book), ended_on=TODAY, ground="by_court", end_document="Решение № 1")


def unseat(book: SmallBook, actor: Actor) -> None:
    member = actions.seat_member(book.actor("boris"), book.zone, name="Ильина")
    actions.unseat_member(actor, member, last_day=TODAY, reason="переезд")


# Alice applies for Alfa: what an applicant does she may, and nobody else, not even a curator.
CASES = {
    "agreements.start_application": case("alice", "bella")(
        lambda book, actor: actions.start_application(actor, book.zone, name="Гамма")
    ),
    "agreements.save_draft": case("alice")(
        lambda book, actor: actions.save_draft(actor, draft_of_alice(book), wishes="свет")
    ),
    "agreements.attach_paper": case("alice")(
        lambda book, actor: actions.attach_paper(actor, draft_of_alice(book), kind="charter", name="y", content=PDF)
    ),
    "agreements.submit_application": case(
        "alice", given=lambda book: Way(book, draft_of_alice(book)).fill_in(by="alice").application
    )(lambda application, actor: actions.submit_application(actor, application)),
    "agreements.resubmit_application": case("alice", given=returned_to_alice)(
        lambda application, actor: actions.resubmit_application(actor, application)
    ),
    "agreements.withdraw_application": case("alice")(
        lambda book, actor: actions.withdraw_application(actor, draft_of_alice(book))
    ),
    "agreements.judge_paper": case("boris", given=lambda book: submitted(book).papers.last())(
        lambda paper, actor: actions.judge_paper(actor, paper, verdict="in_order")
    ),
    "agreements.return_application": case("boris", given=submitted)(
        lambda application, actor: actions.return_application(actor, application, remarks="нет подписи")
    ),
    "agreements.pass_on_application": case(
        "boris", given=lambda book: begin(book).fill_in().submit().judge().application
    )(lambda application, actor: actions.pass_on_application(actor, application)),
    "agreements.refuse_application": case("boris", given=submitted)(
        lambda application, actor: actions.refuse_application(actor, application, ground="no_place", reason="")
    ),
    "agreements.seat_member": case("boris")(
        lambda book, actor: actions.seat_member(actor, book.zone, name="Ильина", first_day=date(2025, 1, 9))
    ),
    "agreements.unseat_member": case("boris")(unseat),
    "agreements.call_meeting": case("boris")(
        lambda book, actor: actions.call_meeting(actor, book.zone, number="ЭС-9", day=TODAY)
    ),
    "agreements.put_on_agenda": case("boris", given=before_council)(
        lambda given, actor: actions.put_on_agenda(actor, given[0], meeting=given[1])
    ),
    "agreements.postpone": case("boris", given=on_agenda)(
        lambda way, actor: actions.postpone(actor, way.item, reason="нет докладчика")
    ),
    "agreements.hold_meeting": case("boris", given=on_agenda)(
        lambda way, actor: actions.hold_meeting(actor, way.item.meeting, minutes=("п.pdf", PDF))
    ),
    "agreements.record_votes": case("boris", given=on_agenda)(
        lambda way, actor: actions.record_votes(actor, way.item, votes={})
    ),
    "agreements.decide": case("boris", given=lambda book: on_agenda(book).vote("for", "for", "for").hold().item)(
        lambda item, actor: actions.decide(actor, item, reasons="нужен")
    ),
    "agreements.prepare_agreement": case("boris", given=lambda book: begin(book).to_council().support().application)(
        lambda application, actor: actions.prepare_agreement(actor, application, number="ТВД-9", activity="Лазеры")
    ),
    "agreements.record_signature": case("boris", given=lambda book: begin(book).to_signing().agreement)(
        lambda agreement, actor: actions.record_signature(
            actor, agreement, party="resident", signatory="И. О.", signed_on=TODAY
        )
    ),
    "agreements.enter_in_register": case("boris", given=lambda book: begin(book).to_signing().sign().agreement)(
        lambda agreement, actor: actions.enter_in_register(actor, agreement, entered_on=TODAY, register_number="1")
    ),
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
