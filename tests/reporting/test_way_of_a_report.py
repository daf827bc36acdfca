"""File, check, explain, accept: does a number get from a workbook into the ledger, and nothing else with it?"""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.book import at
from zonebook.archive.models import StoredFile
from zonebook.reporting import actions
from zonebook.reporting.models import Observation, Version


def ledger(company="alfa", line="jobs_created"):
    """The open rows of one line: first day, last day, amount."""
    rows = Observation.objects.filter(company_code=company, line=line, known_to__isnull=True)
    return sorted(rows.values_list("period_from", "period_to", "amount"))


def test_a_plausible_report_has_no_findings_and_awaits_review(book):
    version = book.file("2024-Q1", by="alice")

    assert version.state == Version.State.FILED
    assert list(version.findings.all()) == []
    assert version.filed_by == "alice"


def test_the_workbook_is_kept_byte_for_byte_under_its_hash(book):
    campaign = book.campaign("2024-Q1")
    content = book.workbook(campaign, book.alfa)

    version = actions.file_workbook(book.actor("alice"), campaign, company=book.alfa, content=content)

    assert bytes(version.file.content) == content
    assert version.file_id == hashlib.sha256(content).hexdigest()


def test_every_line_of_the_form_becomes_a_cell_with_its_address(book):
    version = book.file("2024-Q1", jobs_created=17)

    cell = version.cells.get(line="jobs_created")
    assert (cell.site_code, cell.address, cell.amount, cell.written) == ("north", "Форма 1!D12", 17, "17")
    assert version.cells.count() == 21


def test_money_is_kept_in_whole_kopecks(book):
    version = book.file("2024-Q1", investment=50_000_000)

    assert version.cells.get(line="investment").amount == 50_000_000_00


def test_a_blank_cell_is_kept_as_blank_and_never_becomes_an_observation(book):
    version = book.report("2024-Q1", research=None)

    assert version.cells.get(line="research").amount is None
    assert ledger(line="research") == []


def test_filing_alone_changes_nothing_in_the_ledger(book):
    book.file("2024-Q1")

    assert not Observation.objects.exists()


def test_acceptance_writes_each_filled_cell_into_the_ledger_once(book):
    version = book.report("2024-Q1", jobs_created=17, when="2024-04-30")

    assert Observation.objects.count() == version.cells.filter(amount__isnull=False).count()
    row = Observation.objects.get(line="jobs_created")
    assert (row.zone_code, row.site_code, row.company_code) == ("home", "north", "alfa")
    assert (row.period_from, row.period_to, row.amount) == (date(2024, 1, 1), date(2024, 3, 31), 17)
    assert (row.known_from, row.known_to, row.version, row.cell) == (at("2024-04-30"), None, version, "Форма 1!D12")


def test_the_second_report_of_the_year_adds_only_what_is_new_in_it(book):
    book.report("2024-Q1", jobs_created=17)
    book.report("2024-H1", jobs_created=40)

    assert ledger() == [(date(2024, 1, 1), date(2024, 3, 31), 17), (date(2024, 4, 1), date(2024, 6, 30), 23)]


def test_a_level_belongs_to_the_quarter_that_it_ends(book):
    book.report("2024-Q1", headcount=100)
    book.report("2024-H1", headcount=120)

    assert ledger(line="headcount") == [
        (date(2024, 1, 1), date(2024, 3, 31), 1000),  # people are kept in tenths
        (date(2024, 4, 1), date(2024, 6, 30), 1200),
    ]


def test_without_the_earlier_report_the_amount_spans_its_quarter_too(book):
    book.report("2024-H1", jobs_created=40)

    assert ledger() == [(date(2024, 1, 1), date(2024, 6, 30), 40)]


def test_the_span_is_split_when_the_earlier_report_arrives(book):
    book.report("2024-H1", jobs_created=40)
    book.report("2024-Q1", jobs_created=17, when="2024-09-01")

    assert ledger() == [(date(2024, 1, 1), date(2024, 3, 31), 17), (date(2024, 4, 1), date(2024, 6, 30), 23)]
    span = Observation.objects.get(line="jobs_created", period_to=date(2024, 6, 30), known_to__isnull=False)
    assert (span.amount, span.known_to) == (40, at("2024-09-01"))


