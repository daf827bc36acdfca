"""Reading reports, each limited to what the asker may see; and whether the ledger is what its reports say."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet

from zonebook.accounts.queries import Asker, Permission, may, require
from zonebook.engine import OPEN_MOMENT, UNKNOWN_DAY
from zonebook.intake import Context, Form, Identity, LineKind
from zonebook.measures import Period, Unit, quarter_of
from zonebook.measures.ledger import Reported, flows
from zonebook.methodology import load_methodology
from zonebook.registry.models import Company, Zone
from zonebook.registry.queries import presence_beginnings, sites_of_company
from zonebook.reporting.models import Campaign, FiledCell, Observation, Submission, Version


class Entry(NamedTuple):
    """What an observation says, apart from when it was known and which version said it."""

    site: str
    line: str
    first: date
    last: date
    amount: int


class Source(NamedTuple):
    """Where an observation comes from."""

    version: int
    address: str


Entries = Mapping[Entry, Source]


def form_of(campaign: Campaign) -> Form:
    return load_methodology().form_version(campaign.form_code, campaign.form_version)


def identity_of(campaign: Campaign, company: Company) -> Identity:
    """Whose workbook, with the sites that the company worked on in the quarter reported."""
    quarter = quarter_of(campaign.period.last)
    sites = sites_of_company(company, campaign.zone, since=quarter.start, until=quarter.last)
    return Identity(
        company=company.code,
        name=company.name,
        inn=company.inn,
        period=campaign.period_code,
        campaign=campaign.code,
        sites=tuple((site.code, site.name_ru) for site in sites),
    )


def check_context(campaign: Campaign, company: Company) -> Context:
    """The earlier accepted values that the checks compare with."""
    period = campaign.period
    if period.first is None:
        return Context(months=12)
    form = form_of(campaign)
    before = quarter_of(period.last).previous()
    previous = _accepted_values(company, form, Period.year_to_date(before.last))
    if before.last < period.first:  # a new year: flows begin anew, levels go on
        lines = form.by_code
        previous = {key: value for key, value in previous.items() if lines[key[0]].kind is not LineKind.FLOW}
    year_before = _accepted_values(company, form, period.a_year_before())
    return Context(months=period.last.month, previous=previous, year_before=year_before)


def reference_values(campaign: Campaign, company: Company) -> Mapping[tuple[str, str], Decimal]:
    """Last quarter's accepted values, shown beside the cells to fill in."""
    if campaign.period.first is None:
        return MappingProxyType({})
    before = quarter_of(campaign.period.last).previous()
    return _accepted_values(company, form_of(campaign), Period.year_to_date(before.last))


def _accepted_values(company: Company, form: Form, period: Period) -> dict[tuple[str, str], Decimal]:
    cells = FiledCell.objects.filter(
        version__state=Version.State.ACCEPTED,
        version__submission__company=company,
        version__submission__campaign__form_code=form.code,
        version__submission__campaign__period_code=str(period),
        amount__isnull=False,
    ).values_list("line", "site_code", "amount")
    lines = form.by_code
    return {
        (line, site): Unit.of(lines[line].unit).from_stored(amount) for line, site, amount in cells if line in lines
    }


def visible_versions(asker: Asker, zone: Zone) -> QuerySet[Version]:
    """The versions of reports that the asker may see: all where the zone's trail is public, else by role."""
    versions = Version.objects.filter(submission__campaign__zone=zone).select_related(
        "submission__campaign__zone", "submission__company"
    )
    if zone.trail_is_public or may(asker, Permission.SEE_REPORTS, zone=zone.code):
        return versions
    company = getattr(asker, "company_code", "")
    if company and may(asker, Permission.SEE_REPORTS, zone=zone.code, company=company):
        return versions.filter(submission__company__code=company)
    return versions.none()


def version_seen_by(asker: Asker, *, submission: int, number: int) -> Version:
    """One version of a report. Raises Version.DoesNotExist, and PermissionDenied where the asker may not see it."""
    version = Version.objects.select_related("submission__campaign__zone", "submission__company").get(
        submission=submission, number=number
    )
    zone = version.submission.campaign.zone
    if not zone.trail_is_public:
        require(asker, Permission.SEE_REPORTS, zone=zone.code, company=version.submission.company.code)
    return version


