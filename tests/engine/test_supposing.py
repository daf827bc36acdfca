"""What would the book answer if one partition held other rows? Asked beside the lake, which stays as it is."""

from __future__ import annotations

from pathlib import Path

from tests.engine.small_book import asked, filed, fill, present, value
from zonebook.engine import Book, Lake
from zonebook.methodology import load_methodology

JOBS = asked("jobs_created", "2024-Q1")


def supposed(lake: Lake, root: Path, amount: int) -> Lake:
    return lake.supposing("observation", "demo", rows=[filed("alfa", "2024-Q1", amount).row], root=root)


def test_a_supposed_lake_answers_by_the_other_rows_beside_the_same_register(tmp_path: Path) -> None:
    lake = fill(Lake(tmp_path / "lake"), [present("alfa"), filed("alfa", "2024-Q1", 10)])

    then = Book(supposed(lake, tmp_path / "then", 25), load_methodology()).answer(JOBS)

    assert (value(then), then.coverage.expected) == (25, 1)


def test_the_lake_itself_stays_as_it_is(tmp_path: Path) -> None:
    lake = fill(Lake(tmp_path / "lake"), [present("alfa"), filed("alfa", "2024-Q1", 10)])
    before = lake.partitions()

    supposed(lake, tmp_path / "then", 25)

    assert lake.partitions() == before
    assert lake.faults() == ()


def test_the_same_rows_are_the_same_state_under_the_same_name(tmp_path: Path) -> None:
    lake = fill(Lake(tmp_path / "lake"), [present("alfa"), filed("alfa", "2024-Q1", 10)])

    assert supposed(lake, tmp_path / "then", 10).snapshot() == lake.snapshot()
    assert supposed(lake, tmp_path / "else", 11).snapshot() != lake.snapshot()


def test_a_supposed_lake_finds_what_is_wrong_with_the_files_that_it_shares(tmp_path: Path) -> None:
    lake = fill(Lake(tmp_path / "lake"), [present("alfa")])
    then = supposed(lake, tmp_path / "then", 25)
    shared = lake.partition("presence", "demo")
    assert shared is not None

    shared.path.write_bytes(b"no parquet")

    assert len(then.faults()) == 1
