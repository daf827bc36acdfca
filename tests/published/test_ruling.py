"""An analyst rules on two published figures that contradict each other; what was ruled stays."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from tests.published.tables import table_of
from zonebook.audit.models import Entry
from zonebook.published.actions import keep_facts, rule_on_pair
from zonebook.published.comparing import found_contradictions, last_rulings, named_wrong, rulings_on
from zonebook.published.models import Ruling
from zonebook.published.ruling import Opinion

CALLED_RESIDENTS = {"period": "as_of 2025-07-01", "value": "230"}
COMPANIES = {"indicator": "companies", "period": "as_of 2025-07-01", "value": "230", "hedge": "more_than"}


@pytest.fixture
def pair(book):
    """118 residents at the end of 2024, and 230 half a year later: the number of all companies."""
    keep_facts(book.actor("pavel"), table_of({}, CALLED_RESIDENTS, COMPANIES).facts)
    (found,) = found_contradictions()
    return found.pair


def test_residents_taken_for_companies_are_found_with_their_cause(pair):
    (found,) = found_contradictions()

    assert found.cause == "residents_or_companies"
    assert [found.contradiction.smaller.fact.value, found.contradiction.larger.fact.value] == [118, 230]


def test_the_last_ruling_counts_and_the_earlier_one_stays(book, pair):
    clara = book.actor("clara")
    rule_on_pair(clara, pair, opinion=Opinion("confirmed", "Обе страницы открыты."))
    rule_on_pair(clara, pair, opinion=Opinion("explained", "Названы компании.", cause="residents_or_companies"))

    assert last_rulings()[pair].kind == "explained"
    assert [one.text for one in rulings_on(pair)] == ["Названы компании.", "Обе страницы открыты."]


def test_a_ruling_is_one_entry_of_the_audit(book, pair):
    ruling = rule_on_pair(book.actor("clara"), pair, opinion=Opinion("confirmed", "Так и есть."))

    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.subject) == ("rule_on_pair", f"published.ruling:{ruling.pk}")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "о" * 2001}, "text"),
        ({"kind": "perhaps"}, "kind"),
        ({"cause": "the weather"}, "cause"),
        ({"wrong": 0}, "wrong"),
    ],
)
def test_a_ruling_without_its_parts_is_refused(book, pair, given, field):
    with pytest.raises(ValidationError) as refused:
        rule_on_pair(
            book.actor("clara"), pair, opinion=Opinion(**({"kind": "confirmed", "text": "Так и есть."} | given))
        )

    assert list(refused.value.message_dict) == [field]
    assert not Ruling.objects.exists()


def test_a_figure_is_named_wrong_by_the_ruling_that_counts_with_all_pages_that_repeat_it(book, pair):
    clara, smaller = book.actor("clara"), min(pair)
    (again,) = keep_facts(book.actor("pavel"), table_of({"source_domain": "reprint.example.org"}).facts)
    assert named_wrong() == {}

    ruling = rule_on_pair(clara, pair, opinion=Opinion("confirmed", "Опечатка.", wrong=smaller))

    assert named_wrong() == {smaller: ruling, again.pk: ruling}
    assert Entry.objects.latest("pk").details["wrong"] == smaller

    rule_on_pair(clara, pair, opinion=Opinion("confirmed", "Всё-таки нет."))
    assert named_wrong() == {}


def test_the_database_takes_no_ruling_that_names_a_third_figure_wrong(book, pair):
    by = {"by": "clara", "at": book.actor("clara").at}

    with pytest.raises(DatabaseError), transaction.atomic():
        Ruling.objects.create(
            first_id=pair[0], second_id=pair[1], kind="confirmed", text="Так.", wrong_id=pair[1] + 1, **by
        )


def test_two_figures_that_agree_cannot_be_ruled_on(book, pair):
    with pytest.raises(ValidationError, match="нечего"):
        rule_on_pair(book.actor("clara"), (pair[1], pair[1] + 1), opinion=Opinion("confirmed", "Так и есть."))


def test_who_keeps_statements_does_not_rule_on_them(book, pair):
    with pytest.raises(PermissionDenied):
        rule_on_pair(book.actor("pavel"), pair, opinion=Opinion("confirmed", "Так и есть."))


def test_the_database_refuses_to_change_a_ruling(book, pair):
    ruling = rule_on_pair(book.actor("clara"), pair, opinion=Opinion("confirmed", "Так и есть."))

    with pytest.raises(DatabaseError), transaction.atomic():
        Ruling.objects.filter(pk=ruling.pk).update(text="Не так.")
