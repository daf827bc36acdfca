"""A curator brings a table, mends it, takes it in and takes it out again, in a real browser."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.e2e.conftest import follow, sign_in
from tests.e2e.test_every_page import faults, fits
from tests.importing.planting import HEADERS, as_csv, clean_rows, planted

pytestmark = pytest.mark.needs("chromium")


def bring(page, content: bytes) -> None:
    page.goto("/desk/import/")
    page.check("input[value=companies]")
    page.set_input_files("input[type=file]", {"name": "companies.csv", "mimeType": "text/csv", "buffer": content})
    follow(page, "text=Прочитать таблицу")


def is_sound(page, name: str) -> None:
    """Accessible in light and dark, and no wider than a phone."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    assert faults(page) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 800})
    assert fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_table_is_mended_taken_in_and_taken_out_again(open_page):
    page = open_page()
    sign_in(page, "boris")
    rows = clean_rows(40, sites=("north", "south"), industries=("",))
    faulty, _ = planted(rows, 30, seed=3)
    bring(page, as_csv(faulty))
    assert page.locator("select").count() == len(HEADERS)
    is_sound(page, "columns")

    follow(page, "text=Проверить таблицу")
    assert "мешают внести таблицу" in page.locator("[role=alert]").inner_text()
    assert page.locator("button:has-text('Внести')").count() == 0
    is_sound(page, "check")

    bring(page, as_csv(rows))
    follow(page, "text=Проверить таблицу")
    follow(page, "text=Внести 40 компаний в реестр")
    number = re.sub(r"\D", "", page.locator("h1").inner_text())
    is_sound(page, "batch")
    page.goto("/desk/import/")
    is_sound(page, "imports")

    follow(page, f"main a:text-is('{number}')")
    page.fill("#id_number", number)
    page.fill("#id_reason", "не тот файл")
    follow(page, "text=Исключить её записи из реестра")
    assert "Загрузка отменена" in page.locator("main").inner_text()
    is_sound(page, "undone")
