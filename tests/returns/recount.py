"""The exported tables once more, from the accepted workbooks' cells alone: plain Python over the XML of the sheets.

No engine, no ledger, no reader of the product, no definition takes part. Of the book it takes the bytes that were
accepted, and from the register who was where: two things that a person with the archive and the register in hand would
have.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from django.db.models import QuerySet

from zonebook.registry.models import Presence, Residency, Site
from zonebook.reporting.models import Version

OPENING = date(2022, 12, 31)
"""The last day before the book: an opening report tells all that was before it."""
THOUSANDS = "тыс. руб."
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
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
    is_public: bool

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


def archive_of(zone, known_at: datetime, *, ends: Collection[date] = ()) -> Archive:
    """The archive as it was at a moment: of each report the version accepted last; only periods with these `ends`."""
    decided = Version.objects.filter(
        state__in=("accepted", "superseded"), decided_at__lte=known_at, submission__campaign__zone=zone
    ).select_related("submission__campaign", "submission__company")
    newest = {version.submission_id: version for version in decided.order_by("decided_at")}
    sites = dict(Site.objects.filter(zone=zone).values_list("name_ru", "code"))
    cells: dict[tuple[str, str, str, date], Decimal] = {}
    for version in newest.values():
        company, last = version.submission.company.code, version.submission.campaign.period.last
        if ends and last not in ends:
            continue
        for (site, title), amount in cells_of(bytes(version.file.content), sites).items():
            cells[company, site, title, last] = amount
    presences, residencies = Presence.objects.filter(site__zone=zone), Residency.objects.filter(zone=zone)
    return Archive(cells, _stays(presences, "site__code"), _stays(residencies, "zone__code"), zone.trail_is_public)


def cells_of(workbook: bytes, sites: Mapping[str, str]) -> dict[tuple[str, str], Decimal]:
    """The numbers of a report's first sheet, by site and the Russian title of their line, in base units."""
    rows = rows_of_sheet(workbook)
    head = next(row for row in rows if any(said in sites for said in row.values()))
    columns = {column: sites[said] for column, said in head.items() if said in sites}
    found: dict[tuple[str, str], Decimal] = {}
    for row in rows[rows.index(head) + 1 :]:
        for column, site in columns.items():
            amount = row.get(column)
            if isinstance(amount, Decimal):
                factor = 1000 if row.get("C") == THOUSANDS else 1
                found[site, str(row["B"]).split("\n", 1)[0]] = amount * factor
    return found


def rows_of_sheet(workbook: bytes) -> list[dict[str, str | Decimal]]:
    """The rows of a workbook's first sheet: what stands in each column that is not blank, numbers to the digit."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        sheet = fromstring(parts.read("xl/worksheets/sheet1.xml"))
        strings = fromstring(parts.read("xl/sharedStrings.xml"))
    shared = ["".join(one.itertext()) for one in strings]
    rows = ({_column(cell): _said(cell, shared) for cell in row} for row in sheet.iter(f"{_MAIN}row"))
    return [{column: said for column, said in row.items() if said is not None} for row in rows]


def _column(cell: Element) -> str:
    return re.match("[A-Z]+", cell.attrib["r"]).group()


def _said(cell: Element, shared: Sequence[str]) -> str | Decimal | None:
    value = cell.findtext(f"{_MAIN}v")
    if value is None:
        return None
    kind = cell.get("t", "n")
    if kind == "n":
        return Decimal(repr(float(value)))
    return shared[int(value)] if kind == "s" else value


def _stays(entries: QuerySet, of: str) -> list[Stay]:
    rows = entries.values_list("company__code", of, "first_day", "last_day")
    return [Stay(company, site, first or date.min, last or date.max) for company, site, first, last in rows]
