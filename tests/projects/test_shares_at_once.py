"""Two curators give the last of a project's shares away at the same moment: one of them is told that it is gone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

from django.core.exceptions import ValidationError
from django.db import connection

from tests.projects.plants import plant
from zonebook.projects import actions
from zonebook.projects.models import Participation


def test_of_two_who_take_the_same_share_one_is_refused(committed_book):
    book, project = committed_book, plant(committed_book)
    together = Barrier(2, timeout=20)

    def take(company: str) -> str:
        try:
            together.wait()
            actions.take_part(book.actor("boris"), project, company=book.companies[company], share=Decimal(60))
        except ValidationError as error:
            return ",".join(error.message_dict)
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(take, ("alfa", "beta")))

    assert outcomes == ["share", "taken"]
    assert Participation.objects.get().share == Decimal(60)
