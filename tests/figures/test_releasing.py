"""Does a released figure keep everything it was computed from, and is an edition recorded as published?"""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.book import at
from zonebook.audit.models import Entry
from zonebook.figures.actions import record_edition, release_figure
from zonebook.figures.models import RatingEdition, ReleasedFigure, Snapshot
from zonebook.figures.queries import ask, current_snapshot, headline_figures, question, the_lake, trail
from zonebook.measures import Figure, Missing, Period
from zonebook.methodology import MethodologyError
from zonebook.registry.queries import UnknownScope

IN_2024 = Period.year(2024)


@pytest.fixture
def reported(book):
    book.report("2024", jobs_created=40)
    book.report("2024", "beta", jobs_created=17)
    return book


def edition(year: int = 2024, rating: str = "effectiveness") -> RatingEdition:
    return RatingEdition(rating=rating, year=year, title_ru="Оценка", title_en="Rating", published=date(year + 1, 6, 1))


def test_a_released_figure_keeps_question_answer_coverage_definition_and_moment(reported):
    clara = reported.actor("clara", "2025-09-09")
    figure = release_figure(clara, reported.zone, asked=question("investment", IN_2024, population="residents"))

    kept = ReleasedFigure.objects.get(pk=figure.pk)
    assert (kept.measure, kept.population, kept.period_code, kept.scope) == (
        "investment",
        "residents",
        "2024",
        ["zone:home"],
    )
    assert (kept.amount, kept.unit) == (400_000_000_00, "RUB")
    assert (kept.reported, kept.expected, kept.definition) == (2, 2, "investment@1")
    assert (kept.known_at, kept.released_by) == (at("2025-09-09"), "clara")


def test_its_snapshot_names_every_partition_by_its_hash(reported):
    figure = release_figure(reported.actor("clara"), reported.zone, asked=question("jobs_created", IN_2024))

    assert figure.snapshot.name == the_lake().snapshot() == current_snapshot()
    assert figure.snapshot.partitions["observation/zone=home"] == the_lake().partition("observation", "home").sha256


def test_two_figures_of_one_state_share_its_snapshot(reported):
    for measure in ("jobs_created", "investment"):
        release_figure(reported.actor("clara"), reported.zone, asked=question(measure, IN_2024))

    assert Snapshot.objects.count() == 1


def test_a_figure_is_released_as_known_to_whoever_releases_it(reported):
    reported.correct("2024", when="2025-08-01", jobs_created=30)

    before = release_figure(
        reported.actor("clara", "2025-07-31"), reported.zone, asked=question("jobs_created", IN_2024)
    )
    after = release_figure(
        reported.actor("clara", "2025-08-02"), reported.zone, asked=question("jobs_created", IN_2024)
    )
    assert (before.amount, after.amount) == (57, 47)


def test_a_released_figure_can_be_computed_again(reported):
    figure = release_figure(reported.actor("clara"), reported.zone, asked=question("jobs_created", IN_2024))
    reported.correct("2024", when="2025-10-01", jobs_created=30)

    again = ask(question(figure.measure, Period.parse(figure.period_code), known_at=figure.known_at))
    assert again.quantity.unit.to_stored(again.quantity.amount) == figure.amount


def test_what_the_book_does_not_know_cannot_be_released(reported):
    with pytest.raises(ValidationError, match="no figure for jobs_created in 2023: no_reports"):
        release_figure(reported.actor("clara"), reported.zone, asked=question("jobs_created", Period.year(2023)))

    assert not ReleasedFigure.objects.exists()


def test_a_release_is_recorded(reported):
    release_figure(reported.actor("clara"), reported.zone, asked=question("jobs_created", IN_2024))

    entry = Entry.objects.last()
    assert (entry.actor, entry.action, entry.details["amount"]) == ("clara", "release_figure", 57)


def test_the_home_page_opens_with_the_headline_figures_alone(reported):
    clara = reported.actor("clara")
    release_figure(clara, reported.zone, asked=question("jobs_created", IN_2024))
    release_figure(clara, reported.zone, asked=question("investment", IN_2024), is_headline=True)

    assert [figure.measure for figure in headline_figures(reported.zone)] == ["investment"]


def test_the_trail_names_company_report_and_receipt_of_every_cell(reported):
    answer = ask(question("jobs_created", IN_2024), with_cells=True)
    rows = trail(answer)

    assert sum(row.amount for row in rows) == answer.quantity.amount == 57
    assert {(row.company.name, row.cell) for row in rows} == {("Альфа", "Форма 1!D12"), ("Бета", "Форма 1!D12")}
    assert all(row.receipt.startswith(f"{row.submission}-{row.version}-") for row in rows)


def test_the_explanation_of_a_warning_travels_with_the_figure(book):
    book.report("2023")
    book.report("2024", revenue=3_000_000_000, revenue_agreed=2_900_000_000)  # ten times as much: a check warns

    (row,) = trail(ask(question("revenue", IN_2024), with_cells=True))

    assert [one.explanation for one in row.explained] == ["Проверено по учёту."]
    assert "Выручка" in row.explained[0].warning.ru


def test_an_explanation_stays_with_its_cell(book):
    book.report("2023")
    book.report("2024", revenue=3_000_000_000, revenue_agreed=2_900_000_000)

    (row,) = trail(ask(question("jobs_created", IN_2024), with_cells=True))

    assert row.explained == ()


def test_a_question_is_of_the_whole_zone_and_the_measures_own_population_unless_it_says_otherwise(book):
    asked = question("jobs_created", IN_2024)

    assert (asked.scope, asked.population, asked.known_at) == (("zone:home",), "companies", None)


def test_a_scope_named_twice_is_asked_once(book):
    assert question("jobs_created", IN_2024, scope=["site:north", "site:north"]).scope == ("site:north",)


def test_an_unknown_measure_or_scope_is_no_question(book):
    with pytest.raises(MethodologyError, match="no measure"):
        question("happiness", IN_2024)
    with pytest.raises(UnknownScope):
        question("jobs_created", IN_2024, scope=["site:atlantis"])


# --- editions of ratings


def place(year: int | None = None):
    scope = ["zone:home", "rating:effectiveness"]
    return ask(question("rating_place", Period.moment(date(year or 2026, 1, 1)), scope=scope, population="zones"))


def test_a_recorded_place_answers_the_question_for_it(book):
    record_edition(book.actor("clara"), book.zone, edition=edition(2024), place=1)

    answer = place()
    assert isinstance(answer, Figure)
    assert answer.quantity.amount == 1


def test_a_place_is_not_known_before_its_publication(book):
    record_edition(book.actor("clara"), book.zone, edition=edition(2024), place=1)

    assert isinstance(place(2025), Missing)


def test_two_zones_stand_in_one_edition(book):
    record_edition(book.actor("frida"), book.zones["home"], edition=edition(), place=1)
    record_edition(book.actor("frida"), book.zones["away"], edition=edition(), place=2)

    assert RatingEdition.objects.get().places.count() == 2


def test_a_zone_has_one_place_in_an_edition(book):
    record_edition(book.actor("clara"), book.zone, edition=edition(), place=1)

    with pytest.raises(ValidationError):
        record_edition(book.actor("clara"), book.zone, edition=edition(), place=2)


def test_an_edition_of_which_only_a_score_was_published_gives_no_place(book):
    from decimal import Decimal

    record_edition(book.actor("clara"), book.zone, edition=edition(), place=None, score=Decimal("98.3"))

    assert isinstance(place(), Missing)
