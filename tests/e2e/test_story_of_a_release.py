"""A release in a real browser: from its first words to the day on which the book does not bear it out any more.

Pavel writes for the press office, Clara approves, Boris accepts a correction of a report. In the first half of 2025 the
companies created 25 jobs; with the correction that waits they are 29.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site, follow, sign_in
from tests.e2e.test_story_of_a_quarter import ACCEPT, shot

pytestmark = pytest.mark.needs("chromium")
BEGINNING = "За первое полугодие 2025 года компании зоны создали "
FALSE, TRUE = "40 рабочих мест", "25 рабочих мест"


@pytest.fixture
def author(site, browser):
    """Pavel's page: that he is refused once, which the browser remarks on, is meant."""
    context = browser.new_context(base_url=site.url, locale="ru")
    yield context.new_page()
    context.close()


def test_a_release_from_its_first_words_to_the_day_it_holds_no_longer(site, open_page, author):
    pavel, clara, reader = author, open_page(), open_page()
    write_and_see_a_contradiction(pavel)
    write_in_two_tabs(pavel)
    write_while_the_line_is_down(pavel)
    hand_on_and_approve(pavel, clara)
    be_refused(pavel)
    insert_the_figure_of_the_book(pavel)
    hand_on_and_approve(pavel, clara)
    publish(pavel)
    read_it(reader, pavel)
    accept_the_correction(open_page(), site)
    find_it_untrue(pavel)
    begin_its_correction(pavel)


def write_and_see_a_contradiction(page: Page) -> None:
    sign_in(page, "pavel")
    page.goto("/desk/releases/new/")
    page.fill("#id_title", "Сколько мест создали компании")
    page.fill("#id_rubric", "Занятость")
    shot(page, "r01-begin")
    follow(page, "text=Начать писать")
    page.locator("#id_text").press_sequentially(BEGINNING + FALSE, delay=0)
    expect(page.locator(".mirror .claim.contradicted")).to_have_text(FALSE)
    expect(page.locator("#panel .contradicted .book")).to_contain_text("25")
    expect(page.locator("[data-state=saved]")).to_be_visible()
    shot(page, "r02-editor")


def write_in_two_tabs(page: Page) -> None:
    """What an older tab sends does not take the place of the newer text unseen; whoever wrote it says which stands."""
    older = page.context.new_page()
    older.goto(page.url)
    with page.expect_response("**/live/") as saved:
        page.locator("#id_text").press_sequentially(". Это первая вкладка", delay=0)
    assert saved.value.ok
    expect(page.locator("[data-state=saved]")).to_be_visible()
    older.locator("#id_text").fill("А это вторая.")
    expect(older.locator("[data-state=overtaken]")).to_be_visible()
    older.locator("[data-state=overtaken] summary").click()
    expect(older.locator("[data-state=overtaken] .theirs")).to_contain_text("первая вкладка")
    shot(older, "r02a-two-tabs")
    follow(older, "#take-theirs")
    expect(older.locator("#id_text")).to_have_value(page.locator("#id_text").input_value())
    older.close()


def write_while_the_line_is_down(page: Page) -> None:
    page.context.set_offline(True)
    page.locator("#id_text").press_sequentially(". Связи нет", delay=0)
    expect(page.locator("[data-state=failed]")).to_be_visible()
    shot(page, "r02b-line-down")
    page.context.set_offline(False)
    expect(page.locator("[data-state=saved]")).to_be_visible()
    assert ". Это первая вкладка. Связи нет</textarea>" in page.context.request.get(page.url).text()


def hand_on_and_approve(author: Page, other: Page) -> None:
    expect(author.locator("[data-state=saved]")).to_be_visible()
    follow(author, "text=Передать на согласование")
    expect(author.locator("text=Текст согласует тот, кто его не писал")).to_be_visible()
    shot(author, "r03-checked")
    if "/account/" in other.url or other.url == "about:blank":
        sign_in(other, "clara")
    other.goto(author.url)
    follow(other, "main >> text=Согласовать текст")
    author.reload()


def be_refused(page: Page) -> None:
    follow(page, "text=Опубликовать и заморозить")
    expect(page.locator("#errors")).to_contain_text(FALSE)
    follow(page, "text=Взять назад и писать дальше")


def insert_the_figure_of_the_book(page: Page) -> None:
    """The false figure is chosen as one chooses words, and the phrase of the book takes its place."""
    start = len(BEGINNING)
    page.locator("#id_text").evaluate(
        f"(area) => {{ area.focus(); area.setSelectionRange({start}, area.value.length) }}"
    )
    page.locator("#insert summary").click()
    page.select_option("#say-during", "2025-H1")
    page.locator("#figure-to-say button", has_text="Найти цифру").click()
    phrase = page.locator("[data-phrase]").filter(has_text=TRUE.replace(" ", "\u00a0", 1))
    expect(phrase).to_be_visible()
    shot(page, "r05-insert")
    phrase.click()
    expect(page.locator(".mirror .claim.holds")).to_be_visible()
    assert page.locator("#id_text").input_value() == BEGINNING + TRUE.replace(" ", "\u00a0", 1)
    shot(page, "r06-holds")


def publish(page: Page) -> None:
    shot(page, "r07-approved")
    follow(page, "text=Опубликовать и заморозить")
    expect(page.locator(".receipt")).to_be_visible()
    shot(page, "r08-published")


def read_it(reader: Page, author: Page) -> None:
    """Everybody reads it, and walks from its figure to the book."""
    reader.goto("/news/?rubric=Занятость")
    shot(reader, "r09-news")
    follow(reader, reader.locator("main .entries a.title", has_text="Сколько мест"))
    expect(reader.locator(".marked .claim.holds")).to_be_visible()
    shot(reader, "r10-news-item")
    follow(reader, ".verdicts .book a")
    expect(reader.locator(".hero .n")).to_have_text("25")
    with author.expect_download() as pack:
        author.locator("text=Доказательства, PDF").click()
    assert pack.value.path().read_bytes().startswith(b"%PDF")


def accept_the_correction(page: Page, site: Site) -> None:
    sign_in(page, "boris")
    page.goto(f"/review/{site.report('waiting')}/")
    follow(page, ACCEPT)


def find_it_untrue(page: Page) -> None:
    page.goto("/desk/releases/changed/")
    expect(page.locator("main")).to_contain_text("не свер")
    follow(page, "text=Сверить сейчас")
    found = page.locator("main .entries > li", has_text="Сколько мест")
    expect(found).to_contain_text("в книге было 25\u00a0рабочих мест, теперь 29\u00a0рабочих мест")
    shot(page, "r11-untrue")


def begin_its_correction(page: Page) -> None:
    follow(page, page.locator("main .entries a.title", has_text="Сколько мест"))
    shot(page, "r12-untrue-release")
    follow(page, "text=Написать исправление: черновик")
    notice = page.locator("#id_notice").input_value()
    assert "«25\u00a0рабочих мест»" in notice
    assert "29\u00a0рабочих мест" in notice
    shot(page, "r13-correction")
