"""Where does the report of each company stand on a day, was it in time, and how complete is a campaign?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.book import SmallBook
from zonebook.campaigns.actions import assign_curator, extend_deadline, open_campaign
from zonebook.campaigns.models import Campaign
from zonebook.registry import actions as registry
from zonebook.registry.models import Company, Presence
from zonebook.reporting import actions
from zonebook.reporting.models import Version
from zonebook.reporting.queries import tasks_of_company
from zonebook.reporting.standing import (
    Completeness,
    Grouping,
    Standing,
    Step,
    Timeliness,
    completeness,
    standing_of,
    tallies,
    total,
)

DUE = date(2025, 4, 30)
DAY = timedelta(days=1)
PERIOD = "2025-Q1"


def file(book: SmallBook, day: str, company: str = "alfa", *, by: str = "boris", **changed: object) -> Version:
    """File the company's report for the first quarter of 2025 on a day."""
    campaign, firm = book.campaign(PERIOD), book.companies[company]
    reason = str(changed.pop("reason", ""))
    content = book.workbook(campaign, firm, **changed)
    return actions.file_workbook(book.actor(by, day), campaign, company=firm, content=content, reason=reason)


def send_back(book: SmallBook, version: Version, day: str) -> None:
    actions.return_version(book.actor("boris", day), version, remark="Проверьте выручку.")


def standings(book: SmallBook, on: date, **named: object) -> dict[str, Standing]:
    found = standing_of(book.users["clara"], book.campaign(PERIOD), on=on, **named)
    return {one.company.code: one for one in found}


def alfa(book: SmallBook, on: date) -> Standing:
    return standings(book, on)["alfa"]


# how far it is


def test_a_correction_of_the_zone_s_own_that_is_returned_asks_nothing_of_the_company(book):
    """What was accepted still stands; the company's own correction, returned, is the company's to mend."""
    accepted = book.accept(file(book, "2025-04-10", by="alice"), "2025-04-15")
    corrected = file(book, "2025-05-05", by="boris", jobs_created=11, reason="по письму")
    assert alfa(book, date(2025, 5, 6)).step is Step.AWAITS_REVIEW
    send_back(book, corrected, "2025-05-10")

    assert (alfa(book, date(2025, 5, 9)).step, alfa(book, date(2025, 5, 10)).step) == (
        Step.AWAITS_REVIEW,
        Step.ACCEPTED,
    )
    assert alfa(book, date(2025, 5, 10)).latest == accepted
    ((_campaign, version),) = tasks_of_company(book.users["alice"], book.alfa, zone=book.zone)
    assert version == accepted

    own = file(book, "2025-05-12", by="alice", jobs_created=12, reason="пересчитали")
    send_back(book, own, "2025-05-13")
    assert alfa(book, date(2025, 5, 13)).step is Step.RETURNED
    ((_campaign, version),) = tasks_of_company(book.users["alice"], book.alfa, zone=book.zone)
    assert version == own


def test_everybody_who_is_asked_is_there_and_nobody_else(book):
    book.newcomer("late", first_day=date(2025, 4, 1))

    assert list(standings(book, DUE)) == ["alfa", "beta"]


def test_a_report_is_not_begun_until_there_is_a_draft(book):
    found = standings(book, DUE, drafts={book.alfa.pk})

    assert (found["alfa"].step, found["beta"].step) == (Step.DRAFT, Step.NOT_BEGUN)


def test_a_report_with_an_error_is_to_be_mended_and_counts_as_not_there(book):
    file(book, "2025-04-10", headcount=-5)

    found = alfa(book, DUE)
    assert (found.step, found.has_reported, found.completed_at) == (Step.MEND, False, None)
    assert found.filed_at is not None


def test_a_report_with_a_warning_is_complete_when_it_is_explained(book):
    version = file(book, "2025-04-10", research=None)
    (finding,) = version.findings.all()
    actions.explain_findings(book.actor("boris", "2025-04-14"), version, explanations={finding.pk: "Нет исследований."})

    assert alfa(book, date(2025, 4, 13)).step == Step.EXPLAIN
    assert alfa(book, date(2025, 4, 14)).step == Step.AWAITS_REVIEW


