"""A whole life of a status in a real browser: from an empty draft to the end, and the register of every day in between.

The company of this life is «Омега»; its applicant is Dina, the curator is Boris.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.book import valid_inn
from tests.e2e.conftest import follow, sign_in
from zonebook.methodology import load_methodology

pytestmark = pytest.mark.needs("chromium")
NAME, NUMBER, REGISTER_NUMBER = "Омега", "СТ-77", "Р-77"
DAY = timedelta(days=1)
REQUIRED = [paper.code for paper in load_methodology().regime.life().papers if paper.required]
PLAN = {"investment": "120 000", "capital_investment": "80 000", "jobs_created": "40", "revenue": "0"}


@dataclass
class Life:
    """The pages of those who take part, and a folder for the files that they send."""

    applicant: Page
    curator: Page
    visitor: Page
    folder: Path
    addresses: dict[str, str] = field(default_factory=dict)

    def paper(self, name: str) -> Path:
        path = self.folder / f"{name}.pdf"
        path.write_bytes(b"%PDF-1.4 " + name.encode())
        return path

    def is_resident(self, day: date) -> bool:
        """Whether the public register of a day has the company."""
        self.visitor.goto(f"/companies/?on={day}&status=resident&q={NAME}")
        return self.visitor.locator("main table a", has_text=NAME).count() > 0


@pytest.fixture
def life(open_page: Any, tmp_path: Path) -> Life:
    found = Life(open_page(), open_page(), open_page(), tmp_path)
    sign_in(found.applicant, "dina")
    sign_in(found.curator, "boris")
    return found


def test_a_life_from_the_draft_to_the_end_with_the_register_of_each_day(life):
    draft(life)
    submit(life)
    return_with_a_remark(life)
    mend_and_resubmit(life)
    assert not life.is_resident(localdate())
    pass_on(life)
    let_the_council_decide(life)
    prepare_and_sign(life)
    assert not life.is_resident(localdate())

    enter_in_register(life)
    assert [life.is_resident(day) for day in (localdate() - DAY, localdate(), localdate() + timedelta(days=300))] == [
        False,
        True,
        True,
    ]
    certificate_tells_the_facts(life)

    amend(life)
    assert life.is_resident(localdate())
    end(life)
    days = (localdate() - DAY, localdate(), localdate() + DAY, localdate() + timedelta(days=300))
    assert [life.is_resident(day) for day in days] == [False, True, False, False]


def draft(life: Life) -> None:
    """Some answers today, the rest after coming back."""
    page = life.applicant
    page.goto("/apply/")
    page.fill("#id_name", NAME)
    follow(page, "text=Начать черновик")
    life.addresses["apply"] = page.url
    page.fill("#id_inn", valid_inn(77))
    page.fill("#id_plan-0-investment", PLAN["investment"])
    follow(page, "text=Сохранить черновик")
    assert "Черновик сохранён" in page.inner_text("main")

    page.goto(life.addresses["apply"])
    assert page.input_value("#id_plan-0-investment").replace("\u00a0", " ") == PLAN["investment"]


def submit(life: Life) -> None:
    """Fill in the rest, check the answers, change one, submit."""
    page = life.applicant
    page.fill("#id_activity", "Разработка насосов")
    page.fill("#id_contact_name", "Дина Д.")
    page.fill("#id_contact_email", "dina@example.com")
    page.select_option("#id_site", "north")
    page.select_option("#id_place", "premises")
    page.fill("#id_area_sqm", "300")
    for line, amount in PLAN.items():
        page.fill(f"#id_plan-0-{line}", amount)
    for kind in REQUIRED:
        page.set_input_files(f"#id_paper_{kind}", life.paper(kind))
    follow(page, "text=Сохранить и проверить ответы")
    follow(page, page.locator("dt", has_text="Площадь, м²").locator("..").get_by_role("link"))
    assert page.url.endswith("#id_area_sqm")
    page.fill("#id_area_sqm", "350")
    follow(page, "text=Сохранить и вернуться к проверке")
    follow(page, "text=Подать заявку в управляющую компанию")
    said = page.inner_text("main")
    assert "Заявка №" in said
    assert "Ход за управляющей компанией" in said


def return_with_a_remark(life: Life) -> None:
    page = life.curator
    page.goto("/desk/applications/?state=under_check")
    follow(page, f"main table >> text={NAME}")
    life.addresses["desk"] = page.url
    paper = page.locator(".papers li", has_text="charter.pdf")
    paper.locator("select").select_option("defective")
    paper.locator("input").fill("Нет последней страницы.")
    follow(page, "text=Сохранить отметки о документах")
    page.fill("#id_return_with_remarks-remarks", "Приложите устав целиком.")
    follow(page, "button:has-text('Вернуть заявителю с замечаниями')")
    assert "Возвращена с замечаниями" in page.inner_text("main")


def mend_and_resubmit(life: Life) -> None:
    page = life.applicant
    page.goto(life.addresses["apply"])
    said = page.inner_text("main")
    assert "Теперь ваш ход" in said
    assert "Приложите устав целиком." in said
    assert "Нет последней страницы." in said
    page.set_input_files("#id_paper_charter", life.paper("whole-charter"))
    follow(page, "text=Сохранить и проверить ответы")
    follow(page, "text=Подать исправленную заявку")
    assert "Ход за управляющей компанией" in page.inner_text("main")


def pass_on(life: Life) -> None:
    page = life.curator
    page.goto(life.addresses["desk"])
    for choice in page.locator(".papers select").all():
        choice.select_option("in_order")
    follow(page, "text=Сохранить отметки о документах")
    follow(page, "button:has-text('Передать экспертному совету')")
    assert "Ждёт экспертного совета" in page.inner_text("main")


def let_the_council_decide(life: Life) -> None:
    page = life.curator
    page.goto("/desk/council/")
    page.fill("#id_call-number", "77")
    page.fill("#id_call-day", str(localdate()))
    follow(page, "text=Назначить это заседание")
    page.goto(life.addresses["desk"])
    page.select_option("#id_put_on_agenda-meeting", index=1)
    follow(page, "button:has-text('Включить в повестку заседания')")

    page.goto("/desk/council/")
    follow(page, "text=Заседание № 77")
    for choice in page.locator(".votes select").all():
        choice.select_option("for")
    follow(page, "text=Записать голоса")
    assert "Протокол" in page.inner_text("main")
    page.set_input_files("input[type=file]", life.paper("protocol"))
    follow(page, "text=Заседание состоялось: приложить протокол")
    page.fill("textarea[name$=reasons]", "Проект нужен городу.")
    follow(page, "button:has-text('Записать решение совета о поддержке')")
    assert "поддержана" in page.inner_text("main").lower()


def prepare_and_sign(life: Life) -> None:
    page = life.curator
    page.goto(life.addresses["desk"])
    page.fill("#id_prepare_agreement-number", NUMBER)
    assert page.input_value("#id_prepare_agreement-activity") == "Разработка насосов"
    follow(page, "button:has-text('Подготовить соглашение')")
    follow(page, f"text=Соглашение № {NUMBER}")
    life.addresses["agreement"] = page.url
    for party in ("resident", "authorised_body", "managing_company"):
        assert "Подписали не все три стороны" in page.inner_text("main")
        page.check(f"input[name=sign-party][value={party}]")
        page.fill("#id_sign-signatory", f"Подписант {party}")
        page.fill("#id_sign-signed_on", str(localdate()))
        follow(page, "button:has-text('Записать подпись стороны')")
    assert page.locator("main td", has_text="✓ Подписант").count() == 3


def enter_in_register(life: Life) -> None:
    page = life.curator
    page.fill("#id_enter_in_register-entered_on", str(localdate()))
    page.fill("#id_enter_in_register-register_number", REGISTER_NUMBER)
    follow(page, "button:has-text('Внести запись в реестр резидентов')")
    assert f"№ {REGISTER_NUMBER} в реестре" in page.inner_text("main").replace("\u00a0", " ")


def certificate_tells_the_facts(life: Life) -> None:
    """The applicant finds the certificate on the way from the application."""
    page = life.applicant
    page.goto(life.addresses["apply"])
    follow(page, f"text=Соглашение № {NUMBER}")
    with page.expect_download() as download:
        page.click("text=Свидетельство о записи (PDF)")
    content = Path(download.value.path()).read_bytes()
    text = " ".join(page_of.extract_text() for page_of in PdfReader(BytesIO(content)).pages)
    for fact in (NAME, NUMBER, REGISTER_NUMBER, valid_inn(77)):
        assert fact in text


def amend(life: Life) -> None:
    page = life.curator
    page.goto(life.addresses["agreement"])
    open_step(page, "amend")
    page.fill("#id_amend-agreed_on", str(localdate()))
    page.fill("#id_amend-reason", "Новая линия.")
    page.fill("#id_plan-0-jobs_created", "55")
    follow(page, "button:has-text('Записать дополнительное соглашение')")
    changed = page.locator(".versions strong")
    assert changed.count() == 1
    assert "55" in changed.inner_text()


def end(life: Life) -> None:
    page = life.curator
    open_step(page, "end")
    page.fill("#id_end-ended_on", str(localdate()))
    page.check("input[name=end-ground][value=by_agreement]")
    page.fill("#id_end-end_document", "Соглашение о расторжении № 5")
    page.fill("#id_end-typed", NUMBER)
    follow(page, "button:has-text('Прекратить соглашение')")
    page.goto(f"{life.addresses['agreement']}?on={localdate()}")
    assert "Действует" in page.inner_text("main")
    page.goto(f"{life.addresses['agreement']}?on={localdate() + DAY}")
    assert "Прекращено" in page.inner_text("main")


def open_step(page: Page, code: str) -> None:
    page.locator("section.offer", has=page.locator(f"#step-{code}")).locator("summary").click()
