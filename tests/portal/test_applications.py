"""The applicant's pages: what it takes, the draft that saves what is typed, the check of the answers, the standing."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.portal.life_book import INNS, PDF
from tests.portal.test_pages import text_of
from zonebook.agreements.models import Application, PlannedAmount
from zonebook.methodology import load_methodology

REQUIRED = [paper.code for paper in load_methodology().regime.life().papers if paper.required]
ANSWERS = {
    "name": "Дельта", "inn": INNS["Дельта"], "activity": "Насосы", "contact_name": "Дина", "site": "north",
    "contact_email": "dina@example.com", "place": "premises", "area_sqm": "1 250,5",
}  # fmt: skip
YEAR = {
    "plan-0-year": "2026", "plan-0-investment": "40 000,5", "plan-0-capital_investment": "30000",
    "plan-0-jobs_created": "12", "plan-0-revenue": "0",
}  # fmt: skip
ROWS = {"plan-TOTAL_FORMS": "2", "plan-INITIAL_FORMS": "0"}


def address(book, name: str = "draft", tail: str = "") -> str:
    return f"/apply/{book.lives[name].pk}/{tail}"


def save(book, client, *, act: str = "save", **changed):
    return client.post(address(book), {**ANSWERS, **YEAR, **ROWS, "act": act, **changed})


def papers(content: bytes = PDF) -> dict[str, SimpleUploadedFile]:
    return {f"paper_{kind}": SimpleUploadedFile(f"{kind}.pdf", content) for kind in REQUIRED}


def as_it_is(application: Application) -> tuple:
    """Everything that a refused form must leave as it was."""
    application.refresh_from_db()
    planned = list(application.planned.values_list("year", "line", "amount"))
    return application.state, application.inn, application.area_sqm, planned, application.papers.count()


def test_anybody_reads_what_it_takes_with_each_deadline_and_its_basis(visitor):
    page = text_of(visitor.get("/apply/"))

    for step in ("Подать заявку в управляющую компанию", "Записать подпись стороны", "Внести запись в реестр"):
        assert step in page
    assert "10 рабочих дней со дня подачи заявки" in page
    assert "Собственный срок; официальный срок прочитать не удалось (иллюстративное)" in page
    assert "Выписка из ЕГРЮЛ" in page
    assert "Войдите, чтобы начать" in page


def test_an_applicant_starts_a_draft_and_finds_it_again(book, signed_in):
    dina = signed_in("dina")

    begun = dina.post("/apply/", {"name": "Новая"})

    assert begun.status_code == 302
    assert Application.objects.get(name="Новая").applicant == "dina"
    assert "Новая" in text_of(dina.get("/apply/"))


def test_a_residents_user_applies_for_their_own_company(book, signed_in):
    signed_in("alice").post("/apply/", {"name": "Альфа"})

    begun = Application.objects.get(applicant="alice")
    assert (begun.company, begun.inn) == (book.companies["alfa"], book.companies["alfa"].inn)


def test_a_draft_without_a_name_is_asked_for_one_and_nothing_is_begun(book, signed_in):
    before = Application.objects.count()
    page = signed_in("dina").post("/apply/", {"name": " "})

    assert page.status_code == 400
    assert "Впишите название компании-заявителя." in text_of(page)
    assert Application.objects.count() == before


@pytest.mark.parametrize("who", ["boris", "vera", "pavel"])
def test_nobody_else_starts_an_application(book, signed_in, who):
    assert signed_in(who).post("/apply/", {"name": "Чужая"}).status_code == 403


def test_a_draft_keeps_what_is_typed_in_roubles_and_resumes(book, signed_in):
    dina = signed_in("dina")

    assert save(book, dina).status_code == 302

    draft = book.lives["draft"]
    stored = PlannedAmount.objects.get(application=draft, year=2026, line="investment")
    assert stored.amount == 40_000_500_00
    page = dina.get(address(book)).content.decode()
    assert 'value="40\u00a0000,5"' in page
    assert 'value="1\u00a0250,5"' in page


@pytest.mark.parametrize("rows", ["0", "x", None])
def test_a_plan_that_comes_without_its_years_wipes_nothing(book, signed_in, rows):
    dina, draft = signed_in("dina"), book.lives["draft"]
    save(book, dina)
    before = as_it_is(draft)

    torn = {name: value for name, value in {**ANSWERS, **YEAR, "plan-TOTAL_FORMS": rows}.items() if value is not None}
    response = dina.post(address(book), {**torn, "plan-INITIAL_FORMS": "0", "act": "save"})

    assert response.status_code == 400
    assert "План пришёл не целиком" in text_of(response)
    assert as_it_is(draft) == before


def test_a_year_is_taken_out_of_the_plan_by_emptying_its_row(book, signed_in):
    dina, draft = signed_in("dina"), book.lives["draft"]
    save(book, dina)

    save(book, dina, **dict.fromkeys(YEAR, ""))

    assert not draft.planned.exists()


def test_what_is_not_planned_stays_missing_and_is_not_zero(book, signed_in):
    dina = signed_in("dina")
    save(book, dina, **{"plan-0-revenue": ""})

    planned = PlannedAmount.objects.filter(application=book.lives["draft"])
    assert set(planned.values_list("line", flat=True)) == {"investment", "capital_investment", "jobs_created"}
    assert "…" in text_of(dina.get(address(book, tail="check/")))


@pytest.mark.parametrize(
    ("changed", "anchor", "says"),
    [
        ({"inn": "7728168972"}, "id_inn", "7728168972 — неверный номер"),
        ({"ogrn": "123"}, "id_ogrn", "123 — неверный номер"),
        ({"name": ""}, "id_name", "Впишите название компании-заявителя."),
        ({"contact_email": "дина"}, "id_contact_email", "Напишите адрес почты как name@example.com."),
        ({"site": "atlantis"}, "id_site", "Выберите из списка."),
        ({"place": "castle"}, "id_place", "Выберите помещение или участок."),
        ({"area_sqm": "0"}, "id_area_sqm", "Впишите, сколько квадратных метров нужно, — хотя бы один."),
        ({"area_sqm": "-5"}, "id_area_sqm", "Число не может быть меньше нуля"),
        ({"area_sqm": "много"}, "id_area_sqm", "Введите число"),
        ({"plan-0-investment": "много"}, "id_plan-0-investment", "Введите число"),
        ({"plan-0-revenue": "-1"}, "id_plan-0-revenue", "Число не может быть меньше нуля"),
        ({"plan-0-jobs_created": "1,5"}, "id_plan-0-jobs_created", "Укажите целое число рабочих мест."),
        ({"plan-0-capital_investment": "50000"}, "id_plan-0-capital_investment", "Капитальные вложения входят"),
        ({"plan-0-year": "1850"}, "id_plan-0-year", "Укажите год от 2000 до 2100."),
        ({"plan-0-year": ""}, "id_plan-0-year", "Впишите год этой строки."),
        ({"plan-1-year": "2026", "plan-1-revenue": "1"}, "id_plan-1-year", "Этот год в плане уже есть."),
        ({"paper_charter": SimpleUploadedFile("a.pdf", b"")}, "id_paper_charter", "Файл пуст: выберите другой."),
        ({"paper_charter": SimpleUploadedFile("a.exe", b"MZ")}, "id_paper_charter", "Такой файл приложить нельзя"),
        (
            {"paper_charter": SimpleUploadedFile("a.pdf", b"%PDF-" + b"x" * (10 * 1024 * 1024))},
            "id_paper_charter",
            "Файл больше 10 МБ",
        ),
    ],
)
def test_a_wrong_answer_is_named_beside_its_field_and_in_the_summary_and_nothing_is_written(
    book, signed_in, changed, anchor, says
):
    before = as_it_is(book.lives["draft"])

    response = save(book, signed_in("dina"), **changed)

    page = response.content.decode()
    assert response.status_code == 400
    assert "<title>Ошибка:" in page
    assert "Исправьте 1 ошибку" in page
    summary, rest = page.split("</ul></div>" if "</ul></div>" in page else "</ul><p>", 1)
    assert re.search(rf'href="#{anchor}">[^<]*{re.escape(says)}', summary), summary[-1500:]
    assert re.search(rf'id="{anchor}_error">[^/]*</span> [^<]*{re.escape(says)}', rest)
    assert as_it_is(book.lives["draft"]) == before


def test_several_faults_are_counted_together_and_what_was_typed_stays(book, signed_in):
    typed = {"inn": "7728168972", "area_sqm": "много", "plan-0-investment": "сто"}

    page = save(book, signed_in("dina"), **typed).content.decode()

    assert "Исправьте 3 ошибки" in page
    assert all(f'value="{text}"' in page for text in typed.values())


def test_the_answers_are_checked_on_one_page_with_ways_back(book, signed_in):
    dina = signed_in("dina")
    assert save(book, dina, act="check")["Location"] == address(book, tail="check/")

    page = dina.get(address(book, tail="check/"))

    assert "Проверьте ответы" in text_of(page)
    assert f'href="{address(book)}?back=check#id_inn"' in page.content.decode()
    assert "Не приложен бизнес-план" in text_of(page)
    assert "Подать заявку в управляющую компанию" in text_of(page)
    back = dina.get(f"{address(book)}?back=check")
    assert "Сохранить и вернуться к проверке" in text_of(back)


def test_an_incomplete_application_is_not_submitted_and_every_reason_is_said(book, signed_in):
    dina = signed_in("dina")
    save(book, dina, activity="")

    response = dina.post(address(book, tail="check/"))

    assert response.status_code == 400
    assert "<title>Ошибка:" in response.content.decode()
    assert "Не приложен бизнес-план" in text_of(response)
    assert f'href="{address(book)}?back=check#id_activity"' in response.content.decode()
    book.lives["draft"].refresh_from_db()
    assert book.lives["draft"].state == "draft"


def test_after_submitting_the_number_the_time_the_next_actor_and_the_day_are_said(book, signed_in):
    dina = signed_in("dina")
    save(book, dina, **papers())

    assert dina.post(address(book, tail="check/")).status_code == 302

    draft = book.lives["draft"]
    draft.refresh_from_db()
    page = text_of(dina.get(address(book)))
    assert f"Заявка № {draft.number}" in page
    assert "Подана в управляющую компанию" in page
    assert "Ход за управляющей компанией" in page
    assert "10 рабочих дней со дня подачи заявки" in page
    assert "Внести запись в реестр резидентов" in page


def test_a_submitted_application_is_not_changed_any_more(book, signed_in):
    before = as_it_is(book.lives["checked"])
    response = signed_in("dina").post(address(book, "checked"), {**ANSWERS, **YEAR, **ROWS})

    assert response.status_code == 409
    assert "Ничего не изменилось" in text_of(response)
    assert as_it_is(book.lives["checked"]) == before


def test_withdrawing_asks_for_the_number(book, signed_in):
    dina, checked = signed_in("dina"), book.lives["checked"]

    refused = dina.post(address(book, "checked", "withdraw/"), {"typed": "2025-1"})
    checked.refresh_from_db()
    assert refused.status_code == 400
    assert "Это не номер заявки. Ничего не отозвано." in text_of(refused)
    assert checked.state == "under_check"

    dina.post(address(book, "checked", "withdraw/"), {"typed": checked.number})
    checked.refresh_from_db()
    assert checked.state == "withdrawn"


def test_a_withdrawn_application_is_not_withdrawn_again(book, signed_in):
    dina, checked = signed_in("dina"), book.lives["checked"]
    for status in (302, 409):
        sent = dina.post(address(book, "checked", "withdraw/"), {"typed": checked.number})
        assert sent.status_code == status


@pytest.mark.parametrize("tail", ["", "check/", "withdraw/"])
@pytest.mark.parametrize(("who", "status"), [("egor", 403), ("boris", 403), ("alice", 403), ("zoe", 403)])
def test_nobody_elses_application_is_opened_or_changed(book, signed_in, who, status, tail):
    client, before = signed_in(who), as_it_is(book.lives["draft"])

    assert client.get(address(book, tail=tail)).status_code == status
    assert client.post(address(book, tail=tail), {**ANSWERS, **YEAR, **ROWS}).status_code == status
    assert as_it_is(book.lives["draft"]) == before


def test_a_stranger_is_asked_to_sign_in_and_a_wrong_key_is_no_page(book, visitor, signed_in):
    assert visitor.get(address(book)).status_code == 302
    assert signed_in("dina").get("/apply/999999999999/").status_code == 404
    assert signed_in("dina").get("/papers/999999999999/").status_code == 404


def test_a_paper_comes_back_byte_for_byte_and_is_never_run_as_a_page(book, signed_in):
    paper = book.lives["checked"].papers.first()

    response = signed_in("dina").get(f"/papers/{paper.pk}/")

    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    assert signed_in("egor").get(f"/papers/{paper.pk}/").status_code == 403