def test_a_report_awaits_review_then_is_accepted(book):
    book.accept(file(book, "2025-04-10"), "2025-04-20")

    assert alfa(book, date(2025, 4, 9)).step == Step.NOT_BEGUN
    assert alfa(book, date(2025, 4, 19)).step == Step.AWAITS_REVIEW
    assert alfa(book, date(2025, 4, 20)).step == Step.ACCEPTED


def test_on_two_levels_a_report_that_is_agreed_awaits_the_city(book):
    campaign = open_campaign(
        book.actor("boris"), zone=book.zone, form_code="resident-quarter", period_code=PERIOD, levels=2, due=DUE
    )
    actions.agree_version(book.actor("boris", "2025-04-12"), file(book, "2025-04-10"))

    assert campaign == book.campaign(PERIOD)
    assert alfa(book, date(2025, 4, 11)).step == Step.AWAITS_REVIEW
    assert alfa(book, date(2025, 4, 12)).step == Step.AWAITS_CITY


def test_a_returned_report_is_with_the_company_again(book):
    send_back(book, file(book, "2025-04-10"), "2025-04-15")

    found = alfa(book, date(2025, 4, 15))
    assert (found.step, found.has_reported) == (Step.RETURNED, False)
    assert alfa(book, date(2025, 4, 14)).has_reported  # as it was


def test_a_correction_under_review_leaves_the_acceptance_standing(book):
    book.accept(file(book, "2025-04-10"), "2025-04-20")
    file(book, "2025-05-12", headcount=-5, reason="ошибка в учёте")

    found = alfa(book, date(2025, 5, 12))
    assert (found.step, found.timeliness) == (Step.MEND, Timeliness.ON_TIME)
    assert found.accepted_at is not None


# in time or not


def test_a_report_that_is_complete_on_the_last_day_is_in_time(book):
    file(book, "2025-04-30")

    found = alfa(book, date(2025, 7, 1))
    assert (found.timeliness, found.is_late, found.days_late) == (Timeliness.ON_TIME, False, 0)


def test_a_report_that_is_complete_after_the_last_day_is_late_by_the_days_between(book):
    file(book, "2025-05-07")

    found = alfa(book, date(2025, 7, 1))
    assert (found.timeliness, found.is_late, found.days_late) == (Timeliness.LATE, True, 7)


def test_what_has_not_come_is_awaited_until_its_last_day_and_overdue_after_it(book):
    assert alfa(book, DUE).timeliness == Timeliness.AWAITED
    assert (alfa(book, DUE + DAY).timeliness, alfa(book, DUE + DAY).days_late) == (Timeliness.OVERDUE, 1)


def test_an_extension_moves_the_day_that_counts(book):
    extend_deadline(
        book.actor("boris", "2025-04-25"),
        book.campaign(PERIOD),
        company=book.alfa,
        due=date(2025, 5, 15),
        reason="болезнь",
    )
    file(book, "2025-05-12")

    found = alfa(book, date(2025, 7, 1))
    assert (found.due, found.is_extended, found.timeliness) == (date(2025, 5, 15), True, Timeliness.ON_TIME)
    assert alfa(book, date(2025, 4, 24)).due == DUE  # nobody knew of it then


def test_a_report_that_is_returned_after_its_day_and_filed_again_stays_in_time(book):
    send_back(book, file(book, "2025-04-28"), "2025-05-05")
    assert alfa(book, date(2025, 5, 6)).timeliness == Timeliness.OVERDUE

    file(book, "2025-05-20")

    assert alfa(book, date(2025, 5, 20)).timeliness == Timeliness.ON_TIME


def test_a_report_that_was_returned_before_its_day_and_filed_again_after_it_is_late(book):
    send_back(book, file(book, "2025-04-10"), "2025-04-15")
    file(book, "2025-05-04")

    found = alfa(book, date(2025, 7, 1))
    assert (found.timeliness, found.days_late) == (Timeliness.LATE, 4)


