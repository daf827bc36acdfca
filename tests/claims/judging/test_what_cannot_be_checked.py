"""What the judge leaves alone, and what it says is missing: it never guesses."""

from __future__ import annotations

import pytest

from tests.claims.judging.answers import TableOfAnswers, claim, judged, spoken
from zonebook.claims.judging import VerdictKind


@pytest.fixture
def book() -> TableOfAnswers:
    """Would bear every claim out, if it were asked."""
    return TableOfAnswers().knows("jobs_created", "residents", "2024", value=700)


def test_a_number_in_another_unit_is_not_held_against_the_book(book):
    verdict = judged(book, claim("700", unit="USD", counts_whom="residents"))

    assert verdict.kind is VerdictKind.CANNOT_CHECK
    assert "в других единицах" in spoken(verdict)
    assert not book.asked


def test_what_is_counted_one_by_one_is_of_one_unit(book):
    assert judged(book, claim("700", unit="people", counts_whom="residents")).kind is VerdictKind.HOLDS


@pytest.mark.parametrize("period", ["2024-10M", "2024-13", "lately", "2031-YTD"])
def test_a_period_that_the_book_does_not_reckon_for_is_not_taken_for_another(book, period):
    verdict = judged(book, claim("700", period=period, counts_whom="residents"))

    assert verdict.kind is VerdictKind.CANNOT_CHECK
    assert f"За период «{period}»" in spoken(verdict)


@pytest.mark.parametrize("measure", ["growth_pct", "growth_ratio", "share"])
def test_a_comparison_of_what_was_not_read_is_left_alone(book, measure):
    group = "share" if measure == "share" else "growth"
    verdict = judged(book, claim("16", measure, unit="percent", measure_group=group))

    assert verdict.kind is VerdictKind.CANNOT_CHECK
    assert "чего с чем" in spoken(verdict)


@pytest.mark.parametrize(
    "said", [{"period": "plan:2024"}, {"measure": "jobs_planned"}, {"measure": "jobs_declared"}, {"period": "plan"}]
)
def test_a_promise_is_not_held_against_reports(book, said):
    assert judged(book, claim("700", **said)).kind is VerdictKind.CANNOT_CHECK
    assert {question.measure for question in book.asked} <= {"owed_jobs"}


def test_a_sum_over_several_names_is_asked_only_when_each_is_known(book):
    both = {"scope": "Север; Юг", "counts_whom": "residents"}

    assert judged(book, claim("700", scopes=("site:north", "site:south"), **both)).tried
    assert "не находится в реестре" in spoken(judged(book, claim("700", scopes=("site:north",), **both)))
