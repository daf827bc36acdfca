"""The pages that watch over agreements: the watch list, obligations against reports, inspections and orders."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.portal.test_pages import text_of
from zonebook.agreements.actions import amend_agreement
from zonebook.oversight.models import Inspection, Order

NOW = "2025-09-10T12:00:00+03:00"


@pytest.fixture(autouse=True)
def on_a_day_of_the_book():
    """The pages ask the clock what day it is."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def boris(signed_in):
    return signed_in("boris")


@pytest.fixture(autouse=True)
def promises(book):
    """Alfa promised 20 jobs in 2025, which it has created, and as many in 2026."""
    boris, day = book.act("boris", date(2025, 9, 6)), date(2025, 9, 6)
    lines = {"jobs_created": Decimal(20), "revenue": Decimal(90_000_000)}
    promised = {(year, line): amount for year in (2025, 2026) for line, amount in lines.items()}
    amend_agreement(boris, book.lives["agreement"], agreed_on=day, reason="Срок сдвинут.", planned=promised)


def obligations_at(client, path: str = "/desk/obligations/?state=all&lang=ru") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return text_of(response)


def test_the_watch_list_says_what_by_which_rule_with_its_source_and_status(boris, book):
    page = text_of(boris.get("/desk/watch/?lang=ru"))

    assert "Альфа Доля выручки от деятельности по соглашению Проверить нельзя" in page
    assert "официальный текст не прочитан (иллюстративное)" in page


def test_the_chips_of_the_watch_list_count_and_narrow_it(boris):
    everything = text_of(boris.get("/desk/watch/?lang=en"))
    none = text_of(boris.get("/desk/watch/?kind=warning&rule=lease_ends&lang=en"))

    assert "? cannot be told" in everything
    assert "Nothing of this kind. Remove a filter above." in none
    assert text_of(boris.get("/desk/watch/?kind=secret&rule=secret&lang=en")) == everything


def test_what_is_done_leads_to_the_figure_that_says_the_same(boris, visitor):
    page = boris.get("/desk/obligations/?state=all&line=jobs_created&year=2025&lang=en").content.decode()

    address = "/figures/jobs_created/?of=company:alfa&population=companies&during=2025-H1"
    assert f'<a href="{address.replace("&", "&amp;")}">20</a>' in page
    assert "20" in text_of(visitor.get(address))


def test_what_nobody_reported_is_dots_and_never_zero(boris):
    page = obligations_at(boris, "/desk/obligations/?state=all&year=2026&line=revenue&lang=en")

    row = page.partition("State Альфа")[2].partition("Money is rounded")[0]
    assert row.split() == "Revenue, thousand RUB 2026 90,000 … not reported … … ○ the year has not begun".split()


def test_the_obligations_are_narrowed_by_state_line_and_year_and_what_is_no_such_thing_does_not(boris):
    assert "Revenue × remove" in obligations_at(boris, "/desk/obligations/?line=revenue&lang=en")
    strange = "/desk/obligations/?state=1&line=2&year=٢٠٢٥&lang=en"
    assert obligations_at(boris, strange) == obligations_at(boris, "/desk/obligations/?lang=en")


def test_the_file_has_the_exact_amounts_and_nothing_where_nothing_is_known(boris):
    response = boris.get("/desk/obligations/?state=all&format=csv")
    lines = response.content.decode().splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))

    jobs = next(row for row in rows if (row["line"], row["year"]) == ("jobs_created", "2025"))
    assert (jobs["company"], jobs["promised"], jobs["done"]) == ("Альфа", "20", "20")
    assert jobs["address"].startswith("http://testserver/figures/jobs_created/")
    assert {row["done"] for row in rows if row["year"] == "2026"} == {""}
    assert "# zone: proba" in lines


def test_an_agreement_shows_its_versions_and_draws_what_was_done(boris, book):
    response = boris.get(f"/agreements/{book.lives['agreement'].pk}/obligations/?lang=en")

    page = text_of(response)
    assert "● Amendment 2, 6 September 2025: in force Срок сдвинут." in page
    # 20 jobs are done and 20 promised, and at this pace the year brings 40
    assert b'<rect class="done" x="0" y="3.5" width="50.00"' in response.content
    assert b'<line class="promised" x1="50.00"' in response.content


def test_the_obligations_of_an_earlier_day_are_those_of_its_terms(boris, book):
    address = f"/agreements/{book.lives['agreement'].pk}/obligations/"

    now = text_of(boris.get(f"{address}?lang=en"))
    then = text_of(boris.get(f"{address}?on=2025-09-04&lang=en"))

    assert "● Agreement" not in now
    assert "● Agreement" in then
    assert boris.get(f"{address}?on=yesterday").status_code == 400


def test_a_residents_user_finds_their_obligations_from_their_tasks(signed_in, book):
    alice = signed_in("alice")

    assert '<a href="/my/obligations/">' in alice.get("/my/").content.decode()
    assert "Что обещано и что сделано" in text_of(alice.get("/my/obligations/?lang=ru"))
    assert alice.get(f"/desk/inspections/{book.watched['held'].pk}/").status_code == 200


