"""What must the ledger say, given the reports that were accepted, and does it?

The ledger is derived: all its entries follow from the accepted reports of a year alone. Acceptance brings the ledger
to what the reports say now; verification plays every acceptance again in its order and compares each row, closed ones
too, so that an answer "as known then" cannot be changed behind the book's back either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Q, QuerySet

from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import form_of
from zonebook.engine import UNKNOWN_DAY
from zonebook.intake import LineKind
from zonebook.measures import quarter_of
from zonebook.measures.ledger import Reported, flows
from zonebook.registry.queries import presence_beginnings
from zonebook.reporting.models import FiledCell, Observation, Version


class Entry(NamedTuple):
    """What an observation says of a company, apart from when it was known and which version said it."""

    site: str
    line: str
    first: date
    last: date
    amount: int


class Source(NamedTuple):
    """The version and the cell that an observation comes from."""

    version: int
    address: str


class ReportedCell(NamedTuple):
    """One filled cell of a report, with the last day of the period that the report is for."""

    last: date
    site: str
    line: str
    amount: int
    source: Source


class Kept(NamedTuple):
    """A row of the ledger on its two clocks."""

    zone: str
    company: str
    entry: Entry
    source: Source
    known_from: datetime
    known_to: datetime | None


Entries = Mapping[Entry, Source]
Beginnings = Mapping[str, date]


@dataclass(frozen=True, slots=True)
class LedgerYear:
    """The campaigns whose amounts accumulate together: one zone, one form, one year (or all time before the book)."""

    zone: str
    since: date
    until: date
    campaigns: Mapping[int, date]
    """The last day of each campaign's period, by the campaign's key."""
    kinds: Mapping[str, LineKind]
    """How the amounts of each line go together; a form's version that drops a line does not unsay it."""

    @property
    def versions(self) -> QuerySet[Version]:
        """Every version of every report of the year."""
        return Version.objects.filter(submission__campaign__in=list(self.campaigns))

    @property
    def observations(self) -> QuerySet[Observation]:
        """The ledger's rows, open and closed, that stem from the year's reports."""
        return Observation.objects.filter(version__submission__campaign__in=list(self.campaigns))


def ledger_year_of(campaign: Campaign) -> LedgerYear:
    """The year that a campaign's amounts accumulate in."""
    first, together = campaign.period.first, [campaign]
    if first is not None:
        same = Campaign.objects.filter(zone=campaign.zone_id, form_code=campaign.form_code)
        together = list(same.filter(period_code__startswith=f"{first.year}"))
    ends = {one.pk: one.period.last for one in together}
    kinds = {line.code: line.kind for one in together for line in form_of(one).lines}
    return LedgerYear(campaign.zone.code, first or UNKNOWN_DAY, max(ends.values()), ends, kinds)


def wanted_entries(
    year: LedgerYear, companies: Iterable[str], *, accepting: Sequence[Version] = ()
) -> Mapping[str, Entries]:
    """What the ledger must say of some companies (by code) by the accepted reports of the year alone.

    `accepting`: versions to be counted as accepted, each in the place of the one that its report has now.
    """
    codes = set(companies)
    standing = Q(state=Version.State.ACCEPTED) & ~Q(submission__in=[version.submission_id for version in accepting])
    chosen = Q(pk__in=[version.pk for version in accepting])
    accepted = year.versions.filter(standing | chosen, submission__company__code__in=codes)
    cells = _reported_cells(year, accepted)
    beginnings = presence_beginnings(codes, since=year.since, until=year.until)
    return {code: derive_entries(year, cells[code], beginnings=beginnings.get(code, {})) for code in codes}


def open_entries(year: LedgerYear, companies: Iterable[str]) -> Mapping[str, Mapping[Entry, int]]:
    """What the ledger says now of some companies of the year: the key of each open row by what it says."""
    found: dict[str, dict[Entry, int]] = defaultdict(dict)
    rows = year.observations.filter(company_code__in=set(companies), known_to__isnull=True)
    for key, company, *entry in rows.values_list("pk", "company_code", *_ENTRY):
        found[company][Entry(*entry)] = key
    return found


_ENTRY = ("site_code", "line", "period_from", "period_to", "amount")


def derive_entries(year: LedgerYear, cells: Iterable[ReportedCell], *, beginnings: Beginnings) -> Entries:
    """The entries behind one company's reported cells of a year: flows as differences, levels as they stand.

    `beginnings`: since when the company has been on each site; what it reports there is of no earlier quarter.
    """
    series: dict[tuple[str, str], list[ReportedCell]] = defaultdict(list)
    for cell in cells:
        series[cell.site, cell.line].append(cell)
    found: dict[Entry, Source] = {}
    for (site, line), reported in series.items():
        if year.kinds[line] is LineKind.FLOW:
            beginning = beginnings.get(site, UNKNOWN_DAY)
            since = UNKNOWN_DAY if beginning == UNKNOWN_DAY else quarter_of(beginning).start
            found |= _flow_entries(reported, since=max(year.since, since))
        else:
            found |= {_level_entry(cell): cell.source for cell in reported}
    return found


