"""The contradictions among the public facts of Russia's zones that ship with the demonstration."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import pytest

from tests.claims.facts import fact
from zonebook.claims.contradicting import contradictions
from zonebook.measures import Written
from zonebook.methodology.contradictions import load_contradictions
from zonebook.methodology.published import load_published
from zonebook.published.actions import keep_facts
from zonebook.published.comparing import found_contradictions, limits_of_contradiction, meanings
from zonebook.published.reading import fact_table

HOME = "technopolis-moscow"
BN = 10**9


@pytest.fixture
def found(book):
    """What is found among all facts of the demonstration."""
    text = (files("zonebook.demo") / "data" / "zone_facts.csv").read_text(encoding="utf-8")
    keep_facts(book.actor("pavel", "2026-06-01"), fact_table(text, definition=load_published()).facts)
    return found_contradictions()


def test_the_known_contradictions_on_the_moscow_zone_are_found_with_their_causes(found):
    of_home = {
        (one.contradiction.smaller.fact.value, one.contradiction.larger.fact.value): one.cause
        for one in found
        if one.contradiction.smaller.fact.about == HOME
    }

    assert of_home[(70_600_000_000, 215 * BN)] == "cumulative_or_yearly"
    assert of_home[(70_800_000_000, 215 * BN)] == "cumulative_or_yearly"
    assert of_home[(70_600_000_000, 70_800_000_000)] == "later_correction"
    assert of_home[(4900, 5900)] == "residents_or_companies"
    assert of_home[(118, 230)] == "residents_or_companies"
    assert of_home[(360, 360_000)] == "unit_slip"


@pytest.mark.parametrize(
    "example", load_contradictions().examples, ids=lambda example: f"{example.said}-{example.also}"
)
def test_the_definition_does_what_its_examples_say(example):
    meaning = next(one for one in meanings().values() if (one.time, one.sort) == ("flow", "result"))
    said = [
        replace(fact(digits, "2024", indicator=meaning.code, unit=example.unit), written=written)
        for digits in (example.said, example.also)
        for written in (Written.of(digits, example.magnitude),)
    ]

    found = contradictions(said, {meaning.code: meaning}, limits=limits_of_contradiction())
    assert bool(found) is example.contradict


def test_few_enough_are_flagged_to_be_read_one_by_one(found):
    assert 30 <= len(found) <= 50
    assert len({one.pair for one in found}) == len(found)
