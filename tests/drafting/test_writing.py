"""A report is begun, written by several people, and nothing of anyone is lost."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from tests.book import at
from tests.drafting.writing import DAY, QUARTER
from zonebook.accounts.queries import Actor
from zonebook.audit.models import Entry
from zonebook.drafting import actions
from zonebook.drafting.merging import Written
from zonebook.drafting.models import Draft, DraftEntry
from zonebook.drafting.queries import (
    accepted_before,
    answers_of,
    companies_with_a_draft,
    entries_of_cell,
    keys_written_since,
    open_draft,
    open_drafts_of,
)


def test_who_comes_second_joins_the_draft_of_the_first(writing):
    again = actions.begin_draft(writing.actor("anna"), writing.draft.campaign, company=writing.book.alfa)

    assert again == writing.draft
    assert Entry.objects.filter(action="begin_draft").count() == 1


def test_a_campaign_that_has_not_opened_takes_no_draft(book):
    campaign = book.campaign(QUARTER)
    with pytest.raises(ValidationError):
        actions.begin_draft(book.actor("alice", "2025-04-01"), campaign, company=book.alfa)


def test_a_number_is_written_as_the_page_writes_numbers(writing):
    writing.write("revenue", "1234567.5")

    assert writing.cell("revenue") == "1\u00a0234\u00a0567,5"


def test_what_is_no_number_stays_as_it_was_typed_with_what_is_wrong(writing):
    writing.write("revenue", "около ста")

    (found,) = [one for one in answers_of(writing.draft).errors if one.value == "около ста"]
    assert writing.cell("revenue") == "около ста"
    assert found.rule == "cell.text"
    assert found.address.startswith("Форма 1!D")


def test_the_last_writer_stands_and_is_told_whose_writing_that_replaced(writing):
    writing.write("revenue", "5", by="alice", hour=10)
    (overtaken,) = writing.write("revenue", "7", by="anna", hour=11)

    assert writing.cell("revenue") == "7"
    assert (overtaken.instead, overtaken.by, overtaken.at) == ("5", "alice", at(DAY, 10))
    assert [entry.after for entry in entries_of_cell(writing.draft, ("revenue", "north"))] == ["7", "5"]


def test_a_page_sent_whole_takes_back_nothing_that_another_wrote_meanwhile(writing):
    writing.write("research", "3", by="anna")
    untouched = {("research", "north"): Written("", ""), ("revenue", "north"): Written("9", "")}
    overtaken = actions.write_cells(writing.actor(), writing.draft, written=untouched)

    assert overtaken == ()
    assert (writing.cell("research"), writing.cell("revenue")) == ("3", "9")


def test_sending_the_same_writing_again_after_a_lost_answer_changes_nothing(writing):
    writing.write("revenue", "5")
    before = DraftEntry.objects.count()

    assert writing.write("revenue", "5") == ()
    assert DraftEntry.objects.count() == before


def test_what_others_wrote_since_can_be_asked_for(writing):
    writing.write("revenue", "5")
    stamp = answers_of(writing.draft).stamp
    writing.write("research", "1", by="anna")

    assert keys_written_since(writing.draft, stamp) == {("research", "north")}
    assert keys_written_since(writing.draft, 0) == {("research", "north"), ("revenue", "north")}


def test_a_cell_that_the_form_does_not_ask_is_refused(writing):
    with pytest.raises(ValidationError, match="не запрашивает"):
        actions.write_cells(writing.actor(), writing.draft, written={("revenue", "south"): Written("1", "")})


def test_a_text_longer_than_a_cell_is_refused_and_not_cut(writing):
    with pytest.raises(ValidationError, match="300"):
        writing.write("revenue", "1" * 301)


def test_no_entry_can_be_changed_or_deleted_in_the_database(writing):
    writing.write("revenue", "5")
    for attempt in (lambda: DraftEntry.objects.update(after="6"), lambda: DraftEntry.objects.all().delete()):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            attempt()


def test_a_draft_begun_from_a_returned_version_says_what_the_version_said(book):
    version = book.file(QUARTER, revenue=1_234_125)
    draft = actions.begin_draft(
        book.actor("alice", DAY), version.submission.campaign, company=book.alfa, version=version
    )

    filed = {(cell.line, cell.site_code): cell.amount for cell in version.cells.all()}
    answers = answers_of(draft)
    assert answers.standing["revenue", "north"].written == "1\u00a0234,125"
    assert len(answers.amounts) == sum(amount is not None for amount in filed.values())


def test_a_draft_is_not_begun_from_a_version_of_another_report(book):
    other = book.file(QUARTER, "beta")
    with pytest.raises(ValidationError, match="другого отчёта"):
        actions.begin_draft(book.actor("alice", DAY), other.submission.campaign, company=book.alfa, version=other)


def test_a_workbook_fills_the_draft_and_leaves_alone_what_it_leaves_blank(writing):
    writing.write("research", "77", by="anna")
    content = writing.book.workbook(writing.draft.campaign, writing.book.alfa, research=None, revenue=90_000_000)

    found = actions.take_workbook(writing.actor(), writing.draft, content=content)

    assert found == ()
    assert (writing.cell("research"), writing.cell("revenue")) == ("77", "90\u00a0000")


def test_a_file_that_is_no_workbook_leaves_the_draft_alone_and_says_why(writing):
    writing.write("research", "77")
    (found,) = actions.take_workbook(writing.actor(), writing.draft, content=b"no workbook")

    assert found.rule.startswith("file.")
    assert len(answers_of(writing.draft).standing) == 1


def test_the_task_list_is_told_who_wrote_last_in_an_open_draft(writing):
    assert open_drafts_of(writing.book.alfa) == {writing.draft.campaign_id: None}
    writing.write("revenue", "5", by="anna")

    assert open_drafts_of(writing.book.alfa)[writing.draft.campaign_id].by == "anna"
    assert companies_with_a_draft(writing.draft.campaign) == {writing.book.alfa.pk}


def test_earlier_accepted_values_stand_beside_the_cell(writing):
    writing.book.report("2024")

    ((period, amount),) = accepted_before(writing.draft, ("revenue", "north"))
    assert (str(period), amount) == ("2024", 400_000_000)


@pytest.mark.parametrize("name", ["bella", "vera", "zoe", "clara"])
def test_nobody_outside_the_company_reads_its_draft(writing, name):
    with pytest.raises(PermissionDenied):
        open_draft(writing.book.users[name], writing.draft.campaign, company=writing.book.alfa)


def test_the_draft_is_found_by_the_colleague(writing):
    assert open_draft(writing.book.users["anna"], writing.draft.campaign, company=writing.book.alfa) == writing.draft
    assert Draft.objects.get().begun_by == "alice"


def test_an_explanation_is_kept_with_each_of_its_wordings(writing):
    said = ("pay-jump", "Форма 1!D40")
    for text in ("премия", "годовая премия", "годовая премия"):
        actions.explain_in_draft(Actor(writing.book.users["anna"], at(DAY)), writing.draft, explanations={said: text})

    assert answers_of(writing.draft).explanations == {said: "годовая премия"}
    assert writing.draft.explanations.count() == 2
