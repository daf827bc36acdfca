"""How much of a place hangs on choices that somebody else could have made otherwise?

The same way from values to places is gone again and again with assumptions drawn anew (uncertainty analysis: Saisana,
Saltelli & Tarantola, Journal of the Royal Statistical Society A 168(2), 2005; Handbook, step 8). What depends on no
weights is done once for each combination of choices, the weights of a block in one matrix product, its rankings in one
sort; of the rankings only the counts of places are kept, so memory does not grow with the draws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from zonebook.rating.aggregating import NotPositiveError
from zonebook.rating.assessing import Screened, fill, mark, nominal_marks, nominal_weights, score
from zonebook.rating.assumptions import BLOCK, Assumption, Draws, Options, draw, options_of, without_left_out
from zonebook.rating.definition import Aggregation, Group, RatingError, Weighting
from zonebook.rating.matrix import Array, Matrix
from zonebook.rating.ranking import count_pairs, count_places, places_of
from zonebook.rating.treating import derived, treated

_CELLS_AT_A_TIME = 131_072  # a mebibyte of scores: they stay in the processor's cache between product, sort and count
_PAIRS_UP_TO = 512  # zones; beyond, who beats whom would be a larger answer than anybody reads

Progress = Callable[[int], None]
Counts = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """What the replays said. `counts: (zones, places)`, how often each zone had each place; `beats: (zones, zones)`,
    how often the zone of a row stood strictly before that of a column, None for many zones; `failed`: how many replays
    came to no ranking, by cause."""

    zones: tuple[str, ...]
    counts: Counts
    beats: Counts | None
    failed: Mapping[str, int]
    seed: int
    varied: tuple[Assumption, ...]

    @property
    def replays(self) -> int:
        """How many came to a ranking."""
        return int(self.counts[0].sum())

    def quantile(self, share: float) -> npt.NDArray[np.int64]:
        """By zone the best place that at least this share of the replays does not exceed."""
        reached = self.counts.cumsum(axis=1) >= share * self.replays
        return np.asarray(reached.argmax(axis=1) + 1)

    def share_of(self, place: int) -> Array:
        """By zone the share of replays with this place."""
        return np.asarray(self.counts[:, place - 1] / self.replays)


def replay(stage: Stage, *, draws: int, seed: int, threads: int = 1, progress: Progress | None = None) -> Replay:
    """The places of a number of replays, a last block being cut. The answer depends on the seed, not on the threads.

    Raises RatingError for what cannot be rated, or where every replay fails.
    """
    blocks = [(nth, min(BLOCK, draws - nth * BLOCK)) for nth in range(-(-draws // BLOCK))]
    with _one_blas_thread(), ThreadPoolExecutor(threads) as pool:
        parts = list(
            pool.map(lambda nth: _tally(stage, blocks[nth::threads], seed=seed, progress=progress), range(threads))
        )
    tally = parts[0]
    for part in parts[1:]:
        tally.add(part)
    if not tally.counts.any():
        raise RatingError(f"{stage.screened.rating.code}: every replay failed: {'; '.join(sorted(tally.failed))}")
    return Replay(
        stage.screened.matrix.zones,
        tally.counts,
        tally.beats,
        dict(sorted(tally.failed.items())),
        seed=seed,
        varied=stage.options.varied(),
    )


@dataclass(slots=True, eq=False)
class _Tally:
    """What a thread has counted so far."""

    counts: Counts
    beats: Counts | None
    failed: Counter[str]

    def add(self, other: _Tally) -> None:
        self.counts += other.counts
        if self.beats is not None and other.beats is not None:
            self.beats += other.beats
        self.failed += other.failed


def _tally(stage: Stage, blocks: list[tuple[int, int]], *, seed: int, progress: Progress | None) -> _Tally:
    zones = len(stage.screened.matrix.zones)
    tally = _Tally(
        np.zeros((zones, zones), np.int32),
        np.zeros((zones, zones), np.int32) if zones <= _PAIRS_UP_TO else None,
        Counter(),
    )
    for block, size in blocks:
        for scores in stage.scores(stage.draw(seed, block).where(slice(size)), tally.failed):
            places = places_of(scores)
            count_places(places, tally.counts)
            if tally.beats is not None:
                count_pairs(places, tally.beats)
        if progress is not None:
            progress(size)
    return tally


@dataclass(frozen=True, eq=False)
class Stage:
    """A rating held against a matrix, ready to be replayed."""

    screened: Screened

    @cached_property
    def options(self) -> Options:
        return options_of(self.screened)

    @cached_property
    def nominal(self) -> dict[str, Array]:
        """The weights by the definition."""
        return nominal_weights(self.screened, nominal_marks(self.screened))

    def draw(self, seed: int, block: int) -> Draws:
        return draw(self.screened, self.options, nominal=self.nominal, seed=seed, block=block)

    def places(self, draws: Draws, failed: Counter[str]) -> Array:
        """`(draws, zones)`, nan in the rows of replays that failed."""
        found = np.full((len(draws), len(self.screened.matrix.zones)), np.nan)
        for rows, part in self._parts(draws):
            scores, whole = self._scored(part, failed)
            found[rows[whole]] = places_of(scores[whole])
        return found

    def scores(self, draws: Draws, failed: Counter[str]) -> Iterator[Array]:
        """The scores of the replays that succeed, as many at a time as fit the cache."""
        at_once = max(1, _CELLS_AT_A_TIME // len(self.screened.matrix.zones))
        for _, part in self._parts(draws):
            for start in range(0, len(part), at_once):
                scores, whole = self._scored(part.where(slice(start, start + at_once)), failed)
                yield scores if whole.all() else scores[whole]

    def _parts(self, draws: Draws) -> Iterator[tuple[npt.NDArray[np.intp], Draws]]:
        """The draws that share their choices."""
        options = self.options
        sizes = (
            len(options.imputations),
            len(options.outliers),
            len(options.normalisations),
            len(options.aggregations),
        )
        if max(sizes) == 1:
            yield np.arange(len(draws)), draws
            return
        number = np.ravel_multi_index((draws.imputation, draws.outliers, draws.normalisation, draws.aggregation), sizes)
        for nth in range(len(list(product(*map(range, sizes))))):
            rows = np.flatnonzero(number == nth)
            if len(rows):
                yield rows, draws.where(rows)

    def _scored(self, part: Draws, failed: Counter[str]) -> tuple[Array, npt.NDArray[np.bool_]]:
        """Scores `(draws, zones)` of draws that share their choices, and which of them are whole."""
        zones = len(self.screened.matrix.zones)
        root = self._root(int(part.aggregation[0]))
        weights = without_left_out(self.screened, part, options=self.options)
        try:
            marks = self._marks(part)
            scores = score(root, marks, indicators=self.screened.indicators, weights=weights)
        except (NotPositiveError, RatingError) as error:
            if part.errors is not None and len(part) > 1:
                return self._scored_singly(part, failed)
            failed[str(error)] += len(part)
            return np.full((len(part), zones), np.nan), np.zeros(len(part), dtype=np.bool_)
        scores = np.ascontiguousarray(np.broadcast_to(scores, (len(part), zones)))
        whole = np.asarray(np.isfinite(scores).all(axis=1))
        if not whole.all():
            failed["a zone has no score"] += int((~whole).sum())
        return scores, whole

    def _scored_singly(self, part: Draws, failed: Counter[str]) -> tuple[Array, npt.NDArray[np.bool_]]:
        """Under errors of measurement each draw has values of its own, and only some of them may be impossible."""
        scored = [self._scored(part.where(slice(nth, nth + 1)), failed) for nth in range(len(part))]
        return np.concatenate([one[0] for one in scored]), np.concatenate([one[1] for one in scored])

    def _root(self, aggregation: int) -> Group:
        chosen = self.options.aggregations[aggregation]
        return self.screened.root if chosen is None else _aggregated_by(self.screened.root, chosen)

    def _marks(self, part: Draws) -> Array:
        choice = (int(part.imputation[0]), int(part.outliers[0]), int(part.normalisation[0]))
        if part.errors is None:
            return self._marks_of(choice)
        matrix = self.screened.matrix
        bounds = _bounds(matrix)
        values = derived(matrix, self.screened.indicators, values=matrix.values + part.errors * bounds)
        return self._marked(choice, values)

    @cached_property
    def _kept(self) -> dict[tuple[int, int, int], Array]:
        return {}

    def _marks_of(self, choice: tuple[int, int, int]) -> Array:
        if choice not in self._kept:
            self._kept[choice] = self._marked(choice, self.screened.values)
        return self._kept[choice]

    def _marked(self, choice: tuple[int, int, int], values: Array) -> Array:
        imputation, outliers, normalisation = choice
        filled = fill(self.screened, self.options.imputations[imputation], values=values)
        return mark(
            self.screened,
            treated(filled, self.options.outliers[outliers]),
            how=self.options.normalisations[normalisation],
        )


def _bounds(matrix: Matrix) -> Array:
    """How far each value may be off; one without a stated error is taken as it is."""
    if matrix.errors is None:
        return np.zeros(matrix.values.shape)
    return np.where(np.isnan(matrix.errors), 0.0, matrix.errors)


def _aggregated_by(group: Group, how: Aggregation) -> Group:
    """The tree with every group's members put together in one way; the benefit of the doubt stays what it is."""
    members = tuple(_aggregated_by(one, how) if isinstance(one, Group) else one for one in group.members)
    if group.weighting is Weighting.BENEFIT_OF_THE_DOUBT:
        return replace(group, members=members)
    return replace(group, members=members, aggregation=how, exponent=None)


def _one_blas_thread() -> Any:
    """While it is entered, a matrix product takes one thread: the blocks run side by side already."""
    return _threads().limit(limits=1, user_api="blas")


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
