"""The road to the status is read from the table: its steps in order, each with the deadline that runs meanwhile."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.portal.life_book import plan
from zonebook.methodology import load_methodology
from zonebook.portal.life_road import Position, all_deadlines, ground_title, road_ahead, step_title, whole_road
from zonebook.portal.plan_table import LINES, by_year, side_by_side
from zonebook.regime import Subject

REGIME = load_methodology().regime
LIFE = REGIME.life()
STATES = [(state.subject, state.code) for state in LIFE.states]
TO_THE_REGISTER = ["pass_on", "put_on_agenda", "support", "prepare_agreement", "sign", "enter_in_register"]


def steps(subject: Subject, state: str, due_code: str = "") -> list[tuple[str, str | None]]:
    road = road_ahead(REGIME, Position(subject, state, due_code))
    return [(stage.step.code, stage.deadline.code if stage.deadline else None) for stage in road]


def test_the_whole_road_leads_from_the_draft_to_the_register_with_its_deadlines():
    road = [(stage.step.code, stage.deadline.code if stage.deadline else None) for stage in whole_road(REGIME)]
    clocks = ["check_papers", "council", "council", "prepare_agreement", "signing", "entry"]

    assert road == [("submit", None), *zip(TO_THE_REGISTER, clocks, strict=True)]


def test_a_returned_application_goes_the_same_way_after_it_is_submitted_again():
    assert steps(Subject.APPLICATION, "returned", "mend_papers")[:2] == [
        ("resubmit", "mend_papers"),
        ("pass_on", "check_papers"),
    ]


def test_once_the_last_has_signed_only_the_entry_is_left():
    assert steps(Subject.AGREEMENT, "signing", "signing") == [("sign", "signing"), ("enter_in_register", "entry")]
    assert steps(Subject.AGREEMENT, "signing", "entry") == [("enter_in_register", "entry")]


@pytest.mark.parametrize(
    ("subject", "state"),
    [(Subject.APPLICATION, "refused"), (Subject.APPLICATION, "withdrawn"), (Subject.APPLICATION, "declined"),
     (Subject.AGREEMENT, "in_force"), (Subject.AGREEMENT, "ended")],
)  # fmt: skip
def test_beyond_the_register_and_from_a_closed_application_no_road_leads_on(subject, state):
    assert steps(subject, state) == []


@given(st.sampled_from(STATES))
def test_each_step_of_a_road_begins_where_the_one_before_it_led(state):
    at = state
    for stage in road_ahead(REGIME, Position(*state)):
        subject = stage.step.subject
        if subject is not at[0]:  # the agreement begins where the application has led to it
            at = (subject, at[1])
        assert at[1] in stage.step.sources
        at = (subject, stage.step.target)


def test_every_deadline_that_a_step_starts_is_listed():
    started = {code for step in LIFE.transitions for code in (step.starts, step.last_starts) if code}

    assert started <= {deadline.code for deadline in all_deadlines(REGIME)}


def test_a_step_and_a_ground_have_their_words_and_what_the_table_does_not_have_keeps_its_own():
    assert step_title(LIFE, "submit").ru == "Подать заявку в управляющую компанию"
    assert "до начала" in step_title(LIFE, "recorded").ru
    assert ground_title(LIFE, "by_court").en == "By decision of a court"
    assert ground_title(LIFE, "пожар").ru == "пожар"


def test_a_plan_is_read_year_by_year_in_thousands_and_what_is_not_planned_is_nothing():
    planned = {key: amount for key, amount in plan().items() if key != (2027, "revenue")}

    years = dict(by_year(planned))
    assert [amount for _line, amount in years[2026]] == [40_000, 30_000, 12, 90_000]
    assert dict(years[2027])[LINES[-1]] is None


def test_versions_stand_side_by_side_and_only_what_differs_is_marked():
    rows = side_by_side([plan(), plan(jobs_created=20), plan(jobs_created=20, investment=50_000_000)])
    marked = {(row.year, row.line.value): row.changed for row in rows if any(row.changed)}

    assert marked == {
        (year, line): changed
        for year in (2026, 2027)
        for line, changed in (("investment", (False, False, True)), ("jobs_created", (False, True, False)))
    }
