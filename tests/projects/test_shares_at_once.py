"""Two curators give the last of a project's shares away at the same moment: one of them is told that it is gone."""

from __future__ import annotations

from decimal import Decimal

from tests.at_once import at_once
from tests.projects.plants import plant
from zonebook.projects import actions
from zonebook.projects.models import Participation


def test_of_two_who_take_the_same_share_one_is_refused(committed_book):
    book, project = committed_book, plant(committed_book)

    def take(company: str) -> None:
        actions.take_part(book.actor("boris"), project, company=book.companies[company], share=Decimal(60))

    said = at_once(lambda: take("alfa"), lambda: take("beta"))

    assert sorted(map(bool, said)) == [False, True]
    assert Participation.objects.get().share == Decimal(60)
