"""Who may change the register and keep views of their own."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db.models import Model

from tests.accounts.case import Case, case
from tests.book import CAST, SmallBook
from zonebook.accounts.actions import choose_language, drop_view, save_view
from zonebook.accounts.queries import Actor
from zonebook.registry import actions as registry
from zonebook.registry.models import Cluster

Entry = TypeVar("Entry", bound=Model)
WHY = "опечатка"


def anew(entry: Entry) -> Entry:
    """The entry as the register has it: what an attempt that was undone had set is forgotten."""
    return type(entry)._default_manager.get(pk=entry.pk)


def pharma(book: SmallBook) -> Cluster:
    return registry.form_cluster(book.actor("boris"), book.zone, code="pharma", name_ru="Ф", name_en="P")


def both_join(book: SmallBook, cluster: Cluster) -> None:
    for company in book.companies.values():
        registry.join_cluster(book.actor("boris"), company, cluster=cluster, first_day=date(2024, 1, 1))


def correct_membership(book: SmallBook, actor: Actor) -> None:
    membership = registry.join_cluster(book.actor("boris"), book.alfa, cluster=pharma(book), first_day=date(2024, 1, 1))
    registry.amend_membership(actor, membership, reason=WHY, last_day=date(2024, 12, 31))


def supply(book: SmallBook, actor: Actor) -> None:
    cluster = pharma(book)
    both_join(book, cluster)
    registry.record_cooperation(actor, cluster, supplier=book.alfa, customer=book.companies["beta"], subject="корпуса")


def drop_contact(book: SmallBook, actor: Actor) -> None:
    contact = registry.name_contact(book.actor("boris"), book.alfa, zone=book.zone, name="Анна")
    registry.drop_contact(actor, contact, zone=book.zone, reason=WHY)


def drop_own_view(book: SmallBook, actor: Actor) -> None:
    drop_view(actor, save_view(actor, page="companies", name="мои", query="site=north"))


CASES: dict[str, Case] = {
    "accounts.choose_language": case(*CAST)(lambda book, actor: choose_language(actor, "en")),
    "accounts.save_view": case(*CAST)(
        lambda book, actor: save_view(actor, page="companies", name="мои", query="site=north")
    ),
    "accounts.drop_view": case(*CAST)(drop_own_view),
    "registry.amend_zone": case("boris")(
        lambda book, actor: registry.amend_zone(actor, anew(book.zone), reason=WHY, region="Москва")
    ),
    "registry.amend_site": case("boris")(
        lambda book, actor: registry.amend_site(actor, anew(book.sites["north"]), reason=WHY, name_en="Northern")
    ),
    "registry.amend_company": case("boris")(
        lambda book, actor: registry.amend_company(actor, anew(book.alfa), zone=book.zone, reason=WHY, product="станки")
    ),
    "registry.amend_companies": case("boris")(
        lambda book, actor: registry.amend_companies(
            actor, [anew(book.alfa)], zone=book.zone, reason=WHY, product="станки"
        )
    ),
    "registry.name_contact": case("boris")(
        lambda book, actor: registry.name_contact(actor, book.alfa, zone=book.zone, name="Анна")
    ),
    "registry.drop_contact": case("boris")(drop_contact),
    "registry.amend_presence": case("boris")(
        lambda book, actor: registry.amend_presence(
            actor, book.alfa.presences.get(), reason=WHY, first_day=date(2020, 4, 1)
        )
    ),
    "registry.amend_residency": case("boris")(
        lambda book, actor: registry.amend_residency(
            actor, book.alfa.residencies.get(), reason=WHY, first_day=date(2021, 2, 1)
        )
    ),
    "registry.amend_cluster": case("boris")(
        lambda book, actor: registry.amend_cluster(actor, pharma(book), reason=WHY, coordinator="Зона")
    ),
    "registry.admit_companies": case("boris")(
        lambda book, actor: registry.admit_companies(
            actor, [book.alfa], cluster=pharma(book), first_day=date(2024, 1, 1), reason=WHY
        )
    ),
    "registry.amend_membership": case("boris")(correct_membership),
    "registry.record_cooperation": case("boris")(supply),
}
