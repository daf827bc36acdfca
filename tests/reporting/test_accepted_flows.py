"""What do accepted reports say of some lines, company by company, as known now and as known then?"""

from __future__ import annotations

from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.book import SmallBook, at, plausible
from zonebook.measures import Period
from zonebook.reporting.queries import Flow, accepted_flows

JOBS = ("jobs_created",)


def told(flows: list[Flow]) -> list[tuple[str, Decimal]]:
    return [(str(period), amount) for _line, period, amount in flows]


def jobs_of(book: SmallBook, company: str = "alfa", **more: object) -> list[tuple[str, Decimal]]:
    return told(accepted_flows(book.zone, lines=JOBS, **more).get(company, []))


def test_each_quarter_is_there_with_what_it_brought(book):
    book.report("2024-Q1")
    book.report("2024-H1", jobs_created=17)

    assert jobs_of(book) == [("2024-Q1", 10), ("2024-Q2", 7)]


def test_what_is_not_accepted_is_not_there_and_who_reported_nothing_neither(book):
    book.file("2024-Q1")

    assert accepted_flows(book.zone, lines=JOBS) == {}


def test_a_half_year_that_was_reported_at_once_stays_one_and_is_never_prorated(book):
    book.report("2024-H1", jobs_created=17)

    assert jobs_of(book) == [("2024-H1", 17)]


def test_the_sites_of_a_company_are_added_up(book):
    book.place(book.alfa, "south", first_day=Period.parse("2024").start)
    quarter = Period.parse("2024-Q1")
    values = {(line, site): amount for line, amount in plausible(quarter).items() for site in ("north", "south")}
    book.report("2024-Q1", values=values)

    assert jobs_of(book) == [("2024-Q1", 20)]


def test_a_correction_counts_from_when_it_was_known(book):
    book.report("2024-Q1")
    book.correct("2024-Q1", when="2024-09-02", jobs_created=4)

    assert jobs_of(book) == [("2024-Q1", 4)]
    assert jobs_of(book, known_at=at("2024-09-01")) == [("2024-Q1", 10)]
    assert jobs_of(book, known_at=at("2024-04-01")) == []


def test_money_comes_in_roubles_and_only_the_lines_and_companies_asked_for(book):
    book.report("2024-Q1", investment=Decimal("50000000.25"))
    book.report("2024-Q1", "beta")

    found = accepted_flows(book.zone, lines=("investment",), companies=("alfa",))

    assert found == {"alfa": [("investment", Period.parse("2024-Q1"), Decimal("50000000.25"))]}


def test_it_takes_one_query(book):
    book.report("2024-Q1")
    book.report("2024-Q1", "beta")

    with CaptureQueriesContext(connection) as captured:
        accepted_flows(book.zone, lines=(*JOBS, "investment"))

    assert len(captured) == 1
