"""Is what lies in the lake what was written, and does a reader ever see half of a refill?"""

from __future__ import annotations

import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.engine.small_book import Fact, asked, book_of, counted, filed, fill, present, value
from zonebook.engine import Book, Lake, LakeError
from zonebook.engine.connection import Connection, SnapshotGone
from zonebook.measures import Figure
from zonebook.methodology import load_methodology

PRESENCE = [present("alfa", since=date(2019, 3, 1)).row]


def manifest_of(root: Path, table: str) -> Path:
    return root / table / "zone=demo" / "manifest.json"


def test_a_partition_says_where_its_rows_lie_and_how_many(tmp_path: Path) -> None:
    lake = Lake(tmp_path)

    written = lake.refill("presence", "demo", rows=PRESENCE)

    assert lake.partition("presence", "demo") == written
    assert (written.rows, written.path.parent) == (1, tmp_path / "presence" / "zone=demo")
    assert lake.partition("presence", "elsewhere") is None


def test_partitions_are_listed_by_table_and_zone(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    for table, zone in (("site", "demo"), ("presence", "other"), ("presence", "demo")):
        lake.refill(table, zone, rows=[])

    assert [(part.table, part.zone) for part in lake.partitions()] == [
        ("presence", "demo"), ("presence", "other"), ("site", "demo")
    ]  # fmt: skip


def test_an_empty_partition_can_be_read(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.refill("observation", "demo", rows=[])

    assert value(Book(fill(lake, [present("alfa")]), load_methodology()).answer(asked("companies", "@2024-06-30"))) == 1


def test_equal_content_has_an_equal_name_and_other_content_another(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    names = []
    for facts in ([present("alfa"), present("beta")], [present("beta"), present("alfa")], [present("alfa")]):
        fill(lake, facts)
        names.append(lake.snapshot())

    assert names[0] == names[1] != names[2]


def test_the_name_of_a_snapshot_covers_every_partition(tmp_path: Path) -> None:
    lake = fill(Lake(tmp_path), [present("alfa")])
    before = lake.snapshot()

    fill(lake, [present("beta", "far")])

    assert lake.snapshot() != before


def test_a_refill_sweeps_old_files_but_the_last_few_and_what_a_killed_writer_left(tmp_path: Path) -> None:
    lake, folder = Lake(tmp_path), tmp_path / "presence" / "zone=demo"
    written = [fill_with(lake, company) for company in "abcde"]
    (folder / "4711.parquet.tmp").write_text("half of a file")
    age(folder)

    written.append(fill_with(lake, "f"))

    assert {path.name for path in folder.iterdir()} == {*written[2:], "manifest.json"}


def test_a_file_that_was_replaced_a_moment_ago_is_left_to_its_readers(tmp_path: Path) -> None:
    lake = Lake(tmp_path)

    written = {fill_with(lake, company) for company in "abcdefgh"}

    assert {path.name for path in tmp_path.rglob("*.parquet")} == written


def age(folder: Path) -> None:
    """Let every file be a minute older, in the order in which they were written."""
    for path in folder.iterdir():
        written = path.stat().st_mtime_ns - 60 * 10**9
        os.utime(path, ns=(written, written))


def fill_with(lake: Lake, company: str) -> str:
    fill(lake, [present(company)])
    partition = lake.partition("presence", "demo")
    assert partition is not None
    return partition.path.name


def test_rows_that_the_table_cannot_hold_are_refused_and_the_partition_stays_what_it_was(tmp_path: Path) -> None:
    lake = fill(Lake(tmp_path), [present("alfa")])
    before = lake.snapshot()

    for rows in ([("alfa", "north")], [("alfa", "north", "demo", "gestern", "morgen")]):
        with pytest.raises(LakeError, match="the rows are not those of the table presence"):
            lake.refill("presence", "demo", rows=rows)

    assert lake.snapshot() == before
    assert lake.faults() == ()


def test_a_refill_that_is_interrupted_before_the_manifest_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = book_of(tmp_path, present("alfa"))
    monkeypatch.setattr("zonebook.engine.lake._write_manifest", interrupted)

    with pytest.raises(KeyboardInterrupt):
        fill(Lake(tmp_path), [present("alfa"), present("beta")])

    assert value(book.answer(asked("companies", "@2024-06-30"))) == 1
    assert Lake(tmp_path).faults() == ()


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_moments_are_kept_in_utc_whatever_zone_they_come_in(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    noon = datetime(2024, 5, 20, 9, tzinfo=UTC)
    moscow = noon.astimezone(timezone(timedelta(hours=3)))
    row = list(filed("alfa", "2024-Q1", 1).row)
    row[7] = moscow

    written = Lake(tmp_path).refill("observation", "demo", rows=[row])

    assert pq.read_table(written.path)["known_from"].to_pylist() == [noon.replace(tzinfo=None)]


# faults


def test_a_lake_as_it_was_written_has_no_faults(tmp_path: Path) -> None:
    assert fill(Lake(tmp_path), [present("alfa"), filed("alfa", "2024-Q1", 1)]).faults() == ()


def test_a_file_with_one_byte_changed_is_found(tmp_path: Path) -> None:
    lake = fill(Lake(tmp_path), [present("alfa")])
    path = file_of(lake)
    content = bytearray(path.read_bytes())
    content[20] ^= 1
    path.write_bytes(content)

    assert lake.faults() == (
        f"lake presence/zone=demo/{path.name}: the file is not the one that was written (its hash differs)",
    )


def test_a_file_that_is_gone_is_found(tmp_path: Path) -> None:
    lake = fill(Lake(tmp_path), [present("alfa")])
    path = file_of(lake)
    path.unlink()

    assert lake.faults() == (f"lake presence/zone=demo/{path.name}: the file is missing",)


def file_of(lake: Lake) -> Path:
    (partition,) = lake.partitions()
    return partition.path


UNREADABLE = ["", "{", "[]", "null", '{"file": "x.parquet"}', '{"file": "x", "sha256": "y", "rows": "many"}']


@pytest.mark.parametrize("text", UNREADABLE)
def test_a_manifest_that_cannot_be_read_stops_every_answer_and_says_what_to_do(tmp_path: Path, text: str) -> None:
    book = book_of(tmp_path, present("alfa"))
    manifest_of(tmp_path, "presence").write_text(text)

    with pytest.raises(LakeError, match=r"presence/zone=demo/manifest.json cannot be read .* refill this partition"):
        book.answer(asked("companies", "@2024-06-30"))
    assert [fault.startswith("lake presence/zone=demo:") for fault in Lake(tmp_path).faults()] == [True]


@pytest.mark.parametrize("text", UNREADABLE)
def test_a_refill_mends_a_manifest_that_cannot_be_read(tmp_path: Path, text: str) -> None:
    lake = fill(Lake(tmp_path), [present("alfa")])
    manifest_of(tmp_path, "presence").write_text(text)

    fill(lake, [present("alfa")])

    assert lake.faults() == ()


def test_a_book_over_a_broken_file_says_which_it_is(tmp_path: Path) -> None:
    lake = fill(Lake(tmp_path), [present("alfa")])
    file_of(lake).write_bytes(b"no parquet")

    with pytest.raises(LakeError, match=r"presence/zone=demo/.*its hash differs"):
        Book(lake, load_methodology()).answer(asked("companies", "@2024-06-30"))


def test_a_manifest_names_the_file_with_its_hash(tmp_path: Path) -> None:
    lake = fill(Lake(tmp_path), [present("alfa")])
    (partition,) = lake.partitions()

    entry = json.loads(manifest_of(tmp_path, "presence").read_text())

    assert entry == {"file": partition.path.name, "sha256": partition.sha256, "rows": 1}


# readers while the lake is refilled


def test_a_refill_is_seen_by_the_next_question(tmp_path: Path) -> None:
    book = book_of(tmp_path, present("alfa"))
    before = book.answer(asked("companies", "@2024-06-30"))

    fill(Lake(tmp_path), [present("alfa"), present("beta")])
    after = book.answer(asked("companies", "@2024-06-30"))

    assert (value(before), value(after)) == (1, 2)
    assert before.lineage.snapshot != after.lineage.snapshot == Lake(tmp_path).snapshot()


COUNT = "SELECT count(*) FROM presence"


def test_a_question_is_answered_from_its_snapshot_whatever_is_refilled_meanwhile(tmp_path: Path) -> None:
    lake = fill(Lake(tmp_path), [present("alfa")])
    connection = Connection(lake)

    with connection.reading() as snapshot:
        for companies in ("ab", "abc", "abcd", "abcde", "abcdef"):
            fill(lake, map(present, companies))
            with connection.reading() as newer:
                assert connection.rows(newer, COUNT, values={}) == [(len(companies),)]

        assert connection.rows(snapshot, COUNT, values={}) == [(1,)]


def test_a_snapshot_whose_files_were_swept_away_says_that_it_is_gone(tmp_path: Path) -> None:
    lake = fill(Lake(tmp_path), [present("alfa")])
    connection = Connection(lake)

    with connection.reading() as snapshot:
        age(file_of(lake).parent)
        for company in "bcde":
            fill(lake, [present(company)])

        with pytest.raises(SnapshotGone):
            connection.rows(snapshot, COUNT, values={})


def test_a_snapshot_that_nobody_reads_is_let_go_after_a_few_newer_ones(tmp_path: Path) -> None:
    lake = fill(Lake(tmp_path), [present("alfa")])
    connection = Connection(lake)
    with connection.reading() as oldest:
        pass

    for company in "bcdef":
        fill(lake, [present(company)])
        with connection.reading():
            pass

    with pytest.raises(SnapshotGone):
        connection.rows(oldest, COUNT, values={})


def test_a_question_whose_snapshot_goes_starts_again_with_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = book_of(tmp_path, present("alfa"))
    gone = iter([True, True, False])

    def sweep_first(connection: Connection, snapshot: str) -> object:
        if next(gone):
            raise SnapshotGone(snapshot)
        return connection._snapshots[snapshot].names

    monkeypatch.setattr(Connection, "register_names", sweep_first)

    assert value(book.answer(asked("companies", "@2024-06-30"))) == 1


def test_a_lake_that_never_stands_still_is_an_error_and_no_endless_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sweep(_: Connection, snapshot: str) -> object:
        raise SnapshotGone(snapshot)

    monkeypatch.setattr(Connection, "register_names", sweep)

    with pytest.raises(LakeError, match="refilled faster than it can be read"):
        book_of(tmp_path, present("alfa")).answer(asked("companies", "@2024-06-30"))


def test_a_wrong_statement_is_not_taken_for_a_broken_lake(tmp_path: Path) -> None:
    import duckdb

    connection = Connection(fill(Lake(tmp_path), [present("alfa")]))

    with connection.reading() as snapshot, pytest.raises(duckdb.CatalogException):
        connection.rows(snapshot, "SELECT * FROM nowhere", values={})


def generation(amount: int) -> list[Fact]:
    """A whole lake in which every number says which refill it is of."""
    return [filed("alfa", "2024-Q1", amount), filed("beta", "2024-Q1", amount)]


def read_until(done: threading.Event, book: Book, *, seen: list[Figure]) -> None:
    while not done.is_set():
        answer = book.answer(asked("jobs_created", "2024-Q1"), with_cells=True)
        assert isinstance(answer, Figure), answer
        seen.append(answer)


def test_readers_during_refills_see_one_whole_content_or_the_other(tmp_path: Path) -> None:
    lake = fill(Lake(tmp_path), [present("alfa"), present("beta"), *generation(0)])
    book, done, seen = Book(lake, load_methodology()), threading.Event(), []

    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(read_until, done, book, seen=seen) for _ in range(3)]
        amounts = iter(range(1, 2000))
        while len({value(answer) for answer in list(seen)}) < 8 and not any(reader.done() for reader in readers):
            fill(lake, generation(next(amounts)))
        done.set()
        for reader in readers:
            reader.result()

    assert {counted(answer) for answer in seen} == {(2, 2, ())}
    assert all({cell.amount for cell in answer.lineage.cells} == {value(answer) / 2} for answer in seen)
    assert len({value(answer) for answer in seen}) >= 8
