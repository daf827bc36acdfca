"""What is each curator told of a morning, and when is there nothing to tell?"""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.book import at
from zonebook.accounts.actions import open_account, record_absence
from zonebook.accounts.models import Role, User
from zonebook.accounts.queries import Actor
from zonebook.audit.models import Entry
from zonebook.campaigns.actions import assign_curator
from zonebook.letters.models import Letter
from zonebook.reminding.actions import send_again
from zonebook.reminding.tasks import write_what_is_due


def digests(day: str) -> dict[str, Letter]:
    """The digests that the book writes on a day, by address."""
    return {letter.to: letter for letter in write_what_is_due(at(day)) if letter.key.startswith("digest/")}


@pytest.fixture
def olga(book) -> User:
    """A second curator."""
    user = open_account(
        by=book.users["frida"], at=at("2025-01-01"), username="olga", password="long-enough-phrase",
        belongs_to=(Role.CURATOR, "home", ""),
    )  # fmt: skip
    user.email = "olga@zone.example"
    user.save()
    book.users["olga"] = user
    return user


def test_a_curator_is_told_what_awaits_them(book, spring, settings):
    settings.BOOK_ADDRESS = "https://book.zone.example"
    book.file("2025-Q1", "alfa")

    letter = digests("2025-04-21")["boris@zone.example"]

    assert letter.subject == "Отчёты: ждут вашего решения — 1, не сданы в срок — 0"
    assert "Вашего решения ждёт 1 отчёт:\nhttps://book.zone.example/review/" in letter.text
    assert "Бета" not in letter.text


def test_on_the_last_day_a_curator_is_told_who_has_not_reported(spring):
    text = digests("2025-04-28")["boris@zone.example"].text

    assert "Сегодня последний день, а отчёта ещё нет:\n- Альфа\n- Бета\n" in text


def test_after_the_last_day_a_curator_is_told_who_is_late_and_by_how_many_days(book, spring):
    book.file("2025-Q1", "alfa")
    letter = digests("2025-04-30")["boris@zone.example"]

    assert letter.subject == "Отчёты: ждут вашего решения — 1, не сданы в срок — 1"
    assert "Не сданы в срок:\n- Бета, 2 дня\n" in letter.text


def test_whom_a_reminder_cannot_reach_the_curator_is_told(spring):
    User.objects.filter(username="bella").update(email="")

    assert "в реестре нет адреса почты:\n- Бета\n" in digests("2025-04-28")["boris@zone.example"].text


def test_when_there_is_nothing_to_tell_no_digest_is_written(spring):
    assert digests("2025-04-02") == {}


def test_a_digest_is_written_once_a_day(spring):
    assert set(digests("2025-04-28")) == {"boris@zone.example"}
    assert digests("2025-04-28") == {}
    assert set(digests("2025-04-29")) == {"boris@zone.example"}


def test_each_curator_is_told_of_the_companies_they_look_after(book, spring, olga):
    boris = book.actor("boris", "2025-04-01")
    assign_curator(boris, book.zone, companies=[book.alfa], username="olga", first_day=date(2025, 4, 1))
    written = digests("2025-04-28")

    assert "- Альфа\n" in written["olga@zone.example"].text
    assert "- Альфа\n" not in written["boris@zone.example"].text
    assert "- Бета\n" in written["boris@zone.example"].text


def test_during_an_absence_the_deputy_is_told_instead(book, spring, olga):
    boris = book.actor("boris", "2025-04-01")
    assign_curator(boris, book.zone, companies=[book.alfa], username="boris", first_day=date(2025, 4, 1))
    record_absence(boris, boris.user, deputy=olga, first_day=date(2025, 4, 25))
    written = digests("2025-04-28")

    assert set(written) == {"olga@zone.example"}
    assert "- Альфа\n" in written["olga@zone.example"].text


def test_a_curator_without_an_address_is_passed_over(book, spring):
    User.objects.filter(username="boris").update(email="")

    assert digests("2025-04-28") == {}


def test_a_curator_is_told_how_many_letters_could_not_be_delivered(spring):
    write_what_is_due(at("2025-04-14"))
    Letter.objects.filter(to="bella@zone.example").update(state=Letter.State.FAILED)

    assert "Не удалось доставить 1 письмо:" in digests("2025-04-15")["boris@zone.example"].text
    assert digests("2025-04-22") == {}


@pytest.fixture
def failed(spring) -> Letter:
    write_what_is_due(at("2025-04-14"))
    letter = Letter.objects.get(to="bella@zone.example")
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.FAILED, last_error="550 no such user")
    letter.refresh_from_db()
    return letter


def test_a_curator_lets_a_letter_be_tried_again_and_the_audit_keeps_who_and_why_it_failed(book, failed):
    send_again(book.actor("boris", "2025-04-15"), failed)

    failed.refresh_from_db()
    assert (failed.state, failed.next_try_at) == (Letter.State.WAITING, at("2025-04-15"))
    entry = Entry.objects.get(action="send_letter_again")
    assert (entry.actor, entry.details["said"]) == ("boris", "550 no such user")


def test_a_letter_that_waits_is_not_sent_again(book, failed):
    boris = book.actor("boris", "2025-04-15")
    send_again(boris, failed)

    with pytest.raises(ValidationError):
        send_again(boris, failed)


@pytest.mark.parametrize("who", ["alice", "vera", "zoe"])
def test_nobody_else_lets_a_letter_be_tried_again(book, failed, who):
    with pytest.raises(PermissionDenied):
        send_again(Actor(book.users[who], at("2025-04-15")), failed)
