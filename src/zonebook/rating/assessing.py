"""What does a rating say of the zones: the way from raw values to places, every step of it kept.

`Prepared` is a rating held against a matrix as far as no weights are needed: who is known well enough, what fills the
gaps, each indicator on its scale. From it one assessment is made, or ten thousand replays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from zonebook.rating.aggregating import NotPositiveError, combined
from zonebook.rating.definition import (
    Group,
    Imputation,
    Indicator,
    Normalisation,
    Rating,
    RatingClass,
    RatingError,
    Screening,
    Weighting,
)
from zonebook.rating.matrix import Array, Matrix, must_have_columns
from zonebook.rating.normalising import normalised
from zonebook.rating.ranking import ranks
from zonebook.rating.treating import coverage, derived, imputed, treated
from zonebook.rating.weighting import benefit_of_the_doubt, budget_allocation, points_of, weights_of

READ_FROM_DATA = frozenset({Weighting.ENTROPY, Weighting.CRITIC, Weighting.PRINCIPAL_COMPONENTS})
_NEEDS_SPREAD = frozenset({Normalisation.MIN_MAX, Normalisation.Z_SCORE})
Weights = Mapping[str, Array]
"""Of each group by code, the shares of its members: `(draws, members)`."""


@dataclass(frozen=True, eq=False)
class Screened:
    """The zones and indicators that are known well enough, and what was known of the others.

    `root` is the definition's tree without the indicators left out; `values: (zones, indicators)` are derived, with
    gaps. `unranked` and `left_out` give the share known.
    """

    rating: Rating
    root: Group
    matrix: Matrix
    values: Array
    known: Array
    unranked: Mapping[str, float]
    left_out: Mapping[str, float]

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(self.root.indicators())


@dataclass(frozen=True, eq=False)
class Assessment:
    """A rating's answer. Arrays by zone in the order of `zones`; `groups` holds each group's score, `weights` the
    shares of each group's members, `filled` which values stand in for a gap."""

    rating: Rating
    zones: tuple[str, ...]
    indicators: tuple[str, ...]
    values: Array
    filled: npt.NDArray[np.bool_]
    marks: Array
    weights: Weights
    groups: Mapping[str, Array]
    scores: Array
    places: Array
    known: Array
    unranked: Mapping[str, float]
    left_out: Mapping[str, float]

    def class_of(self, zone: str) -> RatingClass | None:
        """The class that a zone's score puts it in; None below the lowest threshold."""
        score = self.scores[self.zones.index(zone)]
        return next((one for one in self.rating.classes if score >= one.least), None)


def assess(rating: Rating, matrix: Matrix) -> Assessment:
    """Scores and places by the definition as it stands. Raises RatingError for what cannot be rated."""
    return assessed(screen(rating, matrix))


def assessed(screened: Screened) -> Assessment:
    """The same of what was screened already. Raises RatingError."""
    rating = screened.rating
    filled = fill(screened, rating.imputation)
    marks = mark(screened, treated(filled, rating.outliers), how=rating.normalisation)
    weights = nominal_weights(screened, marks)
    groups: dict[str, Array] = {}
    try:
        scores = score(screened.root, marks, indicators=screened.indicators, weights=weights, groups=groups)[0]
    except NotPositiveError as error:
        raise RatingError(f"{rating.code}: {error}: let the scale begin above 0") from error
    return Assessment(
        rating,
        zones=screened.matrix.zones,
        indicators=tuple(one.code for one in screened.indicators),
        values=filled,
        filled=np.isnan(screened.values) & ~np.isnan(filled),
        marks=marks,
        weights=weights,
        groups={code: found[0] for code, found in groups.items()},
        scores=scores,
        places=ranks(scores),
        known=screened.known,
        unranked=screened.unranked,
        left_out=screened.left_out,
    )


