"""Whatever stands in an address or a form, the page says what to do instead; it never fails."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.portal.test_pages import text_of

GROWTH = "За год создано 500 рабочих мест, это на 10 % больше, чем годом ранее."
NOTHING = "Такой страницы нет"
UNCLEAR = "Вопрос не разобрать"


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/nowhere/", 404, NOTHING),
        ("/figures/beauty/", 404, NOTHING),
        ("/figures/jobs_created/?during=yesterday", 400, UNCLEAR),
        ("/figures/jobs_created/?during=2025-Q9", 400, UNCLEAR),
        ("/figures/jobs_created/?known_at=soon", 400, UNCLEAR),
        ("/figures/jobs_created/?known_at=0001-01-01", 400, UNCLEAR),
        ("/figures/jobs_created/?known_at=9999-12-31T23:59", 400, UNCLEAR),
        ("/figures/jobs_created/?population=everybody", 400, UNCLEAR),
        ("/figures/jobs_created/?of=site:atlantis", 400, UNCLEAR),
        ("/figures/jobs_created/?of=nonsense", 400, UNCLEAR),
        ("/figures/jobs_created/?of=company:%00", 400, UNCLEAR),
        ("/figures/jobs_created/?" + "&".join(f"of=site:n{n}" for n in range(50)), 400, UNCLEAR),
        ("/figures/area/?of=company:alfa", 200, "в книге нет цифры"),
        ("/figures/jobs_created/?during=@2025-06-30", 200, "в книге нет цифры"),
        ("/figures/jobs_created/?page=99999999999999999999", 200, "След"),
        ("/reports/999999999999/1/", 404, NOTHING),
        ("/reports/99999999999999999999999/1/", 404, NOTHING),
        ("/companies/nobody/", 404, NOTHING),
        ("/companies/?page=zero", 200, "Компании"),
        ("/companies/?site=%00&cluster=%00&industry=%00", 200, "Компании"),
        ("/companies/?site=atlantis&status=king&q=%00", 200, "Компании"),
        ("/sites/atlantis/", 404, NOTHING),
        ("/statements/999999999999/", 404, NOTHING),
        ("/statements/?page=-1&verdict=lies&measure=beauty", 200, "Что говорили о зоне"),
        ("/check/?example=99999999999999999999", 200, "Проверить текст"),
        ("/charts/nothing.svg?during=2025-H1", 404, NOTHING),
        ("/charts/jobs-by-industry.svg", 404, NOTHING),
        ("/charts/jobs-by-industry.svg?during=2024", 404, NOTHING),
    ],
)
def test_a_bad_address_gets_a_page_that_helps(visitor, path, status, says):
    response = visitor.get(path, headers={"accept-language": "ru"})

    assert response.status_code == status
    assert says in text_of(response)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"text": "", "published": "2025-09-09"}, "Вставьте текст"),
        ({"text": "  \n ", "published": "2025-09-09"}, "Вставьте текст"),
        ({"text": "1" * 250_001, "published": "2025-09-09"}, "В тексте 250001 знаков"),
        ({"text": "25 мест", "published": ""}, "Укажите день публикации"),
        ({"text": "25 мест", "published": "вчера"}, "Напишите день как 2025-09-09"),
        ({}, "Вставьте текст"),
    ],
)
def test_a_text_that_cannot_be_checked_comes_back_with_the_reason(visitor, sent, says):
    response = visitor.post("/check/", sent, headers={"accept-language": "ru"})

    assert response.status_code == 400
    assert says in text_of(response)
    assert "<title>Ошибка:" in response.content.decode()


@pytest.mark.parametrize("published", ["0001-01-01", "0204-05-05", "9999-12-31"])
def test_a_day_that_no_text_is_of_is_refused_beside_the_field(visitor, published):
    response = visitor.post("/check/?lang=ru", {"text": GROWTH, "published": published})

    assert response.status_code == 400
    assert re.search('id="id_published_error">.*между 1900 и 2999 годами', response.content.decode())


@pytest.mark.parametrize("published", ["1900-01-01", "2999-12-31"])
def test_the_first_and_the_last_day_of_our_time_are_read(visitor, published):
    assert visitor.post("/check/", {"text": GROWTH, "published": published}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/companies/", "/check/", "/account/login/"])
def test_an_address_with_more_fields_than_are_read_gets_a_page_that_says_so(visitor, path):
    response = visitor.get(f"{path}?{'&'.join(f'f{n}=' for n in range(1001))}")

    assert response.status_code == 400
    assert "Запрос не разобрать" in text_of(response)
    assert 'name="next" value="' + path + '?"' in response.content.decode()


def test_an_address_with_as_many_fields_as_are_read_gets_its_page(visitor):
    assert visitor.get(f"/companies/?{'&'.join(f'f{n}=' for n in range(999))}").status_code == 200


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/companies/alfa/?known=1999-01-01", "В тот момент этой компании в реестре ещё не было"),
        ("/companies/nobody/", "В реестре нет такой компании"),
        ("/nowhere/", "Возможно, в адресе опечатка"),
    ],
)
def test_a_page_that_is_not_there_says_why(visitor, path, says):
    response = visitor.get(path, {} if "?" in path else {"lang": "ru"})

    assert response.status_code == 404
    assert says in text_of(response)


def test_a_page_that_only_shows_refuses_to_be_posted_to(visitor):
    assert visitor.post("/companies/", {}).status_code == 405


def test_a_form_sent_from_elsewhere_is_refused_with_a_page(book):
    response = Client(enforce_csrf_checks=True).post("/check/", {"text": "x"})

    assert response.status_code == 403
    assert "Это вам не открыто" in text_of(response)


def test_a_request_that_is_too_large_is_refused_with_a_page(visitor):
    response = visitor.post("/check/", {"text": "x" * (7 * 1024 * 1024), "published": "2025-09-09"})

    assert response.status_code == 400
    assert "Запрос не разобрать" in text_of(response)


def test_a_failure_of_ours_says_so_in_both_languages(visitor, monkeypatch):
    def fail(*_arguments, **_named):
        raise RuntimeError("no disk")

    monkeypatch.setattr("zonebook.portal.views.figures.ask", fail)
    response = visitor.get("/figures/jobs_created/")

    assert response.status_code == 500
    assert "Страница не получилась по нашей вине" in text_of(response)
    assert "it is our fault" in text_of(response)
