"""Which of the facts that guard a step hold? One small function for each guard of the table.

Most facts are read from the book. Some are about what a person gives with the step (remarks, a ground, a day): before
anything is given nobody can say that it is wrong, so `before_input` takes them as holding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from zonebook.agreements.models import AgendaItem, Agreement, Application, Paper, PlannedLine, Vote
from zonebook.methodology import load_methodology
from zonebook.regime import Life, Subject, Transition
from zonebook.registry.models import Residency
from zonebook.registry.queries import in_force

Lived = Application | Agreement
"""What has a state: an application until an agreement is prepared, then the agreement."""


@dataclass(frozen=True)
class Situation:
    """Somebody wants to take a step with `entry` as of `day`, with what was `given` for it.

    What several guards ask is read once.
    """

    entry: Lived
    day: date
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def application(self) -> Application:
        assert isinstance(self.entry, Application)  # noqa: S101 - the table asks this fact of applications only
        return self.entry

    @property
    def agreement(self) -> Agreement:
        assert isinstance(self.entry, Agreement)  # noqa: S101 - the table asks this fact of agreements only
        return self.entry

    @cached_property
    def papers(self) -> Mapping[str, Paper]:
        """Of each kind of paper the newest, which counts."""
        return newest_papers(self.application)

    @cached_property
    def years(self) -> Mapping[int, Mapping[str, int]]:
        """What is planned, as stored, by year and line."""
        years: dict[int, dict[str, int]] = {}
        for year, line, amount in self.application.planned.values_list("year", "line", "amount"):
            years.setdefault(year, {})[line] = amount
        return years

    @cached_property
    def item(self) -> AgendaItem | None:
        """The item of the agenda that the application stands on, if it stands on one."""
        return self.application.items.filter(decision="").select_related("meeting").last()


def the_life() -> Life:
    """The table of the life of a status."""
    return load_methodology().regime.life()


def subject_of(entry: Lived) -> Subject:
    """As what the table knows an entry."""
    return Subject.APPLICATION if isinstance(entry, Application) else Subject.AGREEMENT


def facts_of(transition: Transition, situation: Situation) -> Mapping[str, bool]:
    """Whether each fact that guards a step holds, by the guard's code. Raises KeyError for an unknown guard."""
    return {code: FACTS[code](situation) for code in transition.guards}


def facts_before_input(transition: Transition, situation: Situation) -> Mapping[str, bool]:
    """The same before anything was given for the step: what is still to be given is not wrong yet."""
    return {code: code in GIVEN_WITH_THE_STEP or FACTS[code](situation) for code in transition.guards}


def newest_papers(application: Application) -> Mapping[str, Paper]:
    """Of each kind of paper the newest, which counts."""
    newest: dict[str, Paper] = {}
    for paper in application.papers.order_by("pk"):
        newest[paper.kind] = paper
    return newest


def council_supports(item: AgendaItem) -> bool:
    """Whether the votes on an item are a majority for it, by the rule of the table."""
    in_favour = item.votes.filter(choice=Vote.Choice.FOR).count()
    return the_life().council.supports(taking_part=item.votes.count(), in_favour=in_favour)


def is_in_register(agreement: Agreement) -> bool:
    """Whether an agreement was entered in the register and has not ended."""
    state = the_life().state(Subject.AGREEMENT, agreement.state)
    return not (state.is_first or state.is_final)


def _business_plan_attached(situation: Situation) -> bool:
    return "business_plan" in situation.papers


def _required_papers_attached(situation: Situation) -> bool:
    required = {paper.code for paper in the_life().papers if paper.required}
    return required <= situation.papers.keys()


def _years_planned(situation: Situation) -> bool:
    """Every line in every year from the first to the last that is planned."""
    years = situation.years
    if not years:
        return False
    return all(years.get(year, {}).keys() == set(PlannedLine.values) for year in range(min(years), max(years) + 1))


def _capital_within_investment(situation: Situation) -> bool:
    """A year in which either is not planned yet breaks no rule."""
    capital, whole = PlannedLine.CAPITAL_INVESTMENT, PlannedLine.INVESTMENT
    years = situation.years.values()
    return all(year[capital] <= year[whole] for year in years if capital in year and whole in year)


def _place_named(situation: Situation) -> bool:
    application = situation.application
    return application.site_id is not None and bool(application.place) and application.area_sqm is not None


def _remarks_written(situation: Situation) -> bool:
    """Remarks on the application as a whole, or on one of its papers."""
    remarks = situation.given.get("remarks", "")
    return bool(remarks.strip()) or any(paper.remark for paper in situation.papers.values())


