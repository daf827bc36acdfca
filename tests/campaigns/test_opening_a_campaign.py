"""A campaign asks one form for one cumulative period, once."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

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
