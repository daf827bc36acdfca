"""More replays than one machine wants: blocks of draws replayed by Spark's workers, their counts added up.

A block of draws comes from a generator that is made for it out of the seed and the block's number, and what is counted
of it is whole numbers, so it matters to nobody which worker replays a block, or when: the answer is the one that
`zonebook.rating.replaying.replay` gives for the same seed, to the last count.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from zonebook.rating.replaying import (
    Block,
    Progress,
    Replay,
    Stage,
    Tally,
    blocks_of,
    one_blas_thread,
    replay_of,
    tally,
)

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_JOBS = 20  # at most: progress is told after each
_LEAST_BLOCKS_A_PART = 32  # a worker takes a while to begin
_SETTINGS: dict[str, Any] = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
_NO_JAVA = "Spark does not start: it needs Java 17 or later, on the PATH or in JAVA_HOME"
_TO_THIS_MACHINE: dict[str, Any] = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


class SparkMissing(Exception):
    """Spark cannot be started here; the message says what is missing."""


def spark_session() -> SparkSession:
    """The session that is running, else a new one: on the cluster that Spark is set up for, or on this machine.

    Zonebook has to be installed on the workers too. Raises SparkMissing.
    """
    try:
        from pyspark import SparkConf
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SparkMissing("Spark is not installed: make spark, or install zonebook[spark]") from error
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise SparkMissing(_NO_JAVA)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers run the interpreter that asks
    try:
        builder = SparkSession.builder.appName("zonebook").config(map=_SETTINGS)
        if SparkConf().get("spark.master", "local").startswith("local"):
            builder = builder.config(map=_TO_THIS_MACHINE)
        return builder.getOrCreate()
    except PySparkException as error:
        raise SparkMissing(_NO_JAVA) from error


def replay_on_spark(
    stage: Stage, *, draws: int, seed: int, spark: SparkSession | None = None, progress: Progress | None = None
) -> Replay:
    """What `replay` says of a stage, its blocks replayed by Spark. Raises RatingError alike, and SparkMissing."""
    _ = stage.nominal  # what cannot be weighed is told here and not by a worker; and no worker weighs anew
    context = (spark or spark_session()).sparkContext
    carried = context.broadcast(pickle.dumps(stage))

    def counted(part: Iterable[Block]) -> Iterator[Tally]:
        unpacked: Stage = pickle.loads(carried.value)  # noqa: S301 - packed by ourselves, a few lines above
        with one_blas_thread():
            found = tally(unpacked, part, seed=seed)
        yield found

    def tallies() -> Iterator[Tally]:
        blocks = blocks_of(draws)
        at_once = max(-(-len(blocks) // _JOBS), context.defaultParallelism * _LEAST_BLOCKS_A_PART)
        for start in range(0, len(blocks), at_once):
            job = blocks[start : start + at_once]
            parts = min(context.defaultParallelism, -(-len(job) // _LEAST_BLOCKS_A_PART))
            yield context.parallelize(job, parts).mapPartitions(counted).treeReduce(_together)
            if progress is not None:
                progress(sum(taken.stop - taken.start for _, taken in job))

    try:
        return replay_of(stage, tallies(), seed=seed)
    finally:
        carried.destroy()


def _together(one: Tally, other: Tally) -> Tally:
    one.add(other)
    return one
