"""Who decides at which level, in whose place, and what is said to the company when a report comes back?"""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.at_once import at_once
from tests.book import SmallBook, at
from zonebook.accounts.actions import end_absence, record_absence
from zonebook.accounts.models import Role, User
from zonebook.accounts.queries import possible_deputies, stands_in_for
from zonebook.audit.models import Entry
from zonebook.campaigns.models import Campaign, Curatorship
from zonebook.reporting import actions
from zonebook.reporting.models import FiledCell, FiledFinding, Observation, Remark, Version
from zonebook.reporting.queries import awaiting_company, awaiting_review
from zonebook.reporting.reviewing import answered_remarks, beside_of, looked_at, returned_before, review_queue


def of_two_levels(book: SmallBook, code: str = "2024-Q1", **changed: object) -> Version:
    campaign = book.campaign(code)
    Campaign.objects.filter(pk=campaign.pk).update(levels=2)
    return book.file(code, **changed)


def bruno(book: SmallBook) -> User:
    book.users["bruno"] = User.objects.create(username="bruno", role=Role.CURATOR, zone_code="home")
    return book.users["bruno"]


# --- complete


def test_a_report_without_findings_is_complete_when_it_is_filed(book):
    version = book.file("2024-Q1")

    assert version.completed_at == version.filed_at
    assert list(awaiting_review(book.users["boris"], book.zone)) == [version]


def test_a_report_with_an_error_awaits_its_company(book):
    version = book.file("2024-Q1", capital_investment=60_000_000, investment=50_000_000)

    assert version.completed_at is None
    assert list(awaiting_review(book.users["boris"], book.zone)) == []
    assert list(awaiting_company(book.users["boris"], book.zone)) == [version]


def test_with_the_last_explanation_a_report_is_complete_and_without_it_no_more(book):
    version = book.file("2024-Q1", research=None)
    (finding,) = version.findings.all()

    actions.explain_findings(book.actor("alice", "2024-04-22"), version, explanations={finding.pk: "Не вели учёт."})
    version.refresh_from_db()
    assert version.completed_at == at("2024-04-22")

    actions.explain_findings(book.actor("alice", "2024-04-23"), version, explanations={finding.pk: " "})
    version.refresh_from_db()
    assert version.completed_at is None


# --- two levels


def test_the_managing_company_agrees_and_the_city_accepts(book):
    version = of_two_levels(book)

    agreed = actions.agree_version(book.actor("boris", "2024-04-25"), version)
    assert (agreed.state, agreed.agreed_by, agreed.agreed_at) == ("agreed", "boris", at("2024-04-25"))
    assert not Observation.objects.exists()

    accepted = actions.accept_version(book.actor("gleb", "2024-04-26"), version)
    assert (accepted.state, accepted.decided_by) == ("accepted", "gleb")
    assert Observation.objects.exists()


def test_the_managing_company_cannot_accept_what_the_city_has_to(book):
    version = of_two_levels(book)

    with pytest.raises(PermissionDenied, match="boris may not accept reports for the city"):
        actions.accept_version(book.actor("boris", "2024-04-25"), version)


def test_the_city_does_not_accept_what_was_not_agreed(book):
    with pytest.raises(ValidationError, match="has not been agreed by the managing company yet"):
        actions.accept_version(book.actor("gleb", "2024-04-25"), of_two_levels(book))


def test_the_same_person_does_not_do_both(book):
    version = of_two_levels(book)
    actions.agree_version(book.actor("frida", "2024-04-25"), version)

    with pytest.raises(ValidationError, match="was agreed by you"):
        actions.accept_version(book.actor("frida", "2024-04-26"), version)


def test_where_there_is_one_level_nothing_is_agreed(book):
    with pytest.raises(ValidationError, match="one level of review"):
        actions.agree_version(book.actor("boris", "2024-04-25"), book.file("2024-Q1"))


def test_a_report_with_an_unexplained_warning_is_not_agreed(book):
    with pytest.raises(ValidationError, match="1 warning without an explanation"):
        actions.agree_version(book.actor("boris", "2024-04-25"), of_two_levels(book, research=None))


def test_each_level_finds_what_awaits_it(book):
    first, second = of_two_levels(book), of_two_levels(book, company="beta")
    actions.agree_version(book.actor("boris", "2024-04-25"), first)

    assert list(awaiting_review(book.users["gleb"], book.zone)) == [first]
    assert list(awaiting_review(book.users["boris"], book.zone)) == [second]


def test_what_was_agreed_is_returned_by_the_city_to_the_company(book):
    version = of_two_levels(book)
    actions.agree_version(book.actor("boris", "2024-04-25"), version)

    with pytest.raises(PermissionDenied):
        actions.return_version(book.actor("boris", "2024-04-26"), version, remark="Передумал.")
    returned = actions.return_version(book.actor("gleb", "2024-04-26"), version, remark="Проверьте налоги.")

    assert (returned.state, returned.remark, returned.agreed_by) == ("returned", "Проверьте налоги.", "boris")


