"""From a campaign to the mailbox: what the schedule writes goes over a real line, once, however often it is asked."""

from __future__ import annotations

import time_machine

from tests.book import at
from tests.letters.conftest import office
from zonebook.accounts.actions import choose_language
from zonebook.config.worker import Worker
from zonebook.letters.tasks import Carried

__all__ = ["office"]


def work_on(day: str, hour: int = 10) -> Carried:
    with time_machine.travel(at(day, hour), tick=True):
        return Worker().run_once()


def test_a_whole_campaign_reminds_each_address_once_a_step_and_each_curator_once_a_day(book, spring, office):
    days = ["2025-04-14", "2025-04-14", "2025-04-15", "2025-04-23", "2025-04-28", "2025-04-29", "2025-04-29"]

    sent = [work_on(day).sent for day in days]

    # three addresses a step; from the last day on Boris reads every morning who has not reported
    assert sent == [3, 0, 0, 3, 3 + 1, 3 + 1, 0]
    assert len(set(office.ids)) == len(office.ids) == sum(sent)


def test_a_reminder_arrives_in_russian(book, spring, office):
    work_on("2025-04-23")

    subjects = {str(letter["To"]): str(letter["Subject"]) for letter in office.letters}
    assert subjects["bella@zone.example"] == "Отчёт за I квартал 2025 года: сдать до 28 апреля 2025 года"
    (bella,) = (letter for letter in office.letters if letter["To"] == "bella@zone.example")
    assert "Компания «Бета» ещё не сдала отчёт" in bella.get_content()


def test_a_reminder_and_a_digest_arrive_in_english_for_whoever_chose_it(book, spring, office):
    for name in ("bella", "boris"):
        choose_language(book.actor(name), "en")
    work_on("2025-04-28")

    english = {str(one["To"]): one for one in office.letters if one["Content-Language"] == "en"}
    assert set(english) == {"bella@zone.example", "boris@zone.example"}
    assert english["bella@zone.example"]["Subject"] == "Report (first quarter of 2025): due by 28 April 2025"
    assert "Today, 28 April 2025, is the last day." in english["bella@zone.example"].get_content()
    assert english["boris@zone.example"]["Subject"] == "Reports: 0 await you, 0 overdue"
    assert "Today is the last day, and these have not reported:" in english["boris@zone.example"].get_content()
