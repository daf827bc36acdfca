"""Do the bridges of a zone agree with its figures, and name who is not in them?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tests.book import SmallBook, at
from zonebook.measures import Figure, Period
from zonebook.measures.bridge import Bridge
from zonebook.methodology import load_methodology
from zonebook.registry.actions import amend_presence
from zonebook.returns.queries import BridgeAsked, BridgeOfPeriod, bridge_of, periods_to_hand_over, summary

YEAR = Period.year(2024)
LATER = at("2025-09-09", 23)


def bridge(book: SmallBook, code: str, *, population: str = "companies", who: str = "clara", known_at=LATER):
    definition = load_methodology().bridge(code, on=YEAR.last)
    asked = BridgeAsked(definition, population, YEAR, known_at)
    return bridge_of(book.users[who], book.zone, asked=asked)


@pytest.fixture
def two_years(book: SmallBook) -> SmallBook:
    """Alfa and Beta report 2023 and 2024; Gamma comes in August 2024 and reports since."""
    for company, heads in (("alfa", 100), ("beta", 60)):
        book.report("..2022-12-31", company, form="resident-opening", jobs_created=40)
        book.report("2023", company, heads=heads)
        book.report("2024", company, heads=heads + 25)
    book.newcomer("gamma", first_day=date(2024, 8, 1))
    book.report("2024", "gamma", heads=70)
    return book


def said(found: BridgeOfPeriod, term: str) -> Decimal:
    answer = found.answers[term]
    assert isinstance(answer, Figure), answer
    return answer.quantity.amount


@pytest.mark.parametrize("code", ["jobs", "investment"])
@pytest.mark.parametrize("population", ["companies", "residents"])
def test_the_ends_and_the_additions_of_a_whole_bridge_are_the_figures_of_the_book(two_years, code, population):
    found = bridge(two_years, code, population=population)

    assert found.bridges.is_complete
    assert {term: getattr(found.bridges.zone, term) for term in ("opening", "added", "closing")} == {
        term: said(found, term) for term in ("opening", "added", "closing")
    }


def test_created_net_and_brought_are_told_apart(two_years):
    zone = bridge(two_years, "jobs").bridges.zone

    assert (zone.opening, zone.added, zone.came, zone.closed) == (160, 120, 30, 30)
    assert (zone.net, zone.closing) == (120, 280)


def test_spent_before_and_spent_in_the_year_make_all_that_was_spent(two_years):
    zone = bridge(two_years, "investment").bridges.zone

    assert zone.opening + zone.added == zone.closing
    assert (zone.closed, zone.unexplained) == (0, 0)


def test_companies_and_sites_add_up_to_the_zone(two_years):
    found = bridge(two_years, "jobs").bridges

    assert sum(found.by_company.values(), Bridge()) == found.zone == sum(found.by_site.values(), Bridge())
    assert (set(found.by_company), set(found.by_site)) == ({"alfa", "beta", "gamma"}, {"north", "south"})


def test_who_did_not_report_is_named_with_what_lacks_and_is_in_no_sum(two_years):
    two_years.newcomer("delta", first_day=date(2023, 2, 1))
    found = bridge(two_years, "jobs").bridges

    assert dict(found.lacking) == {"delta": ("opening", "added", "closing")}
    assert (len(found.by_company), found.expected) == (3, 4)
    assert found.zone == bridge(two_years, "jobs").bridges.zone


def test_who_left_takes_its_people_along(two_years):
    stay = two_years.companies["beta"].presences.get()
    amend_presence(two_years.actor("boris"), stay, reason="уехала", last_day=date(2024, 6, 30))

    zone = bridge(two_years, "jobs").bridges.zone

    assert (zone.opening, zone.left, zone.closing) == (160, 60, 195)


def test_a_correction_changes_the_bridge_from_the_moment_of_its_acceptance(two_years):
    two_years.correct("2024", "alfa", when="2025-05-05", heads=140)

    then, now = (bridge(two_years, "jobs", known_at=at(day, 23)).bridges for day in ("2025-05-04", "2025-05-05"))

    assert (then.zone.closing, now.zone.closing) == (210, 225)  # Gamma was not entered in the register yet


@pytest.mark.parametrize("who", ["alice", "zoe"])
def test_a_reporting_officer_and_a_stranger_see_neither_table_nor_bridge(book, who):
    with pytest.raises(PermissionDenied):
        bridge(book, "jobs", who=who)
    with pytest.raises(PermissionDenied):
        summary(book.users[who], book.zone, table=load_methodology().tables[0], during=YEAR)


def test_a_book_without_reports_has_tables_without_figures(book):
    found = summary(book.users["vera"], book.zone, table=load_methodology().tables[0], during=YEAR, known_at=LATER)
    answers = [answer for section in found.sections for row in section.rows for answer in row.answers]

    assert periods_to_hand_over(book.zone) == []
    assert [type(answer).__name__ for answer in answers].count("Figure") == 2  # the register counts residents