def screen(rating: Rating, matrix: Matrix) -> Screened:
    """First the indicators that too few zones know are left out, then the zones of which too little is known.

    Where the definition asks the zones first, those that are too little known of by all indicators go before. Raises
    RatingError where nothing to compare is left.
    """
    matrix = matrix.of_kinds(rating.kinds)
    must_have_columns(rating, matrix)
    values = derived(matrix, rating.indicators)
    first = _asked_first(rating, values)
    of_indicators = coverage(values[first], axis=-2)
    kept = [nth for nth, share in enumerate(of_indicators) if share >= rating.coverage]
    left_out = {one.code: float(of_indicators[nth]) for nth, one in enumerate(rating.indicators) if nth not in kept}
    root = _without(rating.root, frozenset(left_out))
    if root is None:
        raise RatingError(f"{rating.code}: no indicator is known of {rating.coverage:.0%} of the zones")
    of_zones = coverage(values, axis=-1)
    of_zones[first] = coverage(values[np.ix_(first, kept)], axis=-1)
    ranked = [nth for nth in first if of_zones[nth] >= rating.coverage]
    unranked = {zone: float(of_zones[nth]) for nth, zone in enumerate(matrix.zones) if nth not in ranked}
    if not ranked:
        raise RatingError(f"{rating.code}: of no zone {rating.coverage:.0%} of the indicators are known")
    chosen = values[np.ix_(ranked, kept)]
    _must_tell_apart(rating, chosen, indicators=[rating.indicators[nth] for nth in kept])
    return Screened(rating, root, matrix.rows(ranked), chosen, of_zones[ranked], unranked, left_out)


def _asked_first(rating: Rating, values: Array) -> list[int]:
    """The zones whose values decide which indicators are kept. Raises RatingError where there are none."""
    if rating.screening is Screening.INDICATORS_FIRST:
        return list(range(len(values)))
    known = [nth for nth, share in enumerate(coverage(values, axis=-1)) if share >= rating.coverage]
    if not known:
        raise RatingError(f"{rating.code}: of no zone {rating.coverage:.0%} of the indicators are known")
    return known


def _must_tell_apart(rating: Rating, values: Array, *, indicators: list[Indicator]) -> None:
    """An indicator without a value among the ranked zones would be nan for all of them."""
    for nth, indicator in enumerate(indicators):
        if np.isnan(values[:, nth]).all():
            raise RatingError(f"{rating.code}: “{indicator.code}” is known of no zone that is ranked")


def must_have_spread(screened: Screened) -> None:
    """Raises RatingError for an indicator of one value, where the normalisation sets zones apart by their spread.

    All marks would be the middle of the scale: a weight given to nothing. The replays of a sound rating may meet it.
    """
    if screened.rating.normalisation not in _NEEDS_SPREAD:
        return
    for nth, indicator in enumerate(screened.indicators):
        known = screened.values[:, nth][~np.isnan(screened.values[:, nth])]
        if known.min() == known.max():
            raise RatingError(
                f"{screened.rating.code}: “{indicator.code}” has one value, {known[0]:g}, for all ranked zones: "
                f"{screened.rating.normalisation} has no scale for it: leave it out, or set goalposts"
            )


def _without(group: Group, codes: frozenset[str]) -> Group | None:
    """The group without some indicators; None where nothing is left of it."""
    members: list[Group | Indicator] = []
    for member in group.members:
        kept = _without(member, codes) if isinstance(member, Group) else None if member.code in codes else member
        if kept is not None:
            members.append(kept)
    return replace(group, members=tuple(members)) if members else None


def fill(screened: Screened, how: Imputation, *, values: Array | None = None) -> Array:
    """The screened values with their gaps filled by a rule."""
    rating, matrix = screened.rating, screened.matrix
    earlier = [
        derived(matrix, screened.indicators, values=edition) for edition in matrix.earlier[: rating.carried_editions]
    ]
    given = screened.values if values is None else values
    return imputed(given, how, kinds=matrix.kinds, earlier=earlier)


def mark(screened: Screened, values: Array, *, how: Normalisation) -> Array:
    """The values on the rating's scale, more being better."""
    return normalised(values, how, indicators=screened.indicators, scale=screened.rating.scale)


