"""A workbook that is not the issued one any more, or never was: nothing of it is misread."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.intake.workbooks import (
    FORM,
    INVESTMENT,
    ONE_SITE,
    TWO_SITES,
    VALUES,
    amounts,
    edited,
    issued,
    only_finding,
    read,
    rules,
)
from zonebook.intake import Form, Identity, Reading, Severity, read_workbook, write_workbook


def after(edit: Any) -> Reading:
    return read(edited(edit))


def test_the_workbook_says_whose_it_is() -> None:
    reading = read(issued())
    assert (reading.form_code, reading.form_version, reading.identity) == ("small", 2, ONE_SITE)


def test_without_an_expected_company_the_workbook_is_believed() -> None:
    reading = read(issued(), expected=None)
    assert (amounts(reading), reading.findings) == (VALUES, ())


def test_a_workbook_of_two_sites_is_read_site_by_site() -> None:
    values = {("investment", "north"): Decimal(1000), ("investment", "south"): Decimal(2000)}
    reading = read(write_workbook(FORM, TWO_SITES, values=values), expected=TWO_SITES)
    assert amounts(reading) == values
    assert [cell.address for cell in reading.cells if cell.line == "investment"] == ["Форма 1!D13", "Форма 1!E13"]


@pytest.mark.parametrize(
    ("form", "rule"),
    [
        (replace(FORM, code="other"), "book.other_form"),
        (replace(FORM, version=3), "book.old_version"),
        (replace(FORM, version=1), "book.newer_version"),
        (replace(FORM, sections=FORM.sections[:1]), "book.other_layout"),
    ],
)
def test_a_workbook_of_another_form_or_version_is_not_read(form: Form, rule: str) -> None:
    reading = read_workbook(issued(), form, expected=ONE_SITE)
    assert (rules(reading), reading.cells) == ([rule], ())
    assert reading.has_errors


@pytest.mark.parametrize(
    ("expected", "rule"),
    [
        (replace(ONE_SITE, company="renera"), "book.other_company"),
        (replace(ONE_SITE, inn="7700000000"), "book.other_company"),
        (replace(ONE_SITE, period="2025-Q3"), "book.other_period"),
        (replace(ONE_SITE, campaign="2025-Q2-tenants"), "book.other_campaign"),
        (TWO_SITES, "book.other_sites"),
    ],
)
def test_a_workbook_issued_for_another_report_is_not_read(expected: Identity, rule: str) -> None:
    reading = read(issued(), expected=expected)
    assert (rules(reading), reading.cells) == ([rule], ())


def test_a_company_that_changed_its_name_may_still_file_the_form_it_was_issued() -> None:
    reading = read(issued(), expected=replace(ONE_SITE, name="ООО «Лассард»"))
    assert (amounts(reading), reading.findings) == (VALUES, ())


def test_a_site_renamed_while_the_form_was_out_is_read_by_the_name_it_had() -> None:
    reading = read(issued(), expected=replace(ONE_SITE, sites=(("north", "Печатники-2"),)))
    assert (amounts(reading), reading.findings) == (VALUES, ())


def test_a_renamed_sheet_is_read_by_its_titles_with_a_warning_and_its_own_name_in_addresses() -> None:
    reading = after(lambda book: setattr(book["Форма 1"], "title", "Лист1"))
    assert amounts(reading) == VALUES
    assert (only_finding(reading).rule, only_finding(reading).severity) == ("book.renamed_sheet", Severity.WARNING)
    assert reading.cells[0].address == "Лист1!D10"


def test_two_sheets_with_the_report_are_not_chosen_between() -> None:
    reading = after(lambda book: book.copy_worksheet(book["Форма 1"]))
    assert (rules(reading), reading.cells) == (["book.copied_sheet"], ())
    assert "«Форма 1», «Форма 1 Copy»" in only_finding(reading).message.ru


def test_a_workbook_without_the_forms_sheet_is_an_error() -> None:
    reading = after(lambda book: book.remove(book["Форма 1"]))
    assert (rules(reading), reading.cells) == (["book.no_form_sheet"], ())


def test_without_the_hidden_sheet_the_answers_are_shown_but_the_report_is_blocked() -> None:
    reading = after(lambda book: book.remove(book["_meta"]))
    assert (rules(reading), reading.has_errors) == (["book.no_meta"], True)
    assert amounts(reading) == VALUES
    assert (reading.form_code, reading.identity) == (None, None)


def test_without_the_hidden_sheet_and_with_another_companys_heading_nothing_is_read() -> None:
    def edit(book: Any) -> None:
        book.remove(book["_meta"])
        book["Форма 1"]["C3"] = "7709999999"

    reading = after(edit)
    assert (rules(reading), reading.cells) == (["book.no_meta", "book.identity_overwritten"], ())


def test_without_the_hidden_sheet_nobody_knows_whose_an_unexpected_workbook_is() -> None:
    reading = read(edited(lambda book: book.remove(book["_meta"])), expected=None)
    assert (rules(reading), reading.cells) == (["book.no_meta"], ())


@pytest.mark.parametrize("cell", ["B1", "B2", "B7"])
def test_a_mangled_hidden_sheet_counts_as_none(cell: str) -> None:
    reading = after(lambda book: book["_meta"].__setitem__(cell, None))
    assert "book.no_meta" in rules(reading) or "book.other_sites" in rules(reading)
    assert reading.has_errors


def test_the_hidden_sheet_cannot_send_the_reader_to_other_cells() -> None:
    def redirect(book: Any) -> None:
        for row in book["_meta"].iter_rows():
            if row[0].value == "cell" and row[1].value == "investment":
                row[3].value = "D14"

    reading = after(redirect)
    assert (rules(reading), reading.cells) == (["book.other_layout"], ())


def test_an_overwritten_heading_is_an_error_at_its_cell() -> None:
    reading = after(lambda book: book["Форма 1"].__setitem__("C2", "АО «Чужое»"))
    finding = only_finding(reading)
    assert (finding.rule, finding.address, finding.value) == ("book.identity_overwritten", "Форма 1!C2", "АО «Чужое»")


def test_an_inserted_row_leaves_the_rows_below_it_unread() -> None:
    reading = after(lambda book: book["Форма 1"].insert_rows(11))
    finding = only_finding(reading)
    assert (finding.rule, finding.address) == ("rows.moved", "Форма 1!B11")
    assert "1.2, 2.1, 2.2, 2.3" in finding.message.ru
    assert {cell.line for cell in reading.cells} == {"headcount_average"}


def test_a_deleted_row_leaves_the_rows_below_it_unread() -> None:
    reading = after(lambda book: book["Форма 1"].delete_rows(13))
    assert rules(reading) == ["rows.moved"]
    assert {cell.line for cell in reading.cells} == {"headcount_average", "headcount"}


def test_rows_sorted_by_the_person_are_not_misread() -> None:
    def swap(book: Any) -> None:
        sheet = book["Форма 1"]
        for column in "ABCD":
            first, second = sheet[f"{column}13"], sheet[f"{column}14"]
            first.value, second.value = second.value, first.value

    reading = after(swap)
    assert rules(reading) == ["rows.moved"]
    assert not {"investment", "capital_investment"} & {cell.line for cell in reading.cells}


def test_a_changed_unit_leaves_the_row_unread() -> None:
    reading = after(lambda book: book["Форма 1"].__setitem__("C13", "млн руб."))
    assert rules(reading) == ["rows.moved"]
    assert "investment" not in {cell.line for cell in reading.cells}
    assert "тыс. руб." in only_finding(reading).message.ru


def test_an_inserted_column_is_not_misread() -> None:
    reading = after(lambda book: book["Форма 1"].insert_cols(4))
    assert (rules(reading), reading.cells) == (["columns.moved"], ())


def test_swapped_site_columns_are_not_misread() -> None:
    def swap(book: Any) -> None:
        sheet = book["Форма 1"]
        sheet["D8"].value, sheet["E8"].value = sheet["E8"].value, sheet["D8"].value

    content = edited(swap, write_workbook(FORM, TWO_SITES, values={("headcount", "north"): Decimal(1)}))
    reading = read(content, expected=TWO_SITES)
    assert (rules(reading), reading.cells) == (["columns.moved", "columns.moved"], ())


def test_extra_sheets_of_the_person_are_ignored() -> None:
    def add(book: Any) -> None:
        book.create_sheet("Расчёт", 0)["A1"] = "черновик"

    reading = after(add)
    assert (amounts(reading), reading.findings) == (VALUES, ())


def test_spaces_and_case_of_a_retyped_title_do_not_matter() -> None:
    reading = after(lambda book: book["Форма 1"].__setitem__("B13", "  ИНВЕСТИЦИИ "))
    assert (amounts(reading), reading.findings) == (VALUES, ())


def test_an_edit_of_one_cell_changes_the_result_of_that_cell_alone() -> None:
    before = {cell.address: cell for cell in read(issued()).cells}
    reading = after(lambda book: book["Форма 1"].__setitem__(INVESTMENT, 77))
    changed = [cell.address for cell in reading.cells if before[cell.address] != cell]
    assert changed == [f"Форма 1!{INVESTMENT}"]
