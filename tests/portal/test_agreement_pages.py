"""The page of an agreement: signatures, entry, certificate, amendments side by side, suspension, end, both clocks."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from tests.portal.life_steps import page, take
from tests.portal.test_pages import text_of
from zonebook.agreements.actions import amend_agreement
from zonebook.agreements.queries import obligations
from zonebook.registry.actions import place_company


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
    empty = {"plan-TOTAL_FORMS": "2", "plan-INITIAL_FORMS": "2", "plan-0-year": "", "plan-1-year": ""}
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
        "plan-TOTAL_FORMS": "2", "plan-INITIAL_FORMS": "2", "plan-1-year": "",
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
        ({"plan-TOTAL_FORMS": "x"}, "План пришёл не целиком"),
        ({"plan-TOTAL_FORMS": "1"}, "План пришёл не целиком"),
        ({"plan-TOTAL_FORMS": "0"}, "План пришёл не целиком"),
        ({"amend-agreed_on": "9999-12-31"}, "Этот день ещё не наступил"),
    ],
)
def test_a_wrong_amendment_is_refused_beside_its_field_and_no_terms_are_written(book, boris, changed, says):
    agreement = book.lives["agreement"]
    response = boris.post(page(agreement), amendment(**changed))

    assert response.status_code == 400
    assert says in text_of(response)
    assert agreement.terms.count() == 2


def test_the_end_asks_for_the_number_and_takes_the_company_out_of_the_register(book, boris, entered, visitor):
    last = localdate()
    fields = {"ended_on": str(last), "ground": "by_agreement", "end_document": "Соглашение № 5"}

    wrong = take(boris, page(entered), "end", typed="СТ-1", **fields)
    assert wrong.status_code == 400
    assert "Это не номер соглашения. Ничего не прекращено." in text_of(wrong)
    take(boris, page(entered), "end", typed="СТ-2", **fields)

    for day, is_resident in ((last, True), (last + timedelta(days=1), False)):
        assert ("Эпсилон" in text_of(visitor.get(f"/companies/?on={day}&status=resident"))) is is_resident


def test_suspending_and_resuming_leave_the_company_in_the_register(book, boris, entered, visitor):
    agreement, today = book.lives["agreement"], localdate()
    take(boris, page(agreement), "suspend", first_day="2025-10-01", ground="by_own_request")
    agreement.refresh_from_db()
    assert agreement.state == "suspended"
    assert "Альфа" in text_of(visitor.get("/companies/?status=resident"))

    take(boris, page(agreement), "resume", resumed_on=str(today))
    agreement.refresh_from_db()
    assert agreement.state == "in_force"
    assert "Альфа" in text_of(visitor.get("/companies/?status=resident"))


@pytest.mark.parametrize("ahead", ["tomorrow", "2099-01-01", "9999-12-31"])
def test_no_step_of_an_agreement_is_recorded_ahead_of_its_day(book, boris, ahead):
    agreement = book.lives["agreement"]
    day = str(localdate() + timedelta(days=1)) if ahead == "tomorrow" else ahead
    ended = {"ended_on": day, "ground": "by_agreement", "end_document": "№ 5", "typed": "СТ-1"}
    suspended = {"first_day": day, "ground": "by_own_request"}

    for step, fields in (("end", ended), ("suspend", suspended)):
        response = take(boris, page(agreement), step, **fields)
        assert response.status_code == 400
        assert "Этот день ещё не наступил" in text_of(response)
    take(boris, page(agreement), "suspend", **suspended | {"first_day": "2025-10-01"})
    assert take(boris, page(agreement), "resume", resumed_on=day).status_code == 400

    agreement.refresh_from_db()
    assert (agreement.state, agreement.suspensions.count()) == ("suspended", 1)


def test_every_agreed_year_stands_in_the_plan_and_stays(book, boris):
    agreement = book.lives["agreement"]
    longest = {(year, "investment"): Decimal(1_000_000) for year in range(2026, 2051)}
    amend_agreement(
        book.act("boris", date(2025, 9, 20)), agreement, agreed_on=date(2025, 9, 20), reason="надолго", planned=longest
    )
    fields = boris.get(page(agreement)).context["plan"]
    sent = {f"plan-{number}-{name}": value for number, row in enumerate(fields) for name, value in row.initial.items()}
    sent |= {"plan-TOTAL_FORMS": str(len(fields)), "plan-INITIAL_FORMS": "0", "plan-0-investment": "2000"}
    said = {"step": "amend", "amend-agreed_on": "2025-10-01", "amend-reason": "Больше."}

    assert boris.post(page(agreement), sent | said).status_code == 302

    assert obligations(agreement.terms.last()) == longest | {(2026, "investment"): Decimal(2_000_000)}


def test_on_a_day_before_the_signing_nothing_of_what_came_later_is_said(book, boris, entered):
    before = text_of(boris.get(f"{page(entered)}?on={localdate() - timedelta(days=1)}"))

    assert "На подписании" in before
    for later in ("✓ Е. Егоров", "№ Р-2 в реестре", "Свидетельство о записи"):
        assert later not in before
    assert before.count("ещё не подписала") == 3


def test_a_resident_on_no_site_is_told_to_be_out_of_the_figure_until_it_gets_one(book, boris, visitor, entered):
    code = entered.company.code
    pages = (page(entered), f"/companies/{code}/", "/companies/?status=resident")
    for address in pages:
        answer = boris.get(address)
        assert "поэтому показатель «Резидентов»" in text_of(answer)
        assert f"/desk/companies/{code}/sites/" in answer.content.decode()
    assert f"/desk/companies/{code}/sites/" not in visitor.get("/companies/?status=resident").content.decode()

    place_company(book.act("boris", localdate()), entered.company, site=book.sites["north"], first_day=localdate())

    for address in pages:
        assert "поэтому показатель «Резидентов»" not in text_of(boris.get(address))


def test_the_company_page_says_the_state_that_the_agreement_had_on_the_day(book, boris):
    take(boris, page(book.lives["agreement"]), "suspend", first_day="2025-10-01", ground="by_own_request")

    for day, state in (("2025-09-30", "Действует"), ("2025-10-01", "Приостановлено")):
        agreed = boris.get(f"/companies/alfa/?on={day}").context["papers"].agreements
        assert [one.state.ru for one in agreed] == [state]
    assert boris.get("/companies/alfa/?on=2024-01-30").context["papers"].agreements == []


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
