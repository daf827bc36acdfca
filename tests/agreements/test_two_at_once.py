"""Two people take the same step in the same second: one takes it, the other is told that it was taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.agreements.way import Way, begin
from tests.at_once import at_once
from zonebook.agreements import actions
from zonebook.agreements.models import Agreement, Signature
from zonebook.audit.queries import chain_faults
from zonebook.registry.models import Residency

TRIES = range(2)


def test_of_two_who_pass_an_application_on_one_does(committed_book):
    way = begin(committed_book).fill_in().submit().judge()

    said = at_once(way.pass_on, way.pass_on)

    assert sorted(map(bool, said)) == [False, True]
    assert [step.transition for step in way.application.steps.all()] == ["submit", "pass_on"]
    assert list(chain_faults()) == []


def test_an_application_is_not_refused_and_passed_on_at_once(committed_book):
    way = begin(committed_book).fill_in().submit().judge()
    boris = way.boris("2025-03-07")

    said = at_once(
        way.pass_on, lambda: actions.refuse_application(boris, way.application, ground="no_place", reason="")
    )

    assert sorted(map(bool, said)) == [False, True]
    assert way.application.steps.count() == 1 + 1


def test_two_agreements_are_not_prepared_of_one_application(committed_book):
    way = begin(committed_book).to_council().support()

    said = at_once(lambda: way.prepare(number="ТВД-77"), lambda: way.prepare(number="ТВД-78"))

    assert sorted(map(bool, said)) == [False, True]
    assert Agreement.objects.count() == 1


def test_a_party_signs_once_even_in_two_hands(committed_book):
    way = begin(committed_book).to_signing()

    said = at_once(lambda: way.sign("resident"), lambda: way.sign("resident"))

    assert sorted(map(bool, said)) == [False, True]
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("_try", TRIES)
def test_a_company_is_entered_once_of_two_agreements(committed_book, _try):
    """Two applications of one company, both signed: the company's row is what the second entry waits for."""
    second = begin(committed_book).to_council().support()
    first = begin(committed_book).to_council()
    first.put_on_agenda(first.call()).vote("for", "for", "for").hold().decide()
    first.prepare().sign()
    second.prepare(number="ТВД-78").sign()

    def entered(way: Way, number: str) -> Callable[[], object]:
        return lambda: way.enter(register_number=number)

    said = at_once(entered(first, "77-001"), entered(second, "77-002"))

    assert sorted(map(bool, said)) == [False, True]
    assert Residency.objects.filter(company=first.agreement.company).count() == 1