# how complete a campaign is


@pytest.fixture
def halfway(book) -> SmallBook:
    """Alfa on both sites reported in time and was accepted; Beta was late; Gamma has not reported."""
    book.place(book.alfa, "south", first_day=date(2024, 1, 1))
    book.newcomer("gamma", first_day=date(2024, 1, 1))
    boris = book.actor("boris")
    cluster = registry.form_cluster(boris, book.zone, code="pharma", name_ru="Фармкластер", name_en="Pharma")
    registry.join_cluster(boris, book.alfa, cluster=cluster, first_day=date(2024, 1, 1))
    assign_curator(boris, book.zone, companies=[book.alfa], username="boris", first_day=date(2025, 1, 1))
    book.accept(file(book, "2025-04-10"), "2025-04-20")
    file(book, "2025-05-03", "beta")
    return book


def told(book: SmallBook, grouping: Grouping) -> dict[str, tuple[int, ...]]:
    found = completeness(standings(book, date(2025, 5, 5)).values(), grouping)
    return {str(one.group): counts(one) for one in found}


def counts(one: Completeness) -> tuple[int, ...]:
    """Asked, in time, late, overdue, accepted."""
    return (one.asked, one.on_time, one.late, one.overdue, one.accepted)


def test_completeness_by_site_counts_a_company_on_both_of_its_sites(halfway):
    assert told(halfway, Grouping.SITE) == {"Площадка north": (2, 1, 0, 1, 1), "Площадка south": (2, 1, 1, 0, 1)}


def test_completeness_by_cluster_names_who_is_in_none_last(halfway):
    assert told(halfway, Grouping.CLUSTER) == {"Фармкластер": (1, 1, 0, 0, 1), "None": (2, 0, 1, 1, 0)}


def test_completeness_by_industry(halfway):
    assert told(halfway, Grouping.INDUSTRY) == {"Станки": (2, 1, 1, 0, 1), "None": (1, 0, 0, 1, 0)}


def test_completeness_by_curator(halfway):
    assert told(halfway, Grouping.CURATOR) == {"boris": (1, 1, 0, 0, 1), "None": (2, 0, 1, 1, 0)}


def test_the_total_counts_each_company_once(halfway):
    found = total(standings(halfway, date(2025, 5, 5)).values())

    assert counts(found) == (3, 1, 1, 1, 1)
    assert found.reported == 2


def test_a_list_of_campaigns_tells_the_same_total(halfway):
    campaign = halfway.campaign(PERIOD)

    assert tallies(halfway.users["clara"], [campaign], zone=halfway.zone) == {campaign.pk: (2, 3)}


# who may ask, and what it costs


@pytest.mark.parametrize("name", ["alice", "zoe"])
def test_a_company_and_another_zone_do_not_see_who_has_reported(book, name):
    campaign = book.campaign(PERIOD)

    with pytest.raises(PermissionDenied):
        standing_of(book.users[name], campaign, on=DUE)
    with pytest.raises(PermissionDenied):
        tallies(book.users[name], [campaign], zone=book.zone)


def test_240_companies_cost_as_many_queries_as_two(book):
    campaign = book.campaign(PERIOD)
    file(book, "2025-04-10")
    of_two = queries_of(book, campaign)
    firms = Company.objects.bulk_create(
        Company(code=f"many-{number}", name=f"Много {number}", search_name=f"много {number}") for number in range(238)
    )
    Presence.objects.bulk_create(
        Presence(company=firm, site=book.sites["north"], first_day=date(2024, 1, 1)) for firm in firms
    )

    assert len(standings(book, DUE)) == 240
    assert queries_of(book, campaign) == of_two


def queries_of(book: SmallBook, campaign: Campaign) -> int:
    with CaptureQueriesContext(connection) as captured:
        found = standing_of(book.users["clara"], campaign, on=DUE)
        for grouping in Grouping:
            completeness(found, grouping)
        tallies(book.users["clara"], [campaign], zone=book.zone)
    return len(captured)
