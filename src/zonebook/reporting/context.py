"""What is known of a company besides the report that it files? The checks compare the report with it.

A constant number of queries, whatever the company reported before and however many report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import OuterRef, Q, Subquery, Sum

from zonebook.agreements.models import Obligation, Terms
from zonebook.agreements.plans import amount_from_stored
from zonebook.campaigns.models import Campaign
from zonebook.campaigns.queries import form_of, quarter_asked
from zonebook.estate.models import Lease
from zonebook.intake import Context, LineKind, Register, Rule
from zonebook.intake.check import Key
from zonebook.measures import Period, Text, Unit, quarter_of
from zonebook.methodology import load_methodology
from zonebook.registry.models import Company, Presence, Residency
from zonebook.registry.queries import in_force, within
from zonebook.reporting.models import FiledCell, Version

SERIES_QUARTERS = 12
"""So many quarters before a report's own are looked at: three years, in which a season comes three times."""
_YEARS = 20  # so many whole years before a report's own may add up to the total since the opening report
_MONTHS_IN_YEAR = 12

Values = dict[Key, Decimal]


def check_context(campaign: Campaign, company: Company) -> Context:
    """What the checks compare a company's report of a campaign with: earlier reports, others', register, agreement."""
    period, stays = campaign.period, _stays(campaign, company)
    if period.first is None:
        return Context(months=_MONTHS_IN_YEAR, register=_register(campaign, company, stays=stays))
    accepted = _accepted(campaign, company)
    before = Period.year_to_date(quarter_of(period.last).previous().last)
    return Context(
        months=period.last.month,
        previous=accepted.previous,
        last_report=accepted.filed.get(before, {}),
        year_before=accepted.filed.get(period.a_year_before(), {}),
        opening=accepted.opening,
        since_start=accepted.since_start,
        series=accepted.series,
        missed=_missed(campaign, accepted, stays=stays),
        peers=_peers(campaign, company, period=before),
        peer_months=before.last.month,
        promised=_promised(campaign, company),
        register=_register(campaign, company, stays=stays),
    )


@dataclass(frozen=True)
class _Accepted:
    """The company's accepted reports: those of the campaign's form by their (cumulative) period, and the opening."""

    campaign: Campaign
    filed: Mapping[Period, Values]
    opening: Values = field(default_factory=dict)
    opening_day: date | None = None

    @cached_property
    def kinds(self) -> Mapping[str, LineKind]:
        return {line.code: line.kind for line in form_of(self.campaign).lines}

    @cached_property
    def quarters(self) -> tuple[Period, ...]:
        """The quarters before the report's own, the oldest first."""
        found = [quarter_asked(self.campaign)]
        for _ in range(SERIES_QUARTERS):
            found.append(found[-1].previous())
        return tuple(reversed(found[1:]))

    @cached_property
    def previous(self) -> Values:
        """The report before; of a new year flows begin anew, levels go on."""
        last = self.quarters[-1].last
        values = self.filed.get(Period.year_to_date(last), {})
        if last.year == self.campaign.period.last.year:
            return values
        return {key: value for key, value in values.items() if self.kinds.get(key[0]) is not LineKind.FLOW}

    @cached_property
    def series(self) -> Mapping[Key, tuple[Decimal, ...]]:
        """What each earlier quarter added to a flow, or the level at its end; unknown quarters are left out."""
        found: dict[Key, list[Decimal]] = defaultdict(list)
        for quarter in self.quarters:
            before = quarter.previous()
            continues = before.last.year == quarter.last.year
            earlier = self._at(before) if continues else {}
            for key, value in self._at(quarter).items():
                if not continues or self.kinds.get(key[0]) is not LineKind.FLOW:
                    found[key].append(value)
                elif key in earlier:
                    found[key].append(value - earlier[key])
        return {key: tuple(values) for key, values in found.items()}

    def _at(self, quarter: Period) -> Values:
        """The report that ends with a quarter, as filed."""
        return self.filed.get(Period.year_to_date(quarter.last), {})

    @cached_property
    def since_start(self) -> Values:
        """Flows from the company's start to the end of the year before; only where no year of them is missing."""
        if self.opening_day is None or self.opening_day != date(self.opening_day.year, _MONTHS_IN_YEAR, 31):
            return {}
        years = range(self.opening_day.year + 1, self.campaign.period.last.year)
        whole = [self.filed.get(Period.year(year), {}) for year in years]
        return {
            key: sum((values[key] for values in whole), opening)
            for key, opening in self.opening.items()
            if self.kinds.get(key[0]) is LineKind.FLOW and all(key in values for values in whole)
        }


def _accepted(campaign: Campaign, company: Company) -> _Accepted:
    """What accepted reports of the company say of the years and quarters before, in one query."""
    last, quarter = campaign.period.last, quarter_asked(campaign)
    periods = {Period.year(year) for year in range(last.year - _YEARS, last.year)}
    for _ in range(SERIES_QUARTERS):
        quarter = quarter.previous()
        periods.add(Period.year_to_date(quarter.last))
    by_code = {str(period): period for period in periods}
    same_form = Q(version__submission__campaign__form_code=campaign.form_code)
    cells = FiledCell.objects.filter(
        (same_form & Q(version__submission__campaign__period_code__in=by_code)) | ~same_form,
        version__state=Version.State.ACCEPTED,
        version__submission__company=company,
        version__submission__campaign__zone=campaign.zone_id,
        amount__isnull=False,
    ).values_list("version__submission__campaign__period_code", "line", "site_code", "amount")
    units = {line.code: Unit.of(line.unit) for form in load_methodology().forms for line in form.lines}
    filed: dict[str, Values] = defaultdict(dict)
    for code, line, site, amount in cells:
        filed[code][line, site] = units[line].from_stored(amount)
    openings = [Period.parse(code) for code in filed if code not in by_code]
    opening = max((one for one in openings if one.first is None and one.last < last), key=_last_day, default=None)
    reports = {by_code[code]: values for code, values in filed.items() if code in by_code}
    if opening is None:
        return _Accepted(campaign, reports)
    return _Accepted(campaign, reports, filed[str(opening)], opening.last)


