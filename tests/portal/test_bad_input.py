"""Whatever stands in an address or a form, the page says what to do instead; it never fails."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.portal.test_pages import text_of

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
        ({"text": "1" * 100_001, "published": "2025-09-09"}, "В тексте 100001 знаков"),
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
