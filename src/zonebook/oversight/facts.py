"""What does the book know of the agreements that are watched over: what was promised, done, rented, inspected?

Everything of a whole zone is read in a fixed number of queries, however many residents there are. Nobody is asked
here who may see it: `queries` asks first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q

from zonebook.agreements.models import Agreement, Obligation, Terms
from zonebook.agreements.plans import amount_from_stored
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


@dataclass(frozen=True, slots=True)
class Overseen:
    """An agreement with what is promised by its terms in force and what its company reported until a day.

    `promises`: by year and line. `asked_from`: the first day of the first quarter that a report was asked of.
    """

    agreement: Agreement
    promises: tuple[Promise, ...]
    done: tuple[Done, ...]
    asked_from: date


def overseen(
    zone: Zone, agreements: Sequence[Agreement], *, lines: Collection[str], on: date, known_at: datetime | None = None
) -> list[Overseen]:
    """The agreements with what they promise on a day and some lines of their companies' reports, as known at a moment.

    `lines`: `promised_lines` where only promises are asked for, `watched_lines` for the watch list, or both.
    """
    companies = {agreement.company.code for agreement in agreements}
    promises = _promises(agreements, on=on, known_at=known_at)
    flows = accepted_flows(zone, lines=lines, companies=companies, known_at=known_at)
    done = {code: done_until(flows[code], on=on) for code in flows}
    asked_from = _asked_from(zone, companies, on=on)
    return [
        Overseen(
            agreement,
            promises.get(agreement.pk, ()),
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


def promised_lines(on: date) -> frozenset[str]:
    """The lines of reports that promises are about."""
    return frozenset(line.code for line in load_methodology().regime.forecast(on=on).lines)


def watched_lines(on: date) -> frozenset[str]:
    """The lines of reports that the rules of the watch list are about."""
    rules = load_methodology().regime.watch_rules(on=on)
    return frozenset(line.code for rule in rules for line in (*rule.lines, *rule.limit_lines))


def _promises(
    agreements: Sequence[Agreement], *, on: date, known_at: datetime | None
) -> Mapping[int, tuple[Promise, ...]]:
    """What the newest terms of each agreement promise that were agreed by the day and recorded by the moment.

    An agreement that was not signed by the day promises nothing.
    """
    signed = [entry.pk for entry in agreements if entry.signed_on is not None and entry.signed_on <= on]
    agreed = Q(agreed_on__isnull=True) | Q(agreed_on__lte=on)
    recorded = Q() if known_at is None else Q(recorded_at__lte=known_at)
    terms = Terms.objects.filter(agreed, recorded, agreement__in=signed).order_by("agreement", "number")
    newest = dict(terms.values_list("agreement", "pk"))
    rows = Obligation.objects.filter(terms__in=newest.values()).order_by("year", "line")
    found: dict[int, list[Promise]] = {}
    for agreement, year, line, amount in rows.values_list("terms__agreement", "year", "line", "amount"):
        found.setdefault(agreement, []).append(Promise(line, year, amount_from_stored(line, amount)))
    return {agreement: tuple(promises) for agreement, promises in found.items()}


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
