"""A quarter's whole story in a real browser: from the campaign that a curator opens to a corrected figure.

Boris is the curator, Alice reports for «Альфа». Everything is done on pages, but for two things: the workbook is filled
in as a file, and the worker, whose mornings have hours, is run as if it were ten. The campaign asks for the last
quarter that has ended, of which nobody has reported anything.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from tests.book import plausible
from tests.e2e.conftest import Site, follow, sign_in
from tests.e2e.morning import worked_days_from
from tests.letters.post_office import PostOffice, open_post_office
from tests.portal.book import PASSWORD
from tests.running.installation import ROOT
from zonebook.intake import LineKind
from zonebook.intake.layout import FORM_SHEET, line_rows, site_column
from zonebook.measures import Period
from zonebook.methodology import load_methodology

pytestmark = pytest.mark.needs("chromium")
ADDRESS = "buh@alfa.example"
SITES = ("north", "south")
JOBS = ("jobs_created", "north")
SEND, ACCEPT = "text=Отправить отчёт в управляющую компанию", "text=Принять: внести числа в книгу"


@dataclass
class Story:
    """The pages of those who take part, what the mail server took, and a folder for workbooks."""

    officer: Page
    curator: Page
    site: Site
    office: PostOffice
    folder: Path
    period: str = ""
    kept: dict[str, str] = field(default_factory=dict)

    def figure(self, page: Page, *, known_at: str = "") -> int | None:
        """The jobs that the book counts in the period, as known now or at a moment; None where it has no figure."""
        page.goto(f"/figures/jobs_created/?during={self.period}&known_at={known_at}")
        said = page.locator(".hero .n").inner_text()
        return int(re.sub(r"\D", "", said)) if re.search(r"\d", said) else None


@pytest.fixture
def story(site, open_page, tmp_path):
    with open_post_office() as office:
        yield Story(open_page(), open_page(), site, office, tmp_path)


def shot(page: Page, name: str) -> None:
    """The page as people see it, if somebody asked for pictures: at two widths, and in English on dark paper."""
    if not (folder := os.environ.get("SHOTS")):
        return
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    language = {"name": "django_language", "value": "en", "domain": "127.0.0.1", "path": "/"}
    page.context.add_cookies([language])
    other = page.context.new_page()  # what is filled in on the page itself stays
    other.emulate_media(color_scheme="dark")
    other.goto(page.url)
    for width in (360, 1440):
        other.set_viewport_size({"width": width, "height": 900})
        other.screenshot(path=Path(folder) / f"{name}-{width}-en-dark.png", full_page=True)
    other.close()
    page.context.add_cookies([language | {"value": "ru"}])


def test_a_quarter_from_the_opening_of_its_campaign_to_a_corrected_figure(story):
    name_a_contact(story)
    open_the_campaign(story)
    follow_the_reminder(story)
    file_with_errors(story)
    take_the_marked_workbook(story)
    mend_and_explain(story)
    assert story.figure(story.officer) is None

    return_with_a_remark_on_a_cell(story)
    mend_what_was_remarked(story)
    accept(story)
    assert story.figure(story.officer) == 12 + 8
    follow_the_trail(story)
    known_before = story.kept["known"] = moment_of(story)

    correct(story)
    assert story.figure(story.officer) == 12 + 8
    accept_the_correction(story)
    assert story.figure(story.officer) == 15 + 8
    shot(story.officer, "19-figure-corrected")
    assert story.figure(story.officer, known_at=known_before) == 12 + 8
    shot(story.officer, "20-figure-as-known-then")


def name_a_contact(story: Story) -> None:
    page = story.curator
    sign_in(page, "boris")
    page.goto("/desk/companies/alfa/contacts/")
    page.fill("#id_name", "Анна Б.")
    page.fill("#id_email", ADDRESS)
    follow(page, page.locator("main form button").last)
    page.wait_for_url("**/companies/alfa/**")


def open_the_campaign(story: Story) -> None:
    """The last day is a day on which a reminder has come due by the next morning that is worked."""
    page = story.curator
    morning, _next, due = worked_days_from(localdate(), count=3)
    page.goto("/desk/campaigns/")
    shot(page, "01-campaigns")
    follow(page, "text=Открыть кампанию")
    story.period = page.locator("#period").input_value()
    page.fill("#id_opens", str(localdate()))
    page.fill("#id_due", str(due))
    page.select_option("#id_asks", "companies")
    shot(page, "02-new-campaign")
    follow(page, "text=Открыть кампанию для компаний")
    expect(page.locator(".receipt")).to_be_visible()
    story.kept["campaign"], story.kept["morning"] = page.url, str(morning)
    shot(page, "03-campaign")


def follow_the_reminder(story: Story) -> None:
    """Of an evening the worker of the next morning: the letter leads through signing in to the report."""
    mail = {"EMAIL_URL": f"smtp://127.0.0.1:{story.office.port}", "ZONEBOOK_ADDRESS": story.site.url}
    command = [sys.executable, "-m", "tests.e2e.morning", story.kept["morning"]]
    subprocess.run(command, env=story.site.environment | mail, cwd=ROOT, check=True)
    (letter,) = (one for one in story.office.letters if one["To"] == ADDRESS)
    (link,) = re.findall(r"http\S+/my/\S+", letter.get_content())

    page = story.officer
    page.goto(link)
    page.fill("#id_login", "alice")
    page.fill("#id_password", PASSWORD)
    follow(page, "main button")
    page.wait_for_url(link)
    story.kept["task"] = link
    shot(page, "04-task")
    page.goto("/my/")
    shot(page, "05-tasks")
    story.curator.goto("/desk/letters/")
    expect(story.curator.locator("main")).to_contain_text(ADDRESS)
    shot(story.curator, "06-letters")


def file_with_errors(story: Story) -> None:
    page = story.officer
    page.goto(story.kept["task"])
    with page.expect_download() as download:
        page.click("text=Скачайте форму")
    download.value.save_as(story.folder / "blank.xlsx")
    send(story, {JOBS: "много", ("capital_investment", "south"): Decimal(900_000_000)})
    assert page.title().startswith("Ошибка:")
    errors = page.locator("#found li")
    assert errors.count() == 2
    assert "«много»" in errors.first.inner_text()
    shot(page, "07-errors")
    page.goto("/my/")
    expect(page.locator(".tasks")).to_contain_text("исправить ошибки")
    shot(page, "08-tasks-with-errors")


def take_the_marked_workbook(story: Story) -> None:
    """One's own file, with what is wrong written at the cell."""
    page = story.officer
    page.goto(story.kept["task"])
    with page.expect_download() as download:
        page.click("text=Ваша книга с отмеченными ячейками")
    download.value.save_as(story.folder / "marked.xlsx")
    sheet = openpyxl.load_workbook(story.folder / "marked.xlsx")[FORM_SHEET]
    assert "много" in str(sheet[place(JOBS)].value)
    assert "Ошибка" in sheet[place(JOBS)].comment.text


