"""Do the tables and the bridges ask what their examples promise, and only what can be asked?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from zonebook.intake import DefinitionError
from zonebook.measures import Period, Text
from zonebook.measures.bridge import TERMS, bridges
from zonebook.methodology import BridgeDefinition, MethodologyError, SummaryTable, load_methodology
from zonebook.methodology.definition import Formula
from zonebook.methodology.summary import (
    Stretch,
    asked_period,
    level_period,
    must_agree_on_tables,
    opening_day,
)

METHODOLOGY = load_methodology()
ZONE, JOBS = METHODOLOGY.table("zone", on=date(2025, 6, 30)), METHODOLOGY.bridge("jobs", on=date(2025, 6, 30))


@pytest.mark.parametrize("table", METHODOLOGY.tables, ids=lambda table: table.code)
def test_each_row_asks_for_the_periods_of_the_example(table: SummaryTable) -> None:
    rows = {row.number: row for row in table.rows}
    during = Period.parse(table.example.during)

    assert table.example.asks
    for number, wanted in table.example.asks.items():
        formula = METHODOLOGY.measure(rows[number].measure).formula
        asked = [asked_period(formula, column.stretch, during=during) for column in table.columns]

        assert tuple(None if period is None else str(period) for period in asked) == wanted, number


@pytest.mark.parametrize("bridge", METHODOLOGY.bridges, ids=lambda bridge: bridge.code)
def test_each_bridge_comes_out_as_its_example_says(bridge: BridgeDefinition) -> None:
    zone = bridges(given.place for given in bridge.example.given).zone

    assert {term: getattr(zone, term) for term in TERMS if getattr(zone, term)} == dict(bridge.example.terms)
    assert zone.reckoned == zone.closing


def test_a_level_is_asked_for_its_day_and_never_since_the_start() -> None:
    half = Period.parse("2025-H1")

    assert asked_period(Formula.STOCK_AT_END, Stretch.PERIOD, during=half) == Period.parse("@2025-06-30")
    assert asked_period(Formula.STOCK_AT_END, Stretch.YEAR_BEFORE, during=half) == Period.parse("@2024-06-30")
    assert asked_period(Formula.STOCK_AT_END, Stretch.SINCE_START, during=half) is None
    assert asked_period(Formula.CHANGE_OF_STOCK, Stretch.SINCE_START, during=half) is None


def test_a_bridge_begins_with_the_day_before_its_period() -> None:
    assert opening_day(Period.parse("2025-H1")) == date(2024, 12, 31)
    assert level_period(Formula.STOCK_AT_END, date(2024, 12, 31)) == Period.parse("@2024-12-31")
    assert level_period(Formula.SUM_OF_FLOWS, date(2024, 12, 31)) == Period.parse("..2024-12-31")


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"measure": "jobs_dreamt"}, "no measure"),
        ({"measure": "rating_place", "population": "zones"}, "cannot be asked"),
        ({"population": "zones"}, "no population zones"),
    ],
)
def test_a_row_that_cannot_be_asked_is_refused(row, complaint) -> None:
    section = ZONE.sections[0]
    faulty = replace(ZONE, sections=(replace(section, rows=(replace(section.rows[0], **row),)),))

    with pytest.raises(MethodologyError, match=complaint):
        must_agree_on_tables([faulty], [], measures=METHODOLOGY.measures)


def test_a_bridge_over_a_count_of_the_register_is_refused() -> None:
    with pytest.raises(MethodologyError, match="cannot be asked"):
        must_agree_on_tables([], [replace(JOBS, level="companies")], measures=METHODOLOGY.measures)


def test_two_rows_of_one_number_are_refused() -> None:
    with pytest.raises(DefinitionError, match="same number"):
        replace(ZONE, sections=ZONE.sections * 2)


def test_a_later_version_says_what_it_changes() -> None:
    with pytest.raises(DefinitionError, match="changes"):
        replace(ZONE, version=2)

    assert replace(ZONE, version=2, changes=Text("Строка 3 новая", "Row 3 is new")).version == 2


def test_a_bridge_names_every_term() -> None:
    with pytest.raises(DefinitionError, match="opening"):
        replace(JOBS, terms={"opening": JOBS.terms["opening"]})


def test_the_newest_table_in_force_is_taken_and_none_before_the_first() -> None:
    later = replace(ZONE, version=2, valid_from=date(2026, 1, 1), changes=Text("Новая", "New"))
    methodology = replace(METHODOLOGY, tables=(*METHODOLOGY.tables, later))

    assert methodology.table("zone", on=date(2025, 12, 31)).version == 1
    assert methodology.table("zone", on=date(2026, 1, 1)).version == 2
    with pytest.raises(MethodologyError, match="zone"):
        methodology.table("zone", on=date(2022, 12, 31))
    with pytest.raises(MethodologyError, match="jobs"):
        methodology.bridge("jobs", on=date(2022, 12, 31))


def test_money_is_written_in_one_way_throughout_a_table() -> None:
    assert {(table.money.factor, table.money.decimals) for table in METHODOLOGY.tables} == {(1000, 1)}
    assert Decimal(1000) == METHODOLOGY.bridge("investment", on=date(2025, 1, 1)).money.factor
