"""When can two published figures not both be true? The limits, as dated data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from zonebook.methodology.definition import MethodologyError, Reference, Status, UnitCode
from zonebook.methodology.loader import builder, parse_definition


@dataclass(frozen=True, slots=True)
class ContradictionExample:
    """Two exact numbers of one measure, one zone and one year, and whether they contradict each other."""

    said: str
    also: str
    unit: UnitCode
    magnitude: Decimal
    contradict: bool


@dataclass(frozen=True, slots=True)
class ContradictionDefinition:
    """How much time, rounding and hedges may do to a number before two statements contradict each other."""

    version: int
    valid_from: date
    reference: Reference
    status: Status
    growth: Decimal
    growth_declared: Decimal
    at_most: Decimal
    fall: Decimal
    little: Decimal
    few: Decimal
    together: int
    plan_stands: int
    loose_hedge: Decimal
    loosest: Decimal
    rounded: Decimal
    in_steps: tuple[UnitCode, ...]
    not_added_up: tuple[UnitCode, ...]
    mixed_up: tuple[tuple[str, ...], ...]
    near: int
    digits: int
    corrected: Decimal
    noted: Mapping[str, tuple[str, ...]]
    examples: tuple[ContradictionExample, ...]

    def __post_init__(self) -> None:
        if min(self.growth, self.fall) < 1:
            raise MethodologyError("growth and fall say how many times a number changes in a year: 1 or more")


@cache
def load_contradictions() -> ContradictionDefinition:
    """The shipped definition. Raises MethodologyError where it cannot be used."""
    text = (files("zonebook.methodology") / "definitions" / "contradictions.yaml").read_text(encoding="utf-8")
    found: ContradictionDefinition = parse_definition(
        builder(ContradictionDefinition), text, name="contradictions.yaml"
    )
    return found