def may_see_trail(asker: Asker, zone: Zone) -> bool:
    """May the asker walk from the zone's figures down to the companies' cells?"""
    return zone.trail_is_public or may(asker, Permission.SEE_REPORTS, zone=zone.code)


def awaiting_review(asker: Asker, zone: Zone) -> QuerySet[Version]:
    """The versions that a curator has to decide on. Raises PermissionDenied."""
    require(asker, Permission.DECIDE_REPORTS, zone=zone.code)
    return visible_versions(asker, zone).filter(state=Version.State.FILED).order_by("filed_at")


def tasks_of_company(asker: Asker, company: Company, zone: Zone) -> list[tuple[Campaign, Version | None]]:
    """Each campaign that asks the company, newest first, with the newest version it filed. Raises PermissionDenied."""
    require(asker, Permission.FILE_REPORTS, zone=zone.code, company=company.code)
    filed: dict[int, Version] = {}
    for version in Version.objects.filter(submission__company=company).select_related("submission").order_by("number"):
        filed[version.submission.campaign_id] = version
    campaigns = Campaign.objects.filter(zone=zone)
    return [
        (campaign, filed.get(campaign.pk)) for campaign in campaigns if identity_of(campaign, company).sites
    ]


def digest_of(cells: Iterable[FiledCell]) -> str:
    """The hash over the content of a version's cells."""
    content = [[cell.address, cell.line, cell.site_code, cell.amount, cell.written] for cell in cells]
    return hashlib.sha256(json.dumps(sorted(content), ensure_ascii=False).encode()).hexdigest()


def entries_of(company: Company, campaign: Campaign) -> Entries:
    """What the ledger must say of a company for the year of a campaign: derived from its accepted reports alone."""
    cells = (
        FiledCell.objects.filter(
            version__state=Version.State.ACCEPTED,
            version__submission__company=company,
            version__submission__campaign__in=_campaigns_of_year(campaign),
            amount__isnull=False,
        )
        .order_by("version__submission__campaign__due")
        .select_related("version__submission__campaign")
    )
    return derive_entries(form_of(campaign), list(cells), presence_beginnings(company))


def derive_entries(form: Form, cells: list[FiledCell], beginnings: Mapping[str, date]) -> Entries:
    """The entries behind the accepted cells of one year: flows as differences, levels as they stand."""
    found: dict[Entry, Source] = {}
    series: dict[tuple[str, str], list[FiledCell]] = defaultdict(list)
    for cell in cells:
        series[cell.site_code, cell.line].append(cell)
    for (site, line), reported in series.items():
        if form.by_code[line].kind is LineKind.FLOW:
            found |= _flow_entries(reported, beginnings.get(site, UNKNOWN_DAY))
        else:
            found |= dict(_level_entry(cell) for cell in reported)
    return found


def _flow_entries(cells: list[FiledCell], beginning: date) -> Entries:
    period = cells[0].version.submission.campaign.period
    since = UNKNOWN_DAY if beginning == UNKNOWN_DAY else quarter_of(beginning).start
    reports = [
        Reported(cell.version.submission.campaign.period.last, cell.amount, _source(cell))
        for cell in cells
        if cell.amount is not None
    ]
    made = flows(reports, since=max(period.first or UNKNOWN_DAY, since))
    site, line = cells[0].site_code, cells[0].line
    return {Entry(site, line, flow.first, flow.last, flow.amount): flow.source for flow in made}


def _level_entry(cell: FiledCell) -> tuple[Entry, Source]:
    assert cell.amount is not None
    quarter = quarter_of(cell.version.submission.campaign.period.last)
    return Entry(cell.site_code, cell.line, quarter.start, quarter.last, cell.amount), _source(cell)


def _source(cell: FiledCell) -> Source:
    return Source(cell.version_id, cell.address)


def current_observations(company: Company, campaign: Campaign) -> QuerySet[Observation]:
    """The open observations of a company that stem from the reports of a campaign's year."""
    return Observation.objects.filter(
        company_code=company.code,
        zone_code=campaign.zone.code,
        known_to__isnull=True,
        version__submission__campaign__in=_campaigns_of_year(campaign),
    )


def _campaigns_of_year(campaign: Campaign) -> QuerySet[Campaign]:
    """The campaigns whose reports accumulate together: the same form and the same year."""
    same = Campaign.objects.filter(zone=campaign.zone, form_code=campaign.form_code)
    if campaign.period.first is None:
        return same.filter(pk=campaign.pk)
    return same.filter(period_code__startswith=f"{campaign.period.first.year}")


