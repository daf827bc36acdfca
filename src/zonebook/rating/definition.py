"""What is a rating? Which zones it compares, by which indicators, and by which choice at each step.

A rating is a dated definition; every step that the OECD/JRC Handbook on Constructing Composite Indicators (2008) names
is a field of it, so that nothing of an index hides in code: what an indicator is divided by, how gaps and outliers are
treated, which scale, which weights, how groups are summed, who is too little known to be ranked. `Varied` names the
choices that somebody else could have made as well, which a replay makes one after the other.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from zonebook.measures import Text


class RatingError(Exception):
    """A definition or a matrix that no rating can be made of; the message names the place."""


class Status(StrEnum):
    """Does the definition follow an official text, or illustrate one?"""

    OFFICIAL = "official"
    ILLUSTRATIVE = "illustrative"


class Direction(StrEnum):
    """Is more better?"""

    HIGHER = "higher"
    LOWER = "lower"


class Transformation(StrEnum):
    """What is done to an indicator's values before anything else."""

    NONE = "none"
    LOG = "log"


class Imputation(StrEnum):
    """What stands in for a value that is missing."""

    NONE = "none"
    CLASS_MEDIAN = "class_median"
    LAST_VALUE = "last_value"
    NEAREST = "nearest"


class Screening(StrEnum):
    """Who is held against the least coverage first, and whom that leaves out of the other's count."""

    INDICATORS_FIRST = "indicators_first"
    ZONES_FIRST = "zones_first"


class Outliers(StrEnum):
    """What is done where few values stretch the scale of all."""

    NONE = "none"
    WINSORISE = "winsorise"
    BOX_COX = "box_cox"
    LOG = "log"


class Normalisation(StrEnum):
    """How indicators of different units come on one scale."""

    MIN_MAX = "min_max"
    Z_SCORE = "z_score"
    VECTOR = "vector"
    RANK = "rank"
    PERCENTILE_RANK = "percentile_rank"
    GOALPOSTS = "goalposts"
    LEADER = "leader"
    ATTAINMENT = "attainment"


class Weighting(StrEnum):
    """Where the weights of a group's members come from."""

    GIVEN = "given"
    EQUAL = "equal"
    BUDGET_ALLOCATION = "budget_allocation"
    ENTROPY = "entropy"
    CRITIC = "critic"
    PRINCIPAL_COMPONENTS = "principal_components"
    BENEFIT_OF_THE_DOUBT = "benefit_of_the_doubt"


class WeightsDrawn(StrEnum):
    """How a replay draws the weights of a group's members."""

    SPREAD = "spread"
    EXPERTS = "experts"
    FIXED = "fixed"


