"""What does the watch list say of the residents of a zone, and who may read it?"""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.book import SmallBook
from tests.estate.stock import let, workshop
from tests.oversight.deals import agree, planned, promised, queries_of_one_and_of_five, report_year
from zonebook.estate import actions as estate
from zonebook.oversight.queries import Watching, WatchList, company_oversight, watch_list
from zonebook.regime import Severity

SPRING = date(2025, 3, 1)


def seen(book: SmallBook, *, on: date = SPRING) -> WatchList:
    return watch_list(book.users["boris"], book.zone, on=on)


def rules(found: tuple[Watching, ...]) -> list[str]:
    return [one.rule.code for one in found]


def test_an_agreement_older_than_two_years_without_an_inspection_is_watched_until_one_is_planned(book):
    agreement = agree(book)

    assert "first_inspection" in rules(seen(book).alerts)
    planned(book, agreement)
    assert "first_inspection" not in rules(seen(book).alerts)


def test_a_rule_that_cannot_add_up_its_years_names_the_one_that_lacks(book):
    agree(
        book,
        signed_on=date(2022, 1, 10),
        entered_on=date(2022, 1, 14),
        planned=promised({2024: {"investment": 900_000_000}}),
    )
    for year in (2023, 2024):
        report_year(book, year=year)

    (doubt,) = [one for one in seen(book).unclear if one.rule.code == "declared_investment_share"]

    assert (doubt.company.code, doubt.rule.status) == ("alfa", "illustrative")
    assert "2022" in doubt.finding.says.ru
    assert "2023" not in doubt.finding.says.ru


def test_too_little_income_from_the_agreed_activity_is_told_with_its_numbers(book):
    agree(book)
    report_year(book, revenue_agreed=350_000_000, revenue=400_000_000)

    (alert,) = [one for one in seen(book).alerts if one.rule.code == "agreed_revenue_share"]

    assert (alert.finding.amount, alert.finding.limit) == (350_000_000, 360_000_000)
    assert alert.rule.reference.title.ru


def test_a_rule_whose_year_is_not_reported_in_full_cannot_tell(book):
    agree(book)
    book.report("2024-Q1")

    found = seen(book)

    assert "agreed_revenue_share" in rules(found.unclear)
    assert "agreed_revenue_share" not in rules(found.alerts)


def test_a_lease_that_ends_soon_is_named_with_its_place(book):
    agree(book)
    lease = let(book, workshop(book))
    estate.amend_lease(
        book.actor("boris"), lease, agreed_on=date(2025, 1, 9), reason="съезжает", last_day=date(2025, 4, 1)
    )

    (alert,) = [one for one in seen(book).alerts if one.rule.code == "lease_ends"]

    assert str(lease.number) in alert.finding.says.ru


def test_what_presses_comes_before_what_is_near(book):
    agree(book, valid_until=date(2025, 5, 1))
    agree(book, "beta")

    severities = [one.finding.severity for one in seen(book).alerts]

    assert severities == sorted(severities, key=[Severity.WARNING, Severity.NOTICE].index)
    assert set(severities) == {Severity.WARNING, Severity.NOTICE}


def test_a_residents_user_reads_of_their_company_only_and_others_nothing(book):
    agree(book)
    agree(book, "beta")

    assert {one.company.code for one in watch_list(book.users["alice"], book.zone, on=SPRING).alerts} == {"alfa"}
    with pytest.raises(PermissionDenied):
        watch_list(book.users["zoe"], book.zone, on=SPRING)


def test_one_companys_oversight_is_its_obligations_and_alerts(book):
    agree(book)
    agree(book, "beta")

    found = company_oversight(book.users["vera"], book.alfa, zone=book.zone, on=SPRING)

    assert {one.company.code for one in (*found.fulfilments, *found.watch.alerts)} == {"alfa"}
    assert company_oversight(book.users["bella"], book.alfa, zone=book.zone, on=SPRING) is None


def test_every_rule_is_asked_of_every_resident_in_the_same_number_of_queries(book):
    of_one, of_five = queries_of_one_and_of_five(book, lambda: seen(book))

    assert of_five == of_one <= 8
