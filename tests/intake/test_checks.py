"""The checks over filed numbers: each shipped definition by its two worked examples, and what they have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from tests.intake.test_forms import shipped
from tests.intake.workbooks import FORM, ONE_SITE, TWO_SITES, read, with_cell
from zonebook.intake import (
    Check,
    Context,
    Example,
    FiledCell,
    Finding,
    Register,
    Rule,
    Severity,
    check_cells,
    lines_found,
    read_workbook,
    write_workbook,
)
from zonebook.intake.rules import RULES

QUARTER = shipped("resident-quarter")
FOLDER = files("zonebook.methodology") / "definitions" / "checks"
PLAIN: list[dict[str, Any]] = [
    check for path in FOLDER.iterdir() for check in yaml.safe_load(path.read_text(encoding="utf-8"))
]
CHECKS = {check.code: check for check in TypeAdapter(tuple[Check, ...]).validate_python(PLAIN)}
each_check = pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS.keys())


def cells(values: Mapping[str, str | None], site: str = "north") -> tuple[FiledCell, ...]:
    """A report with each line at a row of its own; None is blank, a word is a cell that could not be read."""
    return tuple(
        FiledCell(line, site, f"Форма 1!D{row}", _amount(written), written)
        for row, (line, written) in enumerate(values.items(), 10)
    )


def _amount(written: str | None) -> Decimal | None:
    return Decimal(written) if written and written.lstrip("-").replace(".", "").isdecimal() else None


def findings(code: str, values: Mapping[str, str | None], context: Context | None = None) -> tuple[Finding, ...]:
    return check_cells(QUARTER, [CHECKS[code]], cells=cells(values), context=context or Context(months=3))


def test_at_least_thirty_checks_ship_and_no_code_twice() -> None:
    assert len(PLAIN) >= 30
    assert len(CHECKS) == len(PLAIN)


@each_check
def test_a_check_speaks_up_in_its_first_example(check: Check) -> None:
    assert check.speaks.finds
    assert lines_found(QUARTER, check, example=check.speaks) == check.speaks.finds


@each_check
def test_a_check_stays_silent_in_its_second_example(check: Check) -> None:
    assert check.silent.finds == ()
    assert lines_found(QUARTER, check, example=check.silent) == ()


@each_check
def test_a_check_words_its_finding_in_both_languages(check: Check) -> None:
    (finding,) = check_cells(QUARTER, [check], cells=_report(check.speaks), context=_context(check.speaks))
    assert finding.rule == check.code
    for language in ("ru", "en"):
        told = finding.as_dict(language)
        assert told["message"]
        assert told["advice"]
        assert "{" not in f"{told['message']}{told['advice']}"


@each_check
def test_a_check_asks_only_for_lines_of_the_form(check: Check) -> None:
    assert set(check.lines) <= set(QUARTER.by_code)


@pytest.mark.parametrize("plain", PLAIN, ids=CHECKS.keys())
def test_a_definition_has_no_misspelt_field(plain: dict[str, Any]) -> None:
    assert set(plain) <= {field.name for field in fields(Check)}
    assert set(plain["speaks"]) | set(plain["silent"]) <= {field.name for field in fields(Example)}


def test_every_rule_has_its_arithmetic_and_its_check() -> None:
    assert set(RULES) == set(Rule) == {check.rule for check in CHECKS.values()}


def test_a_finding_stands_at_its_cell_with_what_was_written() -> None:
    (finding,) = findings("negative-amount", {"headcount": "4", "revenue": "-1000"})
    assert (finding.address, finding.value, finding.severity) == ("Форма 1!D11", "-1000", Severity.ERROR)
    assert finding.message.ru == "Отрицательное значение: Выручка без НДС и акцизов — \u22121\u00a0тыс. руб."


def test_a_part_above_its_whole_is_told_with_both_amounts() -> None:
    (finding,) = findings("capital-within-investment", {"investment": "800000", "capital_investment": "900000.5"})
    assert "900,0005\u00a0тыс. руб." in finding.message.ru
    assert "800\u00a0тыс. руб." in finding.message.ru
    assert "900.0005\u00a0RUB thousand" in finding.message.en


@pytest.mark.parametrize("missing", [None, "н/д"])
def test_a_check_is_silent_where_a_number_it_needs_is_missing(missing: str | None) -> None:
    assert findings("capital-within-investment", {"investment": missing, "capital_investment": "900000"}) == ()


def test_a_blank_required_line_is_a_warning_and_never_an_error() -> None:
    (finding,) = findings("required-blank", {"revenue": None})
    assert (finding.severity, finding.value) == (Severity.WARNING, None)


def test_an_unreadable_cell_is_not_called_blank() -> None:
    assert findings("required-blank", {"revenue": "н/д"}) == ()


def test_a_blank_optional_line_needs_no_explanation() -> None:
    check = replace(CHECKS["required-blank"], lines=("revenue_export",))
    assert check_cells(QUARTER, [check], cells=cells({"revenue_export": None}), context=Context(months=3)) == ()


def test_a_falling_cumulative_amount_is_compared_with_the_same_site_only() -> None:
    earlier = Context(months=6, previous={("investment", "south"): Decimal(900)})
    assert findings("cumulative-falls", {"investment": "500"}, earlier) == ()


def test_a_fall_of_the_cumulative_amount_is_an_error() -> None:
    earlier = Context(months=6, previous={("investment", "north"): Decimal(900000)})
    (finding,) = findings("cumulative-falls", {"investment": "500000"}, earlier)
    assert finding.severity is Severity.ERROR
    assert "900\u00a0тыс. руб." in finding.message.ru


@pytest.mark.parametrize(("value", "found"), [("299", 0), ("300", 1), ("29900", 1), ("30000", 0), ("90000", 0)])
def test_a_jump_is_told_from_three_times_up_to_where_a_slip_of_units_begins(value: str, found: int) -> None:
    earlier = Context(months=3, previous={("headcount", "north"): Decimal(100)})
    assert len(findings("level-jump", {"headcount": value}, earlier)) == found


def test_a_jump_among_small_numbers_is_no_news() -> None:
    earlier = Context(months=3, previous={("headcount", "north"): Decimal(2)})
    assert findings("level-jump", {"headcount": "8"}, earlier) == ()


@pytest.mark.parametrize("value", ["1000000000", "1000"])
def test_a_thousandfold_difference_either_way_looks_like_a_slip_of_units(value: str) -> None:
    earlier = Context(months=3, year_before={("revenue", "north"): Decimal(1000000)})
    (finding,) = findings("unit-slip", {"revenue": value}, earlier)
    assert "1\u00a0000" in finding.message.ru


def test_nothing_is_compared_with_an_earlier_zero() -> None:
    earlier = Context(months=3, previous={("revenue", "north"): Decimal(0)})
    assert findings("unit-slip", {"revenue": "1000000"}, earlier) == ()


def test_each_site_is_checked_by_itself() -> None:
    values = {
        ("investment", "north"): Decimal(1000),
        ("capital_investment", "north"): Decimal(1000),
        ("investment", "south"): Decimal(1000),
        ("capital_investment", "south"): Decimal(2000),
    }
    reading = read_workbook(write_workbook(FORM, TWO_SITES, values=values), FORM, expected=TWO_SITES)
    found = check_cells(FORM, [CHECKS["capital-within-investment"]], cells=reading.cells, context=Context(months=6))
    assert [finding.address for finding in found] == ["Форма 1!E14"]


def test_a_form_that_asks_fewer_lines_is_checked_on_those_it_asks() -> None:
    reading = read(with_cell("D13", -1))
    found = check_cells(FORM, list(CHECKS.values()), cells=reading.cells, context=Context(months=6))
    assert "negative-amount" in {finding.rule for finding in found}


def test_findings_come_in_the_order_of_the_lines() -> None:
    values = {"headcount": "-1", "investment": "1000", "capital_investment": "2000", "revenue": "-5"}
    found = check_cells(QUARTER, list(CHECKS.values()), cells=cells(values), context=Context(months=3))
    assert [finding.address for finding in found] == sorted(finding.address for finding in found)
    assert len(found) >= 3


def test_a_sound_report_has_no_findings_at_all() -> None:
    values: dict[tuple[str, str], Decimal] = {(line.code, "north"): Decimal(0) for line in QUARTER.lines}
    values |= {
        ("headcount_average", "north"): Decimal("115.5"),
        ("headcount", "north"): Decimal(120),
        ("jobs_created", "north"): Decimal(15),
        ("investment", "north"): Decimal(70_000_000),
        ("capital_investment", "north"): Decimal(50_000_000),
        ("revenue", "north"): Decimal(400_000_000),
        ("revenue_agreed", "north"): Decimal(390_000_000),
        ("insurance", "north"): Decimal(12_000_000),
        ("average_pay", "north"): Decimal(120_000),
    }
    reading = read_workbook(write_workbook(QUARTER, ONE_SITE, values=values), QUARTER, expected=ONE_SITE)
    assert reading.findings == ()
    assert check_cells(QUARTER, list(CHECKS.values()), cells=reading.cells, context=Context(months=6)) == ()


def test_no_shipped_check_claims_to_be_official_or_older_than_the_forms() -> None:
    assert {(check.status, check.valid_from) for check in CHECKS.values()} == {("illustrative", date(2023, 1, 1))}


def _report(example: Example) -> tuple[FiledCell, ...]:
    return cells({line: str(example.values[line]) if line in example.values else None for line in QUARTER.by_code})


def _context(example: Example) -> Context:
    by_line = ("previous", "last_report", "year_before", "opening", "since_start", "series")
    at_north = {name: {(line, "north"): amount for line, amount in getattr(example, name).items()} for name in by_line}
    left = {} if example.left_on is None else {"north": example.left_on}
    area = {} if example.area_sqm is None else {"north": example.area_sqm}
    return Context(
        months=example.months,
        missed=example.missed,
        peers=example.peers,
        peer_months=example.peer_months,
        promised=example.promised,
        register=Register(example.is_resident, example.foreign_share, left, area),
        **at_north,
    )