class Aggregation(StrEnum):
    """How the members of a group become its score."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"
    GENERALISED = "generalised"
    TOPSIS = "topsis"
    COPELAND = "copeland"
    BORDA = "borda"


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the method comes from."""

    title: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Goalposts:
    """The values that earn the lowest and the highest mark, agreed upon beforehand."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is compared: a column of the matrix, the one of the indicator's code unless `column` names another.

    `per`: the column it is divided by (area, residents, budget roubles). `plan`: the column of what was promised; the
    indicator is then the share of it that was done. `cap`: no value counts beyond it.
    """

    code: str
    title: Text
    weight: float = 1.0
    direction: Direction = Direction.HIGHER
    measure: str = ""
    column: str = ""
    per: str = ""
    plan: str = ""
    transformation: Transformation = Transformation.NONE
    cap: float | None = None
    goalposts: Goalposts | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the matrix that it needs."""
        return tuple(code for code in (self.column or self.code, self.per, self.plan) if code)


@dataclass(frozen=True, slots=True)
class Group:
    """Members that are scored together. `exponent` is that of the generalised mean. `weighting` of its members.

    `experts`: how many of 100 points each expert gives to each member, for the allocation of a budget. `parts`: the
    least and the greatest part that a member may have in a zone's score under the benefit of the doubt.
    """

    code: str
    title: Text
    members: tuple[Group | Indicator, ...]
    weight: float = 1.0
    aggregation: Aggregation = Aggregation.ARITHMETIC
    exponent: float | None = None
    weighting: Weighting = Weighting.GIVEN
    experts: tuple[Mapping[str, float], ...] = ()
    parts: tuple[float, float] | None = None

    def groups(self) -> Iterator[Group]:
        """The group and all groups in it, the outer before the inner."""
        yield self
        for member in self.members:
            if isinstance(member, Group):
                yield from member.groups()

    def indicators(self) -> Iterator[Indicator]:
        """All indicators in it, in the order written."""
        for member in self.members:
            if isinstance(member, Group):
                yield from member.indicators()
            else:
                yield member


@dataclass(frozen=True, slots=True)
class RatingClass:
    """A class that a zone is in from a score on."""

    code: str
    title: Text
    least: float


@dataclass(frozen=True, slots=True)
class Varied:
    """What a replay draws anew. `weights`: spread around the definition's, or those of an expert drawn, or none.

    `concentration`: how near weights that are spread stay to the definition's (the parameter of the Dirichlet
    distribution is this number times the weights' shares); 0: any weights are as likely as any others. `weightings`:
    where weights may come from instead, in the groups of which the rule can read them.
    """

    weights: WeightsDrawn = WeightsDrawn.SPREAD
    concentration: float = 0.0
    weightings: tuple[Weighting, ...] = ()
    normalisations: tuple[Normalisation, ...] = ()
    aggregations: tuple[Aggregation, ...] = ()
    imputations: tuple[Imputation, ...] = ()
    outliers: tuple[Outliers, ...] = ()
    leave_one_out: bool = False
    errors: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: the columns, a row a zone (null: missing), and the scores that come out."""

    columns: tuple[str, ...]
    rows: Mapping[str, tuple[float | None, ...]]
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Rating:
    """A version of a rating. `coverage`: the least share of known values of an indicator, and of a zone. Where little
    is known of most zones, `screening` asks the zones first, so that an indicator is not lost for the zones that
    publish nothing.

    Raises RatingError for a definition that contradicts itself.
    """

    code: str
    title: Text
    root: Group
    valid_from: date
    status: Status
    reference: Reference
    kinds: tuple[str, ...] = ()
    coverage: float = 0.65
    screening: Screening = Screening.INDICATORS_FIRST
    imputation: Imputation = Imputation.NONE
    carried_editions: int = 1
    outliers: Outliers = Outliers.NONE
    normalisation: Normalisation = Normalisation.MIN_MAX
    scale: tuple[float, float] = (0.0, 100.0)
    classes: tuple[RatingClass, ...] = ()
    varied: Varied = field(default_factory=Varied)
    example: Example | None = None

    def __post_init__(self) -> None:
        _must_be_single(self)
        _must_have_weights(self)
        _must_have_experts(self)
        _must_fit_scale(self)
        _must_be_between(self)
        _must_be_drawable(self)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(self.root.indicators())


_BUDGET = 100  # points of each expert
_NOTHING = 1e-6  # of the budget
_NEEDS_POSITIVE = frozenset({Aggregation.GEOMETRIC, Aggregation.HARMONIC})


def _must_be_single(rating: Rating) -> None:
    codes = Counter([one.code for one in rating.root.groups()] + [one.code for one in rating.indicators])
    for code, times in codes.items():
        if times > 1:
            raise RatingError(f"{rating.code}: “{code}” stands {times} times; a group or an indicator stands once")
    for group in rating.root.groups():
        if not group.members:
            raise RatingError(f"{rating.code}: group “{group.code}” has no members")


def _must_have_weights(rating: Rating) -> None:
    for group in rating.root.groups():
        for member in group.members:
            if not 0 < member.weight < math.inf:
                raise RatingError(f"{rating.code}: the weight of “{member.code}” is {member.weight}, not above zero")
        if (group.aggregation is Aggregation.GENERALISED) != (group.exponent is not None):
            raise RatingError(f"{rating.code}: group “{group.code}”: a generalised mean, and only it, has an exponent")
        if group.exponent == 0:
            raise RatingError(f"{rating.code}: group “{group.code}”: the exponent 0 is the geometric mean: say so")


