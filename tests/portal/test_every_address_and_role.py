"""Every address × every role: who may look, who may send? A new address fails until somebody says who."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.portal.admission import PEOPLE, TABLE, Answer, answers_of, doors, gets_in, name_of, read, written
from zonebook.portal.urls import urlpatterns
from zonebook.registry.models import Zone

HARMLESS = {
    "/check/": "reads a text and keeps nothing of it",
    "/views/<page>/": "keeps a view of her own",
    "/views/<page>/<key>/drop/": "would drop a view of her own; this one is not hers",
}
"""To what a viewer may send, and why nothing of the zone changes by it."""


@pytest.fixture
def confidential(book):
    """In a zone that does not open its trail to everybody the guards of the reports can be seen to work."""
    Zone.objects.filter(pk=book.zone.pk).update(trail_is_public=False)


@pytest.fixture
def client_of(book, signed_in, django_user_model):
    book.users["chief"] = django_user_model.objects.get(username="chief")
    return lambda who: Client(raise_request_exception=False) if who == "visitor" else signed_in(who)


def tried(client: Client, path: str) -> tuple[bool, bool]:
    return gets_in(client, path, method="GET"), gets_in(client, path, method="POST")


def kept() -> dict[str, Answer]:
    return read(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {}


def test_every_address_has_an_example(book):
    reached = {name_of(path) for path in doors(book).values()}

    assert {f"portal:{pattern.name}" for pattern in urlpatterns} - reached == set()


def test_the_table_says_of_every_address_who_gets_in(book, confidential, client_of):
    examples = doors(book)
    if TABLE.exists():
        assert kept().keys() == examples.keys()
        return
    clients = {who: client_of(who) for who in PEOPLE}
    found = {name: [(who, *tried(clients[who], path)) for who in PEOPLE] for name, path in examples.items()}
    TABLE.write_text(written(answers_of(found)), encoding="utf-8")
    pytest.fail(f"{TABLE.name} was not there and is written now: read it line by line and keep it")


@pytest.mark.parametrize("who", PEOPLE)
def test_each_person_gets_in_where_the_table_says_and_nowhere_else(book, confidential, client_of, who):
    client, answers = client_of(who), kept()
    found = {name: tried(client, path) for name, path in doors(book).items()}

    assert found == {name: (who in answer.look, who in answer.send) for name, answer in answers.items()}


def test_a_viewer_changes_nothing():
    assert {name for name, answer in kept().items() if "vera" in answer.send} <= HARMLESS.keys()


def test_a_visitor_sends_nothing_but_a_text_to_be_checked():
    assert {name for name, answer in kept().items() if "visitor" in answer.send} == {"/check/"}


def test_the_curator_of_another_zone_is_no_more_here_than_a_visitor():
    more = {name for name, answer in kept().items() if "zoe" in answer.look and "visitor" not in answer.look}

    assert more == set()


def test_where_somebody_may_send_a_superuser_may_unless_it_is_somebodys_own():
    own = {name for name, answer in kept().items() if answer.send and "chief" not in answer.send}

    assert {name for name in own if not name.startswith(("/my/", "/apply/", "/views/"))} == set()


def test_the_table_reads_back_as_it_was_written():
    answers = {
        "/a/": Answer(frozenset(PEOPLE), frozenset()),
        "/b/<key>/, own": Answer(frozenset({"dina"}), frozenset({"vera", "boris"})),
    }

    assert read(written(answers)) == answers
