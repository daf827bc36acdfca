"""A real server over the small book in an installation of its own, and a real browser before it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from tests.needs import where
from tests.once import built_once
from tests.portal.book import PASSWORD
from tests.ports import wait_for
from tests.running.installation import Installation


@dataclass(frozen=True)
class Site:
    """Where the server listens, the keys of its book, and the environment of commands that are to meet that book."""

    url: str
    keys: dict[str, Any]
    environment: dict[str, str]

    def report(self, name: str) -> str:
        return "/".join(map(str, self.keys[name]))


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The home of an installation that has the small book, and the keys of that book. Not to be changed: copy it."""
    return built_once(tmp_path_factory, "installation", build=_build)


def _build(home: Path) -> str:
    place = Installation(home)
    place.set_up()
    return place.run("tests.e2e.building")


@pytest.fixture(scope="module")
def site(installation: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server as it is run for people, over a copy: granian, static files with hashed names, no debugging."""
    built, keys = installation
    place = Installation(built).copied_to(tmp_path_factory.mktemp("site") / "home")
    place.begin_serving()
    try:
        wait_for(place.port)
        yield Site(place.url, json.loads(keys), place.environment)
    finally:
        place.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One for all files of this room; each page has a context of its own, which is as good as a new one."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=where("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield found
        found.close()


@pytest.fixture
def open_page(site: Site, browser: Browser) -> Iterator[Callable[..., Page]]:
    """A page of a reader of one's own; whatever the browser complains about fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(*, language: str = "ru", scheme: str = "light", width: int = 1280) -> Page:
        context = browser.new_context(
            base_url=site.url, locale=language, color_scheme=scheme, viewport={"width": width, "height": 900}
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def follow(page: Page, what: str | Locator) -> None:
    """Click what leads to another page and wait until it is there whole: a click alone may return earlier."""
    with page.expect_navigation():
        (page.locator(what) if isinstance(what, str) else what).click()


def sign_in(page: Page, name: str) -> None:
    page.goto("/account/login/")
    page.fill("#id_login", name)
    page.fill("#id_password", PASSWORD)
    follow(page, "main button")
    page.wait_for_url("**/")
