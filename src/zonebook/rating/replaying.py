"""How much of a place hangs on choices that somebody else could have made otherwise?

The same way from values to places is gone again and again with assumptions drawn anew (uncertainty analysis: Saisana,
Saltelli & Tarantola, Journal of the Royal Statistical Society A 168(2), 2005; Handbook, step 8). What depends on no
weights is done once for each combination of choices, the weights of a block in one matrix product, its rankings in one
sort; of the rankings only the counts of places are kept, so memory does not grow with the draws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from zonebook.rating.aggregating import NotPositiveError
from zonebook.rating.assessing import (
    READ_FROM_DATA,
    Screened,
    best_light,
    fill,
    mark,
    nominal_marks,
    nominal_weights,
    score,
    shares_by_rule,
)
from zonebook.rating.assumptions import (
    BLOCK,
    Assumption,
    Draws,
    Options,
    around,
    carried_over,
    draw,
    options_of,
    without_left_out,
)
from zonebook.rating.definition import Group, RatingError, Weighting, WeightsDrawn
from zonebook.rating.matrix import Array
from zonebook.rating.other_rules import aggregated_by, doubts, weighted_by
from zonebook.rating.ranking import count_pairs, count_places, places_of
from zonebook.rating.treating import derived, treated

_CELLS_AT_A_TIME = 131_072  # a mebibyte of scores: they stay in the processor's cache between product, sort and count
_VALUES_AT_A_TIME = 1_048_576  # eight mebibytes of values with errors of their own; marks are some copies of them
PAIRS_UP_TO = 512  # zones; beyond, who beats whom would be a larger answer than anybody reads

Progress = Callable[[int], None]
Block = tuple[int, slice]
"""Its number and which of its draws are taken."""
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
    blocks = blocks_of(draws, shared_by=threads)
    with one_blas_thread(), ThreadPoolExecutor(threads) as pool:
        parts = pool.map(lambda nth: tally(stage, blocks[nth::threads], seed=seed, progress=progress), range(threads))
        return replay_of(stage, parts, seed=seed)


def blocks_of(draws: int, *, shared_by: int = 1) -> list[Block]:
    """The blocks that so many draws are made in: any of them can be tallied by itself, anywhere.

    Where they are fewer than those who share the work, each block is given out in parts; whoever gets one draws the
    block anew, which costs little beside ranking it.
    """
    count = -(-draws // BLOCK)
    parts = max(1, -(-shared_by // max(count, 1)))
    found = []
    for nth in range(count):
        size = min(BLOCK, draws - nth * BLOCK)
        ends = [size * part // parts for part in range(parts + 1)]
        found += [(nth, slice(start, stop)) for start, stop in pairwise(ends) if start < stop]
    return found


def replay_of(stage: Stage, tallies: Iterable[Tally], *, seed: int) -> Replay:
    """What the tallies of all blocks say together. Raises RatingError where every replay failed."""
    whole = Tally.empty(len(stage.screened.matrix.zones))
    for part in tallies:
        whole.add(part)
    if not whole.counts.any():
        raise RatingError(f"{stage.screened.rating.code}: every replay failed: {'; '.join(sorted(whole.failed))}")
    return Replay(
        stage.screened.matrix.zones,
        whole.counts,
        whole.beats,
        dict(sorted(whole.failed.items())),
        seed=seed,
        varied=stage.options.varied(),
    )


@dataclass(slots=True, eq=False)
class Tally:
    """What some blocks have counted: fields as those of a Replay. Tallies of blocks add up in any order."""

    counts: Counts
    beats: Counts | None
    failed: Counter[str]

    @classmethod
    def empty(cls, zones: int) -> Tally:
        pairs = np.zeros((zones, zones), np.int32) if zones <= PAIRS_UP_TO else None
        return cls(np.zeros((zones, zones), np.int32), pairs, Counter())

    def add(self, other: Tally) -> None:
        self.counts += other.counts
        if self.beats is not None and other.beats is not None:
            self.beats += other.beats
        self.failed += other.failed


def tally(stage: Stage, blocks: Iterable[Block], *, seed: int, progress: Progress | None = None) -> Tally:
    """Some of the blocks of a seed, replayed one after the other."""
    found = Tally.empty(len(stage.screened.matrix.zones))
    for block, taken in blocks:
        for scores in stage.scores(stage.draw(seed, block).where(taken), found.failed):
            places = places_of(scores)
            count_places(places, found.counts)
            if found.beats is not None:
                count_pairs(places, found.beats)
        if progress is not None:
            progress(taken.stop - taken.start)
    return found


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
        return draw(self.screened, self.options, nominal=self._middle, seed=seed, block=block)

    @cached_property
    def _middle(self) -> dict[str, Array]:
        """What drawn weights are spread around; where other weights are then to be served, none of it is nought."""
        if not self._reweighs:
            return self.nominal
        return {
            group.code: around(np.ones((1, len(group.members))) if doubts(group) else self.nominal[group.code])
            for group in self.screened.root.groups()
        }

    def places(self, draws: Draws, failed: Counter[str]) -> Array:
        """`(draws, zones)`, nan in the rows of replays that failed."""
        found = np.full((len(draws), len(self.screened.matrix.zones)), np.nan)
        for rows, part in self._parts(draws):
            for some in self._at_once(part, most=len(part)):
                scores, whole = self._scored(part.where(some), failed)
                found[rows[some][whole]] = places_of(scores[whole])
        return found

    def scores(self, draws: Draws, failed: Counter[str]) -> Iterator[Array]:
        """The scores of the replays that succeed, as many at a time as fit the cache."""
        most = max(1, _CELLS_AT_A_TIME // len(self.screened.matrix.zones))
        for _, part in self._parts(draws):
            for some in self._at_once(part, most=most):
                scores, whole = self._scored(part.where(some), failed)
                yield scores if whole.all() else scores[whole]

    def _at_once(self, part: Draws, *, most: int) -> Iterator[slice]:
        """The draws in portions of at most so many; fewer where each draw has values of its own, which take memory."""
        if part.errors is not None:
            most = min(most, max(1, _VALUES_AT_A_TIME // self.screened.matrix.values.size))
        for start in range(0, len(part), most):
            yield slice(start, start + most)

    def _parts(self, draws: Draws) -> Iterator[tuple[npt.NDArray[np.intp], Draws]]:
        """The draws that share their choices."""
        options = self.options
        sizes = {
            "imputation": len(options.imputations),
            "outliers": len(options.outliers),
            "normalisation": len(options.normalisations),
            "aggregation": len(options.aggregations),
            "weighting": len(options.weightings),
            "left_out": len(options.left_out) if self._doubts else 1,  # each zone weighs anew what is left
        }
        if max(sizes.values()) == 1:
            yield np.arange(len(draws)), draws
            return
        several = {name: size for name, size in sizes.items() if size > 1}
        number = np.ravel_multi_index([getattr(draws, name) for name in several], tuple(several.values()))
        for nth in np.unique(number):
            rows = np.flatnonzero(number == nth)
            yield rows, draws.where(rows)

    def _scored(self, part: Draws, failed: Counter[str]) -> tuple[Array, npt.NDArray[np.bool_]]:
        """Scores `(draws, zones)` of draws that share their choices, and which of them are whole."""
        zones = len(self.screened.matrix.zones)
        root = self._root(part)
        try:
            marks = self._marks(part)
            weights = self._weights(part, root, marks=marks)
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

    def _root(self, part: Draws) -> Group:
        """The tree with the aggregation and the rule for weights that the draws share."""
        root = self.screened.root
        weighting = self.options.weightings[int(part.weighting[0])]
        aggregation = self.options.aggregations[int(part.aggregation[0])]
        if weighting is not None:
            root = weighted_by(root, weighting)
        return root if aggregation is None else aggregated_by(root, aggregation)

    @cached_property
    def _doubts(self) -> bool:
        """May a group of a replay be under the benefit of the doubt?"""
        return (
            any(map(doubts, self.screened.root.groups())) or Weighting.BENEFIT_OF_THE_DOUBT in self.options.weightings
        )

    @cached_property
    def _reweighs(self) -> bool:
        """Do the weights that drawn ones are spread around hang on the other choices?"""
        options = self.options
        if options.weights is WeightsDrawn.SPREAD and options.concentration == 0:
            return False  # any weights are as likely as any others, wherever they come from
        if len(options.weightings) > 1:
            return True
        read = any(group.weighting in READ_FROM_DATA for group in self.screened.root.groups())
        several = len(options.imputations) * len(options.outliers) * len(options.normalisations) > 1
        return read and (several or options.errors)

    def _weights(self, part: Draws, root: Group, *, marks: Array) -> dict[str, Array]:
        """The weights of each draw: drawn around those that the choices find, without the indicator left out."""
        weights = dict(part.weights)
        if self._reweighs:
            found = self._found(part, root)
            if part.errors is not None:
                found = found | self._read_of_each(root, marks)
            for code in (group.code for group in root.groups() if not doubts(group)):
                weights[code] = carried_over(weights[code], middle=self._middle[code], found=found[code])
        if len(self.options.left_out) > 1:
            codes = np.array(["", *(one.code for one in self.screened.indicators)], dtype=object)
            weights = without_left_out(root, weights, codes=codes[part.left_out])
        if self._doubts:
            weights |= self._best_lights(part, root)
        return weights

    def _found(self, part: Draws, root: Group) -> dict[str, Array]:
        """The weights that the choices of the draws find, before any spread."""
        key = ("found", int(part.weighting[0]), *_choice(part))
        if key not in self._kept_weights:
            self._kept_weights[key] = nominal_weights(self.screened, self._marks_of(_choice(part)), root=root)
        return self._kept_weights[key]

    def _read_of_each(self, root: Group, marks: Array) -> dict[str, Array]:
        """`(draws, members)` of each group whose weights are read from the data: of each draw from its own values."""
        return {
            group.code: np.concatenate([shares_by_rule(self.screened, one, group=group) for one in marks])
            for group in root.groups()
            if group.weighting in READ_FROM_DATA
        }

    def _best_lights(self, part: Draws, root: Group) -> dict[str, Array]:
        """Of each group under the benefit of the doubt, each zone's own weights for what is left of it.

        They are found for the values as stated, not as drawn within their bounds: each is a linear programme a zone.
        """
        key = ("light", int(part.weighting[0]), int(part.left_out[0]), *_choice(part))
        if key not in self._kept_weights:
            codes = ["", *(one.code for one in self.screened.indicators)]
            marks = self._marks_of(_choice(part))
            self._kept_weights[key] = {
                group.code: best_light(self.screened, marks, group=group, without=codes[int(part.left_out[0])])
                for group in root.groups()
                if doubts(group)
            }
        return self._kept_weights[key]

    @cached_property
    def _kept_weights(self) -> dict[tuple[str | int, ...], dict[str, Array]]:
        return {}

    def _marks(self, part: Draws) -> Array:
        choice = _choice(part)
        if part.errors is None:
            return self._marks_of(choice)
        matrix = self.screened.matrix
        low, high = matrix.bounds
        values = derived(matrix, self.screened.indicators, values=low + part.errors.values() * (high - low))
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


def _choice(part: Draws) -> tuple[int, int, int]:
    """Of draws that share it, the choice that marks hang on."""
    return int(part.imputation[0]), int(part.outliers[0]), int(part.normalisation[0])


def one_blas_thread() -> Any:
    """While it is entered, a matrix product takes one thread: tallies run side by side already.

    For the whole process: entered once around all tallies, not in each.
    """
    return _threads().limit(limits=1, user_api="blas")


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
