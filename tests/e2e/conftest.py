"""A real server over the small book in an installation of its own, and a real browser before it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.backends.databases import database_of
from tests.needs import where
from tests.once import built_once
from tests.portal.book import PASSWORD
from tests.ports import free_port, wait_for

ROOT = Path(__file__).resolve().parents[2]
_RUN = (sys.executable, "-m")


@dataclass(frozen=True)
class Site:
    """Where the server listens, and the keys of its book."""

    url: str
    keys: dict[str, Any]

    def report(self, name: str) -> str:
        return "/".join(map(str, self.keys[name]))


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The home of an installation that has the small book, and the keys of that book. Not to be changed: copy it."""
    return built_once(tmp_path_factory, "installation", build=_build)


def _build(home: Path) -> str:
    environment = _environment(home)
    subprocess.run([*_RUN, "zonebook.config.setup"], env=environment, cwd=ROOT, check=True)
    building = [*_RUN, "tests.e2e.building"]
    return subprocess.run(building, env=environment, cwd=ROOT, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def site(installation: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server as it is run for people, over a copy: granian, static files with hashed names, no debugging."""
    built, keys = installation
    home = shutil.copytree(built, tmp_path_factory.mktemp("site") / "home")
    port = free_port()
    serve = ["granian", "--interface", "wsgi", "--port", str(port), "--no-ws", "--log-level", "error"]
    server = subprocess.Popen(
        [*_RUN, *serve, "zonebook.config.wsgi:application"], env=_environment(home, like=built), cwd=ROOT
    )
    try:
        wait_for(port)
        yield Site(f"http://127.0.0.1:{port}", json.loads(keys))
    finally:
        server.terminate()
        server.wait(10)


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


def sign_in(page: Page, name: str) -> None:
    page.goto("/account/login/")
    page.fill("#id_login", name)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    page.wait_for_url("**/")


def _environment(home: Path, *, like: Path | None = None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZONEBOOK_", "DATABASE_URL"))}
    own = {"ZONEBOOK_HOME": str(home), "DJANGO_SETTINGS_MODULE": "zonebook.config.settings"}
    return kept | database_of(home, like=like) | own
