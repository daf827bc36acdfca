"""What does the register itself say: companies, members, areas, places?"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.engine.small_book import (
    asked,
    book_of,
    counted,
    member,
    on_the_map,
    placed,
    present,
    reason,
    resident,
    value,
)
from zonebook.engine import Book
from zonebook.measures import Figure


def test_the_register_is_counted_without_any_report(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa"),
        present("beta", "south", since=date(2024, 9, 10)),
        present("gamma", until=date(2024, 9, 8)),
        present("delta", "far"),
    )

    answer = book.answer(asked("companies", "@2024-09-09"))

    assert isinstance(answer, Figure)
    assert (answer.quantity.amount, answer.lineage.entries) == (1, ("alfa",))


@pytest.mark.parametrize(
    ("day", "count"), [("@2024-02-29", 0), ("@2024-03-01", 1), ("@2024-09-30", 1), ("@2024-10-01", 0)]
)
def test_the_first_and_the_last_day_of_an_entry_belong_to_it(tmp_path: Path, day: str, count: int) -> None:
    days = {"since": date(2024, 3, 1), "until": date(2024, 9, 30)}
    book = book_of(
        tmp_path, present("alfa", **days), present("beta"), resident("beta", **days), member("beta", "x", **days)
    )

    assert value(book.answer(asked("companies", day, of="company:alfa"))) == count
    assert value(book.answer(asked("residents", day, population="residents"))) == count
    assert value(book.answer(asked("cluster_members", day, population="cluster"))) == count


def test_a_count_of_nobody_on_a_known_site_is_nought(tmp_path: Path) -> None:
    book = book_of(tmp_path, present("alfa", since=date(2024, 1, 1)), on_the_map("south", "10"))

    assert value(book.answer(asked("companies", "@2023-12-31"))) == 0
    assert value(book.answer(asked("companies", "@2024-12-31", of="site:south"))) == 0


def test_members_of_clusters_count_once_and_wherever_they_sit(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa"),
        member("alfa", "pharma"),
        member("alfa", "photonics"),
        member("delta", "pharma"),
        member("gamma", "photonics", until=date(2024, 1, 1)),
    )

    assert value(book.answer(asked("cluster_members", "@2024-06-30", population="cluster"))) == 2
    assert (
        value(book.answer(asked("cluster_members", "@2024-06-30", of="cluster:photonics", population="cluster"))) == 1
    )


def test_areas_of_sites_add_up_and_a_site_without_an_area_is_named(tmp_path: Path) -> None:
    book = book_of(tmp_path, on_the_map("north", "158.5"), on_the_map("south", None), on_the_map("far", "7"))

    answer = book.answer(asked("area", "@2024-06-30", population="sites"))

    assert (value(answer), counted(answer)) == (Decimal("158.5"), (1, 2, ("south",)))
    assert reason(book.answer(asked("area", "@2024-06-30", of="site:south", population="sites"))) == "no_reports"


RATED = "zone:demo rating:effectiveness"


def place_on(day: str, book: Book, *, of: str = RATED, measure: str = "rating_place") -> object:
    return book.answer(asked(measure, day, of=of, population="zones"))


def test_the_place_is_that_of_the_newest_edition_published_by_the_day(tmp_path: Path) -> None:
    book = book_of(tmp_path, placed(2, 2023), placed(1, 2024))

    assert value(place_on("@2025-06-30", book)) == 2
    assert value(place_on("@2025-07-01", book)) == 1


def test_before_the_first_edition_there_is_no_place(tmp_path: Path) -> None:
    book = book_of(tmp_path, placed(2, 2023))

    assert reason(place_on("@2024-06-30", book)) == "too_few_editions"


def test_the_place_of_another_zone_is_never_taken(tmp_path: Path) -> None:
    book = book_of(tmp_path, placed(2, 2023), placed(1, 2023, zone="other"))

    assert value(place_on("@2024-12-31", book)) == 2
    assert reason(place_on("@2024-12-31", book, of="rating:effectiveness")) == "unknown_scope"
    assert reason(place_on("@2024-12-31", book, of="zone:demo zone:other rating:effectiveness")) == "unknown_scope"


def test_two_ratings_are_never_mixed(tmp_path: Path) -> None:
    book = book_of(tmp_path, placed(2, 2023), placed(1, 2024, rating="attractiveness"))

    assert reason(place_on("@2025-12-31", book, of="zone:demo")) == "unknown_scope"
    assert value(place_on("@2025-12-31", book)) == 2


def test_a_streak_ends_at_the_first_other_place(tmp_path: Path) -> None:
    book = book_of(tmp_path, placed(2, 2021), placed(1, 2022), placed(1, 2023), placed(1, 2024))

    answer = place_on("@2025-12-31", book, measure="rating_streak")

    assert (value(answer), counted(answer)) == (3, (4, 4, ()))


def test_a_streak_that_may_be_longer_than_the_book_is_missing(tmp_path: Path) -> None:
    book = book_of(tmp_path, placed(1, 2020), placed(1, 2022), placed(1, 2023))

    answer = place_on("@2025-12-31", book, measure="rating_streak")

    assert (reason(answer), answer.detail) == ("too_few_editions", "2")
