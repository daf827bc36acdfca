"""When is a vote of the expert council a decision, and which?

A meeting decides when enough of the seated members take part (the quorum), and supports an application when enough of
those who take part vote for it. Both shares belong to the dated table of the life of a status.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from zonebook.regime.definition import Reference, RegimeDefinitionError, Status


@dataclass(frozen=True, slots=True)
class CouncilExample:
    """A worked example: so many members are seated, so many take part, so many of them vote for."""

    seated: int
    taking_part: int
    in_favour: int
    outcome: Literal["supported", "declined", "no quorum"]


@dataclass(frozen=True, slots=True)
class CouncilRule:
    """The council decides when `quorum` of its members or more take part, by more than `majority` of these."""

    quorum: Fraction
    majority: Fraction
    reference: Reference
    status: Status
    examples: tuple[CouncilExample, ...]

    def __post_init__(self) -> None:
        for name, share in (("quorum", self.quorum), ("majority", self.majority)):
            if not 0 <= share <= 1:
                raise RegimeDefinitionError(f"council: {name}: {share} is no share of the members")
        if not self.examples:
            raise RegimeDefinitionError("council: examples: one at least")

    def has_quorum(self, *, seated: int, taking_part: int) -> bool:
        """Whether enough members take part; a council without members never decides."""
        return seated > 0 and Fraction(taking_part, seated) >= self.quorum

    def supports(self, *, taking_part: int, in_favour: int) -> bool:
        """Whether enough of those who take part vote for; an abstention counts as taking part."""
        return taking_part > 0 and Fraction(in_favour, taking_part) > self.majority
