"""Files made to hurt, or to be something else than they claim."""

from __future__ import annotations

import io
import warnings
import zipfile
from itertools import repeat

from tests.intake.workbooks import issued, part, with_parts

SHEET = "xl/worksheets/sheet1.xml"
_HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_TAIL = b"</sheetData></worksheet>"


def formatted_to_the_bottom() -> bytes:
    """The issued form whose empty rows were formatted down to the last one, as a careless drag does."""
    rows = b"".join(b'<row r="%d"/>' % number for number in range(100, 1_000_000))
    return with_parts({SHEET: part(SHEET).replace(b"</sheetData>", rows + b"</sheetData>")})


def million_rows() -> bytes:
    """A million rows on a sheet that does not say how large it is, so that finding out is work of its own."""
    rows = b"".join(b'<row r="%d"/>' % number for number in range(1, 1_000_001))
    return with_parts({SHEET: _HEAD + rows + _TAIL})


def million_rows_all_numbered_one() -> bytes:
    """No row number ever passes the last row, so a reader that stops there reads on."""
    return with_parts({SHEET: _HEAD + b'<row r="1"><c r="A1"/></row>' * 690_000 + _TAIL})


def corner_cells() -> bytes:
    """Two cells, at the first and at the last place a sheet has."""
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    head = _HEAD.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    return with_parts({SHEET: head + cells + _TAIL})


def deep_markup() -> bytes:
    return with_parts({SHEET: _HEAD + b"<row>" * 300_000})


def many_strings() -> bytes:
    """Shared strings up to the unpacked limit: the table is read whole before any cell."""
    head = b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return with_parts({"xl/sharedStrings.xml": head + b"<si><t>%d</t></si>" * 1_000_000 + b"</sst>"})


def many_styles() -> bytes:
    styles = part("xl/styles.xml")
    start = styles.index(b"<cellXfs")
    end = styles.index(b"</cellXfs>")
    xfs = b"<cellXfs>" + b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' * 250_000
    return with_parts({"xl/styles.xml": styles[:start] + xfs + styles[end:]})


def zip_bomb() -> bytes:
    return with_parts({"xl/media/blank.bin": bytes(60 * 1024 * 1024)})


def zip_bomb_that_lies() -> bytes:
    """The sheet's entry holds far more than its directory says."""
    content = bytearray(with_parts({SHEET: _HEAD + b" " * 30 * 1024 * 1024 + _TAIL}))
    size = (30 * 1024 * 1024 + len(_HEAD + _TAIL)).to_bytes(4, "little")
    assert content.count(size) == 2
    return bytes(content.replace(size, (1000).to_bytes(4, "little")))


def many_entries() -> bytes:
    return with_parts({f"xl/extra/{number}.xml": b"<a/>" for number in range(300)})


def entity_bomb(name: str) -> bytes:
    """A billion laughs in a part of the workbook."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = part(name).decode()
    declaration, _, rest = body.partition("?>")
    return with_parts({name: f'{declaration}?><!DOCTYPE x [<!ENTITY l0 "ха">{levels}]>{rest}'.encode()})


def late_entity_bomb() -> bytes:
    """The declaration stands behind a long comment, beyond what is looked at before parsing."""
    comment = b"<!--" + b"x" * 10_000 + b"-->"
    doctype = b'<!DOCTYPE worksheet [<!ENTITY a "1">]>'
    return with_parts({SHEET: b'<?xml version="1.0"?>' + comment + doctype + part(SHEET).partition(b"?>")[2]})


def file_reading_entity() -> bytes:
    doctype = b'<!DOCTYPE worksheet [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return with_parts({SHEET: b'<?xml version="1.0"?>' + doctype + part(SHEET).partition(b"?>")[2]})


def doubled_sheet() -> bytes:
    """Two sheets under one name: which of them a program shows is its own affair."""
    stream = io.BytesIO(issued())
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as packed:
        warnings.simplefilter("ignore")  # zipfile warns of the doubled name
        packed.writestr(SHEET, part(SHEET))
    return stream.getvalue()


def old_excel() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le") + bytes(2000)


def encrypted_excel() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


def encrypted_zip() -> bytes:
    """Every entry of the directory says it needs a password."""
    content = bytearray(issued())
    start = 0
    while (start := content.find(b"PK\x01\x02", start)) >= 0:
        content[start + 8] |= 1
        start += 4
    return bytes(content)


def with_macros() -> bytes:
    return with_parts({"xl/vbaProject.bin": b"\x00" * 100})


def macro_template() -> bytes:
    types = part("[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return with_parts({"[Content_Types].xml": types})


def archive(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, text in zip(names, repeat("<x/>")):
            packed.writestr(name, text)
    return stream.getvalue()
