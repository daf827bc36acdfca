"""Running a campaign on the pages: who has not reported, whom to call, later deadlines, closing, curators."""

from __future__ import annotations

import io
from datetime import date

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from tests.portal.book import SmallBook
from zonebook.campaigns.models import Campaign, Curatorship
from zonebook.campaigns.queries import curators_of
from zonebook.registry.actions import name_contact

ADDRESS = "/desk/campaigns/quarter-2025-h1/"
AFTER = "2025-08-05T12:00:00+03:00"  # the deadline was on 1 August


@pytest.fixture
def boris_client(signed_in) -> Client:
    return signed_in("boris")


@pytest.fixture(autouse=True)
def after_the_deadline():
    with time_machine.travel(AFTER, tick=False):
        yield


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def campaign(book: SmallBook) -> Campaign:
    return Campaign.objects.get(code="quarter-2025-h1")


# who has not reported


def test_the_list_of_campaigns_says_how_many_have_reported(boris_client):
    page = text_of(boris_client, "/desk/campaigns/")

    assert "2 из 3" in page
    assert "срок истёк, опоздавшие отчёты принимаются" in page


def test_the_page_names_who_has_not_reported_with_whom_to_call(book, boris_client):
    boris, gamma = book.act("boris", date(2025, 7, 1)), book.companies["gamma"]
    name_contact(boris, gamma, zone=book.zone, name="Рита Рёнова", email="rita@renera.example", phone="+7 495 000")

    page = text_of(boris_client, ADDRESS)

    listed = page[page.index('id="companies"') :]
    assert "Рёнера" in listed
    assert "Альфа" not in listed
    assert 'href="mailto:rita@renera.example"' in listed
    assert "опоздание 4 дня" in listed


def test_a_company_without_a_contact_is_offered_to_be_given_one(boris_client):
    assert "/desk/companies/gamma/contacts/" in text_of(boris_client, ADDRESS)


def test_completeness_is_told_by_the_grouping_that_was_chosen(book, boris_client):
    by_site = text_of(boris_client, ADDRESS)
    by_cluster = text_of(boris_client, f"{ADDRESS}?by=cluster")

    assert "Северная" in by_site[by_site.index("<tbody>") : by_site.index("</tbody>")]
    assert "Фармкластер" in by_cluster
    assert "вне кластеров" in by_cluster


def test_a_line_of_the_table_narrows_the_companies_below(boris_client):
    page = text_of(boris_client, f"{ADDRESS}?by=cluster&group=pharma&show=all")

    listed = page[page.index('id="companies"') :]
    assert "Альфа" in listed
    assert "Рёнера" not in listed


def test_a_step_narrows_the_companies_too(boris_client):
    page = text_of(boris_client, f"{ADDRESS}?show=accepted")

    assert "Бета" in page[page.index('id="companies"') :]
    assert "Рёнера" not in page[page.index('id="companies"') :]


def test_a_past_day_is_shown_as_it_was(boris_client):
    page = text_of(boris_client, f"{ADDRESS}?on=2025-07-20")

    assert "Бета" in page[page.index('id="companies"') :]  # it reported on 21 July
    assert "осталось 12 дней" in page


def test_a_day_that_cannot_be_read_is_said_and_nothing_breaks(boris_client):
    response = boris_client.get(f"{ADDRESS}?on=gestern&by=colour&show=nothing&format=csv")

    assert response.status_code == 400
    assert "gestern" in response.content.decode()


def test_the_list_leaves_the_book_as_csv_and_as_a_workbook(boris_client):
    csv = text_of(boris_client, f"{ADDRESS}?show=all&format=csv")
    sheet = load_workbook(io.BytesIO(boris_client.get(f"{ADDRESS}?show=all&format=xlsx").content)).worksheets[0]

    assert "# companies: 3" in csv
    assert "Рёнера" in csv
    assert "просрочен" in csv
    assert {row[0].value for row in sheet.iter_rows(min_row=2)} >= {"Альфа", "Бета", "Рёнера"}


