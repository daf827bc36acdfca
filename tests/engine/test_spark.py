"""Do both engines agree? Each statement runs on a local Spark over the very files that DuckDB reads.

Replays of a rating are made on it too, beside those of one machine.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.engine.small_book import (
    Fact,
    Known,
    asked,
    filed,
    fill,
    in_industry,
    member,
    on_the_map,
    placed,
    present,
    resident,
    whole_year,
)
from tests.rating.making import matrix, rating
from zonebook.engine import TABLES, Lake
from zonebook.engine.asking import parameters
from zonebook.engine.compiling import statement
from zonebook.engine.connection import Connection
from zonebook.engine.expressions import Shape
from zonebook.engine.replaying_on_spark import replay_on_spark
from zonebook.measures import Question
from zonebook.methodology import load_methodology
from zonebook.rating import Varied, screen
from zonebook.rating.assumptions import BLOCK
from zonebook.rating.definition import Aggregation
from zonebook.rating.replaying import Stage, replay

pytestmark = pytest.mark.needs("java", "pyspark")

CORRECTED = datetime(2024, 5, 20, 9)  # noqa: DTZ001 - the lake's moments are UTC without a zone mark
BEFORE, AFTER = Known(until=CORRECTED), Known(since=CORRECTED)
A_MINUTE_BEFORE = CORRECTED - timedelta(minutes=1)
BOOK: tuple[Fact, ...] = (
    present("alfa", "north", since=date(2019, 3, 1)),
    present("alfa", "south", since=date(2024, 5, 20)),
    present("beta", "north"),
    present("gamma", "far", until=date(2024, 9, 30)),
    present("gamma", "south", known=BEFORE),
    present("delta", "north", known=AFTER),
    resident("alfa", since=date(2020, 1, 1)),
    resident("delta", since=date(2021, 1, 1), known=BEFORE),
    resident("delta", since=date(2024, 6, 1), known=AFTER),
    resident("beta", "other"),
    member("alfa", "pharma"),
    member("alfa", "photonics", since=date(2023, 1, 1)),
    member("delta", "pharma", known=BEFORE),
    member("gamma", "pharma", since=date(2024, 1, 1)),
    member("beta", "photonics", until=date(2024, 6, 29)),
    in_industry("alfa", "machines"),
    in_industry("beta", "machines", known=BEFORE),
    in_industry("beta", "lasers", known=AFTER),
    on_the_map("north", "158.5", known=AFTER),
    on_the_map("north", "15.85", known=BEFORE),
    on_the_map("south", None),
    placed(1, 2024),
    placed(2, 2023),
    *whole_year("alfa"),
    filed("alfa@south", "2024-Q2", 3),
    filed("alfa@south", "2024-Q3", 2, known=BEFORE),
    filed("alfa@south", "2024-Q3", 9, known=AFTER),
    filed("alfa@south", "2024-Q4", -1),
    filed("beta", "..2023-12-31", 70),
    filed("beta", "2024-H1", 50),
    filed("beta", "2024-H2", 60),
    filed("gamma@far", "2024-Q3", 7),
    *(filed("alfa", quarter, 1000 + 5, line="headcount") for quarter in ("2023-Q4", "2024-Q1", "2024-Q2")),
    filed("alfa@south", "2024-Q2", 15, line="headcount"),
    *(filed("beta", "2024-Q1", 4, line=line) for line in ("tax_federal", "tax_regional", "tax_local")),
)
SUMS = (
    asked("jobs_created", "2024"),
    asked("jobs_created", "2024", population="residents"),
    asked("jobs_created", "2024-Q2", of="site:north site:south"),
    asked("jobs_created", "2024", known_at=A_MINUTE_BEFORE),
    asked("jobs_created", "..2024-12-31"),
    asked("jobs_created", "2024-Q3", of="cluster:pharma industry:lasers", population="cluster"),
    asked("jobs_created", "2024-H1", of="industry:machines", known_at=A_MINUTE_BEFORE),
    asked("employees", "2024-Q2", of="company:alfa"),
    asked("employees_change", "2024-H1", of="site:north"),
    asked("taxes", "2024-Q1"),
)
CASES = (
    *(("totals", question) for question in SUMS),
    *(("cells", question) for question in SUMS),
    ("members_present", asked("companies", "@2024-06-30")),
    ("members_present", asked("residents", "@2024-06-30", population="residents")),
    ("members_present", asked("residents", "@2024-02-01", population="residents", known_at=A_MINUTE_BEFORE)),
    ("cluster_members", asked("cluster_members", "@2024-06-30", of="cluster:pharma", population="cluster")),
    ("cluster_members", asked("cluster_members", "@2024-06-29", population="cluster")),
    ("cluster_members", asked("cluster_members", "@2024-06-30", population="cluster", known_at=A_MINUTE_BEFORE)),
    ("site_areas", asked("area", "@2024-06-30", population="sites")),
    ("site_areas", asked("area", "@2024-06-30", population="sites", known_at=A_MINUTE_BEFORE)),
    ("editions", asked("rating_place", "@2025-09-09", of="zone:demo rating:effectiveness", population="zones")),
)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return fill(Lake(tmp_path_factory.mktemp("lake")), BOOK)


@pytest.fixture(scope="module")
def duck(lake: Lake) -> Connection:
    return Connection(lake)


@pytest.fixture(scope="module")
def spark(lake: Lake, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One session for all tests of this file: it takes half a minute to start."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    warehouse = tmp_path_factory.mktemp("warehouse")
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "1",
        "spark.sql.warehouse.dir": str(warehouse),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    builder = SparkSession.builder.master("local[1]").appName("zonebook")
    session = builder.config(map=settings).getOrCreate()
    for table in TABLES:
        files = [str(part.path) for part in lake.partitions() if part.table == table]
        session.read.parquet(*files).createOrReplaceTempView(table)
    yield session
    session.stop()


def marks(question: Question) -> tuple[Shape, Mapping[str, object]]:
    measure = load_methodology().measure(question.measure)
    period = question.period.through_last_whole_quarter() if measure.inputs else question.period
    return parameters(question, measure, period=period)


def comparable(rows: Any) -> list[tuple[Any, ...]]:
    """Rows as plain tuples: a list of the absent has no order, and an empty one is none."""
    return [tuple(sorted(cell) or None if isinstance(cell, list) else cell for cell in row) for row in rows]


@pytest.mark.parametrize(("name", "question"), CASES, ids=lambda part: getattr(part, "measure", part))
def test_spark_and_duckdb_give_the_same_rows(name: str, question: Question, spark: Any, duck: Connection) -> None:
    shape, values = marks(question)
    with duck.reading() as snapshot:
        on_duckdb = duck.rows(snapshot, statement(name, shape), values=values)

    sql = statement(name, shape, dialect="spark")
    used = {mark: str(value) for mark, value in values.items() if f":{mark}" in sql}
    on_spark = spark.sql(sql, args=used).collect()

    assert comparable(on_spark) == comparable(on_duckdb)
    assert on_duckdb, "no rows, nothing compared"


def test_spark_and_duckdb_know_the_same_names(spark: Any, duck: Connection) -> None:
    nothing = Shape("companies", ())
    with duck.reading() as snapshot:
        on_duckdb = duck.rows(snapshot, statement("register_names", nothing), values={})

    on_spark = spark.sql(statement("register_names", nothing, dialect="spark")).collect()

    assert set(comparable(on_spark)) == set(comparable(on_duckdb))


def test_replays_on_spark_are_those_of_one_machine_to_the_last_count(spark: Any) -> None:
    """In several jobs, the last block being cut; a failed replay is counted wherever it fails."""
    varied = Varied(concentration=20, aggregations=(Aggregation.ARITHMETIC, Aggregation.GEOMETRIC), leave_one_out=True)
    stage = Stage(screen(rating(3, varied=varied), matrix([[1, 5, 9], [4, 4, 4], [9, 1, 3], [2, 8, 1]])))
    draws, told = 34 * BLOCK + 17, list[int]()

    here = replay(stage, draws=draws, seed=11)
    there = replay_on_spark(stage, draws=draws, seed=11, spark=spark, progress=told.append)

    assert there.counts.tolist() == here.counts.tolist()
    assert there.beats is not None
    assert here.beats is not None
    assert there.beats.tolist() == here.beats.tolist()
    assert dict(there.failed) == dict(here.failed) != {}
    assert told == [32 * BLOCK, 2 * BLOCK + 17]
