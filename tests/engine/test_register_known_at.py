"""What did the register say at an earlier moment, and what follows from that for every figure?

Everything here became known at one moment, `ENTERED`; each question is put a second before and at that very moment.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from tests.engine.small_book import (
    Known,
    asked,
    book_of,
    counted,
    filed,
    in_industry,
    member,
    on_the_map,
    placed,
    present,
    reason,
    resident,
    value,
    whole_year,
)
from zonebook.engine import Book
from zonebook.measures import Answer, Figure

ENTERED = datetime(2024, 5, 20, 9, 0)  # noqa: DTZ001 - UTC without a zone mark, as the lake writes it
A_SECOND_BEFORE = ENTERED - timedelta(seconds=1)
AT_FIRST, LATER = Known(until=ENTERED), Known(since=ENTERED)
ALFA_AND_ITS_REPORT = (present("alfa"), filed("alfa", "2024-Q1", 10))


def before_and_after(
    book: Book, measure: str, during: str, *, of: str = "zone:demo", population: str = "companies"
) -> tuple[Answer, Answer]:
    """The answers a second before the register changed, and at the very moment of its change."""
    before, after = (
        book.answer(asked(measure, during, of=of, population=population, known_at=moment))
        for moment in (A_SECOND_BEFORE, ENTERED)
    )
    return before, after


# presence


def test_a_presence_entered_late_changes_an_earlier_figure_only_for_those_who_ask_after_it_was_known(
    tmp_path: Path,
) -> None:
    book = book_of(
        tmp_path,
        *ALFA_AND_ITS_REPORT,
        present("beta", since=date(2024, 1, 1), known=LATER),
        filed("beta", "2024-Q1", 5),
    )

    before, after = before_and_after(book, "jobs_created", "2024-Q1")

    assert (value(before), counted(before)) == (10, (1, 1, ()))
    assert (value(after), counted(after)) == (15, (2, 2, ()))


def test_who_was_expected_to_report_is_judged_by_the_register_as_known_then(tmp_path: Path) -> None:
    book = book_of(tmp_path, *ALFA_AND_ITS_REPORT, present("beta", since=date(2024, 1, 1), known=LATER))

    before, after = before_and_after(book, "jobs_created", "2024-Q1")

    assert counted(before) == (1, 1, ())
    assert counted(after) == (1, 2, ("beta",))


def test_since_which_quarter_reports_were_owed_is_judged_by_the_register_as_known_then(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa", since=date(2024, 1, 10), known=AT_FIRST),
        present("alfa", since=date(2024, 4, 10), known=LATER),
        filed("alfa", "2024-Q2", 7),
    )

    before, after = before_and_after(book, "jobs_created", "2024-H1")

    assert counted(before) == (0, 1, ("alfa",))
    assert (value(after), counted(after)) == (7, (1, 1, ()))


def test_a_presence_that_was_taken_back_still_counts_for_those_who_ask_as_known_before(tmp_path: Path) -> None:
    book = book_of(tmp_path, *ALFA_AND_ITS_REPORT, present("beta", known=AT_FIRST))

    before, after = before_and_after(book, "companies", "@2024-03-31")

    assert (value(before), value(after)) == (2, 1)


def test_an_entry_that_was_corrected_counts_its_company_once_at_every_moment(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        present("alfa", known=AT_FIRST),
        present("alfa", since=date(2019, 3, 1), known=LATER),
        *whole_year("alfa"),
    )

    before, after = before_and_after(book, "jobs_created", "2024")

    assert (value(before), counted(before)) == (40, (1, 1, ()))
    assert (value(after), counted(after)) == (40, (1, 1, ()))


def test_the_two_clocks_turn_apart(tmp_path: Path) -> None:
    """A move on 1 April that was entered on 20 May: asked as known after that, the day decides alone."""
    book = book_of(
        tmp_path,
        present("alfa", "north", known=AT_FIRST),
        present("alfa", "north", until=date(2024, 3, 31), known=LATER),
        present("alfa", "south", since=date(2024, 4, 1), known=LATER),
    )

    def sites(day: str) -> list[tuple[Decimal, ...]]:
        return [
            tuple(value(answer) for answer in before_and_after(book, "companies", day, of=f"site:{site}"))
            for site in ("north", "south")
        ]

    assert sites("@2024-03-31") == [(1, 1), (0, 0)]
    assert sites("@2024-04-01") == [(1, 0), (0, 1)]


# status


def test_a_wrong_day_of_a_status_that_was_put_right_changes_who_held_it_on_the_days_between(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        *ALFA_AND_ITS_REPORT,
        resident("alfa", since=date(2024, 3, 1), known=AT_FIRST),
        resident("alfa", since=date(2024, 4, 1), known=LATER),
    )

    def residents(day: str) -> tuple[Decimal, ...]:
        return tuple(value(answer) for answer in before_and_after(book, "residents", day, population="residents"))

    assert residents("@2024-02-29") == (0, 0)
    assert residents("@2024-03-31") == (1, 0)
    assert residents("@2024-04-01") == (1, 1)


def test_what_residents_achieved_follows_the_status_as_known_then(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        *ALFA_AND_ITS_REPORT,
        resident("alfa", since=date(2024, 3, 1), known=AT_FIRST),
        resident("alfa", since=date(2024, 4, 1), known=LATER),
    )

    before, after = before_and_after(book, "jobs_created", "2024-Q1", population="residents")

    assert value(before) == 10
    assert reason(after) == "empty_population"


# clusters, industries, sites, ratings


def test_a_member_of_a_cluster_entered_late_is_one_only_for_those_who_ask_after_it_was_known(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        *ALFA_AND_ITS_REPORT,
        present("beta"),
        filed("beta", "2024-Q1", 5),
        member("alfa", "pharma"),
        member("beta", "pharma", known=LATER),
    )

    members = before_and_after(book, "cluster_members", "@2024-03-31", population="cluster")
    of_the_cluster = before_and_after(book, "jobs_created", "2024-Q1", of="cluster:pharma")
    by_its_members = before_and_after(book, "jobs_created", "2024-Q1", population="cluster")

    assert [value(answer) for answer in members] == [1, 2]
    assert [value(answer) for answer in of_the_cluster] == [10, 15]
    assert [value(answer) for answer in by_its_members] == [10, 15]


def test_a_company_that_was_in_the_wrong_industry_is_found_where_it_was_known_to_be(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        *ALFA_AND_ITS_REPORT,
        in_industry("alfa", "machines", known=AT_FIRST),
        in_industry("alfa", "lasers", known=LATER),
    )

    machines = before_and_after(book, "companies", "@2024-03-31", of="industry:machines")
    lasers = before_and_after(book, "companies", "@2024-03-31", of="industry:lasers")

    assert [value(answer) for answer in machines] == [1, 0]
    assert [value(answer) for answer in lasers] == [0, 1]


def test_an_area_that_was_put_right_is_never_added_to_the_wrong_one(tmp_path: Path) -> None:
    book = book_of(tmp_path, on_the_map("north", "158.5", known=AT_FIRST), on_the_map("north", "185.5", known=LATER))

    before, after = before_and_after(book, "area", "@2024-03-31", population="sites")

    assert (value(before), counted(before)) == (Decimal("158.5"), (1, 1, ()))
    assert (value(after), counted(after)) == (Decimal("185.5"), (1, 1, ()))


def test_an_edition_of_a_rating_has_its_day_of_publication_for_a_second_clock(tmp_path: Path) -> None:
    book = book_of(tmp_path, placed(2, 2023))

    answers = before_and_after(
        book, "rating_place", "@2024-12-31", of="zone:demo rating:effectiveness", population="zones"
    )

    assert [value(answer) for answer in answers] == [2, 2]


# the question itself


def test_without_a_moment_the_register_is_read_as_the_book_holds_it(tmp_path: Path) -> None:
    book = book_of(tmp_path, present("alfa", known=AT_FIRST), present("beta", known=LATER))

    answer = book.answer(asked("companies", "@2024-03-31"))

    assert isinstance(answer, Figure)
    assert answer.lineage.entries == ("beta",)


def test_the_entries_behind_a_count_are_those_of_the_moment(tmp_path: Path) -> None:
    book = book_of(tmp_path, present("alfa", known=AT_FIRST), present("beta", known=LATER))

    before, after = before_and_after(book, "companies", "@2024-03-31")

    assert isinstance(before, Figure)
    assert isinstance(after, Figure)
    assert (before.lineage.entries, after.lineage.entries) == (("alfa",), ("beta",))


def test_a_name_that_was_entered_later_is_no_slip_but_nobody_was_known_there(tmp_path: Path) -> None:
    book = book_of(
        tmp_path, *ALFA_AND_ITS_REPORT, present("beta", "south", known=LATER), filed("beta@south", "2024-Q1", 5)
    )

    count = before_and_after(book, "companies", "@2024-03-31", of="site:south")
    before, after = before_and_after(book, "jobs_created", "2024-Q1", of="site:south")

    assert [value(answer) for answer in count] == [0, 1]
    assert (reason(before), value(after)) == ("empty_population", 5)


def test_a_name_that_was_taken_back_is_no_slip_either(tmp_path: Path) -> None:
    book = book_of(tmp_path, *ALFA_AND_ITS_REPORT, present("beta", "south", known=AT_FIRST))

    count = before_and_after(book, "companies", "@2024-03-31", of="site:south")

    assert [value(answer) for answer in count] == [1, 0]
