"""A campaign asks one form for one cumulative period, once."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from zonebook.audit.queries import sealed_details
from zonebook.campaigns import actions


@pytest.mark.parametrize("period", ["2024-Q2", "2024-H2", "@2024-03-31", "2023..2024", "2024-01-01..2024-02-29", "x"])
def test_a_campaign_for_a_period_that_is_not_cumulative_is_refused(book, period):
    with pytest.raises(ValidationError, match="2025-H1"):
        actions.open_campaign(
            book.actor("boris"),
            code="odd",
            zone=book.zone,
            form_code="resident-quarter",
            period_code=period,
            opens=date(2024, 4, 5),
            due=date(2024, 5, 1),
        )


def test_a_second_campaign_for_the_same_form_and_period_is_refused(book):
    book.campaign("2024-Q1")

    with pytest.raises(ValidationError):
        actions.open_campaign(
            book.actor("boris"),
            code="again",
            zone=book.zone,
            form_code="resident-quarter",
            period_code="2024-01-01..2024-03-31",
            opens=date(2024, 4, 5),
            due=date(2024, 5, 1),
        )


def test_a_campaign_takes_its_days_from_the_schedule_of_its_form(book):
    campaign = actions.open_campaign(
        book.actor("boris", "2025-04-01"), zone=book.zone, form_code="resident-quarter", period_code="2025-Q1"
    )

    assert (campaign.opens, campaign.due) == (date(2025, 4, 1), date(2025, 4, 28))
    assert (campaign.asks, campaign.levels, campaign.asked_on) == ("companies", 1, None)
    assert campaign.code == "resident-quarter-2025-q1"


def test_what_a_curator_writes_counts_instead_of_the_schedule(book):
    campaign = actions.open_campaign(
        book.actor("boris", "2025-04-01"),
        zone=book.zone,
        form_code="resident-quarter",
        period_code="2025-Q1",
        due=date(2025, 5, 12),
        asks="residents",
        levels=2,
    )

    assert (campaign.opens, campaign.due) == (date(2025, 4, 1), date(2025, 5, 12))
    assert (campaign.asks, campaign.levels) == ("residents", 2)


def test_two_zones_may_ask_the_same_form_for_the_same_period(book):
    book.campaign("2025-Q1")
    away = actions.open_campaign(
        book.actor("zoe"), zone=book.zones["away"], form_code="resident-quarter", period_code="2025-Q1"
    )

    assert away.code == "away-resident-quarter-2025-q1"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"opens": date(2025, 4, 5), "due": date(2025, 4, 4)}, "due"),
        ({"opens": date(2025, 4, 5), "due": date(2925, 4, 30)}, "due"),
        ({"asked_on": date(2024, 12, 31)}, "asked_on"),
        ({"asked_on": date(2025, 4, 1)}, "asked_on"),
        ({"levels": 3}, "levels"),
        ({"asks": "everybody"}, "asks"),
    ],
)
def test_a_campaign_that_nobody_can_mean_is_refused_beside_the_field(book, fields, field):
    with pytest.raises(ValidationError) as refused:
        actions.open_campaign(
            book.actor("boris"), zone=book.zone, form_code="resident-quarter", period_code="2025-Q1", **fields
        )

    assert field in refused.value.message_dict


def test_a_second_campaign_is_told_of_the_first(book):
    book.campaign("2025-Q1")

    with pytest.raises(ValidationError, match="resident-quarter-2025-q1"):
        actions.open_campaign(book.actor("boris"), zone=book.zone, form_code="resident-quarter", period_code="2025-Q1")


def test_opening_is_sealed_with_what_was_asked_of_whom_and_by_when(book):
    campaign = book.campaign("2025-Q1")

    assert sealed_details("open_campaign")[f"campaigns.campaign:{campaign.pk}"] == {
        "period": "2025-Q1",
        "form": "resident-quarter@1",
        "opens": "2025-04-05",
        "due": "2025-04-30",
        "asks": "companies",
        "asked_on": None,
        "levels": 1,
    }
