"""What do agreements oblige to, asked as a figure of the book is asked, and who may be told?

Obligations are papers: an agreement's own are for those who may see papers. The people of the newsroom, and whatever
goes out to everybody, hear sums over enough agreements only, and outside nobody hears any: who may ask any number of
times, of any day, would find out each by and by, also from sums.

The answer is a figure whose lineage names the agreement and the terms (0 as signed, from 1 on amendments) of each
promise in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from django.db.models import Q

from zonebook.accounts.queries import Asker, Permission, may
from zonebook.agreements.models import Agreement, Obligation, PlannedLine, Terms
from zonebook.agreements.plans import UNITS, amount_from_stored
from zonebook.claims.judging import Ask
from zonebook.claims.judging.readings import Term
from zonebook.measures import Answer, Coverage, Figure, Lineage, Missing, MissingReason, Quantity, Question, Text, Unit
from zonebook.methodology import load_methodology
from zonebook.registry.models import Membership, Zone
from zonebook.registry.queries import in_force, known, residents

_POPULATION = "residents"
_TITLES: Mapping[str, Text] = MappingProxyType(
    {
        PlannedLine.INVESTMENT: Text("Обязательства: инвестиции", "Obligations: investment"),
        PlannedLine.CAPITAL_INVESTMENT: Text("Обязательства: капитальные вложения", "Obligations: capital investment"),
        PlannedLine.JOBS_CREATED: Text("Обязательства: рабочие места", "Obligations: jobs"),
        PlannedLine.REVENUE: Text("Обязательства: выручка", "Obligations: revenue"),
    }
)
_SAID_AS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        PlannedLine.INVESTMENT: ("investment_planned", "investment_declared", "investment"),
        PlannedLine.CAPITAL_INVESTMENT: ("capital_investment_planned", "capital_investment"),
        PlannedLine.JOBS_CREATED: ("jobs_planned", "jobs_declared", "jobs_created"),
        PlannedLine.REVENUE: ("revenue_planned", "revenue"),
    }
)


class Sight(StrEnum):
    """How much of what agreements oblige to may be told: nothing, sums over enough of them, or everything."""

    NOTHING = "nothing"
    SUMS = "sums"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The book of which zone is asked about what was said on a day, as known when, and what may be told of papers."""

    zone: Zone
    said_on: date
    known_at: datetime
    sight: Sight = Sight.NOTHING


def sight_of(asker: Asker, zone: Zone) -> Sight:
    """How much somebody who asks on their own behalf may be told."""
    if may(asker, Permission.SEE_PAPERS, zone=zone.code):
        return Sight.EVERYTHING
    return Sight.SUMS if may(asker, Permission.KEEP_STATEMENTS, zone=zone.code) else Sight.NOTHING


def is_owed(measure: str) -> bool:
    """Is a question of this measure one about obligations?"""
    return measure in _LINES


def promise_terms() -> tuple[Term, ...]:
    """What the judge must know of the obligations that can be asked for."""
    return tuple(
        Term(
            measure=measure, title=_TITLES[line], said_as=_SAID_AS[line], populations=(_POPULATION,), is_flow=True,
            is_change=False, never_negative=True, unit=UNITS[line], is_promise=True,
        )
        for measure, line in _LINES.items()
    )  # fmt: skip


def line_of(measure: str) -> str:
    """The line of agreements that a measure of obligations adds up."""
    return _LINES[measure]


def title_of(measure: str) -> Text:
    """What a measure of obligations is called."""
    return _TITLES[_LINES[measure]]


def with_obligations(ask: Ask, inquiry: Inquiry) -> Ask:
    """Asks the agreements where a question is about obligations, and else as before."""
    return lambda asked: _owed(asked, inquiry) if is_owed(asked.measure) else ask(asked)


_LINES: Mapping[str, str] = MappingProxyType({f"owed_{line.value}": line.value for line in PlannedLine})


