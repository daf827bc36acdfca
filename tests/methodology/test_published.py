"""Does each indicator of published figures mean one thing, and something that the book can be asked?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from zonebook.measures.published import Sort, Time
from zonebook.methodology import MethodologyError, load_methodology
from zonebook.methodology.definition import Status
from zonebook.methodology.published import PublishedIndicator, ReadExample, load_published
from zonebook.methodology.ratings import shipped_ratings, written_rating

DEFINITION = load_published()
ASKED = [one for one in DEFINITION.indicators if one.measure]


@pytest.mark.parametrize("example", DEFINITION.examples, ids=lambda one: f"{one.column}-{one.unit}")
def test_a_cell_is_read_as_its_example_says(example: ReadExample) -> None:
    indicator = DEFINITION.of_column(example.column, unit=example.unit)

    assert indicator.code == example.indicator
    assert DEFINITION.written(example.written, unit=example.unit).value == example.value


@pytest.mark.parametrize("indicator", ASKED, ids=lambda one: one.code)
def test_the_book_is_asked_for_a_measure_and_a_population_that_it_has(indicator: PublishedIndicator) -> None:
    measure = load_methodology().measure(indicator.measure)

    assert measure.unit == indicator.unit
    assert indicator.population is None or indicator.population in measure.populations
    assert indicator.sort is Sort.RESULT


def test_declared_planned_and_targeted_are_no_results() -> None:
    sorts = {one.code: one.sort for one in DEFINITION.indicators if one.subject == "investment"}

    assert sorts == {
        "investment_cumulative": Sort.RESULT,
        "investment_year": Sort.RESULT,
        "investment_year_plan": Sort.PLANNED,
        "investment_declared": Sort.DECLARED,
        "investment_planned": Sort.PLANNED,
        "investment_target": Sort.TARGET,
    }


def test_one_column_in_two_units_is_two_indicators_and_two_columns_may_be_one() -> None:
    assert DEFINITION.of_column("effectiveness_score", unit="points of 5").code == "effectiveness_points"
    assert DEFINITION.indicator("built_area").columns == ("built_area_m2", "built_area_mln_m2")
    assert DEFINITION.indicator("residents").time is Time.STATE


def test_what_no_official_text_says_is_called_illustrative() -> None:
    assert DEFINITION.status is Status.ILLUSTRATIVE


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (lambda: DEFINITION.indicator("happiness"), "no indicator “happiness”"),
        (lambda: DEFINITION.of_column("happiness", unit="count"), "called “happiness”"),
        (lambda: DEFINITION.of_column("residents", unit="ha"), "not in “ha”"),
        (lambda: DEFINITION.written("5", unit="pounds"), "written “pounds”"),
        (lambda: replace(DEFINITION, indicators=DEFINITION.indicators[:1] * 2), "is defined 2 times"),
        (lambda: replace(DEFINITION, years=0), "years: 0"),
    ],
)
def test_what_is_not_defined_is_refused_by_its_name(asked, message: str) -> None:
    with pytest.raises(MethodologyError, match=message):
        asked()


def test_a_rating_of_published_figures_compares_what_is_published() -> None:
    rating = next(one for one in shipped_ratings() if one.code == "zone-balance")
    columns = {column for one in rating.indicators for column in one.columns}

    assert {DEFINITION.indicator(column).sort for column in columns} == {Sort.RESULT}
    assert written_rating("zone-balance", on=rating.valid_from)[0] == rating


def test_a_rating_is_not_in_force_before_its_day() -> None:
    rating = next(one for one in shipped_ratings() if one.code == "zone-balance")

    with pytest.raises(MethodologyError, match="no rating “zone-balance” in force on 2020-12-31"):
        written_rating("zone-balance", on=rating.valid_from.replace(year=2020, month=12, day=31))
