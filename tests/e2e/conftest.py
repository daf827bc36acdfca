"""A real server over the small book in an installation of its own, and a real browser before it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.backends.databases import database_of
from tests.needs import where
from tests.portal.book import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
_STARTS_WITHIN = 30  # seconds


@dataclass(frozen=True)
class Site:
    """Where the server listens, and the keys of its book."""

    url: str
    keys: dict[str, Any]

    def report(self, name: str) -> str:
        return "/".join(map(str, self.keys[name]))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server as it is run for people: granian, static files with hashed names, no debugging."""
    environment = _environment(tmp_path_factory.mktemp("home"))
    run = [sys.executable, "-m"]
    subprocess.run([*run, "zonebook.config.setup"], env=environment, cwd=ROOT, check=True)
    built = subprocess.run(
        [*run, "tests.e2e.building"], env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    )
    port = _free_port()
    serve = ["granian", "--interface", "wsgi", "--port", str(port), "--no-ws", "--log-level", "error"]
    server = subprocess.Popen([*run, *serve, "zonebook.config.wsgi:application"], env=environment, cwd=ROOT)
    try:
        _wait_for(port)
        yield Site(f"http://127.0.0.1:{port}", json.loads(built.stdout))
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
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


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZONEBOOK_", "DATABASE_URL"))}
    own = {"ZONEBOOK_HOME": str(home), "DJANGO_SETTINGS_MODULE": "zonebook.config.settings"}
    return kept | database_of(home) | own


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
