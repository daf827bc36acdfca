"""Do letters go over a real line, once each, and does the server's answer decide what becomes of them?"""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from tests.letters.post_office import open_post_office
from tests.letters.writing import written
from zonebook.letters.actions import GIVES_UP_AFTER
from zonebook.letters.models import Letter
from zonebook.letters.tasks import LEASE, Carried, put_back_abandoned, send_waiting

State = Letter.State


def send(limit: int = 100) -> Carried:
    return send_waiting("worker", limit=limit)


pytestmark = pytest.mark.django_db


def test_a_russian_letter_arrives_readable(office):
    written(text="Ждём отчёт за квартал.\n.\nТочка в начале строки — не конец письма. 1 000 ₽")

    assert send() == Carried(sent=1)

    (letter,) = office.letters
    assert letter["Subject"] == "Отчёт за I квартал: осталось три рабочих дня"
    assert letter.get_content_charset() == "utf-8"
    assert letter.get_content().splitlines() == [
        "Ждём отчёт за квартал.", ".", "Точка в начале строки — не конец письма. 1 000 ₽",
    ]  # fmt: skip
    assert str(letter["From"]) == "Книга зоны <book@zone.example>"
    assert letter["To"] == "officer1@alfa.example"
    assert letter["Content-Language"] == "ru"
    assert letter["Auto-Submitted"] == "auto-generated"


def test_nothing_but_ascii_goes_over_the_line_and_no_field_begins_with_an_empty_line(office):
    written()
    send()

    assert office.taken[0].isascii()
    assert b"Subject: =?utf-8?" in office.taken[0]


def test_a_sent_letter_says_when_and_has_the_message_id_that_the_book_knows(office):
    letter = written()
    send()

    letter.refresh_from_db()
    assert letter.state == State.SENT
    assert letter.sent_at >= letter.handed_at >= letter.written_at
    assert office.ids == [letter.message_id]


def test_however_often_the_worker_looks_each_letter_goes_once(office):
    for number in range(5):
        written(number)

    assert [send().sent for _ in range(3)] == [5, 0, 0]
    assert len(office.taken) == len(set(office.ids)) == 5


def test_a_round_sends_so_many_and_no_more(office):
    for number in range(5):
        written(number)

    assert send(limit=3) == Carried(sent=3)
    assert Letter.objects.filter(state=State.WAITING).count() == 2


def test_a_worker_that_is_asked_to_stop_finishes_the_letter_at_hand_and_takes_no_other(office):
    for number in range(5):
        written(number)

    carried = send_waiting("worker", limit=100, may_go_on=lambda: len(office.taken) < 2)

    assert carried == Carried(sent=2)
    assert not Letter.objects.filter(state=State.SENDING).exists()


@pytest.mark.parametrize("answer", ["451 try again later", "452 mailbox full"])
def test_a_temporary_refusal_is_tried_again_later_and_the_other_letters_go(office, answer):
    office.to_address["officer1@alfa.example"] = answer
    first, _second = written(1), written(2)

    assert send() == Carried(sent=1, postponed=1)

    first.refresh_from_db()
    assert (first.state, first.last_error, first.may_repeat) == (State.WAITING, answer, False)
    assert send() == Carried()
    office.to_address.clear()
    with time_machine.travel(first.next_try_at, tick=True):
        assert send() == Carried(sent=1)
    assert len(office.taken) == len(set(office.ids)) == 2


def test_tries_come_further_and_further_apart_until_the_letter_is_given_up(office):
    office.to_address["officer1@alfa.example"] = "451 greylisted"
    letter = written()
    waits = []
    while letter.state == State.WAITING:
        with time_machine.travel(letter.next_try_at, tick=False):
            send()
            letter.refresh_from_db()
            waits.append(letter.next_try_at - now())

    minutes = [wait / timedelta(minutes=1) for wait in waits]
    assert minutes[:5] == [1, 5, 15, 60, 240]
    assert set(minutes[5:]) == {240}
    assert (letter.state, letter.last_error) == (State.FAILED, "451 greylisted")
    assert letter.next_try_at > letter.written_at + GIVES_UP_AFTER
    assert office.taken == []


