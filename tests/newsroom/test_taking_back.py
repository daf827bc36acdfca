"""A release under embargo is recalled before anybody saw it; a public one is withdrawn, and its address says why."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from tests.book import at
from tests.newsroom.release_book import OUT, TRUE, approved, published, reported
from zonebook.audit.models import Entry
from zonebook.newsroom import actions
from zonebook.newsroom.deciding import hands_of
from zonebook.newsroom.looking import standing_texts
from zonebook.newsroom.models import Publication, Release, Withdrawal
from zonebook.newsroom.news import most_read, news, publications_out, rubrics, standing_publication, told
from zonebook.newsroom.queries import statements
from zonebook.newsroom.verification import evidence_faults
from zonebook.newsroom.writing import Writing

BEFORE, EMBARGO, LATER, AFTER = "2025-06-10", "2025-06-20", "2025-06-25", "2025-06-30"
WHY = "Ждём письма министерства."


@pytest.fixture
def book(book):
    return reported(book)


def recall(book, release: Release, *, when: str = BEFORE, reason: str = WHY) -> Release:
    return actions.recall_release(book.actor("pavel", when), release, reason=reason)


def withdraw(book, release: Release, *, when: str = AFTER, reason: str = WHY) -> Release:
    return actions.withdraw_release(book.actor("pavel", when), release, reason=reason)


def corrected(book, release: Release, *, visible_from: str) -> Publication:
    """A correction that goes out at a moment, or is to."""
    pavel = book.actor("pavel", BEFORE)
    release = actions.reopen_release(pavel, release)
    writing = Writing("Работа в зоне", TRUE.replace("57", "более 50"), notice="Уточнено число.")
    release = actions.save_release(pavel, release, writing=writing, seen=release.seen)
    release = actions.check_release(pavel, release, seen=release.seen)
    release = actions.approve_release(book.actor("clara", BEFORE), release, seen=release.seen)
    return actions.publish_release(pavel, release, visible_from=at(visible_from))


def test_what_is_recalled_before_its_moment_never_was_public_and_stays_approved(book, time_machine):
    publication = published(book, visible_from=at(EMBARGO))
    release = recall(book, publication.release)

    assert (release.state, release.steps.last().kind, release.steps.last().note) == ("approved", "recalled", WHY)
    time_machine.move_to(at(AFTER))
    assert not news(book.zone, at=at(AFTER)).exists()
    assert not told(book.zone, at=at(AFTER)).exists()
    assert not statements(book.zone).exists()
    assert not standing_texts(book.zone).exists()
    entry = Entry.objects.last()
    assert (entry.action, entry.actor, entry.details["note"]) == ("release_recalled", "pavel", WHY)


def test_the_moment_is_moved_by_recalling_and_publishing_anew(book):
    release = recall(book, published(book, visible_from=at(EMBARGO)).release)
    anew = actions.publish_release(book.actor("pavel", BEFORE), release, visible_from=at(LATER))

    assert (anew.number, Release.objects.get().state) == (2, "published")
    assert not news(book.zone, at=at(EMBARGO)).exists()
    assert news(book.zone, at=at(LATER)).get() == anew
    assert news(book.zone, at=at(LATER)).get().first_out == at(LATER)


def test_under_embargo_nothing_is_corrected_or_withdrawn_but_recalled_and_later_the_other_way_round(book):
    release = published(book, visible_from=at(EMBARGO)).release
    pavel = book.actor("pavel", BEFORE)

    with pytest.raises(ValidationError) as refused:
        recall(book, release, reason=" ")
    assert list(refused.value.message_dict) == ["reason"]
    with pytest.raises(ValidationError, match="снимите его с публикации"):
        recall(book, release, when=EMBARGO)
    with pytest.raises(ValidationError, match="сначала отмените выход"):
        actions.reopen_release(pavel, release)
    with pytest.raises(ValidationError, match="сначала отмените выход"):
        actions.withdraw_release(pavel, release, reason=WHY)


def test_a_correction_that_is_recalled_leaves_what_was_public_as_it_was(book, time_machine):
    first = published(book)
    second = corrected(book, first.release, visible_from=EMBARGO)
    time_machine.move_to(at(BEFORE))
    assert set(standing_texts(book.zone)) == {first.statement, second.statement}

    recall(book, second.release)
    time_machine.move_to(at(AFTER))
    assert news(book.zone, at=at(AFTER)).get() == first
    assert standing_texts(book.zone).get() == first.statement


def test_of_a_recalled_text_its_writers_still_do_not_approve_what_comes_of_it(book):
    release = recall(book, published(book, visible_from=at(EMBARGO)).release)
    release = actions.reopen_release(book.actor("pavel", BEFORE), release)
    assert release.notice == ""

    writing = Writing("Работа в зоне", "Иначе.")
    release = actions.save_release(book.actor("frida", BEFORE), release, writing=writing, seen=release.seen)
    assert hands_of(release) == {"pavel", "frida"}


def test_what_is_withdrawn_leaves_every_list_with_all_its_texts_and_its_address_says_why(book):
    first = published(book)
    second = corrected(book, first.release, visible_from=BEFORE)
    actions.count_reading(first.release, day=at(OUT).date())
    release = withdraw(book, first.release)

    assert (release.state, release.steps.last().kind) == ("withdrawn", "withdrawn")
    for listed in (news(book.zone, at=at(AFTER)), publications_out(release, at=at(AFTER)), statements(book.zone)):
        assert not listed.exists()
    assert (rubrics(book.zone, at=at(AFTER)), most_read(book.zone, at=at(AFTER))) == ([], [])
    found = standing_publication(book.zone, release.pk, at=at(AFTER))
    assert (found, found.withdrawal.reason) == (second, WHY)
    assert Entry.objects.last().action == "release_withdrawn"


def test_what_is_withdrawn_is_watched_no_more_and_can_be_published_corrected(book, time_machine):
    release = withdraw(book, published(book).release, when=BEFORE)
    time_machine.move_to(at(AFTER))
    assert not standing_texts(book.zone).exists()

    anew = corrected(book, release, visible_from=LATER)
    assert news(book.zone, at=at(AFTER)).get() == anew
    assert Release.objects.get().state == "corrected"


def test_a_release_is_withdrawn_while_its_correction_is_written_and_only_once(book):
    with pytest.raises(ValidationError, match="не выходил"):
        withdraw(book, approved(book))

    release = actions.reopen_release(book.actor("pavel", BEFORE), published(book).release)
    assert withdraw(book, release).state == "withdrawn"

    with pytest.raises(ValidationError, match="уже снят"):
        withdraw(book, release)


def test_that_something_was_taken_back_never_changes_and_has_a_reason(book):
    release = published(book).release
    with pytest.raises(ValidationError) as refused:
        withdraw(book, release, reason=" ")
    assert list(refused.value.message_dict) == ["reason"]

    withdraw(book, release)
    assert evidence_faults() == ()
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Withdrawal.objects.update(reason="иначе")


def test_what_was_taken_back_past_the_actions_is_found_by_who_verifies_the_book(book):
    publication = published(book)
    Withdrawal.objects.create(publication=publication, reason="тихо", by="pavel", at=at(AFTER))

    (fault,) = evidence_faults()
    assert fault == f"publication {publication.release_id}/1: the audit chain knows of nobody who took it back"
