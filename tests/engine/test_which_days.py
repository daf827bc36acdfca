"""For which days does a figure speak, and where is it cut, kept whole or missing?"""

from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.engine.small_book import asked, book_of, counted, filed, present, reason, value, whole_year
from zonebook.measures import Figure


def test_a_report_that_spans_the_edge_of_the_period_is_never_prorated(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa"),
        present("beta"),
        filed("alfa", "2024-H1", 20),
        filed("beta", "2024-Q1", 3),
        filed("beta", "2024-Q2", 4),
    )

    answer = book.answer(asked("jobs_created", "2024-Q2"))

    assert (value(answer), counted(answer)) == (4, (1, 2, ("alfa",)))
    assert value(book.answer(asked("jobs_created", "2024-H1"))) == 27


def test_a_company_that_missed_one_quarter_is_absent_and_its_other_quarters_are_not_in_the_sum(tmp_path: Path) -> None:
    book = book_of(tmp_path, present("alfa"), present("beta"), *whole_year("alfa"), *whole_year("beta")[:3])

    answer = book.answer(asked("jobs_created", "2024"))

    assert (value(answer), counted(answer)) == (40, (1, 2, ("beta",)))


def test_a_nought_that_was_reported_is_counted_and_a_blank_is_not(tmp_path: Path) -> None:
    book = book_of(tmp_path, present("alfa"), present("beta"), filed("alfa", "2024-Q1", 0))

    answer = book.answer(asked("jobs_created", "2024-Q1"))

    assert (value(answer), counted(answer)) == (0, (1, 2, ("beta",)))


def test_a_period_is_answered_up_to_the_last_whole_quarter_and_says_so(tmp_path: Path) -> None:
    book = book_of(
        tmp_path, present("alfa"), filed("alfa", "2024-Q1", 1), filed("alfa", "2024-Q2", 2), filed("alfa", "2024-Q3", 9)
    )

    answer = book.answer(asked("jobs_created", "2024-01-01..2024-09-09"))

    assert isinstance(answer, Figure)
    assert (answer.quantity.amount, str(answer.period)) == (3, "2024-H1")


def test_since_the_start_begins_with_the_opening_report(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa", since=date(2019, 3, 1)),
        present("beta"),
        filed("alfa", "2019-01-01..2023-12-31", 900),
        filed("alfa", "2024-Q1", 10),
        filed("beta", "..2023-12-31", 70),
        filed("beta", "2024-Q1", 1),
    )

    answer = book.answer(asked("jobs_created", "..2024-03-31"), with_cells=True)

    assert value(answer) == 981
    assert isinstance(answer, Figure)
    assert {str(cell.period) for cell in answer.lineage.cells} == {
        "2019..2023", "..2023-12-31", "2024-Q1"
    }  # fmt: skip


def test_a_stock_is_its_last_quarter_and_no_earlier_one_stands_in(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa"),
        present("beta"),
        filed("alfa", "2024-Q1", 1000, line="headcount"),
        filed("alfa", "2024-Q2", 1205, line="headcount"),
        filed("beta", "2024-Q1", 300, line="headcount"),
    )

    answer = book.answer(asked("employees", "@2024-09-09"))

    assert (value(answer), counted(answer)) == (Decimal("120.5"), (1, 2, ("beta",)))


def test_a_change_is_the_last_stock_less_the_one_before_the_period(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa"),
        filed("alfa", "2023-Q4", 3000, line="headcount"),
        filed("alfa", "2024-Q1", 9990, line="headcount"),
        filed("alfa", "2024-Q2", 2500, line="headcount"),
    )

    answer = book.answer(asked("employees_change", "2024-H1"), with_cells=True)

    assert isinstance(answer, Figure)
    assert answer.quantity.amount == -50
    assert sorted(cell.amount for cell in answer.lineage.cells) == [-300, 250]


def test_a_company_that_came_in_the_quarter_before_changes_from_that_quarters_end(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa", since=date(2024, 2, 10)),
        filed("alfa", "2024-Q1", 100, line="headcount"),
        filed("alfa", "2024-Q2", 250, line="headcount"),
    )

    assert value(book.answer(asked("employees_change", "2024-Q2"))) == 15


def test_a_change_reaches_back_over_an_entry_that_was_renewed(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa", until=date(2024, 3, 31)),
        present("alfa", since=date(2024, 4, 1)),
        filed("alfa", "2024-Q1", 100, line="headcount"),
        filed("alfa", "2024-Q2", 250, line="headcount"),
    )

    assert value(book.answer(asked("employees_change", "2024-Q2"))) == 15


def test_a_company_that_came_during_the_period_has_no_change_to_show(tmp_path: Path) -> None:
    book = book_of(tmp_path, present("alfa", since=date(2024, 2, 1)), filed("alfa", "2024-Q2", 2500, line="headcount"))

    assert reason(book.answer(asked("employees_change", "2024-H1"))) == "no_reports"
