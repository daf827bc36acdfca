"""What does the book know of the agreements that are watched over: what was promised, done, rented, inspected?

Everything of a whole zone is read in a fixed number of queries, however many residents there are. Nobody is asked
here who may see it: `queries` asks first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Min, Q

from zonebook.agreements.models import Agreement, Terms
from zonebook.agreements.plans import from_stored
from zonebook.campaigns.models import Campaign
from zonebook.estate.models import Lease
from zonebook.measures import quarter_of
from zonebook.methodology import load_methodology
from zonebook.oversight.models import Inspection
from zonebook.oversight.reported import done_until, year_amounts
from zonebook.regime import Done, Promise, Watched
from zonebook.registry.models import Presence, Zone
from zonebook.registry.queries import in_force
from zonebook.reporting.queries import accepted_flows


@dataclass(frozen=True)
class Overseen:
    """An agreement with what was promised by it and what its company reported until a day.

    `asked_from`: the first day of the first quarter that a report was asked of.
    """

    agreement: Agreement
    terms: Terms | None
    done: tuple[Done, ...]
    asked_from: date

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """What is promised by the terms in force, by year and line."""
        if self.terms is None:
            return ()
        planned = from_stored(self.terms.obligations.all())
        return tuple(Promise(line, year, amount) for (year, line), amount in planned.items())


def overseen(
    zone: Zone, agreements: Sequence[Agreement], *, on: date, known_at: datetime | None = None
) -> list[Overseen]:
    """The agreements with their terms in force on a day and the reports of their companies, as known at a moment."""
    companies = {agreement.company.code for agreement in agreements}
    terms = _terms_in_force(agreements, on=on, known_at=known_at)
    flows = accepted_flows(zone, lines=_lines(on), companies=companies, known_at=known_at)
    done = {code: done_until(flows[code], on=on) for code in flows}
    asked_from = _asked_from(zone, companies, on=on)
    return [
        Overseen(
            agreement,
            terms.get(agreement.pk),
            done=done.get(agreement.company.code, ()),
            asked_from=asked_from.get(agreement.company.code, on),
        )
        for agreement in agreements
    ]


def watched(entries: Iterable[Overseen], *, on: date) -> list[tuple[Overseen, Watched]]:
    """The facts that the rules of the watch list ask for, of each agreement."""
    entries = list(entries)
    companies = [entry.agreement.company_id for entry in entries]
    leases = _leases(entries[0].agreement.zone, companies, on=on) if entries else {}
    inspections = _planned_inspections([entry.agreement for entry in entries])
    return [
        (
            entry,
            Watched(
                company=entry.agreement.company.code,
                agreement=entry.agreement.number,
                signed_on=entry.agreement.signed_on,
                entered_on=entry.agreement.entered_on,
                valid_until=entry.agreement.valid_until,
                leases=leases.get(entry.agreement.company_id, {}),
                inspections=inspections.get(entry.agreement.pk, ()),
                promises=entry.promises,
                amounts=year_amounts(entry.done, on=on, asked_from=entry.asked_from),
            ),
        )
        for entry in entries
    ]


def _lines(on: date) -> set[str]:
    """The lines of reports that promises and rules are about."""
    regime = load_methodology().regime
    promised = {line.code for line in regime.forecast(on=on).lines}
    return promised | {line.code for rule in regime.watch_rules(on=on) for line in (*rule.lines, *rule.limit_lines)}


def _terms_in_force(agreements: Sequence[Agreement], *, on: date, known_at: datetime | None) -> Mapping[int, Terms]:
    """The newest terms of each agreement that were agreed by the day and recorded by the moment, if it was signed."""
    signed = [entry.pk for entry in agreements if entry.signed_on is not None and entry.signed_on <= on]
    agreed = Q(agreed_on__isnull=True) | Q(agreed_on__lte=on)
    recorded = Q() if known_at is None else Q(recorded_at__lte=known_at)
    found = Terms.objects.filter(agreed, recorded, agreement__in=signed).order_by("agreement", "number")
    return {terms.agreement_id: terms for terms in found.prefetch_related("obligations")}


def _asked_from(zone: Zone, companies: Collection[str], *, on: date) -> Mapping[str, date]:
    """The first day of the first quarter that each company was asked to report: it was there, and the book had begun.

    A company without a known site is asked nothing, and is not here.
    """
    periods = [campaign.period for campaign in Campaign.objects.filter(zone=zone, opens__lte=on)]
    begun = min((period.first for period in periods if period.first is not None), default=None)
    if begun is None:
        return {}
    stays = Presence.objects.filter(site__zone=zone, company__code__in=companies).values("company__code")
    came = stays.annotate(first=Min("first_day"), unknown=Count("pk", filter=Q(first_day__isnull=True)))
    return {
        company: begun if unknown or first is None else max(begun, quarter_of(first).start)
        for company, first, unknown in came.values_list("company__code", "first", "unknown")
    }


def _leases(zone: Zone, companies: Collection[int], *, on: date) -> Mapping[int, Mapping[str, date]]:
    """The last day of each lease in force, by company and by the name that people know the lease by."""
    rented = Lease.objects.filter(
        in_force(on), premises__site__zone=zone, company__in=companies, last_day__isnull=False
    ).select_related("premises__site", "premises__building")
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for lease in rented:
        place = ", ".join(map(str, filter(None, (lease.premises, lease.premises.building or lease.premises.site))))
        found[lease.company_id][f"{lease.number} ({place})"] = lease.last_day
    return found


def _planned_inspections(agreements: Collection[Agreement]) -> Mapping[int, tuple[date, ...]]:
    """The days of planned inspections, held or ahead, by agreement."""
    found: dict[int, tuple[date, ...]] = {}
    rows = Inspection.objects.filter(agreement__in=agreements, kind=Inspection.Kind.PLANNED)
    for agreement, planned_on, held_on in rows.values_list("agreement", "planned_on", "held_on"):
        found[agreement] = (*found.get(agreement, ()), held_on or planned_on)
    return found
