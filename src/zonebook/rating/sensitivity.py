"""Which assumption decides the places? Variance-based sensitivity indices.

First order: the share of a result's variance that would go if the assumption were settled; total order: the share that
stays as long as only this one is not. Estimators: first order of Saltelli et al., Computer Physics Communications
181(2), 2010, table 2 (b); total order of Jansen, Computer Physics Communications 117, 1999, ibid. (f). Both samples
are drawn at random, because an assumption may be a whole set of weights.
"""

from __future__ import annotations

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
    whole = ~(np.isnan(a) | np.isnan(b) | np.isnan(mixed))
    a, b, mixed = a[whole], b[whole], mixed[whole]
    first, total = _estimates(a, b, mixed=mixed)
    if np.isnan(total):
        return Indices(first, total, first_error=np.nan, total_error=np.nan)
    chance = np.random.default_rng(seed)
    again = [
        _estimates(a[rows], b[rows], mixed=mixed[rows]) for rows in chance.integers(0, len(a), (resamples, len(a)))
    ]
    errors = 1.96 * np.nanstd(np.array(again), axis=0)
    return Indices(first, total, float(errors[0]), float(errors[1]))


def _estimates(a: Array, b: Array, *, mixed: Array) -> tuple[float, float]:
    both = np.concatenate([a, b])
    variance = both.var()
    if not variance > 0:
        return float("nan"), float("nan")
    first = ((b - both.mean()) * (mixed - a)).mean() / variance  # centred: the same in the mean, and nearer to it
    total = ((a - mixed) ** 2).mean() / (2 * variance)
    return float(first), float(total)


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

    by_zone = {
        zone: {
            assumption: sobol_indices(a[:, nth], b[:, nth], mixed=mixed[assumption][:, nth], seed=seed)
            for assumption in varied
        }
        for nth, zone in enumerate(stage.screened.matrix.zones)
        if np.nanstd(np.concatenate([a[:, nth], b[:, nth]])) > 0
    }
    return Sensitivity(
        {one: sobol_indices(shift(a), shift(b), mixed=shift(mixed[one]), seed=seed) for one in varied},
        by_zone,
        dict(sorted(failed.items())),
    )


def _sample(stage: Stage, which: int, *, draws: int, seed: int) -> list[Draws]:
    """Blocks of draws: the first sample takes the even ones, the second the odd ones."""
    count = -(-draws // BLOCK)
    return [stage.draw(seed, 2 * nth + which).where(slice(min(BLOCK, draws - nth * BLOCK))) for nth in range(count)]


def _places(stage: Stage, blocks: list[Draws], *, failed: Counter[str]) -> Array:
    return np.concatenate([stage.places(block, failed) for block in blocks])