def entry_of(observation: Observation) -> Entry:
    """What an observation says."""
    return Entry(
        observation.site_code,
        observation.line,
        observation.period_from,
        observation.period_to,
        observation.amount,
    )


def ledger_faults() -> Iterator[str]:
    """Each place where a file, a filed cell or an observation is not what was filed and accepted."""
    yield from _file_faults()
    for version in Version.objects.select_related("submission__campaign", "submission__company").prefetch_related("cells"):
        if digest_of(version.cells.all()) != version.cells_sha256:
            yield f"report {version.receipt} ({version}): a filed cell is not what was filed{_changed(version)}"
    companies = Company.objects.filter(submissions__versions__state=Version.State.ACCEPTED).distinct()
    for company in companies:
        yield from _company_faults(company)


def _file_faults() -> Iterator[str]:
    from zonebook.reporting.models import StoredFile

    for file in StoredFile.objects.iterator(chunk_size=100):
        if hashlib.sha256(bytes(file.content)).hexdigest() != file.sha256:
            yield f"workbook {file.sha256[:16]}: the stored bytes are not what was filed"


def _changed(version: Version) -> str:
    """Which cell it is: those whose amount is not what the kept workbook says."""
    from zonebook.intake import read_safely

    campaign = version.submission.campaign
    identity = identity_of(campaign, version.submission.company)
    form = form_of(campaign)
    reading = read_safely(bytes(version.file.content), form, expected=identity)
    kept = {
        cell.address: None if cell.amount is None else Unit.of(form.by_code[cell.line].unit).to_stored(cell.amount)
        for cell in reading.cells
    }
    wrong = [cell.address for cell in version.cells.all() if kept.get(cell.address) != cell.amount]
    return f": {', '.join(wrong)}" if wrong else ""


def _company_faults(company: Company) -> Iterator[str]:
    seen: set[tuple[int, str, object]] = set()
    campaigns = Campaign.objects.filter(submissions__company=company).select_related("zone").distinct()
    for campaign in campaigns:
        key = (campaign.zone_id, campaign.form_code, campaign.period.first)
        if key in seen:
            continue
        seen.add(key)
        wanted = set(entries_of(company, campaign))
        current = {entry_of(observation) for observation in current_observations(company, campaign)}
        for entry in sorted(wanted - current):
            yield f"ledger {company.code} {entry.site} {entry.line} to {entry.last}: accepted, but not in the ledger"
        for entry in sorted(current - wanted):
            yield f"ledger {company.code} {entry.site} {entry.line} to {entry.last}: {entry.amount} is not what was accepted"


def observation_rows(zone_code: str) -> list[tuple[Any, ...]]:
    """The ledger of a zone as the engine reads it."""
    rows = Observation.objects.filter(zone_code=zone_code).values_list(
        "zone_code", "site_code", "company_code", "line", "period_from", "period_to", "amount",
        "known_from", "known_to", "version__submission_id", "version__number", "cell",
    )  # fmt: skip
    return [(*row[:7], _utc(row[7]), OPEN_MOMENT if row[8] is None else _utc(row[8]), *row[9:]) for row in rows]


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def submissions_of(asker: Asker, company: Company, zone: Zone) -> QuerySet[Submission]:
    """The reports of a company, newest first. Raises PermissionDenied where the asker may not see them."""
    if not zone.trail_is_public and not may(asker, Permission.SEE_REPORTS, zone=zone.code, company=company.code):
        raise PermissionDenied(f"{asker} may not see the reports of {company}")
    return (
        Submission.objects.filter(company=company, campaign__zone=zone)
        .select_related("campaign")
        .prefetch_related("versions")
        .order_by("-campaign__due")
    )


def reported_periods(zone: Zone) -> list[Period]:
    """The periods for which the zone has an accepted report, newest first. Public: it names no company."""
    accepted = Submission.objects.filter(versions__state=Version.State.ACCEPTED, campaign=OuterRef("pk"))
    campaigns = Campaign.objects.filter(Exists(accepted), zone=zone).order_by("-due")
    return [Period.parse(code) for code in campaigns.values_list("period_code", flat=True)]
