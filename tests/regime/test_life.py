"""The life of a status: which steps there are, that none can be skipped, and what a refusal says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from zonebook.methodology import load_methodology
from zonebook.regime import (
    Actor,
    FactMissing,
    Guard,
    Life,
    RegimeDefinitionError,
    Subject,
    Transition,
    UnknownTransition,
)
from zonebook.regime.life import reachable

LIFE = load_methodology().regime.life()
STEPS = {step.code: step for step in LIFE.transitions}
each_step = pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)


def all_hold(step: Transition, *, but: Iterable[str] = ()) -> dict[str, bool]:
    return {code: code not in but for code in step.guards}


# the steps


def test_an_application_goes_from_a_draft_to_an_agreement_in_force_by_these_steps() -> None:
    state = LIFE.first_state(Subject.APPLICATION)
    for code in ("submit", "pass_on", "put_on_agenda", "support", "prepare_agreement", "sign", "enter_in_register"):
        step = LIFE.transition(code)
        assert LIFE.refusals(step, state=state, holds=all_hold(step)) == ()
        state = step.target

    assert (state, LIFE.title_of(Subject.AGREEMENT, state).ru) == ("in_force", "Действует")


@pytest.mark.parametrize("step", ["pass_on", "put_on_agenda", "support", "prepare_agreement"])
def test_no_way_round_a_step_leads_from_a_draft_to_an_agreement(step: str) -> None:
    assert "signing" in reachable(LIFE, Subject.APPLICATION, start="draft")
    assert "signing" not in reachable(LIFE, Subject.APPLICATION, start="draft", without=step)


def test_no_way_round_the_entry_in_the_register_leads_to_an_agreement_in_force() -> None:
    assert "in_force" in reachable(LIFE, Subject.AGREEMENT, start="signing")
    assert reachable(LIFE, Subject.AGREEMENT, start="signing", without="enter_in_register") == {"signing"}


def test_no_application_becomes_supported_but_by_the_councils_decision() -> None:
    assert [step.code for step in LIFE.transitions if step.target == "supported"] == ["support"]


@pytest.mark.parametrize("state", LIFE.states, ids=lambda state: f"{state.subject}-{state.code}")
def test_every_state_but_the_final_ones_has_a_way_out(state: object) -> None:
    assert bool(LIFE.open_from(state.subject, state.code)) is not state.is_final
    assert state.code in reachable(LIFE, state.subject, start=LIFE.first_state(state.subject))


def test_an_application_can_be_withdrawn_until_the_agreement_is_prepared_and_only_by_the_applicant() -> None:
    unfinished = {s.code for s in LIFE.states if s.subject is Subject.APPLICATION and not s.is_final}

    assert set(STEPS["withdraw"].sources) == unfinished
    assert STEPS["withdraw"].actor is Actor.APPLICANT


def test_only_the_curator_judges_and_only_the_applicant_applies() -> None:
    applicants = {code for code, step in STEPS.items() if step.actor is Actor.APPLICANT}

    assert applicants == {"submit", "resubmit", "withdraw"}


# refusals


@each_step
def test_a_step_whose_guards_hold_is_not_refused_in_any_of_its_states(step: Transition) -> None:
    for state in step.sources:
        assert LIFE.refusals(step, state=state, holds=all_hold(step)) == ()


@pytest.mark.parametrize(("step", "guard"), [(step, guard) for step in LIFE.transitions for guard in step.guards])
def test_each_guard_that_does_not_hold_is_told_in_its_own_words(step: Transition, guard: str) -> None:
    refused = LIFE.refusals(step, state=step.sources[0], holds=all_hold(step, but=[guard]))

    assert refused == (LIFE.guard(guard).says,)


def test_all_guards_that_do_not_hold_are_told_at_once() -> None:
    step = STEPS["support"]

    refused = LIFE.refusals(step, state="on_agenda", holds=dict.fromkeys(step.guards, False))

    assert len(refused) == len(step.guards) == 4


@each_step
def test_a_step_is_refused_in_every_other_state_with_the_present_one_and_what_is_possible(step: Transition) -> None:
    for state in LIFE.states:
        if state.subject != step.subject or state.code in step.sources:
            continue
        (refusal,) = LIFE.refusals(step, state=state.code, holds=all_hold(step))
        assert step.title.ru in refusal.ru
        assert state.title.ru in refusal.ru
        for possible in LIFE.open_from(step.subject, state.code):
            assert possible.title.ru in refusal.ru
            assert possible.title.en in refusal.en


def test_a_skipped_step_is_refused_in_these_words() -> None:
    step = STEPS["put_on_agenda"]

    (refusal,) = LIFE.refusals(step, state="returned", holds=all_hold(step))

    assert refusal.ru == (
        "Шаг «Включить в повестку заседания» сейчас сделать нельзя: состояние — «Возвращена с замечаниями». "
        "Возможны: «Подать исправленную заявку», «Отказать и закрыть заявку», «Отозвать заявку»."
    )


def test_a_fact_that_nobody_established_is_an_error_and_never_a_silent_yes() -> None:
    step = STEPS["submit"]
    facts = all_hold(step)
    del facts["place_named"]

    with pytest.raises(FactMissing, match="step submit: no word of place_named"):
        LIFE.refusals(step, state="draft", holds=facts)


def test_an_unknown_step_is_refused_with_those_that_are_possible_from_the_state() -> None:
    with pytest.raises(UnknownTransition, match="There is no step “fly”") as refused:
        LIFE.transition("fly", subject=Subject.AGREEMENT, state="suspended")

    assert refused.value.says.ru == (
        "Шага «fly» нет. Возможны: «Возобновить действие соглашения», «Прекратить соглашение и статус резидента»."
    )


def test_a_step_of_the_other_subject_is_unknown() -> None:
    with pytest.raises(UnknownTransition):
        LIFE.transition("sign", subject=Subject.APPLICATION, state="draft")


def test_of_a_final_state_it_is_said_that_nothing_is_possible() -> None:
    with pytest.raises(UnknownTransition, match="Possible: none"):
        LIFE.transition("fly", subject=Subject.AGREEMENT, state="ended")


@pytest.mark.parametrize("ask", [lambda: LIFE.state(Subject.AGREEMENT, "draft"), lambda: LIFE.guard("luck")])
def test_what_the_table_does_not_have_is_an_error(ask: object) -> None:
    with pytest.raises(LookupError):
        ask()


# papers, parties, grounds


def test_three_parties_sign() -> None:
    assert [party.code for party in LIFE.parties] == ["resident", "authorised_body", "managing_company"]


def test_a_business_plan_is_required_and_financial_statements_are_not() -> None:
    required = {paper.code: paper.required for paper in LIFE.papers}

    assert required["business_plan"]
    assert not required["financial_statements"]


def test_a_status_ends_by_agreement_by_term_or_by_court() -> None:
    assert [ground.code for ground in LIFE.grounds_of("end")] == ["by_agreement", "by_term", "by_court"]


# the clock


def test_each_step_that_waits_for_somebody_starts_their_deadline() -> None:
    starts = {code: step.starts for code, step in STEPS.items() if step.starts}

    assert starts == {
        "submit": "check_papers",
        "return_with_remarks": "mend_papers",
        "resubmit": "check_papers",
        "pass_on": "council",
        "support": "prepare_agreement",
        "prepare_agreement": "signing",
    }


def test_taking_an_application_off_the_agenda_gives_the_council_no_new_time() -> None:
    assert STEPS["postpone"].starts is None
    assert not STEPS["postpone"].stops


def test_the_last_signature_starts_the_days_for_the_entry_and_the_entry_stops_them() -> None:
    assert STEPS["sign"].last_starts == "entry"
    assert STEPS["enter_in_register"].stops


# a table that contradicts itself


def with_step(**changes: object) -> tuple[Transition, ...]:
    return (replace(STEPS["submit"], **changes), *LIFE.transitions[1:])


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"transitions": with_step(guards=("luck",))}, "transition submit: guards: not defined: luck"),
        ({"transitions": with_step(target="heaven")}, "transition submit: states: not defined: heaven"),
        ({"transitions": (*LIFE.transitions, STEPS["submit"])}, "transition submit: defined 2 times"),
        ({"guards": (*LIFE.guards, LIFE.guards[0])}, "guard business_plan_attached: defined 2 times"),
        ({"guards": (*LIFE.guards, Guard("luck", LIFE.guards[0].says))}, "no transition asks: luck"),
        ({"transitions": with_step(target="draft")}, "no way leads to "),
        ({"transitions": LIFE.transitions[:-1]}, "no transition asks: end_document_given"),
        ({"states": LIFE.states[1:]}, "not defined: draft"),
        ({"states": tuple(replace(s, is_first=False) for s in LIFE.states)}, "application: 0 first states"),
        ({"states": tuple(replace(s, is_final=False) for s in LIFE.states)}, "has no way out and is not called final"),
        ({"states": tuple(replace(s, is_final=True) for s in LIFE.states)}, "is final and has a way out"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(changes: dict[str, object], fault: str) -> None:
    with pytest.raises(RegimeDefinitionError, match=fault):
        replace(LIFE, **changes)


def test_the_table_in_force_on_a_day_is_the_newest_that_was_valid_then() -> None:
    regime = load_methodology().regime
    newer: Life = replace(LIFE, version=2, valid_from=date(2027, 1, 1))
    both = replace(regime, lives=(newer, LIFE))

    assert both.life(on=date(2026, 12, 31)) is LIFE
    assert both.life(on=date(2027, 1, 1)) is newer
    assert both.life() is newer
