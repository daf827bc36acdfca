"""Whatever is tried in whatever order: nobody comes into the register past a step, and the log tells the state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.agreements.way import PARTIES, Way, begin
from zonebook.agreements import actions
from zonebook.agreements.facts import Lived, subject_of
from zonebook.audit.queries import chain_faults
from zonebook.methodology import load_methodology
from zonebook.registry.models import Residency

LIFE = load_methodology().regime.life()
ON = "2025-09-09"
STRAIGHT = (
    "fill in", "submit", "judge", "pass_on", "put_on_agenda", "votes for", "hold", "decide", "prepare",
    *PARTIES, "enter",
)  # fmt: skip
NEEDED = ["submit", "pass_on", "put_on_agenda", "support", "prepare_agreement", "sign", "sign", "sign"]


def tried(way: Way) -> Mapping[str, Callable[[], object]]:
    """Everything that people try with an application and its agreement; all of it on one day."""
    boris = way.boris(ON)
    return {
        "fill in": way.fill_in,
        "submit": lambda: way.submit(ON),
        "resubmit": lambda: way.resubmit(ON),
        "withdraw": lambda: actions.withdraw_application(way.book.actor("nadia", ON), way.application),
        "judge": lambda: way.judge(day=ON),
        "find defects": lambda: way.judge(verdict="defective", remark="нет подписи", day=ON),
        "give back": lambda: way.give_back(ON),
        "pass_on": lambda: way.pass_on(ON),
        "refuse": lambda: actions.refuse_application(boris, way.application, ground="no_place", reason=""),
        "put_on_agenda": lambda: way.put_on_agenda(way.call(day=ON), day=ON),
        "postpone": lambda: actions.postpone(boris, way.item, reason="нет докладчика"),
        "votes for": lambda: way.vote("for", "for", "for", on=ON),
        "votes against": lambda: way.vote("for", "against", "against", on=ON),
        "hold": lambda: way.hold(ON),
        "decide": lambda: way.decide(day=ON),
        "prepare": lambda: way.prepare(day=ON, number=f"ТВД-{way.application.pk}"),
        **{party: lambda party=party: way.sign(party, day=ON) for party in PARTIES},
        "enter": lambda: way.enter(day=ON),
        "amend": lambda: way.amend(ON, activity="Линзы"),
        "suspend": lambda: way.suspend(ON),
        "resume": lambda: way.resume("2025-09-10"),
        "end": lambda: way.end("2025-09-10"),
    }


MOVES = (
    *STRAIGHT, "resubmit", "withdraw", "find defects", "give back", "refuse", "postpone", "votes against", "amend",
    "suspend", "resume", "end",
)  # fmt: skip


ODD = 5
"""One number of many, neither the first nor the last, which Hypothesis draws more often than the others."""
OF_ITEM = {"postpone", "votes for", "votes against", "hold", "decide"}
OF_AGREEMENT = {*PARTIES, "enter", "amend", "suspend", "resume", "end"}


def attempt(way: Way, move: str) -> None:
    """Try a move, if there is what it is tried with; a refusal is as good as a success."""
    if (move in OF_ITEM and way.item is None) or (move in OF_AGREEMENT and way.agreement is None):
        return
    with suppress(ValidationError), transaction.atomic():
        tried(way)[move]()


@st.composite
def walks(draw: st.DrawFn) -> list[str]:
    """The straight way with some steps left out and others taken in between."""
    walk = []
    for step in STRAIGHT:
        if draw(st.integers(0, 7)) == ODD:
            walk.append(draw(st.sampled_from(MOVES)))
        if draw(st.integers(0, 15)) != ODD:
            walk.append(step)
    return walk + draw(st.lists(st.sampled_from(MOVES), max_size=4))


def replayed(entry: Lived) -> str:
    """The state that the log of steps leads to; every step starts where the one before it ended."""
    state = LIFE.first_state(subject_of(entry))
    for step in entry.steps.all():
        assert (step.from_state, LIFE.transition(step.transition).target) == (state, step.to_state)
        state = step.to_state
    return state


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=walks())
def test_the_log_replays_to_the_state_and_no_step_was_skipped(book, walk):
    before, residents = transaction.savepoint(), Residency.objects.count()
    way = begin(book)
    for move in walk:
        attempt(way, move)
        way.application.refresh_from_db()
    event(way.state)

    assert replayed(way.application) == way.application.state
    if way.agreement is not None:
        way.agreement.refresh_from_db()
        assert replayed(way.agreement) == way.agreement.state
    if Residency.objects.count() > residents:
        taken = [*way.application.steps.all(), *way.agreement.steps.all()]
        assert [step.transition for step in taken if step.transition in NEEDED][-len(NEEDED) :] == NEEDED
    assert list(chain_faults()) == []
    transaction.savepoint_rollback(before)
    del book.users["nadia"]


def test_the_straight_way_leads_into_the_register(book):
    way = begin(book)
    for move in STRAIGHT:
        tried(way)[move]()

    assert way.state == "in_force"


@pytest.mark.parametrize("skipped", sorted(set(STRAIGHT) - {"fill in"}))
def test_the_straight_way_without_one_of_its_steps_leads_nowhere(book, skipped):
    way = begin(book)
    for move in STRAIGHT:
        if move != skipped:
            attempt(way, move)

    assert way.state != "in_force"
    assert not Residency.objects.filter(company__name="Гамма").exists()
