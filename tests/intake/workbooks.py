"""Workbooks as people leave them: the issued form, edited by a spreadsheet program or by hand inside the archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from zonebook.intake import (
    Finding,
    Form,
    Identity,
    Line,
    LineKind,
    Reading,
    Reference,
    Section,
    read_workbook,
    write_workbook,
)
from zonebook.measures import Text

THOUSAND = Decimal(1000)


def money(code: str, title: str, **more: Any) -> Line:
    line = {"unit": "RUB", "kind": LineKind.FLOW, "factor": THOUSAND, "decimals": 5}
    return Line(code, Text(title, code), **{**line, **more})


FORM = Form(
    code="small",
    version=2,
    title=Text("Отчёт", "Report"),
    valid_from=date(2023, 1, 1),
    sections=(
        Section(
            Text("Люди", "People"),
            (
                Line(
                    "headcount_average", Text("Средняя численность", "Average"), "people", LineKind.AVERAGE, decimals=1
                ),
                Line("headcount", Text("Численность", "Headcount"), "people", LineKind.STOCK),
            ),
        ),
        Section(
            Text("Деньги", "Money"),
            (
                money("investment", "Инвестиции"),
                money("capital_investment", "в том числе капитальные", part_of="investment"),
                Line("foreign_investors", Text("Иностранцы", "Foreigners"), "flag", LineKind.FLAG),
            ),
        ),
    ),
    reference=Reference(Text("Приказ", "Order")),
    status="illustrative",
)

ONE_SITE = Identity(
    "lassard", "ООО «НПП Лассард»", "7701234567", "2025-Q2", "2025-Q2-residents", (("north", "Печатники"),)
)
TWO_SITES = Identity(
    "lassard",
    "ООО «НПП Лассард»",
    "7701234567",
    "2025-Q2",
    "2025-Q2-residents",
    (("north", "Печатники"), ("south", "Руднево")),
)

# where the small form's answers stand
AVERAGE, HEADCOUNT, INVESTMENT, CAPITAL, FOREIGN = "D10", "D11", "D13", "D14", "D15"

VALUES: Mapping[tuple[str, str], Decimal] = {
    ("headcount_average", "north"): Decimal("40.5"),
    ("headcount", "north"): Decimal(42),
    ("investment", "north"): Decimal("1234500.25"),
    ("capital_investment", "north"): Decimal(1000000),
    ("foreign_investors", "north"): Decimal(0),
}


def issued(values: Mapping[tuple[str, str], Decimal] = VALUES) -> bytes:
    return write_workbook(FORM, ONE_SITE, values=values)


def edited(edit: Callable[[Any], object], content: bytes | None = None) -> bytes:
    """The workbook after a person edited it: `edit` gets openpyxl's workbook."""
    book = load_workbook(io.BytesIO(content or issued()))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_cell(coordinate: str, value: object, number_format: str | None = None) -> bytes:
    """The issued workbook with one cell of the form's sheet rewritten."""

    def edit(book: Any) -> None:
        cell = book["Форма 1"][coordinate]
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return edited(edit)


def with_parts(replace: Mapping[str, bytes], content: bytes | None = None) -> bytes:
    """The workbook with parts of its archive replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or issued())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        kept = [name for name in old.namelist() if name not in replace]
        for name in kept:
            new.writestr(name, old.read(name))
        for name, part in replace.items():
            new.writestr(name, part)
    return stream.getvalue()


def part(name: str, content: bytes | None = None) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content or issued())) as archive:
        return archive.read(name)


def read(content: bytes, expected: Identity | None = ONE_SITE) -> Reading:
    return read_workbook(content, FORM, expected=expected)


def amounts(reading: Reading) -> dict[tuple[str, str], Decimal]:
    return {(cell.line, cell.site): cell.amount for cell in reading.cells if cell.amount is not None}


def rules(reading: Reading) -> list[str]:
    return [finding.rule for finding in reading.findings]


def only_finding(reading: Reading) -> Finding:
    (finding,) = reading.findings
    return finding
