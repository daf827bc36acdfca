"""Clusters on the pages: who is a member on a day, what each lacks, who supplies whom, and a curator's changes."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.portal.test_pages import text_of
from tests.portal.test_projects import fields_wrong
from zonebook.portal.clocks import Clock
from zonebook.portal.clusters import circles
from zonebook.registry import actions
from zonebook.registry.models import Cluster, Cooperation, Membership

DAY = date(2025, 9, 9)


@pytest.fixture
def boris(signed_in):
    return signed_in("boris")


@pytest.fixture
def cluster() -> Cluster:
    return Cluster.objects.get(code="pharma")


@pytest.fixture
def join(book, cluster):
    """`join("gamma")`: the company becomes a member, from 2025 on unless told otherwise."""

    def joined(code: str, *, first_day: date = date(2025, 1, 1), last_day: date | None = None) -> Membership:
        company, days = book.companies[code], {"first_day": first_day, "last_day": last_day}
        return actions.join_cluster(book.act("boris", DAY), company, cluster=cluster, **days)

    return joined


def answers(member) -> dict[str, bool | None]:
    return {one.code: one.met for one in member.requirements}


def test_a_member_counts_from_its_first_to_its_last_day(book, join):
    join("beta", first_day=date(2025, 2, 1), last_day=date(2025, 2, 28))

    def members(day: date) -> list[str]:
        return [one.company.code for one in circles(book.zone, Clock(day))[0].members]

    assert members(date(2025, 1, 31)) == ["alfa"]
    assert members(date(2025, 2, 1)) == members(date(2025, 2, 28)) == ["alfa", "beta"]
    assert members(date(2025, 3, 1)) == ["alfa"]
    assert members(date(2024, 2, 29)) == []


def test_a_member_outside_the_zone_and_without_the_status_is_told_apart(book, cluster, visitor):
    boris = book.act("boris", DAY)
    outsider = actions.enter_company(boris, book.zone, code="delta", name="Дельта")
    actions.join_cluster(boris, outsider, cluster=cluster, first_day=None)

    [circle] = circles(book.zone, Clock(DAY))
    assert [(one.company.code, one.is_in_zone, one.is_resident) for one in circle.members] == [
        ("alfa", True, True),
        ("delta", False, False),
    ]
    assert (len(circle.members), circle.in_zone, circle.residents) == (2, 1, 1)
    assert "вне зоны, без статуса" in text_of(visitor.get("/clusters/pharma/?lang=ru"))


def test_the_requirements_of_a_membership_are_checked_and_explained(book, cluster, join, visitor):
    [before] = circles(book.zone, Clock(DAY))
    join("beta")
    join("gamma")
    actions.amend_cluster(book.act("boris", DAY), cluster, reason="назначен", coordinator="Агентство")
    [after] = circles(book.zone, Clock(DAY))

    assert answers(before.members[0]) == {"coordinator_named": False, "industry_known": True, "enough_members": False}
    assert (before.lacking, after.lacking) == (1, 0)
    assert "Координатор назначен." in text_of(visitor.get("/clusters/pharma/?lang=ru"))


def test_contracts_are_counted_between_members_of_the_day_and_unknown_while_none_is_recorded(book, cluster, join):
    join("beta", last_day=date(2025, 6, 30))
    boris = book.act("boris", DAY)
    actions.amend_cluster(boris, cluster, reason="промышленный", kind="industrial")
    alfa, beta = book.companies["alfa"], book.companies["beta"]

    def contract_of_alfa(day: date) -> bool | None:
        circle = circles(book.zone, Clock(day))[0]
        return answers(next(one for one in circle.members if one.company == alfa))["contract_with_member"]

    assert contract_of_alfa(date(2025, 6, 30)) is None
    actions.record_cooperation(boris, cluster, supplier=alfa, customer=beta, subject="субстанции")
    assert contract_of_alfa(date(2025, 6, 30)) is True
    assert contract_of_alfa(date(2025, 7, 1)) is False


def test_the_past_knows_only_the_members_that_had_been_entered(book, join):
    join("beta")
    then = book.act("boris", date(2025, 9, 8)).at

    assert len(circles(book.zone, Clock(DAY))[0].members) == 2
    assert len(circles(book.zone, Clock(DAY, known_at=then))[0].members) == 1


def test_a_cluster_shows_its_projects_its_figures_and_who_supplies_whom(book, cluster, join, visitor):
    join("beta")
    alfa, beta = book.companies["alfa"], book.companies["beta"]
    actions.record_cooperation(book.act("boris", DAY), cluster, supplier=alfa, customer=beta, subject="субстанции")

    page = visitor.get("/clusters/pharma/?lang=ru")
    for said in ("Завод", "субстанции", "Создано рабочих мест", "2 участника на"):
        assert said in text_of(page).replace("\u00a0", " "), said
    assert "population=cluster" in page.content.decode() or "of=cluster:pharma" in page.content.decode()


def test_who_left_is_listed_below_the_members(join, visitor):
    join("beta", last_day=date(2025, 2, 28))

    assert "1 компания вышла раньше" in text_of(visitor.get("/clusters/pharma/?lang=ru"))
    assert "вышла раньше" not in text_of(visitor.get("/clusters/pharma/?on=2025-02-28&lang=ru"))


def test_more_clusters_take_no_more_queries(book, join, django_assert_max_num_queries):
    join("beta")
    for number in range(5):
        actions.form_cluster(book.act("boris", DAY), book.zone, code=f"c-{number}", name_ru="К", name_en="C")

    with django_assert_max_num_queries(8):
        circles(book.zone, Clock(DAY))


def test_a_curator_enters_a_cluster_a_member_and_a_contract(boris, book):
    named = {"code": "optics", "name_ru": "Оптика", "name_en": "Optics", "kind": "industrial"}
    assert boris.post("/desk/clusters/new/", named)["Location"] == "/clusters/optics/"
    for code in ("alfa", "beta"):
        boris.post("/desk/clusters/optics/members/new/", {"company": code, "first_day": "2025-01-01"})
    sent = {"supplier": "alfa", "customer": "beta", "subject": "линзы"}
    assert boris.post("/desk/clusters/optics/contracts/new/", sent)["Location"] == "/clusters/optics/"

    cluster = Cluster.objects.get(code="optics")
    assert (cluster.zone, cluster.kind) == (book.zone, "industrial")
    assert set(cluster.memberships.values_list("company__code", flat=True)) == {"alfa", "beta"}
    assert cluster.cooperations.get().subject == "линзы"


@pytest.mark.parametrize(
    ("page", "sent", "wrong"),
    [
        ("new/", {}, {"code", "name_ru", "name_en", "kind"}),
        ("new/", {"code": "pharma", "name_ru": "Ф", "name_en": "P", "kind": "industrial"}, {"code"}),
        ("pharma/edit/", {"name_ru": "Ф", "name_en": "P", "kind": "industrial"}, {"reason"}),
        ("pharma/edit/", {"name_ru": "Ф", "name_en": "P", "kind": "secret", "reason": "так"}, {"kind"}),
        ("pharma/members/new/", {}, {"company"}),
        ("pharma/members/new/", {"company": "alfa"}, {"first_day"}),
        ("pharma/members/new/", {"company": "beta", "first_day": "вчера"}, {"first_day"}),
        ("pharma/members/new/", {"company": "beta", "first_day": "2025-02-01", "last_day": "2025-01-01"}, {"last_day"}),
        ("pharma/contracts/new/", {}, {"supplier", "customer", "subject"}),
        ("pharma/contracts/new/", {"supplier": "alfa", "customer": "alfa", "subject": "x"}, {"customer"}),
        ("pharma/contracts/new/", {"supplier": "alfa", "customer": "beta", "subject": "x"}, {"customer"}),
    ],
)
def test_what_cannot_be_entered_comes_back_with_the_reason_beside_the_field(boris, page, sent, wrong):
    before = Cluster.objects.count(), Membership.objects.count(), Cooperation.objects.count()
    response = boris.post(f"/desk/clusters/{page}", sent)

    assert response.status_code == 400
    assert fields_wrong(response) == wrong
    assert (Cluster.objects.count(), Membership.objects.count(), Cooperation.objects.count()) == before


def test_a_membership_is_ended_by_its_last_day_and_says_why(boris, book):
    member = book.companies["alfa"].memberships.get()
    address = f"/desk/clusters/pharma/members/{member.pk}/"
    assert re.search(r'name="first_day" value="2024-03-01"', boris.get(address).content.decode())

    boris.post(address, {"first_day": "2024-03-01", "last_day": "2025-06-30", "reason": "вышла"})

    member.refresh_from_db()
    assert member.last_day == date(2025, 6, 30)
    assert member.history.first().history_change_reason == "вышла"


@pytest.mark.parametrize("who", ["alice", "clara", "pavel", "vera", "zoe"])
@pytest.mark.parametrize("page", ["new/", "pharma/edit/", "pharma/members/new/", "pharma/contracts/new/"])
def test_nobody_but_a_curator_of_the_zone_changes_a_cluster(signed_in, who, page):
    assert signed_in(who).post(f"/desk/clusters/{page}", {}).status_code == 403
