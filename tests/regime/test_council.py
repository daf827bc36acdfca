"""When is a vote of the expert council a decision, and which?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonebook.methodology import load_methodology
from zonebook.regime import RegimeDefinitionError
from zonebook.regime.council import CouncilExample

COUNCIL = load_methodology().regime.life().council


def outcome_of(seated: int, taking_part: int, in_favour: int) -> str:
    if not COUNCIL.has_quorum(seated=seated, taking_part=taking_part):
        return "no quorum"
    return "supported" if COUNCIL.supports(taking_part=taking_part, in_favour=in_favour) else "declined"


@pytest.mark.parametrize("example", COUNCIL.examples)
def test_a_vote_ends_as_its_worked_example_says(example: CouncilExample) -> None:
    assert outcome_of(example.seated, example.taking_part, example.in_favour) == example.outcome


def test_the_worked_examples_show_every_outcome() -> None:
    assert {example.outcome for example in COUNCIL.examples} == {"supported", "declined", "no quorum"}


def test_a_council_without_members_never_decides_and_nobody_is_no_majority() -> None:
    assert not COUNCIL.has_quorum(seated=0, taking_part=0)
    assert not COUNCIL.supports(taking_part=0, in_favour=0)


@given(st.integers(1, 50), st.data())
def test_another_vote_for_never_turns_support_into_refusal(taking_part: int, data: st.DataObject) -> None:
    in_favour = data.draw(st.integers(0, taking_part - 1))

    if COUNCIL.supports(taking_part=taking_part, in_favour=in_favour):
        assert COUNCIL.supports(taking_part=taking_part, in_favour=in_favour + 1)
    assert COUNCIL.supports(taking_part=taking_part, in_favour=taking_part)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"quorum": Fraction(3, 2)}, "council: quorum: 3/2 is no share of the members"),
        ({"majority": Fraction(-1)}, "council: majority: -1 is no share of the members"),
        ({"examples": ()}, "council: examples: one at least"),
    ],
)
def test_a_rule_that_says_nothing_is_refused(changes: dict[str, object], fault: str) -> None:
    with pytest.raises(RegimeDefinitionError, match=fault):
        replace(COUNCIL, **changes)