def test_two_reports_of_a_year_accepted_together_are_settled_together(book):
    versions = [book.file("2024-H1", jobs_created=40), book.file("2024-Q1", jobs_created=17)]

    actions.accept_versions(book.actor("boris", "2024-09-01"), versions)

    assert ledger() == [(date(2024, 1, 1), date(2024, 3, 31), 17), (date(2024, 4, 1), date(2024, 6, 30), 23)]
    assert not Observation.objects.filter(known_to__isnull=False).exists()


def test_a_company_that_came_in_spring_reports_of_no_earlier_quarter(book):
    late = book.newcomer("gamma", first_day=date(2024, 5, 13))
    book.report("2024-H1", late.code, jobs_created=40)

    assert ledger("gamma") == [(date(2024, 4, 1), date(2024, 6, 30), 40)]


def test_a_company_that_came_back_reports_of_no_quarter_in_which_it_was_away(book):
    late = book.newcomer("gamma", first_day=date(2019, 1, 1), last_day=date(2022, 12, 31))
    book.place(late, "north", first_day=date(2024, 5, 13))
    book.report("2024-H1", late.code, jobs_created=40)

    assert ledger("gamma") == [(date(2024, 4, 1), date(2024, 6, 30), 40)]


def test_an_opening_report_speaks_of_all_time_before_the_book(book):
    book.report("..2022-12-31", form="resident-opening", jobs_created=300)

    ((first, last, amount),) = ledger()
    assert (first.year, last, amount) == (2020, date(2022, 12, 31), 300)


def test_a_company_on_two_sites_files_each_line_for_each(book):
    book.place(book.alfa, "south", first_day=date(2023, 1, 1))
    campaign = book.campaign("2024-Q1")
    values = {("jobs_created", "north"): 6, ("jobs_created", "south"): 4}
    content = book.workbook(campaign, book.alfa, values=values)
    version = actions.file_workbook(book.actor("alice", "2024-04-10"), campaign, company=book.alfa, content=content)
    book.accept(version)

    rows = Observation.objects.filter(line="jobs_created").values_list("site_code", "amount")
    assert sorted(rows) == [("north", 6), ("south", 4)]


def test_double_acceptance_is_refused(book):
    version = book.report("2024-Q1")

    with pytest.raises(ValidationError, match="not awaiting review"):
        actions.accept_version(book.actor("boris", "2024-05-02"), version)


def test_one_version_twice_in_a_batch_is_accepted_once(book):
    version = book.file("2024-Q1")

    actions.accept_versions(book.actor("boris", "2024-05-02"), [version, version])

    assert Observation.objects.filter(line="jobs_created").count() == 1


def test_a_version_with_an_error_is_not_accepted(book):
    version = book.file("2024-Q1", capital_investment=60_000_000, investment=50_000_000)

    assert [finding.severity for finding in version.findings.all()] == ["error"]
    with pytest.raises(ValidationError, match="1 error: return it"):
        book.accept(version)
    assert not Observation.objects.exists()


def test_a_warning_without_an_explanation_blocks_and_one_with_it_does_not(book):
    version = book.file("2024-Q1", research=None)

    with pytest.raises(ValidationError, match="1 warning without an explanation"):
        actions.accept_version(book.actor("boris", "2024-04-30"), version)

    (finding,) = version.findings.all()
    actions.explain_findings(book.actor("alice", "2024-04-30"), version, explanations={finding.pk: " Не вели учёт. "})
    actions.accept_version(book.actor("boris", "2024-04-30"), version)
    finding.refresh_from_db()
    assert finding.explanation == "Не вели учёт."


def test_blank_words_explain_nothing(book):
    version = book.file("2024-Q1", research=None)
    (finding,) = version.findings.all()
    actions.explain_findings(book.actor("alice", "2024-04-30"), version, explanations={finding.pk: "  "})

    with pytest.raises(ValidationError, match="without an explanation"):
        actions.accept_version(book.actor("boris", "2024-04-30"), version)


def test_a_finding_of_another_version_cannot_be_explained(book):
    (foreign,) = book.file("2024-Q1", "beta", research=None).findings.all()
    version = book.file("2024-Q1", research=None)

    with pytest.raises(ValidationError, match="does not have"):
        actions.explain_findings(book.actor("alice"), version, explanations={foreign.pk: "x"})


