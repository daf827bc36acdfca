"""The curator's stock: what is let to whom, and the forms that let, amend and end, with their refusals."""

from __future__ import annotations

import pytest

from tests.portal.test_pages import text_of
from zonebook.audit.queries import entry_count
from zonebook.estate.models import Building, Lease, LeaseAmendment, Premises

LEASE = {
    "company": "beta",
    "number": "А-2",
    "signed_on": "2026-01-10",
    "first_day": "2026-02-01",
    "last_day": "",
    "rate": "9 500,50",
}
FORMS = ("edit", "reserve", "release", "let")


@pytest.fixture
def boris(signed_in):
    return signed_in("boris")


def test_the_stock_says_how_much_is_let_and_to_whom(boris):
    page = text_of(boris.get("/desk/premises/?lang=ru"))

    assert "Северная помещения 2 500 2 500 2 000 80 % 1" in page
    assert "Альфа" in page


def test_the_stock_of_an_earlier_day_and_of_an_earlier_knowledge(boris):
    before = text_of(boris.get("/desk/premises/?on=2024-05-31&lang=ru"))
    unknown = text_of(boris.get("/desk/premises/?known=2025-01-01&lang=ru"))

    assert "Северная помещения 2 500 2 500 0 0 % 2" in before
    assert "Ничего не найдено" in unknown


@pytest.mark.parametrize(
    ("address", "there", "absent"),
    [
        ("?standing=let", "1.1", "1.2"),
        ("?standing=free&site=north", "1.2", "1.1"),
        ("?q=альфа", "1.1", "1.2"),
        ("?q=УЧАСТОК", "Участок 1", "1.2"),
    ],
)
def test_the_list_is_narrowed_by_state_site_and_words(boris, address, there, absent):
    page = boris.get(f"/desk/premises/{address}").content.decode()
    listed = page[page.index('id="list"') :]

    assert f">{there}</a>" in listed
    assert f">{absent}</a>" not in listed


def test_a_day_that_is_none_is_said(boris):
    response = boris.get("/desk/premises/?on=soon&lang=ru")

    assert response.status_code == 400
    assert "soon" in text_of(response)


def test_a_lease_is_entered_with_its_rate_in_kopecks(boris):
    response = boris.post("/desk/premises/laboratory/let/", LEASE)

    assert response["Location"] == "/desk/premises/laboratory/"
    lease = Lease.objects.get(number="А-2")
    assert (lease.company.code, lease.rate, lease.last_day) == ("beta", 950_050, None)
    assert "сдано" in text_of(boris.get("/desk/premises/laboratory/?lang=ru"))


@pytest.mark.parametrize(
    ("path", "changed", "says"),
    [
        ("hall", {}, "Помещение сдано: Альфа, договор А-1, с 1 июня 2024 года по …"),
        ("laboratory", {"last_day": "2026-01-31"}, "не может закончиться раньше"),
        ("laboratory", {"first_day": ""}, "Укажите день."),
        ("laboratory", {"first_day": "31.02.2026"}, "Напишите день как 2025-09-09."),
        ("laboratory", {"company": ""}, "Выберите компанию."),
        ("laboratory", {"company": "nobody"}, "Выберите компанию из списка."),
        ("laboratory", {"rate": "дорого"}, "Введите число, например 1250,5."),
        ("laboratory", {"number": ""}, "Укажите номер договора."),
    ],
)
def test_a_lease_that_cannot_be_is_refused_beside_its_field_and_nothing_is_written(boris, path, changed, says):
    before = entry_count()
    response = boris.post(f"/desk/premises/{path}/let/", LEASE | changed, headers={"accept-language": "ru"})

    page = response.content.decode()
    assert response.status_code == 400
    assert page.count(says) == 2  # in the summary and beside the field
    assert "<title>Ошибка:" in page.replace("\n", "")
    assert entry_count() == before


def test_an_amendment_is_shown_with_what_was_before(book, boris):
    sent = {"agreed_on": "2026-03-01", "rate": "9900", "last_day": "2030-12-31", "reason": "продление"}
    boris.post(f"/desk/leases/{book.lease.pk}/amend/", sent)

    page = text_of(boris.get("/desk/premises/hall/?lang=ru"))
    assert "9 000 → 9 900" in page
    assert "— → 31 декабря 2030" in page
    assert "продление" in page


def test_an_amendment_form_is_filled_in_with_the_terms_in_force(book, boris):
    page = boris.get(f"/desk/leases/{book.lease.pk}/amend/").content.decode()

    assert 'value="9000"' in page


