"""The person's own workbook comes back with its faults marked, and nothing else of it changed."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from tests.intake import hostile
from tests.intake.workbooks import (
    AVERAGE,
    CAPITAL,
    FORM,
    HEADCOUNT,
    INVESTMENT,
    ONE_SITE,
    VALUES,
    amounts,
    edited,
    issued,
    part,
    read,
    rules,
    with_cell,
    with_parts,
)
from zonebook.intake import Finding, Severity, mark_safely, mark_workbook, read_safely, sandbox
from zonebook.intake.sandbox import Pool
from zonebook.measures import Text

FORM_SHEET = "Форма 1"
OUR_PARTS = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "[Content_Types].xml", hostile.SHEET}
NASTY = Finding(
    "cell.text",
    Severity.WARNING,
    f"{FORM_SHEET}!D10",
    "=1+1",
    Text('=HYPERLINK("http://x","y") <b>&amp;</b> \x00\x0b', "=1+1"),
    Text("@SUM(1)", "+1"),
)


def with_word(cell: str = AVERAGE) -> bytes:
    return with_cell(cell, "сорок")


def marked(content: bytes, language: Any = "ru") -> bytes:
    return mark_workbook(content, read(content).findings, language=language)


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def comments(content: bytes) -> dict[str, str]:
    sheet = opened(content)[FORM_SHEET]
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def coloured(content: bytes) -> dict[str, str]:
    """The colour that lies over each cell of the form."""
    return {
        str(cells): rule.dxf.fill.bgColor.rgb
        for colouring in opened(content)[FORM_SHEET].conditional_formatting
        for rule in colouring.rules
        for area in colouring.sqref
        for cells in [area.coord]
    }


def boxes(content: bytes) -> int:
    """How many boxes are drawn for comments."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        drawings = [archive.read(name) for name in archive.namelist() if name.endswith(".vml")]
    return sum(len(re.findall(rb"<v:shape\s", drawing)) for drawing in drawings)


def listed(content: bytes, name: str = "Замечания") -> list[list[Any]]:
    return [[cell.value for cell in row] for row in opened(content)[name].iter_rows()]


def test_the_faulty_cell_is_coloured_and_says_what_is_wrong_and_what_to_do() -> None:
    content = marked(with_word())
    assert coloured(content) == {AVERAGE: "FFF6C7C0"}
    assert comments(content) == {
        AVERAGE: "Zonebook:\nОшибка. Вместо числа написано «сорок».\n"
        "Введите число цифрами, без слов и единиц. Если данных нет, оставьте ячейку пустой."
    }


def test_all_findings_stand_on_a_first_sheet_each_with_a_link_to_its_cell() -> None:
    content = marked(with_word())
    assert opened(content).sheetnames[:2] == ["Замечания", FORM_SHEET]
    headers, finding = listed(content)
    assert headers == ["Ячейка", "Важность", "Что не так", "Что сделать"]
    assert finding[:3] == ["Форма 1!D10", "Ошибка", "Вместо числа написано «сорок»."]
    assert opened(content)["Замечания"]["A2"].hyperlink.location == "'Форма 1'!D10"


def test_it_speaks_english_where_english_is_asked() -> None:
    content = marked(with_word(), "en")
    assert listed(content, "Findings")[1][2] == "There is “сорок” in place of a number."
    assert comments(content)[AVERAGE].startswith("Zonebook:\nError. ")


def test_an_error_and_a_warning_differ_in_colour_and_in_words() -> None:
    finding = Finding(
        "jump", Severity.WARNING, f"{FORM_SHEET}!{CAPITAL}", None, Text("Скачок.", "A jump."), Text("Да?", "?")
    )
    content = mark_workbook(with_word(), [finding, *read(with_word()).findings], language="ru")
    assert coloured(content) == {AVERAGE: "FFF6C7C0", CAPITAL: "FFFBE7A8"}
    assert comments(content)[CAPITAL] == "Zonebook:\nПредупреждение. Скачок.\nДа?"
    assert [row[1] for row in listed(content)] == ["Важность", "Ошибка", "Предупреждение"]


def test_a_finding_about_the_whole_file_is_listed_without_a_link() -> None:
    content = marked(edited(lambda book: book.remove(book["_meta"])))
    assert listed(content)[1][0] == "весь файл"
    assert opened(content)["Замечания"]["A2"].hyperlink is None