def _papers_in_order(situation: Situation) -> bool:
    return all(paper.verdict == Paper.Verdict.IN_ORDER for paper in situation.papers.values())


def _meeting_ahead(situation: Situation) -> bool:
    meeting = situation.given["meeting"]
    return meeting.day >= situation.day and not meeting.is_held


def _meeting_held(situation: Situation) -> bool:
    return situation.item is not None and situation.item.meeting.is_held


def _quorum_present(situation: Situation) -> bool:
    item = situation.item
    if item is None:
        return False
    seated = item.meeting.zone.council.filter(in_force(item.meeting.day)).count()
    return the_life().council.has_quorum(seated=seated, taking_part=item.votes.count())


def _majority_for(situation: Situation) -> bool:
    item = situation.item
    return item is not None and council_supports(item)


def _majority_not_for(situation: Situation) -> bool:
    return not _majority_for(situation)


def _minutes_attached(situation: Situation) -> bool:
    return situation.item is not None and situation.item.meeting.minutes.exists()


def _ground_given(situation: Situation) -> bool:
    """A ground of the table, or the reason of a step for which the table has no grounds."""
    given = situation.given
    return bool(given.get("ground", given["reason"]).strip())


def _no_agreement_in_force(situation: Situation) -> bool:
    """Neither an agreement in the register nor a status granted without one that the book knows, but its own."""
    entry, own = situation.entry, situation.entry
    company = entry.company
    if company is None:
        return True
    others = Agreement.objects.filter(zone=entry.zone_id, company=company)
    held = Residency.objects.filter(in_force(situation.day), zone=entry.zone_id, company=company)
    if isinstance(own, Agreement):
        others = others.exclude(pk=own.pk)
        held = held.exclude(agreement_entry=own)
    return not held.exists() and not any(is_in_register(other) for other in others)


def _obligations_given(situation: Situation) -> bool:
    if isinstance(situation.entry, Application):
        return situation.entry.planned.exists()
    newest = situation.agreement.terms.last()
    return newest is not None and newest.obligations.exists()


def _signature_missing(situation: Situation) -> bool:
    """The named party has not signed; before one is named, any."""
    missing = unsigned_parties(situation.agreement)
    return situation.given["party"] in missing if "party" in situation.given else bool(missing)


def unsigned_parties(agreement: Agreement) -> tuple[str, ...]:
    """The parties that have not signed yet, in the order of the table."""
    signed = set(agreement.signatures.values_list("party", flat=True))
    return tuple(party.code for party in the_life().parties if party.code not in signed)


def _all_three_signed(situation: Situation) -> bool:
    return not unsigned_parties(situation.agreement)


def _entry_not_before_signing(situation: Situation) -> bool:
    """While a signature lacks, no day is too early: `all_three_signed` says what is wrong."""
    signed_on = situation.agreement.signed_on
    return signed_on is None or situation.day >= signed_on


def _change_given(situation: Situation) -> bool:
    return bool(situation.given["changes"])


def _day_not_before_last_step(situation: Situation) -> bool:
    """An agreement that has taken no step yet follows the last step of its application."""
    agreement = situation.agreement
    last = agreement.steps.last() or (agreement.application and agreement.application.steps.last())
    return last is None or situation.day >= last.day


def _end_document_given(situation: Situation) -> bool:
    return bool(situation.given["end_document"].strip())


FACTS: Mapping[str, Callable[[Situation], bool]] = MappingProxyType(
    {
        "business_plan_attached": _business_plan_attached,
        "required_papers_attached": _required_papers_attached,
        "years_planned": _years_planned,
        "capital_within_investment": _capital_within_investment,
        "place_named": _place_named,
        "remarks_written": _remarks_written,
        "papers_in_order": _papers_in_order,
        "meeting_ahead": _meeting_ahead,
        "meeting_held": _meeting_held,
        "quorum_present": _quorum_present,
        "majority_for": _majority_for,
        "majority_not_for": _majority_not_for,
        "minutes_attached": _minutes_attached,
        "ground_given": _ground_given,
        "no_agreement_in_force": _no_agreement_in_force,
        "obligations_given": _obligations_given,
        "signature_missing": _signature_missing,
        "all_three_signed": _all_three_signed,
        "entry_not_before_signing": _entry_not_before_signing,
        "change_given": _change_given,
        "day_not_before_last_step": _day_not_before_last_step,
        "end_document_given": _end_document_given,
    }
)

GIVEN_WITH_THE_STEP = frozenset(
    {
        "remarks_written",
        "meeting_ahead",
        "ground_given",
        "entry_not_before_signing",
        "change_given",
        "day_not_before_last_step",
        "end_document_given",
    }
)