def test_an_amendment_that_changes_nothing_says_so(book, boris):
    sent = {"agreed_on": "2026-03-01", "rate": "9000", "last_day": "", "reason": "проверка"}
    response = boris.post(f"/desk/leases/{book.lease.pk}/amend/", sent, headers={"accept-language": "ru"})

    assert response.status_code == 400
    assert "Изменение ничего не меняет." in text_of(response)
    assert not LeaseAmendment.objects.exists()


def test_a_lease_is_ended_by_agreement(book, boris):
    sent = {"agreed_on": "2026-03-01", "last_day": "2026-03-31", "reason": "переезд"}
    assert boris.post(f"/desk/leases/{book.lease.pk}/end/", sent).status_code == 302

    assert str(Lease.objects.get(pk=book.lease.pk).last_day) == "2026-03-31"
    assert "hall" in boris.get("/invest/free.csv").content.decode()


def test_premises_are_reserved_and_released_with_a_reason(boris):
    boris.post("/desk/premises/laboratory/reserve/", {"reason": "для резидента"})
    assert Premises.objects.get(code="laboratory").state == "reserved"
    assert "laboratory" not in boris.get("/invest/free.csv").content.decode()

    boris.post("/desk/premises/laboratory/release/", {"reason": "отказались"})
    assert Premises.objects.get(code="laboratory").state == "free"


def test_a_building_and_premises_in_it_are_entered(boris):
    building = {"site": "south", "name": "Корпус 2", "code": "south-2", "address": "", "floors": "3"}
    premises = {
        "site": "south", "kind": "premises", "building": "south-2", "number": "2.1", "code": "store", "floor": "1",
        "area_sqm": "1 200,5", "height_m": "6", "power_kw": "", "purpose": "склад", "state": "free", "ready_on": "",
        "rate": "7000",
    }  # fmt: skip
    boris.post("/desk/buildings/new/", building)

    assert boris.post("/desk/premises/new/", premises)["Location"] == "/desk/premises/store/"
    found = Premises.objects.get(code="store")
    assert found.building == Building.objects.get(code="south-2")
    assert (str(found.area_sqm), found.power_kw, found.rate) == ("1200.50", None, 700_000)


def test_a_building_of_another_site_is_refused_beside_its_field(boris):
    sent = {
        "site": "south",
        "kind": "premises",
        "building": "north-1",
        "number": "9",
        "code": "n",
        "area_sqm": "1",
        "state": "free",
    }
    response = boris.post("/desk/premises/new/", sent, headers={"accept-language": "ru"})

    assert response.status_code == 400
    assert "Этот корпус стоит на другой площадке." in text_of(response)


def test_a_code_whose_address_another_page_has_is_refused(boris):
    sent = {"site": "south", "kind": "plot", "number": "9", "code": "calculator", "area_sqm": "1", "state": "free"}
    response = boris.post("/desk/premises/new/", sent, headers={"accept-language": "ru"})

    assert response.status_code == 400
    assert "Этот адрес занят другой страницей." in text_of(response)


def test_an_edit_needs_a_reason_and_is_filled_in_with_what_is_there(boris):
    page = boris.get("/desk/premises/laboratory/edit/").content.decode()
    sent = {"kind": "premises", "building": "north-1", "number": "1.2", "area_sqm": "510", "state": "free", "rate": ""}
    refused = boris.post("/desk/premises/laboratory/edit/", sent, headers={"accept-language": "ru"})

    assert '<option value="north-1" selected>' in page
    assert refused.status_code == 400
    assert "Напишите, почему меняется реестр." in text_of(refused)
    assert boris.post("/desk/premises/laboratory/edit/", sent | {"reason": "обмер"}).status_code == 302
    assert Premises.objects.get(code="laboratory").area_sqm == 510


@pytest.mark.parametrize("who", ["alice", "clara", "pavel", "vera", "zoe"])
def test_only_who_keeps_the_register_sees_leases_and_changes_them(book, signed_in, who):
    client, before = signed_in(who), entry_count()
    paths = ["/desk/premises/", "/desk/premises/hall/", "/desk/premises/new/", "/desk/buildings/new/"]
    paths += [f"/desk/premises/hall/{form}/" for form in FORMS]
    paths += [f"/desk/leases/{book.lease.pk}/{form}/" for form in ("amend", "end")]

    assert {client.get(path).status_code for path in paths} == {403}
    assert {client.post(path, LEASE).status_code for path in paths[2:]} == {403}
    assert entry_count() == before


def test_a_visitor_is_asked_to_sign_in(visitor):
    assert visitor.get("/desk/premises/hall/let/")["Location"].startswith("/account/login/")


@pytest.mark.parametrize("path", ["/desk/premises/nothing/", "/desk/premises/nothing/let/", "/desk/leases/999999/end/"])
def test_what_is_not_there_is_not_found(boris, path):
    assert boris.get(path).status_code == 404