def _flow_entries(cells: list[ReportedCell], *, since: date) -> Entries:
    made = flows((Reported(cell.last, cell.amount, cell.source) for cell in cells), since=since)
    site, line = cells[0].site, cells[0].line
    return {Entry(site, line, flow.first, flow.last, flow.amount): flow.source for flow in made}


def _level_entry(cell: ReportedCell) -> Entry:
    quarter = quarter_of(cell.last)
    return Entry(cell.site, cell.line, quarter.start, quarter.last, cell.amount)


def _reported_cells(year: LedgerYear, versions: QuerySet[Version]) -> Mapping[str, list[ReportedCell]]:
    """The filled cells of some versions of the year's reports, by company."""
    filled = FiledCell.objects.filter(version__in=versions, amount__isnull=False, line__in=list(year.kinds))
    rows = filled.values_list(
        "version__submission__company__code", "version__submission__campaign",
        "site_code", "line", "amount", "version", "address",
    )  # fmt: skip
    found: dict[str, list[ReportedCell]] = defaultdict(list)
    for company, campaign, site, line, amount, *source in rows:
        found[company].append(ReportedCell(year.campaigns[campaign], site, line, amount, Source(*source)))
    return found


def ledger_years() -> Iterator[LedgerYear]:
    """Every year of every zone's ledger, once."""
    seen: set[int] = set()
    for campaign in Campaign.objects.select_related("zone"):
        if campaign.pk not in seen:
            year = ledger_year_of(campaign)
            seen |= set(year.campaigns)
            yield year


def row_faults(year: LedgerYear) -> Iterator[str]:
    """Each row of the year's ledger that does not follow from its acceptances, and each that is not there."""
    wanted = set(_replayed(year))
    columns = ("zone_code", "company_code", *_ENTRY, "version", "cell", "known_from", "known_to")
    kept = {
        Kept(zone, company, Entry(*row[:5]), Source(*row[5:7]), *row[7:])
        for zone, company, *row in year.observations.values_list(*columns)
    }
    for row in sorted(kept - wanted, key=str):
        yield f"{_place(row)}: {row.entry.amount} is not what was accepted"
    for row in sorted(wanted - kept, key=str):
        yield f"{_place(row)}: {row.entry.amount} was accepted, but is not in the ledger"


def _place(row: Kept) -> str:
    entry = row.entry
    return f"ledger {row.company} {entry.site} {entry.line} {entry.first}..{entry.last} (cell {row.source.address})"


def _replayed(year: LedgerYear) -> Iterator[Kept]:
    """The rows that the year's acceptances make, played in the order of time."""
    accepted = year.versions.filter(
        state__in=(Version.State.ACCEPTED, Version.State.SUPERSEDED), decided_at__isnull=False
    )
    cells = _reported_cells(year, accepted)
    decisions = sorted(accepted.values_list("submission__company__code", "decided_at", "submission", "pk"))
    beginnings = presence_beginnings({company for company, *_ in decisions}, since=year.since, until=year.until)
    for company, decided in groupby(decisions, key=itemgetter(0)):
        told = _told_at_each_moment([decision[1:] for decision in decided])
        wanted = (
            (moment, derive_entries(year, _of(cells[company], versions), beginnings=beginnings.get(company, {})))
            for moment, versions in told
        )
        yield from (Kept(year.zone, company, *row) for row in history(wanted))


def _told_at_each_moment(decided: list[tuple[datetime, int, int]]) -> Iterator[tuple[datetime, frozenset[int]]]:
    """The versions in force from each moment of acceptance on; of every report the one accepted last."""
    standing: dict[int, int] = {}
    for moment, at_once in groupby(decided, key=itemgetter(0)):
        standing |= {submission: version for _, submission, version in at_once}
        yield moment, frozenset(standing.values())


def _of(cells: Iterable[ReportedCell], versions: frozenset[int]) -> Iterator[ReportedCell]:
    return (cell for cell in cells if cell.source.version in versions)


def history(
    wanted: Iterable[tuple[datetime, Entries]],
) -> Iterator[tuple[Entry, Source, datetime, datetime | None]]:
    """The rows that follow from what the ledger had to say from each moment on, the moments in their order.

    What goes on being said keeps its row, with the source and the moment it was first said by.
    """
    standing: dict[Entry, tuple[Source, datetime]] = {}
    for moment, entries in wanted:
        for entry in [entry for entry in standing if entry not in entries]:
            yield entry, *standing.pop(entry), moment
        for entry, source in entries.items():
            standing.setdefault(entry, (source, moment))
    for entry, (source, since) in standing.items():
        yield entry, source, since, None
