"""What does a correction change, and what does the book say that it knew before?"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.book import at
from zonebook.figures.queries import ask, question
from zonebook.measures import Figure, Period
from zonebook.reporting import actions
from zonebook.reporting.models import Observation, Version


def jobs(period="2024", known_at=None, **scope) -> Decimal:
    answer = ask(question("jobs_created", Period.parse(period), known_at=known_at, **scope))
    assert isinstance(answer, Figure), answer
    return answer.quantity.amount


def test_a_correction_without_a_reason_is_refused_and_nothing_is_filed(book):
    book.report("2024-Q1")

    with pytest.raises(ValidationError, match="why it is corrected"):
        book.file("2024-Q1", jobs_created=5)
    assert Version.objects.count() == 1


def test_a_correction_replaces_the_accepted_version(book):
    first = book.report("2024-Q1")
    second = book.correct("2024-Q1", when="2024-09-01", jobs_created=5)

    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "accepted")
    assert second.reason == "ошибка в учёте"


def test_a_correction_closes_and_opens_exactly_what_changed(book):
    book.report("2024-Q1", jobs_created=17)
    before = Observation.objects.count()
    book.correct("2024-Q1", when="2024-09-01", jobs_created=5)

    closed = Observation.objects.get(known_to__isnull=False)
    opened = Observation.objects.get(known_from=at("2024-09-01"))
    assert (closed.line, closed.amount, closed.known_to) == ("jobs_created", 17, at("2024-09-01"))
    assert (opened.line, opened.amount, opened.known_to) == ("jobs_created", 5, None)
    assert Observation.objects.count() == before + 1


def test_what_a_correction_repeats_keeps_its_first_source(book):
    first = book.report("2024-Q1")
    book.correct("2024-Q1", when="2024-09-01", jobs_created=5)

    assert Observation.objects.get(line="headcount").version == first


def test_a_correction_of_a_quarter_changes_the_flow_of_the_next_one_too(book):
    book.report("2024-Q1", jobs_created=17)
    book.report("2024-H1", jobs_created=40)
    book.correct("2024-Q1", when="2024-09-01", jobs_created=5)

    rows = Observation.objects.filter(line="jobs_created", known_to__isnull=True)
    assert sorted(rows.values_list("period_to", "amount")) == [(date(2024, 3, 31), 5), (date(2024, 6, 30), 35)]


def test_a_correction_that_leaves_a_cell_blank_closes_its_number(book):
    book.report("2024-Q1", research=5_000_000)
    book.correct("2024-Q1", when="2024-09-01", research=None)

    assert Observation.objects.get(line="research").known_to == at("2024-09-01")


def test_the_accepted_version_stays_until_the_correction_is_accepted(book):
    first = book.report("2024-Q1", jobs_created=17)
    book.file("2024-Q1", reason="ошибка", jobs_created=5)

    first.refresh_from_db()
    assert first.state == Version.State.ACCEPTED
    assert jobs("2024-Q1") == 17


def test_figures_known_before_and_after_differ_by_exactly_the_correction(book):
    book.report("2024", jobs_created=500)
    book.report("2024", "beta", jobs_created=40)
    book.correct("2024", when="2025-05-20", jobs_created=88)
    corrected = at("2025-05-20")

    before, after = jobs(known_at=corrected - timedelta(seconds=1)), jobs(known_at=corrected)

    assert (before, after) == (540, 128)
    assert before - after == 500 - 88


def test_before_its_acceptance_a_report_was_not_known(book):
    book.report("2024", jobs_created=40, when="2025-01-30")

    missing = ask(question("jobs_created", Period.year(2024), known_at=at("2025-01-29")))
    assert not isinstance(missing, Figure)


def test_the_moments_of_acceptance_run_forward(book):
    book.report("2024-H1", when="2024-09-01")
    earlier = book.file("2024-Q1")

    with pytest.raises(ValidationError, match="set the clock right"):
        book.accept(earlier, "2024-08-01")


def test_two_changes_of_one_number_at_the_very_same_moment_are_refused(book):
    book.report("2024-Q1", jobs_created=17, when="2024-09-01")
    correction = book.file("2024-Q1", reason="ошибка", jobs_created=5)

    with pytest.raises(ValidationError, match="accept again"):
        actions.accept_version(book.actor("boris", "2024-09-01"), correction)
    correction.refresh_from_db()
    assert correction.state == Version.State.FILED
