"""Is each step refused out of its turn, and while a fact that it needs does not hold, with the reason?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.agreements.way import PARTIES, PDF, REQUIRED, Way, begin, plan
from zonebook.agreements import actions
from zonebook.agreements.facts import FACTS, GIVEN_WITH_THE_STEP, Situation, facts_of, subject_of
from zonebook.agreements.models import PlannedAmount, Signature, Step
from zonebook.agreements.queries import next_steps
from zonebook.agreements.steps import Asked, take
from zonebook.audit.queries import entry_count
from zonebook.methodology import load_methodology
from zonebook.regime import Subject, UnknownTransition
from zonebook.registry.keeping import locked

LIFE = load_methodology().regime.life()
OUT_OF_TURN = [
    (step.subject, step.code, state.code)
    for step in LIFE.transitions
    for state in LIFE.states
    if state.subject == step.subject and state.code not in step.sources
]
LATER = "2025-09-09"


@dataclass
class Lived:
    """An application and an agreement, to be put into any state."""

    way: Way

    def put(self, subject: Subject, state: str):
        entry = self.way.application if subject is Subject.APPLICATION else self.way.agreement
        type(entry).objects.filter(pk=entry.pk).update(state=state)
        entry.refresh_from_db()
        return entry


def refused(way: Way, step: str, **given: object) -> list[str]:
    """The guards whose words the refusal of a step says."""
    entry = way.agreement or way.application
    before = (entry_count(), Step.objects.count(), entry.state)
    with translation.override("ru"), pytest.raises(ValidationError) as error:
        take(way.boris(LATER), locked(entry), asked=Asked(step, given=given))
    entry.refresh_from_db()
    assert (entry_count(), Step.objects.count(), entry.state) == before
    return [guard.code for guard in LIFE.guards if guard.says.ru in error.value.messages]


# --- the table and the facts


def test_each_guard_of_the_table_has_its_fact_and_none_is_idle():
    assert FACTS.keys() == {guard.code for guard in LIFE.guards}
    assert FACTS.keys() >= GIVEN_WITH_THE_STEP


def test_the_parties_of_the_table_are_those_that_can_sign():
    assert [party.code for party in LIFE.parties] == Signature.Party.values


@pytest.fixture
def lived(way) -> Lived:
    return Lived(way.to_signing())


def test_a_step_out_of_its_turn_is_refused_with_what_is_possible_instead(lived):
    for subject, code, state in OUT_OF_TURN:
        entry = lived.put(subject, state)
        with translation.override("en"), pytest.raises(ValidationError) as error:
            take(lived.way.boris(LATER), entry, asked=Asked(code))
        (message,) = error.value.messages
        assert LIFE.title_of(subject, state).en in message
        assert all(step.title.en in message for step in LIFE.open_from(subject, state))


def test_no_step_leaves_a_mark_out_of_its_turn(lived):
    before = (entry_count(), Step.objects.count())
    for subject, code, state in OUT_OF_TURN:
        with pytest.raises(ValidationError):
            take(lived.way.boris(LATER), lived.put(subject, state), asked=Asked(code))

    assert (entry_count(), Step.objects.count()) == before


def test_an_unknown_step_is_told_by_its_name(way):
    with pytest.raises(UnknownTransition, match="no step “jump”"):
        take(way.boris(LATER), locked(way.application), asked=Asked("jump"))


# --- each guard alone


def test_an_empty_draft_is_refused_with_everything_that_lacks(way):
    lacks = ["business_plan_attached", "required_papers_attached", "years_planned", "place_named"]

    assert refused(way, "submit") == lacks


def test_the_business_plan_must_be_there(way):
    way.fill_in()
    way.application.papers.filter(kind="business_plan").delete()

    assert refused(way, "submit") == ["business_plan_attached", "required_papers_attached"]


def test_every_required_paper_must_be_there(way):
    way.fill_in()
    way.application.papers.filter(kind="charter").delete()

    assert refused(way, "submit") == ["required_papers_attached"]


@pytest.mark.parametrize("lacking", [(2026, "jobs_created"), (2025, "revenue")])
def test_every_line_of_every_year_must_be_planned(way, lacking):
    way.fill_in(planned={key: amount for key, amount in plan().items() if key != lacking})

    assert refused(way, "submit") == ["years_planned"]


def test_a_year_may_not_be_left_out(way):
    way.fill_in(planned=plan(years=(2025, 2027)))

    assert refused(way, "submit") == ["years_planned"]


def test_capital_investment_above_investment_is_refused_even_where_it_was_written_otherwise(way):
    way.fill_in()
    PlannedAmount.objects.filter(year=2026, line="investment").update(amount=1)

    assert refused(way, "submit") == ["capital_within_investment"]


@pytest.mark.parametrize("empty", [{"site": None}, {"place": ""}, {"area_sqm": None}])
def test_the_place_must_be_named_whole(way, empty):
    way.fill_in(**empty)

    assert refused(way, "submit") == ["place_named"]


def test_a_return_needs_remarks_of_some_kind(way):
    way.fill_in().submit()
    assert refused(way, "return_with_remarks", remarks=" ") == ["remarks_written"]

    way.judge(verdict="defective", remark="нет подписи")
    assert way.give_back(remarks="").state == "returned"


@pytest.mark.parametrize("verdict", ["", "defective"])
def test_the_council_gets_no_application_with_a_paper_that_is_not_in_order(way, verdict):
    way.fill_in().submit().judge()
    way.application.papers.filter(kind="charter").update(verdict=verdict)

    assert refused(way, "pass_on") == ["papers_in_order"]


def test_of_several_papers_of_a_kind_the_newest_counts(way):
    way.fill_in().submit().judge(verdict="defective", remark="нет подписи").give_back()
    for kind in REQUIRED:
        way.attach(kind, content=PDF + b"!", day="2025-03-10")
    way.resubmit("2025-03-11")
    newest = [way.application.papers.filter(kind=kind).first() for kind in REQUIRED]
    for paper in newest:
        actions.judge_paper(way.boris("2025-03-12"), paper, verdict="in_order")

    assert way.pass_on("2025-03-13").state == "before_council"


def test_a_meeting_that_is_over_takes_no_application(way):
    way.to_council()

    assert refused(way, "put_on_agenda", meeting=way.call(day="2025-09-08")) == ["meeting_ahead"]


def test_a_meeting_of_today_takes_an_application_until_it_was_held(way):
    way.to_council()
    meeting = way.call(day=LATER)
    actions.hold_meeting(way.boris(LATER), meeting, minutes=("п.pdf", PDF))
    meeting.refresh_from_db()

    assert refused(way, "put_on_agenda", meeting=meeting) == ["meeting_ahead"]


def test_before_the_meeting_there_is_no_decision(way):
    way.to_council().put_on_agenda()

    assert refused(way, "support") == ["meeting_held", "quorum_present", "majority_for", "minutes_attached"]


def test_without_a_quorum_there_is_no_decision(way):
    way.to_council().put_on_agenda().vote("for", "for").hold()

    assert refused(way, "support") == ["quorum_present"]
    with pytest.raises(ValidationError):
        way.decide()


def test_who_has_left_the_council_is_not_counted_for_the_quorum(way):
    way.to_council()
    for member in way.seat()[3:]:
        actions.unseat_member(way.boris("2025-03-01"), member, last_day=date(2025, 3, 1), reason="переезд")

    assert way.put_on_agenda().vote("for", "for").hold().decide().state == "supported"


def test_the_decision_follows_from_the_votes(way):
    way.to_council().put_on_agenda().vote("for", "for", "against", "abstained").hold()
    assert refused(way, "support") == ["majority_for"]

    assert way.decide().state == "declined"
    assert way.item.decision == "declined"


def test_a_majority_cannot_be_declined(way):
    way.to_council().put_on_agenda().vote("for", "for", "against").hold()

    assert refused(way, "decline") == ["majority_not_for"]


def test_a_decision_needs_its_minutes(way):
    way.to_council().put_on_agenda().vote("for", "for", "for")
    meeting = way.item.meeting
    type(meeting).objects.filter(pk=meeting.pk).update(is_held=True)

    assert refused(way, "support") == ["minutes_attached"]


def test_an_application_is_taken_off_the_agenda_with_a_reason_only(way):
    way.to_council().put_on_agenda()
    assert refused(way, "postpone") == ["ground_given"]

    actions.postpone(way.boris("2025-03-12"), way.item, reason="нет докладчика")
    way.application.refresh_from_db()
    assert way.state == "before_council"


def test_a_postponed_application_comes_back_to_another_meeting(way):
    way.to_council().put_on_agenda()
    actions.postpone(way.boris("2025-03-12"), way.item, reason="нет докладчика")

    way.put_on_agenda(way.call(day="2025-04-10"), day="2025-03-13")

    assert [(item.meeting.number, item.decision) for item in way.application.items.order_by("pk")] == [
        ("ЭС-1", "postponed"),
        ("ЭС-2", ""),
    ]


def test_a_refusal_needs_its_ground(way):
    way.fill_in().submit()

    assert refused(way, "refuse", ground="") == ["ground_given"]


def test_a_resident_gets_no_second_agreement(book):
    known = Way(book, actions.start_application(book.actor("alice", "2025-03-03"), book.zone)).fill_in(by="alice")
    known.submit(by="alice").judge().pass_on().support()

    assert refused(known, "prepare_agreement") == ["no_agreement_in_force"]


def test_without_a_plan_there_is_nothing_to_agree_on(way):
    way.to_council().support()
    way.application.planned.all().delete()

    assert refused(way, "prepare_agreement") == ["obligations_given"]


def test_a_party_signs_once(way):
    way.to_signing().sign("resident", day="2025-04-01")

    assert refused(way, "sign", party="resident") == ["signature_missing"]


@pytest.mark.parametrize("absent", PARTIES)
def test_an_entry_needs_the_signatures_of_all_three(way, absent):
    way.to_signing().sign(*(party for party in PARTIES if party != absent))

    assert refused(way, "enter_in_register") == ["all_three_signed"]


def test_no_entry_is_made_before_the_last_signature(way):
    way.to_signing().sign(day="2025-04-01")

    with pytest.raises(ValidationError, match="dated before the last signature"), translation.override("en"):
        way.enter(day="2025-03-31")


def test_of_two_agreements_of_a_company_one_is_entered(way):
    second = begin(way.book)
    second.to_council().support()
    way.to_council().put_on_agenda(way.call(day="2025-03-20")).vote("for", "for", "for").hold().decide()
    second.prepare(number="ТВД-78").sign()
    way.prepare().sign().enter()

    assert refused(second, "enter_in_register") == ["no_agreement_in_force"]


def test_an_amendment_changes_something(way):
    way.to_register()

    with translation.override("en"), pytest.raises(ValidationError, match="The amendment changes nothing"):
        way.amend("2025-08-01", planned=plan(), activity="Лазеры")


@pytest.mark.parametrize("step", ["amend", "suspend", "end"])
def test_no_step_of_an_agreement_goes_back_in_time(way, step):
    way.to_register()
    ways = {
        "amend": lambda: way.amend("2025-04-02", activity="Линзы"),
        "suspend": lambda: way.suspend("2025-04-02"),
        "end": lambda: way.end("2025-04-02"),
    }

    with translation.override("en"), pytest.raises(ValidationError, match="before the step before it"):
        ways[step]()


def test_the_end_needs_its_ground_and_its_document(way):
    way.to_register()

    assert refused(way, "end", ground="", end_document=" ") == ["ground_given", "end_document_given"]


# --- what comes next


def test_each_who_sees_the_steps_that_are_theirs(way):
    way.fill_in().submit()
    seen = {
        who: [step.transition.code for step in next_steps(way.book.users[who], way.application, on=date(2025, 3, 6))]
        for who in ("nadia", "boris", "vera", "zoe")
    }

    assert seen == {
        "nadia": ["withdraw"],
        "boris": ["return_with_remarks", "pass_on", "refuse"],
        "vera": [],
        "zoe": [],
    }


def test_a_step_that_is_not_open_yet_says_why(way):
    steps = {
        step.transition.code: [text.en for text in step.refusals]
        for step in next_steps(way.book.users["nadia"], way.application, on=date(2025, 3, 6))
    }

    assert steps["withdraw"] == []
    assert steps["submit"][0].startswith("The business plan is not attached")


def test_what_is_still_to_be_given_with_a_step_does_not_close_it(way):
    way.to_register()
    steps = next_steps(way.book.users["boris"], way.agreement, on=date(2025, 9, 9))

    assert [(step.transition.code, step.refusals) for step in steps] == [("amend", ()), ("suspend", ()), ("end", ())]


def test_facts_are_established_for_exactly_the_guards_of_a_step(way):
    submit = LIFE.transition("submit")

    assert facts_of(submit, Situation(way.application, date(2025, 3, 6))).keys() == set(submit.guards)
    assert subject_of(way.application) is Subject.APPLICATION


def test_amounts_are_kept_to_the_kopeck(way):
    way.fill_in(planned={(2025, "investment"): Decimal("0.01")})

    assert way.application.planned.get().amount == 1
