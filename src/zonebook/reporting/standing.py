"""Who of those asked has reported, how far is each report, and was it in time: as of a day?

A company has reported while a complete version of its report stands: one that nothing found in it blocks, and that was
not returned. It has reported *on time* when that was so at the end of its last day, an extension counted: a report that
was complete then and is returned, mended and filed again later stays on time; one that was returned before and not
filed again by then is late. Everything is derived from the moments at which versions were filed, completed and decided
on, so a past day is answered as it was.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from django.db.models import Q
from django.utils.timezone import localdate

from zonebook.accounts.queries import Asker, Permission, require
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import asked_companies, asked_in_each, curators_of, dues_of, quarter_asked
from zonebook.intake import Severity
from zonebook.registry.models import Cluster, Company, Industry, Membership, Presence, Site, Zone
from zonebook.registry.queries import in_force, within
from zonebook.reporting.models import FiledFinding, Version
from zonebook.reporting.whose import IN_BOOK, with_whose, zones_own_corrections


class Step(StrEnum):
    """How far a report is: with the company until it is complete, from then on with the zone."""

    NOT_BEGUN = "not_begun"
    DRAFT = "draft"
    MEND = "mend"
    EXPLAIN = "explain"
    RETURNED = "returned"
    AWAITS_REVIEW = "awaits_review"
    AWAITS_CITY = "awaits_city"
    ACCEPTED = "accepted"


class Timeliness(StrEnum):
    """Did the report come in time?"""

    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"  # it has not come, and its last day is over
    AWAITED = "awaited"  # it has not come, and there is time


Placed = TypeVar("Placed", Site, Cluster)
_REPORTED = frozenset({Timeliness.ON_TIME, Timeliness.LATE})
_LATE = frozenset({Timeliness.LATE, Timeliness.OVERDUE})
_COMPLETE = frozenset({Step.AWAITS_REVIEW, Step.AWAITS_CITY, Step.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a company's report stands on a day.

    `completed_at` is the moment since which the company has reported, empty where it has not; `accepted_at` that of
    the last acceptance, which a correction under review leaves standing. `days_late` are calendar days, 0 in time.
    """

    company: Company
    sites: tuple[Site, ...]
    clusters: tuple[Cluster, ...]
    curator: str
    due: date
    is_extended: bool
    step: Step
    timeliness: Timeliness
    days_late: int
    latest: Version | None
    filed_at: datetime | None
    completed_at: datetime | None
    accepted_at: datetime | None

    @property
    def is_late(self) -> bool:
        """Whether the report came, or has not come, after its last day."""
        return self.timeliness in _LATE

    @property
    def has_reported(self) -> bool:
        return self.timeliness in _REPORTED


class Grouping(StrEnum):
    """By what completeness is told; a company on two sites, or in two clusters, counts in both."""

    SITE = "site"
    CLUSTER = "cluster"
    INDUSTRY = "industry"
    CURATOR = "curator"


Group = Site | Cluster | Industry | str | None
"""An entry of the register, a curator's user name, or nothing: companies in no cluster, of no industry, with nobody."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of a group were asked, reported on time or late, and how many reports have been accepted."""

    group: Group
    asked: int
    on_time: int
    late: int
    overdue: int
    awaited: int
    accepted: int

    @property
    def reported(self) -> int:
        return self.on_time + self.late


def standing_of(asker: Asker, campaign: Campaign, *, on: date, drafts: Collection[int] = frozenset()) -> list[Standing]:
    """Where the report of each company that a campaign asks stands at the end of a day, by name of company.

    `drafts`: the keys of companies that have begun a draft. Raises PermissionDenied. The number of queries does not
    grow with the number of companies.
    """
    require(asker, Permission.SEE_REPORTS, zone=campaign.zone.code)
    register = _register(campaign, on=on)
    filings = _filings(campaign)
    standings = []
    for company in asked_companies(campaign).select_related("industry"):
        filing = filings.get(company.pk) or Filing((), frozenset())
        of_register = register.of(company, otherwise_due=campaign.due)
        standings.append(_standing(filing, of_register, on=on, has_draft=company.pk in drafts))
    return standings


