"""The ways that people go through the book, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.conftest import follow, sign_in
from tests.portal.book import ARTICLE

pytestmark = pytest.mark.needs("chromium")
H1 = "/my/quarter-2025-h1/"


def figure_of(page) -> int:
    return int(re.sub(r"\D", "", page.locator(".hero .n").first.inner_text()))


def test_from_the_home_page_to_the_cell_of_a_report(open_page):
    page = open_page()
    page.goto("/")
    follow(page, "text=Создано рабочих мест >> nth=0")
    assert figure_of(page) == 25

    shares = [int(text) for text in page.locator(".trail summary .num:last-child").all_inner_texts()]
    assert sum(shares) == 25
    page.click(".trail summary >> nth=0")
    follow(page, page.locator(".trail details[open] .cells a").first)

    marked = page.locator("tr:target")
    assert marked.count() == 1
    assert "Создано рабочих мест" in marked.inner_text()


def test_the_next_question_is_asked_by_the_controls(open_page):
    page = open_page()
    page.goto("/figures/jobs_created/?during=2025-H1")
    page.click("text=Только некоторые площадки")
    page.check("text=Южная")
    follow(page, "text=Показать")

    assert figure_of(page) == 8
    assert "of=site%3Asouth" in page.url


def test_a_text_is_checked_and_each_mark_leads_to_its_verdict(open_page):
    page = open_page()
    page.goto("/check/")
    page.fill("textarea", ARTICLE)
    page.fill("input[type=date]", "2025-09-09")
    follow(page, "text=Сверить с книгой")

    assert page.locator(".claim.holds").count() == 1
    assert page.locator(".claim.contradicted").count() == 1
    follow(page, ".claim.contradicted")
    assert "противоречит" in page.locator("li:target").inner_text()
    follow(page, page.locator(".verdicts .book a").first)
    assert figure_of(page) == 25


def test_an_example_is_one_click_away(open_page):
    page = open_page()
    page.goto("/check/")
    follow(page, "text=Работа в зоне")

    assert page.input_value("textarea").strip() == ARTICLE
    assert page.input_value("input[type=date]") == "2025-09-09"


def test_the_language_is_switched_without_leaving_the_page(open_page):
    page = open_page()
    page.goto("/figures/jobs_created/?during=2025-H1")
    follow(page, "text=English")

    assert page.url.endswith("/figures/jobs_created/?during=2025-H1")
    assert "Jobs created" in page.inner_text("h1")
    assert figure_of(page) == 25


def test_a_report_goes_from_the_officer_to_the_curator_and_into_the_figure(open_page, tmp_path):
    officer, curator = open_page(), open_page()
    send_a_report(officer, tmp_path / "filled.xlsx", jobs=(13, 8))
    explain_everything(officer)
    assert "Отчёт у управляющей компании" in officer.inner_text("main")

    sign_in(curator, "boris")
    curator.goto("/review/")
    follow(curator, "text=Альфа")
    follow(curator, "text=Принять: внести числа в книгу")
    assert "Решение по отчёту" in curator.inner_text("main")

    officer.goto("/figures/jobs_created/?during=2025-H1")
    assert figure_of(officer) == 26


def test_errors_are_said_first_and_lead_to_their_cells(open_page, tmp_path):
    officer = open_page()
    send_a_report(officer, tmp_path / "filled.xlsx", jobs=(1, 8))

    assert officer.title().startswith("Ошибка:")
    assert officer.evaluate("document.activeElement.id") == "found"
    officer.locator(".summary a").first.click()
    assert officer.locator("tr:target").count() == 1


def send_a_report(page, path: Path, *, jobs: tuple[int, int]) -> None:
    """Alice takes the form of the half-year, writes these jobs into it, and sends it."""
    sign_in(page, "alice")
    page.goto(H1)
    with page.expect_download() as download:
        page.click("text=Скачайте форму")
    download.value.save_as(path)
    fill_in(path, jobs=jobs)
    page.set_input_files("input[type=file]", path)
    page.fill("textarea[name=reason]", "Не учтено одно место.")
    follow(page, "text=Отправить отчёт в управляющую компанию")


def explain_everything(page) -> None:
    for field in page.locator("textarea[name^=explain]").all():
        field.fill("Проверено по учёту.")
    if page.locator("textarea[name^=explain]").count():
        follow(page, "text=Сохранить пояснения")


def fill_in(path, *, jobs: tuple[int, ...]) -> None:
    """Fill the downloaded workbook as a person does: an answer in every open cell of the first sheet."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_col=2, max_col=2):
        title = str(row[0].value or "")
        for site, count in enumerate(jobs):
            cell = sheet.cell(row[0].row, 4 + site)
            if not cell.protection.locked:
                cell.value = answer_to(title, count)
    book.save(path)


def answer_to(title: str, jobs: int) -> int | float | str:
    answers = {
        "Создано рабочих мест": jobs,
        "исленность": 40,
        "Выручка": 90_000,
        "заработная плата": 100,
        "инвесторы": "Нет",
    }
    return next((answer for words, answer in answers.items() if words in title), 0)
