"""Does the book notice whatever was changed in a draft behind its back, and name the writing?"""

from __future__ import annotations

import pytest
from django.db import connection

from tests.conftest_book import let_rows_go
from tests.drafting.writing import Writing
from zonebook.audit.tasks import make_triggers
from zonebook.drafting.models import Draft, DraftCell, DraftEntry
from zonebook.drafting.sealing import seal_of
from zonebook.drafting.verification import draft_faults


def tamper(sql: str, *values: object) -> None:
    """Change the database as somebody with a database client could: the triggers are out of the way and back again."""
    let_rows_go()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount >= 1
    make_triggers()


@pytest.fixture
def written(writing: Writing) -> Writing:
    """Three writings of Alice's and Anna's in one cell, the last of them in another."""
    writing.write("jobs_created", "5")
    writing.write("jobs_created", "7", seen="5", by="anna", hour=13)
    writing.write("revenue", "100", hour=14)
    return writing


@pytest.fixture
def sent(writing: Writing) -> Writing:
    """A draft that was written, explained and sent."""
    writing.fill(research=None)
    writing.explain()
    writing.send()
    return writing


def test_an_open_draft_is_what_was_written(written):
    assert list(draft_faults()) == []


def test_a_draft_that_was_sent_and_accepted_is_what_was_filed(sent):
    sent.book.accept(Draft.objects.get(pk=sent.draft.pk).version)

    assert list(draft_faults()) == []


@pytest.mark.parametrize(
    ("column", "value"), [("after", "6"), ("before", "1"), ("by", "mallory"), ("at", "2025-01-01"), ("line", "jobs")]
)
def test_a_changed_writing_is_named(written, column, value):
    entry = DraftEntry.objects.get(line="jobs_created", after="5")
    tamper(f'UPDATE drafting_draftentry SET "{column}" = %s WHERE id = %s', value, entry.pk)  # noqa: S608 - the column is the test's own

    (fault,) = (one for one in draft_faults() if "writing" in one)
    assert fault.startswith(f"draft {written.draft.pk} (")
    assert f"writing {entry.pk} (" in fault
    assert "is not what was written, or the one before it is gone" in fault


def test_a_writing_that_is_gone_is_missed_by_the_next(written):
    entry = DraftEntry.objects.get(line="jobs_created", after="7")
    tamper("DELETE FROM drafting_draftentry WHERE id = %s", entry.pk)

    found = list(draft_faults())
    assert any("(revenue north:  → 100)" in one and "the one before it is gone" in one for one in found)
    assert any("what stands in jobs_created north is not what was written there last" in one for one in found)


def test_a_cell_in_which_nobody_wrote_what_stands_there_is_named(written):
    tamper("UPDATE drafting_draftcell SET written = '8' WHERE line = 'jobs_created'")

    (fault,) = draft_faults()
    assert "what stands in jobs_created north is not what was written there last" in fault


def test_a_changed_explanation_is_named(sent):
    first = sent.draft.explanations.first()
    tamper("UPDATE drafting_draftexplanation SET text = 'Иначе.' WHERE id = %s", first.pk)

    assert any(f"explanation {first.pk} (" in one and "is not what was written" in one for one in draft_faults())


def test_a_writing_forged_with_its_seal_differs_from_what_the_audit_and_the_report_say(sent):
    last = DraftEntry.objects.filter(draft=sent.draft).latest("pk")
    before = DraftEntry.objects.filter(draft=sent.draft, pk__lt=last.pk).latest("pk").seal
    last.after = "1"
    tamper("UPDATE drafting_draftentry SET after = '1', seal = %s WHERE id = %s", seal_of(last, before), last.pk)
    DraftCell.objects.filter(draft=sent.draft, line=last.line).update(written="1")

    found = list(draft_faults())
    receipt = Draft.objects.get(pk=sent.draft.pk).version.receipt
    assert any(f"its writings are not those with which it was sent as {receipt}" in one for one in found)
    assert any(f"{last.line} north is another number than in report {receipt}" in one for one in found)


def test_a_draft_that_does_not_count_as_sent_any_more_is_named(sent):
    tamper("UPDATE drafting_draft SET submitted_at = NULL, version_id = NULL")

    assert any("but does not count as it any more" in one for one in draft_faults())


def test_a_draft_that_is_gone_is_missed(writing):
    tamper("DELETE FROM drafting_draft WHERE id = %s", writing.draft.pk)

    assert list(draft_faults()) == [f"draft {writing.draft.pk}: is gone"]