@pytest.mark.parametrize("answer", ["550 no such user", "552 mailbox is over its quota for good"])
def test_a_permanent_refusal_of_the_address_is_final_and_keeps_the_servers_words(office, answer):
    office.to_address["officer1@alfa.example"] = answer
    letter = written()

    assert send() == Carried(failed=1)

    letter.refresh_from_db()
    assert (letter.state, letter.last_error, letter.attempts) == (State.FAILED, answer, 1)


def test_a_permanent_refusal_of_the_content_is_final(office):
    office.to_content = "554 looks like advertising"
    letter = written()
    send()

    letter.refresh_from_db()
    assert (letter.state, letter.may_repeat) == (State.FAILED, False)


def test_a_refusal_of_our_own_sender_is_no_fault_of_the_letters(office):
    office.to_sender = "553 who are you"
    letters = [written(number) for number in range(3)]

    assert send() == Carried(postponed=1)

    assert Letter.objects.filter(state=State.WAITING).count() == len(letters)


def test_a_server_that_does_not_answer_is_not_asked_for_every_letter(office, settings):
    with open_post_office() as closed:
        settings.EMAIL_PORT = closed.port
    for number in range(3):
        written(number)

    assert send() == Carried(postponed=1)

    assert Letter.objects.get(attempts=1).last_error.startswith("ConnectionRefusedError")
    assert not Letter.objects.filter(may_repeat=True).exists()


def test_a_letter_whose_answer_was_never_heard_goes_again_as_the_same_letter(office):
    office.swallows = 1
    letter = written()

    assert send() == Carried(postponed=1)

    letter.refresh_from_db()
    assert (letter.state, letter.may_repeat, letter.handed_at) == (State.WAITING, True, None)
    with time_machine.travel(letter.next_try_at, tick=True):
        assert send() == Carried(sent=1)
    assert office.ids == [letter.message_id] * 2


def test_a_letter_whose_worker_died_before_handing_it_over_goes_again_and_is_no_repetition(office):
    letter = written()
    Letter.objects.update(state=State.SENDING, claimed_by="dead", claimed_at=now() - LEASE - timedelta(seconds=1))

    assert send() == Carried(sent=1)

    letter.refresh_from_db()
    assert (letter.may_repeat, office.ids) == (False, [letter.message_id])


def test_a_letter_whose_worker_died_after_handing_it_over_says_that_it_may_come_twice(office):
    letter, long_ago = written(), now() - LEASE - timedelta(seconds=1)
    Letter.objects.update(state=State.SENDING, claimed_by="dead", claimed_at=long_ago, handed_at=long_ago)

    assert send() == Carried(sent=1)

    letter.refresh_from_db()
    assert letter.may_repeat is True


def test_a_letter_that_a_living_worker_has_is_left_to_it(office):
    written()
    Letter.objects.update(state=State.SENDING, claimed_by="alive", claimed_at=now() - LEASE / 2)

    assert put_back_abandoned() == 0
    assert send() == Carried()


def test_a_worker_that_slept_through_its_lease_does_not_hand_over_what_is_no_longer_its_own(office, monkeypatch):
    letter = written()
    opened = "zonebook.letters.smtp.Backend.open"
    from zonebook.letters.smtp import Backend

    real = Backend.open

    def slow(self):
        Letter.objects.update(claimed_by="another", claimed_at=now())
        return real(self)

    monkeypatch.setattr(opened, slow)

    assert send() == Carried()

    letter.refresh_from_db()
    assert (letter.state, letter.claimed_by, office.taken) == (State.SENDING, "another", [])


def test_a_letter_to_a_cyrillic_server_is_written_as_mail_writes_it(office):
    written(to="director@завод.рф")
    send()

    assert office.letters[0]["To"] == "director@xn--80aegj1b.xn--p1ai"
