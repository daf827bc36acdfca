"""How fast are rank intervals, beside a bare product and a bare sort, and beside others who rank zones?

    make bench-rating

Floor: one matrix product of the weights drawn and the marks, and one sort of the scores, both in blocks that fit the
cache. Budgets: at most twice the floor (five times for 48 zones, as a page asks it), a hundred times faster than
scikit-criteria's and pymcdm's public ways, ten times than scikit-criteria's inner kernel, a gibibyte at most; a full
replay at least 500 times faster than the 8.8 ms a draw of COINr's way. What stands is the median of several runs.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import multiprocessing
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.rating.making import group, indicators, rating
from zonebook.rating import Group, Indicator, Matrix, assess, screen
from zonebook.rating.assumptions import Draws
from zonebook.rating.definition import Aggregation, Imputation, Normalisation, Varied
from zonebook.rating.ranking import count_places, places_of
from zonebook.rating.replaying import Stage, replay

SIZES = ((48, 20, 1_000, 5.0), (1_000, 50, 1_000, 2.0), (5_400, 50, 10_000, 2.0))
RUNS = {48: 51, 1_000: 11, 5_400: 3}
PEER_DRAWS = 20
COINR_SECONDS = 8.8e-3
_CELLS = 131_072


def seconds(work: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def floor(marks: np.ndarray, weights: np.ndarray) -> None:
    rows, turned = max(1, _CELLS // len(marks)), np.ascontiguousarray(marks.T)
    scores = np.empty((rows, len(marks)))
    for start in range(0, len(weights), rows):
        part = weights[start : start + rows]
        np.matmul(part, turned, out=scores[: len(part)])
        scores[: len(part)].sort(axis=1)


def plain_numpy(marks: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """What one writes first: argsort of argsort, a row a draw."""
    return np.array([np.argsort(np.argsort(-(marks @ one))) + 1 for one in weights])


def stage_of(zones: int, members: int, *, chance: np.random.Generator) -> Stage:
    columns = tuple(f"i{nth}" for nth in range(members))
    title = indicators(1)[0].title
    of = rating(group(*(Indicator(column, title) for column in columns)))
    return Stage(screen(of, Matrix(tuple(f"z{n}" for n in range(zones)), columns, chance.random((zones, members)))))


def intervals(stage: Stage, draws: Draws) -> np.ndarray:
    """The counts of places of given draws: what a page asks."""
    zones = len(stage.screened.matrix.zones)
    counts = np.zeros((zones, zones), np.int32)
    for scores in stage.scores(draws, Counter()):
        count_places(places_of(scores), counts)
    return counts


def in_two_threads(stage: Stage, draws: Draws) -> np.ndarray:
    """The same, half of the draws to each thread; product, sort and count let go of the interpreter's lock."""
    halves = [draws.where(slice(0, len(draws) // 2)), draws.where(slice(len(draws) // 2, len(draws)))]
    with ThreadPoolExecutor(2) as pool:
        return np.sum(list(pool.map(lambda half: intervals(stage, half), halves)), axis=0)


def draws_of(weights: np.ndarray, root: Group) -> Draws:
    none = np.zeros(len(weights), np.int64)
    return Draws({root.code: weights}, none, none, none, none, none, none, errors=None)


def of_peers(marks: np.ndarray, weights: np.ndarray) -> dict[str, float]:
    """Seconds a draw of each peer that is installed."""
    found = {}
    for peer in (scikit_criteria, pymcdm):
        try:
            found |= peer(marks, weights[:PEER_DRAWS])
        except ImportError as error:
            print(f"  {error.name} is not installed: make peers")
    return found


def scikit_criteria(marks: np.ndarray, weights: np.ndarray) -> dict[str, float]:
    from skcriteria import mkdm
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.utils import rank

    directions = [max] * marks.shape[1]

    def public() -> None:
        for one in weights:
            WeightedSumModel().evaluate(mkdm(marks, directions, weights=one))

    def kernel() -> None:
        for one in weights:
            rank.rank_values(marks @ one, reverse=True)

    return {
        "scikit-criteria": seconds(public, 3) / len(weights),
        "scikit-criteria's kernel": seconds(kernel, 3) / len(weights),
    }


def pymcdm(marks: np.ndarray, weights: np.ndarray) -> dict[str, float]:
    from pymcdm.helpers import rrankdata
    from pymcdm.methods import WSM
    from pymcdm.normalizations import minmax_normalization

    types = np.ones(marks.shape[1])

    def ranked() -> None:
        for one in weights:
            rrankdata(WSM(minmax_normalization)(marks, one, types))

    return {"pymcdm": seconds(ranked, 3) / len(weights)}


def size(zones: int, members: int, *, draws: int, budget: float) -> None:
    chance = np.random.default_rng(1)
    stage, weights = stage_of(zones, members, chance=chance), chance.dirichlet(np.ones(members), draws)
    screened = stage.screened
    marks = assess(screened.rating, screened.matrix).marks
    given = draws_of(weights, stage.screened.root)
    intervals(stage, given.where(slice(2)))  # compiles
    least = seconds(lambda: floor(marks, weights), RUNS[zones])
    ours = seconds(lambda: intervals(stage, given), RUNS[zones])
    print(f"{zones} zones x {members} indicators x {draws} draws")
    verdict = "met" if ours <= budget * least else "NOT MET"
    print(f"  ours {ours * 1000:9.2f} ms   {ours / least:5.2f} x the floor of {least * 1000:.2f} ms"
          f" (budget {budget:g}: {verdict})")  # fmt: skip
    both = seconds(lambda: in_two_threads(stage, given), RUNS[zones])
    print(f"  in two threads {both * 1000:9.2f} ms; what follows is beside the faster of the two")
    ours = min(ours, both)
    numpys = seconds(lambda: plain_numpy(marks, weights[:PEER_DRAWS]), 3) / PEER_DRAWS
    for name, each in {"plain numpy": numpys, **of_peers(marks, weights)}.items():
        beside = f"{each * draws / ours:8.0f} x ours {each * draws / least:8.0f} x the floor"
        print(f"  {name:26} {each * 1e6:10.1f} µs a draw   {beside}")
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def everything() -> None:
    """The full replay: weights, normalisation, aggregation, imputation, one left out."""
    chance, zones, members, draws = np.random.default_rng(1), 48, 20, 10_000
    values = chance.random((zones, members))
    values[chance.random((zones, members)) < 0.05] = np.nan
    varied = Varied(
        concentration=20,
        normalisations=(Normalisation.MIN_MAX, Normalisation.PERCENTILE_RANK, Normalisation.LEADER),
        aggregations=(Aggregation.ARITHMETIC, Aggregation.GEOMETRIC),
        imputations=(Imputation.CLASS_MEDIAN, Imputation.NEAREST),
        leave_one_out=True,
    )
    columns = tuple(f"i{nth}" for nth in range(members))
    of = rating(group(*(Indicator(one, indicators(1)[0].title) for one in columns)), varied=varied, scale=(1, 100))
    matrix = Matrix(tuple(f"z{nth}" for nth in range(zones)), columns, values)
    taken = seconds(lambda: replay(Stage(screen(of, matrix)), draws=draws, seed=1), 5) / draws
    print(f"full replay, {zones} x {members} x {draws}: {taken * 1e6:.1f} µs a draw,"
          f" {COINR_SECONDS / taken:.0f} x COINr's 8.8 ms (budget 500 x)")  # fmt: skip


def with_errors(zones: int, members: int, *, draws: int) -> None:
    """Every draw with values of its own: time and peak memory, in a process of its own so that nothing else counts."""
    chance = np.random.default_rng(1)
    columns, values = tuple(f"i{nth}" for nth in range(members)), chance.random((zones, members)) + 1
    of = rating(group(*(Indicator(one, indicators(1)[0].title) for one in columns)), varied=Varied(errors=True))
    bounds = {"low": values - 0.05, "high": values + 0.05}
    stage = Stage(screen(of, Matrix(tuple(f"z{nth}" for nth in range(zones)), columns, values, **bounds)))
    taken = seconds(lambda: replay(stage, draws=draws, seed=1), 1) / draws
    print(f"errors of measurement, {zones} x {members} x {draws}: {taken * 1e3:.2f} ms a draw,"
          f" peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB (budget 1024)")  # fmt: skip


if __name__ == "__main__":
    alone = multiprocessing.get_context("spawn").Process(target=with_errors, args=(5_400, 50), kwargs={"draws": 1024})
    alone.start()
    alone.join()
    for one in SIZES:
        size(*one[:2], draws=one[2], budget=one[3])
    everything()
