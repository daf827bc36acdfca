"""A table is read as it was written, or refused with what to do."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from zonebook.intake.raw import RawKind
from zonebook.intake.sandbox import TABLE_COLUMNS, TABLE_ROWS
from zonebook.intake.tables import MAX_CSV_BYTES, Table, TableRefused, read_table


def workbook(*rows: list[object], first_row: int = 0, sheets: tuple[str, ...] = ("Лист1",)) -> bytes:
    """A workbook with the rows on its first sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        for nth, name in enumerate(sheets):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows if nth == 0 else [["другой", "лист"], ["1", "2"]], start=first_row):
                sheet.write_row(at, 0, row)
    return stream.getvalue()


def texts(table: Table) -> list[list[str]]:
    """The rows as lists, a blank where nothing is written."""
    width = range(len(table.headers))
    return [[row.cells[at].text if at in row.cells else "" for at in width] for row in table.rows]


def refusal(content: bytes, name: str = "a.csv") -> TableRefused:
    with pytest.raises(TableRefused) as refused:
        read_table(content, name=name)
    return refused.value


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_a_csv_is_read_in_each_usual_encoding_with_each_usual_delimiter(delimiter: str, encoding: str) -> None:
    content = f"Название{delimiter}ИНН\r\nЁлка{delimiter}7707083893\r\n".encode(encoding)
    table = read_table(content, name="a.csv")

    assert table.headers == ("Название", "ИНН")
    assert texts(table) == [["Ёлка", "7707083893"]]


def test_a_delimiter_inside_a_quoted_header_parts_nothing() -> None:
    table = read_table('"Адрес, город, улица";ИНН\n"Москва, Тверская";1\n'.encode(), name="a.csv")

    assert table.headers == ("Адрес, город, улица", "ИНН")
    assert texts(table) == [["Москва, Тверская", "1"]]


def test_a_quoted_value_may_hold_a_new_line_and_is_one_row() -> None:
    table = read_table('Название;ИНН\n"Ромашка\nфилиал";1\nЛютик;2\n'.encode(), name="a.csv")

    assert texts(table) == [["Ромашка\nфилиал", "1"], ["Лютик", "2"]]
    assert [row.number for row in table.rows] == [2, 3]


def test_blank_rows_are_left_out_and_still_counted() -> None:
    table = read_table("\n;;\nНазвание;ИНН\n\nРомашка;1\n".encode(), name="a.csv")

    assert table.headers == ("Название", "ИНН")
    assert [row.number for row in table.rows] == [5]


def test_a_workbook_keeps_numbers_days_and_texts_as_what_they_are() -> None:
    table = read_table(workbook(["а", "б", "в", "г"], [12.5, "012", datetime(2024, 3, 1), True]), name="a.xlsx")  # noqa: DTZ001 - a day of a workbook has no zone

    cells = [table.rows[0].cells[at] for at in range(4)]
    assert [cell.kind for cell in cells] == [RawKind.NUMBER, RawKind.TEXT, RawKind.DATE, RawKind.BOOLEAN]
    assert [cell.text for cell in cells] == ["12.5", "012", "2024-03-01 00:00:00", "TRUE"]


def test_only_the_first_sheet_counts_and_headers_may_stand_below_a_title() -> None:
    table = read_table(workbook(["Имя"], ["Ромашка"], first_row=4, sheets=("Данные", "Ещё")), name="a.xlsx")

    assert table.headers == ("Имя",)
    assert [(row.number, row.cells[0].text) for row in table.rows] == [(6, "Ромашка")]


def test_a_formula_without_a_result_and_an_error_are_told_from_texts() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["а", "б"])
        sheet.write_formula(1, 0, "=1+1", None, "")
        sheet.write_formula(1, 1, "=NA()", None, "#N/A")
    cells = read_table(stream.getvalue(), name="a.xlsx").rows[0].cells

    assert {at: cell.kind for at, cell in cells.items()}[1] is RawKind.ERROR
    assert 0 not in cells or cells[0].kind is RawKind.UNCOMPUTED


@pytest.mark.parametrize(
    ("content", "name", "rule"),
    [
        (b"", "a.csv", "file.empty"),
        (b"", "a.xlsx", "file.empty"),
        (b" \r\n ", "a.csv", "file.empty"),
        (b"x" * (MAX_CSV_BYTES + 1), "a.csv", "table.csv_too_big"),
        ("Имя;ИНН".encode("utf-16"), "a.csv", "table.not_text"),
        (b"\x98\xff\x98", "a.csv", "table.not_text"),
        ('Имя;ИНН\n"Ромашка;1\n'.encode(), "a.csv", "table.quotes"),
        ("Имя;ИНН\n".encode(), "a.csv", "table.no_rows"),
        (b";;\n;\n", "a.csv", "table.no_headers"),
        ("Имя;имя\n1;2\n".encode(), "a.csv", "table.same_headers"),
        (b"%PDF-1.7 ...", "a.pdf", "file.not_workbook"),
        (b"\x00\x01\x02\x03", "a.xlsx", "file.unknown"),
        (b"PK\x03\x04 damaged", "a.xlsx", "file.damaged"),
        (workbook(["Имя"], ["1"], first_row=200), "a.xlsx", "table.no_headers"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes, name: str, rule: str) -> None:
    refused = refusal(content, name)

    assert refused.rule == rule
    for language in ("ru", "en"):
        assert refused.message.say(language)
        assert refused.advice.say(language)
        assert "{" not in refused.message.say(language) + refused.advice.say(language)


def test_as_many_rows_and_columns_as_the_limits_say_are_read_and_one_more_is_refused() -> None:
    def rows(count: int, *, width: int = 2) -> bytes:
        header = ";".join(f"с{nth}" for nth in range(width))
        return "\n".join([header, *(["1;2"] * count)]).encode()

    assert len(read_table(rows(TABLE_ROWS), name="a.csv").rows) == TABLE_ROWS
    assert refusal(rows(TABLE_ROWS + 1)).rule == "table.too_many_rows"
    assert len(read_table(rows(1, width=TABLE_COLUMNS), name="a.csv").headers) == TABLE_COLUMNS
    assert refusal(rows(1, width=TABLE_COLUMNS + 1)).rule == "table.too_many_columns"


def test_a_column_too_many_of_a_workbook_is_seen_although_reading_stops_there() -> None:
    assert refusal(workbook(["а"] + [f"с{nth}" for nth in range(70)], [1]), "a.xlsx").rule == "table.too_many_columns"


# what a spreadsheet program would write into a cell: no control characters, no blanks at the ends
_CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)


@given(st.lists(st.tuples(_CELLS, _CELLS), min_size=1, max_size=8))
def test_whatever_is_written_into_a_csv_is_read_back(rows: list[tuple[str, str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows([("Имя", "ИНН"), *rows])

    table = read_table(stream.getvalue().encode("utf-8-sig"), name="a.csv")
    assert texts(table) == [list(row) for row in rows]


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fall(content: bytes) -> None:
    try:
        table = read_table(content, name="a.csv")
    except TableRefused:
        return
    assert table.rows
