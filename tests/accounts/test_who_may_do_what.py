"""Each action × each person: who may, who may not? A new action fails here until somebody says who may do it."""

from __future__ import annotations

import importlib
import inspect
from contextlib import suppress
from copy import deepcopy
from datetime import date
from types import FunctionType

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from tests.accounts import (
    cases_agreements,
    cases_campaigns,
    cases_drafting,
    cases_estate,
    cases_importing,
    cases_newsroom,
    cases_oversight,
    cases_projects,
    cases_published,
    cases_reconciling,
    cases_registry,
    cases_reminding,
    cases_reporting,
)
from tests.accounts.case import case
from tests.book import CAST, SmallBook, at
from zonebook.accounts.actions import open_account
from zonebook.accounts.models import Role
from zonebook.accounts.queries import Actor
from zonebook.campus.actions import list_amenity
from zonebook.figures.actions import record_edition, release_figure
from zonebook.figures.models import RatingEdition
from zonebook.figures.queries import question
from zonebook.measures import Period
from zonebook.newsroom.actions import keep_published_figures, keep_statement
from zonebook.registry import actions as registry
from zonebook.reporting import actions as reporting

APPS = (
    "audit",
    "archive",
    "letters",
    "accounts",
    "registry",
    "agreements",
    "estate",
    "projects",
    "importing",
    "campaigns",
    "reporting",
    "drafting",
    "figures",
    "newsroom",
    "oversight",
    "reminding",
    "reconciling",
    "published",
    "campus",
)
NOBODY_ASKS = {
    "audit.record": "is called by actions, inside their transaction",
    "audit.record_each": "is called by actions, inside their transaction",
    "archive.keep_bytes": "is called by actions, inside their transaction",
    "archive.keep_file": "is called by actions, inside their transaction",
    "letters.write_letters": "is called by actions, inside their transaction",
    "letters.send_anew": "is called by actions, inside their transaction",
    "newsroom.count_reading": "counts that somebody read, and asks nobody who",
    "newsroom.count_asking": "counts that a program asked, and knows nobody by name",
    "registry.mark_dirty": "is called by actions, inside their transaction",
    "registry.keep": "is called by actions, inside their transaction",
    "registry.set_anew": "is called by actions, inside their transaction",
    "registry.strike": "is called by actions, inside their transaction",
    "registry.seal": "is called by actions, inside their transaction",
}
EVERYBODY = {*CAST, "frida"}


def filed(book: SmallBook):
    return book.file("2024-Q1", research=None)


def explain(book: SmallBook, actor: Actor) -> None:
    version = filed(book)
    keys = version.findings.values_list("pk", flat=True)
    reporting.explain_findings(actor, version, explanations=dict.fromkeys(keys, "ясно"))


def accept(book: SmallBook, actor: Actor) -> None:
    reporting.accept_version(actor, book.file("2024-Q1"))


def file_one(book: SmallBook, actor: Actor) -> None:
    campaign = book.campaign("2024-Q1")
    reporting.file_workbook(actor, campaign, company=book.alfa, content=book.workbook(campaign, book.alfa))


def release(book: SmallBook, actor: Actor) -> None:
    asked = question("companies", Period.moment(date(2024, 4, 1)))
    release_figure(actor, book.zone, asked=asked)


def edition() -> RatingEdition:
    return RatingEdition(rating="r", year=2024, title_ru="Р", title_en="R", published=date(2024, 6, 1))


