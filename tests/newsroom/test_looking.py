"""After an acceptance every published text whose figure changed is found, and its author is told exactly once."""

from __future__ import annotations

import pytest

from tests.book import at
from tests.newsroom.release_book import TRUE, published, reported
from zonebook.audit.models import Entry
from zonebook.letters.models import Letter
from zonebook.newsroom import actions
from zonebook.newsroom.looking import moved_texts, untrue_texts
from zonebook.newsroom.models import FoundChange, Statement
from zonebook.newsroom.notice import correction_notice
from zonebook.newsroom.tasks import look_through_every_text

LOOKED, AGAIN = "2025-08-02", "2025-08-03"


@pytest.fixture
def book(book):
    reported(book)
    book.users["pavel"].email = "pavel@zone.example"
    book.users["pavel"].save()
    return book


def look(when: str = LOOKED) -> list[FoundChange]:
    return look_through_every_text(at(when))


def correct(book, jobs: int = 30, when: str = "2025-08-01") -> None:
    """57 jobs of residents become 47, or as many as Alfa's new number makes."""
    book.correct("2024", when=when, jobs_created=jobs)


def test_a_published_text_whose_figure_changed_is_found_with_both_figures(book):
    publication = published(book)
    correct(book)
    (change,) = look()

    assert (change.before["value"], change.after["value"]) == (57, 47)
    assert (change.verdict_before, change.verdict) == ("holds", "stale")
    assert [statement for statement, _changes in untrue_texts(book.zone)] == [publication.statement]


def test_a_kept_article_is_watched_as_well(book):
    day, pavel = at("2025-06-01").date(), book.actor("pavel", "2025-06-02")
    statement = actions.keep_statement(pavel, book.zone, kind="text", title="О зоне", text=TRUE, published=day)
    correct(book)
    look()

    assert [one for one, _changes in untrue_texts(book.zone)] == [statement]
    assert Letter.objects.get().to == "pavel@zone.example"


def test_the_author_gets_one_letter_with_the_old_and_the_new_figure(book):
    published(book)
    correct(book)
    for when in (LOOKED, LOOKED, AGAIN):
        look(when)

    letter = Letter.objects.get()
    assert (letter.to, letter.language) == ("pavel@zone.example", "ru")
    assert letter.subject == "Больше не верно: Работа в зоне"
    assert "в книге было 57\u00a0рабочих мест, теперь 47\u00a0рабочих мест" in letter.text
    assert "/desk/releases/" in letter.text


def test_each_change_is_told_once_and_the_next_one_again(book):
    published(book)
    correct(book)
    look()
    correct(book, 33, "2025-09-01")
    look("2025-09-02")

    assert [change.after["value"] for change in FoundChange.objects.all()] == [47, 50]
    assert Letter.objects.count() == 2


def test_a_figure_that_comes_back_takes_the_text_off_the_list(book):
    published(book)
    correct(book)
    look()
    correct(book, 40, "2025-09-01")
    look("2025-09-02")

    assert untrue_texts(book.zone) == []
    assert FoundChange.objects.last().verdict == "holds"


def test_a_text_that_still_holds_though_its_figure_moved_is_listed_apart(book):
    publication = published(book, "В 2024 году резиденты зоны создали более 50 рабочих мест.")
    correct(book, 38)
    look()

    assert untrue_texts(book.zone) == []
    assert [one for one, _changes in moved_texts(book.zone)] == [publication.statement]
    assert Letter.objects.get().subject == "Цифра изменилась: Работа в зоне"


def test_of_a_text_that_still_holds_one_letter_a_day_is_enough(book):
    published(book, "В 2024 году резиденты зоны создали более 50 рабочих мест.")
    correct(book, 38)
    look()
    correct(book, 37, "2025-08-02")
    look("2025-08-02")

    assert (FoundChange.objects.count(), Letter.objects.count()) == (2, 1)


def test_a_book_that_has_not_changed_is_not_asked_again(book, django_assert_max_num_queries):
    published(book)
    look()
    with django_assert_max_num_queries(4):
        assert look(AGAIN) == []


def test_what_is_accepted_while_the_texts_are_looked_through_is_found_by_the_next_round(book, monkeypatch):
    published(book)
    from zonebook.newsroom import actions as module

    asked = module.found_in

    def accepted_meanwhile(texts, *, at):
        for found in asked(texts, at=at):
            correct(book)
            yield found

    monkeypatch.setattr(module, "found_in", accepted_meanwhile)
    Statement.objects.update(looked_at="older")
    assert look("2025-06-10") == []

    monkeypatch.setattr(module, "found_in", asked)
    assert [change.after["value"] for change in look()] == [47]


def test_of_two_workers_one_finds_the_change(book, monkeypatch):
    published(book)
    correct(book)
    from zonebook.newsroom import actions as module

    asked = module.found_in

    def overtaken(texts, *, at):
        found = list(asked(texts, at=at))
        monkeypatch.setattr(module, "found_in", asked)
        assert len(look()) == 1
        yield from found

    monkeypatch.setattr(module, "found_in", overtaken)
    assert look() == []
    assert (FoundChange.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_crash_between_finding_and_telling_leaves_the_text_to_be_looked_at(book, monkeypatch):
    published(book)
    correct(book)
    from zonebook.newsroom import actions as module

    def broken(*_args, **_how):
        raise RuntimeError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr(module, "tell_authors", broken)
        with pytest.raises(RuntimeError):
            look()
    assert not FoundChange.objects.exists()

    assert len(look()) == 1
    assert Letter.objects.count() == 1


def test_an_author_without_an_address_keeps_the_change_from_nobody(book):
    book.users["pavel"].email = ""
    book.users["pavel"].save()
    published(book)
    correct(book)

    assert len(look()) == 1
    assert not Letter.objects.exists()


def test_what_was_replaced_by_a_correction_is_watched_no_more(book):
    first = published(book)
    correct(book)
    look()
    pavel = book.actor("pavel", AGAIN)
    release = actions.reopen_release(pavel, first.release)

    assert release.notice == correction_notice(first.statement)
    assert "за 2024 год: 47\u00a0рабочих мест, в тексте было «57 рабочих мест»" in release.notice

    writing = actions.Writing("Работа в зоне", TRUE.replace("57", "47"), notice=release.notice)
    release = actions.save_release(pavel, release, writing=writing, seen=release.seen)
    release = actions.check_release(pavel, release, seen=release.seen)
    release = actions.approve_release(book.actor("clara", AGAIN), release, seen=release.seen)
    actions.publish_release(pavel, release)
    assert untrue_texts(book.zone) == []


def test_finding_is_recorded_with_what_was_told(book):
    published(book)
    correct(book)
    look()

    entry = Entry.objects.last()
    assert (entry.actor, entry.action, len(entry.details["letters"])) == ("zonebook", "find_changes", 1)
