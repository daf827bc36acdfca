"""Who is reminded on which day, by how many letters, in which words?"""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.book import SmallBook, at
from zonebook.accounts.actions import choose_language
from zonebook.accounts.models import User
from zonebook.accounts.queries import Actor
from zonebook.audit.models import Entry
from zonebook.campaigns.actions import close_campaign, extend_deadline
from zonebook.drafting.actions import begin_draft
from zonebook.letters.models import Letter
from zonebook.registry.actions import name_contact
from zonebook.registry.models import Contact
from zonebook.reminding.actions import write_reminders
from zonebook.reminding.tasks import write_what_is_due
from zonebook.reporting.actions import return_version

TEN_BEFORE, THREE_BEFORE, LAST_DAY, FIVE_AFTER = "2025-04-14", "2025-04-23", "2025-04-28", "2025-05-07"
ALFA = {"alice@zone.example", "Buh@alfa.example"}
BETA = {"bella@zone.example"}


def reminded(day: str, hour: int = 10) -> set[str]:
    """To whom the book writes a reminder in an hour of a day."""
    written = write_what_is_due(at(day, hour))
    return {letter.to for letter in written if letter.key.startswith("reminder/")}


def letter_to(address: str) -> Letter:
    return Letter.objects.filter(to=address, key__startswith="reminder/").latest("pk")


def filed(book: SmallBook, company: str = "alfa", **changed: object):
    return book.file("2025-Q1", company, **changed)


def test_whoever_has_not_reported_is_reminded_at_each_address(spring):
    assert reminded(TEN_BEFORE) == ALFA | BETA


def test_a_day_without_a_step_brings_no_letter(spring):
    assert reminded("2025-04-11") == set()


def test_each_step_is_written_once_however_often_and_on_whichever_of_its_days_it_is_asked_for(spring):
    first = reminded(TEN_BEFORE)

    assert [reminded(TEN_BEFORE, 11), reminded("2025-04-15"), reminded("2025-04-17")] == [set()] * 3
    assert reminded(THREE_BEFORE) == first
    assert Letter.objects.filter(key__startswith="reminder/").count() == 6


def test_after_days_without_a_worker_only_the_latest_step_is_written(spring):
    assert reminded(FIVE_AFTER) == ALFA | BETA
    assert {letter.key.split("/")[4] for letter in Letter.objects.filter(company_code="alfa")} == {"five_after"}


def test_long_after_the_last_day_nobody_is_reminded_any_more(spring):
    assert reminded("2025-09-09") == set()


def test_whoever_has_reported_is_left_in_peace(book, spring):
    filed(book, "alfa")

    assert reminded(LAST_DAY) == BETA


def test_whoever_filed_what_cannot_be_taken_as_it_is_is_reminded(book, spring):
    filed(book, "alfa", headcount=None)

    assert reminded(LAST_DAY) == ALFA | BETA
    assert "20 апреля 2025 года, есть" in letter_to("alice@zone.example").text


def test_whose_report_was_returned_is_reminded_with_the_remark(book, spring):
    version = filed(book, "alfa")
    return_version(book.actor("boris", "2025-04-21"), version, remark="Штат не сходится с прошлым кварталом.")

    assert reminded(LAST_DAY) == ALFA | BETA
    assert "вернули: «Штат не сходится с прошлым кварталом.»" in letter_to("alice@zone.example").text


def test_whoever_has_only_begun_a_draft_is_told_so(book, spring):
    begin_draft(book.actor("alice", "2025-04-20"), spring, company=book.alfa)
    reminded(LAST_DAY)

    assert "Черновик начат, но не отправлен." in letter_to("alice@zone.example").text
    assert "Пока ничего не отправлено." in letter_to("bella@zone.example").text


def test_a_later_deadline_moves_the_steps_of_that_company_alone(book, spring):
    boris = book.actor("boris", "2025-04-22")
    extend_deadline(boris, spring, company=book.alfa, due=date(2025, 5, 29), reason="Переезд бухгалтерии.")

    assert reminded(LAST_DAY) == BETA
    assert reminded(FIVE_AFTER) == BETA
    assert reminded("2025-05-15") == ALFA
    assert "29 мая 2025 года: осталось 10 рабочих дней. Учтено, что вам продлили срок." in (
        letter_to("alice@zone.example").text
    )


def test_a_deadline_that_is_moved_after_a_step_was_written_is_reminded_of_anew(book, spring):
    reminded(LAST_DAY)
    boris = book.actor("boris", "2025-04-29")
    extend_deadline(boris, spring, company=book.alfa, due=date(2025, 5, 29), reason="Переезд бухгалтерии.")

    assert reminded("2025-05-29") == ALFA


def test_a_closed_campaign_reminds_nobody(book, spring):
    close_campaign(book.actor("boris", "2025-04-30"), spring)

    assert reminded(FIVE_AFTER) == set()


@pytest.mark.parametrize(("day", "hour"), [(LAST_DAY, 8), ("2025-04-26", 12), ("2025-05-01", 12)])
def test_nothing_is_written_before_nine_nor_on_a_day_off(spring, day, hour):
    assert write_what_is_due(at(day, hour)) == []


