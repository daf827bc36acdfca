"""The pages where published figures are held against each other."""

from __future__ import annotations

import pytest

from tests.portal.contradicting_book import pair_of
from zonebook.published.comparing import rulings_on

LIST, RUSSIAN = "/statements/contradictions/", {"accept-language": "ru"}


def said(response) -> str:
    return " ".join(response.content.decode().replace("&nbsp;", " ").split())


def address_of(indicator: str) -> str:
    first, second = pair_of(indicator)
    return f"{LIST}{first}-{second}/"


@pytest.fixture
def page(visitor):
    return lambda query="": visitor.get(LIST + query, headers=RUSSIAN)


def test_both_numbers_stand_side_by_side_with_the_probable_cause(page):
    shown = said(page())

    assert "<strong>70,6</strong> млрд ₽" in shown
    assert "около <strong>215,0</strong> млрд ₽" in shown
    assert "заявлено или вложено" in shown
    assert "То же число опубликовано как" in shown
    assert 'href="https://example.ru/news"' in shown


def test_a_ruling_stands_beside_its_pair(page):
    assert "4900 мест созданы у резидентов" in said(page("?ruling=explained"))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("?zone=proba", 2),
        ("?zone=nowhere", 0),
        ("?measure=jobs", 1),
        ("?cause=declared_or_spent", 1),
        ("?cause=none", 0),
        ("?ruling=open", 1),
        ("?ruling=explained&cause=residents_or_companies", 1),
        ("?page=999999", 2),
    ],
)
def test_the_list_is_narrowed_by_its_address(page, query, count):
    assert len(page(query).context["rows"]) == count


def test_the_list_that_nothing_fits_says_what_to_do(page):
    assert "Таких пар нет" in said(page("?zone=nowhere"))


def test_the_csv_has_both_sides_and_the_ruling(visitor):
    lines = visitor.get(f"{LIST}?format=csv", headers=RUSSIAN).content.decode().splitlines()

    assert lines[1] == "# pairs: 2"
    assert any("70600000000" in line and "215000000000" in line for line in lines)
    assert any("4900 мест созданы у резидентов" in line for line in lines)


def test_the_statements_lead_to_the_contradictions(visitor):
    assert f'href="{LIST}"' in said(visitor.get("/statements/"))


def test_the_page_of_a_pair_shows_its_history_to_everybody_and_the_form_to_analysts(visitor, signed_in):
    everybody, clara = (
        client.get(address_of("jobs_year"), headers=RUSSIAN) for client in (visitor, signed_in("clara"))
    )

    assert "4900 мест созданы у резидентов" in said(everybody)
    assert "Записать решение" not in said(everybody)
    assert "Записать решение" in said(clara)


def test_an_analyst_rules_and_the_ruling_stays(signed_in):
    clara, address = signed_in("clara"), address_of("investment_year")
    sent = {"kind": "explained", "cause": "declared_or_spent", "text": "215 млрд заявлены, <b>не</b> вложены."}

    shown = said(clara.post(address, sent, headers=RUSSIAN, follow=True))

    assert "Ваше решение записано." in shown
    assert "215 млрд заявлены, &lt;b&gt;не&lt;/b&gt; вложены." in shown
    assert rulings_on(pair_of("investment_year"))[0].by == "clara"


def test_a_ruling_without_its_reason_is_sent_back(signed_in):
    response = signed_in("clara").post(address_of("investment_year"), {"kind": "confirmed"}, headers=RUSSIAN)

    assert response.status_code == 400
    assert "Напишите почему" in said(response)
    assert not rulings_on(pair_of("investment_year"))


def test_a_press_officer_does_not_rule(signed_in):
    sent = {"kind": "confirmed", "text": "Так и есть."}

    assert signed_in("pavel").post(address_of("investment_year"), sent).status_code == 403


@pytest.mark.parametrize("pair", ["1-2", "2-1", "1-1", "999999999999-1"])
def test_a_pair_that_agrees_has_no_page(visitor, pair):
    assert visitor.get(f"{LIST}{pair}/").status_code == 404
