"""What awaits a reviewer, what is to be looked at first, and what has been looked at already?

Each reading begins with the asker. The order of the queue is the rule of `comparing`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, prefetch_related_objects
from django.utils.timezone import localdate

from zonebook.accounts.queries import Asker, stands_in_for
from zonebook.agreements.models import Terms
from zonebook.agreements.plans import from_stored
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import curators_of, dues_of, form_of
from zonebook.intake import Form, LineKind, Severity
from zonebook.measures import Period, Unit, quarter_of
from zonebook.methodology import load_methodology
from zonebook.registry.models import Zone
from zonebook.reporting.comparing import BIG, Compared, Promised, Scale, scale_of, weight_of_report
from zonebook.reporting.models import FiledCell, Remark, Version
from zonebook.reporting.queries import Values, accepted_values, awaiting_company, awaiting_review

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Beside:
    """A version's numbers beside what they are held against, and what a jump is for its form."""

    numbers: tuple[Compared, ...]
    plan: tuple[Promised, ...]
    scale: Scale

    @property
    def weight(self) -> Decimal | None:
        """How far the report is from what was to be expected; None where nothing can be compared."""
        return weight_of_report(self.numbers, self.plan, scale=self.scale)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version in the queue. `in_place_of`: the absent curator in whose place the asker decides; blank otherwise."""

    version: Version
    weight: Decimal | None
    is_mine: bool
    in_place_of: str
    warnings: int
    is_correction: bool
    is_late: bool

    @property
    def is_big(self) -> bool:
        """Whether something in it changed as much as a check speaks of."""
        return self.weight is not None and self.weight >= BIG

    @property
    def is_clean(self) -> bool:
        """Whether nothing at all was found in it, and nothing is corrected by it."""
        return not self.warnings and not self.is_correction


@dataclass(frozen=True, slots=True)
class AnsweredRemark:
    """A remark of the version that was returned, with the cell as it was and as it is now; none for the whole."""

    remark: Remark
    then: FiledCell | None
    now: FiledCell | None

    @property
    def is_changed(self) -> bool:
        """Whether the cell says something else now."""
        return said_in(self.then) != said_in(self.now)


# --- the queue


def review_queue(asker: Asker, zone: Zone, *, on: date) -> tuple[Waiting, ...]:
    """The versions that await a decision, what changed most first. Raises PermissionDenied.

    A company's report is its curator's; where no curator is named for the day, everybody's; where the curator is away,
    the deputy's as well.
    """
    versions = list(
        awaiting_review(asker, zone)
        .annotate(warnings=Count("findings", filter=Q(findings__severity=Severity.WARNING)))
        .prefetch_related("submission__versions")
    )
    beside = beside_of(versions, on=on)
    curators, absent = curators_of(zone, on=on), set(stands_in_for(asker, on=on))
    campaigns = {version.submission.campaign_id: version.submission.campaign for version in versions}
    dues = {key: dues_of(campaign, on=on) for key, campaign in campaigns.items()}
    queue = []
    for version in versions:
        submission = version.submission
        curator = curators.get(submission.company_id, "")
        due = dues[submission.campaign_id].get(submission.company_id, submission.campaign.due)
        queue.append(
            Waiting(
                version=version,
                weight=beside[version.pk].weight,
                is_mine=_is_mine(asker, curator, absent=absent),
                in_place_of=curator if curator in absent else "",
                warnings=version.warnings,
                is_correction=_is_correction(version),
                is_late=min(localdate(one.filed_at) for one in submission.versions.all()) > due,
            )
        )
    return tuple(sorted(queue, key=_heaviest_first))


def companies_turn(asker: Asker, zone: Zone) -> list[Version]:
    """The versions that await their company, with how many errors and unexplained warnings. Raises PermissionDenied."""
    return list(
        awaiting_company(asker, zone).annotate(
            errors=Count("findings", filter=Q(findings__severity=Severity.ERROR)),
            unexplained=Count("findings", filter=Q(findings__severity=Severity.WARNING, findings__explanation="")),
        )
    )


def _is_mine(asker: Asker, curator: str, *, absent: Collection[str]) -> bool:
    return not curator or curator == asker.get_username() or curator in absent


def _is_correction(version: Version) -> bool:
    return any(one.state == Version.State.ACCEPTED for one in version.submission.versions.all())


def _heaviest_first(waiting: Waiting) -> tuple[bool, Decimal, float]:
    weight = waiting.weight
    return weight is None, Decimal(0) if weight is None else -weight, waiting.version.filed_at.timestamp()


# --- a report beside earlier ones and the plan


def beside_of(versions: Sequence[Version], *, on: date) -> Mapping[int, Beside]:
    """Each version's numbers beside what they are held against, by its key, in a few queries for each campaign."""
    by_campaign: dict[int, list[Version]] = defaultdict(list)
    for version in versions:
        by_campaign[version.submission.campaign_id].append(version)
    found: dict[int, Beside] = {}
    for of_campaign in by_campaign.values():
        found |= _beside(of_campaign[0].submission.campaign, of_campaign, on=on)
    return found


