"""Is a table that is handed over whole in each of its files, and harmless in all of them?"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.documents.reading import opened, roles_of, text_of
from zonebook.documents import summary_docx, summary_pdf
from zonebook.intake import write_summary
from zonebook.measures.printed import NO_FIGURE, NOT_ASKED, PrintedCell, PrintedRow, PrintedTable

FORMULA = '=HYPERLINK("http://example.org";"Альфа")'
TABLE = PrintedTable(
    language="ru",
    title="Сводные сведения о работе зоны",
    lines=("Зона «Ёлка»", "I полугодие 2025 года"),
    headings=("№", "Показатель", "Единица", "За период", "За всё время"),
    coverage="учтено",
    rows=(
        PrintedRow("", "Деньги"),
        PrintedRow("1", "Инвестиции", "тыс. ₽", (PrintedCell(Decimal("1234567.12345"), "2 из 3"), PrintedCell()), 1),
        PrintedRow("2", FORMULA, "чел.", (PrintedCell(None, "0 из 3", NO_FIGURE), PrintedCell(Decimal(5), "3 из 3"))),
    ),
    notes=("Строка 1: не учтены: ООО «Ёж».",),
    facts=(("Составил", "Клара Петрова"), ("Снимок книги", "0123abcd"), ("Определение", "zone@1")),
    signature=("Должность", "Подпись", "Имя и фамилия", "Дата"),
    made_at=datetime(2025, 9, 9, 12, tzinfo=UTC),
)
FILES = {"xlsx": write_summary, "docx": summary_docx, "pdf": summary_pdf}


def words_of(form: str, table: PrintedTable = TABLE) -> str:
    """All words of a file."""
    content = FILES[form](table)
    if form == "pdf":
        return text_of(content)
    if form == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        found = [str(said) for row in sheet.iter_rows(values_only=True) for said in row if said is not None]
    else:
        document = Document(io.BytesIO(content))
        found = [paragraph.text for paragraph in document.paragraphs]
        found += [cell.text for row in document.tables[0].rows for cell in row.cells]
    return " ".join(" ".join(found).replace("\u00a0", " ").split())


@pytest.mark.parametrize("form", FILES)
def test_every_file_says_what_the_table_is_and_how_it_was_made(form):
    said = words_of(form)

    for wanted in (TABLE.title, *TABLE.lines, *TABLE.headings, *TABLE.notes, "Клара Петрова", "0123abcd", "zone@1"):
        assert wanted in said
    for sign in TABLE.signature:
        assert sign in said


@pytest.mark.parametrize("form", FILES)
def test_every_file_shows_coverage_and_marks_what_is_missing(form):
    said = words_of(form)

    for wanted in ("2 из 3", "0 из 3", NO_FIGURE, NOT_ASKED):
        assert wanted in said


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_paper_shows_a_number_rounded_once(form):
    assert "1 234 567,1 2 из 3" in words_of(form)


def test_a_workbook_keeps_the_exact_number_and_shows_it_rounded():
    sheet = load_workbook(io.BytesIO(write_summary(TABLE))).active
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == 1234567.12345]

    assert cell.number_format == "#,##0.0"


def test_a_number_longer_than_a_cell_can_keep_is_written_out_as_text():
    amount = Decimal("12345678901234567.89")
    row = replace(TABLE.rows[1], cells=(PrintedCell(amount), PrintedCell()))

    assert str(amount) in words_of("xlsx", replace(TABLE, rows=(row,)))


def test_a_text_of_a_workbook_is_never_a_formula_nor_a_link():
    sheet = load_workbook(io.BytesIO(write_summary(replace(TABLE, title=FORMULA)))).active

    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    assert [cell.data_type for cell in cells] == ["s", "s"]
    assert all(cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_a_text_of_a_word_file_is_never_a_field_nor_a_link():
    with ZipFile(io.BytesIO(summary_docx(replace(TABLE, title=FORMULA)))) as parts:
        body = parts.read("word/document.xml").decode()

    assert "HYPERLINK(" in body
    assert "<w:hyperlink" not in body
    assert "w:instrText" not in body
    assert "w:fldSimple" not in body


def test_paper_holds_its_fonts_and_is_read_aloud_as_a_table():
    pdf = summary_pdf(TABLE)
    fonts = [font.get_object() for page in opened(pdf).pages for font in page["/Resources"]["/Font"].values()]

    assert {"/Table", "/TH", "/TD", "/Title"} <= set(roles_of(pdf))
    assert fonts
    for font in fonts:
        (inner,) = font["/DescendantFonts"]
        assert {"/FontFile2", "/FontFile3"} & set(inner.get_object()["/FontDescriptor"].get_object())


@pytest.mark.parametrize("form", FILES)
def test_the_same_table_gives_the_same_bytes(form):
    assert FILES[form](TABLE) == FILES[form](TABLE)


@pytest.mark.parametrize("form", FILES)
def test_a_demonstration_says_so_on_every_file(form):
    assert "не имеет силы" in words_of(form, replace(TABLE, warning="Документ не имеет силы."))


def test_a_long_table_takes_several_pages():
    rows = tuple(replace(TABLE.rows[1], number=str(nth)) for nth in range(80))

    assert len(opened(summary_pdf(replace(TABLE, rows=rows))).pages) > 1


def test_a_row_that_does_not_fit_the_columns_is_refused():
    with pytest.raises(ValueError, match="as many cells"):
        replace(TABLE, rows=(replace(TABLE.rows[1], cells=(PrintedCell(),)),))


def test_a_moment_without_its_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        replace(TABLE, made_at=datetime(2025, 9, 9, 12))  # noqa: DTZ001 - the point of the test
