"""Does `zonebook verify` find whatever was changed behind the book's back, and name the place?"""

from __future__ import annotations

import hashlib
import json

import pytest
from django.db import connection

from tests.conftest_book import let_rows_go
from tests.drafting.writing import filled_draft
from tests.reconciling.extracting import ALFA, STRANGER, taken, taxes
from zonebook.audit.tasks import make_triggers
from zonebook.figures.queries import refill_everything, the_lake
from zonebook.reporting import actions as reporting
from zonebook.reporting.models import FiledCell, Observation, Version
from zonebook.reporting.queries import digest_of


@pytest.fixture
def kept(book):
    """A book with two accepted reports, one of them corrected, and a lake that is up to date."""
    book.report("2024-Q1", jobs_created=17)
    book.report("2024-H1", jobs_created=40)
    book.correct("2024-Q1", when="2024-09-01", jobs_created=5)
    refill_everything()
    return book


def tamper(sql: str, *values: object) -> None:
    """Change the database as somebody with a database client could: the triggers are out of the way and back again."""
    let_rows_go()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount >= 1
    make_triggers()


def faults(zonebook) -> list[str]:
    told = zonebook("verify", "--format", "json")
    assert (told.code, told.json["is_whole"]) == (1, False)
    return told.json["faults"]


def test_an_untouched_book_is_whole(kept, zonebook):
    told = zonebook("verify", "--format", "json")

    assert (told.code, told.err) == (0, "")
    assert told.json == {"is_whole": True, "audit_entries": told.json["audit_entries"], "faults": []}
    assert told.json["audit_entries"] > 10


def test_a_whole_book_is_told_to_people_in_a_table(kept, zonebook):
    told = zonebook("verify")

    assert told.code == 0
    assert "the book is whole" in told.out


def test_a_fault_is_told_to_people_in_a_table(kept, zonebook):
    tamper("UPDATE audit_entry SET actor = 'mallory' WHERE action = 'accept_report'")

    told = zonebook("verify")

    assert told.code == 1
    assert "its content is not what was sealed" in told.out


@pytest.mark.parametrize("column", ["actor", "action", "subject"])
def test_a_changed_audit_entry_is_named(kept, zonebook, column):
    tamper(f"UPDATE audit_entry SET {column} = {column} || 'x' WHERE id = (SELECT min(id) FROM audit_entry)")  # noqa: S608 - the column is the test's own

    (fault,) = [fault for fault in faults(zonebook) if fault.startswith("audit entry")]
    assert "its content is not what was sealed" in fault


def test_a_deleted_audit_entry_is_missed_by_the_one_after_it(kept, zonebook):
    tamper("DELETE FROM audit_entry WHERE id = (SELECT min(id) + 3 FROM audit_entry)")

    assert any("one is missing or was changed" in fault for fault in faults(zonebook))


def test_an_entry_that_was_sealed_anew_does_not_fit_the_next(kept, zonebook):
    from zonebook.audit.models import Entry
    from zonebook.audit.queries import seal_of

    entry = Entry.objects.first()
    entry.actor = "mallory"
    tamper("UPDATE audit_entry SET actor = %s, seal = %s WHERE id = %s", "mallory", seal_of(entry), entry.pk)

    assert any("does not follow the entry before it" in fault for fault in faults(zonebook))


@pytest.mark.parametrize(("column", "value"), [("amount", 999), ("written", "999"), ("line", "customs_")])
def test_a_changed_cell_is_named_with_its_report_and_address(kept, zonebook, column, value):
    cell = FiledCell.objects.get(
        line="revenue", version__number=1, version__submission__campaign__period_code="2024-H1"
    )
    tamper(f"UPDATE reporting_filedcell SET {column} = %s WHERE id = %s", value, cell.pk)  # noqa: S608 - the column is the test's own

    (fault,) = [fault for fault in faults(zonebook) if fault.startswith("report ")]
    assert cell.version.receipt in fault
    assert "a filed cell is not what was filed" in fault
    assert column == "line" or f": {cell.address}" in fault


def test_a_deleted_cell_is_noticed(kept, zonebook):
    tamper("DELETE FROM reporting_filedcell WHERE id = (SELECT min(id) FROM reporting_filedcell)")

    assert any("a filed cell is not what was filed: Форма 1!D10" in fault for fault in faults(zonebook))


def test_a_cell_and_its_hash_changed_together_differ_from_what_the_audit_sealed(kept, zonebook):
    version = Version.objects.get(state="accepted", submission__campaign__period_code="2024-H1")
    cell = version.cells.get(line="jobs_created")
    tamper("UPDATE reporting_filedcell SET amount = 41 WHERE id = %s", cell.pk)
    tamper("UPDATE reporting_version SET cells_sha256 = %s WHERE id = %s", digest_of(version.cells.all()), version.pk)

    assert any("is not the report that the audit chain has under its name" in fault for fault in faults(zonebook))


