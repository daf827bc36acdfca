"""Who may write a company's report on the page: its own people and the zone's curators, and nobody else."""

from __future__ import annotations

from tests.accounts.case import case
from tests.book import SmallBook
from tests.drafting.writing import DAY, QUARTER, filled_draft
from zonebook.accounts.queries import Actor
from zonebook.drafting import actions
from zonebook.drafting.merging import Written
from zonebook.drafting.models import Draft
from zonebook.drafting.queries import answers_of


def begin(book: SmallBook, actor: Actor) -> Draft:
    return actions.begin_draft(actor, book.campaign(QUARTER), company=book.alfa)


def begun(book: SmallBook) -> Draft:
    return begin(book, book.actor("alice", DAY))


def take(book: SmallBook, actor: Actor) -> None:
    draft = begun(book)
    actions.take_workbook(actor, draft, content=book.workbook(draft.campaign, book.alfa))


def submit(book: SmallBook, actor: Actor) -> None:
    draft = filled_draft(book)
    actions.submit_draft(Actor(actor.user, book.actor("alice", DAY).at), draft, seen=answers_of(draft).stamp)


CASES = {
    "drafting.begin_draft": case("boris", "alice")(begin),
    "drafting.take_workbook": case("boris", "alice")(take),
    "drafting.write_cells": case("boris", "alice")(
        lambda book, actor: actions.write_cells(actor, begun(book), written={("revenue", "north"): Written("1", "")})
    ),
    "drafting.explain_in_draft": case("boris", "alice")(
        lambda book, actor: actions.explain_in_draft(actor, begun(book), explanations={("pay-jump", "D1"): "ясно"})
    ),
    "drafting.submit_draft": case("boris", "alice")(submit),
}