def _beside(campaign: Campaign, versions: Sequence[Version], *, on: date) -> Mapping[int, Beside]:
    form, companies = form_of(campaign), {version.submission.company_id for version in versions}
    earlier = _earlier(campaign, companies)
    promised = {} if campaign.period.first is None else _promised(campaign, companies, on=on)
    scale = scale_of(load_methodology().checks_of(form, on=campaign.period.last))
    cells: dict[int, list[FiledCell]] = defaultdict(list)
    for cell in FiledCell.objects.filter(version__in=versions).order_by("pk"):
        cells[cell.version_id].append(cell)
    found = {}
    for version in versions:
        company = version.submission.company_id
        numbers = tuple(_compared(cell, form, earlier=earlier[company]) for cell in cells[version.pk])
        plan = _plan(numbers, promised.get(company, {}), months=campaign.period.last.month)
        found[version.pk] = Beside(numbers, plan, scale)
    return found


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What accepted reports of one company say: the report before, the one before that, the one of a year before.

    `begins_anew`: the quarter reported is the first of its year, so that flows begin with it; `began_before`: the
    quarter before was.
    """

    last: Values
    before_last: Values
    year_before: Values
    begins_anew: bool
    began_before: bool


def _earlier(campaign: Campaign, companies: Collection[int]) -> Mapping[int, _Earlier]:
    period = campaign.period
    if period.first is None:
        return {company: _Earlier({}, {}, {}, begins_anew=True, began_before=True) for company in companies}
    quarter = quarter_of(period.last).previous()
    last, before_last = Period.year_to_date(quarter.last), Period.year_to_date(quarter.previous().last)
    periods = (last, before_last, period.a_year_before())
    values = accepted_values(campaign, companies=companies, periods=periods)
    return {
        company: _Earlier(
            *(values[company][one] for one in periods),
            begins_anew=last.last < period.first,
            began_before=before_last.last < last.start,
        )
        for company in companies
    }


def _compared(cell: FiledCell, form: Form, *, earlier: _Earlier) -> Compared:
    line, key = form.by_code[cell.line], (cell.line, cell.site_code)
    filed = None if cell.amount is None else Unit.of(line.unit).from_stored(cell.amount)
    last, before_last = earlier.last.get(key), earlier.before_last.get(key)
    if line.kind is not LineKind.FLOW:
        own, own_before, previous = filed, last, last
    else:
        previous = None if earlier.begins_anew else last
        own = filed if earlier.begins_anew else _less(filed, last)
        own_before = last if earlier.began_before else _less(last, before_last)
    return Compared(
        line=cell.line,
        site=cell.site_code,
        filed=filed,
        previous=previous,
        own=own,
        own_before=own_before,
        year_before=earlier.year_before.get(key),
    )


def _less(whole: Decimal | None, part: Decimal | None) -> Decimal | None:
    return None if whole is None or part is None else whole - part


def _promised(campaign: Campaign, companies: Collection[int], *, on: date) -> Mapping[int, Mapping[str, Decimal]]:
    """What each company's newest agreement promises for the campaign's year, by line; its terms as on a day."""
    agreed = Q(agreed_on__isnull=True) | Q(agreed_on__lte=on)
    held = Q(agreement__ended_on__isnull=True) | Q(agreement__ended_on__gte=campaign.period.start)
    terms = Terms.objects.filter(
        agreed, held, agreement__zone=campaign.zone_id, agreement__company__in=companies, agreement__signed_on__lte=on
    )
    found: dict[int, Mapping[str, Decimal]] = {}
    for one in (
        terms.select_related("agreement")
        .prefetch_related("obligations")
        .order_by("agreement__signed_on", "agreement", "number")
    ):
        planned = from_stored(one.obligations.all())
        of_year = {line: amount for (year, line), amount in planned.items() if year == campaign.period.last.year}
        found[one.agreement.company_id] = of_year
    return found


def _plan(numbers: Iterable[Compared], promised: Mapping[str, Decimal], *, months: int) -> tuple[Promised, ...]:
    """The promises of the year, each beside the sum over the sites; a blank site leaves the sum unknown."""
    filed: dict[str, list[Decimal | None]] = defaultdict(list)
    for number in numbers:
        filed[number.line].append(number.filed)
    return tuple(
        Promised(line, amount, filed=_sum(filed[line]), months=months)
        for line, amount in promised.items()
        if line in filed
    )


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


# --- what was looked at before


def returned_before(version: Version) -> Version | None:
    """The version that was returned last before this one: what a reviewer has looked at already.

    None where the report was accepted since: with that its remarks were answered.
    """
    decided = version.submission.versions.filter(number__lt=version.number, decided_at__isnull=False)
    last = decided.order_by("number").last()
    if last is None or last.state != Version.State.RETURNED:
        return None
    prefetch_related_objects([last], "cells", "remarks")
    return last


def answered_remarks(version: Version, returned: Version) -> tuple[AnsweredRemark, ...]:
    """What became of each remark on an earlier version, in the order of the remarks."""
    then, now = cells_by_key(returned), cells_by_key(version)
    return tuple(
        AnsweredRemark(one, then.get((one.line, one.site_code)), now.get((one.line, one.site_code)))
        for one in returned.remarks.all()
    )


def looked_at(version: Version, returned: Version) -> frozenset[Cell]:
    """The cells that say what they said when the earlier version was looked at, and on which nothing was remarked."""
    then, remarked = cells_by_key(returned), {(one.line, one.site_code) for one in returned.remarks.all()}
    return frozenset(
        key
        for key, cell in cells_by_key(version).items()
        if key in then and key not in remarked and said_in(cell) == said_in(then[key])
    )


def cells_by_key(version: Version) -> Mapping[Cell, FiledCell]:
    """The cells of a version by line and site, which stay the same whatever the layout of the workbook."""
    return {(cell.line, cell.site_code): cell for cell in version.cells.all()}


def said_in(cell: FiledCell | None) -> tuple[int | None, str] | None:
    """What a cell says: the amount, and the text where none could be read."""
    return None if cell is None else (cell.amount, "" if cell.amount is not None else cell.written)
