"""Which numbers are planted in a workbook that is to be damaged, and which stand in it afterwards?"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from defusedxml import ElementTree

from tests.intake.workbooks import FORM, TWO_SITES, part
from zonebook.intake import LineKind
from zonebook.intake.layout import coordinate, line_rows, site_column

Key = tuple[str, str]  # line, site
Meant = Mapping[Key, frozenset[Decimal]]
Random = random.Random
Outcome = tuple[bytes, Meant]  # the file, and what may be read where the sheet's own numbers do not tell
Harm = Callable[[bytes, Random], Outcome]

SHEET = "xl/worksheets/sheet1.xml"
BOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
NOTHING: frozenset[Decimal] = frozenset()
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PLACES: Mapping[Key, str] = {
    (row.line.code, site): coordinate(row.row, site_column(nth))
    for row in line_rows(FORM)
    for nth, (site, _) in enumerate(TWO_SITES.sites)
}


def planted_by(chance: Random) -> dict[Key, Decimal]:
    """Another number at every place, so that a number read from the wrong place shows."""
    numbers = iter(chance.sample(range(2, 100_000), len(PLACES)))
    flags = {line.code for line in FORM.lines if line.kind is LineKind.FLAG}
    return {
        (line, site): Decimal(chance.randint(0, 1))
        if line in flags
        else FORM.by_code[line].to_base(Decimal(next(numbers)))
        for line, site in PLACES
    }


def standing_in(content: bytes) -> dict[Key, frozenset[Decimal]]:
    """What stands at each answer's place, read without the reader's own library; it knows no dates and no styles."""
    try:
        sheet, strings = ElementTree.fromstring(part(SHEET, content)), _strings(content)
    except Exception:  # noqa: BLE001 - what cannot be read has nothing standing in it
        return {}
    found: dict[str, set[Decimal]] = {}
    for cell in sheet.iter(f"{_MAIN}c"):
        for value in cell.iter(f"{_MAIN}v"):
            found.setdefault(cell.get("r", ""), set()).update(_numbers(cell.get("t", "n"), value.text or "", strings))
    return {
        key: frozenset(FORM.by_code[key[0]].to_base(number) for number in found.get(place, ()))
        for key, place in PLACES.items()
    }


def _strings(content: bytes) -> list[str]:
    return ["".join(item.itertext()) for item in ElementTree.fromstring(part(STRINGS, content))]


def _numbers(kind: str, text: str, strings: list[str]) -> set[Decimal]:
    if kind == "s" and text.strip().isdecimal() and int(text) < len(strings):
        return {"Да": {Decimal(1)}, "Нет": {Decimal(0)}}.get(strings[int(text)], set())
    try:
        return {Decimal(repr(float(text)))} if kind in ("n", "b") else set()
    except (ValueError, InvalidOperation):
        return set()
