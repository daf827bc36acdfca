"""When is there no answer, and why? And what does an answer carry with it?"""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.engine.small_book import YEAR, asked, book_of, filed, present, reason, value, whole_year
from zonebook.measures import Figure
from zonebook.methodology import MethodologyError


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (asked("jobs_created", "2024-Q3"), "no_reports"),
        (asked("jobs_created", "2024-07-01..2024-09-09"), "no_whole_quarter"),
        (asked("jobs_created", "@2024-09-09"), "unsuited_period"),
        (asked("employees_change", "@2024-09-09"), "unsuited_period"),
        (asked("employees_change", "..2024-09-09"), "unsuited_period"),
        (asked("employees_change", "2024-02-10..2024-06-30"), "unsuited_period"),
        (asked("jobs_created", "2022"), "not_defined_yet"),
        (asked("jobs_created", "2024-Q1", population="residents"), "empty_population"),
        (asked("companies", "@2024-03-31", population="residents"), "unsuited_population"),
        (asked("jobs_created", "2024-Q1", of="site:nowhere"), "unknown_scope"),
        (asked("jobs_created", "2024-Q1", of="zone:demo site:nowhere"), "unknown_scope"),
        (asked("companies", "@2024-03-31", of="site:nowhere"), "unknown_scope"),
        (asked("jobs_created", "2024-Q1", of="planet:mars"), "unknown_scope"),
        (asked("jobs_created", "2024-Q1", of="demo"), "unknown_scope"),
        (asked("jobs_created", "2024-Q1", of="zone:"), "unknown_scope"),
        (asked("jobs_created", "2024-Q1", of=""), "unknown_scope"),
        (asked("area", "@2024-03-31", of="company:alfa", population="sites"), "unknown_scope"),
        (asked("rating_place", "@2024-03-31", of="site:north", population="zones"), "unknown_scope"),
    ],
)
def test_where_the_book_has_no_answer_it_says_why(tmp_path: Path, question: object, why: str) -> None:
    book = book_of(tmp_path, present("alfa"), filed("alfa", "2024-Q1", 10))

    assert reason(book.answer(question)) == why


def test_an_unknown_scope_is_named(tmp_path: Path) -> None:
    book = book_of(tmp_path, present("alfa"), filed("alfa", "2024-Q1", 10))

    answer = book.answer(asked("jobs_created", "2024-Q1", of="zone:demo site:nord"))

    assert answer.detail == "site:nord"


def test_a_measure_that_is_not_defined_is_an_error_that_lists_the_others(tmp_path: Path) -> None:
    with pytest.raises(MethodologyError, match=r"known: .*jobs_created"):
        book_of(tmp_path).answer(asked("happiness", "2024"))


def test_an_empty_lake_answers_nothing_and_does_not_fail(tmp_path: Path) -> None:
    assert reason(book_of(tmp_path).answer(asked("jobs_created", "2024"))) == "unknown_scope"


def test_the_cells_lead_to_what_was_filed_and_add_up(tmp_path: Path) -> None:
    book = book_of(tmp_path, present("alfa"), present("beta"), *whole_year("alfa"), filed("beta", "2024-Q1", 5))

    answer = book.answer(asked("jobs_created", "2024"), with_cells=True)

    assert isinstance(answer, Figure)
    assert [cell.cell for cell in answer.lineage.cells] == [f"jobs_created alfa  {quarter}" for quarter in YEAR]
    assert sum(cell.amount for cell in answer.lineage.cells) == answer.quantity.amount


def test_cells_are_given_only_when_asked_for(tmp_path: Path) -> None:
    book = book_of(tmp_path, present("alfa"), filed("alfa", "2024-Q1", 10))
    question = asked("jobs_created", "2024-Q1")

    without, with_cells = book.answer(question), book.answer(question, with_cells=True)

    assert without.lineage.cells == ()
    assert len(with_cells.lineage.cells) == 1
    assert value(without) == value(with_cells)


def test_a_figure_names_its_definition_and_the_snapshot_it_was_made_from(tmp_path: Path) -> None:
    book = book_of(tmp_path, present("alfa"), filed("alfa", "2024-Q1", 10))

    answer = book.answer(asked("jobs_created", "2024-Q1"))

    assert answer.lineage.definition == "jobs_created@1"
    assert len(answer.lineage.snapshot) == 16


def test_money_beyond_what_a_double_can_hold_is_summed_to_the_kopeck(tmp_path: Path) -> None:
    amounts = [9_007_199_254_740_993, 9_007_199_254_740_993, 7]
    book = book_of(
        tmp_path,
        *(present(company) for company in ("alfa", "beta", "gamma")),
        *(
            filed(company, "2024-Q1", amount, line="revenue")
            for company, amount in zip(("alfa", "beta", "gamma"), amounts, strict=True)
        ),
    )

    assert value(book.answer(asked("revenue", "2024-Q1"))) == Decimal(sum(amounts)) / 100
