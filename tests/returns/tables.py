"""What does each cell of an exported table have to say, in the words of this file and by the archive alone?"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import load_workbook

from tests.returns.recount import FLOWS, Archive
from zonebook.measures import Period
from zonebook.measures.numbers import plain_number

TAXES = ("federal", "regional", "local")
MEASURES = {  # what each row of the tables is, in the words of this file
    "zone": ("companies", {
        "4": ["jobs"], "5": "level", "6": "change", "7": ["investment"], "7.1": ["capital"], "8": ["research"],
        "9": ["revenue"], "10": TAXES,
    }),
    "residents": ("residents", {
        "2": ["jobs"], "3": "level", "4": ["investment"], "4.1": ["capital"], "5": ["research"], "6": ["revenue"],
        "7": TAXES,
    }),
}  # fmt: skip
COUNTS = {"zone": {"1": "companies", "2": "residents"}, "residents": {"1": "residents"}}
MONEY = {"zone": {"7", "7.1", "8", "9", "10"}, "residents": {"4", "4.1", "5", "6", "7"}}
JOBS, HEADS = ("Создано рабочих мест", "рабочих мест"), ("Численность работников, на конец периода", "чел.")
INVESTMENT, CAPITAL = ("Объём инвестиций", "тыс. ₽"), ("из них капитальные вложения", "тыс. ₽")
RESEARCH, REVENUE = ("Расходы на исследования и разработки", "тыс. ₽"), ("Выручка без НДС и акцизов", "тыс. ₽")
PAID = ("Уплачено налогов", "тыс. ₽")
LABELS = {  # the title and the unit of each row
    "zone": {
        "1": ("Компаний в зоне, на конец периода", "компаний"),
        "2": ("из них резидентов, на конец периода", "резидентов"),
        "4": JOBS, "5": HEADS, "6": ("Изменение численности", "чел."), "7": INVESTMENT, "7.1": CAPITAL, "8": RESEARCH,
        "9": REVENUE, "10": PAID,
    },
    "residents": {
        "1": ("Резидентов, на конец периода", "резидентов"), "2": JOBS, "3": HEADS, "4": INVESTMENT, "4.1": CAPITAL,
        "5": RESEARCH, "6": REVENUE, "7": PAID,
    },
}  # fmt: skip
ONE_COMPANY = " *"
"""Beside the count of a number that is the report of one company."""


def expected(archive: Archive, table: str, number: str, period: Period | None) -> tuple[Decimal | None, str]:
    """The amount of a cell, and how many of how many it counts."""
    if period is None:
        return None, ""
    population, measures = MEASURES[table]
    if number in COUNTS[table]:
        count = len(archive.companies(period.last, of=COUNTS[table][number]))
        return Decimal(count), f"{count} из {count}"
    what, amounts = measures[number], []
    for company in archive.companies(period.last, of=population):
        if what == "level":
            amounts.append(archive.level(company, period.last))
        elif what == "change":
            amounts.append(archive.change(company, period.start, period.last))
        else:
            parts = [archive.flow(company, FLOWS[name], period.first, period.last) for name in what]
            amounts.append(None if None in parts else sum(parts))
    told = [amount for amount in amounts if amount is not None]
    mark = ONE_COMPANY if len(told) == 1 and not archive.is_public else ""
    return (sum(told, Decimal(0)) if told else None), f"{len(told)} из {len(amounts)}{mark}"


def columns_of(during: Period, *, what: object) -> list[Period | None]:
    since = None if what in ("level", "change", "count") else Period.since_start(during.last)
    return [during, since, during.a_year_before()]


@dataclass(frozen=True)
class Said:
    """What a workbook holds in a cell and in the one beside it, and what a printed cell reads."""

    exact: tuple[float | str, str]
    printed: str


def recounted(archive: Archive, table: str, during: Period) -> Iterator[tuple[str, int, Said]]:
    """Each cell of a table by the number of its row and its column, as the workbooks say it."""
    for number, what in {**COUNTS[table], **MEASURES[table][1]}.items():
        kind = "count" if number in COUNTS[table] else what
        for nth, asked in enumerate(columns_of(during, what=kind)):
            amount, counted = expected(archive, table, number, asked)
            mark = "×" if asked is None else "…"
            if amount is None:
                yield number, nth, Said((mark, counted), f"{mark}\n{counted}".strip())
                continue
            is_money = number in MONEY[table]
            shown = plain_number(amount / 1000, "ru", decimals=1) if is_money else plain_number(amount, "ru")
            yield number, nth, Said((float(amount / 1000 if is_money else amount), counted), f"{shown}\n{counted}")


def rows_of_workbook(content: bytes) -> list[tuple]:
    rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return [row for row in rows if isinstance(row[0], str) and row[0].replace(".", "").isdigit()]
