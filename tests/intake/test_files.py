"""A file that is no workbook, or one made to hurt: a finding that names it, never an exception."""

from __future__ import annotations

import pytest

from tests.intake import hostile
from tests.intake.workbooks import (
    FORM,
    VALUES,
    amounts,
    issued,
    only_finding,
    part,
    read,
    rules,
    with_parts,
)
from zonebook.intake import read_workbook

REFUSED = {
    "an empty file": (b"", "file.empty"),
    "six megabytes": (b"PK" + bytes(6 * 1024 * 1024), "file.too_big"),
    "an old .xls": (hostile.old_excel(), "file.old_excel"),
    "a workbook with a password": (hostile.encrypted_excel(), "file.encrypted"),
    "an archive with a password": (hostile.encrypted_zip(), "file.encrypted"),
    "a workbook with macros": (hostile.with_macros(), "file.macros"),
    "a macro template": (hostile.macro_template(), "file.macros"),
    "half of a workbook": (issued()[: len(issued()) // 2], "file.damaged"),
    "a workbook without its end": (issued()[:-30], "file.damaged"),
    "a workbook without its sheets": (with_parts({"xl/workbook.xml": b"<x"}), "file.damaged"),
    "a sheet that is no XML": (with_parts({hostile.SHEET: b"Lorem ipsum"}), "file.damaged"),
    "a sheet of another encoding": (with_parts({hostile.SHEET: b'<?xml encoding="x-sjis"?><a/>'}), "file.damaged"),
    "two sheets under one name": (hostile.doubled_sheet(), "file.damaged"),
    "three hundred parts": (hostile.many_entries(), "file.too_many_parts"),
    "a zip bomb": (hostile.zip_bomb(), "file.unpacks_too_big"),
    "a zip bomb that lies about its size": (hostile.zip_bomb_that_lies(), "file.damaged"),
    "an entity bomb in the sheet": (hostile.entity_bomb(hostile.SHEET), "file.entities"),
    "an entity bomb in the styles": (hostile.entity_bomb("xl/styles.xml"), "file.entities"),
    "an entity behind a long comment": (hostile.late_entity_bomb(), "file.damaged"),
    "an entity that reads a file": (hostile.file_reading_entity(), "file.entities"),
}
OTHER_KINDS = {
    "CSV": "Показатель;Значение\nИнвестиции;5".encode("cp1251"),
    "HTML": b"\xef\xbb\xbf\n<html><table><tr><td>1</td></tr></table></html>",
    "XML": b'<?xml version="1.0"?><Workbook/>',
    "PDF": b"%PDF-1.7 ...",
    "ODS": hostile.archive("mimetype", "content.xml"),
    "DOCX": hostile.archive("[Content_Types].xml", "word/document.xml"),
    "XLSB": hostile.archive("[Content_Types].xml", "xl/workbook.bin"),
    "ZIP": hostile.archive("report.txt"),
}


@pytest.mark.parametrize(("content", "rule"), REFUSED.values(), ids=REFUSED.keys())
def test_an_unreadable_file_is_refused_with_its_reason(content: bytes, rule: str) -> None:
    reading = read(content)
    assert (rules(reading), reading.cells, reading.has_errors) == ([rule], (), True)


@pytest.mark.parametrize(("kind", "content"), OTHER_KINDS.items(), ids=OTHER_KINDS.keys())
def test_another_kind_of_file_is_named(kind: str, content: bytes) -> None:
    finding = only_finding(read(content))
    assert (finding.rule, finding.value) == ("file.not_workbook", kind)
    assert f"файл вида {kind}." in finding.message.ru


def test_a_file_whose_bytes_tell_nothing_is_refused_without_a_name_for_its_kind() -> None:
    finding = only_finding(read(b"\x89PNG\r\n\x1a\n\x00\x00"))
    assert (finding.rule, finding.message.ru) == ("file.unknown", "Это не книга Excel (.xlsx).")


def test_the_refusal_tells_the_person_what_to_do() -> None:
    finding = only_finding(read(hostile.old_excel()))
    assert (
        finding.advice.ru
        == "Откройте файл в Excel или LibreOffice, сохраните как «Книга Excel (.xlsx)» и загрузите его."
    )


def test_a_file_just_under_the_limits_is_read() -> None:
    picture = bytes(15 * 1024 * 1024)
    reading = read(with_parts({"xl/media/picture.bin": picture}))
    assert (amounts(reading), reading.findings) == (VALUES, ())


def test_a_cell_at_the_last_place_of_a_sheet_costs_nothing() -> None:
    reading = read(hostile.corner_cells())
    assert (rules(reading), reading.cells) == (["rows.moved", "columns.moved"], ())


def test_a_sheet_that_claims_the_largest_size_is_read_like_any_other() -> None:
    sheet = part(hostile.SHEET)
    start, end = sheet.index(b"<dimension"), sheet.index(b"/>", sheet.index(b"<dimension")) + 2
    claimed = sheet[:start] + b'<dimension ref="A1:XFD1048576"/>' + sheet[end:]
    assert amounts(read(with_parts({hostile.SHEET: claimed}))) == VALUES


def test_a_sheet_without_dimensions_is_read_like_any_other() -> None:
    sheet = part(hostile.SHEET)
    start, end = sheet.index(b"<dimension"), sheet.index(b"/>", sheet.index(b"<dimension")) + 2
    assert amounts(read(with_parts({hostile.SHEET: sheet[:start] + sheet[end:]}))) == VALUES


def test_a_file_that_is_no_string_of_a_workbook_names_no_company() -> None:
    reading = read_workbook(b"\x00", FORM)
    assert (reading.form_code, reading.form_version, reading.identity) == (None, None, None)