def test_every_other_part_of_the_file_is_kept_byte_for_byte() -> None:
    after = marked(before := with_word())
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        kept = set(old.namelist()) - OUR_PARTS
        assert kept
        assert {name: new.read(name) for name in kept} == {name: old.read(name) for name in kept}
        assert set(new.namelist()) - set(old.namelist()) == {
            "xl/worksheets/sheet4.xml",
            "xl/worksheets/_rels/sheet1.xml.rels",
            "xl/comments1.xml",
            "xl/drawings/vmlDrawing1.vml",
        }


def test_the_cells_themselves_are_not_touched() -> None:
    def cells(content: bytes) -> bytes:
        sheet = part(hostile.SHEET, content)
        return sheet[sheet.index(b"<sheetData") : sheet.index(b"</sheetData>")]

    assert cells(marked(content := with_word())) == cells(content)


def with_formula() -> bytes:
    """The headcount in words, and the investment as a formula with the result that a spreadsheet program stored."""
    content = with_cell(AVERAGE, "сорок")
    sheet = part(hostile.SHEET, content)
    start = sheet.index(b'<c r="D13"')
    cell = sheet[start : sheet.index(b"</c>", start) + 4]
    assert cell.endswith(b"<v>1234.50025</v></c>")
    return with_parts({hostile.SHEET: sheet.replace(cell, cell.replace(b"<v>", b"<f>D14+234.50025</f><v>"))}, content)


def test_formulas_keep_their_stored_results() -> None:
    content = marked(with_formula())
    assert opened(content)[FORM_SHEET][INVESTMENT].value == "=D14+234.50025"
    assert amounts(read(content))["investment", "north"] == Decimal("1234500.25")


def test_notes_of_the_person_are_kept_and_ours_is_added_below() -> None:
    def note(book: Any) -> None:
        book[FORM_SHEET][AVERAGE].comment = Comment("спросить у Анны", "Иван")
        book[FORM_SHEET][CAPITAL].comment = Comment("по договору 7", "Иван")

    found = comments(marked(edited(note, with_word())))
    assert found[CAPITAL] == "по договору 7"
    assert found[AVERAGE].startswith("спросить у Анны\n\nZonebook:\nОшибка. Вместо числа")


def test_a_line_break_in_a_hint_of_the_person_stays_a_line_break() -> None:
    def hint(book: Any) -> None:
        book[FORM_SHEET].data_validations.dataValidation[0].prompt = "первая\nвторая"

    content = edited(hint, with_word())
    content = with_parts(
        {hostile.SHEET: part(hostile.SHEET, content).replace("первая\nв".encode(), "первая&#10;в".encode())}, content
    )
    assert opened(marked(content))[FORM_SHEET].data_validations.dataValidation[0].prompt == "первая\nвторая"


def test_what_names_a_sheet_by_its_place_names_the_same_sheet_afterwards() -> None:
    before, after = opened(with_word()), opened(marked(with_word()))
    assert after[FORM_SHEET].print_area == before[FORM_SHEET].print_area
    assert after[FORM_SHEET].print_title_rows == before[FORM_SHEET].print_title_rows
    assert after.active.title == before.active.title == FORM_SHEET


FILES: dict[str, Callable[[], bytes]] = {
    "a word for a number": with_word,
    "a formula": with_formula,
    "a formula without a result": lambda: with_cell(INVESTMENT, "=D14*2"),
    "a merged cell": lambda: edited(lambda book: book[FORM_SHEET].merge_cells("D13:D14")),
    "a renamed sheet": lambda: edited(lambda book: setattr(book[FORM_SHEET], "title", "Л'ист <1>")),
    "an inserted row": lambda: edited(lambda book: book[FORM_SHEET].insert_rows(11)),
    "no service sheet": lambda: edited(lambda book: book.remove(book["_meta"])),
    "a sheet of the same name": lambda: edited(lambda book: book.create_sheet("Замечания", 0), with_word()),
    "ten sheets of the person": lambda: edited(
        lambda book: [book.create_sheet(f"Л{n}", 0) for n in range(10)], with_word()
    ),
    "a form formatted to the bottom": hostile.formatted_to_the_bottom,
}


@pytest.mark.parametrize("make", FILES.values(), ids=FILES.keys())
def test_the_marked_file_sent_again_is_read_like_the_one_before_it(make: Callable[[], bytes]) -> None:
    content = make()
    once = marked(content)
    assert zipfile.ZipFile(io.BytesIO(once)).namelist() != zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert read(once) == read(content)
    assert read(marked(once)) == read(content)


