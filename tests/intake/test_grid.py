"""A sheet in which a place has two contents, or a content two places, is refused rather than read in one way."""

from __future__ import annotations

import io

import pytest

from zonebook.intake.grid import Doubt, merged_ranges

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def looked_over(cells: str, after: str = "", rows: int = 100) -> tuple[tuple[int, int, int, int], ...]:
    sheet = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{cells}</sheetData>{after}</worksheet>'
    return merged_ranges(io.BytesIO(sheet.encode()), rows=rows)


SOUND = {
    "nothing": "",
    "rows and cells in order": '<row r="2"><c r="A2"><v>1</v></c><c r="C2" t="s"><v>0</v></c></row><row r="5"/>',
    "places that go without saying": "<row><c><v>1.5E-3</v></c><c/></row><row><c><f>A1</f><v>-2</v></c></row>",
    "words of every type": '<row r="1"><c r="A1" t="str"><v>да</v></c><c r="B1" t="b"><v>1</v></c></row>',
}
DOUBTFUL = {
    "a cell twice": '<row r="1"><c r="A1"/><c r="A1"/></row>',
    "cells out of order": '<row r="1"><c r="B1"/><c r="A1"/></row>',
    "a cell of another row": '<row r="1"><c r="A2"/></row>',
    "a row twice": '<row r="1"/><row r="1"/>',
    "rows out of order": '<row r="2"/><row r="1"/>',
    "a row within a row": '<row r="1"><row r="2"/></row>',
    "a row zero": '<row r="0"/>',
    "a place that is none": '<row r="1"><c r="D"/></row>',
    "another element for a cell": '<row r="1"><x r="A1"/></row>',
    "two values": '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
    "no number for Excel": '<row r="1"><c r="A1"><v>1_000</v></c></row>',
    "the last text by its place from the end": '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
    "neither yes nor no": '<row r="1"><c r="A1" t="b"><v>7</v></c></row>',
}


@pytest.mark.parametrize("cells", SOUND.values(), ids=SOUND.keys())
def test_a_sheet_in_order_has_nothing_against_it(cells: str) -> None:
    assert looked_over(cells) == ()


@pytest.mark.parametrize("cells", DOUBTFUL.values(), ids=DOUBTFUL.keys())
def test_what_two_programs_could_read_differently_is_refused(cells: str) -> None:
    with pytest.raises(Doubt):
        looked_over(cells)


def test_cells_behind_the_last_row_that_is_read_are_nobodys_concern() -> None:
    assert looked_over('<row r="200"><c r="A200"/><c r="A200"/></row>', rows=100) == ()


def test_a_second_table_of_cells_is_refused() -> None:
    with pytest.raises(Doubt):
        looked_over('<row r="1"/>', after='<sheetData><row r="2"/></sheetData>')


def test_merged_ranges_are_given_as_top_left_bottom_right() -> None:
    merges = '<mergeCells><mergeCell ref="D14:E15"/><mergeCell ref="$b$2"/><mergeCell ref="A500:A501"/></mergeCells>'
    assert looked_over("", after=merges) == ((14, 4, 15, 5), (2, 2, 2, 2))


def test_a_merged_range_that_is_none_is_refused() -> None:
    with pytest.raises(Doubt):
        looked_over("", after='<mergeCells><mergeCell ref="D14:"/></mergeCells>')
