"""A list leaves the book as a workbook in which every text is a text."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from zonebook.intake import write_table

NASTY = st.builds(
    str.__add__,
    st.sampled_from(["=", "+", "-", "@", "\t", "\r", "{=", "http://", "mailto:", "internal:", "external:", "'", " ="]),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60),
)


@given(text=NASTY, header=NASTY)
def test_no_text_becomes_a_formula_or_a_link(text: str, header: str) -> None:
    content = write_table("Список", [header], rows=[(text,)], notes=[(text, text)])
    book = load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "sheet" in name]
    assert not any(b"<f>" in sheet or b"<f " in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_what_looks_like_a_formula_stays_a_text_when_its_cell_is_edited() -> None:
    book = load_workbook(io.BytesIO(write_table("Список", ["а"], rows=[("=1+1",), ("слово",)], notes=())))
    sheet = book.worksheets[0]
    assert [sheet["A2"].quotePrefix, sheet["A3"].quotePrefix] == [True, False]
    assert sheet["A2"].value == "=1+1"
