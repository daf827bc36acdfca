"""What does a dated definition say, and is it well formed?

Definitions are written in YAML by people who know the method, so each field is checked at this edge and a mistake
names the file, the field and what is wrong with it. Behind the edge they are frozen.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from zonebook.measures import Period, Text, Unit


class MethodologyError(ValueError):
    """A definition that cannot be used; the message names the file and the field."""


class Status(StrEnum):
    """Whether a public authority's text was read (`official`) or the definition is this product's own."""

    OFFICIAL = "official"
    ILLUSTRATIVE = "illustrative"


class Formula(StrEnum):
    """How a measure is computed; each value is one expression of the engine."""

    SUM_OF_FLOWS = "sum_of_flows"
    STOCK_AT_END = "stock_at_end"
    CHANGE_OF_STOCK = "change_of_stock"
    COUNT_OF_POPULATION = "count_of_population"
    COUNT_OF_MEMBERS = "count_of_members"
    SUM_OF_AREAS = "sum_of_areas"
    PLACE = "place"
    STREAK_OF_FIRST_PLACES = "streak_of_first_places"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _unit_code(code: str) -> str:
    return Unit.of(code).code


def _period_code(code: str) -> str:
    return str(Period.parse(code))


UnitCode = Annotated[str, AfterValidator(_unit_code)]
PeriodCode = Annotated[str, AfterValidator(_period_code)]
Population = Literal["companies", "residents", "cluster", "zones", "sites"]


class Reference(_Frozen):
    """Where the method comes from; `link` only where a page was read."""

    title: str
    link: str | None = None


class GivenObservation(_Frozen):
    """One accepted number of a worked example, in the unit of the measure."""

    company: str
    site: str = "north"
    line: str
    period: PeriodCode
    amount: Decimal


class GivenInterval(_Frozen):
    """One dated fact of the register in a worked example: presence, residency or membership."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    company: str
    site: str = "north"
    cluster: str | None = None
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None


class GivenSite(_Frozen):
    """A site with its area in hectares."""

    site: str
    area_ha: Decimal


class GivenEdition(_Frozen):
    """A zone's place in one edition of a rating."""

    rating: str
    year: int
    place: int
    published: date


class Given(_Frozen):
    """The small book that a worked example is computed over; the zone is always `demo`."""

    presence: tuple[GivenInterval, ...] = ()
    residency: tuple[GivenInterval, ...] = ()
    membership: tuple[GivenInterval, ...] = ()
    observation: tuple[GivenObservation, ...] = ()
    site: tuple[GivenSite, ...] = ()
    edition: tuple[GivenEdition, ...] = ()


class Asked(_Frozen):
    """The question of a worked example."""

    of: tuple[str, ...] = ("zone:demo",)
    population: Population
    during: PeriodCode


class Answered(_Frozen):
    """What the measure must answer: a value with its coverage."""

    value: Decimal
    reported: int
    expected: int


class Example(_Frozen):
    """A worked example that the tests execute."""

    given: Given
    ask: Asked
    answer: Answered
    note: Text


class MeasureDefinition(_Frozen):
    """A defined quantity: how it is computed from the lines of the form or from the register."""

    code: str = Field(pattern=r"^[a-z][a-z_]*$")
    version: int = Field(ge=1)
    title: Text
    unit: UnitCode
    formula: Formula
    inputs: tuple[str, ...] = ()
    populations: tuple[Population, ...] = Field(min_length=1)
    missing: Text
    said_as: tuple[str, ...] = ()
    never_negative: bool = True
    valid_from: date
    reference: Reference
    status: Status
    example: Example
    changes: Text | None = None

    @model_validator(mode="after")
    def _later_versions_say_what_they_change(self) -> MeasureDefinition:
        if (self.version > 1) != (self.changes is not None):
            raise ValueError("every version after the first, and only such, says in `changes` what it changes")
        return self

    @model_validator(mode="after")
    def _inputs_suit_the_formula(self) -> MeasureDefinition:
        reads_reports = self.formula in REPORTED
        if reads_reports and not self.inputs:
            raise ValueError(f"formula {self.formula} reads reports: name its form lines in `inputs`")
        if not reads_reports and self.inputs:
            raise ValueError(f"formula {self.formula} reads the register: it takes no `inputs`")
        if self.example.ask.population not in self.populations:
            raise ValueError("the example asks for a population that the measure does not have")
        return self

    @property
    def default_population(self) -> str:
        """The population that is meant when a question names none: the first of the list."""
        return self.populations[0]


class JudgingDefinition(_Frozen):
    """When is a figure of the book firm enough to contradict a published one?

    `least_agreements`: over how many at least a sum of obligations is told to those who may not see papers.
    """

    version: int = Field(ge=1)
    enough_coverage: Decimal = Field(gt=0, le=1)
    least_agreements: int = Field(ge=2)
    valid_from: date
    reference: Reference
    status: Status
    note: Text


REPORTED = frozenset({Formula.SUM_OF_FLOWS, Formula.STOCK_AT_END, Formula.CHANGE_OF_STOCK})