def test_an_address_that_is_none_keeps_nobody_else_from_a_letter(book, spring):
    User.objects.filter(username="alice").update(email="позвоните мне")

    assert reminded(TEN_BEFORE) == {"Buh@alfa.example"} | BETA


def test_the_same_address_in_two_places_gets_one_letter(book, spring):
    Contact.objects.update(email="Alice@Zone.Example")

    assert {address.casefold() for address in reminded(TEN_BEFORE)} == {"alice@zone.example"} | BETA


def test_whose_account_is_closed_is_not_written_to(book, spring):
    User.objects.filter(username="alice").update(is_active=False)

    assert reminded(TEN_BEFORE) == {"Buh@alfa.example"} | BETA


@pytest.mark.parametrize(
    ("day", "subject", "said"),
    [
        (
            THREE_BEFORE,
            "Отчёт за I квартал 2025 года: сдать до 28 апреля 2025 года",
            "Последний день — 28 апреля 2025 года: осталось 3 рабочих дня.",
        ),
        (
            LAST_DAY,
            "Отчёт за I квартал 2025 года: сдать до 28 апреля 2025 года",
            "Сегодня, 28 апреля 2025 года, — последний день.",
        ),
        (
            FIVE_AFTER,
            "Отчёт за I квартал 2025 года не сдан: срок был 28 апреля 2025 года",
            "Последний день был 28 апреля 2025 года, 5 рабочих дней назад.",
        ),
    ],
)
def test_a_letter_says_in_russian_what_is_due_when_and_where(spring, settings, day, subject, said):
    settings.BOOK_ADDRESS = "https://book.zone.example"
    reminded(day)

    letter = letter_to("bella@zone.example")
    assert letter.subject == subject
    assert said in letter.text
    assert "Компания «Бета» ещё не сдала отчёт" in letter.text
    assert "https://book.zone.example/my/resident-quarter-2025-q1/" in letter.text
    assert "{" not in letter.text
    assert "&" not in letter.text


def test_an_installation_in_english_writes_in_english(spring, settings):
    settings.LANGUAGE_CODE = "en"
    reminded(THREE_BEFORE)

    letter = letter_to("bella@zone.example")
    assert (letter.language, letter.subject) == (
        "en",
        "Report (first quarter of 2025): due by 28 April 2025",
    )
    assert "The last day is 28 April 2025: 3 working days are left." in letter.text


def test_each_reader_is_written_to_in_their_own_language_whatever_the_page_of_whoever_asks(book, spring):
    choose_language(book.actor("alice"), "en")
    choose_language(book.actor("bella"), "ru")
    reminded(TEN_BEFORE)

    languages = dict(Letter.objects.filter(key__startswith="reminder/").values_list("to", "language"))
    assert languages == {"alice@zone.example": "en", "bella@zone.example": "ru", "Buh@alfa.example": "ru"}
    assert "has not handed in the report" in letter_to("alice@zone.example").text
    assert "ещё не сдала отчёт" in letter_to("Buh@alfa.example").text


def test_of_an_officer_who_is_a_contact_as_well_the_choice_of_the_officer_counts(book, spring):
    name_contact(book.actor("boris"), book.alfa, zone=book.zone, name="Alice", email="ALICE@zone.example")
    choose_language(book.actor("alice"), "en")

    assert reminded(TEN_BEFORE) == ALFA | BETA
    assert letter_to("alice@zone.example").language == "en"


def test_a_reader_who_changes_the_language_gets_no_step_twice(book, spring):
    reminded(TEN_BEFORE)
    choose_language(book.actor("alice"), "en")

    assert reminded(TEN_BEFORE, 11) == set()
    assert reminded(THREE_BEFORE) == ALFA | BETA
    assert letter_to("alice@zone.example").subject == "Report (first quarter of 2025): due by 28 April 2025"


def test_a_name_with_quotes_and_ampersands_is_written_as_it_is(book, spring):
    book.companies["beta"].name = 'ООО "Бета & Ко <север>"'
    book.companies["beta"].save()
    reminded(TEN_BEFORE)

    assert 'ООО "Бета & Ко <север>"' in letter_to("bella@zone.example").text


def test_the_audit_has_one_entry_for_the_letters_of_a_campaign(spring):
    reminded(TEN_BEFORE)
    reminded(TEN_BEFORE, 11)

    entry = Entry.objects.get(action="write_letters")
    assert (entry.actor, entry.subject) == ("zonebook", f"campaigns.campaign:{spring.pk}")
    assert len(entry.details["letters"]) == 3


def test_a_curator_may_have_reminders_written_and_a_viewer_may_not(book, spring):
    assert len(write_reminders(book.actor("boris", TEN_BEFORE), spring)) == 3
    with pytest.raises(PermissionDenied):
        write_reminders(Actor(book.users["vera"], at(THREE_BEFORE)), spring)


def test_reminding_two_companies_takes_as_many_queries_as_reminding_many(book, spring, django_assert_max_num_queries):
    for number in range(12):
        book.newcomer(f"new{number}", first_day=date(2024, 1, 1))
        Contact.objects.create(company=book.companies[f"new{number}"], name="Иван", email=f"{number}@new.example")

    with django_assert_max_num_queries(45):
        assert len(reminded(TEN_BEFORE)) == 15
