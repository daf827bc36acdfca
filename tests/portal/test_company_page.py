"""One company's page: everything about it, as of a day and as known at a moment, and only to who may see it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.portal.test_pages import text_of
from zonebook.oversight.actions import issue_order
from zonebook.registry import actions as registry
from zonebook.registry.models import Company


@pytest.fixture
def moved(book):
    """Alfa's address becomes known in June 2025; it leaves South at the end of 2024, which is known in July."""
    alfa = Company.objects.get(code="alfa")
    registry.amend_company(
        book.act("boris", date(2025, 6, 1)), alfa, zone=book.zone, reason="по письму", address="Полбина, 23"
    )
    stay = alfa.presences.get(site=book.sites["south"])
    registry.amend_presence(book.act("boris", date(2025, 7, 1)), stay, reason="уехала", last_day=date(2024, 12, 31))


def test_the_page_tells_what_was_known_at_the_moment(visitor, moved):
    assert "Полбина, 23" in text_of(visitor.get("/companies/alfa/?lang=ru"))
    assert "Полбина, 23" not in text_of(visitor.get("/companies/alfa/?known=2025-05-31&lang=ru"))
    assert "по 31 декабря 2024 года" in text_of(visitor.get("/companies/alfa/?known=2025-07-02&lang=ru"))
    assert "по 31 декабря 2024 года" not in text_of(visitor.get("/companies/alfa/?known=2025-06-30&lang=ru"))


def test_the_status_is_that_of_the_day(visitor):
    assert "статуса резидента тогда не было" in text_of(visitor.get("/companies/alfa/?on=2024-01-31&lang=ru"))
    assert "резидент с 1 февраля 2024 года" in text_of(visitor.get("/companies/alfa/?on=2024-02-01&lang=ru"))


def test_a_company_is_not_there_before_the_register_knew_it(visitor):
    assert visitor.get("/companies/alfa/?known=2025-01-01").status_code == 404


def test_a_day_that_is_none_is_said_so(visitor):
    response = visitor.get("/companies/alfa/?on=вчера&lang=ru")

    assert response.status_code == 400
    assert "Напишите день" in text_of(response)


PAPERS = ("#contacts", "#premises", "#agreement")


@pytest.mark.parametrize("who", ["alice", "boris", "clara", "vera"])
def test_who_may_see_papers_finds_them_in_the_contents(signed_in, who):
    page = signed_in(who).get("/companies/alfa/").content.decode()

    assert [anchor for anchor in PAPERS if f'href="{anchor}"' in page] == list(PAPERS)


@pytest.mark.parametrize("who", ["visitor", "pavel", "zoe", "dina"])
def test_for_who_may_not_see_papers_they_are_not_there(visitor, signed_in, who):
    page = (visitor if who == "visitor" else signed_in(who)).get("/companies/alfa/").content.decode()

    assert [anchor for anchor in PAPERS if anchor in page] == []


def test_a_reporting_officer_sees_no_papers_of_another_company(signed_in):
    page = signed_in("alice").get("/companies/beta/").content.decode()

    assert [anchor for anchor in PAPERS if anchor in page] == []


def test_every_line_of_the_contents_leads_to_a_part_of_the_page(signed_in):
    page = signed_in("boris").get("/companies/alfa/").content.decode()
    contents = page[page.index('class="margin contents"') :]
    anchors = [part.split('"')[0] for part in contents.split('href="#')[1:]]

    assert anchors
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []


def test_only_who_keeps_the_register_is_offered_to_change_it(signed_in):
    assert "/desk/companies/alfa/edit/" in signed_in("boris").get("/companies/alfa/").content.decode()
    assert "/desk/companies/alfa/edit/" not in signed_in("clara").get("/companies/alfa/").content.decode()


def inspections_on(client, address: str) -> str:
    page = text_of(client.get(f"{address}&lang=ru"))
    return page[page.index("Проверки План") :].split("На этой странице")[0]


def test_inspections_stand_as_on_the_day_that_is_looked_at(signed_in):
    before = inspections_on(signed_in("boris"), "/companies/alfa/?on=2025-09-07")
    after = inspections_on(signed_in("boris"), "/companies/alfa/?on=2025-09-08")

    assert "8 сентября 2025 года Внеплановая проверка — — —" in before
    assert [word for word in ("Стенд не куплен.", "Купить стенд.") if word in before] == []
    assert [word for word in ("Стенд не куплен.", "Купить стенд.") if word not in after] == []


def test_an_order_of_today_was_not_known_yesterday(book, signed_in):
    boris, held = book.act("boris", date(2025, 9, 20)), book.watched["held"]
    issue_order(boris, held, text="Нанять технолога.", due=date(2025, 12, 1))

    today = inspections_on(signed_in("boris"), "/companies/alfa/?on=2025-10-01")
    then = inspections_on(signed_in("boris"), "/companies/alfa/?on=2025-10-01&known=2025-09-15")

    assert "Нанять технолога." in today
    assert "Нанять технолога." not in then
    assert "Купить стенд." in then


def test_a_past_day_leads_on_to_the_same_day_of_a_company(visitor):
    page = visitor.get("/companies/?on=2024-06-01&lang=ru").content.decode()

    assert 'href="/companies/alfa/?on=2024-06-01"' in page
