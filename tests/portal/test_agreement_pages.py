"""The page of an agreement: signatures, entry, certificate, amendments side by side, suspension, end, both clocks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from tests.portal.life_steps import page, take
from tests.portal.test_pages import text_of


def test_three_signatures_an_entry_and_the_certificate(book, boris, entered):
    said = text_of(boris.get(page(entered)))
    pdf = boris.get(f"{page(entered)}certificate.pdf")

    assert "Действует" in said
    assert "№ Р-2 в реестре" in said
    assert said.count("✓ Е. Егоров") == 3
    assert (pdf["Content-Type"], pdf["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert pdf.content == bytes(entered.certificate.content)


def test_before_the_entry_there_is_no_certificate(boris, prepared):
    assert boris.get(f"{page(prepared)}certificate.pdf").status_code == 404


@pytest.mark.parametrize(
    ("step", "fields", "status", "says"),
    [
        ("enter_in_register", {"entered_on": "2026-12-31", "register_number": "Р-2"}, 400, "Этот день ещё не наступил"),
        ("sign", {"party": "king", "signatory": "К", "signed_on": "2026-01-01"}, 400, "Эта сторона уже подписала"),
        ("sign", {"party": "resident", "signed_on": "2026-01-01"}, 400, "Впишите, кто подписал."),
        ("sign", {"party": "resident", "signatory": "Е", "signed_on": "2020-01-01"}, 400, "Дата раньше предыдущего"),
        ("sign", {"party": "resident", "signatory": "Е", "signed_on": "вчера"}, 400, "Напишите день как 2025-09-09."),
        ("amend", {"agreed_on": "2026-01-01", "reason": "Так"}, 409, "сейчас сделать нельзя"),
        ("end", {}, 409, "сейчас сделать нельзя"),
        ("crown", {}, 400, "Шага «crown» нет."),
    ],
)
def test_an_agreement_takes_no_step_that_is_not_its_next(boris, prepared, *, step, fields, status, says):
    empty = {"plan-TOTAL_FORMS": "0", "plan-INITIAL_FORMS": "0"}
    sent = {"step": step, **empty, **{f"{step}-{name}": value for name, value in fields.items()}}
    response = boris.post(page(prepared), sent)

    prepared.refresh_from_db()
    assert response.status_code == status
    assert says in text_of(response)
    assert (prepared.state, prepared.signatures.count()) == ("signing", 0)


def test_an_entry_before_three_signatures_is_refused(boris, prepared):
    sent = {"entered_on": str(localdate()), "register_number": "Р-2"}
    response = take(boris, page(prepared), "enter_in_register", **sent)

    assert response.status_code == 400
    assert "Подписали не все три стороны." in text_of(response)


def amendment(*, investment: str = "50000", year: str = "2026", **changed: str) -> dict[str, str]:
    row = {"year": year, "investment": investment, "capital_investment": "30000", "jobs_created": "25", "revenue": "1"}
    return {
        "step": "amend", "amend-agreed_on": "2025-10-01", "amend-reason": "Больше оборудования.",
        "plan-TOTAL_FORMS": "1", "plan-INITIAL_FORMS": "1",
        **{f"plan-0-{name}": value for name, value in row.items()}, **changed,
    }  # fmt: skip


def test_an_amendment_stands_beside_what_was_agreed_before(book, boris):
    agreement = book.lives["agreement"]

    assert boris.post(page(agreement), amendment()).status_code == 302

    said = text_of(boris.get(page(agreement)))
    assert "Изменение 2 1 октября 2025" in said
    assert "≠ изменено: 50 000" in said
    assert agreement.terms.count() == 3


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"investment": "20000"}, "Капитальные вложения входят"),
        ({"investment": "много"}, "Введите число"),
        ({"year": "1200"}, "Укажите год от 2000 до 2100."),
        ({"amend-reason": ""}, "Напишите, о чём договорились и почему."),
        ({"amend-agreed_on": "2020-01-01"}, "Дата раньше предыдущего шага."),
        ({"amend-valid_until": "2025-01-01"}, "раньше"),
        ({"plan-TOTAL_FORMS": "x"}, "ManagementForm"),
    ],
)
def test_a_wrong_amendment_is_refused_beside_its_field_and_no_terms_are_written(book, boris, changed, says):
    agreement = book.lives["agreement"]
    response = boris.post(page(agreement), amendment(**changed))

    assert response.status_code == 400
    assert says in text_of(response)
    assert agreement.terms.count() == 2


def test_the_end_asks_for_the_number_and_takes_the_company_out_of_the_register(book, boris, entered, visitor):
    last = localdate() + timedelta(days=30)
    fields = {"ended_on": str(last), "ground": "by_agreement", "end_document": "Соглашение № 5"}

    wrong = take(boris, page(entered), "end", typed="СТ-1", **fields)
    assert wrong.status_code == 400
    assert "Это не номер соглашения. Ничего не прекращено." in text_of(wrong)
    take(boris, page(entered), "end", typed="СТ-2", **fields)

    for day, is_resident in ((last, True), (last + timedelta(days=1), False)):
        assert ("Эпсилон" in text_of(visitor.get(f"/companies/?on={day}&status=resident"))) is is_resident


def test_suspending_and_resuming_leave_the_company_in_the_register(book, boris, entered, visitor):
    today, tomorrow = localdate(), localdate() + timedelta(days=1)
    take(boris, page(entered), "suspend", first_day=str(today), ground="by_own_request")
    entered.refresh_from_db()
    assert entered.state == "suspended"
    assert "Эпсилон" in text_of(visitor.get("/companies/?status=resident"))

    take(boris, page(entered), "resume", resumed_on=str(tomorrow))
    entered.refresh_from_db()
    assert entered.state == "in_force"
    assert "Эпсилон" in text_of(visitor.get(f"/companies/?on={tomorrow}&status=resident"))


def test_an_agreement_is_shown_as_of_a_day_and_as_known_at_a_moment(book, boris):
    address = page(book.lives["agreement"])

    assert "Действует" in text_of(boris.get(f"{address}?on=2024-06-01"))
    assert "На подписании" in text_of(boris.get(f"{address}?on=2024-01-30"))
    assert "Изменение 1" in text_of(boris.get(f"{address}?known=2025-09-06T00:00"))
    assert "Изменение 1" not in text_of(boris.get(f"{address}?known=2025-09-04T00:00"))
    assert boris.get(f"{address}?known=2025-01-01T00:00").status_code == 404


@pytest.mark.parametrize("query", ["on=yesterday", "known=soon", "on=9999-99-99"])
def test_a_clock_that_cannot_be_read_is_named(book, boris, query):
    response = boris.get(f"{page(book.lives['agreement'])}?{query}")

    assert response.status_code == 400
    assert "<title>Ошибка:" in response.content.decode()
