"""Is what a report will change known before it is accepted, figure by figure, exactly as the book answers after?"""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.book import at
from zonebook.figures.actions import release_figure
from zonebook.figures.changes import FigureChange, figures_changed, said, totals_changed
from zonebook.figures.queries import ask, question
from zonebook.measures import Figure, Missing, Period
from zonebook.registry.actions import form_cluster, join_cluster
from zonebook.reporting.actions import file_workbook
from zonebook.reporting.models import Observation
from zonebook.reporting.preview import ledger_change


def amounts(changes: tuple[FigureChange, ...], *, scope: str, population: str = "companies") -> dict[str, tuple]:
    """What changes of one scope: (before, after) by measure and period; None where the book has no answer."""

    def amount(answer):
        return answer.quantity.amount if isinstance(answer, Figure) else None

    return {
        f"{one.question.measure} {one.question.period}": (amount(one.before), amount(one.after))
        for one in changes
        if (one.question.scope, one.question.population) == ((scope,), population)
    }


@pytest.fixture
def corrected(book):
    """Two quarters of two companies are in the book; of Alfa's first a correction waits, of jobs alone."""
    boris = book.actor("boris", "2023-01-01")
    pharma = form_cluster(boris, book.zone, code="pharma", name_ru="Ф", name_en="P")
    join_cluster(boris, book.alfa, cluster=pharma, first_day=date(2023, 1, 1))
    for company in ("alfa", "beta"):
        book.report("2024-Q1", company, jobs_created=17)
        book.report("2024-H1", company, jobs_created=40)
    return book.file("2024-Q1", reason="ошибка в учёте", jobs_created=5)


def test_a_correction_lists_every_period_of_the_zone_that_it_changes_and_no_other(book, corrected):
    found = amounts(figures_changed(book.users["boris"], corrected), scope="zone:home")

    assert found == {
        "jobs_created 2024-Q1": (34, 22),
        "jobs_created 2024-Q2": (46, 58),
    }


def test_it_lists_the_sites_clusters_and_industries_that_the_company_belongs_to(book, corrected):
    found = figures_changed(book.users["boris"], corrected)

    assert {scope for one in found for scope in one.question.scope} == {
        "zone:home", "site:north", "cluster:pharma", "industry:tools", "company:alfa",
    }  # fmt: skip
    assert amounts(found, scope="site:north")["jobs_created 2024-Q1"] == (17, 5)
    assert amounts(found, scope="industry:tools")["jobs_created 2024-Q1"] == (34, 22)


def test_each_figure_after_is_what_the_book_answers_when_it_is_accepted(book, corrected):
    listed = figures_changed(book.users["boris"], corrected)
    before = {one.question: said(ask(one.question)) for one in listed}

    book.accept(corrected, "2024-09-01")

    assert {one.question: said(one.before) for one in listed} == before
    assert {one.question: said(one.after) for one in listed} == {
        one.question: said(ask(one.question)) for one in listed
    }


def test_a_first_report_changes_coverage_too(book):
    book.report("2024-Q1", "beta")
    first = book.file("2024-Q1")

    found = {one.question: one for one in figures_changed(book.users["boris"], first)}
    revenue = found[question("revenue", Period.parse("2024-Q1"), population="companies")]
    assert (revenue.before.coverage.reported, revenue.after.coverage.reported) == (1, 2)
    assert revenue.after.quantity.amount == 2 * revenue.before.quantity.amount


def test_of_one_site_among_several_a_figure_changes_though_the_companys_does_not(book):
    book.place(book.alfa, "south", first_day=date(2023, 1, 1))
    campaign = book.campaign("2024-Q1")
    content = book.workbook(campaign, book.alfa, values={("jobs_created", "north"): 6})
    alice = book.actor("alice", "2024-04-10")
    version = file_workbook(alice, campaign, company=book.alfa, content=content)

    found = figures_changed(book.users["boris"], version)

    assert amounts(found, scope="site:north") == {"jobs_created 2024-Q1": (None, 6)}
    assert amounts(found, scope="company:alfa") == {}  # South did not report: the company's jobs are not known


def test_where_nothing_was_reported_before_there_was_no_figure(book):
    found = figures_changed(book.users["boris"], book.file("2024-Q1"))

    assert all(isinstance(one.before, Missing) for one in found if one.question.scope == ("zone:home",))


def test_a_correction_that_repeats_every_number_changes_nothing(book):
    book.report("2024-Q1")

    assert figures_changed(book.users["boris"], book.file("2024-Q1", reason="дубль")) == ()


def test_a_released_figure_that_would_not_hold_is_named(book):
    for quarter in ("2024", "2025"):
        book.report(quarter, jobs_created=40)
    odd = question("jobs_created", Period.parse("2024..2025"))
    released = release_figure(book.actor("clara", "2026-02-01"), book.zone, asked=odd)
    correction = book.file("2024", reason="ошибка в учёте", jobs_created=30)

    found = {one.question.period: one for one in figures_changed(book.users["boris"], correction) if one.released}

    assert list(found) == [odd.period]
    assert found[odd.period].released == (released,)
    assert found[odd.period].after.quantity.amount == 70


def test_looking_ahead_writes_nothing(book, corrected):
    before = list(Observation.objects.values_list("pk", "amount", "known_to"))

    figures_changed(book.users["boris"], corrected)

    assert list(Observation.objects.values_list("pk", "amount", "known_to")) == before
    corrected.refresh_from_db()
    assert corrected.state == "filed"


@pytest.mark.parametrize("name", ["alice", "clara", "vera", "zoe"])
def test_only_those_who_decide_look_ahead(book, corrected, name):
    with pytest.raises(PermissionDenied):
        figures_changed(book.users[name], corrected)
    with pytest.raises(PermissionDenied):
        totals_changed(book.users[name], [corrected])


def test_several_reports_change_the_totals_together(book):
    versions = [book.file("2024-Q1", jobs_created=5), book.file("2024-Q1", "beta", jobs_created=7)]

    found = amounts(totals_changed(book.users["boris"], versions), scope="zone:home")

    assert found["jobs_created 2024-Q1"] == (None, 12)


def test_the_ledger_turns_out_as_it_was_foretold(book, corrected):
    foretold = ledger_change([corrected])
    book.accept(corrected, "2024-09-01")

    opened = Observation.objects.filter(known_from=at("2024-09-01"))
    assert {(row.line, row.period_to, row.amount) for row in opened} == {
        (one.entry.line, one.entry.last, one.entry.amount) for one in foretold.changes if one.opens
    }
    assert set(Observation.objects.filter(known_to=at("2024-09-01")).values_list("pk", flat=True)) == foretold.closing
