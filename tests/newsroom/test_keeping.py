"""Are statements kept with their claims, and judged by the book as it was known?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from zonebook.audit.models import Entry
from zonebook.claims import Claim
from zonebook.measures import Hedge, Written
from zonebook.newsroom.actions import PublishedFigure, keep_published_figures, keep_statement
from zonebook.newsroom.models import StatedClaim, Statement
from zonebook.newsroom.queries import check_text, names_of, statements, statements_with_verdicts

TEXT = "В 2024 году резиденты зоны создали 57 рабочих мест. В зоне 3 компании."
PUBLISHED = date(2025, 6, 1)


@pytest.fixture
def reported(book):
    """57 jobs in 2024 until the correction of August, 47 since."""
    book.report("2024", jobs_created=40)
    book.report("2024", "beta", jobs_created=17)
    return book


def keep(book, when: str = "2025-06-02", **fields: object) -> Statement:
    given = {"kind": "text", "title": "О зоне", "text": TEXT, "published": PUBLISHED} | fields
    return keep_statement(book.actor("pavel", when), book.zone, **given)


def published_figure(digits: str = "57", **said: object) -> PublishedFigure:
    claim = Claim(
        start=0, end=2, quote=digits, value=Written.of(digits).value, low=None, high=None, hedge=Hedge.EXACT,
        unit="jobs", measure="jobs_created", measure_group="", period="2024", scope=None, written=Written.of(digits),
        scopes=("zone:home",), counts_whom="residents",
    )  # fmt: skip
    plain = PublishedFigure(claim, "jobs, 2024", "https://example.org/1", "example.org", PUBLISHED, "2025-06")
    return replace(plain, **said)


def test_a_text_is_kept_with_the_verdict_on_each_of_its_claims(reported):
    statement = keep(reported)

    jobs, companies = statement.claims.all()
    assert (jobs.verdict, jobs.quote, TEXT[jobs.start : jobs.end]) == ("holds", jobs.quote, jobs.quote)
    assert (jobs.figure["value"], jobs.measure, jobs.period) == (57, "jobs_created", "2024")
    assert (companies.verdict, companies.figure["value"]) == ("contradicted", 2)
    assert jobs.why_ru
    assert jobs.why_en


def test_the_kept_figure_names_the_moment_of_the_judgement(reported):
    claim = keep(reported, "2025-06-02").claims.first()

    assert claim.figure["known_at"].startswith("2025-06-02")
    assert claim.judged_at.isoformat() == "2025-06-02T09:00:00+00:00"


def test_a_text_is_judged_by_what_was_known_to_whoever_keeps_it(reported):
    reported.correct("2024", when="2025-08-01", jobs_created=30)

    assert keep(reported, "2025-06-02").claims.first().verdict == "holds"
    assert keep(reported, "2025-08-02").claims.first().verdict == "stale"


def test_a_text_without_a_day_of_publication_is_refused(reported):
    with pytest.raises(ValidationError, match="give the day of publication"):
        keep(reported, published=None)
    assert not Statement.objects.exists()


@pytest.mark.parametrize("published", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_text_of_a_day_that_cannot_be_meant_is_neither_kept_nor_checked(reported, published):
    with pytest.raises(ValidationError) as kept:
        keep(reported, published=published)
    with pytest.raises(ValidationError) as checked:
        check_text(TEXT, published=published, zone=reported.zone)

    assert list(kept.value.message_dict) == list(checked.value.message_dict) == ["published"]
    assert not Statement.objects.exists()


def test_a_statement_without_a_title_is_refused(reported):
    with pytest.raises(ValidationError, match="title"):
        keep(reported, title="")
    assert not StatedClaim.objects.exists()


def test_keeping_is_recorded(reported):
    keep(reported)

    entry = Entry.objects.last()
    assert (entry.actor, entry.action, entry.details["claims"]) == ("pavel", "keep_statement", 2)


def test_a_table_of_published_figures_is_kept_with_one_entry_in_the_audit(reported):
    before = Entry.objects.count()
    kept = keep_published_figures(
        reported.actor("pavel"), reported.zone, figures=[published_figure(), published_figure("75")]
    )

    assert [statement.claims.get().verdict for statement in kept] == ["holds", "contradicted"]
    assert {statement.kind for statement in kept} == {"figure"}
    assert Entry.objects.count() == before + 1


def test_a_figure_without_a_day_is_judged_as_if_said_today(reported):
    undated = published_figure(published=None, published_as_written="")
    (kept,) = keep_published_figures(reported.actor("pavel"), reported.zone, figures=[undated])

    assert (kept.published, kept.claims.get().verdict) == (None, "holds")


def test_an_empty_table_is_kept_as_nothing(reported):
    assert keep_published_figures(reported.actor("pavel"), reported.zone, figures=[]) == []


def test_checking_a_text_keeps_nothing(reported):
    verdicts = check_text(TEXT, published=PUBLISHED, zone=reported.zone).verdicts

    assert [verdict.kind for verdict in verdicts] == ["holds", "contradicted"]
    assert not Statement.objects.exists()


def test_a_text_may_call_a_company_by_any_of_its_names(reported):
    names = {scope.code: scope.names for scope in names_of(reported.zone)}

    assert names["company:alfa"] == ("Альфа",)


def test_statements_come_with_the_number_of_their_claims_by_verdict(reported):
    keep(reported)

    assert statements(reported.zone).get().claim_count == 2
    counted = statements_with_verdicts(reported.zone).get()
    assert (counted.holds, counted.contradicted, counted.stale) == (1, 1, 0)


def test_the_statements_of_another_zone_are_not_shown(reported):
    keep(reported)

    assert not statements(reported.zones["away"]).exists()
