"""Are the exported tables what the accepted workbooks say, cell by cell, when nobody but this file reckons?"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.book import SmallBook, at, plausible, valid_inn
from tests.returns.recount import FLOWS, Archive, archive_of
from zonebook.measures import Period
from zonebook.measures.numbers import plain_number
from zonebook.registry.actions import amend_presence, enter_company, place_company
from zonebook.reporting import actions as reporting

BEFORE, AFTER = "2025-08-10", "2025-09-09"
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


@pytest.fixture
def rich(book: SmallBook) -> SmallBook:
    """Two years of reports: a company that comes, one that goes, one on two sites, gaps, and a late correction."""
    for company, heads in (("alfa", 100), ("beta", 60)):
        book.report("..2022-12-31", company, form="resident-opening", jobs_created=40, investment=900_000_000)
        for code in ("2023", "2024-H1", "2024-9M", "2024"):
            book.report(code, company, heads=heads)
    place_company(book.actor("boris", "2025-02-10"), book.alfa, site=book.sites["south"], first_day=date(2025, 2, 10))
    for number, code in enumerate(("gamma", "delta"), start=3):  # Delta never reports
        _newcomer(book, code, number)
    book.report("2024-9M", "gamma", heads=30)
    book.report("2024", "gamma", heads=33)
    for code in ("2025-Q1", "2025-H1"):
        _report_both_sites(book, code)
    book.report("2025-Q1", "gamma", heads=35)
    book.report("2025-H1", "gamma", heads=45)
    stay = book.companies["beta"].presences.get()
    amend_presence(book.actor("boris", "2025-05-01"), stay, reason="компания уехала", last_day=date(2025, 4, 30))
    book.correct("2024-9M", "gamma", when=AFTER, heads=31, jobs_created=55)
    return book


def _newcomer(book: SmallBook, code: str, number: int) -> None:
    """A company that the register has known of since the day it came to the site North."""
    boris = book.actor("boris", "2024-08-01")
    company = enter_company(boris, book.zone, code=code, name=f"=Новая «{code}»", inn=valid_inn(number))
    book.companies[code] = company
    place_company(boris, company, site=book.sites["north"], first_day=date(2024, 8, 1))


def _report_both_sites(book: SmallBook, code: str) -> None:
    campaign = book.campaign(code)
    values = {
        (line, site): amount
        for site in ("north", "south")
        for line, amount in plausible(campaign.period, heads=50).items()
    }
    content = book.workbook(campaign, book.alfa, values=values)
    when = at(str(campaign.period.last + timedelta(days=20)))
    book.accept(reporting.file_workbook(book.actor("boris", when), campaign, company=book.alfa, content=content))


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
    return (sum(told, Decimal(0)) if told else None), f"{len(told)} из {len(amounts)}"


def columns_of(during: Period, *, what: object) -> list[Period | None]:
    since = None if what in ("level", "change", "count") else Period.since_start(during.last)
    return [during, since, during.a_year_before()]


ASKED = [
    (table, during, known_at)
    for table in ("zone", "residents")
    for during in ("2025-H1", "2025-Q2", "2024", "2024-9M")
    for known_at in (BEFORE, AFTER)
]


def test_every_cell_of_every_exported_table_is_what_the_workbooks_say(rich, client):
    client.force_login(rich.users["clara"], backend="django.contrib.auth.backends.ModelBackend")
    archives = {known_at: archive_of(rich.zone, at(known_at, 23)) for known_at in (BEFORE, AFTER)}

    for table, during, known_at in ASKED:
        address = f"/desk/returns/{table}/?during={during}&known_at={known_at}&lang=ru&format="
        exported = Exported(*(client.get(address + form).content for form in ("xlsx", "docx", "pdf")))
        for number, nth, said in recounted(archives[known_at], table, Period.parse(during)):
            where = (table, during, known_at, number, nth)

            assert (where, exported.in_workbook(number, nth)) == (where, said.exact)
            assert (where, exported.in_word(number, nth)) == (where, said.printed)
            assert said.printed.split("\n")[0].replace("\u00a0", "") in exported.paper, where


def test_the_recount_meets_gaps_and_a_correction_that_changed_a_number(rich):
    then, now = (archive_of(rich.zone, at(moment, 23)) for moment in (BEFORE, AFTER))
    year = Period.parse("2024-9M")

    assert expected(then, "zone", "4", year) != expected(now, "zone", "4", year)
    assert expected(now, "zone", "4", year)[1] == "3 из 4"
    assert expected(now, "zone", "4", Period.parse("2023-9M")) == (None, "0 из 2")


@dataclass(frozen=True)
class Said:
    """What a workbook holds in a cell and in the one beside it, and what a printed cell reads."""

    exact: tuple[float | str, str]
    printed: str


class Exported:
    """One table in its three files."""

    def __init__(self, xlsx: bytes, docx: bytes, pdf: bytes) -> None:
        self.sheet = {row[0]: row for row in rows_of_workbook(xlsx)}
        self.word = {row[0]: row for row in rows_of_word(docx)}
        self.paper = words_of_paper(pdf)

    def in_workbook(self, number: str, nth: int) -> tuple[float | str, str]:
        row = self.sheet[number]
        return row[3 + 2 * nth], row[4 + 2 * nth] or ""

    def in_word(self, number: str, nth: int) -> str:
        return self.word[number][3 + nth].strip()


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


def rows_of_word(content: bytes) -> list[list[str]]:
    (grid,) = Document(io.BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for row in grid.rows]


def words_of_paper(content: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return "".join("".join(pages).split()).replace("\u00a0", "").replace("\u200b", "")
