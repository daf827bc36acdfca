"""Where the series of a measure breaks: at the first quarter that was reported by another version of the form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zonebook.campaigns import actions, queries
from zonebook.campaigns.queries import Break, breaks_of
from zonebook.intake import FormChange
from zonebook.measures import Period, Text
from zonebook.methodology import load_methodology

NOTE = Text("С этого квартала выручка — без НДС.", "Revenue is net of VAT from this quarter on.")


@pytest.fixture
def second_version(monkeypatch) -> None:
    """A second version of the quarterly form, in force since 1 April 2025, that asks revenue otherwise."""
    known = load_methodology()
    first = known.form("resident-quarter")
    second = replace(first, version=2, valid_from=date(2025, 4, 1), changes=FormChange(NOTE, ("revenue",)))
    both = replace(known, forms=(*known.forms, second))
    for module in (actions, queries):
        monkeypatch.setattr(module, "load_methodology", lambda: both)


def measure(code: str):
    return load_methodology().measure(code)


def test_a_series_breaks_at_the_first_quarter_that_was_reported_by_the_new_version(book, second_version):
    for period in ("2024", "2025-H1", "2025-9M"):
        book.campaign(period)

    assert breaks_of(measure("revenue"), book.zone) == [Break(date(2025, 4, 1), "resident-quarter@2", NOTE)]


def test_a_version_asked_before_the_quarter_after_it_breaks_the_series_where_it_was_asked(book, second_version):
    book.campaign("2025-Q1")  # opened on 5 April, by the form in force then

    (found,) = breaks_of(measure("revenue"), book.zone)
    assert found.since == date(2025, 1, 1)


def test_a_measure_whose_lines_are_asked_as_before_has_no_break(book, second_version):
    book.campaign("2025-H1")

    assert breaks_of(measure("employees"), book.zone) == []


def test_a_version_that_nobody_was_asked_by_breaks_nothing(book, second_version):
    book.campaign("2024")

    assert breaks_of(measure("revenue"), book.zone) == []


def test_another_zone_has_its_own_breaks(book, second_version):
    book.campaign("2025-H1")

    assert breaks_of(measure("revenue"), book.zones["away"]) == []


def test_a_measure_that_is_computed_otherwise_breaks_at_its_day(book):
    changed = measure("revenue").model_copy(update={"version": 2, "changes": NOTE, "valid_from": date(2025, 7, 1)})

    assert breaks_of(changed, book.zone) == [Break(date(2025, 7, 1), "revenue@2", NOTE)]


@pytest.mark.parametrize(
    ("period", "is_within"),
    [
        (Period.half(2025, 1), True),
        (Period.quarter(2025, 2), False),
        (Period.quarter(2025, 1), False),
        (Period.since_start(date(2025, 6, 30)), True),
        (Period.moment(date(2025, 4, 1)), False),
    ],
)
def test_a_figure_mixes_two_definitions_where_its_period_lies_on_both_sides(period, is_within):
    assert Break(date(2025, 4, 1), "resident-quarter@2", NOTE).is_within(period) is is_within
