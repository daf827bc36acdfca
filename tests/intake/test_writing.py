"""The workbook as the reporting officer gets it."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.intake.workbooks import AVERAGE, FOREIGN, FORM, HEADCOUNT, INVESTMENT, ONE_SITE, TWO_SITES, VALUES, issued
from zonebook.intake import write_workbook


@pytest.fixture
def book() -> Any:
    return load_workbook(io.BytesIO(issued()))


def test_the_sheets_are_the_form_the_guide_and_a_very_hidden_one(book: Any) -> None:
    assert {sheet.title: sheet.sheet_state for sheet in book.worksheets} == {
        "Форма 1": "visible",
        "Как заполнить": "visible",
        "_meta": "veryHidden",
    }


def test_the_same_report_gives_the_same_bytes() -> None:
    assert issued() == issued()


def test_only_the_answers_can_be_edited(book: Any) -> None:
    sheet = book["Форма 1"]
    assert sheet.protection.sheet
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {AVERAGE, HEADCOUNT, INVESTMENT, "D14", FOREIGN}


def test_a_number_cell_takes_no_negative_number_and_a_flag_only_yes_or_no(book: Any) -> None:
    allowed = {str(rule.sqref): rule for rule in book["Форма 1"].data_validations.dataValidation}
    assert (allowed[INVESTMENT].type, allowed[INVESTMENT].operator, allowed[INVESTMENT].formula1) == (
        "decimal",
        "greaterThanOrEqual",
        "0",
    )
    assert allowed[HEADCOUNT].type == "whole"
    assert allowed[FOREIGN].formula1 == '"Да,Нет"'
    assert all(rule.showInputMessage and rule.prompt for rule in allowed.values())


def test_the_heading_names_company_period_and_campaign(book: Any) -> None:
    assert [book["Форма 1"][cell].value for cell in ("C2", "C3", "C4", "C5")] == [
        "ООО «НПП Лассард»",
        "7701234567",
        "II квартал 2025 года",
        "2025-Q2-residents",
    ]


def test_each_site_has_its_column() -> None:
    sheet = load_workbook(io.BytesIO(write_workbook(FORM, TWO_SITES)))["Форма 1"]
    assert (sheet["D8"].value, sheet["E8"].value, sheet["F8"].value) == ("Печатники", "Руднево", None)


def test_a_prefilled_amount_is_written_in_the_lines_unit(book: Any) -> None:
    assert book["Форма 1"][INVESTMENT].value == 1234.50025


def test_a_blank_answer_is_left_empty_not_zero() -> None:
    sheet = load_workbook(io.BytesIO(write_workbook(FORM, ONE_SITE)))["Форма 1"]
    assert sheet[INVESTMENT].value is None


def test_last_quarters_values_stand_locked_beside_the_answers() -> None:
    content = write_workbook(FORM, TWO_SITES, reference={("investment", "south"): Decimal(5000)})
    sheet = load_workbook(io.BytesIO(content))["Форма 1"]
    assert sheet["G8"].value == "Руднево: прошлый отчёт · last report"
    assert (sheet["G13"].value, sheet["G13"].protection.locked) == (5, True)
    assert (sheet["E13"].value, sheet["F13"].value) == (None, None)


def test_a_company_name_that_looks_like_a_formula_stays_a_name() -> None:
    sly = TWO_SITES.__class__("x", "=HYPERLINK(1)", "1", "2025-Q2", "c", (("north", "=1+1"),))
    sheet = load_workbook(io.BytesIO(write_workbook(FORM, sly)))["Форма 1"]
    assert (sheet["C2"].data_type, sheet["D8"].data_type) == ("s", "s")


def test_an_amount_finer_than_the_line_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be written in line headcount"):
        write_workbook(FORM, ONE_SITE, values={("headcount", "north"): Decimal("1.5")})


def test_a_value_the_form_does_not_ask_is_refused() -> None:
    with pytest.raises(ValueError, match="does not ask"):
        write_workbook(FORM, ONE_SITE, values={**VALUES, ("headcount", "moon"): Decimal(1)})


def test_a_company_without_sites_gets_no_form() -> None:
    with pytest.raises(ValueError, match="1 to 24 sites"):
        write_workbook(FORM, ONE_SITE.__class__("x", "X", "1", "2025-Q2", "c", ()))