def test_a_campaign_that_there_is_not_is_not_found(boris_client):
    assert boris_client.get("/desk/campaigns/nothing/").status_code == 404


@pytest.mark.parametrize("who", ["alice", "pavel", "zoe"])
def test_who_may_not_see_papers_sees_no_contacts_here(signed_in, who):
    assert signed_in(who).get(ADDRESS).status_code == 403


# opening


@time_machine.travel("2025-10-02T12:00:00+03:00", tick=False)
def test_a_new_campaign_is_proposed_with_the_days_of_its_schedule(signed_in):
    page = text_of(signed_in("boris"), "/desk/campaigns/new/")

    assert 'value="2025-10-01"' in page
    assert 'value="2025-10-28"' in page
    assert "не позднее двадцатого рабочего дня" in page


@time_machine.travel("2025-10-02T12:00:00+03:00", tick=False)
def test_a_campaign_is_opened_as_the_form_says(signed_in):
    sent = {"opens": "2025-10-02", "due": "2025-10-30", "asks": "residents", "asked_on": "2025-09-30", "levels": "2"}
    response = signed_in("boris").post("/desk/campaigns/new/?form=resident-quarter&period=2025-9M", sent, follow=True)

    opened = Campaign.objects.get(period_code="2025-9M")
    assert (opened.due, opened.asks, opened.asked_on, opened.levels) == (
        date(2025, 10, 30), "residents", date(2025, 9, 30), 2,
    )  # fmt: skip
    assert response.redirect_chain[-1][0] == f"/desk/campaigns/{opened.code}/"


@time_machine.travel("2025-10-02T12:00:00+03:00", tick=False)
def test_a_campaign_whose_days_are_in_the_wrong_order_is_refused_beside_the_field(signed_in):
    sent = {"opens": "2025-10-30", "due": "2025-10-02", "asks": "companies", "levels": "1"}
    response = signed_in("boris").post("/desk/campaigns/new/?form=resident-quarter&period=2025-9M", sent)

    assert response.status_code == 400
    assert "Последний день для отчётов раньше первого." in response.content.decode()
    assert not Campaign.objects.filter(period_code="2025-9M").exists()


def test_a_period_that_was_asked_for_already_is_not_offered_again(boris_client):
    page = text_of(boris_client, "/desk/campaigns/new/?form=resident-quarter")

    assert 'value="2025-H1"' not in page
    assert 'value="2024"' in page


# deadlines and closing


def test_a_later_deadline_is_given_from_the_row_of_the_company(book, boris_client):
    assert f"{ADDRESS}extend/?company=gamma" in text_of(boris_client, ADDRESS)
    page = text_of(boris_client, f"{ADDRESS}extend/?company=gamma")
    assert '<option value="gamma" selected>' in page

    sent = {"company": "gamma", "due": "2025-08-20", "reason": "Переезд."}
    response = boris_client.post(f"{ADDRESS}extend/", sent, follow=True)

    assert "срок продлён" in response.content.decode()
    assert campaign(book).extensions.get().due == date(2025, 8, 20)


def test_a_later_deadline_given_by_mistake_is_withdrawn_and_stays_on_the_page_with_both_reasons(book, boris_client):
    boris_client.post(f"{ADDRESS}extend/", {"company": "gamma", "due": "2025-08-20", "reason": "Переезд."})
    address = f"/desk/extensions/{campaign(book).extensions.get().pk}/withdraw/"
    assert address in text_of(boris_client, ADDRESS)
    assert "до 20 августа 2025 года" in text_of(boris_client, address)

    assert boris_client.post(address, {"reason": ""}).status_code == 400
    page = boris_client.post(address, {"reason": "Не та компания."}, follow=True).content.decode()

    assert "Переезд." in page
    assert "Отменён 5 августа 2025 года, boris: Не та компания." in page
    assert address not in page
    assert boris_client.post(address, {"reason": "Ещё раз."}).status_code == 400


