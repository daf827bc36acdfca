"""Who may hold extracts against the book: curators. The company explains its own differences."""

from __future__ import annotations

from tests.accounts.case import case
from tests.book import SmallBook
from tests.reconciling.extracting import ALFA, brought, taken, taxes
from zonebook.accounts.queries import Actor
from zonebook.reconciling import actions
from zonebook.reconciling.models import Dispute, Extract
from zonebook.reconciling.queries import columns_of, table_of

CONTENT = taxes(f"{ALFA};Альфа;120000000")


def at_hand(book: SmallBook) -> Extract:
    return brought(book, CONTENT)


def disputed(book: SmallBook) -> Dispute:
    book.report("2024-Q1")
    return Dispute.objects.get(row__extract=taken(book, CONTENT))


def bring(book: SmallBook, actor: Actor) -> None:
    actions.bring_extract(
        actor, book.zone, source="tax", file=("taxes.csv", CONTENT), as_of=actor.at.date(), period_code="2024-Q1"
    )


def take(extract: Extract, actor: Actor) -> None:
    mapping, _rest = columns_of(extract, table_of(extract))
    actions.take_extract(actor, extract, mapping=mapping)


CASES = {
    "reconciling.bring_extract": case("boris")(bring),
    "reconciling.remember_columns": case("boris", given=at_hand)(
        lambda extract, actor: actions.remember_columns(actor, extract, columns={"ИНН": "inn", "Выручка": "revenue"})
    ),
    "reconciling.take_extract": case("boris", given=at_hand)(take),
    "reconciling.compare_anew": case("boris", given=lambda book: taken(book, CONTENT))(
        lambda extract, actor: actions.compare_anew(actor, extract)
    ),
    "reconciling.ask_company": case("boris", given=disputed)(
        lambda dispute, actor: actions.ask_company(actor, dispute, reason="почему?")
    ),
    "reconciling.explain_dispute": case("boris", "alice", given=disputed)(
        lambda dispute, actor: actions.explain_dispute(actor, dispute, explanation="аванс")
    ),
    "reconciling.close_dispute": case("boris", given=disputed)(
        lambda dispute, actor: actions.close_dispute(actor, dispute, reason="мелочь")
    ),
}
