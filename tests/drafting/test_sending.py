"""A draft is sent as a workbook that says the same: once, when nothing is wrong, and only as it was checked."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.at_once import at_once
from tests.drafting.writing import Writing
from zonebook.audit.models import Entry
from zonebook.campaigns.queries import form_of, identity_of
from zonebook.drafting import actions
from zonebook.drafting.queries import answers_of, explained_last_time
from zonebook.intake import read_workbook
from zonebook.reporting import filing
from zonebook.reporting.actions import return_version
from zonebook.reporting.models import FiledCell, Version


def filed_amounts(version: Version) -> dict[tuple[str, str], int]:
    rows = version.cells.exclude(amount=None).values_list("line", "site_code", "amount")
    return {(line, site): amount for line, site, amount in rows}


def test_a_draft_is_filed_as_a_workbook_that_says_the_same(writing):
    writing.fill()
    writing.explain()
    version = writing.send()

    campaign, company = writing.draft.campaign, writing.book.alfa
    form = form_of(campaign)
    kept = read_workbook(bytes(version.file.content), form, expected=identity_of(campaign, company))
    answers = answers_of(writing.draft)
    assert {(cell.line, cell.site): cell.amount for cell in kept.cells if cell.amount is not None} == answers.amounts
    assert [cell.address for cell in kept.cells] == [cell.address for cell in answers.cells]
    assert kept.findings == ()
    assert version.filed_by == "alice"
    assert len(filed_amounts(version)) == len(answers.amounts)


def test_the_version_has_the_findings_that_were_shown_and_their_explanations(writing):
    writing.fill(research=None)
    writing.explain("Не было исследований.")
    shown = {(one.rule, one.address) for one in answers_of(writing.draft).findings}
    version = writing.send()

    assert {(one.rule, one.address) for one in version.findings.all()} == shown
    assert {one.explanation for one in version.findings.all()} == {"Не было исследований."}


def test_a_second_click_sends_nothing_and_gets_the_same_receipt(writing):
    writing.fill()
    writing.explain()
    first = writing.send()
    second = actions.submit_draft(writing.actor("anna"), writing.draft, seen=0)

    assert second == first
    assert Version.objects.count() == 1
    assert Entry.objects.filter(action="submit_draft").count() == 1


def test_a_draft_with_a_cell_that_cannot_be_read_is_not_sent_and_names_the_cell(writing):
    writing.fill()
    writing.write("revenue", "много", seen=writing.cell("revenue"))
    (found,) = answers_of(writing.draft).errors

    with pytest.raises(ValidationError, match=found.address):
        writing.send()
    assert FiledCell.objects.count() == 0


def test_a_warning_without_a_word_is_not_sent(writing):
    writing.fill(research=None)
    with pytest.raises(ValidationError, match="Поясните"):
        writing.send()


def test_what_explained_a_warning_in_the_report_that_was_returned_is_offered_for_the_same_number_again(writing):
    writing.fill(research=None)
    writing.explain("Исследований не было.")
    sent = writing.send()
    return_version(writing.actor("boris", 15), sent, remark="Проверьте штат.")
    campaign, alfa = writing.draft.campaign, writing.book.alfa
    again = actions.begin_draft(writing.actor("alice", 16), campaign, company=alfa, version=sent)

    offered = explained_last_time(answers_of(again))
    assert set(offered.values()) == {"Исследований не было."}
    assert set(offered) == {(one.rule, one.address) for one in answers_of(again).unexplained}


def test_nothing_is_offered_for_a_warning_that_was_not_there_before(writing):
    writing.fill(research=None)

    assert answers_of(writing.draft).unexplained
    assert explained_last_time(answers_of(writing.draft)) == {}


def test_what_a_colleague_wrote_after_the_check_is_looked_at_before_it_is_sent(writing):
    writing.fill()
    writing.explain()
    seen = answers_of(writing.draft).stamp
    writing.write("revenue", "96 001", seen=writing.cell("revenue"), by="anna", hour=13)

    with pytest.raises(ValidationError, match="anna"):
        writing.send(seen=seen)


def test_what_a_colleague_writes_while_the_report_is_being_sent_is_not_lost_either(writing, monkeypatch):
    writing.fill()
    writing.explain()
    read = actions.read_report

    def while_anna_writes(*report, content):
        writing.write("revenue", "96 001", seen=writing.cell("revenue"), by="anna", hour=13)
        return read(*report, content=content)

    monkeypatch.setattr(actions, "read_report", while_anna_writes)
    with pytest.raises(ValidationError, match="anna"):
        writing.send()
    assert not Version.objects.exists()
    assert writing.cell("revenue").split() == ["96", "001"]


def test_nobody_waits_to_write_while_the_workbook_is_read(committed_book, monkeypatch):
    writing = Writing.begun(committed_book)
    writing.fill()
    writing.explain()
    read, is_locked = filing.read_safely, []

    def watched(*workbook, **expected):
        is_locked.append(connection.in_atomic_block)
        return read(*workbook, **expected)

    monkeypatch.setattr(filing, "read_safely", watched)
    writing.send()
    assert is_locked == [False]


def test_nothing_is_written_into_a_draft_that_was_sent(writing):
    writing.fill()
    writing.explain()
    writing.send()

    with pytest.raises(ValidationError, match="отправлен"):
        writing.write("revenue", "1", by="anna")


def test_an_accepted_report_is_corrected_on_the_page_with_a_reason(writing):
    writing.fill()
    writing.explain()
    first = writing.book.accept(writing.send())
    draft = actions.begin_draft(writing.actor(), writing.draft.campaign, company=writing.book.alfa, version=first)
    second = Writing(writing.book, draft)
    second.write("jobs_created", "9", seen=second.cell("jobs_created"))
    second.explain()

    with pytest.raises(ValidationError):
        second.send()
    version = second.send(reason="Ошиблись в приказе.")
    changed = {key for key, amount in filed_amounts(version).items() if amount != filed_amounts(first)[key]}
    assert (version.number, changed) == (2, {("jobs_created", "north")})


def test_of_two_who_send_at_once_both_get_the_one_version(committed_book):
    writing = Writing.begun(committed_book)
    writing.fill()
    writing.explain()
    seen = answers_of(writing.draft).stamp
    sent: list[Version] = []

    refused = at_once(
        *[
            lambda name=name: sent.append(actions.submit_draft(writing.actor(name), writing.draft, seen=seen))
            for name in ("alice", "anna")
        ]
    )

    assert refused == ["", ""]
    assert {version.pk for version in sent} == set(Version.objects.values_list("pk", flat=True))
    assert Version.objects.count() == 1