def mend_and_explain(story: Story) -> None:
    """A line left blank is a warning: it is explained, and the report is complete."""
    page = story.officer
    send(story, {("research", "south"): None})
    shot(page, "09-warnings")
    explain(page)
    expect(page.locator("#found")).to_contain_text("Квитанция №")
    shot(page, "10-receipt")


def explain(page: Page) -> None:
    """A word to each warning that asks for one."""
    fields = page.locator("textarea[name^=explain]").all()
    for one in fields:
        one.fill("Так по учёту; договор ещё не закрыт.")
    if fields:
        follow(page, "text=Сохранить пояснения")
    expect(page.locator("#found")).to_contain_text("Отчёт у управляющей компании")


def return_with_a_remark_on_a_cell(story: Story) -> None:
    page = story.curator
    page.goto("/review/")
    shot(page, "11-queue")
    follow(page, page.locator("main table tr", has_text="Альфа").get_by_role("link"))
    row = page.locator(f"#cell-{place(JOBS)}")
    row.locator("summary").click()
    row.locator("textarea").fill("В вашем соглашении на эту площадку двенадцать мест: проверьте.")
    shot(page, "12-review")
    follow(page, "text=Вернуть компании с этими замечаниями")
    expect(page.locator(".receipt")).to_be_visible()