# --- remarks


def test_a_report_is_returned_with_remarks_on_single_cells(book):
    version = book.file("2024-Q1")
    said = {("jobs_created", "north"): "Приложите приказы."}

    actions.return_version(book.actor("boris", "2024-04-25"), version, remarks=said)

    assert {(one.line, one.site_code): one.text for one in version.remarks.all()} == said


def test_a_remark_on_a_cell_that_is_not_there_is_refused(book):
    with pytest.raises(ValidationError, match="does not have"):
        actions.return_version(book.actor("boris"), book.file("2024-Q1"), remarks={("jobs_created", "moon"): "?"})
    assert not Remark.objects.exists()


def test_blank_remarks_say_nothing(book):
    with pytest.raises(ValidationError, match="should mend"):
        actions.return_version(book.actor("boris"), book.file("2024-Q1"), remarks={("jobs_created", "north"): " "})


def test_in_the_next_version_the_reviewer_sees_what_was_answered_and_what_need_not_be_looked_at(book):
    first = book.file("2024-Q1", jobs_created=10, heads=100)
    said = {("jobs_created", "north"): "Много.", ("revenue", "north"): "Мало."}
    actions.return_version(book.actor("boris", "2024-04-25"), first, remark="См. ниже.", remarks=said)
    second = book.file("2024-Q1", jobs_created=8, heads=110)

    assert returned_before(second) == first
    changed = {one.remark.line: one.is_changed for one in answered_remarks(second, first)}
    assert changed == {"": False, "jobs_created": True, "revenue": False}
    seen = {line for line, _site in looked_at(second, first)}
    assert "research" in seen
    assert seen.isdisjoint({"jobs_created", "revenue", "headcount"})  # answered, asked again, changed unasked


def test_before_anything_was_returned_everything_is_new(book):
    assert returned_before(book.file("2024-Q1")) is None


# --- the queue


def test_what_changed_most_comes_first(book):
    for company in ("alfa", "beta"):
        book.report("2024-Q1", company)
    steady = book.file("2024-H1")
    risen = book.file("2024-H1", "beta", heads=280)

    queue = review_queue(book.users["boris"], book.zone, on=date(2024, 7, 21))

    assert [one.version for one in queue] == [risen, steady]
    assert queue[0].weight > queue[1].weight


def test_a_flow_is_compared_by_the_quarter_and_a_level_as_it_stands(book):
    book.report("2024-Q1", jobs_created=10, heads=100)
    book.report("2024-H1", jobs_created=30, heads=120)
    version = book.file("2024-9M", jobs_created=36, heads=130)

    numbers = {one.line: one for one in beside_of([version], on=date(2024, 10, 21))[version.pk].numbers}

    jobs, heads = numbers["jobs_created"], numbers["headcount"]
    assert (jobs.filed, jobs.previous, jobs.own, jobs.own_before) == (36, 30, 6, 20)
    assert (heads.filed, heads.previous, heads.own, heads.own_before) == (130, 120, 130, 120)


def test_in_the_first_quarter_a_flow_is_compared_with_the_last_quarter_of_the_year_before(book):
    book.report("2023-9M", jobs_created=30)
    book.report("2023", jobs_created=44)
    version = book.file("2024-Q1", jobs_created=9)

    numbers = {one.line: one for one in beside_of([version], on=date(2024, 4, 21))[version.pk].numbers}

    jobs = numbers["jobs_created"]
    assert (jobs.previous, jobs.own, jobs.own_before, jobs.year_before) == (None, 9, 14, None)


def test_a_company_without_a_curator_is_everybodys_and_one_with_another_is_not_mine(book):
    book.file("2024-Q1")
    book.file("2024-Q1", "beta")
    bruno(book)
    Curatorship.objects.create(
        zone=book.zone, company=book.companies["beta"], username="bruno", first_day=date(2024, 1, 1)
    )

    queue = review_queue(book.users["boris"], book.zone, on=date(2024, 4, 25))

    assert {one.version.submission.company.code: one.is_mine for one in queue} == {"alfa": True, "beta": False}


def test_a_longer_queue_takes_no_more_queries(book):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            review_queue(book.users["boris"], book.zone, on=date(2024, 4, 25))
        return len(captured)

    book.file("2024-Q1")
    one = queries()
    book.file("2024-Q1", "beta")

    assert queries() == one


# --- absence