def test_an_acceptance_that_nobody_recorded_is_noticed(kept, zonebook):
    filed = kept.file("2024-9M")
    tamper("UPDATE reporting_version SET state = 'accepted', decided_at = filed_at WHERE id = %s", filed.pk)

    found = faults(zonebook)
    assert any("counts as accepted, but the audit chain knows nothing of it" in fault for fault in found)
    assert any("was accepted, but is not in the ledger" in fault for fault in found)


def test_a_changed_writing_of_a_draft_is_named(kept, zonebook):
    entry = filled_draft(kept).entries.first()
    tamper("UPDATE drafting_draftentry SET after = '1' WHERE id = %s", entry.pk)

    assert any(fault.startswith("draft ") and f"writing {entry.pk} (" in fault for fault in faults(zonebook))


def test_a_changed_file_is_named(kept, zonebook):
    version = Version.objects.first()
    tamper("UPDATE archive_storedfile SET content = %s WHERE sha256 = %s", b"other", version.file_id)

    assert any(fault.startswith(f"file {version.file_id[:16]}") for fault in faults(zonebook))


def test_a_workbook_that_is_gone_is_named_with_its_report(kept, zonebook):
    version = Version.objects.first()
    with connection.constraint_checks_disabled():
        tamper("DELETE FROM archive_storedfile WHERE sha256 = %s", version.file_id)
        told = faults(zonebook)
        tamper("INSERT INTO archive_storedfile (sha256, content) VALUES (%s, %s)", version.file_id, b"")

    assert any(f"of report {version.receipt}" in fault and "is gone" in fault for fault in told)


def test_a_changed_number_of_the_ledger_is_named(kept, zonebook):
    row = Observation.objects.get(line="jobs_created", known_to__isnull=True, amount=5)
    tamper("UPDATE reporting_observation SET amount = 6 WHERE id = %s", row.pk)

    found = faults(zonebook)
    place = "ledger alfa north jobs_created 2024-01-01..2024-03-31 (cell Форма 1!D12)"
    assert f"{place}: 6 is not what was accepted" in found
    assert f"{place}: 5 was accepted, but is not in the ledger" in found


@pytest.mark.parametrize(
    "change",
    [
        "company_code = 'beta'",
        "site_code = 'south'",
        "line = 'benefit_profit'",
        "zone_code = 'away'",
        "cell = 'Форма 1!D99'",
        "known_from = '2023-06-01 00:00:00+00:00'",
        "period_from = '2023-10-01'",
    ],
)
def test_no_column_of_the_ledger_changes_unnoticed(kept, zonebook, change):
    row = Observation.objects.get(line="customs", period_to="2024-06-30")
    tamper(f"UPDATE reporting_observation SET {change} WHERE id = %s", row.pk)  # noqa: S608 - the column is the test's own

    assert any("is not what was accepted" in fault for fault in faults(zonebook))


def test_a_number_deleted_from_the_ledger_is_missed(kept, zonebook):
    row = Observation.objects.get(line="headcount", period_to="2024-06-30")
    tamper("DELETE FROM reporting_observation WHERE id = %s", row.pk)

    assert any("headcount" in fault and "is not in the ledger" in fault for fault in faults(zonebook))


@pytest.mark.parametrize("change", ["amount = 18", "known_to = NULL", "known_to = '2030-01-01 00:00:00+00:00'"])
def test_what_was_known_before_a_correction_cannot_be_changed_either(kept, zonebook, change):
    closed = Observation.objects.get(line="jobs_created", amount=17)
    if change == "known_to = NULL":  # the place of the open row is taken
        tamper("DELETE FROM reporting_observation WHERE amount = 5 AND line = 'jobs_created'")
    tamper(f"UPDATE reporting_observation SET {change} WHERE id = %s", closed.pk)  # noqa: S608 - the column is the test's own

    assert any("jobs_created" in fault for fault in faults(zonebook))


def test_a_changed_file_of_the_lake_is_named(kept, zonebook):
    path = the_lake().partition("observation", "home").path
    path.write_bytes(path.read_bytes()[:-1] + b"?")

    assert any(fault.startswith("lake observation/zone=home/") for fault in faults(zonebook))


def test_a_changed_manifest_is_named(kept, zonebook):
    """Even one that is consistent in itself: the database remembers what was written."""
    partition = the_lake().partition("presence", "home")
    other = the_lake().partition("residency", "home")
    (partition.path.parent / other.path.name).write_bytes(other.path.read_bytes())
    manifest = partition.path.parent / "manifest.json"
    manifest.write_text(json.dumps({"file": other.path.name, "sha256": other.sha256, "rows": other.rows}))

    assert faults(zonebook) == ["lake presence/zone=home: is not the content that the database recorded; refill it"]


