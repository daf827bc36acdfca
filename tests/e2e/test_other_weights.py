"""A reader drags the weights of a rating, with the script and without it."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import follow
from tests.e2e.test_every_page import faults, fits

pytestmark = pytest.mark.needs("chromium")
PAGE = "/ratings/zone-balance/technology/2024/what-if/"


def places(page) -> list[str]:
    return page.locator(".standings tbody tr").all_inner_texts()


def test_the_places_follow_the_slider_at_once_and_are_those_of_the_address(open_page):
    page = open_page()
    page.goto(PAGE)
    assert places(page)[0].split()[1] == "Проба"

    for name, key in (("w-residents", "End"), ("w-jobs", "Home"), ("w-investment", "Home"), ("w-yield", "Home")):
        page.locator(f"[name={name}]").press(key)
    page.locator(".standings tbody tr:first-child th", has_text="Третья").wait_for()
    page.wait_for_url("**w-yield=0*")
    shown, share = places(page), page.inner_text("output[data-of=residents]")

    assert share.replace("\u00a0", " ") == "100 %"
    page.reload()
    assert places(page) == shown
    assert page.input_value("[name=w-residents]") == "100"


def test_without_the_script_a_button_asks_and_the_page_is_for_everybody(open_page, browser, site):
    context = browser.new_context(base_url=site.url, java_script_enabled=False, locale="ru")
    page = context.new_page()
    page.goto(f"{PAGE}?w-size=80&w-yield=20&w-residents=90&w-jobs=5&w-investment=5")
    follow(page, "text=Показать места")
    assert places(page)[0].split()[1] == "Третья"
    context.close()

    page = open_page(width=360)
    page.goto(PAGE)
    assert fits(page)
    assert faults(page) == []
