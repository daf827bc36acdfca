"""Does a member of a cluster meet what its kind requires? By worked examples, and never passed for want of facts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zonebook.methodology import load_methodology
from zonebook.regime import ClusterKind, MemberFacts, RegimeDefinitionError, RequirementDefinition, checked

REGIME = load_methodology().regime
REQUIREMENTS = REGIME.cluster_requirements


@pytest.mark.parametrize(
    ("requirement", "example"),
    [(requirement, example) for requirement in REQUIREMENTS for example in requirement.examples],
)
def test_a_requirement_answers_as_its_worked_example_promises(
    requirement: RequirementDefinition, example: object
) -> None:
    (found,) = checked([requirement], example.facts)

    assert found.met is example.met
    assert found.says.ru != found.says.en
    assert "{" not in found.says.ru + found.says.en


@pytest.mark.parametrize("kind", ClusterKind)
def test_of_a_member_of_whom_nothing_is_known_nothing_is_told(kind: ClusterKind) -> None:
    found = checked(REGIME.requirements_of(kind), MemberFacts())

    assert found
    assert {requirement.met for requirement in found} == {None}


def test_an_industrial_cluster_wants_a_contract_with_another_member() -> None:
    facts = MemberFacts(coordinator="Фонд", industry="", members=12, contracts=0)

    found = {requirement.code: requirement for requirement in checked(REGIME.requirements_of("industrial"), facts)}

    assert {code: requirement.met for code, requirement in found.items()} == {
        "coordinator_named": True,
        "enough_industrial_members": True,
        "contract_with_member": False,
    }
    assert "Внесите действующий договор" in found["contract_with_member"].says.ru


def test_an_interindustry_cluster_wants_no_contracts_but_an_industry() -> None:
    codes = [requirement.code for requirement in REGIME.requirements_of(ClusterKind.INTERINDUSTRY)]

    assert codes == ["coordinator_named", "industry_known", "enough_members"]


def test_a_requirement_without_its_threshold_or_an_example_of_each_answer_is_refused() -> None:
    contract = REQUIREMENTS[-1]

    with pytest.raises(RegimeDefinitionError, match="requirement contract_with_member: params: not defined: least"):
        replace(contract, params={})
    with pytest.raises(RegimeDefinitionError, match="one of met, of not met and of cannot tell"):
        replace(contract, examples=contract.examples[:2])
