"""What is a company told of that happened to its numbers, at which addresses, how often, in which words?"""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from tests.book import SmallBook, at
from tests.reconciling.extracting import ALFA, taken, taxes, the_dispute
from tests.reminding.test_reminders import ALFA as ADDRESSES_OF_ALFA
from zonebook.letters.models import Letter
from zonebook.reconciling.actions import ask_company, explain_dispute
from zonebook.reminding.actions import write_news
from zonebook.reminding.tasks import write_what_is_due
from zonebook.reporting.actions import return_version

RETURNED_ON, NEXT_DAY = "2025-04-21", "2025-04-22"


def told(day: str) -> list[Letter]:
    """The news that the book writes at ten in the morning of a day."""
    return [letter for letter in write_what_is_due(at(day, 10)) if letter.key.startswith("news/")]


def returned(book: SmallBook, *, by: str = "alice") -> None:
    version = book.file("2025-Q1", by=by)
    return_version(book.actor("boris", RETURNED_ON), version, remark="Штат не сходится.")


def asked(book: SmallBook) -> None:
    book.report("2024-Q1")
    taken(book, taxes(f"{ALFA};Альфа;120000000"))
    ask_company(book.actor("boris", RETURNED_ON), the_dispute(), reason="Почему больше на 20 млн?")


def test_a_returned_report_is_told_at_each_address_with_the_remark_and_the_way_to_mend_it(book, spring):
    returned(book)
    letters = told(NEXT_DAY)

    assert {letter.to for letter in letters} == ADDRESSES_OF_ALFA
    assert letters[0].subject == "Отчёт (I квартал 2025 года): возвращён"
    assert "«Штат не сходится.»" in letters[0].text
    assert f"/my/{spring.code}/" in letters[0].text


def test_it_is_told_once_however_often_the_worker_looks(book, spring):
    returned(book)

    assert [len(told(day)) for day in (NEXT_DAY, NEXT_DAY, "2025-04-23")] == [2, 0, 0]


def test_what_was_sent_again_meanwhile_is_not_told_as_returned(book, spring):
    returned(book)
    book.file("2025-Q1", by="alice")

    assert told(NEXT_DAY) == []


def test_what_lies_more_than_a_week_back_is_not_told(book, spring):
    returned(book)

    assert told("2025-05-05") == []


def test_a_report_that_the_managing_company_filed_is_not_told_as_returned_to_the_company(book, spring):
    returned(book, by="boris")

    assert told(NEXT_DAY) == []


def test_a_correction_by_the_managing_company_is_told_with_its_reason(book, spring):
    book.report("2025-Q1", when="2025-04-20")
    book.correct("2025-Q1", when=RETURNED_ON, revenue=120_000_000)
    letters = told(NEXT_DAY)

    assert {letter.subject for letter in letters} == {"Отчёт (I квартал 2025 года): исправлен управляющей компанией"}
    assert "«ошибка в учёте»" in letters[0].text


def test_a_correction_of_its_own_is_no_news_to_a_company(book, spring):
    book.report("2025-Q1", when="2025-04-20")
    book.accept(book.file("2025-Q1", by="alice", reason="описка", revenue=120_000_000), RETURNED_ON)

    assert told(NEXT_DAY) == []


def test_a_question_about_a_difference_is_told_with_its_words_and_its_page(book, spring):
    asked(book)
    (letter, _other) = told(NEXT_DAY)

    assert "Почему больше на 20 млн?" in letter.text
    assert f"/disputes/{the_dispute().pk}/" in letter.text


def test_a_question_that_was_answered_meanwhile_is_not_told(book, spring):
    asked(book)
    explain_dispute(book.actor("alice", RETURNED_ON), the_dispute(), explanation="Аванс.")

    assert told(NEXT_DAY) == []


def test_a_viewer_may_not_have_news_written(book, spring):
    returned(book)

    with pytest.raises(PermissionDenied):
        write_news(book.actor("vera", NEXT_DAY), book.zone)
    assert not Letter.objects.filter(key__startswith="news/").exists()
