"""Harm done to the cells, rows and sheets of a workbook, as a person or a program does it."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.intake.planting import BOOK, NOTHING, PLACES, SHEET, STRINGS, STYLES, Outcome, Random, standing_in
from tests.intake.workbooks import part, with_parts


def _cell_in(sheet: bytes, place: str) -> tuple[int, int]:
    start = sheet.index(f'<c r="{place}"'.encode())
    end = re.compile(rb"/>|</c>").search(sheet, start)
    assert end is not None
    return start, end.end()


def _rewritten(content: bytes, place: str, *, cell: str) -> bytes:
    sheet = part(SHEET, content)
    start, end = _cell_in(sheet, place)
    return with_parts({SHEET: sheet[:start] + cell.encode() + sheet[end:]}, content)


WRITTEN = {  # content of a cell that holds no number of a report, whatever the line
    "a word": 't="inlineStr"><is><t>сорок</t></is>',
    "a number in words of a person": 't="inlineStr"><is><t>1 234,5 тыс.</t></is>',
    "a date": 't="d"><v>2025-06-30</v>',
    "an error": 't="e"><v>#DIV/0!</v>',
    "a formula without a result": "><f>D14*2</f>",
    "a formula with an error": 't="e"><f>1/0</f><v>#DIV/0!</v>',
    "a formula with a text": 't="str"><f>A1&amp;""</f><v>12</v>',
    "a link": 't="str"><f>HYPERLINK("http://x.example","7")</f><v>7</v>',
    "more than a cell keeps": "><v>123456789012345678</v>",
    "far too much": "><v>1E+300</v>",
    "more than any number": "><v>1E+999</v>",
    "not a number": "><v>nan</v>",
    "endless": "><v>Infinity</v>",
    "underscores": "><v>1_000</v>",
    "digits of another script": "><v>١٢</v>",
    "hexadecimal": "><v>0x10</v>",
    "a comma": "><v>12,5</v>",
    "two numbers": "><v>12</v><v>13</v>",
    "far too fine": "><v>0.123456789</v>",
    "no such text": 't="s"><v>99999</v>',
    "a text before the first": 't="s"><v>-1</v>',
    "no such type": 't="zz"><v>сорок</v>',
    "no such style": 's="9999"><v>сорок</v>',
    "a broken entity": "><v>&nbsp;</v>",
    "a forbidden character": "><v>1&#0;2</v>",
}


def other_content(content: bytes, chance: Random) -> Outcome:
    key = chance.choice(list(PLACES))
    written = chance.choice(list(WRITTEN.values()))
    return _rewritten(content, PLACES[key], cell=f'<c r="{PLACES[key]}" {written}</c>'), {key: NOTHING}


def another_number(content: bytes, chance: Random) -> Outcome:
    """A plausible number is no damage that a reader could see: it is what stands there."""
    key = chance.choice([key for key in PLACES if key[0] != "foreign_investors"])
    number = chance.choice([0, -5, 7, 3_000_000, chance.randint(1, 10**6)])
    formula = chance.choice(["", "<f>D14*2</f>", '<f t="shared" si="0"/>', '<f t="array" ref="D13">D14</f>'])
    cell = f'<c r="{PLACES[key]}">{formula}<v>{number}</v></c>'
    return _rewritten(content, PLACES[key], cell=cell), {}


def shown_otherwise(content: bytes, chance: Random) -> Outcome:
    """A number format that makes the number on the screen another one than the number in the cell."""
    key = chance.choice([key for key in PLACES if key[0] != "foreign_investors"])
    code = chance.choice(["0%", "0.0%", "#,##0,", '0,," млн"', "dd.mm.yyyy", "[h]:mm"])
    styles = part(STYLES, content).decode()
    count = styles[styles.index("<cellXfs") :].split("</cellXfs>")[0].count("<xf ")
    xf = '<xf numFmtId="900" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    kept = code.replace('"', "&quot;")
    styles = styles.replace("</cellXfs>", xf).replace(
        "</numFmts>", f'<numFmt numFmtId="900" formatCode="{kept}"/></numFmts>'
    )
    cell = f'<c r="{PLACES[key]}" s="{count}"><v>{chance.randint(1, 50_000)}</v></c>'
    return with_parts({STYLES: styles.encode()}, _rewritten(content, PLACES[key], cell=cell)), {key: NOTHING}


def a_cell_twice(content: bytes, chance: Random) -> Outcome:
    key = chance.choice(list(PLACES))
    _, end = _cell_in(sheet := part(SHEET, content), PLACES[key])
    again = f'<c r="{PLACES[key]}"><v>{chance.randint(1, 999)}</v></c>'.encode()
    return with_parts({SHEET: sheet[:end] + again + sheet[end:]}, content), {key: NOTHING}


def a_cell_elsewhere(content: bytes, chance: Random) -> Outcome:
    """A cell that says it stands somewhere else than where it is written."""
    key, other = chance.sample(list(PLACES), 2)
    sheet = part(SHEET, content)
    start, _ = _cell_in(sheet, PLACES[key])
    place = f'<c r="{PLACES[key]}"'.encode()
    moved = chance.choice(
        [f'<c r="{PLACES[other]}"', '<c r="A0"', '<c r="D"', '<c r="XFE99999999"', '<c r="d10"', "<c"]
    )
    sheet = sheet[:start] + moved.encode() + sheet[start + len(place) :]
    stands = {} if moved == "<c" else {key: NOTHING, other: NOTHING}
    return with_parts({SHEET: sheet}, content), stands if moved != "<c" else {key: standing_in(content)[key]}


# Rows, columns, ranges


def _renumbered(sheet: bytes, move: Callable[[int], int | None]) -> bytes:
    """The sheet with its rows moved; a row that goes nowhere is left out."""

    def row(found: re.Match[bytes]) -> bytes:
        old = int(found[1])
        new = move(old)
        if new is None:
            return b""
        return re.sub(rb'r="([A-Z]*)%d"' % old, rb'r="\g<1>%d"' % new, found[0])

    return re.sub(rb'<row r="(\d+)".*?</row>', row, sheet, flags=re.DOTALL)


def moved_rows(content: bytes, chance: Random) -> Outcome:
    first, by = chance.randint(8, 15), chance.choice([-1, 1, 2])
    return with_parts(
        {SHEET: _renumbered(part(SHEET, content), lambda row: row + by if row >= first else row)}, content
    ), {}


def a_row_left_out(content: bytes, chance: Random) -> Outcome:
    gone = chance.randint(8, 15)
    return with_parts({SHEET: _renumbered(part(SHEET, content), lambda row: None if row == gone else row)}, content), {}


def swapped_rows(content: bytes, chance: Random) -> Outcome:
    """Rows out of their order, each still with its own number."""
    rows = re.findall(rb"<row .*?</row>", sheet := part(SHEET, content), flags=re.DOTALL)
    one, other = sorted(chance.sample(range(len(rows)), 2))
    sheet = (
        sheet.replace(rows[one], b"<!---->", 1).replace(rows[other], rows[one], 1).replace(b"<!---->", rows[other], 1)
    )
    return with_parts({SHEET: sheet}, content), {}


def a_row_twice(content: bytes, chance: Random) -> Outcome:
    row = chance.choice(re.findall(rb"<row .*?</row>", sheet := part(SHEET, content), flags=re.DOTALL))
    again = re.sub(rb"<v>\d+", b"<v>%d" % chance.randint(1, 9), row)
    return with_parts({SHEET: sheet.replace(row, row + again)}, content), {}


def a_column_moved(content: bytes, chance: Random) -> Outcome:
    old, new = chance.choice([("D", "F"), ("E", "F"), ("B", "F")])
    sheet = re.sub(rf'r="{old}(\d+)"'.encode(), rf'r="{new}\1"'.encode(), part(SHEET, content))
    return with_parts({SHEET: sheet}, content), {}


def merged(content: bytes, chance: Random) -> Outcome:
    key = chance.choice(list(PLACES))
    place = PLACES[key]
    below = f"{place[0]}{int(place[1:]) + 1}"
    ref = chance.choice(
        [f"{place}:{below}", f"${place[0]}${place[1:]}:{below}", f"{place.lower()}:{below}", f"C{place[1:]}:{place}"]
    )
    sheet = part(SHEET, content).replace(
        b"<dataValidations", f'<mergeCells><mergeCell foo=">" ref="{ref}"/></mergeCells><dataValidations'.encode()
    )
    return with_parts({SHEET: sheet}, content), {key: NOTHING}


def hidden(content: bytes, chance: Random) -> Outcome:
    sheet = part(SHEET, content)
    row = chance.choice(re.findall(rb"<row ", sheet))
    harmed = chance.choice([sheet.replace(row, b'<row hidden="1" '), re.sub(rb"<col ", b'<col hidden="1" ', sheet)])
    return with_parts({SHEET: harmed}, content), {}


def wrong_size(content: bytes, chance: Random) -> Outcome:
    ref = chance.choice([b"A1", b"A1:B2", b"A1:XFD1048576", b"Z9:A1", b"", b"1:1", b"nonsense"])
    return with_parts(
        {SHEET: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="%s"' % ref, part(SHEET, content))}, content
    ), {}


# Sheets


def renamed_sheet(content: bytes, chance: Random) -> Outcome:
    name = chance.choice(["Лист1", "x" * 300, "Форма\n1", "форма 1 ", "&lt;b&gt;", "_meta", "[1]'!", ""])
    return with_parts(
        {BOOK: part(BOOK, content).replace('name="Форма 1"'.encode(), f'name="{name}"'.encode())}, content
    ), {}


def rearranged_sheets(content: bytes, chance: Random) -> Outcome:
    book = part(BOOK, content)
    sheets = re.findall(rb"<sheet [^>]*/>", book)
    harmed = chance.choice([
        sheets[1:], sheets[:1], sheets[:2], [], sheets[::-1], [*sheets, sheets[0]],
        [*sheets, sheets[0].replace(b"sheetId", b'foo="" sheetId').replace("Форма 1".encode(), "Ещё".encode())],
        [sheets[0].replace(b'r:id="', b'r:id="no'), *sheets[1:]],
            [one.replace(b"sheetId", b'state="hidden" sheetId') for one in sheets],
        [sheets[0].replace(b"rId1", b"rId2"), sheets[1].replace(b"rId2", b"rId1"), sheets[2]],
        [sheets[0].replace(b"rId1", b"rId4"), *sheets[1:]],
    ])  # fmt: skip
    return with_parts(
        {BOOK: re.sub(rb"<sheets>.*</sheets>", b"<sheets>" + b"".join(harmed) + b"</sheets>", book)}, content
    ), {}


def tampered_service_sheet(content: bytes, chance: Random) -> Outcome:
    """One of the texts that say whose report it is, and where its answers stand, is another one."""
    strings = part(STRINGS, content)
    texts = re.findall(rb"<t[^>]*>([^<]+)</t>", strings)
    text = chance.choice(texts)
    other = chance.choice([b"", b"x", chance.choice(texts), text + b" ", text * 40])
    return with_parts({STRINGS: strings.replace(b">" + text + b"<", b">" + other + b"<", 1)}, content), {}
