"""The way of an extract through the pages: brought, mapped, read, taken, compared; and of a difference to its end."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.portal.pages import disputed
from zonebook.reconciling.models import Dispute, Extract

DESK, RUSSIAN = "/desk/extracts/", {"accept-language": "ru"}
TAXES = "Номер;Сколько заработали\r\n7707083893;200000000\r\n500100732259;5\r\n"


def brought(client, content: str = TAXES, **changed: str):
    sent = {"source": "tax", "period_code": "2025-H1", "as_of": "2025-09-01", "title": "Письмо № 7", **changed}
    file = SimpleUploadedFile("taxes.csv", content.encode())
    return client.post(DESK, {**sent, "file": file}, headers=RUSSIAN)


def said(response) -> str:
    return response.content.decode()


@pytest.fixture
def boris(book, signed_in):
    return signed_in("boris")


def test_an_extract_walks_from_the_file_to_its_disputes(boris):
    columns = brought(boris).headers["Location"]
    assert boris.post(columns, {"column-0": "inn"}, headers=RUSSIAN).status_code == 302  # nothing to compare yet
    check = boris.post(columns, {"column-0": "inn", "column-1": "revenue"}).headers["Location"]
    assert "В ней 1 компания реестра." in said(boris.get(check, headers=RUSSIAN))
    assert not Extract.objects.get().is_taken

    page = said(boris.post(check, follow=True, headers=RUSSIAN))
    assert "Выгрузка принята к сверке" in page
    assert "180\u00a0000\u00a0000\u00a0₽" in page
    assert "+20\u00a0000\u00a0000\u00a0₽" in page
    assert "500100732259" in said(boris.get(f"{DESK}{Extract.objects.get().pk}/?show=strangers"))


def test_the_columns_of_a_source_are_remembered(boris):
    columns = brought(boris).headers["Location"]
    boris.post(columns, {"column-0": "inn", "column-1": "revenue"})
    again = brought(boris, TAXES.replace("200000000", "180000000")).headers["Location"]

    assert [header.chosen for header in boris.get(again).context["headers"]] == ["inn", "revenue"]


def test_a_choice_that_does_not_fit_is_refused(boris):
    columns = brought(boris).headers["Location"]
    response = boris.post(columns, {"column-1": "revenue"}, headers=RUSSIAN)

    assert response.status_code == 400
    assert "для обязательного поля «ИНН»" in said(response)


def test_an_extract_without_columns_to_compare_is_not_taken(boris):
    columns = brought(boris).headers["Location"]
    check = boris.post(columns, {"column-0": "inn"}).headers["Location"]
    response = boris.post(check, headers=RUSSIAN)

    assert response.status_code == 400
    assert "Укажите хотя бы один столбец" in said(response)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"source": ""}, "Выберите, чья это выгрузка."),
        ({"period_code": ""}, "Выберите период, за который эти данные."),
        ({"as_of": "2025-06-01"}, "не может быть сделана раньше"),
        ({"content": "only headers"}, "В таблице"),
    ],
)
def test_what_cannot_be_meant_is_refused_beside_its_field(boris, changed, words):
    response = brought(boris, **changed)

    assert response.status_code == 400
    assert words in said(response)


def test_what_cannot_be_read_is_listed_with_what_to_do(boris):
    content = "ИНН;Выручка\r\n7707083890;1\r\n7707083893;много\r\n"
    check = f"{DESK}{brought(boris, content).headers['Location'].split('/')[-3]}/check/"
    page = said(boris.get(check, headers=RUSSIAN))

    assert "Контрольная цифра ИНН не сходится" in page
    assert "Это не число." in page


def test_all_of_an_extract_is_taken_as_csv_without_formulas(book, boris):
    dispute = disputed(book, "ИНН;Плательщик;Выручка\r\n7707083893;Альфа;200000000\r\n500100732259;=1+1;5")
    response = boris.get(f"{DESK}{dispute.row.extract_id}/?format=csv", headers=RUSSIAN)
    lines = said(response).splitlines()

    assert any(
        line.startswith("расходится,7707083893,Альфа,Выручка,180000000.00,200000000.00,20000000.00") for line in lines
    )
    assert any(line.startswith("нет в реестре,500100732259,'=1+1") for line in lines)


def test_a_company_is_asked_and_explains_on_its_own_pages(book, boris, signed_in):
    address, alice = f"/disputes/{disputed(book).pk}/", signed_in("alice")
    boris.post(address, {"act": "asked", "reason": "Почему?"})
    tasks = said(alice.get("/my/", headers=RUSSIAN))
    assert address in tasks
    assert "зона просит объяснение" in tasks
    assert alice.post(address, {"act": "explained", "explanation": ""}).status_code == 400

    alice.post(address, {"act": "explained", "explanation": "Аванс за <июль>."})
    assert address not in said(alice.get("/my/"))
    assert "Аванс за &lt;июль&gt;." in said(boris.get(address))
    assert Dispute.objects.get().state == "explained"


def test_the_desk_counts_what_waits_for_the_curators(book, boris, signed_in):
    address = f"/disputes/{disputed(book).pk}/"
    assert "Расхождения с внешними выгрузками: 1" in said(boris.get("/desk/", headers=RUSSIAN))
    assert "Расхождения с внешними выгрузками" not in said(signed_in("vera").get("/desk/", headers=RUSSIAN))

    boris.post(address, {"act": "asked", "reason": "Почему?"})
    assert "Расхождения с внешними выгрузками" not in said(boris.get("/desk/", headers=RUSSIAN))


def test_a_company_neither_asks_itself_nor_closes_its_dispute(book, signed_in):
    dispute, alice = disputed(book), signed_in("alice")
    for act in ("asked", "closed", "nonsense", ""):
        alice.post(f"/disputes/{dispute.pk}/", {"act": act, "reason": "потому"})

    assert Dispute.objects.get().state == "open"
    assert "Закрыть расхождение" not in said(alice.get(f"/disputes/{dispute.pk}/", headers=RUSSIAN))


def test_a_dispute_that_is_closed_offers_nothing_more(book, boris):
    address = f"/disputes/{disputed(book).pk}/"
    boris.post(address, {"act": "closed", "reason": "Мелочь."})

    page = boris.get(address, headers=RUSSIAN)
    assert page.context["forms"] == {}
    assert "Мелочь." in said(page)
    assert "Таких нет." in said(boris.get("/desk/disputes/", headers=RUSSIAN))
    assert address in said(boris.get("/desk/disputes/?state=closed"))


def test_a_taken_extract_shows_what_could_not_be_read_by_the_columns_it_was_taken_with(boris):
    first = brought(boris, "ИНН;Выручка;Взносы\r\n7707083893;1;много\r\n").headers["Location"]
    boris.post(first, {"column-0": "inn", "column-1": "revenue"})
    check = first.replace("columns", "check")
    boris.post(check)
    boris.post(
        brought(boris, "ИНН;Выручка;Взносы\r\n7707083893;2;3\r\n").headers["Location"],
        {"column-0": "inn", "column-1": "revenue", "column-2": "insurance"},
    )

    page = said(boris.get(check, headers=RUSSIAN))
    assert "Это не число." not in page
    assert "Принять к сверке" not in page
    assert boris.get(first).status_code == 302


def test_compared_anew_on_the_page(book, boris):
    address = f"{DESK}{disputed(book).row.extract_id}/"

    assert "Расхождения обновлены по книге." in said(boris.post(address, follow=True, headers=RUSSIAN))


def test_a_fact_of_the_register_is_shown_in_words(book, boris):
    content = "ИНН;Состояние\r\n7707083893;ликвидировано\r\n"
    response = brought(boris, content, source="company-register", period_code="", title="")
    key = int(response.headers["Location"].split("/")[-3])
    page = said(boris.post(f"{DESK}{key}/check/", follow=True, headers=RUSSIAN))

    assert "действующее" in page
    assert "ликвидировано" in page


@pytest.mark.parametrize("who", ["clara", "pavel", "vera", "zoe"])
def test_nobody_else_sees_extracts_or_disputes(book, signed_in, who):
    dispute, other = disputed(book), signed_in(who)

    for path in (DESK, f"{DESK}{dispute.row.extract_id}/", "/desk/disputes/", f"/disputes/{dispute.pk}/"):
        assert other.get(path).status_code == 403, path


@pytest.mark.parametrize("path", [f"{DESK}999999/", f"{DESK}999999/check/", "/disputes/999999/"])
def test_what_is_not_there_is_not_found(boris, path):
    assert boris.get(path).status_code == 404
