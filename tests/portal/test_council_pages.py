"""The pages of the expert council: its members, its meetings, the votes and the decision that follows from them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.portal.life_steps import decision, meeting, votes
from tests.portal.test_pages import text_of
from zonebook.agreements.models import AgendaItem


def test_the_decision_follows_from_the_votes_and_is_not_offered_before_them(book, boris):
    assert "Сначала запишите голоса" in text_of(boris.get(meeting(book)))

    boris.post(meeting(book), votes(book, "for", "for", "against"))
    assert "Записать решение совета о поддержке" in text_of(boris.get(meeting(book)))
    boris.post(meeting(book), decision(book))

    book.lives["heard"].refresh_from_db()
    assert book.lives["heard"].state == "supported"


def test_a_majority_against_declines(book, boris):
    boris.post(meeting(book), votes(book, "for", "against", "against"))
    boris.post(meeting(book), decision(book))

    book.lives["heard"].refresh_from_db()
    assert book.lives["heard"].state == "declined"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"act": "decide"}, "Напишите доводы совета."),
        ({"act": "crown"}, "Такого шага здесь нет."),
        ({"item": "999"}, "Этой заявки нет в повестке заседания."),
        ({"act": "postpone"}, "Напишите причину."),
    ],
)
def test_a_wrong_request_to_the_council_is_answered_in_words(book, boris, changed, says):
    response = boris.post(meeting(book), {**votes(book, "for", "for", "for"), **changed})

    assert response.status_code == 400
    assert says in text_of(response)
    assert AgendaItem.objects.get(pk=book.lives["item"].pk).decision == ""


def test_a_vote_that_is_none_is_named_beside_the_member_and_no_vote_is_kept(book, boris):
    response = boris.post(meeting(book), votes(book, "for", "maybe", "for"))

    assert response.status_code == 400
    assert "Выберите «за», «против» или «воздержался»." in text_of(response)
    assert not book.lives["item"].votes.exists()


def test_a_decision_without_a_quorum_is_refused(book, boris):
    boris.post(meeting(book), votes(book, "for", "", ""))
    response = boris.post(meeting(book), decision(book))

    assert response.status_code == 400
    assert "На заседании не было кворума." in text_of(response)


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "Файл пуст: выберите другой."), (b"MZ", "Такой файл приложить нельзя")]
)
def test_minutes_that_are_no_document_are_refused(book, boris, content, says):
    sent = {"act": "hold", "minutes": SimpleUploadedFile("protocol.pdf", content)}
    response = boris.post(meeting(book), sent)

    assert response.status_code == 400
    assert says in text_of(response)
    assert book.lives["meeting"].minutes.count() == 1


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"act": "call", "call-number": "1", "call-day": "2026-12-01"}, "Этот номер уже занят"),
        ({"act": "call", "call-number": "9", "call-day": "завтра"}, "Напишите день как 2025-09-09."),
        ({"act": "call"}, "Впишите номер заседания."),
        ({"act": "seat", "seat-name": "", "seat-first_day": "2026-01-01"}, "Напишите имя"),
        ({"act": "unseat", "unseat-member": "999"}, "Выберите члена совета."),
        ({"act": "crown"}, "Такого шага здесь нет."),
    ],
)
def test_a_meeting_or_a_member_that_cannot_be_written_down_is_refused(book, boris, sent, says):
    response = boris.post("/desk/council/", sent)

    assert response.status_code == 400
    assert says in text_of(response)
