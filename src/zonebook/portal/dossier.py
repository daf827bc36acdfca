"""What does the book hold of one company on a day, as known at a moment, and what of it may the asker see?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, prefetch_related_objects

from zonebook.accounts.queries import Asker, Permission, may
from zonebook.agreements.facts import the_life
from zonebook.agreements.models import Agreement, Step, Suspension
from zonebook.agreements.queries import states_on
from zonebook.estate.models import Lease
from zonebook.figures.queries import ask, question
from zonebook.measures import Answer, Period, Text
from zonebook.methodology import load_methodology
from zonebook.methodology.definition import Formula
from zonebook.oversight.queries import (
    Fulfilment,
    Inspected,
    Watching,
    company_inspections,
    company_oversight,
    obligations_of,
)
from zonebook.portal.clocks import Clock
from zonebook.portal.life_road import ground_title, step_title
from zonebook.projects.queries import Progress, progress, projects_of
from zonebook.registry.models import Company, Contact, Industry, Membership, Presence, Residency, Zone
from zonebook.registry.queries import known
from zonebook.reporting.queries import reported_periods, submissions_of

_ASKED_OF_ONE = ("jobs_created", "employees", "investment", "revenue")


@dataclass(frozen=True, slots=True)
class Dated:
    """A dated entry, and whether it holds on the day that is looked at."""

    entry: Any
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement as it stood, and where each of its promises stands against the accepted reports."""

    agreement: Agreement
    state: Text
    fulfilments: tuple[Fulfilment, ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """What only those see who may see the company's papers."""

    contacts: list[Contact]
    leases: list[Dated]
    agreements: list[Agreed]
    steps: list[tuple[Step, Text]]
    suspensions: list[tuple[Dated, Text]]
    inspections: tuple[Inspected, ...]
    alerts: tuple[Watching, ...]


def as_known(company: Company, clock: Clock) -> Company | None:
    """The company with what the register said of it at the moment; none while it was not in the register."""
    if clock.known_at is None:
        return company
    then = known(Company, clock.known_at).filter(id=company.pk).first()
    if then is not None:
        then.industry = Industry.objects.filter(pk=then.industry_id).first()
    return then


def stays(company: Company, zone: Zone, *, clock: Clock) -> list[Dated]:
    """Where it works and worked, the newest first."""
    said = known(Presence, clock.known_at).filter(company=company.pk, site__zone=zone)
    return _dated(said, "site", clock=clock)


def residencies(company: Company, zone: Zone, *, clock: Clock) -> list[Dated]:
    """By which agreements it holds and held the status, the newest first."""
    return _dated(known(Residency, clock.known_at).filter(company=company.pk, zone=zone), clock=clock)


def memberships(company: Company, *, clock: Clock) -> list[Dated]:
    """To which clusters it belongs and belonged, the newest first."""
    return _dated(known(Membership, clock.known_at).filter(company=company.pk), "cluster", clock=clock)


def projects(company: Company, *, clock: Clock) -> list[Progress]:
    """The projects that it takes part in, and how far each of them is."""
    return progress(projects_of(company, known_at=clock.known_at), on=clock.on, known_at=clock.known_at)


def papers(asker: Asker, company: Company, *, zone: Zone, clock: Clock) -> Papers | None:
    """The company's papers on the day, as known at the moment; none for those who may not see them."""
    if not may(asker, Permission.SEE_PAPERS, zone=zone.code, company=company.code):
        return None
    then, of_company = clock.known_at, {"company": company.pk}
    of_agreement = {"agreement__company": company.pk, "agreement__zone": zone}
    leases = known(Lease, then).filter(**of_company, premises__site__zone=zone)
    return Papers(
        contacts=sorted(known(Contact, then).filter(**of_company), key=lambda contact: contact.name),
        leases=_dated(leases, "premises__site", "premises__building", clock=clock),
        agreements=_agreed(asker, company, zone=zone, clock=clock),
        steps=_steps(company, zone, clock=clock),
        suspensions=_suspended(known(Suspension, then).filter(**of_agreement), clock=clock),
        inspections=company_inspections(asker, company, zone=zone, on=clock.on, known_at=then),
        alerts=_alerts(asker, company, zone=zone, clock=clock),
    )


def _agreed(asker: Asker, company: Company, *, zone: Zone, clock: Clock) -> list[Agreed]:
    """The agreements that there were on the day, with what was promised and done by then, the newest first."""
    states = states_on(company, zone, on=clock.on, known_at=clock.known_at)
    said = known(Agreement, clock.known_at).filter(id__in=states)
    return [
        Agreed(
            agreement,
            states[agreement.pk].title,
            obligations_of(asker, agreement, on=clock.on, known_at=clock.known_at),
        )
        for agreement in sorted(said, key=lambda agreement: -agreement.pk)
    ]


def _alerts(asker: Asker, company: Company, *, zone: Zone, clock: Clock) -> tuple[Watching, ...]:
    """What the watch list says on the day; it is kept for what is known now only."""
    found = company_oversight(asker, company, zone=zone, on=clock.on) if clock.known_at is None else None
    return () if found is None else found.watch.alerts


def _suspended(said: Iterable[Suspension], *, clock: Clock) -> list[tuple[Dated, Text]]:
    """When the status was suspended, and on which ground of the table."""
    life = the_life()
    return [(dated, ground_title(life, dated.entry.ground)) for dated in _dated(said, clock=clock)]


def _steps(company: Company, zone: Zone, *, clock: Clock) -> list[tuple[Step, Text]]:
    """The steps of its agreements until the day, as recorded until the moment, the newest first."""
    taken = Step.objects.filter(agreement__company=company.pk, agreement__zone=zone, day__lte=clock.on)
    if clock.known_at is not None:
        taken = taken.filter(at__lte=clock.known_at)
    life = the_life()
    return [(step, step_title(life, step.transition)) for step in taken.order_by("-pk")]


def reports(asker: Asker, company: Company, *, zone: Zone) -> list[Any] | None:
    """What it filed; none for those who may not see it."""
    try:
        return list(submissions_of(asker, company, zone=zone))
    except PermissionDenied:
        return None


def usual_figures(zone: Zone, scope: str, *, clock: Clock, population: str = "companies") -> list[dict[str, Any]]:
    """The usual figures of one scope for the newest period reported by the day, missing ones with their reasons."""
    periods = [period for period in reported_periods(zone) if period.last <= clock.on]
    if not periods:
        return []
    methodology = load_methodology()
    answers: list[dict[str, Any]] = []
    for code in _ASKED_OF_ONE:
        measure = methodology.measure(code)
        period = Period.moment(periods[0].last) if measure.formula is Formula.STOCK_AT_END else periods[0]
        answer: Answer = ask(question(code, period, scope=[scope], population=population, known_at=clock.known_at))
        answers.append({"measure": measure, "answer": answer, "question": answer.question})
    return answers


def _dated(said: Iterable[Model], *joined: str, clock: Clock) -> list[Dated]:
    """Entries with what they point at, the newest first; one that began nobody knows when is the oldest."""
    entries: list[Any] = list(said)
    prefetch_related_objects(entries, *joined)
    entries.sort(key=lambda entry: (entry.first_day or date.min, entry.pk), reverse=True)
    return [Dated(entry, _holds(entry, clock)) for entry in entries]


def _holds(entry: Any, clock: Clock) -> bool:
    begun = entry.first_day is None or entry.first_day <= clock.on
    return begun and (entry.last_day is None or entry.last_day >= clock.on)