def nominal_marks(screened: Screened) -> Array:
    """The marks by the definition as it stands."""
    rating = screened.rating
    return mark(screened, treated(fill(screened, rating.imputation), rating.outliers), how=rating.normalisation)


def nominal_weights(screened: Screened, marks: Array, *, root: Group | None = None) -> dict[str, Array]:
    """The weights by the definition: one draw; under the benefit of the doubt a row a zone.

    `root`: the tree with other rules for weights than the definition's. Raises RatingError.
    """
    return {
        group.code: best_light(screened, marks, group=group)
        if group.weighting is Weighting.BENEFIT_OF_THE_DOUBT
        else shares_by_rule(screened, marks, group=group)
        for group in (root or screened.root).groups()
    }


def shares_by_rule(screened: Screened, marks: Array, *, group: Group) -> Array:
    """`(1, members)`: the shares of a group's members by its rule, which is not the benefit of the doubt.

    Raises RatingError.
    """
    given = np.array([member.weight for member in group.members])
    if group.weighting in READ_FROM_DATA:
        values = marks[:, _columns(screened, group)]
    else:
        values = np.empty((0, len(given)))
        if group.weighting is Weighting.BUDGET_ALLOCATION:
            given = budget_allocation(points_of(group))
    return np.atleast_2d(weights_of(group.weighting, values, given=given, name=group.code))


def best_light(screened: Screened, marks: Array, *, group: Group, without: str = "") -> Array:
    """`(zones, members)`: each zone's own weights under the benefit of the doubt, the best score being the scale's top.

    `without`: the code of an indicator left out, whose weight is nought. Raises RatingError.
    """
    columns = _columns(screened, group)
    kept = [nth for nth, member in enumerate(group.members) if member.code != without] or list(range(len(columns)))
    weights = np.zeros((len(marks), len(columns)))
    of_group = marks[:, [columns[nth] for nth in kept]]
    try:
        weights[:, kept] = benefit_of_the_doubt(of_group, parts=group.parts) * screened.rating.scale[1]
    except RatingError as error:
        raise RatingError(f"group “{group.code}”: {error}") from error
    return weights


def _columns(screened: Screened, group: Group) -> list[int]:
    """Where a group's members stand among the indicators. Raises RatingError for a group of groups."""
    places = {one.code: nth for nth, one in enumerate(screened.indicators)}
    if any(isinstance(member, Group) for member in group.members):
        raise RatingError(f"group “{group.code}”: weights are read from the data of indicators, not of groups")
    return [places[member.code] for member in group.members]


def score(
    group: Group,
    marks: Array,
    *,
    indicators: tuple[Indicator, ...],
    weights: Weights,
    groups: dict[str, Array] | None = None,
) -> Array:
    """`(draws, zones)` from `marks: (zones, indicators)`; `groups` gets the score of every group on the way.

    Raises NotPositiveError where a mean needs values above zero.
    """
    places = {one.code: nth for nth, one in enumerate(indicators)}
    of_members: Array
    if all(isinstance(member, Indicator) for member in group.members):
        of_members = marks[..., [places[member.code] for member in group.members]]
    else:
        parts = [
            score(member, marks, indicators=indicators, weights=weights, groups=groups)
            if isinstance(member, Group)
            else np.atleast_2d(marks[..., places[member.code]])
            for member in group.members
        ]
        of_members = np.stack(np.broadcast_arrays(*parts), axis=-1)
    found = _scored(group, of_members, weights=weights[group.code])
    if groups is not None:
        groups[group.code] = found
    return found


def _scored(group: Group, values: Array, *, weights: Array) -> Array:
    if group.weighting is Weighting.BENEFIT_OF_THE_DOUBT:  # a row a zone
        known = ~np.isnan(values).all(axis=-1)
        return np.atleast_2d(np.where(known, np.nansum(values * weights, axis=-1), np.nan))
    return combined(group.aggregation, values, weights=weights, exponent=group.exponent)
