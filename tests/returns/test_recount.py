"""Are the exported tables what the accepted workbooks say, cell by cell, when nobody but this room reckons?"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from docx import Document
from pypdf import PdfReader

from tests.book import SmallBook, at, plausible, valid_inn
from tests.returns.recount import archive_of
from tests.returns.tables import LABELS, ONE_COMPANY, Said, expected, recounted, rows_of_workbook
from zonebook.measures import Period
from zonebook.registry.actions import amend_presence, enter_company, place_company
from zonebook.reporting import actions as reporting

BEFORE, AFTER = "2025-08-10", "2025-09-09"


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


ASKED = [
    *((table, during, known_at) for table in ("zone", "residents") for during in ("2025-H1", "2024-9M")
      for known_at in (BEFORE, AFTER)),
    ("zone", "2024", AFTER), ("residents", "2025-Q2", AFTER),
]  # fmt: skip


def test_every_cell_of_every_exported_table_is_what_the_workbooks_say(rich, client):
    client.force_login(rich.users["clara"], backend="django.contrib.auth.backends.ModelBackend")
    archives = {known_at: archive_of(rich.zone, at(known_at, 23)) for known_at in (BEFORE, AFTER)}

    for table, during, known_at in ASKED:
        address = f"/desk/returns/{table}/?during={during}&known_at={known_at}&lang=ru&format="
        exported = Exported(*(client.get(address + form).content for form in ("xlsx", "docx", "pdf")))
        printed: dict[str, list[Said]] = {}
        for number, nth, said in recounted(archives[known_at], table, Period.parse(during)):
            where = (table, during, known_at, number, nth)
            printed.setdefault(number, []).append(said)

            assert (where, exported.in_workbook(number, nth)) == (where, said.exact)
            assert (where, exported.in_word(number, nth)) == (where, said.printed)
        for number, row in printed.items():
            line = in_one_line([number, *LABELS[table][number], *(said.printed for said in row)])
            assert f" {line} " in exported.paper, (table, during, known_at, line)


def test_a_number_beside_another_label_is_not_found_on_the_paper(rich, client):
    """The paper is searched for whole rows, so that a swapped number cannot hide."""
    client.force_login(rich.users["clara"], backend="django.contrib.auth.backends.ModelBackend")
    paper = words_of_paper(client.get("/desk/returns/zone/?during=2025-H1&lang=ru&format=pdf").content)
    research, revenue = (LABELS["zone"][number] for number in ("8", "9"))

    assert f" 8 {in_one_line(research)} " in paper
    assert f" 8 {in_one_line(revenue)} " not in paper


def test_the_recount_meets_gaps_and_a_correction_that_changed_a_number(rich):
    then, now = (archive_of(rich.zone, at(moment, 23)) for moment in (BEFORE, AFTER))
    year = Period.parse("2024-9M")

    assert expected(then, "zone", "4", year) != expected(now, "zone", "4", year)
    assert expected(now, "zone", "4", year)[1] == "3 из 4"
    assert expected(now, "zone", "4", Period.parse("2023-9M")) == (None, "0 из 2")
    assert expected(now, "zone", "6", Period.parse("2025-H1"))[1] == f"1 из 3{ONE_COMPANY}"


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


def rows_of_word(content: bytes) -> list[list[str]]:
    (grid,) = Document(io.BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for row in grid.rows]


def words_of_paper(content: bytes) -> str:
    """The text of a paper as it is read, row by row of its tables, on one line."""
    return f" {in_one_line(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)} "


def in_one_line(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).replace("\u200b", "").split())
