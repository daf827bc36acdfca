"""The history of applications and agreements: who may read it, from when on, and are the codes of its table worded?"""

from __future__ import annotations

from datetime import date

import pytest

from tests.portal.life_book import INNS
from tests.portal.test_pages import text_of
from zonebook.agreements import actions
from zonebook.methodology import load_methodology
from zonebook.portal.changes import KINDS, changes_of, entry_records
from zonebook.portal.life_road import deadline_title, ground_title, state_title
from zonebook.regime import Subject

EVERYBODY = ("alice", "boris", "clara", "dina", "egor", "pavel", "vera", "zoe")
NEVER_SUBMITTED = "+7 495 000"


def history_of(book, name: str, kind: str = "application") -> str:
    return f"/history/{kind}/{book.lives[name].pk}/?lang=ru"


def admitted(signed_in, address: str) -> set[str]:
    """Who is shown the page; everybody else is told that it is not open to them."""
    statuses = {who: signed_in(who).get(address).status_code for who in EVERYBODY}
    assert set(statuses.values()) <= {200, 403}
    return {who for who, status in statuses.items() if status == 200}


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("draft", {"dina"}),
        ("checked", {"dina", "boris", "clara", "vera"}),
        ("heard", {"egor", "boris", "clara", "vera"}),
    ],
)
def test_the_history_of_an_application_opens_for_who_may_open_the_application(book, signed_in, visitor, name, who):
    assert admitted(signed_in, history_of(book, name)) == who
    assert visitor.get(history_of(book, name)).status_code == 403


def test_an_applicant_reads_the_history_of_the_agreement_that_they_applied_for(book, signed_in, entered):
    boris, today = book.act("boris", date(2026, 12, 1)), entered.entered_on
    suspension = actions.suspend_agreement(boris, entered, first_day=today, ground="material_breach")

    for address in (f"/history/agreement/{entered.pk}/", f"/history/suspension/{suspension.pk}/"):
        assert admitted(signed_in, address) == {"egor", "boris", "clara", "vera"}


def test_an_inspection_and_its_order_are_read_by_who_may_open_the_agreement(book, signed_in):
    held, order = book.watched["held"], book.watched["order"]

    for address in (f"/history/inspection/{held.pk}/", f"/history/order/{order.pk}/"):
        assert admitted(signed_in, address) == {"alice", "boris", "clara", "vera"}


@pytest.fixture
def redrafted(book):
    """Dina wrote a telephone number in her draft and took it out again before she submitted."""
    dina, draft = book.act("dina", date(2025, 9, 2)), book.lives["draft"]
    for phone in (NEVER_SUBMITTED, ""):
        draft = actions.save_draft(dina, draft, planned={}, contact_phone=phone, inn=INNS["Дельта"])
    draft.state, draft.submitted_at = "under_check", dina.at
    draft._history_date = dina.at
    draft.save()


def test_what_a_draft_said_before_it_was_submitted_stays_its_owners(book, signed_in, redrafted):
    own, of_zone = (text_of(signed_in(who).get(history_of(book, "draft"))) for who in ("dina", "boris"))

    assert NEVER_SUBMITTED in own
    assert NEVER_SUBMITTED not in of_zone
    assert "1 изменение" in of_zone
    assert INNS["Дельта"] in of_zone


def test_states_deadlines_and_grounds_are_said_in_the_words_of_the_table(book, signed_in, entered):
    boris, today = book.act("boris", date(2026, 12, 1)), entered.entered_on
    suspension = actions.suspend_agreement(boris, entered, first_day=today, ground="material_breach")
    addresses = (
        ("dina", history_of(book, "checked")),
        ("dina", history_of(book, "draft")),
        ("boris", f"/history/agreement/{entered.pk}/?lang=ru"),
        ("boris", f"/history/suspension/{suspension.pk}/?lang=ru"),
    )
    checked, draft, agreement, suspension = (text_of(signed_in(who).get(address)) for who, address in addresses)

    assert "Черновик Документы на проверке" in checked
    assert "Проверить документы и передать заявку совету" in checked
    assert "Черновик" in draft
    assert "На подписании Действует" in agreement
    assert "Действует Приостановлено" in agreement
    assert "Существенное нарушение условий соглашения" in suspension
    codes = ("draft", "under_check", "check_papers", "signing", "in_force", "suspended", "material_breach")
    pages = (checked, draft, agreement, suspension)
    assert [code for code in codes for page in pages if code in page] == []


def test_they_are_said_in_the_language_of_the_page(book, signed_in):
    page = text_of(signed_in("dina").get(f"/history/application/{book.lives['checked'].pk}/?lang=en"))

    assert "Papers under check" in page
    assert "Check the papers and pass the application on" in page


def test_the_words_of_an_inspections_ground_are_left_as_they_were_written(book):
    records = entry_records(KINDS["inspection"], str(book.watched["held"].pk), zone=book.zone)
    (*_later, entered) = changes_of(records, with_makers=True)

    assert {one.field: one.after for one in entered.differences}["ground"] == "Жалоба соседей."


def test_a_code_that_the_table_does_not_have_any_more_stays_as_it_is():
    regime = load_methodology().regime
    assert state_title(regime.life(), "draft", subject=Subject.AGREEMENT).ru == "draft"
    assert deadline_title(regime, "long_gone").ru == "long_gone"
    assert ground_title(regime.life(), "long_gone").ru == "long_gone"
