"""Who may see which reports, and who finds what to do where?"""

from __future__ import annotations

import threading

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection

from zonebook.reporting.models import Version
from zonebook.reporting.queries import (
    awaiting_review,
    check_context,
    may_see_trail,
    reference_values,
    reported_periods,
    submissions_of,
    tasks_of_company,
    version_seen_by,
    visible_versions,
)

NOBODY = AnonymousUser()


@pytest.fixture
def filed(book):
    """A report of each company awaits review."""
    book.file("2024-Q1")
    book.file("2024-Q1", "beta")
    return book


def seen_by(book, name: str) -> list[str]:
    asker = book.users.get(name, NOBODY)
    return sorted(version.submission.company.code for version in visible_versions(asker, book.zone))


@pytest.mark.parametrize(
    ("name", "companies"),
    [
        ("alice", ["alfa"]), ("bella", ["beta"]), ("boris", ["alfa", "beta"]), ("clara", ["alfa", "beta"]),
        ("pavel", ["alfa", "beta"]), ("vera", ["alfa", "beta"]), ("frida", ["alfa", "beta"]), ("zoe", []), ("", []),
    ],
)  # fmt: skip
def test_everybody_sees_the_reports_of_their_own_world(filed, name, companies):
    assert seen_by(filed, name) == companies


def test_where_the_trail_is_public_anybody_sees_all(filed):
    filed.zone.trail_is_public = True
    filed.zone.save()

    assert seen_by(filed, "") == seen_by(filed, "zoe") == ["alfa", "beta"]
    assert may_see_trail(NOBODY, filed.zone)


@pytest.mark.parametrize(("name", "may"), [("vera", True), ("alice", False), ("zoe", False), ("", False)])
def test_the_trail_of_a_figure_runs_through_all_companies(filed, name, may):
    assert may_see_trail(filed.users.get(name, NOBODY), filed.zone) is may


@pytest.mark.parametrize(
    ("name", "may"), [("alice", True), ("vera", True), ("bella", False), ("zoe", False), ("", False)]
)
def test_one_version_is_shown_to_those_who_may_and_denied_to_the_others(filed, name, may):
    version = Version.objects.get(submission__company=filed.alfa)
    asker = filed.users.get(name, NOBODY)
    if may:
        assert version_seen_by(asker, submission=version.submission_id, number=1) == version
        assert [one.campaign.code for one in submissions_of(asker, filed.alfa, zone=filed.zone)] != []
    else:
        with pytest.raises(PermissionDenied):
            version_seen_by(asker, submission=version.submission_id, number=1)
        with pytest.raises(PermissionDenied):
            submissions_of(asker, filed.alfa, zone=filed.zone)


def test_a_version_that_is_not_there_is_said_to_be_not_there(filed):
    with pytest.raises(Version.DoesNotExist):
        version_seen_by(filed.users["boris"], submission=1, number=99)


def test_the_curator_finds_what_awaits_review_the_oldest_first(book):
    second, first = book.file("2024-H1"), book.file("2024-Q1", "beta")
    book.report("2024-Q1")

    assert list(awaiting_review(book.users["boris"], book.zone)) == [first, second]


def test_of_two_versions_only_the_newer_awaits_review(book):
    book.file("2024-Q1")
    newer = book.file("2024-Q1", jobs_created=17)

    assert list(awaiting_review(book.users["boris"], book.zone)) == [newer]


@pytest.mark.parametrize("name", ["alice", "clara", "pavel", "vera", "zoe"])
def test_nobody_else_has_a_queue(filed, name):
    with pytest.raises(PermissionDenied):
        awaiting_review(filed.users[name], filed.zone)


def test_a_reporting_officer_finds_each_campaign_with_the_newest_version(book):
    book.campaign("2024-H1")
    book.file("2024-Q1")
    newest = book.file("2024-Q1", jobs_created=17)

    tasks = tasks_of_company(book.users["alice"], book.alfa, zone=book.zone)
    assert [(campaign.period_code, version) for campaign, version in tasks] == [("2024-H1", None), ("2024-Q1", newest)]


def test_a_reporting_officer_has_no_tasks_of_another_company(book):
    with pytest.raises(PermissionDenied):
        tasks_of_company(book.users["alice"], book.companies["beta"], zone=book.zone)


def test_the_checks_compare_with_what_was_accepted_before(book):
    book.report("2023", research=1_000_000)
    book.report("2024-Q1", jobs_created=17)
    book.file("2024-H1", jobs_created=40)
    book.report("2024-9M", jobs_created=60)

    context = check_context(book.campaign("2024-H1"), book.alfa)
    assert context.months == 6
    assert context.previous["jobs_created", "north"] == 17
    assert context.year_before == {}
    year = check_context(book.campaign("2024"), book.alfa)
    assert (year.previous["jobs_created", "north"], year.year_before["research", "north"]) == (60, 1_000_000)


def test_in_a_new_year_flows_begin_anew_and_levels_go_on(book):
    book.report("2023", jobs_created=40, heads=100)

    previous = check_context(book.campaign("2024-Q1"), book.alfa).previous
    assert ("jobs_created", "north") not in previous
    assert previous["headcount", "north"] == 100


def test_a_falling_cumulative_line_is_found_against_the_report_before(book):
    book.report("2024-Q1", jobs_created=17)

    findings = book.file("2024-H1", jobs_created=5).findings.values_list("rule", flat=True)
    assert "cumulative-falls" in findings


def test_last_quarters_values_stand_beside_the_cells_to_fill_in(book):
    book.report("2024-Q1", jobs_created=17)

    assert reference_values(book.campaign("2024-H1"), book.alfa)["jobs_created", "north"] == 17
    assert reference_values(book.campaign("..2022-12-31", "resident-opening"), book.alfa) == {}


def test_the_periods_reported_are_public_and_newest_first(book):
    book.file("2024-9M")
    book.report("2024-Q1")
    book.report("2024-H1")

    assert [str(period) for period in reported_periods(book.zone)] == ["2024-H1", "2024-Q1"]


def test_two_clerks_who_file_for_one_company_at_once_file_one_after_the_other(committed_book):
    committed_book.campaign("2024-Q1")
    faults: list[BaseException] = []

    def work(jobs: int) -> None:
        try:
            committed_book.file("2024-Q1", jobs_created=jobs)
        except BaseException as fault:  # noqa: BLE001 - whatever it was, the main thread must see it
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(jobs,)) for jobs in (5, 6, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    states = Version.objects.order_by("number").values_list("number", "state")
    assert list(states) == [(1, "superseded"), (2, "superseded"), (3, "filed")]