def test_marking_again_takes_the_earlier_marks_off() -> None:
    mended = edited(lambda book: book[FORM_SHEET].__setitem__(AVERAGE, 40.5), marked(with_word()))
    broken = edited(lambda book: book[FORM_SHEET].__setitem__(HEADCOUNT, "сорок"), mended)
    again = marked(broken)
    assert list(comments(again)) == list(coloured(again)) == [HEADCOUNT]
    assert [row[0] for row in listed(again)] == ["Ячейка", "Форма 1!D11"]
    assert opened(again).sheetnames.count("Замечания") == 1
    assert boxes(marked(again)) == 1


def test_marking_again_leaves_the_note_of_the_person_as_it_was() -> None:
    def note(book: Any) -> None:
        book[FORM_SHEET][AVERAGE].comment = Comment("спросить у Анны", "Иван")

    once = marked(edited(note, with_word()))
    assert comments(marked(once)) == comments(once)
    assert comments(mark_workbook(once, (), language="ru")) == {AVERAGE: "спросить у Анны"}


def test_texts_of_unknown_making_are_never_formulas_or_markup() -> None:
    content = mark_workbook(issued(), [NASTY], language="ru")
    sheet = opened(content)["Замечания"]
    assert [cell.data_type for row in sheet.iter_rows() for cell in row] == ["s"] * 8
    assert sheet["C2"].value == '=HYPERLINK("http://x","y") <b>&amp;</b> '
    assert comments(content)[AVERAGE].endswith('=HYPERLINK("http://x","y") <b>&amp;</b> \n@SUM(1)')


@pytest.mark.parametrize(
    "make", [hostile.old_excel, hostile.zip_bomb, hostile.with_macros, lambda: b"", lambda: issued()[:-30]]
)
def test_of_a_file_that_cannot_be_opened_the_list_is_left(make: Callable[[], bytes]) -> None:
    content = make()
    (finding,) = read(content).findings
    book = opened(mark_workbook(content, [finding], language="ru"))
    assert [cell.value for cell in book.worksheets[0][2]] == [
        "весь файл", "Ошибка", finding.message.ru, finding.advice.ru,
    ]  # fmt: skip


def test_of_a_file_whose_parts_cannot_be_edited_the_list_is_left() -> None:
    content = with_parts({"xl/styles.xml": part("xl/styles.xml").replace(b"cellXfs", b"cellXxs")})
    assert opened(mark_workbook(content, [NASTY], language="ru")).sheetnames == ["Список", "О списке"]


def test_the_sandbox_marks_as_the_plain_function_does() -> None:
    findings = read_safely(with_word(), FORM, expected=ONE_SITE).findings
    safely = mark_safely(with_word(), findings, language="ru")
    assert (coloured(safely), comments(safely)) == (coloured(marked(with_word())), comments(marked(with_word())))


def test_where_the_child_cannot_hold_a_file_the_list_is_left(monkeypatch: Any) -> None:
    monkeypatch.setattr(sandbox, "_CHILD", "raise SystemExit(77)")
    monkeypatch.setattr(sandbox, "_POOL", Pool(size=1))
    assert opened(mark_safely(with_word(), [NASTY], language="ru")).sheetnames == ["Список", "О списке"]


@pytest.mark.needs("libreoffice")
def test_another_spreadsheet_program_opens_the_marked_file_and_its_edition_can_be_marked_again(tmp_path: Path) -> None:
    def note(book: Any) -> None:
        book[FORM_SHEET][AVERAGE].comment = Comment("спросить у Анны", "Иван")

    content = marked(edited(note, with_word()))
    (tmp_path / "marked.xlsx").write_bytes(content)
    home = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", "--headless", home, "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")]
    subprocess.run([*command, str(tmp_path / "marked.xlsx")], check=True, capture_output=True, timeout=120)
    saved = (tmp_path / "saved" / "marked.xlsx").read_bytes()

    assert opened(saved).sheetnames == opened(content).sheetnames
    assert (coloured(saved), comments(saved)) == (coloured(content), comments(content))
    assert (rules(read(saved)), amounts(read(saved))) == (rules(read(content)), amounts(read(content)))
    assert comments(marked(saved)) == comments(content)
    assert comments(mark_workbook(saved, (), language="ru")) == {AVERAGE: "спросить у Анны"}


def test_a_sound_file_is_marked_with_nothing() -> None:
    content = mark_workbook(issued(), (), language="ru")
    assert (coloured(content), comments(content), amounts(read(content))) == ({}, {}, VALUES)
