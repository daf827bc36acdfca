"""A campaign asks the companies, or the residents, of its quarter or of one day; the register says who they are."""

from __future__ import annotations

from datetime import date

import pytest

from tests.book import SmallBook
from zonebook.campaigns.actions import open_campaign
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import (
    asked_companies,
    asked_in_each,
    campaigns_asking,
    is_asked,
    unplaced_residents_of,
)
from zonebook.registry import actions as registry
from zonebook.registry.models import Company


def asking(book: SmallBook, **fields: object) -> Campaign:
    """The campaign for the first quarter of 2025."""
    return open_campaign(
        book.actor("boris"), zone=book.zone, form_code="resident-quarter", period_code="2025-Q1", **fields
    )


def codes(companies) -> set[str]:
    return set(companies.values_list("code", flat=True))


@pytest.fixture
def comers(book) -> SmallBook:
    """Alfa and Beta are residents; early left in February, late came in March, next came after the quarter."""
    book.newcomer("early", first_day=date(2024, 1, 1), last_day=date(2025, 2, 10))
    book.newcomer("late", first_day=date(2025, 3, 20))
    book.newcomer("next", first_day=date(2025, 4, 1))
    return book


def test_whoever_was_in_the_zone_at_any_time_of_the_quarter_is_asked(comers):
    assert codes(asked_companies(asking(comers))) == {"alfa", "beta", "early", "late"}


def test_with_a_day_whoever_was_in_the_zone_on_it_is_asked(comers):
    assert codes(asked_companies(asking(comers, asked_on=date(2025, 3, 31)))) == {"alfa", "beta", "late"}


def test_residents_alone_are_asked_where_the_campaign_says_so(comers):
    assert codes(asked_companies(asking(comers, asks="residents"))) == {"alfa", "beta"}


def test_a_status_that_ended_before_the_day_is_not_asked(comers):
    residency = comers.alfa.residencies.get()
    registry.end_residency(comers.actor("boris"), residency, last_day=date(2025, 2, 1), ground="по соглашению сторон")

    assert codes(asked_companies(asking(comers, asks="residents", asked_on=date(2025, 3, 31)))) == {"beta"}


def test_a_resident_on_no_site_is_not_asked_and_is_named(comers):
    boris = comers.actor("boris")
    lost = registry.enter_company(boris, comers.zone, code="lost", name="Без площадки")
    registry.grant_residency(boris, lost, zone=comers.zone, agreement="ТВД-9", first_day=date(2025, 1, 20))
    campaign = asking(comers, asks="residents")

    assert not is_asked(campaign, lost)
    assert codes(unplaced_residents_of(campaign)) == {"lost"}


def test_nobody_is_named_as_unplaced_where_all_companies_are_asked(comers):
    assert not unplaced_residents_of(asking(comers)).exists()


@pytest.mark.parametrize("fields", [{}, {"asks": "residents"}, {"asked_on": date(2025, 2, 1)},
                                    {"asks": "residents", "asked_on": date(2025, 2, 1)}])  # fmt: skip
def test_whoever_asks_the_question_gets_the_same_answer(comers, fields):
    campaign = asking(comers, **fields)
    asked = set(asked_companies(campaign))

    assert asked
    assert {one for one in Company.objects.all() if campaigns_asking(one, comers.zone) == [campaign]} == asked
    assert asked_in_each([campaign], comers.zone) == {campaign.pk: {company.pk for company in asked}}


def test_a_company_sees_the_campaigns_that_ask_it_newest_first(book):
    first, second = book.campaign("2024-Q1"), book.campaign("2025-Q1")
    gamma = book.newcomer("gamma", first_day=date(2025, 1, 1))

    assert campaigns_asking(book.alfa, book.zone) == [second, first]
    assert campaigns_asking(gamma, book.zone) == [second]
