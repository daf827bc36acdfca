"""Which choices could somebody else have made as well? Draws of them, from a seed.

Draws come in blocks of a fixed size, each from a generator of its own that is made for it from the seed and the
block's number: the same seed says the same again, whatever computes the blocks, and in whatever order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from zonebook.rating.assessing import Screened
from zonebook.rating.definition import (
    Aggregation,
    Group,
    Imputation,
    Normalisation,
    Outliers,
    Weighting,
    WeightsDrawn,
)
from zonebook.rating.matrix import Array
from zonebook.rating.weighting import points_of

BLOCK = 1024
Choices = npt.NDArray[np.int64]


class Assumption(StrEnum):
    """What a replay may vary."""

    WEIGHTS = "weights"
    WEIGHTING = "weighting"
    NORMALISATION = "normalisation"
    AGGREGATION = "aggregation"
    IMPUTATION = "imputation"
    OUTLIERS = "outliers"
    LEFT_OUT = "left_out"
    ERRORS = "errors"


@dataclass(frozen=True, slots=True)
class Options:
    """What each choice is drawn from, all equally likely; one option alone is not varied.

    `weightings`, `aggregations`: None leaves each group its own. `left_out`: the indicators of which one is missing,
    None for none.
    """

    weights: WeightsDrawn
    concentration: float
    weightings: tuple[Weighting | None, ...]
    imputations: tuple[Imputation, ...]
    outliers: tuple[Outliers, ...]
    normalisations: tuple[Normalisation, ...]
    aggregations: tuple[Aggregation | None, ...]
    left_out: tuple[int | None, ...]
    errors: bool

    def varied(self) -> tuple[Assumption, ...]:
        """The assumptions with more than one option."""
        several = {
            Assumption.WEIGHTS: self.weights is not WeightsDrawn.FIXED,
            Assumption.WEIGHTING: len(self.weightings) > 1,
            Assumption.NORMALISATION: len(self.normalisations) > 1,
            Assumption.AGGREGATION: len(self.aggregations) > 1,
            Assumption.IMPUTATION: len(self.imputations) > 1,
            Assumption.OUTLIERS: len(self.outliers) > 1,
            Assumption.LEFT_OUT: len(self.left_out) > 1,
            Assumption.ERRORS: self.errors,
        }
        return tuple(one for one, is_varied in several.items() if is_varied)


@dataclass(frozen=True, slots=True, eq=False)
class Errors:
    """Where between its bounds each value lies, of some draws of a block: made when they are asked for.

    A block of 5,400 zones by 50 columns is over two gigabytes of them. The generator stands where the first draw's
    begin (`state`); each value takes one step of it, so those of the draw `row` begin `row` × values of one further on.
    """

    state: Any
    shape: tuple[int, int]
    rows: npt.NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, chosen: npt.NDArray[np.intp] | slice) -> Errors:
        """Those of some of the draws."""
        return replace(self, rows=self.rows[chosen])

    def values(self) -> Array:
        """`(draws, zones, columns)`, each from 0 to 1."""
        bits = np.random.PCG64(0)
        bits.state = self.state
        of_one, stands_at = self.shape[0] * self.shape[1], 0
        found = np.empty((len(self.rows), of_one))
        chance = np.random.Generator(bits)
        for nth, row in enumerate(self.rows):
            if row != stands_at:
                bits.advance(int(row - stands_at) * of_one % _PERIOD)
            chance.random(out=found[nth])
            stands_at = row + 1
        return found.reshape(len(self.rows), *self.shape)


_PERIOD = 2**128
"""Steps after which the generator begins anew: going round is going back."""


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Assumptions drawn: of each group the members' shares `(draws, members)`, of each choice the option's number
    `(draws,)`, and the errors of measurement.

    A group under the benefit of the doubt has no shares to draw: each zone finds its own.
    """

    weights: Mapping[str, Array]
    normalisation: Choices
    aggregation: Choices
    imputation: Choices
    outliers: Choices
    left_out: Choices
    weighting: Choices
    errors: Errors | None

    def __len__(self) -> int:
        return len(self.normalisation)

    def where(self, chosen: npt.NDArray[np.intp] | slice) -> Draws:
        """Some of the draws."""
        return Draws(
            {code: shares[chosen] for code, shares in self.weights.items()},
            **{name: getattr(self, name)[chosen] for name in _CHOICES},
            errors=None if self.errors is None else self.errors.where(chosen),
        )

    def with_one_of(self, other: Draws, assumption: Assumption) -> Draws:
        """These draws, with one assumption taken from others."""
        return replace(self, **{assumption.value: getattr(other, assumption.value)})


_CHOICES = tuple(one.name for one in fields(Draws) if one.name not in ("weights", "errors"))


