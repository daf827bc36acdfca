"""The curator's page of letters, and what the server tells whoever watches over it."""

from __future__ import annotations

import pytest
from django.utils.timezone import now

from tests.letters.writing import written
from zonebook.letters.models import Letter
from zonebook.letters.tasks import breathe


@pytest.fixture
def failed(book) -> Letter:
    letter = written(1, zone=book.zone.code)
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.FAILED, last_error="550 no such user")
    return letter


def page(client, query: str = "") -> str:
    response = client.get(f"/desk/letters/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_curator_sees_each_letter_with_its_company_its_words_and_its_state(signed_in, book, failed):
    shown = page(signed_in("boris"))

    for told in ("officer1@alfa.example", "/companies/alfa/", "Ждём отчёт за квартал.", "550 no such user"):
        assert told in shown


def test_letters_are_chosen_by_their_state(signed_in, book, failed):
    written(2, zone=book.zone.code)
    boris = signed_in("boris")

    assert "officer2@" not in page(boris, "?state=failed")
    assert "officer1@" not in page(boris, "?state=waiting")
    assert "officer1@" in page(boris, "?state=nonsense")


def test_letters_are_chosen_by_their_campaign(signed_in, book, failed):
    campaign = book.campaigns["2025-H1"]
    Letter.objects.filter(pk=written(2, zone=book.zone.code).pk).update(about=f"campaigns.campaign:{campaign.pk}")
    shown = page(signed_in("boris"), f"?campaign={campaign.code}")

    assert "officer2@" in shown
    assert "officer1@" not in shown


def test_a_campaign_that_is_not_there_is_not_found(signed_in, book):
    assert signed_in("boris").get("/desk/letters/?campaign=nothing").status_code == 404


def test_a_letter_that_may_have_come_twice_says_so(signed_in, book):
    Letter.objects.filter(pk=written(zone=book.zone.code).pk).update(may_repeat=True)

    assert "Могло прийти дважды" in page(signed_in("boris"))


def test_a_failed_letter_is_sent_again_by_a_button_and_the_page_says_so(signed_in, book, failed):
    response = signed_in("boris").post(f"/desk/letters/{failed.pk}/again/", follow=True)

    assert "officer1@alfa.example будет отправлено ещё раз" in response.content.decode()
    failed.refresh_from_db()
    assert failed.state == Letter.State.WAITING


def test_a_letter_that_is_on_its_way_is_left_alone_and_the_page_says_so(signed_in, book):
    letter = written(zone=book.zone.code)
    response = signed_in("boris").post(f"/desk/letters/{letter.pk}/again/", follow=True)

    assert "ничего не изменилось" in response.content.decode()


def test_a_letter_of_another_zone_is_not_there(signed_in, book, failed):
    Letter.objects.filter(pk=failed.pk).update(zone_code="away")
    boris = signed_in("boris")

    assert "officer1@" not in page(boris)
    assert boris.post(f"/desk/letters/{failed.pk}/again/").status_code == 404


def test_the_page_warns_when_no_worker_is_running_and_stops_when_one_is(signed_in, book):
    boris = signed_in("boris")
    assert "Рабочий процесс не запущен" in page(boris)

    breathe("worker", started_at=now())

    assert "Рабочий процесс" not in page(boris)


def test_the_page_says_when_letters_leave_the_server_for_nowhere(signed_in, book, settings):
    assert "не указан почтовый сервер" in page(signed_in("boris"))

    settings.EMAIL_BACKEND = "zonebook.letters.smtp.Backend"

    assert "не указан почтовый сервер" not in page(signed_in("boris"))


def test_the_texts_of_letters_cannot_carry_marks_into_the_page(signed_in, book):
    written(1, text="<script>alert(1, zone=book.zone.code)</script>")

    assert "<script>alert" not in page(signed_in("boris"))


def test_whoever_watches_over_the_server_learns_whether_a_worker_breathes_and_nothing_else(visitor, book):
    assert visitor.get("/health/").json() == {"book": "answers", "worker": "silent", "worker_breathed_at": None}

    breathe("worker", started_at=now())
    told = visitor.get("/health/")

    assert told["Cache-Control"] == "no-store"
    assert told.json().keys() == {"book", "worker", "worker_breathed_at"}
    assert told.json()["worker"] == "breathes"