def away(book: SmallBook, first_day: str = "2024-04-20", last_day: str | None = "2024-04-30"):
    """Boris is away, and Bruno, a second curator, stands in for him."""
    book.users.get("bruno") or bruno(book)
    last = None if last_day is None else date.fromisoformat(last_day)
    return record_absence(
        book.actor("boris", "2024-04-19"), book.users["boris"], deputy=book.users["bruno"],
        first_day=date.fromisoformat(first_day), last_day=last,
    )  # fmt: skip


def test_a_deputy_decides_in_the_place_of_the_absent_one_and_the_journal_says_so(book):
    away(book)
    version = book.file("2024-Q1")
    Curatorship.objects.create(zone=book.zone, company=book.alfa, username="boris", first_day=date(2024, 1, 1))

    (waiting,) = review_queue(book.users["bruno"], book.zone, on=date(2024, 4, 25))
    assert (waiting.is_mine, waiting.in_place_of) == (True, "boris")
    actions.accept_version(book.actor("bruno", "2024-04-25"), version)

    entry = Entry.objects.get(action="accept_report")
    assert (entry.actor, entry.details["in_place_of"]) == ("bruno", "boris")


def test_after_the_absence_the_deputy_decides_in_nobodys_place(book):
    away(book)

    assert stands_in_for(book.users["bruno"], on=date(2024, 4, 30)) == ("boris",)
    assert stands_in_for(book.users["bruno"], on=date(2024, 5, 1)) == ()


@pytest.mark.parametrize("name", ["zoe", "clara", "alice", "boris"])
def test_a_deputy_has_the_role_of_the_absent_one_in_the_same_zone(book, name):
    with pytest.raises(ValidationError, match=r"choose a deputy"):
        record_absence(book.actor("boris"), book.users["boris"], deputy=book.users[name], first_day=date(2025, 9, 10))
    assert not possible_deputies(book.users["boris"]).exists()


@pytest.mark.parametrize(("first_day", "last_day"), [("2024-04-30", None), ("2024-04-01", "2024-04-20")])
def test_two_absences_of_one_person_do_not_meet(book, first_day, last_day):
    away(book)

    with pytest.raises(ValidationError, match="another absence"):
        away(book, first_day, last_day)


def test_whoever_is_back_early_decides_again_from_that_day(book):
    absence = away(book, last_day=None)
    end_absence(book.actor("boris", "2024-04-23"), absence, last_day=date(2024, 4, 22))

    assert stands_in_for(book.users["bruno"], on=date(2024, 4, 22)) == ("boris",)
    assert stands_in_for(book.users["bruno"], on=date(2024, 4, 23)) == ()


def test_an_absence_is_not_made_longer_by_ending_it(book):
    with pytest.raises(ValidationError, match="ends before that day"):
        end_absence(book.actor("boris", "2024-04-23"), away(book), last_day=date(2024, 5, 22))


# --- for good


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (FiledCell, {"amount": 1}),
        (FiledFinding, {"message_ru": "?"}),
        (Remark, {"text": "?"}),
        (Version, {"reason": "?"}),
    ],
)
def test_what_was_filed_found_and_remarked_never_changes(book, model, fields):
    actions.return_version(book.actor("boris", "2024-04-25"), book.file("2024-Q1", research=None), remark="Проверьте.")

    assert model.objects.exists()
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        model.objects.update(**fields)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        model.objects.filter(pk=model.objects.first().pk)._raw_delete("default")


# --- at once


def test_of_two_who_decide_at_once_one_is_told_that_it_is_decided(committed_book):
    version = committed_book.file("2024-Q1")
    accept, send_back = committed_book.actor("boris", "2024-04-25"), committed_book.actor("frida", "2024-04-26")

    refusals = at_once(
        lambda: actions.accept_version(accept, version),
        lambda: actions.return_version(send_back, version, remark="Проверьте."),
    )

    assert sorted(map(bool, refusals)) == [False, True]
    assert "is not awaiting review" in "".join(refusals) or "не ждёт проверки" in "".join(refusals)
    version.refresh_from_db()
    assert Observation.objects.exists() is (version.state == "accepted")


def test_a_company_that_files_anew_while_its_report_is_accepted_is_heard_one_way_or_the_other(committed_book):
    version = committed_book.file("2024-Q1")
    content = committed_book.workbook(committed_book.campaign("2024-Q1"), committed_book.alfa, jobs_created=9)
    alice, boris = committed_book.actor("alice", "2024-04-25"), committed_book.actor("boris", "2024-04-26")

    refusals = at_once(
        lambda: actions.accept_version(boris, version),
        lambda: actions.file_workbook(
            alice, version.submission.campaign, company=committed_book.alfa, content=content
        ),
    )  # fmt: skip

    assert sorted(map(bool, refusals)) == [False, True]  # either it is accepted, or there is a newer one to look at
    states = sorted(Version.objects.values_list("state", flat=True))
    assert states in (["accepted"], ["filed", "superseded"])
