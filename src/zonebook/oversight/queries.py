"""Is what was promised being done, what needs watching, and which inspections were held and what did they order?

Papers are not public: each reading begins with the asker and goes through the agreements that the asker may see, all
of the zone for its people, their own for a resident's user.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from django.db.models import Q, QuerySet

from zonebook.accounts.queries import Asker, Permission, may, require
from zonebook.agreements.models import Agreement
from zonebook.agreements.queries import agreements_of, must_see
from zonebook.measures import Question, months_after
from zonebook.methodology import load_methodology
from zonebook.oversight.facts import Overseen, overseen, promised_lines, watched, watched_lines
from zonebook.oversight.models import Inspection, InspectionPaper, Order
from zonebook.oversight.reported import reported_span
from zonebook.regime import (
    Alert,
    Attained,
    Attainment,
    Severity,
    Unclear,
    WatchFor,
    WatchRule,
    attainments,
    watch,
)
from zonebook.registry.models import Company, Zone
from zonebook.registry.queries import known

_POPULATION = "companies"
"""Of one company it matters not whether it held the status when it reported: an obligation counts all of the year."""
_WORST_FIRST: Mapping[Attained, int] = MappingProxyType(
    {state: place for place, state in enumerate((Attained.MISSED, Attained.LATE, Attained.AT_RISK))}
)


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """Where one promise of an agreement stands, as known at a moment."""

    entry: Overseen
    attainment: Attainment
    known_at: datetime | None

    @property
    def agreement(self) -> Agreement:
        """By which it was promised."""
        return self.entry.agreement

    @property
    def figure(self) -> Question | None:
        """The figure of the book that says what was done.

        None where no figure can say it: nothing was reported, or a quarter between two others lacks.
        """
        found = self.attainment
        span = reported_span(self.entry.done, year=found.year, line=found.line)
        if span is None:
            return None
        return Question(found.line, (f"company:{self.company.code}",), _POPULATION, span, self.known_at)

    @property
    def company(self) -> Company:
        """Who promised it."""
        return self.agreement.company


@dataclass(frozen=True, slots=True)
class Watching:
    """What a rule of the watch list says of an agreement, or that it cannot tell."""

    agreement: Agreement
    rule: WatchRule
    finding: Alert | Unclear

    @property
    def company(self) -> Company:
        """Whose agreement it is."""
        return self.agreement.company


@dataclass(frozen=True, slots=True)
class WatchList:
    """What the rules say, the pressing first, and what they cannot tell for want of facts."""

    alerts: tuple[Watching, ...]
    unclear: tuple[Watching, ...]


@dataclass(frozen=True, slots=True)
class OrderDue:
    """An order that was not remedied yet."""

    order: Order
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class CompanyOversight:
    """Where the promises of one company stand, and what the watch list says of it."""

    fulfilments: tuple[Fulfilment, ...]
    watch: WatchList


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order as it stood on a day."""

    order: Order
    is_remedied: bool


@dataclass(frozen=True, slots=True)
class Inspected:
    """An inspection as it stood on a day; what it found and ordered counts once it was held."""

    inspection: Inspection
    is_held: bool
    orders: tuple[Ordered, ...]


# --- obligations


def obligations_of(
    asker: Asker, agreement: Agreement, *, on: date, known_at: datetime | None = None
) -> tuple[Fulfilment, ...]:
    """Where each promise of an agreement stands on a day, as known at a moment; by year and line.

    Nothing before the agreement was signed. Raises PermissionDenied for who may not see the agreement.
    """
    must_see(asker, agreement)
    then = known(Agreement, known_at).filter(pk=agreement.pk).first()
    if then is None:
        return ()
    then.company, then.zone = agreement.company, agreement.zone  # of the present: only their codes are used
    entries = overseen(agreement.zone, [then], lines=promised_lines(on), on=on, known_at=known_at)
    return _fulfilments(entries, on=on, known_at=known_at)


def zone_obligations(asker: Asker, zone: Zone, *, on: date) -> tuple[Fulfilment, ...]:
    """Where every promise of every agreement in the register stands on a day: what gives reason to warn, worst first.

    Raises PermissionDenied for who may see no agreement at all.
    """
    found = _fulfilments(_all_overseen(asker, zone, lines=promised_lines(on), on=on), on=on)
    return tuple(sorted(found, key=_worst_first))


def early_warnings(asker: Asker, zone: Zone, *, on: date) -> tuple[Fulfilment, ...]:
    """The promises that were missed, that nobody has reported on in time, or that will probably be missed."""
    return tuple(one for one in zone_obligations(asker, zone, on=on) if one.attainment.warns)


def _fulfilments(entries: Iterable[Overseen], *, on: date, known_at: datetime | None = None) -> tuple[Fulfilment, ...]:
    rule = load_methodology().regime.forecast(on=on)
    return tuple(
        Fulfilment(entry, found, known_at)
        for entry in entries
        for found in attainments(entry.promises, entry.done, on=on, rule=rule, asked_from=entry.asked_from)
    )


def _worst_first(one: Fulfilment) -> tuple[int, bool, Decimal, str, int, str]:
    """By state, then by the share that is done, the least first; what nobody reported comes before any share."""
    found = one.attainment
    place = _WORST_FIRST.get(found.state, len(_WORST_FIRST))
    share = found.share if found.share is not None else Decimal(-1)
    return place, found.share is not None, share, one.company.name, found.year, found.line


# --- the watch list


def watch_list(asker: Asker, zone: Zone, *, on: date) -> WatchList:
    """What the rules in force say of every agreement in the register on a day.

    Raises PermissionDenied for who may see no agreement at all.
    """
    return _watch(_all_overseen(asker, zone, lines=watched_lines(on), on=on), on=on)


