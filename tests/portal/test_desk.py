"""The curator's desk: what waits, the forms that keep the register, one change of several companies."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from tests.portal.test_pages import text_of
from zonebook.audit.models import Entry
from zonebook.registry import actions as registry
from zonebook.registry.models import Company, Contact, Industry, Membership

RENERA = {"name": "Рэнера", "code": "renera-2", "inn": "7724560930", "legal_form": "ООО"}


@pytest.fixture
def boris(signed_in):
    return signed_in("boris")


def hidden(response, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def test_the_desk_tells_what_waits_and_where_it_is_done(boris):
    page = boris.get("/desk/?lang=ru")

    assert "Отчёты на проверке: 1" in text_of(page)
    assert 'href="/review/"' in page.content.decode()


def test_the_desk_shows_a_viewer_no_room_that_she_may_not_enter(signed_in):
    page = signed_in("vera").get("/desk/").content.decode()

    assert 'href="/agreements/"' in page
    assert 'href="/desk/companies/new/"' not in page
    assert 'href="/review/"' not in page


# --- a company


def test_a_company_is_entered_and_its_page_opens(boris):
    response = boris.post("/desk/companies/new/", RENERA)

    assert response["Location"] == "/companies/renera-2/"
    assert Company.objects.get(code="renera-2").legal_form == "ООО"
    assert "Рэнера" in text_of(boris.get(response["Location"]))


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("inn", "7724560931", "неверный номер"),
        ("inn", "7707083893", "уже есть в реестре: это Альфа"),
        ("ogrn", "1027700132194", "неверный номер"),
        ("kpp", "77010", "девять знаков"),
        ("code", "alfa", "придумайте свой"),
        ("code", "рэнера", "латинскими буквами"),
        ("code", "", "Напишите код"),
        ("name", "", "Напишите название"),
        ("foreign_share", "101", "100"),
        ("source_url", "не адрес", "адрес страницы целиком"),
        ("foreign_share", "половина", "Введите число, например 1250,5."),
        ("industry", "let", "Выберите из списка"),
        ("legal_form", "х" * 61, "Напишите короче"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_in_the_summary_and_nothing_is_written(boris, field, value, says):
    companies, sealed = Company.objects.count(), Entry.objects.count()
    response = boris.post("/desk/companies/new/?lang=ru", RENERA | {field: value})

    page = response.content.decode()
    assert response.status_code == 400
    assert "<title>Ошибка:" in page
    assert re.search(rf'<li><a href="#id_{field}">[^<]*{says}', page)
    assert re.search(rf'id="id_{field}_error">.*{says}', page)
    assert (Company.objects.count(), Entry.objects.count()) == (companies, sealed)


def edited(boris, **changed: str) -> dict[str, str]:
    """What the edit form of Alfa holds, with some fields changed."""
    seen = hidden(boris.get("/desk/companies/alfa/edit/"), "seen")
    held = {"name": "Альфа", "inn": "7707083893", "industry": "pharma", "seen": seen, "reason": "переезд"}
    return held | changed


def test_a_company_is_changed_with_a_reason_that_its_history_keeps(boris):
    assert boris.post("/desk/companies/alfa/edit/", edited(boris, address="Москва"))["Location"] == "/companies/alfa/"

    alfa = Company.objects.get(code="alfa")
    assert (alfa.address, alfa.history.first().history_change_reason) == ("Москва", "переезд")


def test_a_share_is_taken_with_the_comma_that_people_write(boris):
    assert boris.post("/desk/companies/alfa/edit/", edited(boris, foreign_share="12,5")).status_code == 302
    assert Company.objects.get(code="alfa").foreign_share == Decimal("12.5")


def test_an_edit_that_changes_nothing_writes_nothing_and_says_so(boris):
    alfa = Company.objects.get(code="alfa")
    before = (alfa.history.count(), Entry.objects.count())
    response = boris.post("/desk/companies/alfa/edit/?lang=ru", edited(boris))

    assert response.status_code == 400
    assert "В реестре так и записано" in text_of(response)
    assert (alfa.history.count(), Entry.objects.count()) == before


def test_a_company_is_not_changed_without_a_reason(boris):
    response = boris.post("/desk/companies/alfa/edit/?lang=ru", edited(boris, address="Москва", reason=""))

    assert response.status_code == 400
    assert "Напишите, почему меняется реестр" in text_of(response)
    assert Company.objects.get(code="alfa").address == ""


def test_what_somebody_changed_meanwhile_is_not_written_over(book, boris):
    sent = edited(boris, address="Москва")
    alfa = Company.objects.get(code="alfa")
    registry.amend_company(
        book.act("boris", date(2025, 9, 1)), alfa, zone=book.zone, reason="по письму", kpp="770101001"
    )

    response = boris.post("/desk/companies/alfa/edit/?lang=ru", sent)

    assert response.status_code == 400
    assert "изменил кто-то другой" in text_of(response)
    assert Company.objects.get(code="alfa").kpp == "770101001"


# --- its sites


def test_a_site_is_added_and_overlapping_days_are_refused_beside_the_first(boris):
    sent = {"site": "south", "first_day": "2025-01-01"}

    assert boris.post("/desk/companies/beta/sites/", sent)["Location"] == "/companies/beta/#sites"
    again = boris.post("/desk/companies/beta/sites/?lang=ru", sent)
    assert again.status_code == 400
    assert re.search(r'id="id_first_day_error">.*с 1 января 2025 года по', again.content.decode())
    assert Company.objects.get(code="beta").presences.count() == 2


def test_a_stay_that_ends_before_it_begins_is_refused_beside_the_last_day(boris):
    sent = {"site": "south", "first_day": "2025-01-01", "last_day": "2024-12-31"}
    response = boris.post("/desk/companies/beta/sites/?lang=ru", sent)

    assert response.status_code == 400
    assert 'id="id_last_day_error"' in response.content.decode()


def test_the_days_of_a_stay_are_corrected_with_a_reason(book, boris):
    stay = book.companies["beta"].presences.get()
    sent = {"first_day": "2024-01-01", "last_day": "2025-03-31", "reason": "уехала"}

    assert boris.post(f"/desk/presences/{stay.pk}/", sent)["Location"] == "/companies/beta/#sites"
    stay.refresh_from_db()
    assert stay.last_day == date(2025, 3, 31)


def test_the_stay_of_another_zone_is_not_there(book, boris):
    assert boris.get("/desk/presences/999999/").status_code == 404


# --- its people


def test_a_contact_is_named_and_taken_out_with_a_reason(boris):
    boris.post("/desk/companies/alfa/contacts/", {"name": "Ольга", "email": "olga@alfa.example"})
    contact = Contact.objects.get()
    assert "olga@alfa.example" in boris.get("/companies/alfa/").content.decode()

    assert boris.post(f"/desk/contacts/{contact.pk}/drop/", {"reason": ""}).status_code == 400
    assert (
        boris.post(f"/desk/contacts/{contact.pk}/drop/", {"reason": "ушла"})["Location"] == "/companies/alfa/#contacts"
    )
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("alice", True),
        ("boris", True),
        ("clara", True),
        ("vera", True),
        ("pavel", False),
        ("zoe", False),
        (None, False),
    ],
)
def test_contacts_are_seen_by_who_may_see_papers_and_by_no_other(boris, signed_in, visitor, who, sees):
    boris.post("/desk/companies/alfa/contacts/", {"name": "Ольга", "email": "olga@alfa.example"})
    page = (signed_in(who) if who else visitor).get("/companies/alfa/").content.decode()

    assert ("olga@alfa.example" in page) is sees


def test_a_reporting_officer_does_not_see_the_contacts_of_another_company(boris, signed_in):
    boris.post("/desk/companies/beta/contacts/", {"name": "Ольга", "email": "olga@beta.example"})

    assert "olga@beta.example" not in signed_in("alice").get("/companies/beta/").content.decode()


# --- several at once


@pytest.fixture
def lifts(book) -> Industry:
    return Industry.objects.create(code="lifts", name_ru="Лифты", name_en="Lifts")


CHANGE = "/desk/companies/change/"
CHOSEN = "company=alfa&company=beta&company=gamma"


def test_a_bulk_change_is_seen_row_by_row_and_then_made(book, boris, lifts):
    registry.amend_company(
        book.act("boris", date(2025, 9, 1)),
        Company.objects.get(code="beta"),
        zone=book.zone,
        reason="x",
        industry=lifts,
    )
    preview = boris.get(f"{CHANGE}?{CHOSEN}&to-industry=lifts&to-reason=отрасли&preview=1&lang=ru")

    page = text_of(preview)
    assert "Изменятся 2 компании" in page
    assert "1 остаётся как есть" in page
    assert "Фармацевтика Лифты" in page
    assert {one.industry.code for one in Company.objects.filter(code__in=["alfa", "gamma"])} == {"pharma"}

    sent = {"company": ["alfa", "beta", "gamma"], "to-industry": "lifts", "to-reason": "отрасли", "preview": "1"}
    done = boris.post(CHANGE, sent | {"seen": hidden(preview, "seen")})
    assert done["Location"] == CHANGE
    assert {one.industry for one in Company.objects.filter(code__in=["alfa", "beta", "gamma"])} == {lifts}
    assert "Изменены 2 компании" in text_of(boris.get(CHANGE))
    assert "Изменены 2 компании" not in text_of(boris.get(CHANGE))


def test_a_malformed_code_of_activity_is_refused_before_a_bulk_change_is_shown(boris):
    page = boris.get(f"{CHANGE}?{CHOSEN}&to-okved=zz%3C&to-reason=сверка&preview=1&lang=ru")

    assert page.status_code == 400
    assert page.content.decode().count("Напишите код ОКВЭД цифрами с точками") == 2  # the summary, and the field
    assert boris.get(f"{CHANGE}?{CHOSEN}&to-okved=26.51&to-reason=сверка&preview=1").status_code == 200


def test_a_company_sent_as_it_is_gets_no_entry_in_its_history(boris):
    alfa = Company.objects.get(code="alfa")
    records, form = alfa.history.count(), boris.get("/desk/companies/alfa/edit/").context["form"]
    sent = {field.name: "" if field.value() is None else field.value() for field in form} | {"reason": "сверка"}

    refused = boris.post("/desk/companies/alfa/edit/?lang=ru", sent)
    assert refused.status_code == 400
    assert "В реестре так и записано" in text_of(refused)
    assert alfa.history.count() == records
    assert boris.post("/desk/companies/alfa/edit/", sent | {"address": "Зеленоград"}).status_code == 302


@pytest.mark.parametrize("done", ["3", "٣", "9" * 5000])
def test_an_address_alone_leaves_no_receipt(boris, done):
    page = boris.get(CHANGE, {"done": done, "lang": "ru"})

    assert page.status_code == 200
    assert "Изменен" not in text_of(page)


def test_a_bulk_change_is_shown_anew_when_the_register_changed_since_the_preview(book, boris, lifts):
    asked = f"{CHANGE}?{CHOSEN}&to-industry=lifts&to-reason=отрасли&preview=1"
    seen = hidden(boris.get(asked), "seen")
    registry.amend_company(
        book.act("boris", date(2025, 9, 1)),
        Company.objects.get(code="beta"),
        zone=book.zone,
        reason="x",
        industry=lifts,
    )

    sent = {"company": ["alfa", "beta", "gamma"], "to-industry": "lifts", "to-reason": "отрасли", "preview": "1"}
    response = boris.post(f"{CHANGE}?lang=ru", sent | {"seen": seen})

    assert response.status_code == 400
    assert "реестр изменился" in text_of(response)
    assert Company.objects.get(code="alfa").industry.code == "pharma"


def test_all_that_a_search_finds_are_changed_at_once(boris):
    asked = f"{CHANGE}?all=1&status=company&to-foreign_share=25&to-reason=сведения&preview=1"
    preview = boris.get(asked)
    sent = {"all": "1", "status": "company", "to-foreign_share": "25", "to-reason": "сведения", "preview": "1"}

    assert boris.post(CHANGE, sent | {"seen": hidden(preview, "seen")})["Location"] == CHANGE
    shares = dict(Company.objects.values_list("code", "foreign_share"))
    assert (shares["alfa"], shares["beta"], shares["gamma"]) == (None, Decimal(25), Decimal(25))


def test_several_companies_join_a_cluster(boris):
    asked = f"{CHANGE}?{CHOSEN}&to-cluster=pharma&to-first_day=2025-01-01&to-reason=заявки&preview=1"
    sent = {
        "company": ["alfa", "beta", "gamma"], "to-cluster": "pharma", "to-first_day": "2025-01-01",
        "to-reason": "заявки", "preview": "1",
    }  # fmt: skip

    assert boris.post(CHANGE, sent | {"seen": hidden(boris.get(asked), "seen")}).status_code == 302
    assert Membership.objects.filter(cluster__code="pharma").count() == 3


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("to-reason=x", "Пока менять нечего"),
        ("to-industry=pharma&to-reason=", "почему меняется реестр"),
        ("to-cluster=pharma&to-reason=x", "с какого дня"),
        ("to-cluster=pharma&to-first_day=2025-01-01&to-industry=pharma&to-reason=x", "два разных действия"),
        ("to-foreign_share=101&to-reason=x", "100"),
    ],
)
def test_a_bulk_change_that_cannot_be_meant_is_refused_with_what_to_do(boris, query, says):
    response = boris.get(f"{CHANGE}?{CHOSEN}&{query}&preview=1&lang=ru")

    assert response.status_code == 400
    assert says in text_of(response)


def test_a_bulk_change_of_nobody_says_how_to_choose(boris):
    assert "Никто не выбран" in text_of(boris.get(f"{CHANGE}?lang=ru"))
