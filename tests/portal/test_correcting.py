"""A curator corrects an accepted report on the page: what is asked for, what is shown, what is filed."""

from __future__ import annotations

import re

import pytest

from tests.portal.test_pages import text_of
from zonebook.accounts.models import Role
from zonebook.reporting.models import Version

RU = {"accept-language": "ru"}
REASON = "Уточнённая ведомость."


@pytest.fixture
def page(book):
    return f"/review/{book.accepted.submission_id}/correct/"


def send(client, page, *, seen=1, reason=REASON, **cells):
    """Say cells of the northern site differently; whatever a warning asks to explain is explained the second time."""
    sent = {"seen": seen, "reason": reason, **{f"v:{line}:north": text for line, text in cells.items()}}
    response = client.post(page, sent, headers=RU)
    asked = re.findall(r'name="(explain\|[^"]+)"', response.content.decode())
    return client.post(page, sent | dict.fromkeys(asked, "Так по ведомости."), headers=RU) if asked else response


def newest(book) -> Version:
    return Version.objects.filter(submission=book.accepted.submission).order_by("-number").first()


def test_the_cells_stand_as_accepted_and_nothing_is_marked_as_changed(book, page, signed_in):
    shown = signed_in("boris").get(page, headers=RU).content.decode()

    assert 'name="v:jobs_created:north" value="12"' in shown
    assert 'name="v:jobs_created:south" value="8"' in shown
    assert "Что вы меняете" not in shown


def test_one_cell_said_differently_becomes_a_version_that_awaits_review_and_shows_its_difference(book, page, signed_in):
    boris = signed_in("boris")
    response = send(boris, page, jobs_created="14")
    version = newest(book)

    assert response["Location"] == f"/review/{version.submission_id}/{version.number}/"
    assert (version.number, version.state, version.reason, version.filed_by) == (2, "filed", REASON, "boris")
    assert version.completed_at is not None
    shown = text_of(boris.get(response["Location"], headers=RU))
    assert "Исправление подано" in shown
    assert "Эту версию подали вы сами" in shown
    assert {(cell.line, cell.site_code) for cell in version.cells.all() if cell.amount == 14} >= {
        ("jobs_created", "north")
    }


def test_every_other_cell_is_filed_as_it_was_accepted(book, page, signed_in):
    send(signed_in("boris"), page, jobs_created="14")

    def others(version):
        said = version.cells.exclude(line="jobs_created", site_code="north")
        return {(cell.line, cell.site_code): cell.amount for cell in said}

    assert others(newest(book)) == others(book.accepted)


def test_the_number_stays_in_the_book_until_the_correction_is_accepted(book, page, signed_in):
    boris = signed_in("boris")
    decision = send(boris, page, jobs_created="14")["Location"]
    book.accepted.refresh_from_db()
    assert book.accepted.state == "accepted"

    boris.post(decision, {"decision": "accept"}, headers=RU)
    book.accepted.refresh_from_db()
    assert (book.accepted.state, newest(book).state) == ("superseded", "accepted")


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"jobs_created": "14", "reason": ""}, "напишите, почему он исправляется"),
        ({"jobs_created": "12"}, "Ни одна ячейка не отличается"),
        ({"jobs_created": "много"}, "Исправьте 1 ошибку"),
    ],
)
def test_without_a_reason_a_difference_or_a_number_nothing_is_filed_and_what_was_typed_stands(
    book, page, signed_in, sent, says
):
    response = send(signed_in("boris"), page, **sent)

    assert response.status_code == 400
    assert says in text_of(response)
    assert f'value="{sent["jobs_created"]}"' in response.content.decode()
    assert newest(book) == book.accepted


def test_a_warning_about_a_changed_cell_is_explained_before_it_is_filed(book, page, signed_in):
    boris = signed_in("boris")
    response = boris.post(page, {"seen": 1, "reason": REASON, "v:headcount:north": ""}, headers=RU)
    assert response.status_code == 400
    assert newest(book) == book.accepted
    assert "Поясните" in text_of(response)

    send(boris, page, headcount="")
    said = newest(book).findings.filter(severity="warning").values_list("explanation", flat=True)
    assert "Так по ведомости." in set(said)
    assert "" not in set(said)


def test_what_somebody_filed_meanwhile_is_not_overtaken_unseen(book, page, signed_in):
    boris = signed_in("boris")
    send(boris, page, jobs_created="14")
    late = send(boris, page, jobs_created="15", seen=1)

    assert late.status_code == 400
    assert "boris подал версию 2" in text_of(late)
    assert newest(book).number == 2
    assert "ваше исправление встанет на её место" in text_of(boris.get(page, headers=RU))


def test_the_city_which_has_the_last_word_corrects_nothing_itself(book, page, signed_in):
    assert book.users["gleb"].role == Role.CITY_REVIEWER
    assert signed_in("gleb").get(page).status_code == 403


def test_a_report_that_is_not_in_the_book_yet_is_not_corrected(book, page, signed_in):
    Version.objects.filter(pk=book.accepted.pk).update(state=Version.State.FILED)

    assert signed_in("boris").get(page).status_code == 404


def test_the_way_to_correct_is_shown_to_those_who_may(book, page, signed_in):
    report = f"/reports/{book.accepted.submission_id}/{book.accepted.number}/"

    assert page in signed_in("boris").get(report).content.decode()
    assert page not in signed_in("alice").get(report).content.decode()
