"""Who is in the population and in scope, and is anybody counted twice?"""

from datetime import date
from pathlib import Path

import pytest

from tests.engine.small_book import (
    asked,
    book_of,
    counted,
    filed,
    in_industry,
    member,
    present,
    resident,
    value,
    whole_year,
)
from zonebook.measures import Figure


def test_the_population_is_taken_at_the_end_of_the_period(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa"),
        present("beta"),
        resident("alfa", since=date(2024, 3, 31)),
        resident("beta", until=date(2024, 3, 30)),
        filed("alfa", "2024-Q1", 10),
        filed("beta", "2024-Q1", 5),
    )

    answer = book.answer(asked("jobs_created", "2024-Q1", population="residents"))

    assert (value(answer), counted(answer)) == (10, (1, 1, ()))


def test_a_resident_of_another_zone_is_none_of_this_one(tmp_path: Path) -> None:
    book = book_of(tmp_path, present("alfa"), present("beta"), resident("alfa"), resident("beta", "other"))

    answer = book.answer(asked("residents", "@2024-06-30", population="residents"))

    assert isinstance(answer, Figure)
    assert answer.lineage.entries == ("alfa",)


def test_a_member_of_a_cluster_counts_on_its_site_and_only_while_it_is_one(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa"),
        present("beta"),
        member("alfa", "pharma"),
        member("beta", "pharma", until=date(2024, 3, 30)),
        member("gamma", "pharma"),
        filed("alfa", "2024-Q1", 10),
        filed("beta", "2024-Q1", 5),
    )

    answer = book.answer(asked("jobs_created", "2024-Q1", population="cluster"))

    assert (value(answer), counted(answer)) == (10, (1, 1, ()))


def test_a_company_that_left_is_not_counted_for_the_period_in_which_it_left(tmp_path: Path) -> None:
    book = book_of(
        tmp_path, present("alfa"), present("beta", until=date(2024, 2, 1)), *whole_year("alfa"), *whole_year("beta")
    )

    assert value(book.answer(asked("jobs_created", "2024"))) == 40
    assert counted(book.answer(asked("jobs_created", "2024"))) == (1, 1, ())


def test_a_company_owes_no_reports_for_the_quarters_before_it_came(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa", since=date(2024, 5, 20)),
        filed("alfa", "2024-Q2", 3),
        filed("alfa", "2024-Q3", 4),
        filed("alfa", "2024-Q4", 5),
    )

    assert value(book.answer(asked("jobs_created", "2024"))) == 12


def test_a_company_owes_the_report_of_the_quarter_in_which_it_came(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa", since=date(2024, 5, 20)),
        present("beta"),
        *whole_year("beta"),
        filed("alfa", "2024-Q3", 4),
        filed("alfa", "2024-Q4", 5),
    )

    answer = book.answer(asked("jobs_created", "2024"))

    assert (value(answer), counted(answer)) == (40, (1, 2, ("alfa",)))


def test_a_report_that_reaches_back_before_the_company_came_is_counted_whole(tmp_path: Path) -> None:
    book = book_of(tmp_path, present("alfa", since=date(2024, 5, 20)), filed("alfa", "2024-H1", 7))

    assert value(book.answer(asked("jobs_created", "2024-H1"))) == 7


def test_a_company_that_left_and_came_back_within_the_period_is_named_as_absent_and_not_half_counted(
    tmp_path: Path,
) -> None:
    book = book_of(
        tmp_path,
        present("alfa", until=date(2024, 3, 31)),
        present("alfa", since=date(2024, 10, 1)),
        filed("alfa", "2024-Q1", 1),
        filed("alfa", "2024-Q4", 8),
    )

    assert counted(book.answer(asked("jobs_created", "2024"))) == (0, 1, ("alfa",))
    assert value(book.answer(asked("jobs_created", "2024-Q4"))) == 8


def test_an_entry_that_was_renewed_does_not_excuse_the_reports_before_it(tmp_path: Path) -> None:
    renewed = (present("alfa", until=date(2024, 6, 30)), present("alfa", since=date(2024, 7, 1)))
    without_second_quarter = [fact for fact in whole_year("alfa") if "2024-Q2" not in fact.row[-1]]
    one, other = tmp_path / "whole", tmp_path / "torn"

    assert value(book_of(one, *renewed, *whole_year("alfa")).answer(asked("jobs_created", "2024"))) == 40
    torn = book_of(other, *renewed, *without_second_quarter)
    assert counted(torn.answer(asked("jobs_created", "2024"))) == (0, 1, ("alfa",))


def test_a_company_on_two_sites_adds_up_and_counts_once(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa", "north"),
        present("alfa", "south"),
        filed("alfa@north", "2024-Q1", 10),
        filed("alfa@south", "2024-Q1", 4),
    )

    answer = book.answer(asked("jobs_created", "2024-Q1"))

    assert (value(answer), counted(answer)) == (14, (1, 1, ()))
    assert value(book.answer(asked("jobs_created", "2024-Q1", of="site:south"))) == 4
    assert value(book.answer(asked("companies", "@2024-03-31"))) == 1


def test_a_company_that_filed_for_one_of_its_two_sites_is_absent_from_the_zone_but_not_from_that_site(
    tmp_path: Path,
) -> None:
    book = book_of(tmp_path, present("alfa", "north"), present("alfa", "south"), filed("alfa@north", "2024-Q1", 10))

    assert counted(book.answer(asked("jobs_created", "2024-Q1"))) == (0, 1, ("alfa",))
    assert value(book.answer(asked("jobs_created", "2024-Q1", of="site:north"))) == 10


@pytest.mark.parametrize(
    "union",
    [
        "site:north site:south",
        "zone:demo site:north",
        "cluster:pharma cluster:photonics",
        "cluster:pharma industry:machines site:north",
        "company:alfa zone:demo cluster:pharma",
        "zone:demo zone:demo",
    ],
)
def test_a_union_of_scopes_never_counts_a_company_twice(tmp_path: Path, union: str) -> None:
    book = book_of(
        tmp_path,
        present("alfa", "north"),
        present("alfa", "south"),
        member("alfa", "pharma"),
        member("alfa", "photonics"),
        in_industry("alfa", "machines"),
        filed("alfa@north", "2024-Q1", 10),
        filed("alfa@south", "2024-Q1", 4),
    )

    answer = book.answer(asked("jobs_created", "2024-Q1", of=union))

    assert (value(answer), counted(answer)) == (14, (1, 1, ()))
    assert value(book.answer(asked("companies", "@2024-03-31", of=union))) == 1


def test_a_cluster_is_a_scope_wherever_its_members_sit(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa", "north"),
        present("beta", "far"),
        present("gamma", "north"),
        member("alfa", "pharma"),
        member("beta", "pharma"),
        filed("alfa@north", "2024-Q1", 10),
        filed("beta@far", "2024-Q1", 5),
        filed("gamma@north", "2024-Q1", 1),
    )

    assert value(book.answer(asked("jobs_created", "2024-Q1", of="cluster:pharma"))) == 15
    assert value(book.answer(asked("jobs_created", "2024-Q1"))) == 11


def test_an_industry_is_a_scope(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa"),
        present("beta"),
        in_industry("alfa", "machines"),
        in_industry("beta", "pharma"),
        filed("alfa", "2024-Q1", 10),
        filed("beta", "2024-Q1", 5),
    )

    assert value(book.answer(asked("jobs_created", "2024-Q1", of="industry:machines"))) == 10
