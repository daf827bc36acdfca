"""Is a zone of the size of Moscow's reckoned at once?"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.book import SmallBook, at
from zonebook.agreements.models import Agreement, Obligation, PlannedLine, Terms
from zonebook.measures import Period
from zonebook.oversight.queries import early_warnings, watch_list
from zonebook.registry.models import Company, Presence
from zonebook.reporting.models import Observation, Version

RESIDENTS, YEARS = 118, range(2023, 2028)
QUARTERS = Period.span(date(2023, 1, 1), date(2025, 6, 30)).quarters()
TODAY = date(2025, 9, 9)


@pytest.fixture
def zone_of_residents(book: SmallBook) -> SmallBook:
    """118 residents with five years of promises and ten quarters of reports, written straight into the tables."""
    version = book.report("2023-Q1")
    companies = Company.objects.bulk_create(
        Company(code=f"r{number}", name=f"Резидент {number}") for number in range(RESIDENTS)
    )
    Presence.objects.bulk_create(
        Presence(company=company, site=book.sites["north"], first_day=date(2021, 1, 1)) for company in companies
    )
    agreements = Agreement.objects.bulk_create(
        Agreement(zone=book.zone, company=company, number=company.code, state="in_force", signed_on=date(2021, 1, 1),
                  entered_on=date(2021, 1, 11))
        for company in companies
    )  # fmt: skip
    _promise(agreements)
    _report(book, companies, version=version)
    return book


def _promise(agreements: list[Agreement]) -> None:
    terms = Terms.objects.bulk_create(
        Terms(agreement=agreement, number=0, recorded_at=at("2023-01-01")) for agreement in agreements
    )
    Obligation.objects.bulk_create(
        Obligation(terms=one, year=year, line=line, amount=400)
        for one in terms
        for year in YEARS
        for line in PlannedLine.values
    )


def _report(book: SmallBook, companies: list[Company], *, version: Version) -> None:
    Observation.objects.bulk_create(
        Observation(zone_code=book.zone.code, site_code="north", company_code=company.code, line=line,
                    period_from=quarter.start, period_to=quarter.last, amount=90 + number % 20,
                    known_from=at("2025-08-01"), version=version, cell="A1")
        for number, company in enumerate(companies)
        for quarter in QUARTERS
        for line in (*PlannedLine.values, "revenue_agreed")
    )  # fmt: skip


@pytest.mark.parametrize(("ask", "most_queries"), [(early_warnings, 6), (watch_list, 8)])
def test_a_zone_of_118_residents_takes_few_queries_and_less_than_a_second(
    zone_of_residents: SmallBook, ask: Callable[..., object], most_queries: int
):
    boris = zone_of_residents.users["boris"]
    begun = time.process_time()
    with CaptureQueriesContext(connection) as captured:
        found = ask(boris, zone_of_residents.zone, on=TODAY)

    assert time.process_time() - begun < 1
    assert len(captured) <= most_queries
    assert len({one.company.code for one in (found if isinstance(found, tuple) else found.alerts)}) > RESIDENTS // 2