def mend_what_was_remarked(story: Story) -> None:
    page = story.officer
    page.goto("/my/")
    expect(page.locator(".tasks .note")).to_contain_text("двенадцать мест")
    shot(page, "13-tasks-returned")
    page.goto(story.kept["task"])
    expect(page.locator("#found")).to_contain_text("двенадцать мест")
    shot(page, "14-returned")
    send(story, {JOBS: 12})
    explain(page)


def accept(story: Story) -> None:
    page = story.curator
    page.goto("/review/")
    follow(page, page.locator("main table tr", has_text="Альфа").get_by_role("link"))
    answers = page.locator("[aria-labelledby=answers]")
    expect(answers).to_contain_text("было «11», стало «12»")
    shot(page, "15-refiled")
    follow(page, ACCEPT)
    expect(page.locator(".receipt")).to_be_visible()


def follow_the_trail(story: Story) -> None:
    """From the figure to the cell that it is added up from, in the report that was accepted."""
    page = story.officer
    shot(page, "16-figure")
    if not page.locator(".trail details[open]").count():
        page.click(".trail summary >> nth=0")
    page.locator(".trail .cells a", has_text=place(JOBS)).click()
    assert "12" in page.locator("tr:target").inner_text()
    story.kept["report"] = page.url.partition("#")[0]


def moment_of(story: Story) -> str:
    """A moment at which the book knows the first numbers and no others: the present."""
    said = story.officer.evaluate("new Date(Date.now() + 3 * 3600e3).toISOString()")  # Moscow's hour, as the page asks
    return str(said).removesuffix("Z")


def correct(story: Story) -> None:
    """The curator says one cell differently, and sees which figures that will change."""
    page = story.curator
    page.goto(story.kept["report"])
    follow(page, "text=Исправить принятый отчёт")
    shot(page, "17-correct")
    page.fill(f"#cell-{place(JOBS)}", "15")
    page.fill("#id_reason", "Компания прислала уточнённую ведомость: три места не учли.")
    follow(page, "text=Подать исправление")
    page.wait_for_url(re.compile(r"/review/\d+/4/$"))
    changed = page.locator("[aria-labelledby=corrects] tbody tr")
    assert changed.count() == 1
    assert re.findall(r"\d+", changed.locator(".num").first.inner_text()) == ["12"]
    assert "15" in changed.inner_text()
    figures = page.locator("[aria-labelledby=figures] tr", has_text="Создано рабочих мест").first
    expect(figures).to_contain_text("20")
    expect(figures).to_contain_text("23")
    shot(page, "18-correction")


def accept_the_correction(story: Story) -> None:
    page = story.curator
    follow(page, ACCEPT)
    expect(page.locator(".receipt")).to_be_visible()


def place(cell: tuple[str, str]) -> str:
    """Where a cell stands on the sheet: `D14`."""
    form = load_methodology().form("resident-quarter", on=localdate() - timedelta(days=1))
    (row,) = (one.row for one in line_rows(form) if one.line.code == cell[0])
    return f"{openpyxl.utils.get_column_letter(site_column(SITES.index(cell[1])))}{row}"


def send(story: Story, said: dict[tuple[str, str], object]) -> None:
    """Fill the blank workbook with answers that no check objects to, but for what is `said`, and send it."""
    page, path = story.officer, story.folder / "filled.xlsx"
    book = openpyxl.load_workbook(story.folder / "blank.xlsx")
    sheet, period = book[FORM_SHEET], Period.parse(story.period)
    form = load_methodology().form("resident-quarter", on=localdate() - timedelta(days=1))
    usual = plausible(period, jobs_created=11)
    for line in form.lines:
        for site in SITES:
            jobs = {"jobs_created": Decimal(8)} if site == "south" else {}
            amount = said.get((line.code, site), {**usual, **jobs}.get(line.code))
            number = float(line.to_written(amount)) if isinstance(amount, Decimal) else amount
            is_flag = line.kind is LineKind.FLAG
            sheet[place((line.code, site))] = "Нет" if is_flag else number
    book.save(path)
    page.goto(story.kept["task"])
    page.set_input_files("input[type=file]", path)
    follow(page, SEND)
    page.wait_for_url("**#found")
