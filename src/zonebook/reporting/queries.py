"""Reading reports, each limited to what the asker may see."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from zonebook.accounts.queries import Asker, Permission, may, require
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import form_of, identity_of
from zonebook.engine import OPEN_MOMENT, UNKNOWN_DAY
from zonebook.intake import Context, Form, LineKind
from zonebook.intake import FiledCell as ReadCell
from zonebook.measures import Period, Unit, quarter_of
from zonebook.methodology import load_methodology
from zonebook.registry.models import Company, Zone
from zonebook.reporting.models import FiledCell, Observation, Submission, Version


def check_context(campaign: Campaign, company: Company) -> Context:
    """The earlier accepted values that the checks compare with."""
    period = campaign.period
    if period.first is None:
        return Context(months=12)
    before = Period.year_to_date(quarter_of(period.last).previous().last)
    values = _accepted_values(campaign, company, periods=(before, period.a_year_before()))
    previous = values[before]
    if before.last < period.first:  # a new year: flows begin anew, levels go on
        lines = form_of(campaign).by_code
        previous = {key: value for key, value in previous.items() if lines[key[0]].kind is not LineKind.FLOW}
    return Context(months=period.last.month, previous=previous, year_before=values[period.a_year_before()])


def reference_values(campaign: Campaign, company: Company) -> Mapping[tuple[str, str], Decimal]:
    """Last quarter's accepted values, shown beside the cells to fill in."""
    if campaign.period.first is None:
        return MappingProxyType({})
    before = Period.year_to_date(quarter_of(campaign.period.last).previous().last)
    return _accepted_values(campaign, company, periods=(before,))[before]


Values = dict[tuple[str, str], Decimal]


def _accepted_values(campaign: Campaign, company: Company, *, periods: Sequence[Period]) -> Mapping[Period, Values]:
    """What the company's accepted reports by the campaign's form say of earlier periods, by line and site."""
    cells = FiledCell.objects.filter(
        version__state=Version.State.ACCEPTED,
        version__submission__company=company,
        version__submission__campaign__zone=campaign.zone_id,
        version__submission__campaign__form_code=campaign.form_code,
        version__submission__campaign__period_code__in=[str(period) for period in periods],
        amount__isnull=False,
    ).values_list("version__submission__campaign__period_code", "line", "site_code", "amount")
    lines = form_of(campaign).by_code
    found: dict[Period, Values] = {period: {} for period in periods}
    for period, line, site, amount in cells:
        if line in lines:
            found[Period.parse(period)][line, site] = Unit.of(lines[line].unit).from_stored(amount)
    return found


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


def tasks_of_company(asker: Asker, company: Company, *, zone: Zone) -> list[tuple[Campaign, Version | None]]:
    """Each campaign that asks the company, newest first, with the newest version it filed. Raises PermissionDenied."""
    require(asker, Permission.FILE_REPORTS, zone=zone.code, company=company.code)
    filed: dict[int, Version] = {}
    for version in Version.objects.filter(submission__company=company).select_related("submission").order_by("number"):
        filed[version.submission.campaign_id] = version
    campaigns = Campaign.objects.filter(zone=zone)
    return [(campaign, filed.get(campaign.pk)) for campaign in campaigns if identity_of(campaign, company).sites]


def as_filed(cell: ReadCell, form: Form) -> FiledCell:
    """A cell that was read, as the book keeps it: the amount in its unit's integer. Not saved."""
    unit = Unit.of(form.by_code[cell.line].unit)
    amount = None if cell.amount is None else unit.to_stored(cell.amount)
    written = (cell.written or "")[:300]
    return FiledCell(line=cell.line, site_code=cell.site, address=cell.address, amount=amount, written=written)


def digest_of(cells: Iterable[FiledCell]) -> str:
    """The hash over the content of a version's cells."""
    content = [[cell.address, cell.line, cell.site_code, cell.amount, cell.written] for cell in cells]
    return hashlib.sha256(json.dumps(sorted(content), ensure_ascii=False).encode()).hexdigest()


def observation_rows(zone_code: str) -> list[tuple[Any, ...]]:
    """The ledger of a zone as the engine reads it."""
    rows = Observation.objects.filter(zone_code=zone_code).values_list(
        "zone_code", "site_code", "company_code", "line", "period_from", "period_to", "amount",
        "known_from", "known_to", "version__submission_id", "version__number", "cell",
    )  # fmt: skip
    return [(*row[:7], _utc(row[7]), OPEN_MOMENT if row[8] is None else _utc(row[8]), *row[9:]) for row in rows]


Flow = tuple[str, Period, Decimal]
"""A line, the quarters that one entry of the ledger spans (or everything before the book), and the amount."""


def accepted_flows(
    zone: Zone, *, lines: Collection[str], companies: Collection[str] | None = None, known_at: datetime | None = None
) -> Mapping[str, list[Flow]]:
    """What accepted reports say of some lines, by company code: all sites together, in base units, by time.

    As known at a moment, or now. An entry that spans several quarters stays one: nothing says how it is spread over
    them. Who reported nothing is not there. For the rooms above, which ask who may see it.
    """
    known = Q(known_to__isnull=True)
    if known_at is not None:
        known = Q(known_from__lte=known_at) & (known | Q(known_to__gt=known_at))
    rows = Observation.objects.filter(known, zone_code=zone.code, line__in=lines)
    if companies is not None:
        rows = rows.filter(company_code__in=companies)
    units = {line.code: Unit.of(line.unit) for form in load_methodology().forms for line in form.lines}
    found: dict[str, list[Flow]] = {}
    spans = rows.values_list("company_code", "line", "period_from", "period_to").annotate(Sum("amount"))
    for company, line, first, last, amount in spans.order_by("company_code", "line", "period_to", "period_from"):
        period = Period.since_start(last) if first == UNKNOWN_DAY else Period.span(first, last)
        found.setdefault(company, []).append((line, period, units[line].from_stored(amount)))
    return found


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def submissions_of(asker: Asker, company: Company, *, zone: Zone) -> QuerySet[Submission]:
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