def _must_have_experts(rating: Rating) -> None:
    for group in rating.root.groups():
        where = f"{rating.code}: group “{group.code}”"
        if group.weighting is Weighting.BUDGET_ALLOCATION and not group.experts:
            raise RatingError(f"{where}: a budget is allocated by experts, and it names none")
        for nth, points in enumerate(group.experts, start=1):
            _must_spend_all(points, {member.code for member in group.members}, where=f"{where}: expert {nth}")
        for member in group.members if group.experts else ():
            if not sum(points[member.code] for points in group.experts) > 0:
                raise RatingError(f"{where}: no expert gives “{member.code}” a point: leave it out")
        if group.parts is not None and not 0 <= group.parts[0] <= 1 / len(group.members) <= group.parts[1] <= 1:
            raise RatingError(f"{where}: parts: an equal part of {len(group.members)} members must be between the two")


def _must_spend_all(points: Mapping[str, float], members: set[str], *, where: str) -> None:
    if set(points) != members:
        wrong = sorted(set(points) ^ members)[0]
        raise RatingError(f"{where}: “{wrong}” has points and is no member, or is one and has no points")
    if any(not 0 <= given <= _BUDGET for given in points.values()) or abs(sum(points.values()) - _BUDGET) > _NOTHING:
        raise RatingError(f"{where}: the points add up to {sum(points.values()):g}, not to {_BUDGET}")


def _must_fit_scale(rating: Rating) -> None:
    low, high = rating.scale
    if not -math.inf < low < high < math.inf:
        raise RatingError(f"{rating.code}: scale: {low} is not below {high}")
    normalisations = {rating.normalisation, *rating.varied.normalisations}
    for indicator in rating.indicators:
        if Normalisation.GOALPOSTS in normalisations and indicator.goalposts is None:
            raise RatingError(f"{rating.code}: “{indicator.code}” has no goalposts, and the normalisation needs them")
        if Normalisation.ATTAINMENT in normalisations and not indicator.plan:
            raise RatingError(f"{rating.code}: “{indicator.code}” names no column of the plan that attainment needs")
        if indicator.goalposts is not None and indicator.goalposts.low == indicator.goalposts.high:
            raise RatingError(f"{rating.code}: “{indicator.code}”: the goalposts stand in one place")
    nought = low <= 0 and rating.normalisation in (Normalisation.MIN_MAX, Normalisation.GOALPOSTS)
    for group in rating.root.groups():
        if nought and group.aggregation in _NEEDS_POSITIVE:
            raise RatingError(
                f"{rating.code}: group “{group.code}”: under a {group.aggregation} mean one nought decides all: "
                "let the scale begin above 0, such as [1, 100]"
            )


def _must_be_between(rating: Rating) -> None:
    if not 0 < rating.coverage <= 1:
        raise RatingError(f"{rating.code}: coverage: {rating.coverage} is no share above 0 and up to 1")
    if rating.carried_editions < 1:
        raise RatingError(f"{rating.code}: carried_editions: {rating.carried_editions}; a value is carried from 1 on")
    least = [one.least for one in rating.classes]
    if any(upper <= lower for upper, lower in pairwise(least)):
        raise RatingError(f"{rating.code}: classes: thresholds go from the highest to the lowest")


def _must_be_drawable(rating: Rating) -> None:
    varied, where = rating.varied, f"{rating.code}: varied"
    if not 0 <= varied.concentration < math.inf:
        raise RatingError(f"{where}: the concentration is {varied.concentration}, below zero or no number")
    if Aggregation.GENERALISED in varied.aggregations:
        raise RatingError(f"{where}: a generalised mean needs an exponent of its own: name it in the group")
    spread = varied.weights is WeightsDrawn.SPREAD
    if varied.weightings and spread and not varied.concentration:
        raise RatingError(f"{where}: weights drawn evenly come from nowhere: name a concentration, or weights: fixed")
    if varied.weights is WeightsDrawn.EXPERTS:
        if varied.weightings:
            raise RatingError(f"{where}: either an expert is drawn, or where the weights come from")
        if all(group.weighting is not Weighting.BUDGET_ALLOCATION for group in rating.root.groups()):
            raise RatingError(f"{where}: an expert is to be drawn, and no group allocates a budget")


def shares(group: Group) -> Mapping[str, float]:
    """The weights of a group's members as shares of 1, by code."""
    total = sum(member.weight for member in group.members)
    return {member.code: member.weight / total for member in group.members}