def completeness(standings: Iterable[Standing], grouping: Grouping) -> list[Completeness]:
    """How complete a campaign is by site, cluster, industry or curator; who belongs nowhere comes last."""
    groups: dict[Group, list[Standing]] = defaultdict(list)
    for standing in standings:
        for group in groups_of(standing, grouping):
            groups[group].append(standing)
    told = [_told(group, members) for group, members in groups.items()]
    return sorted(told, key=lambda one: (one.group is None, str(one.group)))


def groups_of(standing: Standing, grouping: Grouping) -> Sequence[Group]:
    """The groups that a company counts in."""
    found: Mapping[Grouping, Sequence[Group]] = {
        Grouping.SITE: standing.sites,
        Grouping.CLUSTER: standing.clusters,
        Grouping.INDUSTRY: (standing.company.industry,),
        Grouping.CURATOR: (standing.curator or None,),
    }
    return found[grouping] or (None,)


def total(standings: Iterable[Standing]) -> Completeness:
    """How complete a campaign is, each company counted once."""
    return _told(None, list(standings))


def tallies(asker: Asker, campaigns: Collection[Campaign], *, zone: Zone) -> Mapping[int, tuple[int, int]]:
    """How many companies have reported by now, of how many asked, by the key of the campaign. Raises PermissionDenied.

    Two queries for the register and one for the reports, however many campaigns there are.
    """
    require(asker, Permission.SEE_REPORTS, zone=zone.code)
    standing = Q(state__in=(Version.State.FILED, Version.State.AGREED), completed_at__isnull=False)
    complete = Version.objects.filter(standing | Q(state=Version.State.ACCEPTED), submission__campaign__in=campaigns)
    reported: dict[int, set[int]] = defaultdict(set)
    for campaign, company in complete.values_list("submission__campaign", "submission__company"):
        reported[campaign].add(company)
    return {key: (len(reported[key] & asked), len(asked)) for key, asked in asked_in_each(campaigns, zone).items()}


@dataclass(frozen=True, slots=True)
class Filing:
    """The versions of one company's report in their order.

    `faulty`: the keys of those in which there are errors; `zones_own`: of corrections that the zone filed itself.
    """

    versions: tuple[Version, ...]
    faulty: frozenset[int]
    zones_own: frozenset[int] = frozenset()

    def step(self, day: date) -> Step:
        """How far the report was at the end of a day."""
        latest = self.latest(day)
        if latest is None:
            return Step.NOT_BEGUN
        if _is_by(latest.decided_at, day):
            return Step.RETURNED if latest.state == Version.State.RETURNED else Step.ACCEPTED
        if _is_by(latest.agreed_at, day):
            return Step.AWAITS_CITY
        if _is_by(latest.completed_at, day):
            return Step.AWAITS_REVIEW
        return Step.MEND if latest.pk in self.faulty else Step.EXPLAIN

    def latest(self, day: date) -> Version | None:
        """The version that was filed last by the end of a day; one that asks nothing of the company is passed over."""
        filed = (one for one in reversed(self.versions) if _is_by(one.filed_at, day))
        return next((one for one in filed if not self._is_nothing_to_company(one, day)), None)

    def _is_nothing_to_company(self, version: Version, day: date) -> bool:
        """Whether a correction of the zone's own had been returned: what was accepted before stands."""
        is_returned = version.state == Version.State.RETURNED and _is_by(version.decided_at, day)
        return is_returned and version.pk in self.zones_own

    def accepted_at(self, day: date) -> datetime | None:
        """The last acceptance by the end of a day; a correction that is not accepted yet leaves it standing."""
        moments = [one.decided_at for one in self.versions if one.state in IN_BOOK and _is_by(one.decided_at, day)]
        return max((moment for moment in moments if moment is not None), default=None)

    def has_reported(self, day: date) -> bool:
        """Whether a complete version stood at the end of a day."""
        return self.step(day) in _COMPLETE or self.accepted_at(day) is not None

    def completed_at(self, day: date, *, due: date) -> datetime | None:
        """Since when a report that stands on a day has been complete: in time, or for the first time after that."""
        if not self.has_reported(day):
            return None
        moments = [one.completed_at for one in self.versions if _is_by(one.completed_at, day)]
        completions = [moment for moment in moments if moment is not None]
        if self.has_reported(min(day, due)):
            return min(completions)
        return min(moment for moment in completions if localdate(moment) > due)


