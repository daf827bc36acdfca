"""Is a letter written once, whoever writes it and however often, and refused when it could not be sent?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from tests.at_once import at_once
from tests.letters.writing import draft, written
from zonebook.letters.actions import GIVES_UP_AFTER, send_anew, write_letters
from zonebook.letters.models import Letter
from zonebook.letters.queries import message_id


@pytest.mark.django_db
def test_a_written_letter_waits_to_be_sent():
    letter = written()

    assert letter.state == Letter.State.WAITING
    assert letter.next_try_at == letter.written_at
    assert letter.give_up_at == letter.written_at + GIVES_UP_AFTER


@pytest.mark.django_db
def test_a_letter_of_the_same_key_is_not_written_again_and_keeps_its_words():
    write_letters([draft(1, text="Первый.")], at=now())

    assert write_letters([draft(1, text="Второй."), draft(2)], at=now()) == [Letter.objects.get(key="test/2")]
    assert Letter.objects.get(key="test/1").text == "Первый."


@pytest.mark.django_db
def test_two_drafts_of_one_key_in_one_go_are_one_letter():
    assert len(write_letters([draft(1), draft(1)], at=now())) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_same_letters_at_once_write_each_once():
    drafts = [draft(number) for number in range(20)]

    assert at_once(*[lambda: write_letters(drafts, at=now())] * 3) == [""] * 3  # the pool has four connections
    assert Letter.objects.count() == 20


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"to": "nobody"}, "to"),
        ({"to": "two@alfa.example, three@alfa.example"}, "to"),
        ({"subject": "Отчёт\r\nBcc: everybody@zone.example"}, "subject"),
        ({"subject": "Отчёт " * 60}, "subject"),
        ({"text": ""}, "text"),
    ],
)
def test_a_letter_that_could_not_be_sent_is_refused_by_its_field(wrong, field):
    with pytest.raises(ValidationError) as refused:
        write_letters([draft(1), replace(draft(2), **wrong)], at=now())

    assert set(refused.value.message_dict) == {field}
    assert not Letter.objects.exists()


def test_the_message_id_follows_from_the_key_and_the_senders_server(settings):
    settings.DEFAULT_FROM_EMAIL = "Книга зоны <book@zone.example>"

    assert message_id("a") == message_id("a")
    assert message_id("a") != message_id("b")
    assert message_id("a").endswith("@zone.example>")


def test_an_address_alone_may_be_the_sender(settings):
    settings.DEFAULT_FROM_EMAIL = "book@zone.example"

    assert message_id("a").endswith("@zone.example>")


@pytest.mark.django_db
def test_a_letter_that_failed_is_tried_anew_when_somebody_asks_for_it():
    Letter.objects.filter(pk=written().pk).update(state=Letter.State.FAILED, last_error="550 no such user")
    at = now()

    send_anew(Letter.objects.get(), at=at)

    letter = Letter.objects.get()
    assert (letter.state, letter.next_try_at) == (Letter.State.WAITING, at)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [Letter.State.WAITING, Letter.State.SENT])
def test_a_letter_that_waits_or_was_sent_is_not_sent_again(state):
    letter = written()
    Letter.objects.filter(pk=letter.pk).update(state=state, sent_at=now())

    with pytest.raises(ValidationError, match="has not failed"):
        send_anew(letter, at=now())
