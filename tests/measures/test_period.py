"""Which stretch of time does a number describe?"""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.measures.strategies import DAYS, NAMED, PERIODS, WITH_BEGINNING, YEARS
from zonebook.measures import Period, PeriodError, PeriodKind, days_as_published, quarter_of


@given(PERIODS)
def test_what_is_printed_is_read_back_as_the_same_period(period: Period) -> None:
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    ("code", "first", "last", "kind"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("2025-H1", date(2025, 1, 1), date(2025, 6, 30), "half"),
        ("2025-H2", date(2025, 7, 1), date(2025, 12, 31), "half"),
        ("2025-Q2", date(2025, 4, 1), date(2025, 6, 30), "quarter"),
        ("2024-9M", date(2024, 1, 1), date(2024, 9, 30), "nine_months"),
        ("2022..2023", date(2022, 1, 1), date(2023, 12, 31), "span"),
        ("2024-Q4..2025-Q1", date(2024, 10, 1), date(2025, 3, 31), "span"),
        ("2025-01-01..2025-09-09", date(2025, 1, 1), date(2025, 9, 9), "year_to_date"),
        ("2025-02-10..2025-09-09", date(2025, 2, 10), date(2025, 9, 9), "span"),
        ("..2025-09-09", None, date(2025, 9, 9), "since_start"),
        ("@2025-09-09", date(2025, 9, 9), date(2025, 9, 9), "moment"),
        ("  2024 ", date(2024, 1, 1), date(2024, 12, 31), "year"),
    ],
)
def test_each_code_names_its_days(code: str, first: date | None, last: date, kind: str) -> None:
    period = Period.parse(code)

    assert (period.first, period.last, period.kind) == (first, last, PeriodKind(kind))


@pytest.mark.parametrize(
    "code",
    [
        "",
        "весь год",
        "2025-H3",
        "2025-Q0",
        "2025-6M",
        "25",
        "2025-13-01",
        "@2025",
        "@20250909",
        "@2025-02-30",
        "..",
        "..2025",
        "2024..",
        "2025..2024",
        "0204",
        "9999-Q4",
        "٢٠٢٤",
    ],
)
def test_what_is_no_period_is_refused_with_the_codes_that_are_understood(code: str) -> None:
    with pytest.raises(PeriodError, match="2025-H1, 2025-Q2, 2024-9M"):
        Period.parse(code)


def test_two_codes_of_the_same_days_are_the_same_period() -> None:
    assert Period.parse("2025-01-01..2025-06-30") == Period.half(2025, 1)
    assert Period.parse("2024-01-01..2024-12-31") == Period.year(2024)
    assert Period.parse("2025-01-01..2025-03-31") == Period.quarter(2025, 1)


def test_a_single_day_and_a_moment_are_different_questions() -> None:
    day = date(2025, 9, 9)

    assert Period.span(day, day) != Period.moment(day)


@pytest.mark.parametrize("build", [lambda: Period.half(2025, 3), lambda: Period.quarter(2025, 0)])
def test_a_half_or_quarter_that_no_year_has_is_refused(build: object) -> None:
    with pytest.raises(PeriodError, match="two halves and four quarters"):
        build()


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(PeriodError, match="before it begins"):
        Period.span(date(2025, 2, 1), date(2025, 1, 31))


def test_a_moment_is_a_single_day() -> None:
    with pytest.raises(PeriodError, match="single day"):
        Period(date(2025, 1, 1), date(2025, 1, 2), is_moment=True)


def test_since_the_start_has_no_first_day_to_ask_for() -> None:
    with pytest.raises(PeriodError, match="no first day"):
        _ = Period.since_start(date(2025, 9, 9)).start


@given(DAYS)
def test_every_day_lies_in_its_quarter(day: date) -> None:
    quarter = quarter_of(day)

    assert quarter.kind is PeriodKind.QUARTER
    assert quarter.start <= day <= quarter.last


@given(WITH_BEGINNING)
def test_quarters_follow_each_other_without_gap_or_overlap_and_lie_inside(period: Period) -> None:
    quarters = period.quarters()

    assert all(quarter.kind is PeriodKind.QUARTER for quarter in quarters)
    assert all(later.start == earlier.last + timedelta(days=1) for earlier, later in pairwise(quarters))
    assert all(period.start <= quarter.start and quarter.last <= period.last for quarter in quarters)


@given(NAMED)
def test_quarters_tile_every_named_period(period: Period) -> None:
    quarters = period.quarters()

    assert (quarters[0].start, quarters[-1].last) == (period.start, period.last)


@given(WITH_BEGINNING)
def test_no_whole_quarter_of_a_period_is_left_out(period: Period) -> None:
    quarters = set(period.quarters())
    day, inside = period.start, set()
    while day <= period.last:
        quarter = quarter_of(day)
        if period.start <= quarter.start and quarter.last <= period.last:
            inside.add(quarter)
        day = quarter.last + timedelta(days=1)

    assert quarters == inside


def test_a_moment_and_since_the_start_have_no_quarters() -> None:
    assert Period.moment(date(2025, 6, 30)).quarters() == ()
    assert Period.since_start(date(2025, 6, 30)).quarters() == ()


