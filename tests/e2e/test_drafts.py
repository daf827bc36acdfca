"""People write a report on the page in real browsers: nothing of anyone is lost, whatever happens on the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import follow, sign_in
from tests.e2e.test_every_page import faults, fits

pytestmark = pytest.mark.needs("chromium")
TASK = "/my/quarter-2025-9m/"
DRAFT = f"{TASK}draft/"
CELLS = f"**{DRAFT}cells/"


def cell(page: Page, line: str, site: str = "north"):
    return page.locator(f'[name="v:{line}:{site}"]')


def state(page: Page, line: str, site: str = "north"):
    return page.locator(f'td[data-key="{line}:{site}"]')


@pytest.fixture
def open_losing(site, browser):
    """A page whose requests are meant to fail: the browser's complaints of that fail no test."""
    contexts = []

    def opened() -> Page:
        contexts.append(browser.new_context(base_url=site.url, locale="ru"))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def begin(page: Page, name: str = "alice") -> Page:
    """Sign in and open the draft, which is begun if nobody has begun it."""
    sign_in(page, name)
    page.goto(TASK)
    if page.locator("text=Начать на странице").count():
        follow(page, "text=Начать на странице")
    else:
        follow(page, "main a:text-is('Продолжить')")
    page.wait_for_url(f"**{DRAFT}")
    return page


def write(page: Page, line: str, text: str, site: str = "north") -> None:
    """Type into a cell and leave it."""
    cell(page, line, site).fill(text)
    page.keyboard.press("Tab")


def is_saved(page: Page) -> None:
    expect(page.locator("[data-state=saved]:not(td)")).to_be_visible()


