"""The register's list: is it narrowed, sorted, shown as of a day and as known at a moment, and taken away as a file?"""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest

from tests.portal.test_pages import text_of
from zonebook.accounts.models import SavedView
from zonebook.registry import actions as registry
from zonebook.registry.models import Company


def names(client, query: str) -> list[str]:
    """The names that the list shows, in their order."""
    rows = list(csv.reader(io.StringIO(client.get(f"/companies/?{query}&format=csv&lang=ru").content.decode())))
    return [row[0] for row in rows if row and not row[0].startswith("#")][1:]


@pytest.fixture
def gone(book) -> Company:
    """Beta leaves North at the end of 2024; the register learns of it in June 2025."""
    beta = book.companies["beta"]
    boris = book.act("boris", date(2025, 6, 1))
    registry.amend_presence(boris, beta.presences.get(), reason="уехала", last_day=date(2024, 12, 31))
    return beta


def test_the_list_is_that_of_the_day_that_is_asked_for(visitor, gone):
    assert names(visitor, "on=2024-12-31") == ["Альфа", "Бета", "Рёнера"]
    assert names(visitor, "on=2025-01-01") == ["Альфа", "Рёнера"]
    assert names(visitor, "on=2023-12-31") == []


def test_the_list_is_that_which_was_known_at_the_moment_that_is_asked_for(visitor, gone):
    assert names(visitor, "on=2025-01-01&known=2025-05-31") == ["Альфа", "Бета", "Рёнера"]
    assert names(visitor, "on=2025-01-01&known=2025-06-02") == ["Альфа", "Рёнера"]
    assert names(visitor, "known=2025-01-01") == []


def test_a_company_is_shown_with_the_name_that_was_known_then(book, visitor):
    boris = book.act("boris", date(2025, 6, 1))
    registry.amend_company(
        boris, Company.objects.get(code="beta"), zone=book.zone, reason="переименована", name="Бета Плюс"
    )

    assert "Бета Плюс" in names(visitor, "")
    assert names(visitor, "known=2025-05-31") == ["Альфа", "Бета", "Рёнера"]


@pytest.mark.parametrize(
    ("query", "says"),
    [("on=вчера", "Напишите день как 2025-09-09"), ("on=0001-01-01", "Напишите день"), ("known=скоро", "момент как")],
)
def test_a_day_that_is_none_is_said_so_beside_what_can_be_written(visitor, query, says):
    response = visitor.get(f"/companies/?{query}&lang=ru")

    assert response.status_code == 400
    assert says in text_of(response)
    assert "<title>Ошибка:" in response.content.decode()
    assert "Альфа" in text_of(response)


def test_a_file_is_not_made_of_a_day_that_is_none(visitor):
    response = visitor.get("/companies/?on=вчера&format=csv&lang=ru")

    assert (response.status_code, response["Content-Type"]) == (400, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", ["Альфа", "Бета", "Рёнера"]),
        ("-name", ["Рёнера", "Бета", "Альфа"]),
        ("-status", ["Альфа", "Бета", "Рёнера"]),
        ("status", ["Бета", "Рёнера", "Альфа"]),
        ("-inn", ["Альфа", "Бета", "Рёнера"]),
        ("resident_since", ["Альфа", "Бета", "Рёнера"]),
        ("beauty", ["Альфа", "Бета", "Рёнера"]),
    ],
)
def test_the_list_is_sorted_by_a_column_and_by_name_where_there_is_no_such(visitor, sort, order):
    assert names(visitor, f"sort={sort}") == order


def test_the_columns_are_those_that_the_address_names_in_the_order_of_the_register(visitor):
    table = visitor.get("/companies/?columns=inn&columns=sites&columns=beauty&format=csv&lang=ru").content.decode()

    head, alfa = [line for line in table.splitlines() if not line.startswith("#")][:2]
    assert head == "Компания,Площадка,ИНН"
    assert alfa.startswith('Альфа,"Северная, Южная",7707083893')


def test_who_is_in_the_register_and_on_no_site_is_found_when_all_are_asked_for(book, visitor):
    registry.enter_company(book.act("boris", date(2025, 6, 1)), book.zone, code="newcomer", name="Новая")

    assert "Новая" not in names(visitor, "")
    assert "Новая" in names(visitor, "status=all")


def test_a_company_is_found_by_its_number(visitor):
    assert names(visitor, "q=7707083893") == ["Альфа"]


def test_each_filter_is_a_chip_that_drops_it_and_keeps_the_others(visitor):
    page = visitor.get("/companies/?q=а&site=south&sort=-name&lang=ru").content.decode()

    assert '<a href="?site=south&amp;sort=-name&amp;lang=ru">«а»' in page
    assert '<a href="?q=%D0%B0&amp;sort=-name&amp;lang=ru">Южная' in page


def test_the_workbook_holds_the_whole_list_and_says_what_it_is(visitor):
    response = visitor.get("/companies/?status=company&columns=resident_since&format=xlsx&lang=ru")
    book = openpyxl.load_workbook(io.BytesIO(response.content))

    rows = list(book.worksheets[0].values)
    facts = dict(book.worksheets[1].values)
    assert rows == [("Компания", "Резидент с"), ("Бета", None), ("Рёнера", None)]
    assert (facts["companies"], facts["filters"]) == ("2", "компании без статуса")
    assert "status=company" in facts["address"]
    assert 'filename="companies-' in response["Content-Disposition"]


# --- views that somebody keeps


def test_a_view_is_kept_under_a_name_and_leads_back_to_the_same_list(signed_in):
    vera = signed_in("vera")
    sent = {"name": "Резиденты", "query": "status=resident&page=2&lang=en&sort=-name"}
    back = vera.post("/views/companies/", sent)

    assert back["Location"] == "/companies/?status=resident&sort=-name"
    assert (
        '<a href="/companies/?status=resident&amp;sort=-name">Резиденты</a>' in vera.get("/companies/").content.decode()
    )


def test_nobody_sees_or_drops_the_view_of_another(signed_in):
    signed_in("vera").post("/views/companies/", {"name": "Резиденты", "query": "status=resident"})
    view, clara = SavedView.objects.get(), signed_in("clara")

    assert "Резиденты</a>" not in clara.get("/companies/").content.decode()
    assert clara.post(f"/views/companies/{view.pk}/drop/").status_code == 404
    assert SavedView.objects.get() == view


def test_a_view_is_dropped_by_its_owner(signed_in):
    vera = signed_in("vera")
    vera.post("/views/companies/", {"name": "Резиденты", "query": "status=resident"})

    assert vera.post(f"/views/companies/{SavedView.objects.get().pk}/drop/")["Location"] == "/companies/"
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_is_refused_beside_the_field(signed_in):
    response = signed_in("vera").post("/views/companies/", {"name": " ", "query": "status=resident"})

    assert response.status_code == 400
    assert "view-name" in response.content.decode()
    assert not SavedView.objects.exists()


def test_no_view_is_kept_of_a_page_that_has_none(signed_in):
    assert signed_in("vera").post("/views/figures/", {"name": "x", "query": ""}).status_code == 404