def options_of(screened: Screened) -> Options:
    """What the definition lets a replay vary; where it names nothing, its own choice is the only one.

    Errors of measurement vary where the matrix states some (“120±5”): one definition serves published figures with
    their intervals and a table of plain numbers alike.
    """
    rating = screened.rating
    varied = rating.varied
    columns = range(len(screened.indicators)) if varied.leave_one_out and len(screened.indicators) > 1 else ()
    return Options(
        varied.weights,
        varied.concentration,
        varied.weightings or (None,),
        varied.imputations or (rating.imputation,),
        varied.outliers or (rating.outliers,),
        varied.normalisations or (rating.normalisation,),
        varied.aggregations or (None,),
        (None, *columns),
        errors=varied.errors and screened.matrix.low is not None,
    )


def draw(screened: Screened, options: Options, *, nominal: Mapping[str, Array], seed: int, block: int) -> Draws:
    """One block of draws. `nominal`: the weights that drawn ones are spread around, of each group."""
    chance = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(block,)))
    counts = {
        "normalisation": len(options.normalisations),
        "aggregation": len(options.aggregations),
        "imputation": len(options.imputations),
        "outliers": len(options.outliers),
        "left_out": len(options.left_out),
        "weighting": len(options.weightings),
    }
    asked = chance.random(BLOCK) if options.weights is WeightsDrawn.EXPERTS else None
    weights = {
        group.code: _drawn(group, nominal[group.code], options=options, asked=asked, chance=chance)
        for group in screened.root.groups()
        if group.weighting is not Weighting.BENEFIT_OF_THE_DOUBT or len(options.weightings) > 1
    }
    choices = {name: chance.integers(0, count, BLOCK) for name, count in counts.items()}
    zones, columns = screened.matrix.values.shape
    errors = Errors(chance.bit_generator.state, (zones, columns), np.arange(BLOCK)) if options.errors else None
    return Draws(weights, **choices, errors=errors)


def _drawn(
    group: Group, nominal: Array, *, options: Options, asked: Array | None, chance: np.random.Generator
) -> Array:
    """Shares of a group's members. `asked`: which of a group's experts, as a share of all; the same in every group."""
    if options.weights is WeightsDrawn.FIXED:
        return np.repeat(nominal, BLOCK, axis=0)
    if asked is not None and group.weighting is Weighting.BUDGET_ALLOCATION:
        points = points_of(group)
        return np.asarray((points / points.sum(axis=1, keepdims=True))[(asked * len(points)).astype(np.intp)])
    return _spread(nominal, options.concentration, chance=chance)


def _spread(nominal: Array, concentration: float, *, chance: np.random.Generator) -> Array:
    """Shares drawn from the Dirichlet distribution around the nominal ones, or evenly from all shares there are."""
    shape = np.ones(nominal.shape[1]) if concentration == 0 else np.maximum(nominal[0] * concentration, 1e-9)
    gamma = chance.standard_gamma(shape, (BLOCK, len(shape)))
    total = gamma.sum(axis=1, keepdims=True)
    return np.asarray(np.where(total > 0, gamma / np.where(total > 0, total, 1.0), nominal))


def around(nominal: Array) -> Array:
    """What shares are drawn around when they are to serve other weights too: a share of nought could never rise.

    `nominal: (1, members)`.
    """
    raised = np.where(nominal > 0, nominal, 1.0 / nominal.shape[1])
    return np.asarray(raised / raised.sum())


def carried_over(drawn: Array, *, middle: Array, found: Array) -> Array:
    """Shares drawn around some weights, as far from other ones: `found` weights, each times drawn / middle."""
    moved = drawn * found / middle
    total = moved.sum(axis=1, keepdims=True)
    return np.asarray(np.where(total > 0, moved / np.where(total > 0, total, 1.0), found))


def without_left_out(root: Group, weights: Mapping[str, Array], *, codes: npt.NDArray[np.object_]) -> dict[str, Array]:
    """The drawn weights, that of the indicator left out (its code of each draw) being nought and the others making up
    for it. A group whose only indicator is left out has no weight in the group above."""
    kept = dict(weights)
    _leave_out(root, kept, codes=codes)
    return kept


def _leave_out(group: Group, weights: dict[str, Array], *, codes: npt.NDArray[np.object_]) -> npt.NDArray[np.bool_]:
    """Puts the group's weights right; says in which draws nothing is left of it."""
    gone = np.stack(
        [
            _leave_out(member, weights, codes=codes) if isinstance(member, Group) else codes == member.code
            for member in group.members
        ],
        axis=1,
    ).astype(np.bool_)
    if group.weighting is Weighting.BENEFIT_OF_THE_DOUBT:
        return np.asarray(gone.all(axis=1))
    kept = np.where(gone, 0.0, weights[group.code])
    total = kept.sum(axis=1, keepdims=True)
    weights[group.code] = np.where(total > 0, kept / np.where(total > 0, total, 1.0), weights[group.code])
    return np.asarray(gone.all(axis=1) | (total[:, 0] == 0))
