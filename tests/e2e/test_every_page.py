"""Is every page usable by everybody: no violation of WCAG, no complaint of the browser, no sideways scrolling?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.e2e.conftest import Site, sign_in
from tests.portal.book import ARTICLE

pytestmark = pytest.mark.needs("chromium")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # of what is well nothing is told, which is half of the time
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}


def addresses(site: Site) -> dict[str, list[str]]:
    """Every page, by who reads it."""
    public = [
        "/", "/figures/", "/figures/jobs_created/?during=2025-H1", "/figures/jobs_created/?during=2024",
        "/figures/jobs_created/?of=site:north&during=2025-H1", "/figures/rating_place/", "/companies/",
        "/companies/?q=альфа&status=resident", "/companies/alfa/", "/sites/", "/sites/north/", "/amenities/", "/check/",
        "/invest/", "/invest/?site=north", "/invest/laboratory/", "/invest/calculator/",
        "/invest/calculator/?first_year=2024&years=2&revenue=500&profit=100&property_value=50&land_value=10"
        "&vehicles_tax=0.03&imports=20&duty_rate=5",
        "/clusters/", "/clusters/pharma/", "/projects/", "/projects/plant/",
        "/ratings/", "/ratings/zone-balance/method/", "/ratings/zone-balance/technology/2024/",
        "/ratings/zone-balance/technology/2024/third/",
        "/news/", f"/news/{site.keys['news']}/",
        "/apply/", "/statements/", "/account/login/", "/account/signup/", f"/statements/{site.keys['statement']}/",
        f"/reports/{site.report('accepted')}/", f"/reports/{site.report('waiting')}/",
    ]  # fmt: skip
    lives = site.keys["lives"]
    return {
        "": public,
        "dina": [
            "/apply/", f"/apply/{lives['draft']}/", f"/apply/{lives['draft']}/check/", f"/apply/{lives['checked']}/",
            f"/apply/{lives['checked']}/withdraw/",
        ],
        "alice": ["/my/", "/my/quarter-2025-h1/"],
        "clara": ["/desk/published/", "/desk/editions/?rating=zone-balance&zone_class=technology&year=2024"],
        "pavel": ["/desk/releases/", "/desk/releases/new/", f"/desk/releases/{site.keys['written']}/",
                  "/desk/statements/", "/desk/statements/new/",
                  f"/desk/releases/{site.keys['news']}/",
                  f"/desk/releases/{site.keys['written']}/figure/?during=2025-H1"],
        "boris": [
            "/desk/zone/", "/desk/sites/new/", "/desk/sites/north/edit/", "/desk/companies/alfa/edit/",
            "/review/", f"/review/{site.report('waiting')}/", f"/review/{site.report('waiting')}/figures/",
            "/review/accept/", "/review/absence/", "/desk/premises/", "/desk/premises/hall/",
            "/desk/premises/new/", "/desk/premises/laboratory/let/", "/desk/applications/",
            f"/desk/applications/{lives['checked']}/", f"/desk/applications/{lives['heard']}/", "/desk/council/",
            f"/desk/council/{lives['meeting']}/", "/agreements/", f"/agreements/{lives['agreement']}/",
            "/desk/campaigns/", "/desk/campaigns/quarter-2025-h1/?by=cluster&show=all", "/desk/campaigns/new/",
            "/desk/campaigns/quarter-2025-h1/extend/", "/desk/campaigns/quarter-2025-h1/close/", "/desk/curators/",
            f"/review/{site.keys['accepted'][0]}/correct/", "/desk/returns/", "/desk/returns/zone/?during=2025-H1",
            "/desk/bridges/jobs/?during=2025-H1", "/desk/bridges/investment/?during=2025-H1",
        ],
    }  # fmt: skip


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it stands, with every folded part unfolded; in the dark only colours differ."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.evaluate(AXE_SCRIPT)
    page.emulate_media(color_scheme="light")
    found = _violations(page, RULES)
    page.emulate_media(color_scheme="dark")
    found += _violations(page, COLOURS)
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def _violations(page: Page, rules: dict[str, Any]) -> list[dict[str, Any]]:
    """What axe finds, which is on the page already: handing it over takes longer than many a rule."""
    return page.evaluate("rules => axe.run(document, rules).then(found => found.violations)", rules)


def every_page(site: Site, open_page, *, language: str) -> Iterator[tuple[str, Page]]:
    """Each address and its page, opened by who reads it."""
    for reader, paths in addresses(site).items():
        page = open_page(language=language)
        if reader:
            sign_in(page, reader)
        for path in paths:
            page.goto(path)
            yield path, page
            page.set_viewport_size({"width": 1280, "height": 900})


def test_every_page_is_accessible_in_light_and_dark_and_fits_a_phone(site, open_page):
    found: dict[str, list[str]] = {}
    for path, page in every_page(site, open_page, language="ru"):
        found[path] = faults(page)
        found[f"{path} at 360 px"] = [] if fits_a_phone(page) else ["scrolls sideways"]

    assert {path: said for path, said in found.items() if said} == {}


def test_every_page_is_in_english_and_fits_a_phone_in_english_too(site, open_page):
    """What axe looks at is the same in both languages; that no word lacks is tested with the translations."""
    found = [
        path
        for path, page in every_page(site, open_page, language="en")
        if page.locator("html").get_attribute("lang") != "en" or not fits_a_phone(page)
    ]

    assert found == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_checked_text_is_accessible_in_light_and_dark_and_fits_a_phone(open_page, language):
    page = open_page(language=language)
    page.goto("/check/")
    page.fill("textarea", ARTICLE)
    page.fill("input[type=date]", "2025-09-09")
    page.click("main form button")
    page.set_viewport_size({"width": 360, "height": 800})

    assert faults(page) == []
    assert fits(page)


def test_ink_that_cannot_be_read_on_dark_paper_is_found(open_page):
    page = open_page()
    page.goto("/sites/")
    page.evaluate("document.querySelector('h1').style.color = '#1c1a17'")

    assert [fault.split(":")[0] for fault in faults(page)] == ["color-contrast"]


def test_a_page_that_scrolls_sideways_is_found(open_page):
    page = open_page(width=360)
    page.goto("/")
    page.evaluate("document.querySelector('main').style.width = '900px'")

    assert not fits(page)


def test_the_skip_link_comes_first_and_leads_to_the_content(open_page):
    page = open_page()
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"


def test_every_page_works_without_a_script(site, open_page):
    page = open_page()
    for path in addresses(site)[""]:
        page.goto(path)
        assert page.locator("script").count() == 0


def fits_a_phone(page: Page) -> bool:
    page.set_viewport_size({"width": 360, "height": 800})
    return fits(page)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
