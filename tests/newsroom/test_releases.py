"""The way of a release: written, checked, approved by somebody else, published with its evidence, corrected."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from tests.book import at
from tests.conftest_book import let_rows_go
from tests.newsroom.release_book import FALSE, OUT, TRUE, approved, begun, checked, published, reported
from zonebook.audit.models import Entry
from zonebook.newsroom import actions
from zonebook.newsroom.models import Publication, ReadOnDay, Release, ReleaseVersion, Statement
from zonebook.newsroom.news import most_read, news, publications_out, releases, rubrics
from zonebook.newsroom.queries import statements
from zonebook.newsroom.verification import evidence_faults
from zonebook.newsroom.writing import MAX_TEXT, Writing, WrittenMeanwhile


@pytest.fixture
def book(book):
    return reported(book)


def write(book, release: Release, text: str, *, seen: int | None = None, by: str = "pavel", **how: bool) -> Release:
    writing = Writing("Работа в зоне", text)
    seen = release.seen if seen is None else seen
    return actions.save_release(book.actor(by, "2025-06-02"), release, writing=writing, seen=seen, **how)


def test_a_release_goes_from_its_first_word_to_the_public(book):
    publication = published(book)
    release = publication.release

    assert [(step.kind, step.by) for step in release.steps.all()] == [
        ("begun", "pavel"), ("checked", "pavel"), ("approved", "clara"), ("published", "pavel"),
    ]  # fmt: skip
    assert Release.objects.get().state == "published"
    assert [one.version.text for one in news(book.zone, at=at(OUT))] == [TRUE]
    assert publication.statement.claims.get().verdict == "holds"


def test_each_step_is_one_entry_of_the_audit(book):
    before = Entry.objects.count()
    published(book)

    assert [entry.action for entry in Entry.objects.all()[before:]] == [
        "release_begun", "release_checked", "release_approved", "release_published",
    ]  # fmt: skip


def test_nobody_approves_what_they_wrote(book):
    release = checked(book)

    for name in ("pavel", "frida"):
        Release.objects.filter(pk=release.pk).update(author=name)
        with pytest.raises(PermissionDenied, match="somebody else approves it"):
            actions.approve_release(book.actor(name), release, seen=release.seen)


def test_whoever_wrote_a_part_does_not_approve_it_either(book):
    release = write(book, begun(book), FALSE, by="frida")
    release = actions.check_release(book.actor("pavel"), write(book, release, TRUE), seen=release.seen + 1)

    with pytest.raises(PermissionDenied, match="somebody else"):
        actions.approve_release(book.actor("frida"), release, seen=release.seen)


def test_a_contradicted_figure_goes_out_only_with_a_signed_reason(book):
    release = approved(book, FALSE)
    pavel = book.actor("pavel", OUT)

    with pytest.raises(ValidationError, match="75 рабочих мест") as refused:
        actions.publish_release(pavel, release)
    assert list(refused.value.message_dict) == ["reason"]
    assert not Publication.objects.exists()

    publication = actions.publish_release(pavel, release, reason="Отчёт Беты исправляется.")
    assert (publication.reason, publication.statement.claims.get().verdict) == (
        "Отчёт Беты исправляется.",
        "contradicted",
    )
    assert Entry.objects.last().details["note"] == "Отчёт Беты исправляется."


def test_what_could_not_be_checked_goes_out_only_with_a_reason_too(book):
    with pytest.raises(ValidationError, match="не проверен"):
        actions.publish_release(book.actor("pavel", OUT), approved(book, "В зоне выпустили 12 тыс. велосипедов."))


def test_a_number_that_was_not_read_goes_out_only_with_a_reason_and_stands_in_the_evidence(book):
    release = approved(book, f"{TRUE} Подписывайтесь, нас уже 10 000.")
    with pytest.raises(ValidationError, match="10 000"):
        actions.publish_release(book.actor("pavel", OUT), release)
    publication = actions.publish_release(book.actor("pavel", OUT), release, reason="Это число подписчиков.")

    assert [one["quote"] for one in json.loads(publication.evidence)["unread"]] == ["10 000"]


def test_the_evidence_holds_text_claims_verdicts_and_figures_and_hashes_to_what_is_kept(book):
    publication = published(book)
    pack = json.loads(publication.evidence)

    assert hashlib.sha256(publication.evidence.encode()).hexdigest() == publication.sha256
    assert (pack["text"], pack["author"], pack["approved_by"]) == (TRUE, "pavel", "clara")
    (claim,) = pack["claims"]
    assert (claim["verdict"], claim["figure"]["value"]) == ("holds", 57)
    assert pack["snapshots"] == [claim["figure"]["lineage"]["snapshot"]]


def test_the_evidence_names_the_single_cells_behind_each_figure_once(book):
    publication = published(book, f"{TRUE} В зоне 2 компании. {TRUE}")
    (figure,) = json.loads(publication.evidence)["cells"]

    assert (figure["claims"], figure["measure"], figure["value"]) == ([1, 3], "jobs_created", 57)
    cells = [(cell["company"], cell["name"], cell["quarter"], cell["amount"]) for cell in figure["cells"]]
    assert sum(cell["amount"] for cell in figure["cells"]) == 57
    assert {name for _code, name, _quarter, _amount in cells} == {"Альфа", "Бета"}
    assert all(cell["submission"] and cell["version"] and cell["receipt"] for cell in figure["cells"])
    assert {cell["cell"].partition("!")[0] for cell in figure["cells"]} == {"Форма 1"}


def test_evidence_and_versions_never_change(book):
    published(book)

    for kept in (Publication.objects, ReleaseVersion.objects):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            kept.update(by="somebody")


def test_before_the_embargo_ends_nobody_outside_sees_it(book):
    embargo = at("2025-06-20")
    publication = published(book, visible_from=embargo)

    assert not news(book.zone, at=embargo - timedelta(seconds=1)).exists()
    assert news(book.zone, at=embargo).get() == publication
    assert str(publication.statement.published) == "2025-06-20"


def test_the_kept_statement_of_an_embargoed_release_is_not_public_yet(book, time_machine):
    time_machine.move_to(at("2025-06-10"), tick=False)
    published(book, visible_from=at("2025-06-20"))
    assert not statements(book.zone).exists()

    time_machine.move_to(at("2025-06-21"), tick=False)
    assert statements(book.zone).exists()


def test_an_embargo_of_years_is_a_slip(book):
    with pytest.raises(ValidationError) as refused:
        published(book, visible_from=at("2035-06-20"))
    assert list(refused.value.message_dict) == ["visible_from"]


@pytest.mark.parametrize("step", ["check_release", "approve_release", "publish_release"])
def test_a_step_out_of_turn_says_what_comes_first(book, step):
    release = begun(book) if step != "check_release" else checked(book)
    how = {} if step == "publish_release" else {"seen": release.seen}

    with pytest.raises(ValidationError, match="состоянии"):
        getattr(actions, step)(book.actor("clara" if step == "approve_release" else "pavel"), release, **how)


def test_a_correction_takes_the_place_of_what_was_said_and_the_old_text_stays_readable(book):
    first = published(book)
    pavel = book.actor("pavel", "2025-06-10")
    release = actions.reopen_release(pavel, first.release)
    assert news(book.zone, at=at("2025-06-10")).get() == first

    with pytest.raises(ValidationError) as refused:
        actions.check_release(pavel, release, seen=release.seen)
    assert list(refused.value.message_dict) == ["notice"]

    writing = Writing("Работа в зоне", TRUE.replace("57", "более 50"), notice="Уточнено число.")
    release = actions.save_release(pavel, release, writing=writing, seen=release.seen)
    release = actions.check_release(pavel, release, seen=release.seen)
    release = actions.approve_release(book.actor("clara", "2025-06-11"), release, seen=release.seen)
    second = actions.publish_release(book.actor("pavel", "2025-06-12"), release)

    assert (Release.objects.get().state, second.number) == ("corrected", 2)
    assert news(book.zone, at=at("2025-06-12")).get() == second
    assert [one.number for one in publications_out(release, at=at("2025-06-12"))] == [2, 1]
    assert Statement.objects.get(pk=first.statement_id).replaced_at == at("2025-06-12")


def test_a_returned_text_is_written_on_and_says_why(book):
    release = checked(book)
    with pytest.raises(ValidationError, match="что поправить"):
        actions.return_release(book.actor("clara"), release, remark=" ")

    returned = actions.return_release(book.actor("clara"), release, remark="Назовите год.")
    assert (returned.state, returned.steps.last().note) == ("draft", "Назовите год.")
    assert write(book, returned, FALSE).text == FALSE


def test_of_two_tabs_the_second_is_told_and_nothing_is_lost(book):
    release = begun(book)
    write(book, release, "Первая вкладка.")

    with pytest.raises(WrittenMeanwhile, match="pavel") as told:
        write(book, release, "Вторая вкладка.", seen=release.seen)
    assert told.value.release.text == "Первая вкладка."

    saved = write(book, release, "Вторая вкладка.", seen=release.seen, over=True)
    assert (saved.text, saved.versions.last().text) == ("Вторая вкладка.", "Первая вкладка.")


def test_saving_what_stands_there_already_is_no_conflict(book):
    release = begun(book)
    write(book, release, "Одно и то же.")

    assert write(book, release, "Одно и то же.", seen=release.seen).seen == release.seen + 1


def test_what_was_checked_is_not_written_on_by_the_way(book):
    with pytest.raises(ValidationError, match="состоянии"):
        write(book, checked(book), FALSE)


def test_a_text_that_was_written_on_is_not_approved_unseen(book):
    release = checked(book)
    with pytest.raises(ValidationError, match="текст изменён"):
        actions.approve_release(book.actor("clara"), release, seen=release.seen - 1)


def test_a_text_of_200_kb_is_taken_and_one_without_end_is_not(book):
    release = write(book, begun(book), "Слово. " * 30_000)
    assert len(release.text) == 210_000

    with pytest.raises(ValidationError) as refused:
        write(book, release, "я" * (MAX_TEXT + 1))
    assert list(refused.value.message_dict) == ["text"]


def test_a_release_without_a_headline_is_not_begun(book):
    with pytest.raises(ValidationError) as refused:
        begun(book, title="  ")
    assert list(refused.value.message_dict) == ["title"]


def test_those_who_neither_write_nor_approve_see_no_release_in_the_works(book):
    begun(book)

    assert releases(book.users["clara"], book.zone).count() == 1
    with pytest.raises(PermissionDenied):
        releases(book.users["vera"], book.zone)


def test_readings_are_counted_by_day_and_the_most_read_comes_first(book):
    one = published(book)
    for _ in range(3):
        actions.count_reading(one.release, day=at(OUT).date())

    assert ReadOnDay.objects.get().count == 3
    assert most_read(book.zone, at=at(OUT)) == [one]
    assert most_read(book.zone, at=at("2025-08-01")) == []


def test_news_are_ordered_by_rubric(book):
    release = begun(book, rubric="Занятость")
    release = actions.check_release(book.actor("pavel"), release, seen=release.seen)
    release = actions.approve_release(book.actor("clara"), release, seen=release.seen)
    actions.publish_release(book.actor("pavel", OUT), release)

    assert rubrics(book.zone, at=at(OUT)) == [("Занятость", 1)]
    assert news(book.zone, at=at(OUT), rubric="Рейтинг").count() == 0


def test_evidence_that_somebody_changed_past_the_database_is_found(book):
    publication = published(book)
    assert evidence_faults() == ()

    let_rows_go()
    Publication.objects.update(evidence=publication.evidence.replace("57", "75"))
    assert evidence_faults() == (f"publication {publication.release_id}/1: its evidence is not what was hashed",)

    forged = Publication.objects.get().evidence
    Publication.objects.update(sha256=hashlib.sha256(forged.encode()).hexdigest())
    assert evidence_faults() == (f"publication {publication.release_id}/1: the audit chain knows of no such evidence",)
