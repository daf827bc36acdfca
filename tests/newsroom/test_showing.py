"""Who sees what others said of the zone: the zone decides once, a statement may say otherwise."""

from __future__ import annotations

import pytest

from tests.book import at
from tests.newsroom.release_book import published, reported
from tests.newsroom.test_keeping import keep, published_figure
from zonebook.audit.models import Entry
from zonebook.newsroom.actions import keep_published_figures, show_statement, show_statements
from zonebook.newsroom.models import Showing
from zonebook.newsroom.queries import published_figures, seen_statements, statements, statements_with_verdicts
from zonebook.newsroom.showing import shows_its_figures


@pytest.fixture
def book(book):
    return reported(book)


def show(book, *, is_public: bool, when: str = "2025-06-03") -> None:
    show_statements(book.actor("pavel", when), book.zone, is_public=is_public)


def test_a_zone_that_never_chose_shows_what_others_said(book):
    kept = keep(book)

    assert list(statements(book.zone)) == [kept]


def test_a_zone_that_keeps_it_shows_neither_texts_nor_published_figures(book):
    kept = keep(book)
    keep_published_figures(book.actor("pavel"), book.zone, figures=[published_figure()])
    assert published_figures(book.zone).count() == 1
    show(book, is_public=False)

    assert not statements(book.zone).exists()
    assert not statements_with_verdicts(book.zone).exists()
    assert not published_figures(book.zone).exists()
    assert kept in seen_statements(book.users["pavel"], book.zone)
    assert not seen_statements(book.users["clara"], book.zone).exists()


@pytest.mark.parametrize("of_zone", [True, False])
def test_a_statement_says_otherwise_and_can_be_left_to_the_zone_again(book, of_zone):
    kept, pavel = keep(book), book.actor("pavel", "2025-06-04")
    show(book, is_public=of_zone)

    show_statement(pavel, kept, is_public=not of_zone)
    assert statements(book.zone).exists() is not of_zone
    show_statement(pavel, kept, is_public=None)
    assert statements(book.zone).exists() is of_zone


def test_the_zones_own_releases_are_public_with_their_figures_whatever_it_chose(book, time_machine):
    time_machine.move_to(at("2025-06-10"))
    publication = published(book)
    show(book, is_public=False)
    assert list(statements(book.zone)) == [publication.statement]
    assert shows_its_figures(publication)

    show_statement(book.actor("pavel"), publication.statement, is_public=False)
    assert not statements(book.zone).exists()
    assert not shows_its_figures(publication)


def test_what_the_zone_chose_last_counts_and_each_choice_is_in_the_audit(book):
    for is_public in (False, True):
        show(book, is_public=is_public)

    assert Showing.objects.get().is_public
    said = [(one.action, one.details["is_public"]) for one in Entry.objects.order_by("-pk")[:2]]
    assert said == [("show_statements", True), ("show_statements", False)]
