"""What the checks learn of a company besides its report: earlier reports, others', the register, the agreement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.oversight.deals import agree, promised, report_year
from zonebook.agreements import actions as agreements
from zonebook.campaigns.models import Campaign
from zonebook.estate import actions as estate
from zonebook.intake import Context
from zonebook.registry import actions as registry
from zonebook.reporting.context import check_context

MILLION = 1_000_000
OPENING = "..2022-12-31"


def known(book, code: str, company: str = "alfa", form: str = "resident-quarter") -> Context:
    return check_context(book.campaign(code, form), book.companies[company])


def rules_found(version) -> set[str]:
    return set(version.findings.values_list("rule", flat=True))


def test_a_series_has_what_each_quarter_added_and_the_level_at_its_end(book):
    for code, jobs, heads in (("2024-Q1", 10, 100), ("2024-H1", 25, 110), ("2024-9M", 26, 120), ("2024", 40, 115)):
        book.report(code, jobs_created=jobs, heads=heads)

    series = known(book, "2025-Q1").series
    assert series["jobs_created", "north"] == (10, 15, 1, 14)
    assert series["headcount", "north"] == (100, 110, 120, 115)


def test_a_quarter_after_a_gap_in_its_year_is_in_no_series_of_a_flow(book):
    book.report("2024-Q1", jobs_created=10)
    book.report("2024-9M", jobs_created=60)

    series = known(book, "2024").series
    assert series["jobs_created", "north"] == (10,)
    assert len(series["headcount", "north"]) == 2


def test_a_series_reaches_back_three_years_and_not_further(book):
    book.report("2023-Q1", headcount=70)
    book.report("2023-H1", headcount=80)

    assert known(book, "2026-Q1").series["headcount", "north"] == (70, 80)
    of_h1 = known(book, "2026-H1").series
    assert of_h1["headcount", "north"] == (80,)
    assert ("jobs_created", "north") not in of_h1


def test_the_total_since_the_start_needs_the_opening_report_and_every_year_since(book):
    book.report("2023", investment=200 * MILLION)
    assert known(book, "2024-Q1").since_start == {}

    book.report(OPENING, form="resident-opening", investment=900 * MILLION)
    assert known(book, "2023-Q1").since_start["investment", "north"] == 900 * MILLION
    assert known(book, "2024-Q1").since_start["investment", "north"] == 1100 * MILLION
    assert known(book, "2025-Q1").since_start == {}


def test_a_later_opening_report_is_not_known_to_an_earlier_quarter(book):
    book.report(OPENING, form="resident-opening")
    assert known(book, "2023-Q1").opening
    assert known(book, OPENING, form="resident-opening").opening == {}


def test_the_last_report_is_known_as_it_was_filed_in_the_new_year_too(book):
    book.report("2024", jobs_created=40)
    assert known(book, "2025-Q1").last_report["jobs_created", "north"] == 40


def test_a_gap_is_what_was_asked_for_after_an_accepted_report(book):
    book.report("2024-Q1")
    book.campaign("2024-H1")
    assert [quarter.en for quarter in known(book, "2024-9M").missed] == ["second quarter of 2024"]
    assert known(book, "2024-H1").missed == ()

    Campaign.objects.filter(period_code="2024-H1").delete()
    assert known(book, "2024-9M").missed == ()


def test_a_newcomer_has_missed_nothing(book):
    book.report("2024-Q1")
    book.newcomer("gamma", first_day=date(2024, 8, 1))
    book.campaign("2024-H1")
    assert known(book, "2024-9M", "gamma").missed == ()


def test_peers_are_the_other_firms_of_the_industry_a_quarter_earlier(book):
    book.report("2024-Q1", "alfa")
    book.report("2024-Q1", "beta", average_pay=80_000)
    book.newcomer("gamma", first_day=date(2023, 1, 1))
    book.report("2024-Q1", "gamma", average_pay=70_000)

    context = known(book, "2024-H1")
    assert [peer["average_pay"] for peer in context.peers] == [80_000]
    assert context.peer_months == 3
    assert known(book, "2024-H1", "gamma").peers == ()


def test_the_register_tells_of_status_share_and_room(book):
    boris = book.actor("boris", "2024-01-10")
    registry.amend_company(boris, book.alfa, zone=book.zone, reason="выписка", foreign_share=Decimal(49))
    premises = estate.add_premises(boris, book.sites["north"], code="n-1", number="1", area_sqm=Decimal(250))
    estate.let_premises(boris, premises, company=book.alfa, number="А-1", first_day=date(2024, 1, 1))
    book.companies["alfa"].refresh_from_db()
    book.newcomer("gamma", first_day=date(2024, 1, 1))

    alfa, gamma = known(book, "2024-Q1").register, known(book, "2024-Q1", "gamma").register
    assert (alfa.is_resident, alfa.foreign_share, alfa.area_sqm) == (True, 49, {"north": 250})
    assert (gamma.is_resident, gamma.foreign_share, gamma.area_sqm) == (False, None, {})


def test_a_site_is_left_only_when_no_stay_there_goes_on(book):
    book.newcomer("gamma", first_day=date(2024, 1, 1), last_day=date(2024, 2, 15))
    book.place(book.companies["gamma"], "south", first_day=date(2024, 2, 1))
    assert known(book, "2024-Q1", "gamma").register.left_on == {"north": date(2024, 2, 15)}

    book.place(book.companies["gamma"], "north", first_day=date(2024, 3, 1))
    assert known(book, "2024-Q1", "gamma").register.left_on == {}


def test_the_plan_is_that_of_the_year_by_the_terms_in_force(book):
    agree(book, planned=promised({2024: {"jobs_created": 40, "investment": 200 * MILLION}, 2025: {"jobs_created": 7}}))

    assert known(book, "2024").promised == {"jobs_created": 40, "investment": 200 * MILLION}
    assert known(book, "2025-Q1").promised == {"jobs_created": 7}
    assert known(book, "2024", "beta").promised == {}


def test_an_amendment_counts_from_the_day_it_was_agreed(book):
    agreement = agree(book, planned=promised({2024: {"jobs_created": 40}}))
    boris, less = book.actor("boris", "2024-08-01"), promised({2024: {"jobs_created": 25}})
    agreements.amend_agreement(boris, agreement, agreed_on=date(2024, 7, 20), reason="спрос", planned=less)

    assert known(book, "2024-H1").promised == {"jobs_created": 40}
    assert known(book, "2024-9M").promised == {"jobs_created": 25}


def test_what_is_known_takes_as_many_queries_for_a_long_story_as_for_none(book):
    first, last = book.campaign("2023-Q1"), book.campaign("2025-Q1")
    with CaptureQueriesContext(connection) as of_none:
        check_context(first, book.alfa)
    agree(book)
    for company in ("alfa", "beta"):
        book.report(OPENING, company, form="resident-opening")
        report_year(book, company, year=2023)
        report_year(book, company, year=2024)
    with CaptureQueriesContext(connection) as of_two_years:
        check_context(last, book.alfa)
    assert len(of_two_years) <= len(of_none) == 6


def test_a_warning_from_beyond_the_report_is_found_on_filing(book):
    book.newcomer("gamma", first_day=date(2023, 1, 1))
    assert "residents-only" in rules_found(book.file("2024-Q1", "gamma"))
    assert "residents-only" not in rules_found(book.file("2024-Q1"))


def test_a_report_filed_again_for_the_next_quarter_is_found(book):
    book.report("2024-Q1", heads=50)
    same = {"investment": 50 * MILLION, "capital_investment": 30 * MILLION, "research": 5 * MILLION}
    same |= {"revenue": 100 * MILLION, "revenue_agreed": 96 * MILLION, "revenue_export": MILLION, "jobs_created": 10}
    same |= {"tax_federal": 7 * MILLION, "tax_regional": MILLION, "tax_local": 100_000, "customs": 500_000}
    copied = book.file("2024-H1", heads=50, insurance=3 * MILLION, **same)
    assert "copied-report" in rules_found(copied)