@pytest.mark.parametrize("path", ["/desk/watch/", "/desk/obligations/", "/desk/inspections/"])
def test_the_lists_of_the_desk_are_not_for_residents_nor_for_other_zones(signed_in, path):
    assert [signed_in(name).get(path).status_code for name in ("alice", "zoe", "pavel")] == [403] * 3
    assert signed_in("vera").get(path).status_code == 200


def test_an_inspection_is_planned_held_ordered_and_remedied_on_the_pages(boris, book):
    agreement = book.lives["agreement"].pk
    sent = {"agreement": agreement, "kind": "unplanned", "planned_on": "2025-09-09", "ground": "Письмо банка."}
    planned = boris.post("/desk/inspections/new/", sent)
    address = planned["Location"]

    act = SimpleUploadedFile("акт.pdf", b"%PDF-1.7 act")
    sent = {"held_on": "2025-09-09", "result": "breaches", "findings": "Цех пуст.", "content": act}
    assert boris.post(f"{address}record/", sent)["Location"] == address
    assert boris.post(f"{address}order/", {"text": "Занять цех.", "due": "2025-12-01"})["Location"] == address
    order = Order.objects.get(text="Занять цех.")
    sent = {"remedied_on": "2025-09-10", "remedy": "Цех занят."}
    assert boris.post(f"/desk/orders/{order.pk}/", sent)["Location"] == address

    page = text_of(boris.get(f"{address}?lang=ru"))
    assert "Найдены нарушения" in page
    assert "✓ 10 сентября 2025 года Цех занят." in page


def test_an_inspection_planned_too_early_is_refused_beside_its_day_with_the_first_day(boris, book):
    sent = {"agreement": book.lives["agreement"].pk, "kind": "planned", "planned_on": "2026-01-28", "ground": ""}

    response = boris.post("/desk/inspections/new/?lang=ru", sent)

    page = text_of(response)
    assert response.status_code == 400
    assert page.count("29 января 2026") == 2  # in the summary and beside the field
    assert '<a href="#id_planned_on">' in response.content.decode()
    assert Inspection.objects.count() == 2


@pytest.mark.parametrize(
    ("path", "sent", "field"),
    [
        ("/desk/inspections/new/", {"kind": "planned", "planned_on": "2026-02-02"}, "agreement"),
        ("/desk/inspections/{ahead}/move/", {"planned_on": "yesterday", "reason": "x"}, "planned_on"),
        ("/desk/inspections/{ahead}/move/", {"planned_on": "2026-02-03", "reason": ""}, "reason"),
        ("/desk/inspections/{ahead}/record/", {"held_on": "2026-02-02", "result": "kept"}, "content"),
        ("/desk/inspections/{held}/order/", {"text": "Купить.", "due": "2025-09-01"}, "due"),
        ("/desk/orders/{order}/", {"remedied_on": "2025-09-11", "remedy": "Куплен."}, "remedied_on"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field_and_in_the_summary(boris, book, path, sent, field):
    keys = {name: entry.pk for name, entry in book.watched.items()}

    response = boris.post(path.format(**keys), sent)

    page = response.content.decode()
    assert response.status_code == 400
    assert f'id="id_{field}_error"' in page
    assert f'<a href="#id_{field}">' in page


def test_what_was_recorded_already_is_said_above_the_form(boris, book):
    act = SimpleUploadedFile("акт.pdf", b"%PDF-1.7 act")
    sent = {"held_on": "2025-09-08", "result": "kept", "findings": "", "content": act}

    response = boris.post(f"/desk/inspections/{book.watched['held'].pk}/record/?lang=en", sent)

    assert response.status_code == 400
    assert "recorded as held already" in text_of(response)


def test_the_act_is_handed_out_as_a_file_and_only_to_who_may_see_it(signed_in, book):
    path = f"/desk/inspections/acts/{book.watched['act'].pk}/"

    response = signed_in("vera").get(path)

    assert (response.content, response["Content-Type"]) == (b"%PDF-1.7 act", "application/pdf")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert [signed_in(name).get(path).status_code for name in ("zoe", "pavel")] == [403, 403]
    assert signed_in("vera").get("/desk/inspections/acts/999999/").status_code == 404


def test_an_order_that_is_overdue_stands_out_on_the_list(signed_in):
    address = "/desk/inspections/?lang=ru"

    assert "Купить стенд. 30 сентября 2025" in text_of(signed_in("boris").get(address))
    with time_machine.travel("2025-10-01T12:00:00+03:00", tick=False):
        assert "Купить стенд. ✗ срок был 30 сентября 2025" in text_of(signed_in("boris").get(address))


def test_a_viewer_plans_nothing(signed_in, book):
    sent = {"agreement": book.lives["agreement"].pk, "kind": "planned", "planned_on": str(date(2026, 3, 2))}

    assert signed_in("vera").post("/desk/inspections/new/", sent).status_code == 403
    assert Inspection.objects.count() == 2