CASES = {
    "accounts.open_account": case()(
        lambda book, actor: open_account(
            by=actor.user, at=actor.at, username="new", password="x" * 12, belongs_to=(Role.VIEWER, "home", "")
        )
    ),
    "registry.found_zone": case()(
        lambda book, actor: registry.found_zone(actor, code="z", name_ru="З", name_en="Z", kind="port")
    ),
    "registry.open_site": case("boris")(
        lambda book, actor: registry.open_site(actor, book.zone, code="east", name_ru="В", name_en="E")
    ),
    "registry.enter_company": case("boris")(
        lambda book, actor: registry.enter_company(actor, book.zone, code="gamma", name="Гамма")
    ),
    "registry.place_company": case("boris")(
        lambda book, actor: registry.place_company(actor, book.alfa, site=book.sites["south"], first_day=None)
    ),
    "registry.grant_residency": case("boris")(
        lambda book, actor: registry.grant_residency(
            actor, book.newcomer("gamma", first_day=date(2024, 1, 1)), zone=book.zone, agreement="1",
            first_day=date(2024, 1, 1),
        )
    ),
    "registry.end_residency": case("boris")(
        lambda book, actor: registry.end_residency(
            actor, book.alfa.residencies.get(), last_day=date(2024, 1, 1), ground="суд"
        )
    ),
    "registry.form_cluster": case("boris")(
        lambda book, actor: registry.form_cluster(actor, book.zone, code="pharma", name_ru="Ф", name_en="P")
    ),
    "registry.join_cluster": case("boris")(
        lambda book, actor: registry.join_cluster(
            actor, book.alfa, first_day=None,
            cluster=registry.form_cluster(book.actor("boris"), book.zone, code="pharma", name_ru="Ф", name_en="P"),
        )
    ),
    "reporting.file_workbook": case("boris", "alice")(file_one),
    "reporting.explain_findings": case("boris", "alice")(explain),
    "reporting.accept_version": case("boris")(accept),
    "reporting.accept_versions": case("boris")(
        lambda book, actor: reporting.accept_versions(actor, [book.file("2024-Q1")])
    ),
    "reporting.return_version": case("boris")(
        lambda book, actor: reporting.return_version(actor, book.file("2024-Q1"), remark="мимо")
    ),
    "figures.release_figure": case("clara")(release),
    "figures.record_edition": case("clara")(
        lambda book, actor: record_edition(actor, book.zone, edition=edition(), place=1)
    ),
    "newsroom.keep_statement": case("pavel")(
        lambda book, actor: keep_statement(
            actor, book.zone, kind="text", title="О зоне", text="Ничего.", published=date(2024, 6, 1)
        )
    ),
    "newsroom.keep_published_figures": case("pavel")(
        lambda book, actor: keep_published_figures(actor, book.zone, figures=[])
    ),
    "campus.list_amenity": case("boris")(
        lambda book, actor: list_amenity(
            actor, book.zone, site=book.sites["north"], name="Корт", category="sport", status="open"
        )
    ),
}  # fmt: skip
CASES |= (
    cases_registry.CASES
    | cases_agreements.CASES
    | cases_campaigns.CASES
    | cases_estate.CASES
    | cases_projects.CASES
    | cases_published.CASES
    | cases_importing.CASES
    | cases_drafting.CASES
    | cases_oversight.CASES
    | cases_reporting.CASES
    | cases_reminding.CASES
    | cases_reconciling.CASES
    | cases_newsroom.CASES
)


def actions_of(app: str) -> dict[str, FunctionType]:
    """The public functions that an app's actions define."""
    module = importlib.import_module(f"zonebook.{app}.actions")
    return {
        f"{app}.{name}": value
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    }


ALL_ACTIONS = {name: action for app in APPS for name, action in actions_of(app).items()}


def test_every_action_says_here_who_may_do_it():
    assert ALL_ACTIONS.keys() - CASES.keys() - NOBODY_ASKS.keys() == set()


def test_nothing_is_said_here_of_an_action_that_is_gone():
    assert CASES.keys() | NOBODY_ASKS.keys() == ALL_ACTIONS.keys()


@pytest.mark.parametrize("name", CASES)
def test_an_action_takes_everything_but_its_actor_and_its_object_by_name(name):
    action = inspect.unwrap(ALL_ACTIONS[name])
    positional = [one for one in inspect.signature(action).parameters.values() if one.kind is one.POSITIONAL_OR_KEYWORD]

    assert [one.name for one in positional][:1] in ([], ["actor"])
    assert len(positional) <= 2


def let_through(book: SmallBook, name: str) -> set[str]:
    """Whom an action lets act; each attempt is undone before the next."""
    given, found = CASES[name].given(book), set()
    for person in EVERYBODY:
        before = transaction.savepoint()
        with suppress(PermissionDenied):
            CASES[name].attempt(deepcopy(given), book.actor(person))
            found.add(person)
        transaction.savepoint_rollback(before)
    return found


@pytest.mark.parametrize("name", CASES)
def test_an_action_lets_act_who_may_and_nobody_else(book, name):
    assert let_through(book, name) == CASES[name].allowed


@pytest.mark.parametrize("name", sorted(CASES.keys() - {"accounts.open_account"}))
def test_nobody_acts_without_an_account(book, name):
    stranger, given = AnonymousUser(), CASES[name].given(book)
    with pytest.raises((PermissionDenied, AttributeError)):
        CASES[name].attempt(given, Actor(stranger, at("2024-06-01")))


def test_a_dismissed_curator_may_nothing(book):
    boris = book.users["boris"]
    boris.is_active = False

    with pytest.raises(PermissionDenied):
        registry.open_site(Actor(boris, at("2024-06-01")), book.zone, code="east", name_ru="В", name_en="E")


def test_the_denial_says_who_what_and_where(book):
    with pytest.raises(PermissionDenied, match="vera may not keep the register in zone home"):
        registry.open_site(book.actor("vera"), book.zone, code="east", name_ru="В", name_en="E")


def test_a_denied_attempt_leaves_no_trace(book):
    from zonebook.audit.queries import entry_count

    before = entry_count()
    with pytest.raises(PermissionDenied):
        CASES["registry.open_site"].attempt(book, book.actor("vera"))
    assert entry_count() == before