@dataclass(frozen=True, slots=True)
class _OfRegister:
    """What is known of a company apart from its report."""

    company: Company
    sites: tuple[Site, ...]
    clusters: tuple[Cluster, ...]
    curator: str
    due: date
    is_extended: bool


@dataclass(frozen=True, slots=True)
class _Register:
    """The same of all companies, by key."""

    sites: Mapping[int, tuple[Site, ...]]
    clusters: Mapping[int, tuple[Cluster, ...]]
    curators: Mapping[int, str]
    dues: Mapping[int, date]

    def of(self, company: Company, *, otherwise_due: date) -> _OfRegister:
        key = company.pk
        return _OfRegister(
            company,
            self.sites.get(key, ()),
            self.clusters.get(key, ()),
            curator=self.curators.get(key, ""),
            due=self.dues.get(key, otherwise_due),
            is_extended=key in self.dues,
        )


def _register(campaign: Campaign, *, on: date) -> _Register:
    quarter = quarter_asked(campaign)
    stays = Presence.objects.filter(within(quarter.start, quarter.last), site__zone=campaign.zone_id)
    belonging = Membership.objects.filter(in_force(quarter.last), cluster__zone=campaign.zone_id)
    return _Register(
        _by_company((stay.company_id, stay.site) for stay in stays.select_related("site")),
        _by_company((one.company_id, one.cluster) for one in belonging.select_related("cluster")),
        curators_of(campaign.zone, on=on),
        dues_of(campaign, on=on),
    )


def _by_company(pairs: Iterable[tuple[int, Placed]]) -> dict[int, tuple[Placed, ...]]:
    """What companies belong to, each once, in the order of the names."""
    found: dict[int, set[Placed]] = defaultdict(set)
    for company, place in pairs:
        found[company].add(place)
    return {key: tuple(sorted(places, key=lambda one: (one.name_ru, one.code))) for key, places in found.items()}


def _filings(campaign: Campaign) -> dict[int, Filing]:
    """The reports of a campaign, by the key of the company."""
    versions: dict[int, list[Version]] = defaultdict(list)
    filed = with_whose(Version.objects.filter(submission__campaign=campaign)).select_related("submission")
    for version in filed.order_by("number"):
        versions[version.submission.company_id].append(version)
    errors = FiledFinding.objects.filter(version__submission__campaign=campaign, severity=Severity.ERROR)
    faulty = frozenset(errors.values_list("version", flat=True).distinct())
    return {one: Filing(tuple(own), faulty, zones_own_corrections(own)) for one, own in versions.items()}


def _standing(filing: Filing, known: _OfRegister, *, on: date, has_draft: bool) -> Standing:
    step, latest = filing.step(on), filing.latest(on)
    completed = filing.completed_at(on, due=known.due)
    timeliness = _timeliness(filing, due=known.due, on=on)
    until = on if completed is None else localdate(completed)
    return Standing(
        company=known.company,
        sites=known.sites,
        clusters=known.clusters,
        curator=known.curator,
        due=known.due,
        is_extended=known.is_extended,
        step=Step.DRAFT if step is Step.NOT_BEGUN and has_draft else step,
        timeliness=timeliness,
        days_late=(until - known.due).days if timeliness in _LATE else 0,
        latest=latest,
        filed_at=None if latest is None else latest.filed_at,
        completed_at=completed,
        accepted_at=filing.accepted_at(on),
    )


def _timeliness(filing: Filing, *, due: date, on: date) -> Timeliness:
    if filing.has_reported(on):
        return Timeliness.ON_TIME if filing.has_reported(min(on, due)) else Timeliness.LATE
    return Timeliness.AWAITED if on <= due else Timeliness.OVERDUE


def _told(group: Group, members: Sequence[Standing]) -> Completeness:
    of_kind = Counter(standing.timeliness for standing in members)
    return Completeness(
        group,
        asked=len(members),
        on_time=of_kind[Timeliness.ON_TIME],
        late=of_kind[Timeliness.LATE],
        overdue=of_kind[Timeliness.OVERDUE],
        awaited=of_kind[Timeliness.AWAITED],
        accepted=sum(standing.accepted_at is not None for standing in members),
    )


def _is_by(moment: datetime | None, day: date) -> bool:
    """Whether something had happened by the end of a day."""
    return moment is not None and localdate(moment) <= day
