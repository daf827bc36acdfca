"""What does a table of published figures say, and is a fault named by its place?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.published.tables import ROW, csv_of, table_of
from zonebook.methodology.published import load_published
from zonebook.published.dating import Dated, dated
from zonebook.published.reading import fact_table


@pytest.mark.parametrize(
    ("written", "code", "first", "last"),
    [
        ("2024", "2024", "2024-01-01", "2024-12-31"),
        ("2024H1", "2024-H1", "2024-01-01", "2024-06-30"),
        ("2021Q1", "2021-Q1", "2021-01-01", "2021-03-31"),
        ("2024M9", "2024-9M", "2024-01-01", "2024-09-30"),
        ("2006-2018", "2006-2018", "2006-01-01", "2018-12-31"),
        ("2021-2025H1", "", "2021-01-01", "2025-06-30"),
        ("2013-12..2014-01", "", "2013-12-01", "2014-01-31"),
        ("as_of 2025-09-09", "as_of:2025-09-09", "2025-09-09", "2025-09-09"),
        ("as_of 2024-02", "as_of:2024-02-29", "2024-02-01", "2024-02-29"),
        ("as_of 2023", "as_of:2023-12-31", "2023-01-01", "2023-12-31"),
        ("as_of 2024H1", "as_of:2024-06-30", "2024-01-01", "2024-06-30"),
        ("2024 plan", "plan", "2024-01-01", "2024-12-31"),
        ("planned 2019", "plan", "2019-01-01", "2019-12-31"),
        ("batch 2016-03", "", "2016-03-01", "2016-03-31"),
    ],
)
def test_a_period_of_a_table_has_its_code_and_its_days(written, code, first, last):
    assert dated(written) == Dated(code, date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("written", "code"),
    [("future", "plan"), ("capacity", ""), ("period not stated", ""), ("2014/15 winter", ""), ("as_of 2024-13", None)],
)
def test_of_a_period_that_names_no_days_none_are_guessed(written, code):
    found = dated(written)

    assert (found.first, found.last) == (None, None)
    assert found.code == (f"as_of:{written.removeprefix('as_of ')}" if code is None else code)


def test_a_number_comes_in_the_unit_of_the_book_with_the_precision_it_was_written_in():
    changes = {"indicator": "investment_year_bn_rub", "unit": "bn RUB", "value": "70.6", "period": "2024"}
    (fact,) = table_of(changes).facts

    assert (fact.indicator, fact.unit, fact.value) == ("investment_year", "RUB", 70_600_000_000)
    assert fact.last_digit == 100_000_000
    assert (fact.digits, fact.period, fact.said_on) == ("70.6", "2024", date(2025, 1, 20))


def test_a_row_that_is_a_text_is_named_and_is_no_figure():
    table = table_of({}, {"indicator": "location_claim", "unit": "text", "value": "на западе"})

    assert len(table.facts) == 1
    assert [(one.line, one.indicator, one.text) for one in table.texts] == [(3, "location_claim", "на западе")]


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("value", "много"),
        ("unit", "тонн"),
        ("indicator", "happiness"),
        ("hedge", "perhaps"),
        ("basis", "guessed"),
        ("source_kind", "rumour"),
        ("source_date", "вчера"),
        ("source_date_precision", "hour"),
        ("zone_id", ""),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_by_line_and_column(column, written):
    with pytest.raises(ValidationError) as refused:
        table_of({}, {column: written})

    assert [one.split(":")[0] for one in refused.value.messages] == [f"Строка 3, столбец «{column}»"]


def test_a_unit_that_does_not_belong_to_the_indicator_is_a_fault_of_the_indicator():
    with pytest.raises(ValidationError, match="столбец «indicator»: показатель «residents» в единицах «ha» неизвестен"):
        table_of({"unit": "ha"})


def test_a_table_without_a_column_is_refused_by_its_name():
    with pytest.raises(ValidationError, match="basis"):
        fact_table(csv_of({}).replace(",basis", ""), definition=load_published())


def test_a_row_that_ends_early_is_refused_by_the_column_that_is_missing():
    short = csv_of({}) + ",".join([ROW["zone_id"], ROW["sub_unit"], ROW["indicator"]]) + "\n"

    with pytest.raises(ValidationError, match="period"):
        fact_table(short, definition=load_published())


def test_a_value_is_exact():
    (fact,) = table_of({"indicator": "area_ha", "unit": "ha", "value": "143.47"}).facts

    assert fact.value == Decimal("143.47")
