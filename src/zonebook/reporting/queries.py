"""Reading reports, each limited to what the asker may see."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from zonebook.accounts.queries import Asker, Permission, may, require
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import campaigns_asking, form_of
from zonebook.engine import OPEN_MOMENT, UNKNOWN_DAY
from zonebook.intake import FiledCell as ReadCell
from zonebook.intake import Form
from zonebook.measures import Period, Unit, quarter_of
from zonebook.methodology import load_methodology
from zonebook.registry.models import Company, Zone
from zonebook.reporting.context import check_context  # noqa: F401 - what the checks compare with is found here
from zonebook.reporting.models import FiledCell, FiledFinding, Observation, Submission, Version
from zonebook.reporting.whose import last_for_company, with_whose


def reference_values(campaign: Campaign, company: Company) -> Mapping[tuple[str, str], Decimal]:
    """Last quarter's accepted values, shown beside the cells to fill in."""
    if campaign.period.first is None:
        return MappingProxyType({})
    before = Period.year_to_date(quarter_of(campaign.period.last).previous().last)
    return _accepted_values(campaign, company, periods=(before,))[before]


Values = dict[tuple[str, str], Decimal]


def _accepted_values(campaign: Campaign, company: Company, *, periods: Sequence[Period]) -> Mapping[Period, Values]:
    """What the company's accepted reports by the campaign's form say of earlier periods, by line and site."""
    return accepted_values(campaign, companies=[company.pk], periods=periods)[company.pk]


def accepted_values(
    campaign: Campaign, *, companies: Collection[int], periods: Sequence[Period]
) -> Mapping[int, Mapping[Period, Values]]:
    """What accepted reports by the campaign's form say of some periods: by company (by key), period, line and site.

    In base units. A period that was not reported has no values.
    """
    cells = FiledCell.objects.filter(
        version__state=Version.State.ACCEPTED,
        version__submission__company__in=companies,
        version__submission__campaign__zone=campaign.zone_id,
        version__submission__campaign__form_code=campaign.form_code,
        version__submission__campaign__period_code__in=[str(period) for period in periods],
        amount__isnull=False,
    ).values_list(
        "version__submission__company", "version__submission__campaign__period_code", "line", "site_code", "amount"
    )
    units = {line.code: Unit.of(line.unit) for line in form_of(campaign).lines}
    by_code = {str(period): period for period in periods}
    found: dict[int, dict[Period, Values]] = {company: {period: {} for period in periods} for company in companies}
    for company, period, line, site, amount in cells:
        if line in units:
            found[company][by_code[period]][line, site] = units[line].from_stored(amount)
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


def must_review(asker: Asker, zone: Zone) -> None:
    """Raises PermissionDenied for who decides on no reports of the zone, at the first level or for the city."""
    if not may(asker, Permission.ACCEPT_FINALLY, zone=zone.code):
        require(asker, Permission.DECIDE_REPORTS, zone=zone.code)


def awaiting_review(asker: Asker, zone: Zone) -> QuerySet[Version]:
    """The versions that those of the asker's role have to decide on, the oldest first. Raises PermissionDenied.

    Of the managing company what its companies are done with; of the city what the managing company has agreed to.
    """
    must_review(asker, zone)
    awaiting = Q(pk__in=())
    if may(asker, Permission.ACCEPT_FINALLY, zone=zone.code):
        awaiting |= Q(state=Version.State.AGREED)
    if may(asker, Permission.DECIDE_REPORTS, zone=zone.code):
        awaiting |= Q(state=Version.State.FILED, completed_at__isnull=False)
    return visible_versions(asker, zone).filter(awaiting).order_by("filed_at")


def awaiting_company(asker: Asker, zone: Zone) -> QuerySet[Version]:
    """The versions that were filed, but have errors to mend or warnings to explain. Raises PermissionDenied."""
    must_review(asker, zone)
    seen = visible_versions(asker, zone)
    return seen.filter(state=Version.State.FILED, completed_at__isnull=True).order_by("filed_at")


def has_accepted(campaign: Campaign, company: Company) -> bool:
    """Is a report of the company in this campaign in the book already, so that a new one corrects it?"""
    versions = Version.objects.filter(submission__campaign=campaign, submission__company=company)
    return versions.filter(state=Version.State.ACCEPTED).exists()


def tasks_of_company(asker: Asker, company: Company, *, zone: Zone) -> list[tuple[Campaign, Version | None]]:
    """Each campaign that asks the company, newest first, with the newest version that says how far the company is.

    Raises PermissionDenied.
    """
    require(asker, Permission.FILE_REPORTS, zone=zone.code, company=company.code)
    filed: dict[int, list[Version]] = defaultdict(list)
    for version in with_whose(Version.objects.filter(submission__company=company)).select_related("submission"):
        filed[version.submission.campaign_id].append(version)
    return [(campaign, last_for_company(filed[campaign.pk])) for campaign in campaigns_asking(company, zone)]


def as_filed(cell: ReadCell, form: Form) -> FiledCell:
    """A cell that was read, as the book keeps it: the amount in its unit's integer. Not saved."""
    unit = Unit.of(form.by_code[cell.line].unit)
    amount = None if cell.amount is None else unit.to_stored(cell.amount)
    written = (cell.written or "")[:300]
    return FiledCell(line=cell.line, site_code=cell.site, address=cell.address, amount=amount, written=written)


def digest_of(cells: Iterable[FiledCell]) -> str:
    """The hash over the content of a version's cells."""
    content = [[cell.address, cell.line, cell.site_code, cell.amount, cell.written] for cell in cells]
    return _sha256(sorted(content))


def digests_of_findings(versions: Iterable[Version], *, with_explanations: bool = False) -> Mapping[int, str]:
    """The hash over what was found in each version, by key; over the explanations too, if asked."""
    fields = ["rule", "severity", "address", "value", "message_ru", "message_en", "advice_ru", "advice_en"]
    content: dict[int, list[list[str]]] = {version.pk: [] for version in versions}
    found = FiledFinding.objects.filter(version__in=list(content)).order_by("pk")
    for version, *said in found.values_list("version", *fields, *(["explanation"] if with_explanations else [])):
        content[version].append(said)
    return {key: _sha256(rows) for key, rows in content.items()}


def _sha256(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def observation_rows(zone_code: str, *, among: QuerySet[Observation] | None = None) -> list[tuple[Any, ...]]:
    """The ledger of a zone as the engine reads it; only some of its rows, if they are named."""
    kept = Observation.objects.all() if among is None else among
    rows = kept.filter(zone_code=zone_code).values_list(
        "zone_code", "site_code", "company_code", "line", "period_from", "period_to", "amount",
        "known_from", "known_to", "version__submission_id", "version__number", "cell",
    )  # fmt: skip
    return [(*row[:7], in_utc(row[7]), OPEN_MOMENT if row[8] is None else in_utc(row[8]), *row[9:]) for row in rows]


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


def in_utc(moment: datetime) -> datetime:
    """A moment as the lake writes it: UTC without a zone mark."""
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
