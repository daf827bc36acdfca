"""Which assumption decides the places? Variance-based sensitivity indices.

First order: the share of a result's variance that would go if the assumption were settled; total order: the share that
stays as long as only this one is not. Estimators: first order of Saltelli et al., Computer Physics Communications
181(2), 2010, table 2 (b); total order of Jansen, Computer Physics Communications 117, 1999, ibid. (f). Both samples
are drawn at random, because an assumption may be a whole set of weights.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from zonebook.rating.assumptions import BLOCK, Assumption, Draws
from zonebook.rating.matrix import Array
from zonebook.rating.replaying import Stage


@dataclass(frozen=True, slots=True, eq=False)
class Indices:
    """`first` and `total` of one assumption and the half-widths of their 95 % intervals (bootstrap over the draws)."""

    first: float
    total: float
    first_error: float
    total_error: float


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivity:
    """`shift`: of the mean change of place against the definition's own ranking; `zones`: of each zone's place.

    A zone whose place never changes has no variance to share out and is not among `zones`.
    """

    shift: Mapping[Assumption, Indices]
    zones: Mapping[str, Mapping[Assumption, Indices]]
    failed: Mapping[str, int]


def sobol_indices(a: Array, b: Array, *, mixed: Array, seed: int = 0, resamples: int = 200) -> Indices:
    """The indices of one assumption from results of draws `a`, `b` and `mixed`, which is `a` with the assumption of b.

    One result a draw, `(draws,)` each; draws of which one result is missing (nan) are left out. Where the results do
    not vary there is nothing to share out, and all is nan.
    """
    (found,) = _indices(a[:, None], b[:, None], mixed=mixed[:, None], seed=seed, resamples=resamples)
    return found


def _indices(a: Array, b: Array, *, mixed: Array, seed: int, resamples: int = 200) -> list[Indices]:
    """The indices of several results at once, `(draws, results)` each; a draw that misses one is left out of all."""
    whole = ~(np.isnan(a) | np.isnan(b) | np.isnan(mixed)).any(axis=1)
    a, b, mixed = a[whole], b[whole], mixed[whole]
    first, total = _estimates(a, b, mixed=mixed)
    if not len(a) or np.isnan(total).all():
        return [Indices(float(one), float(other), np.nan, np.nan) for one, other in zip(first, total, strict=True)]
    chance = np.random.default_rng(seed)
    again = np.array(
        [_estimates(a[rows], b[rows], mixed=mixed[rows]) for rows in chance.integers(0, len(a), (resamples, len(a)))]
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of a result that never varies nothing is known
        errors = 1.96 * np.nanstd(again, axis=0)
    return [Indices(*map(float, one)) for one in zip(first, total, *errors, strict=True)]


def _estimates(a: Array, b: Array, *, mixed: Array) -> tuple[Array, Array]:
    """First and total order of each result; nan where it does not vary."""
    if not len(a):
        return np.full(a.shape[1], np.nan), np.full(a.shape[1], np.nan)
    both = np.concatenate([a, b])
    variance = both.var(axis=0)
    variance[variance == 0] = np.nan
    first = ((b - both.mean(axis=0)) * (mixed - a)).mean(axis=0) / variance  # centred: the same in the mean, and nearer
    total = ((a - mixed) ** 2).mean(axis=0) / (2 * variance)
    return first, total


def sensitivity(stage: Stage, *, draws: int, seed: int, nominal: Array) -> Sensitivity:
    """The indices of each varied assumption. `nominal`: the places by the definition; replays: draws × (varied + 2)."""
    failed = Counter[str]()
    one, other = _sample(stage, 0, draws=draws, seed=seed), _sample(stage, 1, draws=draws, seed=seed)
    a, b = (_places(stage, sample, failed=failed) for sample in (one, other))
    varied = stage.options.varied()
    mixed = {
        assumption: _places(
            stage,
            [first.with_one_of(second, assumption) for first, second in zip(one, other, strict=True)],
            failed=failed,
        )
        for assumption in varied
    }

    def shift(places: Array) -> Array:
        return np.asarray(np.abs(places - nominal).mean(axis=1))

    def told(places: Array) -> Array:
        return np.column_stack([shift(places), places])

    found = {one: _indices(told(a), told(b), mixed=told(mixed[one]), seed=seed) for one in varied}
    moves = np.nanstd(np.concatenate([a, b]), axis=0) > 0
    return Sensitivity(
        {one: found[one][0] for one in varied},
        {
            zone: {one: found[one][1 + nth] for one in varied}
            for nth, zone in enumerate(stage.screened.matrix.zones)
            if moves[nth]
        },
        dict(sorted(failed.items())),
    )


def _sample(stage: Stage, which: int, *, draws: int, seed: int) -> list[Draws]:
    """Blocks of draws: the first sample takes the even ones, the second the odd ones."""
    count = -(-draws // BLOCK)
    return [stage.draw(seed, 2 * nth + which).where(slice(min(BLOCK, draws - nth * BLOCK))) for nth in range(count)]


def _places(stage: Stage, blocks: list[Draws], *, failed: Counter[str]) -> Array:
    return np.concatenate([stage.places(block, failed) for block in blocks])