def paste(page: Page, line: str, block: str) -> None:
    """Paste a block as a spreadsheet puts it on the clipboard."""
    cell(page, line).evaluate(
        """(field, block) => {
            const data = new DataTransfer();
            data.setData("text/plain", block);
            field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        block,
    )


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_cell_is_saved_on_leaving_it_and_the_draft_goes_on_in_another_browser(open_page):
    page = begin(open_page())
    write(page, "revenue", "1234567.5")
    is_saved(page)
    expect(cell(page, "revenue")).to_have_value("1\u00a0234\u00a0567,5")

    other = begin(open_page(), "anna")
    expect(cell(other, "revenue")).to_have_value("1\u00a0234\u00a0567,5")


def test_two_people_in_one_draft_lose_nothing_and_each_sees_whose_writing_was_replaced(open_page):
    alice, anna = begin(open_page()), begin(open_page(), "anna")
    write(alice, "headcount", "41")
    is_saved(alice)
    write(anna, "jobs_created", "13")
    is_saved(anna)
    expect(cell(anna, "headcount")).to_have_value("41")  # came with the answer to her own writing

    write(anna, "headcount", "42")
    is_saved(anna)
    write(alice, "headcount", "43")
    expect(alice.locator(".overtaken")).to_contain_text("стояло «42» (anna")
    expect(cell(alice, "jobs_created")).to_have_value("13")

    alice.goto(f"{DRAFT}cells/headcount/north/")
    texts = alice.locator(".writings li b").all_inner_texts()
    assert texts == ["43", "42", "41"]


def test_an_ended_session_loses_nothing_and_saving_goes_on_after_signing_in_elsewhere(open_losing):
    page = begin(open_losing())
    page.context.clear_cookies(name="sessionid")
    with page.expect_response(CELLS) as answered:
        write(page, "research", "77")
    assert answered.value.status == 401
    expect(page.locator("[data-state=signed-out]")).to_be_visible()
    expect(cell(page, "research")).to_have_value("77")
    shot(page, "signed-out")

    with page.context.expect_page() as opened:
        page.click("[data-state=signed-out] a")
    tab = opened.value
    tab.fill("#id_login", "alice")
    tab.fill("#id_password", "a long word for tests")
    follow(tab, "main button")
    tab.wait_for_url("**/my/")

    is_saved(page)
    tab.goto(DRAFT)
    expect(cell(tab, "research")).to_have_value("77")
    follow(page, "text=Проверить ответы")  # the button's token is the new session's
    page.wait_for_url("**/check/")


def test_what_was_typed_without_a_connection_survives_closing_the_page(open_losing):
    page = begin(open_losing())
    page.route(CELLS, lambda route: route.abort())
    write(page, "customs", "8")
    expect(page.locator("[data-state=failed]")).to_be_visible()
    context = page.context
    page.close()

    again = context.new_page()
    again.goto(DRAFT)
    is_saved(again)
    expect(cell(again, "customs")).to_have_value("8")
    expect(state(again, "customs")).to_have_attribute("data-state", "saved")


def test_a_second_tab_takes_nothing_back_from_the_first(open_page):
    first = begin(open_page())
    second = first.context.new_page()
    second.goto(DRAFT)
    write(first, "insurance", "500")
    is_saved(first)
    write(second, "tax_local", "9")
    is_saved(second)

    expect(cell(second, "insurance")).to_have_value("500")
    follow(second, "text=Сохранить")
    second.wait_for_load_state()
    first.reload()
    expect(cell(first, "insurance")).to_have_value("500")
    expect(cell(first, "tax_local")).to_have_value("9")


def test_the_keyboard_leads_from_cell_to_cell(open_page):
    page = begin(open_page())
    cell(page, "headcount").press("End")
    page.keyboard.press("ArrowRight")
    expect(cell(page, "headcount", "south")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell(page, "jobs_created", "south")).to_be_focused()
    page.keyboard.press("Shift+Enter")
    expect(cell(page, "headcount", "south")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    expect(cell(page, "headcount_average")).to_be_focused()


def test_a_block_of_a_spreadsheet_lands_cell_by_cell_and_what_does_not_fit_is_named(open_page):
    page = begin(open_page())
    paste(page, "tax_federal", "11\t12\t13\r\n21\t22\r\n")
    is_saved(page)
    found = {(line, site): cell(page, line, site).input_value() for line in ("tax_federal", "tax_regional")
             for site in ("north", "south")}  # fmt: skip

    assert list(found.values()) == ["11", "12", "21", "22"]
    expect(page.locator(".misfit")).to_contain_text("13")


def test_a_block_of_the_workbook_lands_in_its_lines_across_the_titles_of_sections(open_page):
    page = begin(open_page())
    paste(page, "jobs_created", "14\r\n\r\n50000\r\n30000\r\n")  # the empty row is where the next section has its title
    is_saved(page)

    expect(cell(page, "jobs_created")).to_have_value("14")
    expect(cell(page, "investment")).to_have_value("50\u00a0000")
    expect(cell(page, "capital_investment")).to_have_value("30\u00a0000")


def test_the_cell_in_focus_is_told_about_beside_the_grid(open_page):
    page = begin(open_page())
    cell(page, "jobs_created").focus()

    expect(page.locator("#beside")).to_contain_text("I полугодие 2025 года")
    expect(page.locator("#beside")).to_contain_text("Не меньше нуля")


def test_the_page_works_without_its_script(site, browser):
    context = browser.new_context(base_url=site.url, java_script_enabled=False, locale="ru")
    page = begin(context.new_page())
    cell(page, "average_pay").fill("100,5")
    follow(page, "text=Сохранить")
    expect(cell(page, "average_pay")).to_have_value("100,5")
    follow(page, page.locator("a.about").first)
    expect(page.locator("h1")).to_have_text("О ячейке")
    context.close()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_grid_the_check_and_the_cell_are_for_everybody_and_fit_a_phone(open_page, language):
    begin(open_page())
    page = open_page(language=language, width=1440)
    sign_in(page, "alice")
    page.goto(DRAFT)
    write(page, "benefit_land", "много")
    expect(state(page, "benefit_land")).to_contain_text("✗")
    for name, path in (("grid", DRAFT), ("check", f"{DRAFT}check/"), ("cell", f"{DRAFT}cells/revenue/north/"),
                       ("task", TASK), ("tasks", "/my/")):  # fmt: skip
        page.goto(path)
        page.emulate_media(color_scheme="light")
        if name == "grid":
            cell(page, "revenue").focus()
            expect(page.locator("#beside")).to_be_visible()
        shot(page, f"{name}-{language}-1440")
        assert faults(page) == [], path
        shot(page, f"{name}-{language}-1440-dark")
        page.set_viewport_size({"width": 360, "height": 800})
        assert fits(page), path
        shot(page, f"{name}-{language}-360-dark")
        page.emulate_media(color_scheme="light")
        shot(page, f"{name}-{language}-360")
        page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(DRAFT)
    write(page, "benefit_land", "")


def test_from_an_empty_page_to_the_receipt(open_page):
    """The last story: it sends the draft that the others wrote in."""
    page = begin(open_page())
    answers = {
        "headcount_average": "40", "headcount": "40", "jobs_created": "20", "investment": "50000",
        "capital_investment": "30000", "research": "5000", "revenue": "100000", "revenue_agreed": "96000",
        "revenue_export": "1000", "tax_federal": "7000", "tax_regional": "1000", "tax_local": "100",
        "insurance": "8000", "customs": "500", "benefit_land": "", "average_pay": "100",
    }  # fmt: skip
    fields = page.locator("td[data-key$=':north'] input:not([type=hidden])")
    names = [one.get_attribute("name").split(":")[1] for one in fields.all()]
    for line in names:
        for site in ("north", "south"):
            cell(page, line, site).fill(answers.get(line, ""))
    page.select_option('[name="v:foreign_investors:north"]', "Нет")
    page.select_option('[name="v:foreign_investors:south"]', "Нет")
    page.keyboard.press("Tab")
    follow(page, "text=Проверить ответы")
    page.wait_for_url("**/check/")
    for one in page.locator("textarea[name^=explain]").all():
        one.fill("Так и было.")
    shot(page, "check-before-sending")
    follow(page, "text=Отправить отчёт в управляющую компанию")

    page.wait_for_url(f"**{TASK}#found")
    assert "Отчёт у управляющей компании" in page.inner_text("#found")
    shot(page, "receipt")
    with page.expect_download() as downloaded:
        page.click("text=Квитанция (PDF)")
    assert downloaded.value.suggested_filename.startswith("receipt-")
