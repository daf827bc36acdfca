"""Is every change recorded, sealed to the one before, and out of reach of UPDATE and DELETE?"""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests.book import at
from zonebook.archive.models import StoredFile
from zonebook.audit.actions import record, record_each
from zonebook.audit.models import Entry
from zonebook.audit.queries import FIRST_SEAL, chain_faults, seal_of, sealed_details
from zonebook.audit.tasks import make_triggers, missing_triggers
from zonebook.reporting.models import Observation


def note(subject: str = "zone:1", **details: object) -> Entry:
    return record(by="boris", at=at("2024-01-01"), action="note", subject=subject, details=details)


def test_the_first_entry_follows_on_nothing_and_each_other_on_the_one_before(db):
    first, second = note(), note()

    assert first.previous_seal == FIRST_SEAL
    assert second.previous_seal == first.seal
    assert list(chain_faults()) == []


def test_a_seal_covers_everything_that_the_entry_says(db):
    entry = note(text="раз")
    seal = entry.seal
    for field, value in {
        "at": at("2024-01-02"), "actor": "mallory", "action": "nothing", "subject": "zone:2",
        "details": {"text": "два"}, "previous_seal": "1" * 64,
    }.items():  # fmt: skip
        kept = getattr(entry, field)
        setattr(entry, field, value)
        assert seal_of(entry) != seal, field
        setattr(entry, field, kept)
    assert seal_of(entry) == seal


def test_a_seal_is_the_same_after_the_way_through_the_database(db):
    details = {
        "text": "Ёлка — «тест»",
        "number": 12345678901234567890,
        "nothing": None,
        "list": [1, "2"],
        "b": 1,
        "a": 2,
    }
    entry = note(**details)

    again = Entry.objects.get(pk=entry.pk)
    assert again.details == details
    assert seal_of(again) == entry.seal


def test_several_entries_of_one_action_are_chained_in_their_order(db):
    subjects = ["zone:3", "zone:1", "zone:2"]
    made = record_each(by="boris", at=at("2024-01-01"), action="note", details={name: {} for name in subjects})

    assert [entry.subject for entry in Entry.objects.order_by("pk")] == subjects
    assert [entry.previous_seal for entry in made] == [FIRST_SEAL, made[0].seal, made[1].seal]
    assert list(chain_faults()) == []


def test_of_several_entries_on_one_subject_the_last_one_tells(db):
    note(n=1)
    note(n=2)
    note("zone:2", n=3)

    assert sealed_details("note") == {"zone:1": {"n": 2}, "zone:2": {"n": 3}}


def test_an_entry_is_undone_with_the_change_that_it_is_about(db):
    with transaction.atomic():
        note()
        transaction.set_rollback(True)

    assert not Entry.objects.exists()
    note()
    assert list(chain_faults()) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET actor = 'mallory'",
        "UPDATE audit_entry SET details = '{}'",
        "DELETE FROM audit_entry",
        "UPDATE reporting_observation SET amount = 1",
        "UPDATE reporting_observation SET known_from = known_from",
        "DELETE FROM reporting_observation",
        "UPDATE archive_storedfile SET content = ''",
        "DELETE FROM archive_storedfile",
        "UPDATE registry_historicalcompany SET name = ''",
        "DELETE FROM registry_historicalresidency",
    ],
)
def test_the_database_itself_refuses_to_change_what_only_grows(book, change):
    book.report("2024-Q1")
    before = (Entry.objects.count(), Observation.objects.count(), StoredFile.objects.count())

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert (Entry.objects.count(), Observation.objects.count(), StoredFile.objects.count()) == before


def test_the_one_column_that_may_change_is_the_end_of_what_is_known(book):
    book.report("2024-Q1")

    assert Observation.objects.filter(line="headcount").update(known_to=at("2025-01-01")) == 1


def test_a_missing_trigger_is_reported_and_made_again(db):
    assert missing_triggers() == ()
    with connection.cursor() as cursor:
        on = " ON reporting_observation" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER reporting_observation_only_grows_delete{on}")

    assert missing_triggers() == ("reporting_observation_only_grows_delete",)
    assert any("reporting_observation_only_grows_delete: is missing" in fault for fault in chain_faults())
    make_triggers()
    assert missing_triggers() == ()


def test_making_the_triggers_twice_does_no_harm(db):
    make_triggers()
    make_triggers()

    assert missing_triggers() == ()