def _last_day(period: Period) -> date:
    return period.last


Stays = list[tuple[str, date | None, date | None]]
"""On which site from which day to which day; None for a day that nobody wrote down, or that is to come."""


def _stays(campaign: Campaign, company: Company) -> Stays:
    stays = Presence.objects.filter(company=company, site__zone=campaign.zone_id)
    return list(stays.values_list("site__code", "first_day", "last_day"))


def _missed(campaign: Campaign, accepted: _Accepted, *, stays: Stays) -> tuple[Text, ...]:
    """The quarters right before the report's own, after an accepted one, that the zone asked for and has not got."""
    gap: list[Period] = []
    for quarter in reversed(accepted.quarters):
        is_opening = accepted.opening_day is not None and quarter.last <= accepted.opening_day
        if is_opening or Period.year_to_date(quarter.last) in accepted.filed:
            break
        gap.append(quarter)
    else:
        return ()
    if not gap:
        return ()
    codes = [str(Period.year_to_date(quarter.last)) for quarter in gap]
    same = Campaign.objects.filter(zone=campaign.zone_id, form_code=campaign.form_code, period_code__in=codes)
    asked = set(same.values_list("period_code", flat=True))
    missed = [
        quarter
        for quarter in reversed(gap)
        if str(Period.year_to_date(quarter.last)) in asked and any(_touches(stay, quarter) for stay in stays)
    ]
    return tuple(Text(quarter.name("ru"), quarter.name("en")) for quarter in missed)


def _touches(stay: tuple[str, date | None, date | None], quarter: Period) -> bool:
    _site, first, last = stay
    return (first is None or first <= quarter.last) and (last is None or last >= quarter.start)


def _register(campaign: Campaign, company: Company, *, stays: Stays) -> Register:
    last = campaign.period.last
    held = Residency.objects.filter(within(campaign.period.first or date.min, last), company=company)
    let = Lease.objects.filter(in_force(last), company=company, premises__site__zone=campaign.zone_id)
    areas = let.order_by().values_list("premises__site__code").annotate(Sum("premises__area_sqm"))
    return Register(
        is_resident=held.filter(zone=campaign.zone_id).exists(),
        foreign_share=company.foreign_share,
        left_on=_left_on(stays, last),
        area_sqm=dict(areas),
    )


def _left_on(stays: Iterable[tuple[str, date | None, date | None]], last: date) -> dict[str, date]:
    """The sites that the company had left before a day, with its last day on each."""
    begun = [stay for stay in stays if stay[1] is None or stay[1] <= last]
    there = {site for site, _first, until in begun if until is None or until >= last}
    ended = sorted((until, site) for site, _first, until in begun if until is not None and site not in there)
    return {site: until for until, site in ended}


def _peers(campaign: Campaign, company: Company, *, period: Period) -> tuple[Mapping[str, Decimal], ...]:
    """What the sites of others of the company's industry reported for a period, in the lines that are compared."""
    form = form_of(campaign)
    checks = load_methodology().checks_of(form, on=campaign.period.last)
    compared = {line for check in checks if check.rule is Rule.UNLIKE_PEERS for line in check.lines}
    if company.industry_id is None or not compared:
        return ()
    cells = FiledCell.objects.filter(
        version__state=Version.State.ACCEPTED,
        version__submission__company__industry=company.industry_id,
        version__submission__campaign__zone=campaign.zone_id,
        version__submission__campaign__form_code=campaign.form_code,
        version__submission__campaign__period_code=str(period),
        line__in=compared,
        amount__isnull=False,
    ).exclude(version__submission__company=company)
    units = {line.code: Unit.of(line.unit) for line in form.lines if line.code in compared}
    found: dict[tuple[int, str], dict[str, Decimal]] = defaultdict(dict)
    rows = cells.values_list("version", "site_code", "line", "amount")
    for version, site, line, amount in rows.order_by("version", "site_code"):
        found[version, site][line] = units[line].from_stored(amount)
    return tuple(found.values())


def _promised(campaign: Campaign, company: Company) -> Mapping[str, Decimal]:
    """What the company's agreements in force on the report's last day have for its year, by line."""
    last = campaign.period.last
    agreed = Terms.objects.filter(Q(agreed_on__isnull=True) | Q(agreed_on__lte=last))
    newest = agreed.filter(agreement=OuterRef("terms__agreement")).order_by("-number").values("pk")[:1]
    promised = Obligation.objects.filter(
        Q(terms__agreement__ended_on__isnull=True) | Q(terms__agreement__ended_on__gte=last),
        terms=Subquery(newest),
        terms__agreement__company=company,
        terms__agreement__zone=campaign.zone_id,
        terms__agreement__signed_on__lte=last,
        year=last.year,
    )
    sums = promised.order_by().values_list("line").annotate(Sum("amount"))
    return {line: amount_from_stored(line, amount) for line, amount in sums}
