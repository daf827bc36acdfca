"""The exported tables once more, from the accepted workbooks' cells alone: openpyxl and plain Python.

No engine, no ledger, no definition takes part. Of the book it takes the bytes that were accepted, and from the register
who was where: two things that a person with the archive and the register in hand would have.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from openpyxl import load_workbook

from zonebook.registry.models import Presence, Residency, Site
from zonebook.reporting.models import Version

OPENING = date(2022, 12, 31)
"""The last day before the book: an opening report tells all that was before it."""
THOUSANDS = "тыс. руб."
FLOWS = {
    "jobs": ["Создано рабочих мест с начала года", "Создано рабочих мест за всё время"],
    "investment": ["Объём инвестиций"],
    "capital": ["из них капитальные вложения"],
    "research": ["Расходы на исследования и разработки"],
    "revenue": ["Выручка без НДС и акцизов"],
    "federal": ["Налоги в федеральный бюджет"],
    "regional": ["Налоги в региональный бюджет"],
    "local": ["Налоги в местный бюджет"],
}
HEADCOUNT = ["Численность работников на конец периода"]


@dataclass(frozen=True)
class Stay:
    company: str
    site: str
    first: date
    last: date


@dataclass
class Archive:
    """What accepted workbooks say: an amount by company, site, title of the line and last day of the period."""

    cells: dict[tuple[str, str, str, date], Decimal]
    stays: list[Stay]
    statuses: list[Stay]

    def companies(self, on: date, *, of: str = "companies") -> set[str]:
        there = {stay.company for stay in self.stays if stay.first <= on <= stay.last}
        if of == "residents":
            there &= {status.company for status in self.statuses if status.first <= on <= status.last}
        return there

    def sites(self, company: str, on: date) -> list[str]:
        return sorted({s.site for s in self.stays if s.company == company and s.first <= on <= s.last})

    def came(self, company: str, site: str, on: date) -> date:
        """The first day of the quarter in which a company came to a site where it is on a day."""
        first = min(s.first for s in self.stays if (s.company, s.site) == (company, site) and s.first <= on)
        return date(first.year, (first.month - 1) // 3 * 3 + 1, 1)

    def cell(self, company: str, site: str, titles: Sequence[str], on: date) -> Decimal | None:
        found = (self.cells.get((company, site, title, on)) for title in titles)
        return next((amount for amount in found if amount is not None), None)

    def flow(self, company: str, titles: Sequence[str], first: date | None, last: date) -> Decimal | None:
        """What a company did on the sites where it is at the end; None where a report is missing."""
        parts = [self._flow_at(company, site, titles, first, last) for site in self.sites(company, last)]
        return None if None in parts else sum((part for part in parts if part is not None), Decimal(0))

    def _flow_at(
        self, company: str, site: str, titles: Sequence[str], first: date | None, last: date
    ) -> Decimal | None:
        came, total = self.came(company, site, last), Decimal(0)
        if first is None and came <= OPENING:
            before = self.cell(company, site, titles, OPENING)
            if before is None:
                return None
            total += before
        for year in range(max(came, first or came, date(2023, 1, 1)).year, last.year + 1):
            begins, ends = max(first or date(year, 1, 1), date(year, 1, 1)), min(last, date(year, 12, 31))
            until = self.cell(company, site, titles, ends)
            is_from_nothing = begins == date(year, 1, 1) or came >= begins
            base = Decimal(0) if is_from_nothing else self.cell(company, site, titles, begins - timedelta(days=1))
            if until is None or base is None:
                return None
            total += until - base
        return total

    def level(self, company: str, on: date) -> Decimal | None:
        parts = [self.cell(company, site, HEADCOUNT, on) for site in self.sites(company, on)]
        return None if None in parts else sum((part for part in parts if part is not None), Decimal(0))

    def change(self, company: str, first: date, last: date) -> Decimal | None:
        """Of a company on the sites where it is at the end: the level there now less the level there before."""
        total = Decimal(0)
        for site in self.sites(company, last):
            now, then = (self.cell(company, site, HEADCOUNT, on) for on in (last, first - timedelta(days=1)))
            if now is None or then is None:
                return None
            total += now - then
        return total


def archive_of(zone, known_at: datetime) -> Archive:
    """The archive as it was at a moment: of each report the version accepted last."""
    decided = Version.objects.filter(
        state__in=("accepted", "superseded"), decided_at__lte=known_at, submission__campaign__zone=zone
    )
    newest: dict[int, Version] = {}
    for version in decided.order_by("decided_at"):
        newest[version.submission_id] = version
    sites = dict(Site.objects.filter(zone=zone).values_list("name_ru", "code"))
    cells: dict[tuple[str, str, str, date], Decimal] = {}
    for version in newest.values():
        company, last = version.submission.company.code, version.submission.campaign.period.last
        for (site, title), amount in cells_of(bytes(version.file.content), sites).items():
            cells[company, site, title, last] = amount
    return Archive(cells, _stays(Presence, "site__code"), _stays(Residency, "zone__code"))


def cells_of(workbook: bytes, sites: Mapping[str, str]) -> dict[tuple[str, str], Decimal]:
    """The numbers of a report's first sheet, by site and the Russian title of their line, in base units."""
    rows = [list(row) for row in load_workbook(io.BytesIO(workbook)).worksheets[0].iter_rows(values_only=True)]
    head = next(row for row in rows if any(isinstance(said, str) and said in sites for said in row))
    columns = {nth: sites[said] for nth, said in enumerate(head) if isinstance(said, str) and said in sites}
    found: dict[tuple[str, str], Decimal] = {}
    for row in rows[rows.index(head) + 1 :]:
        for nth, site in columns.items():
            if isinstance(row[nth], int | float):
                factor = 1000 if row[2] == THOUSANDS else 1
                found[site, str(row[1]).split("\n", 1)[0]] = Decimal(repr(row[nth])) * factor
    return found


def _stays(model, of: str) -> list[Stay]:
    rows = model.objects.values_list("company__code", of, "first_day", "last_day")
    return [Stay(company, site, first or date.min, last or date.max) for company, site, first, last in rows]