def _watch(entries: Iterable[Overseen], *, on: date) -> WatchList:
    rules = {rule.code: rule for rule in load_methodology().regime.watch_rules(on=on)}
    alerts: list[Watching] = []
    unclear: list[Watching] = []
    for entry, facts in watched(entries, on=on):
        found = watch(facts, rules.values(), on=on)
        alerts += (Watching(entry.agreement, rules[alert.rule], alert) for alert in found.alerts)
        unclear += (Watching(entry.agreement, rules[doubt.rule], doubt) for doubt in found.unclear)
    return WatchList(
        alerts=tuple(sorted(alerts, key=_pressing_first)),
        unclear=tuple(sorted(unclear, key=lambda one: (one.company.name, one.rule.code))),
    )


def _pressing_first(one: Watching) -> tuple[bool, date, str]:
    assert isinstance(one.finding, Alert)  # noqa: S101 - only alerts are pressing
    return one.finding.severity is not Severity.WARNING, one.finding.day, one.company.name


# --- inspections


def inspections_of(asker: Asker, zone: Zone) -> QuerySet[Inspection]:
    """The inspections of the agreements that the asker may see, newest first, with their orders and acts."""
    found = Inspection.objects.filter(agreement__in=agreements_of(asker, zone).order_by())
    return found.select_related("agreement__company", "agreement__zone").prefetch_related("orders", "papers")


def earliest_inspection(agreement: Agreement, *, on: date) -> date | None:
    """The first day that a planned inspection may be held on, by the rule in force on a day; None: there is no rule."""
    rules = load_methodology().regime.watch_rules(on=on)
    rule = next((rule for rule in rules if rule.watches is WatchFor.INSPECTION_TOO_EARLY), None)
    if rule is None or agreement.signed_on is None:
        return None
    return months_after(agreement.signed_on, int(rule.param("months")))


def inspection_for(asker: Asker, key: int) -> Inspection:
    """One inspection. Raises Inspection.DoesNotExist, and PermissionDenied where the asker may not see it."""
    inspection = Inspection.objects.select_related("agreement__company", "agreement__zone").get(pk=key)
    must_see(asker, inspection.agreement)
    return inspection


def order_for(asker: Asker, key: int) -> Order:
    """One order. Raises Order.DoesNotExist, and PermissionDenied where the asker may not see it."""
    order = Order.objects.select_related("inspection__agreement__company", "inspection__agreement__zone").get(pk=key)
    must_see(asker, order.inspection.agreement)
    return order


def act_for(asker: Asker, key: int) -> InspectionPaper:
    """The act of an inspection. Raises InspectionPaper.DoesNotExist, PermissionDenied."""
    act = InspectionPaper.objects.select_related("inspection__agreement__zone", "file").get(pk=key)
    must_see(asker, act.inspection.agreement)
    return act


def orders_due(asker: Asker, zone: Zone, *, on: date) -> tuple[OrderDue, ...]:
    """The orders that were not remedied yet, the one due first first."""
    seen = Order.objects.filter(inspection__agreement__in=agreements_of(asker, zone).order_by())
    ahead = seen.filter(Q(remedied_on__isnull=True) | Q(remedied_on__gt=on), inspection__held_on__lte=on)
    found = ahead.select_related("inspection__agreement__company")
    return tuple(OrderDue(order, is_overdue=order.due < on) for order in found)


# --- one company


def company_oversight(asker: Asker, company: Company, *, zone: Zone, on: date) -> CompanyOversight | None:
    """The obligations and the watch list of one company; none for who may not see its papers."""
    if not may(asker, Permission.SEE_PAPERS, zone=zone.code, company=company.code):
        return None
    lines = promised_lines(on) | watched_lines(on)
    entries = _all_overseen(asker, zone, lines=lines, on=on, company=company)
    return CompanyOversight(_fulfilments(entries, on=on), _watch(entries, on=on))


def company_inspections(
    asker: Asker, company: Company, *, zone: Zone, on: date, known_at: datetime | None = None
) -> tuple[Inspected, ...]:
    """The inspections of one company as they stood on a day, as known at a moment, the newest first.

    None of an agreement that was not signed by the day. Of orders no day of issue is kept: they count from the day that
    the inspection was held on. Raises PermissionDenied for who may not see the company's papers.
    """
    require(asker, Permission.SEE_PAPERS, zone=zone.code, company=company.code)
    signed = {"agreement__company": company.pk, "agreement__zone": zone, "agreement__signed_on__lte": on}
    found = sorted(known(Inspection, known_at).filter(**signed), key=lambda one: (one.planned_on, one.pk), reverse=True)
    held = {one.pk for one in found if one.held_on is not None and one.held_on <= on}
    orders: dict[int, list[Ordered]] = {}
    for order in sorted(known(Order, known_at).filter(inspection__in=held), key=lambda order: (order.due, order.pk)):
        is_remedied = order.remedied_on is not None and order.remedied_on <= on
        orders.setdefault(order.inspection_id, []).append(Ordered(order, is_remedied))
    return tuple(Inspected(one, one.pk in held, orders=tuple(orders.get(one.pk, ()))) for one in found)


def in_register_on(agreements: QuerySet[Agreement], *, on: date) -> QuerySet[Agreement]:
    """Those by which the status was held on a day, also while it was suspended."""
    return agreements.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), entered_on__lte=on)


def _all_overseen(
    asker: Asker, zone: Zone, *, lines: Collection[str], on: date, company: Company | None = None
) -> list[Overseen]:
    agreements = in_register_on(agreements_of(asker, zone), on=on)
    if company is not None:
        agreements = agreements.filter(company=company)
    return overseen(zone, list(agreements), lines=lines, on=on)
