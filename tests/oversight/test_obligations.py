"""Does the book hold what was promised against the very reports that its figures are made of?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tests.book import SmallBook, at, plausible
from tests.oversight.deals import USUAL, agree, promised, queries_of_one_and_of_five, report_year
from zonebook.agreements import actions as agreements
from zonebook.figures.queries import ask
from zonebook.measures import Period
from zonebook.methodology import load_methodology
from zonebook.oversight.queries import Fulfilment, early_warnings, obligations_of, zone_obligations
from zonebook.regime import Attained

SPRING = date(2025, 3, 1)
HALF = Period.half(2024, 1)


def by_year_and_line(found: tuple[Fulfilment, ...]) -> dict[tuple[int, str], Fulfilment]:
    return {(one.attainment.year, one.attainment.line): one for one in found}


def of_alfa(book: SmallBook, *, on: date = SPRING, **more: object) -> dict[tuple[int, str], Fulfilment]:
    agreement = book.alfa.agreements.get()
    return by_year_and_line(obligations_of(book.users["boris"], agreement, on=on, **more))


def test_a_promise_is_met_by_the_accepted_reports_of_its_year(book):
    agree(book)
    report_year(book)

    jobs = of_alfa(book)[2024, "jobs_created"].attainment

    assert (jobs.promised, jobs.done, jobs.state) == (40, 40, Attained.MET)


def test_what_was_done_is_the_number_that_the_figure_page_shows(book):
    agree(book)
    report_year(book)

    found = of_alfa(book)

    assert {one.figure and str(one.figure.period) for key, one in found.items() if key[0] == 2024} == {"2024"}
    for one in found.values():
        assert one.figure is None or ask(one.figure).quantity.amount == one.attainment.done


def test_a_site_that_reports_a_half_year_at_once_is_added_to_one_that_reports_by_quarters(book):
    agree(book)
    book.place(book.alfa, "south", first_day=date(2024, 1, 1))
    book.report("2024-Q1")  # of North alone
    at_both = {(line, site): amount for line, amount in plausible(HALF).items() for site in ("north", "south")}
    book.report("2024-H1", values=at_both)

    jobs = of_alfa(book)[2024, "jobs_created"]

    assert (jobs.attainment.reported, str(jobs.figure.period)) == (2, "2024-H1")
    assert ask(jobs.figure).quantity.amount == jobs.attainment.done == 40


def test_the_figure_of_a_year_in_course_is_of_the_quarters_that_are_reported(book):
    agree(book)
    book.report("2025-Q1")

    jobs = of_alfa(book, on=date(2025, 7, 1))[2025, "jobs_created"]

    assert str(jobs.figure.period) == "2025-Q1"
    assert ask(jobs.figure).quantity.amount == jobs.attainment.done == 10


def test_what_nobody_reported_is_missing_and_never_zero(book):
    agree(book)

    jobs = of_alfa(book)[2024, "jobs_created"]

    assert (jobs.attainment.done, jobs.attainment.share, jobs.figure) == (None, None, None)


def test_every_line_that_can_be_promised_is_a_measure_of_the_book():
    methodology = load_methodology()

    assert {line.code for line in methodology.regime.forecast().lines} <= methodology.measures.keys()


def test_an_amendment_counts_from_its_day_and_the_old_terms_stay_the_answer_before_it(book):
    agreement = agree(book)
    report_year(book)
    agreements.amend_agreement(
        book.actor("boris", "2025-02-10"), agreement, agreed_on=date(2025, 2, 1), reason="рынок",
        planned=promised({2024: {"jobs_created": 50}}),
    )  # fmt: skip

    assert of_alfa(book)[2024, "jobs_created"].attainment.promised == 50
    assert of_alfa(book, on=date(2025, 1, 31))[2024, "jobs_created"].attainment.promised == 40
    assert of_alfa(book, known_at=at("2025-02-09"))[2024, "jobs_created"].attainment.promised == 40


def test_a_report_counts_as_it_was_known_then(book):
    agree(book)
    report_year(book)
    book.correct("2024", when="2025-06-02", jobs_created=39)

    assert of_alfa(book)[2024, "jobs_created"].attainment.done == 39
    assert of_alfa(book, known_at=at("2025-06-01"))[2024, "jobs_created"].attainment.done == 40


def test_a_year_before_the_book_began_is_not_late(book):
    agree(book, planned=promised({2022: USUAL, 2024: USUAL}))
    report_year(book)

    assert of_alfa(book)[2022, "jobs_created"].attainment.state is Attained.NOT_ASKED


def test_nothing_was_promised_before_the_agreement_was_signed(book):
    agree(book)

    assert of_alfa(book, on=date(2021, 3, 9)) == {}


def test_the_list_of_warnings_begins_with_the_worst(book):
    agree(book, planned=promised({2024: {"jobs_created": 50, "investment": 1}, 2025: {"jobs_created": 90}}))
    agree(book, "beta", planned=promised({2024: {"jobs_created": 1}}))
    report_year(book)

    found = early_warnings(book.users["boris"], book.zone, on=SPRING)

    told = [(one.company.code, one.attainment.year, one.attainment.state) for one in found]
    assert told == [("alfa", 2024, Attained.MISSED), ("beta", 2024, Attained.LATE)]


def test_an_agreement_that_has_ended_gives_no_warning(book):
    agreement = agree(book, planned=promised({2024: {"jobs_created": 50}}))
    boris = book.actor("boris", "2025-02-01")
    agreements.end_agreement(boris, agreement, ended_on=date(2025, 1, 31), ground="by_agreement", end_document="№ 1")

    assert early_warnings(book.users["boris"], book.zone, on=SPRING) == ()


def test_a_residents_user_sees_the_obligations_of_their_company_only(book):
    agree(book)
    other = agree(book, "beta")

    found = zone_obligations(book.users["alice"], book.zone, on=SPRING)

    assert {one.company.code for one in found} == {"alfa"}
    with pytest.raises(PermissionDenied):
        obligations_of(book.users["alice"], other, on=SPRING)


@pytest.mark.parametrize("person", ["zoe", "pavel"])
def test_who_may_not_see_papers_sees_no_obligation(book, person):
    agree(book)

    with pytest.raises(PermissionDenied):
        zone_obligations(book.users[person], book.zone, on=SPRING)


def test_more_residents_take_no_more_queries(book):
    of_one, of_five = queries_of_one_and_of_five(
        book, lambda: zone_obligations(book.users["boris"], book.zone, on=SPRING)
    )

    assert of_five == of_one <= 6


def test_money_is_exact_to_the_kopeck(book):
    agree(book, planned=promised({2024: {"investment": 200_000_000}}))
    report_year(book, investment=Decimal("199999999.99"))

    found = of_alfa(book)[2024, "investment"].attainment

    assert (found.done, found.state) == (Decimal("199999999.99"), Attained.MISSED)