@pytest.mark.parametrize(
    ("code", "reported"),
    [
        ("2025-H1", "2025-H1"),
        ("2025-01-01..2025-09-09", "2025-H1"),
        ("..2025-09-09", "..2025-06-30"),
        ("..2025-06-30", "..2025-06-30"),
        ("@2025-09-09", "@2025-06-30"),
        ("@2025-09-30", "@2025-09-30"),
    ],
)
def test_a_period_is_cut_back_to_the_last_quarter_that_reports_speak_of(code: str, reported: str) -> None:
    assert str(Period.parse(code).through_last_whole_quarter()) == reported


def test_a_period_in_which_no_quarter_ends_has_nothing_reported() -> None:
    assert Period.parse("2025-07-01..2025-09-09").through_last_whole_quarter() is None


@given(PERIODS)
def test_cutting_back_never_goes_beyond_the_period_and_happens_once(period: Period) -> None:
    cut = period.through_last_whole_quarter()

    if cut is not None:
        assert cut.last <= period.last
        assert cut.last == quarter_of(cut.last).last
        assert cut.through_last_whole_quarter() == cut


@pytest.mark.parametrize(
    ("code", "before"),
    [
        ("2025", "2024"),
        ("2025-H1", "2024-H2"),
        ("2025-Q1", "2024-Q4"),
        ("2025-9M", "2024-9M"),
        ("2025-01-01..2025-09-09", "2024-01-01..2024-09-09"),
        ("2022..2023", "2020..2021"),
        ("2025-02-01..2025-03-31", "2024-12-01..2025-01-31"),
        ("2025-02-10..2025-02-19", "2025-01-31..2025-02-09"),
    ],
)
def test_the_previous_period_is_the_one_to_compare_with(code: str, before: str) -> None:
    assert str(Period.parse(code).previous()) == before


@pytest.mark.parametrize("code", ["@2025-09-09", "..2025-09-09"])
def test_a_moment_and_since_the_start_have_no_previous_period(code: str) -> None:
    with pytest.raises(PeriodError, match="no previous period"):
        Period.parse(code).previous()


@given(NAMED)
def test_the_previous_of_a_named_period_has_the_same_kind(period: Period) -> None:
    assert period.previous().kind is period.kind


@given(WITH_BEGINNING)
def test_the_previous_period_ends_before_the_period_begins(period: Period) -> None:
    assert period.previous().last < period.start


@given(NAMED)
def test_a_year_before_is_the_same_named_period_of_the_year_before(period: Period) -> None:
    before = period.a_year_before()

    assert (before.kind, before.last.year) == (period.kind, period.last.year - 1)


@given(YEARS)
def test_a_year_before_a_year_is_its_previous_year(year: int) -> None:
    assert Period.year(year).a_year_before() == Period.year(year).previous() == Period.year(year - 1)


@pytest.mark.parametrize(
    ("code", "before"),
    [
        ("2025-02-01..2025-02-28", "2024-02-01..2024-02-29"),
        ("2024-02-01..2024-02-29", "2023-02-01..2023-02-28"),
        ("@2024-02-29", "@2023-02-28"),
        ("@2025-09-09", "@2024-09-09"),
        ("..2025-09-09", "..2024-09-09"),
    ],
)
def test_a_year_before_keeps_the_end_of_a_month_its_end(code: str, before: str) -> None:
    assert str(Period.parse(code).a_year_before()) == before


@pytest.mark.parametrize(
    ("code", "russian", "english"),
    [
        ("2024", "2024 год", "2024"),
        ("2025-H1", "I полугодие 2025 года", "first half of 2025"),
        ("2025-Q4", "IV квартал 2025 года", "fourth quarter of 2025"),
        ("2024-9M", "9 месяцев 2024 года", "nine months of 2024"),
        ("2022..2023", "2022–2023 годы", "2022–2023"),
        (
            "2025-01-01..2025-09-09",
            "с 1 января 2025 года по 9 сентября 2025 года",
            "1 January 2025 to 9 September 2025",
        ),
        ("..2025-09-09", "за всё время по 9 сентября 2025 года", "since the start to 9 September 2025"),
        ("@2025-09-09", "на 9 сентября 2025 года", "on 9 September 2025"),
    ],
)
def test_a_period_of_each_kind_has_its_name_in_both_languages(code: str, russian: str, english: str) -> None:
    period = Period.parse(code)

    assert (period.name("ru"), period.name("en")) == (russian, english)


@given(PERIODS)
def test_a_name_says_the_year_that_the_period_ends_in(period: Period) -> None:
    assert str(period.last.year) in period.name("ru")
    assert str(period.last.year) in period.name("en")


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024-12-05", "2024-12-05", "2024-12-05"),
    ],
)
def test_a_day_as_published_lies_between_the_first_and_the_last_day_that_it_may_be(written, first, last):
    assert days_as_published(written) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("written", ["", "soon", "0204", "24", "2024-13", "2024-02-30", "2024-H1", " 2024", "20241205"])
def test_what_is_no_day_as_published_is_told_apart(written):
    assert days_as_published(written) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_a_day_lies_within_its_month_and_its_year_as_published(day):
    year, month, exact = (days_as_published(f"{day:%Y-%m-%d}"[:length]) for length in (4, 7, 10))

    assert exact == (day, day)
    assert year[0] <= month[0] <= day <= month[1] <= year[1]
