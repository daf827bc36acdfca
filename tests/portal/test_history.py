"""The history of an entry: what changed, when, why, by whom, and who may know it?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.portal.test_pages import text_of
from zonebook.portal.changes import KINDS, Difference, changes_of, differences, entry_records
from zonebook.portal.field_names import FIELD_NAMES
from zonebook.registry import actions as registry
from zonebook.registry.models import Company, Zone

STATES = st.dictionaries(st.sampled_from("abcde"), st.one_of(st.none(), st.just(""), st.integers(), st.text()))


@pytest.fixture
def amended(book):
    """Alfa's address was changed with a reason."""
    registry.amend_company(
        book.act("boris", date(2025, 6, 1)),
        Company.objects.get(code="alfa"),
        zone=book.zone,
        reason="по письму",
        address="Москва",
    )


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"a": 1}, {"a": 1}, ()),
        ({"a": 1}, {"a": 2}, (Difference("a", 1, 2),)),
        ({}, {"a": 1, "b": None, "c": ""}, (Difference("a", None, 1),)),
        ({"a": 1}, {}, (Difference("a", 1, None),)),
        ({"a": None}, {"a": ""}, ()),
        ({"a": 0}, {"a": None}, (Difference("a", 0, None),)),
        ({"a": Decimal("1.50")}, {"a": Decimal("1.5")}, ()),
        ({"a": 1, "b": 1}, {"a": 2, "b": 2}, (Difference("a", 1, 2), Difference("b", 1, 2))),
    ],
)
def test_two_states_differ_where_they_do_not_say_the_same(before, after, found):
    assert differences(before, after) == found


@given(STATES, STATES)
def test_the_way_back_is_the_way_turned_round(before, after):
    there, back = differences(before, after), differences(after, before)

    assert {(one.field, one.before, one.after) for one in there} == {(one.field, one.after, one.before) for one in back}


@given(STATES)
def test_a_state_does_not_differ_from_itself(state):
    assert differences(state, dict(state)) == ()


def test_every_field_of_every_kind_has_a_name_for_people():
    fields = {field.name for kind in KINDS.values() for field in kind.model._meta.concrete_fields}

    assert fields - {"id", "search_name"} - FIELD_NAMES.keys() == set()


def test_the_newest_change_comes_first_with_what_was_and_what_is(book, amended, signed_in):
    page = text_of(signed_in("boris").get("/history/company/alfa/?lang=ru"))

    assert page.index("1 июня 2025 года") < page.index("10 января 2025 года")
    assert "изменено · boris · по письму" in page
    assert "Адрес — Москва" in page


def test_entries_are_named_and_money_is_told_in_roubles(book):
    project = book.plant
    (entered, *_rest) = changes_of(entry_records(KINDS["project"], "plant", zone=book.zone), with_makers=True)[::-1]
    said = {one.field: one.after for one in entered.differences}

    assert said["zone"] == "Проба"
    assert said["planned_investment"] == Decimal(project.planned_investment) / 100


@pytest.mark.parametrize(
    ("who", "knows"), [("boris", True), ("vera", True), ("alice", True), ("zoe", False), ("dina", False)]
)
@pytest.mark.parametrize("address", ["/history/company/alfa/?lang=ru", "/companies/alfa/?lang=ru"])
def test_who_made_a_change_and_why_is_known_to_the_people_of_the_zone(amended, signed_in, address, who, knows):
    page = text_of(signed_in(who).get(address))

    assert "Адрес — Москва" in page
    assert [word for word in ("boris · по письму", "по письму") if word in page and not knows] == []
    assert ("boris · по письму" in page) is knows


@pytest.mark.parametrize("address", ["/history/company/alfa/?lang=ru", "/companies/alfa/?lang=ru"])
def test_a_visitor_does_not_learn_who_made_a_change_or_why(amended, visitor, address):
    page = text_of(visitor.get(address))

    assert "Адрес — Москва" in page
    assert [word for word in ("boris", "по письму") if word in page] == []


def test_a_page_without_them_says_to_whom_the_makers_and_reasons_are_shown(amended, visitor, signed_in):
    said = "кто и почему их сделал"

    assert said in text_of(visitor.get("/history/company/alfa/?lang=ru"))
    assert said not in text_of(signed_in("vera").get("/history/company/alfa/?lang=ru"))


@pytest.mark.parametrize("kind", ["presence", "residency", "membership", "site", "cluster", "project", "premises"])
def test_the_public_register_has_public_histories(book, visitor, kind):
    alfa = book.companies["alfa"]
    keys = {
        "presence": alfa.presences.first().pk, "residency": alfa.residencies.first().pk,
        "membership": alfa.memberships.first().pk, "site": "north", "cluster": "pharma", "project": "plant",
        "premises": book.lease.premises.code,
    }  # fmt: skip

    assert visitor.get(f"/history/{kind}/{keys[kind]}/").status_code == 200


@pytest.mark.parametrize(
    ("who", "status"),
    [("alice", 200), ("boris", 200), ("clara", 200), ("vera", 200), ("pavel", 403), ("zoe", 403), ("dina", 403)],
)
def test_the_history_of_a_paper_opens_for_who_may_see_papers(book, signed_in, who, status):
    contact = registry.name_contact(
        book.act("boris", date(2025, 6, 1)), book.companies["alfa"], zone=book.zone, name="Ольга", phone="+7 495"
    )

    assert signed_in(who).get(f"/history/contact/{contact.pk}/").status_code == status


def test_a_reporting_officer_does_not_see_the_papers_of_another_company(book, signed_in):
    contact = registry.name_contact(
        book.act("boris", date(2025, 6, 1)), book.companies["beta"], zone=book.zone, name="Ольга"
    )

    assert signed_in("alice").get(f"/history/contact/{contact.pk}/").status_code == 403


def test_what_was_struck_out_keeps_its_history(book, signed_in):
    boris = book.act("boris", date(2025, 6, 1))
    contact = registry.name_contact(boris, book.companies["alfa"], zone=book.zone, name="Ольга")
    key = contact.pk
    registry.drop_contact(book.act("boris", date(2025, 6, 2)), contact, zone=book.zone, reason="ушла")

    page = text_of(signed_in("boris").get(f"/history/contact/{key}/?lang=ru"))
    assert "Эта запись убрана из реестра" in page
    assert "убрано из реестра · boris · ушла" in page


@pytest.mark.parametrize(
    "path", ["nothing/alfa", "company/nobody", "presence/999999", "presence/alfa", "presence/99999999999999999999"]
)
def test_what_is_not_there_is_not_found(visitor, path):
    assert visitor.get(f"/history/{path}/").status_code == 404


def test_an_entry_of_another_zone_is_not_here(book, visitor):
    zoe = book.act("zoe", date(2025, 6, 1))
    other = book.users["zoe"].zone_code
    registry.open_site(zoe, Zone.objects.get(code=other), code="far", name_ru="Дальняя", name_en="Far")

    assert visitor.get("/history/site/far/").status_code == 404


def test_a_long_history_takes_no_more_queries_than_a_short_one(book):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            changes_of(entry_records(KINDS["company"], "alfa", zone=book.zone), with_makers=True)
        return len(captured)

    short, alfa = queries(), Company.objects.get(code="alfa")
    for day in range(1, 20):
        boris = book.act("boris", date(2025, 6, day))
        registry.amend_company(boris, alfa, zone=book.zone, reason="x", address=f"дом {day}")

    assert queries() == short == 2