def test_a_manifest_that_is_no_json_is_named(kept, zonebook):
    (the_lake().partition("presence", "home").path.parent / "manifest.json").write_text("{")

    assert any("lake presence/zone=home" in fault for fault in faults(zonebook))


def test_a_partition_that_is_gone_is_named(kept, zonebook):
    partition = the_lake().partition("presence", "home")
    (partition.path.parent / "manifest.json").unlink()

    assert any("lake presence/zone=home" in fault for fault in faults(zonebook))


def test_a_partition_that_the_database_knows_nothing_of_is_named(kept, zonebook):
    """A restoration that was killed just before its end leaves such: questions would read it too."""
    the_lake().refill("presence", "before", rows=[])

    assert faults(zonebook) == ["lake presence/zone=before: is of another book; delete its folder"]


def test_a_missing_trigger_is_named_with_its_remedy(kept, zonebook):
    with connection.cursor() as cursor:
        on = " ON audit_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER audit_entry_only_grows_update{on}")

    assert faults(zonebook) == [
        "database trigger audit_entry_only_grows_update: is missing; run `python -m django migrate`"
    ]
    make_triggers()


def test_verification_does_not_read_bytes_it_cannot_trust(kept, zonebook):
    """A workbook replaced by a hostile one with its own hash is named and never opened outside of the sandbox."""
    version = Version.objects.first()
    bomb = b"PK\x03\x04" + b"\0" * 64
    digest = hashlib.sha256(bomb).hexdigest()
    tamper("INSERT INTO archive_storedfile (sha256, content) VALUES (%s, %s)", digest, bomb)
    tamper("UPDATE reporting_version SET file_id = %s, cells_sha256 = 'x' WHERE id = %s", digest, version.pk)

    assert any("is not the report that the audit chain has" in fault for fault in faults(zonebook))


def returned(book) -> Version:
    """A second report that was returned with a remark on the whole and one on a cell."""
    version = book.file("2024-Q1", "beta", research=None)
    said = {("revenue", "south"): "Мало."}
    return reporting.return_version(book.actor("boris", "2024-04-25"), version, remark="Проверьте.", remarks=said)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE reporting_remark SET text = 'Хорошо.' WHERE line = 'revenue'", "the remarks are not those"),
        ("DELETE FROM reporting_remark WHERE line = ''", "the remarks are not those"),
        ("UPDATE reporting_filedfinding SET message_ru = 'Всё верно.'", "what the checks found is not"),
        ("DELETE FROM reporting_filedfinding", "what the checks found is not"),
        ("UPDATE reporting_version SET decided_by = 'mallory' WHERE state = 'returned'", "decided by somebody else"),
        ("UPDATE reporting_version SET agreed_by = 'mallory' WHERE state = 'returned'", "agreed by somebody else"),
        ("UPDATE reporting_version SET state = 'agreed' WHERE state = 'returned'", "counts as agreed"),
    ],
)
def test_a_changed_finding_remark_or_decision_is_named(kept, zonebook, change, fault):
    version = returned(kept)
    tamper(change)

    assert [one for one in faults(zonebook) if version.receipt in one and fault in one] != []


def test_an_explanation_is_the_one_that_the_report_was_accepted_with(kept, zonebook):
    version = kept.report("2024-Q1", "beta", research=None)
    tamper("UPDATE reporting_filedfinding SET explanation = 'Иначе.' WHERE version_id = %s", version.pk)

    (fault,) = faults(zonebook)
    assert "an explanation is not the one that it was accepted with" in fault


def test_what_was_accepted_does_not_cease_to_count(kept, zonebook):
    version = Version.objects.get(state="accepted", submission__campaign__period_code="2024-H1")
    tamper("UPDATE reporting_version SET state = 'returned' WHERE id = %s", version.pk)

    assert any("was accepted, but does not count as it any more" in fault for fault in faults(zonebook))


def test_a_book_with_returns_agreements_and_explanations_is_whole(kept, zonebook):
    returned(kept)
    kept.report("2024-H1", "beta", research=None)

    assert zonebook("verify").code == 0


def test_a_row_of_an_extract_that_is_not_what_its_file_says_is_named(book, zonebook):
    extract = taken(book, taxes(f"{ALFA};Альфа;120000000"))
    refill_everything()
    assert zonebook("verify").code == 0
    tamper("UPDATE reconciling_extractrow SET amount = amount + 100")

    (fault,) = faults(zonebook)
    assert fault.startswith(f"extract {extract.pk} ")
    assert "row 2, revenue" in fault


def test_a_row_that_was_taken_out_of_an_extract_is_named(book, zonebook):
    taken(book, taxes(f"{ALFA};Альфа;120000000", f"{STRANGER};Чужая;5"))
    tamper("DELETE FROM reconciling_extractrow WHERE inn = %s", STRANGER)

    assert [fault.partition(": ")[2] for fault in faults(zonebook) if fault.startswith("extract")] == [
        "row 3, revenue: what is kept is not what the file says"
    ]