def test_an_accepted_report_keeps_the_explanation_that_it_was_accepted_with(book):
    version = book.report("2024-Q1", research=None)
    (finding,) = version.findings.all()

    with pytest.raises(ValidationError, match="not awaiting review"):
        actions.explain_findings(book.actor("alice"), version, explanations={finding.pk: "другое"})


def test_one_bad_version_stops_the_whole_batch(book):
    good, bad = book.file("2024-Q1"), book.file("2024-Q1", "beta", research=None)

    with pytest.raises(ValidationError, match="Бета"):
        actions.accept_versions(book.actor("boris", "2024-05-01"), [good, bad])

    good.refresh_from_db()
    assert good.state == Version.State.FILED
    assert not Observation.objects.exists()


def test_a_report_is_returned_with_what_to_mend(book):
    version = book.file("2024-Q1")

    returned = actions.return_version(book.actor("boris", "2024-05-01"), version, remark="Проверьте выручку.")

    assert (returned.state, returned.remark, returned.decided_by) == ("returned", "Проверьте выручку.", "boris")
    assert not Observation.objects.exists()
    with pytest.raises(ValidationError, match="not awaiting review"):
        actions.accept_version(book.actor("boris", "2024-05-02"), version)


def test_a_return_without_a_remark_is_refused(book):
    with pytest.raises(ValidationError, match="should mend"):
        actions.return_version(book.actor("boris"), book.file("2024-Q1"), remark="  ")


def test_after_a_return_the_company_files_again_without_a_reason(book):
    actions.return_version(book.actor("boris", "2024-04-25"), book.file("2024-Q1"), remark="Проверьте.")

    again = book.report("2024-Q1", jobs_created=17)

    assert again.number == 2
    assert ledger() == [(date(2024, 1, 1), date(2024, 3, 31), 17)]


def test_a_second_filing_takes_the_place_of_the_first_that_awaited_review(book):
    first, second = book.file("2024-Q1"), book.file("2024-Q1", jobs_created=17)

    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "filed")
    with pytest.raises(ValidationError, match="not awaiting review"):
        book.accept(first)


def test_garbage_is_kept_and_its_finding_says_what_it_is(book):
    campaign = book.campaign("2024-Q1")

    version = actions.file_workbook(book.actor("alice"), campaign, company=book.alfa, content=b"\x00 no workbook")

    assert bytes(StoredFile.objects.get().content) == b"\x00 no workbook"
    (finding,) = version.findings.all()
    assert (finding.rule, finding.severity) == ("file.unknown", "error")
    assert version.cells.count() == 0
    with pytest.raises(ValidationError, match="1 error: return it"):
        actions.accept_version(book.actor("boris"), version)


def test_an_empty_upload_is_kept_too(book):
    version = actions.file_workbook(book.actor("alice"), book.campaign("2024-Q1"), company=book.alfa, content=b"")

    assert [finding.rule for finding in version.findings.all()] == ["file.empty"]


def test_another_companys_workbook_gives_a_finding_and_no_cell(book):
    campaign = book.campaign("2024-Q1")
    content = book.workbook(campaign, book.companies["beta"])

    version = actions.file_workbook(book.actor("alice"), campaign, company=book.alfa, content=content)

    assert version.cells.count() == 0
    assert version.findings.filter(severity="error").exists()


def test_the_same_bytes_filed_twice_are_kept_once(book):
    campaign = book.campaign("2024-Q1")
    content = book.workbook(campaign, book.alfa)
    for day in ("2024-04-10", "2024-04-11"):
        actions.file_workbook(book.actor("alice", day), campaign, company=book.alfa, content=content)

    assert StoredFile.objects.count() == 1
    assert Version.objects.count() == 2


def test_a_company_that_was_not_in_the_zone_is_not_asked(book):
    late = book.newcomer("gamma", first_day=date(2024, 5, 13))
    campaign = book.campaign("2024-Q1")

    with pytest.raises(ValidationError, match="Новая gamma is not asked"):
        actions.file_workbook(book.actor("boris"), campaign, company=late, content=b"PK")