def test_a_deadline_on_a_day_off_is_refused_with_the_next_working_day(boris_client):
    sent = {"company": "gamma", "due": "2025-08-16", "reason": "Переезд."}
    response = boris_client.post(f"{ADDRESS}extend/", sent)

    assert response.status_code == 400
    assert "ближайший рабочий — 18 августа 2025 года" in response.content.decode()


def test_a_campaign_is_closed_after_a_look_at_who_has_not_reported_and_opened_again(book, boris_client):
    assert "Отчитались 2 из 3." in text_of(boris_client, f"{ADDRESS}close/")

    boris_client.post(f"{ADDRESS}close/")
    assert campaign(book).closed_by == "boris"
    assert "закрыта 5 августа 2025 года" in text_of(boris_client, ADDRESS)

    boris_client.post(f"{ADDRESS}reopen/", {"reason": "Рано закрыли."})
    assert not campaign(book).is_closed


@time_machine.travel("2025-07-30T12:00:00+03:00", tick=False)
def test_a_campaign_is_not_closed_while_there_is_time(book, boris_client):
    response = boris_client.post(f"{ADDRESS}close/")

    assert response.status_code == 400
    assert "до 1 августа 2025 года включительно" in response.content.decode()
    assert not campaign(book).is_closed


# who looks after whom


def test_chosen_companies_are_given_to_a_curator(book, boris_client):
    sent = {"company": ["alfa", "gamma"], "username": "boris", "first_day": "2025-08-05"}
    response = boris_client.post("/desk/curators/", sent, follow=True)

    assert "получил ещё 2 компании" in response.content.decode()
    found = curators_of(book.zone, on=date(2025, 8, 5))
    assert found == {book.companies[code].pk: "boris" for code in ("alfa", "gamma")}


def test_all_companies_of_a_site_are_given_at_once(book, boris_client):
    sent = {"all": "1", "username": "boris", "first_day": "2025-08-05"}
    boris_client.post("/desk/curators/?site=south", sent)

    assert curators_of(book.zone, on=date(2025, 8, 5)) == {book.companies["alfa"].pk: "boris"}


def test_the_list_is_narrowed_to_companies_without_a_curator(book, boris_client):
    boris_client.post("/desk/curators/", {"company": "alfa", "username": "boris", "first_day": "2025-08-05"})
    page = text_of(boris_client, "/desk/curators/?curator=-")

    assert 'value="beta"' in page
    assert 'value="alfa"' not in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"username": "boris", "first_day": "2025-08-05"}, "Выберите хотя бы одну компанию."),
        ({"company": "alfa", "username": "clara", "first_day": "2025-08-05"}, "Выберите куратора зоны."),
        ({"company": "alfa", "username": "boris", "first_day": ""}, "Укажите день."),
    ],
)
def test_what_cannot_be_given_is_said_and_the_choice_is_kept(boris_client, sent, said):
    response = boris_client.post("/desk/curators/", sent)

    page = response.content.decode()
    assert response.status_code == 400
    assert said in page
    assert ('value="alfa" checked' in page) is ("company" in sent)


def test_a_company_is_left_without_a_curator(book, boris_client):
    boris_client.post("/desk/curators/", {"company": "alfa", "username": "boris", "first_day": "2025-08-01"})
    key = Curatorship.objects.get().pk

    boris_client.post(f"/desk/curators/{key}/release/", {"last_day": "2025-08-05"})

    assert curators_of(book.zone, on=date(2025, 8, 6)) == {}


@pytest.mark.parametrize("who", ["clara", "vera"])
def test_who_may_look_gives_nobody_a_company(book, signed_in, who):
    client = signed_in(who)

    assert 'type="checkbox"' not in text_of(client, "/desk/curators/")
    assert client.post("/desk/curators/", {"all": "1"}).status_code == 403
    assert "extend" not in text_of(client, ADDRESS)
