"""One cell in every state a person may leave it in: the number is right, or there is a finding and no number."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.worksheet.formula import ArrayFormula

from tests.intake.workbooks import (
    AVERAGE,
    CAPITAL,
    FOREIGN,
    HEADCOUNT,
    INVESTMENT,
    VALUES,
    amounts,
    edited,
    issued,
    only_finding,
    part,
    read,
    with_cell,
    with_parts,
)
from zonebook.intake import Reading, Severity


def amount(reading: Reading, line: str) -> Decimal | None:
    (cell,) = [cell for cell in reading.cells if cell.line == line]
    return cell.amount


def test_an_untouched_answer_is_read_exactly_with_its_address() -> None:
    reading = read(issued())
    assert amounts(reading) == VALUES
    assert reading.findings == ()
    assert [cell.address for cell in reading.cells][:2] == ["Форма 1!D10", "Форма 1!D11"]


@pytest.mark.parametrize(
    ("written", "roubles"),
    [(7, "7000"), (0, "0"), (0.1, "100"), (1234.56789, "1234567.89"), (99999999.99999, "99999999999.99")],
)
def test_a_number_is_taken_exactly(written: float, roubles: str) -> None:
    reading = read(with_cell(INVESTMENT, written))
    assert reading.findings == ()
    assert amount(reading, "investment") == Decimal(roubles)


def test_binary_noise_beyond_what_a_sheet_shows_is_no_third_decimal() -> None:
    reading = read(with_cell(AVERAGE, 0.1 + 0.2))
    assert reading.findings == ()
    assert amount(reading, "headcount_average") == Decimal("0.3")


@pytest.mark.parametrize("blank", [None, "", "   ", "\u00a0\n"])
def test_a_blank_is_missing_and_no_finding_of_the_reader(blank: str | None) -> None:
    reading = read(with_cell(INVESTMENT, blank))
    (cell,) = [cell for cell in reading.cells if cell.line == "investment"]
    assert (cell.amount, cell.written, cell.is_blank) == (None, None, True)
    assert reading.findings == ()


def test_zero_is_a_number_and_no_blank() -> None:
    (cell,) = [cell for cell in read(with_cell(INVESTMENT, 0)).cells if cell.line == "investment"]
    assert (cell.amount, cell.is_blank) == (Decimal(0), False)


@pytest.mark.parametrize("text", ["-", "н/д", "нет данных", "1,234", "12 апреля", "1234 5", "1 234,5 долларов"])
def test_a_text_without_a_clear_number_is_an_error(text: str) -> None:
    reading = read(with_cell(INVESTMENT, text))
    finding = only_finding(reading)
    assert (finding.rule, finding.address, finding.value) == ("cell.text", "Форма 1!D13", text)
    assert finding.severity is Severity.ERROR
    assert amount(reading, "investment") is None


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("1234,5", "1\u00a0234,5"),
        ("1 234,5", "1\u00a0234,5"),
        ("1\u00a0234.5", "1\u00a0234,5"),
        ("1 234,5 тыс.", "1\u00a0234,5"),
        ("2,5 млн руб.", "2\u00a0500"),
        ("-12", "\u221212"),
    ],
)
def test_a_number_written_as_text_is_offered_but_not_taken(text: str, offered: str) -> None:
    reading = read(with_cell(INVESTMENT, text))
    finding = only_finding(reading)
    assert finding.rule == "cell.number_as_text"
    assert f"введите {offered} числом" in finding.advice.ru
    assert amount(reading, "investment") is None


def test_a_formula_counts_by_its_stored_result() -> None:
    reading = read(_with_formula("<f>1000+234.5</f><v>1234.5</v>"))
    assert reading.findings == ()
    assert amount(reading, "investment") == Decimal("1234500")


def test_a_formula_without_a_stored_result_is_an_error() -> None:
    reading = read(with_cell(INVESTMENT, "=D14*2"))
    assert (only_finding(reading).rule, only_finding(reading).value) == ("cell.uncomputed", "=D14*2")
    assert amount(reading, "investment") is None


def test_an_array_formula_without_a_stored_result_is_an_error() -> None:
    reading = read(with_cell(INVESTMENT, ArrayFormula(INVESTMENT, "=SUM(D14*2)")))
    assert only_finding(reading).rule == "cell.uncomputed"


def test_a_formula_whose_stored_result_is_an_error_is_an_error() -> None:
    cell = _with_formula("<f>1/0</f><v>#DIV/0!</v>", kind='t="e"')
    assert (only_finding(read(cell)).rule, only_finding(read(cell)).value) == ("cell.error", "#DIV/0!")


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!"])
def test_an_error_value_is_an_error(error: str) -> None:
    reading = read(with_cell(INVESTMENT, error))
    assert (only_finding(reading).rule, only_finding(reading).value) == ("cell.error", error)


@pytest.mark.parametrize("day", [date(2025, 5, 12), datetime(2025, 5, 12, 10, 30)])  # noqa: DTZ001 -- sheets know no zones
def test_a_date_is_never_read_as_its_serial_number(day: date) -> None:
    reading = read(with_cell(INVESTMENT, day))
    assert only_finding(reading).rule == "cell.date"
    assert amount(reading, "investment") is None


def test_a_number_shown_as_a_date_is_an_error() -> None:
    assert only_finding(read(with_cell(INVESTMENT, 45789, "dd.mm.yyyy"))).rule == "cell.date"


def test_a_boolean_is_no_number() -> None:
    assert only_finding(read(with_cell(INVESTMENT, True))).rule == "cell.boolean"


@pytest.mark.parametrize("number_format", ["0%", "0.00%"])
def test_a_percentage_is_an_error(number_format: str) -> None:
    reading = read(with_cell(INVESTMENT, 0.12, number_format))
    assert only_finding(reading).rule == "cell.percent"
    assert amount(reading, "investment") is None


def test_a_number_shown_in_thousands_is_an_error_because_the_person_saw_another_one() -> None:
    assert only_finding(read(with_cell(INVESTMENT, 1234500, "#,##0,"))).rule == "cell.scaled"


@pytest.mark.parametrize("number_format", ["#,##0.0####", '0" %"', "0.00", "[$₽-419]#,##0.00", "General"])
def test_a_format_that_shows_the_number_as_it_is_stays_silent(number_format: str) -> None:
    assert read(with_cell(INVESTMENT, 12, number_format)).findings == ()


def test_more_decimals_than_the_line_takes_are_an_error_with_the_rounded_number_offered() -> None:
    reading = read(with_cell(AVERAGE, 40.27))
    assert only_finding(reading).rule == "cell.decimals"
    assert "40,3" in only_finding(reading).advice.ru
    assert "40.3" in only_finding(reading).advice.en
    assert amount(reading, "headcount_average") is None


def test_half_a_person_is_an_error_where_people_are_counted() -> None:
    assert only_finding(read(with_cell(HEADCOUNT, 41.5))).rule == "cell.decimals"


@pytest.mark.parametrize("number", [10**12, 1e300, -(10**15)])
def test_a_number_beyond_any_report_is_an_error(number: float) -> None:
    assert only_finding(read(with_cell(INVESTMENT, number))).rule == "cell.too_large"


def test_an_overflowing_number_is_an_error() -> None:
    assert only_finding(read(_with_formula("<v>1E999</v>"))).rule == "cell.too_large"


def test_a_negative_number_is_read_and_left_to_the_checks() -> None:
    reading = read(with_cell(INVESTMENT, -5))
    assert (reading.findings, amount(reading, "investment")) == ((), Decimal(-5000))


@pytest.mark.parametrize(("answer", "expected"), [("Да", 1), ("нет", 0), (" ДА ", 1), ("no", 0), (True, 1), (False, 0)])
def test_a_flag_is_yes_or_no(answer: object, expected: int) -> None:
    reading = read(with_cell(FOREIGN, answer))
    assert (reading.findings, amount(reading, "foreign_investors")) == ((), Decimal(expected))


@pytest.mark.parametrize("answer", ["возможно", 1, 0, "+", date(2025, 1, 1)])
def test_anything_else_in_place_of_a_flag_is_an_error(answer: object) -> None:
    reading = read(with_cell(FOREIGN, answer))
    assert only_finding(reading).rule == "cell.not_yes_no"
    assert amount(reading, "foreign_investors") is None


def test_a_merged_answer_is_an_error_for_every_cell_it_covers() -> None:
    reading = read(edited(lambda book: book["Форма 1"].merge_cells(f"{INVESTMENT}:{CAPITAL}")))
    assert [(finding.rule, finding.value) for finding in reading.findings] == [("cell.merged", "D13:D14")] * 2
    assert (amount(reading, "investment"), amount(reading, "capital_investment")) == (None, None)


def test_a_merge_beside_the_answers_disturbs_nothing() -> None:
    assert read(edited(lambda book: book["Форма 1"].merge_cells("C2:F2"))).findings == ()


def test_hidden_rows_and_a_hidden_column_are_read_all_the_same() -> None:
    def hide(book: Any) -> None:
        book["Форма 1"].row_dimensions[13].hidden = True
        book["Форма 1"].column_dimensions["D"].hidden = True

    assert amounts(read(edited(hide))) == VALUES


def test_notes_outside_the_answers_are_ignored() -> None:
    reading = read(with_cell("H13", "позвонить в бухгалтерию"))
    assert (amounts(reading), reading.findings) == (VALUES, ())


def test_a_finding_speaks_both_languages() -> None:
    finding = only_finding(read(with_cell(INVESTMENT, "н/д")))
    assert finding.as_dict("ru")["message"] == "Вместо числа написано «н/д»."
    assert finding.as_dict("en") == {
        "rule": "cell.text",
        "severity": "error",
        "cell": "Форма 1!D13",
        "value": "н/д",
        "message": "There is “н/д” in place of a number.",
        "advice": "Type the number in digits, without words or units. If there are no data, leave the cell empty.",
    }


def _with_formula(inside: str, kind: str = "") -> bytes:
    """The issued workbook with the investment cell's XML rewritten: openpyxl stores no results of formulas."""
    sheet = part("xl/worksheets/sheet1.xml").decode()
    start = sheet.index(f'<c r="{INVESTMENT}"')
    end = sheet.index("</c>", start) + len("</c>")
    cell = f'<c r="{INVESTMENT}" {kind}>{inside}</c>'
    return with_parts({"xl/worksheets/sheet1.xml": (sheet[:start] + cell + sheet[end:]).encode()})