def _owed(asked: Question, inquiry: Inquiry) -> Answer:
    """The sum of what the terms in force oblige to, or why it is not told."""
    if inquiry.sight is Sight.NOTHING:
        return Missing(asked, MissingReason.NOT_SHOWN)
    if not _is_of_whole_years(asked):
        return Missing(asked, MissingReason.UNSUITED_PERIOD, str(asked.period))
    known_at = asked.known_at or inquiry.known_at
    companies = _companies(asked.scope, inquiry, known_at=known_at)
    if companies is None:
        return Missing(asked, MissingReason.UNSUITED_POPULATION, ", ".join(asked.scope))
    found = _obligations(asked, inquiry, companies=companies, known_at=known_at)
    if not found:
        return Missing(asked, MissingReason.NO_AGREEMENTS)
    promising = {obligation.terms.agreement.company.code for obligation in found}
    if inquiry.sight is Sight.SUMS and len(promising) < load_methodology().judging.least_agreements:
        return Missing(asked, MissingReason.NOT_SHOWN)
    return _figure(asked, found, companies=companies | promising, names=inquiry.sight is Sight.EVERYTHING)


def _is_of_whole_years(asked: Question) -> bool:
    first, last = asked.period.first, asked.period.last
    return (last.month, last.day) == (12, 31) and (first is None or (first.month, first.day) == (1, 1))


def _companies(scope: Sequence[str], inquiry: Inquiry, *, known_at: datetime) -> frozenset[str] | None:
    """The residents that a scope names; None for one that promises nothing itself, as a site."""
    names: dict[str, list[str]] = {}
    for code in scope:
        kind, _, name = code.partition(":")
        names.setdefault(kind, []).append(name)
    if set(names) == {"company"}:
        return frozenset(names["company"])
    status = residents(inquiry.zone, on=inquiry.said_on, known_at=known_at)
    if names == {"zone": [inquiry.zone.code]}:
        return frozenset(status.values_list("code", flat=True))
    if set(names) == {"cluster"}:
        members = known(Membership, known_at).filter(in_force(inquiry.said_on), cluster__code__in=names["cluster"])
        return frozenset(status.filter(pk__in=members.values("company")).values_list("code", flat=True))
    return None


def _obligations(
    asked: Question, inquiry: Inquiry, *, companies: frozenset[str], known_at: datetime
) -> list[Obligation]:
    """The promises of the newest terms that were agreed by the day and recorded by the moment."""
    standing = Q(ended_on__isnull=True) | Q(ended_on__gte=inquiry.said_on)
    agreements = known(Agreement, known_at).filter(
        standing, zone=inquiry.zone, signed_on__lte=inquiry.said_on, company__code__in=companies
    )
    agreed = Q(agreed_on__isnull=True) | Q(agreed_on__lte=inquiry.said_on)
    terms = Terms.objects.filter(
        agreed, agreement__in=[entry.pk for entry in agreements], recorded_at__lte=known_at
    ).order_by("agreement", "number")
    newest = dict(terms.values_list("agreement", "pk"))
    years = Q(year__lte=asked.period.last.year)
    if asked.period.first is not None:
        years &= Q(year__gte=asked.period.first.year)
    rows = Obligation.objects.filter(years, terms__in=newest.values(), line=_LINES[asked.measure])
    return list(rows.select_related("terms__agreement__company").order_by("terms__agreement__number", "year"))


def _figure(asked: Question, found: Sequence[Obligation], *, companies: frozenset[str], names: bool) -> Figure:
    line = _LINES[asked.measure]
    promising = {one.terms.agreement.company.code for one in found}
    amount = amount_from_stored(line, sum(one.amount for one in found))
    entries = dict.fromkeys(f"{one.terms.agreement.number} / {one.terms.number}" for one in found)
    return Figure(
        question=asked,
        period=asked.period,
        quantity=Quantity(amount, Unit.of(UNITS[line])),
        coverage=Coverage(len(promising), len(companies), tuple(sorted(companies - promising)) if names else ()),
        lineage=Lineage(asked.measure, "agreements", entries=tuple(entries) if names else ()),
    )
