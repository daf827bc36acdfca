"""Who may keep what others published and rate zones by it: press officers and analysts the one, analysts the other."""

from __future__ import annotations

from tests.accounts.case import case
from tests.book import SmallBook
from tests.figures.publishing import publish
from tests.published.tables import table_of
from zonebook.accounts.queries import Actor
from zonebook.figures.actions import make_edition
from zonebook.figures.comparing import Comparison
from zonebook.published.actions import keep_facts, rule_on_pair
from zonebook.published.comparing import Pair, found_contradictions
from zonebook.published.ruling import Opinion


def with_facts(book: SmallBook) -> SmallBook:
    publish(book)
    return book


def edit(book: SmallBook, actor: Actor) -> None:
    make_edition(actor, Comparison("zone-balance", "technology", 2024, draws=16))


def contradicting(book: SmallBook) -> Pair:
    keep_facts(book.actor("pavel"), table_of({}, {"value": "230"}).facts)
    return found_contradictions()[0].pair


CASES = {
    "published.keep_facts": case("pavel", "clara")(lambda book, actor: keep_facts(actor, table_of({}).facts)),
    "published.rule_on_pair": case("clara", given=contradicting)(
        lambda pair, actor: rule_on_pair(actor, pair, opinion=Opinion("confirmed", "Так и есть."))
    ),
    "figures.make_edition": case("clara", given=with_facts)(edit),
}
