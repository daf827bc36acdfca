"""How long does one figure take over many observations, beside hand-written SQL for the same question?

    python bench/engine_figure.py [--observations 10000000] [--rounds 15]

Both sides read the same Parquet files with the same DuckDB, register and reports as known at the same moment, and
answer alike, now and at an earlier moment: value, reported, expected, and who is absent. They take turns in one
process, warm, and their medians are compared with the budgets below.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from zonebook.engine import OPEN_DAY, OPEN_MOMENT, Book, Lake
from zonebook.measures import Figure, Period, Question
from zonebook.methodology import load_methodology

ZONE = "bench"
LINES = 20
QUARTERS = Period.span(date(2015, 1, 1), date(2024, 12, 31)).quarters()
SITES_OF_A_COMPANY = 2
QUARTERS_OF_A_COMPANY = 25  # on average: companies came in the second quarters of 2015 to 2022
CORRECTED = 50  # one observation in so many was corrected on 20 May 2024
LATE = 40  # one company in so many has not reported the last quarter
MOVED = 30  # one company in so many had a wrong day in the register, put right on 20 May 2024
CORRECTION = datetime(2024, 5, 20)  # noqa: DTZ001 - the lake's moments are UTC without a zone mark
ENTERED = datetime(2015, 1, 1)  # noqa: DTZ001 - in UTC, as the lake has it
BUDGET_OVER_SQL = 1.5
BUDGET_AS_OF = 1.3
AS_OF = datetime(2024, 3, 1)  # noqa: DTZ001 - the lake's moments are UTC without a zone mark
NOW = datetime(9999, 12, 30)  # noqa: DTZ001 - in UTC, as the lake has it

FLOW = """
WITH expected AS (
    SELECT company, site, greatest(min(date_trunc('quarter', "from"))::DATE, $first::DATE) AS since
    FROM presence SEMI JOIN (
        SELECT company FROM residency
        WHERE $last::DATE BETWEEN "from" AND "to" AND known_from <= $known_at AND $known_at < known_to
    ) USING (company)
    WHERE $last::DATE BETWEEN "from" AND "to" AND {scope} AND known_from <= $known_at AND $known_at < known_to
    GROUP BY ALL
), filed AS (
    SELECT company, site, sum(amount) AS amount, sum(period_to - greatest(period_from, since) + 1) AS days,
        any_value($last::DATE - since + 1) AS required
    FROM observation JOIN expected USING (company, site)
    WHERE line = 'jobs_created' AND period_from >= $first::DATE AND period_to <= $last::DATE AND {scope}
        AND known_from <= $known_at AND $known_at < known_to
    GROUP BY ALL
), company AS (
    SELECT company, count(*) = count(*) FILTER (days = required) AS is_reported, sum(amount) AS amount
    FROM expected LEFT JOIN filed USING (company, site) GROUP BY company
)
SELECT sum(amount) FILTER (is_reported), count(*) FILTER (is_reported), count(*), list(company) FILTER (NOT is_reported)
FROM company
"""
STOCK = FLOW.replace("'jobs_created'", "'headcount'")
ZONE_ONLY, THREE_SITES = "zone = 'bench'", "site IN ('s0', 's1', 's2')"


@dataclass(frozen=True)
class Case:
    """A question to the book, and the same one in SQL with its window."""

    name: str
    question: Question
    sql: str
    window: Period


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--observations", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake(Path(folder))
        count = make_lake(lake, options.observations)
        print(f"{count:,} observations of {len(QUARTERS)} quarters, DuckDB {duckdb.__version__}")
        measure(lake, rounds=options.rounds)


def make_lake(lake: Lake, observations: int) -> int:
    """Fill a lake of one zone; how many observations it holds (corrections come on top of those asked for)."""
    companies = max(1, int(observations / (LINES * QUARTERS_OF_A_COMPANY * SITES_OF_A_COMPANY)))
    lines = ["jobs_created", "headcount", *(f"line_{number}" for number in range(LINES - 2))]
    database = duckdb.connect()
    database.execute("CREATE TABLE line AS SELECT unnest($1::VARCHAR[]) AS line", [lines])
    quarters = [(quarter.start, quarter.last) for quarter in QUARTERS]
    database.execute("CREATE TABLE quarter (first DATE, last DATE)")
    database.executemany("INSERT INTO quarter VALUES (?, ?)", quarters)
    database.execute(
        "CREATE TABLE place AS SELECT 'c' || c AS company, c, 's' || ((c + s) % 10) AS site "
        "FROM range($1) AS a(c), range($2) AS b(s)",
        [companies, SITES_OF_A_COMPANY],
    )
    content = observations_of(database)
    rows = lake.write("observation", ZONE, content=content).rows
    places = database.execute("SELECT company, site, c FROM place").fetchall()
    came = [
        (company, site, ZONE, *stay)
        for company, site, c in places
        for stay in entries(c, since=date(2015 + c % 8, 5, 1))
    ]
    residents = sorted({(company, c) for company, _, c in places if c % 2})
    held = [(company, "a", ZONE, *stay) for company, c in residents for stay in entries(c, since=QUARTERS[0].start)]
    lake.refill("presence", ZONE, rows=came)
    lake.refill("residency", ZONE, rows=held)
    return rows


def entries(company: int, *, since: date) -> list[tuple[date, date, datetime, datetime]]:
    """from, to, known_from, known_to of what the register says of a company; of some it said a wrong day at first."""
    if company % MOVED:
        return [(since, OPEN_DAY, ENTERED, OPEN_MOMENT)]
    wrong = since + timedelta(days=100)
    return [(wrong, OPEN_DAY, ENTERED, CORRECTION), (since, OPEN_DAY, CORRECTION, OPEN_MOMENT)]


def observations_of(database: duckdb.DuckDBPyConnection) -> pa.Table:
    """Every line of every company on each of its sites, since the quarter it came; some corrected, some late."""
    return database.sql(f"""
        WITH filed AS (
            SELECT site, company, line, first, last, hash(c, site, line, first) AS h, c
            FROM place, line, quarter
            WHERE first >= make_date(2015 + c % 8, 4, 1) AND (c % {LATE} > 0 OR last < DATE '2024-12-31')
        )
        SELECT '{ZONE}' AS zone, site, company, line, first AS period_from, last AS period_to,
            (h % 1000)::BIGINT + version AS amount,
            CASE version WHEN 1 THEN last::TIMESTAMP + INTERVAL 20 DAY ELSE TIMESTAMP '2024-05-20' END AS known_from,
            CASE WHEN version = 1 AND h % {CORRECTED} = 0 AND last < DATE '2024-04-01' THEN TIMESTAMP '2024-05-20'
                ELSE TIMESTAMP '9999-12-31' END AS known_to,
            (h % 100000)::BIGINT AS submission, version::BIGINT AS version, 'Форма 1!D14' AS cell
        FROM filed, range(1, 3) AS v(version)
        WHERE version = 1 OR (h % {CORRECTED} = 0 AND last < DATE '2024-04-01')
    """).to_arrow_table()  # noqa: S608 - the numbers are constants of this file


def cases() -> list[Case]:
    year, since, end = Period.year(2023), Period.since_start(date(2023, 12, 31)), Period.quarter(2023, 4)
    zone, sites = (f"zone:{ZONE}",), ("site:s0", "site:s1", "site:s2")

    def asked(measure: str, scope: tuple[str, ...], *, during: Period) -> Question:
        return Question(measure, scope, "residents", during)

    everything = Period.span(date(1900, 1, 1), since.last)
    return [
        Case("flow of a year, zone", asked("jobs_created", zone, during=year), FLOW.format(scope=ZONE_ONLY), year),
        Case(
            "flow of a year, three sites",
            asked("jobs_created", sites, during=year),
            FLOW.format(scope=THREE_SITES),
            year,
        ),
        Case(
            "flow since start, zone",
            asked("jobs_created", zone, during=since),
            FLOW.format(scope=ZONE_ONLY),
            everything,
        ),
        Case(
            "stock at a quarter's end, zone", asked("employees", zone, during=end), STOCK.format(scope=ZONE_ONLY), end
        ),
    ]


def measure(lake: Lake, *, rounds: int) -> None:
    book, database = Book(lake, load_methodology()), duckdb.connect()
    for part in lake.partitions():
        database.read_parquet(str(part.path), hive_partitioning=False).create_view(part.table)
    print(f"medians of {rounds}; SQL: by hand; ratio: ours to SQL; as-of: ours at an earlier moment, its ratio to ours")
    heads = ("SQL ms", "ours ms", "ratio", "budget", "as-of ms", "ratio", "budget")
    print(f"{'question':32}", *(f"{head:>8}" for head in heads))
    for case in cases():
        print(measured(case, book, database=database, rounds=rounds))


def measured(case: Case, book: Book, *, database: duckdb.DuckDBPyConnection, rounds: int) -> str:
    def by_hand(known_at: datetime = NOW) -> tuple[object, ...]:
        values = {"first": case.window.start, "last": case.window.last, "known_at": known_at}
        return database.execute(case.sql, values).fetchone() or ()

    past = replace(case.question, known_at=AS_OF)
    _must_agree(book.answer(case.question), by_hand())
    _must_agree(book.answer(past), by_hand(AS_OF))
    timed = take_turns([by_hand, lambda: book.answer(case.question), lambda: book.answer(past)], rounds=rounds)
    sql, ours, as_of = (1000 * seconds for seconds in timed)
    figures = (f"{sql:.1f}", f"{ours:.1f}", f"{ours / sql:.2f}", f"{BUDGET_OVER_SQL}")
    figures += (f"{as_of:.1f}", f"{as_of / ours:.2f}", f"{BUDGET_AS_OF}")
    return " ".join((f"{case.name:32}", *(f"{figure:>8}" for figure in figures)))


def _must_agree(answer: object, row: tuple[object, ...]) -> None:
    assert isinstance(answer, Figure), answer
    value, reported, expected, absent = row
    ours = (answer.quantity.unit.to_stored(answer.quantity.amount), answer.coverage.reported, answer.coverage.expected)
    assert ours == (value, reported, expected), (ours, row[:3])
    assert set(answer.coverage.absent) == set(absent or ())


def take_turns(sides: list[Callable[[], object]], *, rounds: int) -> list[float]:
    """The median seconds of each side; they take turns, so that a busy moment of the machine hits all alike."""
    times: list[list[float]] = [[] for _ in sides]
    for turn in range(rounds + 2):
        for side, taken in zip(sides, times, strict=True):
            begun = time.perf_counter()
            side()
            if turn >= 2:  # two rounds warm up
                taken.append(time.perf_counter() - begun)
    return [statistics.median(taken) for taken in times]


if __name__ == "__main__":
    main()
