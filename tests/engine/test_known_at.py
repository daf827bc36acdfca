"""What did the book say at an earlier moment?"""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.engine.small_book import Known, asked, book_of, counted, filed, present, reason, value
from zonebook.engine import Book
from zonebook.measures import Figure

FILED = datetime(2024, 4, 20, 9, 0)  # noqa: DTZ001 - UTC without a zone mark, as the lake writes it
CORRECTED = datetime(2024, 5, 20, 9, 0)  # noqa: DTZ001 - in UTC, as the lake has it
SECOND = timedelta(seconds=1)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Alfa reported 10 and corrected it to 12; Beta's 5 came together with the correction."""
    return book_of(
        tmp_path,
        present("alfa"),
        present("beta"),
        filed("alfa", "2024-Q1", 10, known=Known(FILED, CORRECTED)),
        filed("alfa", "2024-Q1", 12, known=Known(CORRECTED)),
        filed("beta", "2024-Q1", 5, known=Known(CORRECTED)),
    )


def at(moment: datetime) -> object:
    return asked("jobs_created", "2024-Q1", known_at=moment)


def test_before_anything_was_filed_nothing_was_known(book: Book) -> None:
    assert reason(book.answer(at(FILED.replace(tzinfo=UTC) - SECOND))) == "no_reports"


def test_a_number_is_known_from_the_very_moment_of_its_acceptance(book: Book) -> None:
    answer = book.answer(at(FILED.replace(tzinfo=UTC)))

    assert (value(answer), counted(answer)) == (10, (1, 2, ("beta",)))


def test_before_and_after_a_correction_figures_differ_by_exactly_the_correction(book: Book) -> None:
    of_alfa = "company:alfa"
    before = book.answer(asked("jobs_created", "2024-Q1", of=of_alfa, known_at=CORRECTED.replace(tzinfo=UTC) - SECOND))
    after = book.answer(asked("jobs_created", "2024-Q1", of=of_alfa, known_at=CORRECTED.replace(tzinfo=UTC)))

    assert value(after) - value(before) == 2


def test_no_moment_means_now(book: Book) -> None:
    assert value(book.answer(asked("jobs_created", "2024-Q1"))) == 17


def test_a_moment_of_another_time_zone_is_the_same_moment(book: Book) -> None:
    moscow = timezone(timedelta(hours=3))
    noon_in_moscow = CORRECTED.replace(tzinfo=UTC).astimezone(moscow)

    assert value(book.answer(at(noon_in_moscow))) == 17
    assert value(book.answer(at(noon_in_moscow - SECOND))) == 10


def test_a_moment_without_a_zone_mark_is_utc_wherever_the_machine_stands(book: Book) -> None:
    assert value(book.answer(at(CORRECTED))) == 17
    assert value(book.answer(at(CORRECTED - SECOND))) == 10


def test_the_trail_is_that_of_the_moment(book: Book) -> None:
    answer = book.answer(at(FILED), with_cells=True)

    assert isinstance(answer, Figure)
    assert [cell.amount for cell in answer.lineage.cells] == [10]
