"""Does a member of a cluster meet what a cluster of its kind requires?

The requirements are dated definitions by kind of cluster. Each answers met, not met, or cannot tell where the fact it
needs is missing; none is passed for want of facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from zonebook.measures import Text
from zonebook.regime.definition import Reference, RegimeDefinitionError, Status, must_be_known
from zonebook.regime.wording import filled, number


class ClusterKind(StrEnum):
    """The kinds of clusters that have requirements of their own."""

    INTERINDUSTRY = "interindustry"
    INDUSTRIAL = "industrial"


class RequirementRule(StrEnum):
    """The arithmetic a requirement may use."""

    COORDINATOR_NAMED = "coordinator_named"
    INDUSTRY_KNOWN = "industry_known"
    ENOUGH_MEMBERS = "enough_members"
    ENOUGH_CONTRACTS = "enough_contracts"


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What is known of a membership; None is not known, and an empty text is known to be absent.

    `members`: of the cluster on the day, this one included. `contracts`: of this member with other members.
    """

    coordinator: str | None = None
    industry: str | None = None
    members: int | None = None
    contracts: int | None = None


@dataclass(frozen=True, slots=True)
class RequirementExample:
    """A worked example: the facts of a membership and the answer; None is “cannot tell”."""

    facts: MemberFacts
    met: bool | None


@dataclass(frozen=True, slots=True)
class RequirementDefinition:
    """A version of a requirement, with its words for met, not met and cannot tell."""

    code: str
    kinds: tuple[ClusterKind, ...]
    rule: RequirementRule
    title: Text
    says_met: Text
    says_not_met: Text
    says_unknown: Text
    reference: Reference
    status: Status
    valid_from: date
    examples: tuple[RequirementExample, ...]
    params: Mapping[str, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        must_be_known(f"requirement {self.code}: params", _PARAMS[self.rule], known=self.params)
        if {example.met for example in self.examples} != {True, False, None}:
            raise RegimeDefinitionError(
                f"requirement {self.code}: examples: one of met, of not met and of cannot tell are needed"
            )


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement held against a membership: met, not met, or None where it cannot be told, and why."""

    code: str
    met: bool | None
    says: Text


def checked(definitions: Iterable[RequirementDefinition], facts: MemberFacts) -> tuple[Requirement, ...]:
    """Each requirement with its answer, in the order of the definitions."""
    return tuple(_checked(definition, facts) for definition in definitions)


def _checked(definition: RequirementDefinition, facts: MemberFacts) -> Requirement:
    met = _RULES[definition.rule](definition.params, facts)
    words = {True: definition.says_met, False: definition.says_not_met, None: definition.says_unknown}[met]
    said = {name: number(amount) for name, amount in definition.params.items()}
    for name, count in (("members", facts.members), ("contracts", facts.contracts)):
        if count is not None:
            said[name] = number(count)
    return Requirement(definition.code, met, filled(words, said))


def _coordinator_named(_: Mapping[str, Decimal], facts: MemberFacts) -> bool | None:
    return None if facts.coordinator is None else bool(facts.coordinator.strip())


def _industry_known(_: Mapping[str, Decimal], facts: MemberFacts) -> bool | None:
    return None if facts.industry is None else bool(facts.industry.strip())


def _enough_members(params: Mapping[str, Decimal], facts: MemberFacts) -> bool | None:
    return None if facts.members is None else facts.members >= params["least"]


def _enough_contracts(params: Mapping[str, Decimal], facts: MemberFacts) -> bool | None:
    return None if facts.contracts is None else facts.contracts >= params["least"]


_RULES: Mapping[RequirementRule, Callable[[Mapping[str, Decimal], MemberFacts], bool | None]] = MappingProxyType(
    {
        RequirementRule.COORDINATOR_NAMED: _coordinator_named,
        RequirementRule.INDUSTRY_KNOWN: _industry_known,
        RequirementRule.ENOUGH_MEMBERS: _enough_members,
        RequirementRule.ENOUGH_CONTRACTS: _enough_contracts,
    }
)
_PARAMS: Mapping[RequirementRule, frozenset[str]] = MappingProxyType(
    {
        RequirementRule.COORDINATOR_NAMED: frozenset(),
        RequirementRule.INDUSTRY_KNOWN: frozenset(),
        RequirementRule.ENOUGH_MEMBERS: frozenset({"least"}),
        RequirementRule.ENOUGH_CONTRACTS: frozenset({"least"}),
    }
)
