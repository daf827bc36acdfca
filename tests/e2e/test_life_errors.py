"""Errors of the pages of a life in a real browser: said first, focused, leading to their fields."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import follow, sign_in
from tests.e2e.test_every_page import faults, fits

pytestmark = pytest.mark.needs("chromium")


@pytest.fixture
def page(site, browser):
    """A page whose console is not watched: the browser notes there each answer that is not 200."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def send_a_wrong_draft(page: Page, site) -> None:
    sign_in(page, "dina")
    page.goto(f"/apply/{site.keys['lives']['draft']}/")
    page.fill("#id_inn", "7728168972")
    page.fill("#id_area_sqm", "много")
    page.fill("#id_plan-0-capital_investment", "10")
    page.fill("#id_plan-0-investment", "5")
    follow(page, "text=Сохранить черновик")


def test_the_summary_is_focused_and_each_line_leads_to_its_field(page, site):
    send_a_wrong_draft(page, site)

    assert page.title().startswith("Ошибка:")
    assert page.evaluate("document.activeElement.id") == "errors"
    assert "Исправьте 3 ошибки" in page.inner_text(".summary")
    assert page.input_value("#id_area_sqm") == "много"
    for link in page.locator(".summary a").all():
        link.click()
        focused = page.evaluate("document.activeElement.id")
        assert link.get_attribute("href") == f"#{focused}"


def test_a_page_with_errors_is_accessible_and_fits_a_phone(page, site):
    send_a_wrong_draft(page, site)
    page.set_viewport_size({"width": 360, "height": 800})

    assert fits(page)
    assert faults(page) == []


def test_a_refused_step_is_focused_too(page, site):
    sign_in(page, "boris")
    page.goto(f"/desk/applications/{site.keys['lives']['checked']}/")
    follow(page, "button:has-text('Отказать и закрыть заявку')")

    assert page.evaluate("document.activeElement.id") == "errors"
    assert "Исправьте 2 ошибки" in page.inner_text(".summary")
    page.locator(".summary a").first.click()
    assert page.evaluate("document.activeElement.closest('fieldset') !== null")
    assert faults(page) == []
