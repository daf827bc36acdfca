"""Which agreements does the demonstration inspect, and is it the same each time?"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from tests.book import SmallBook
from tests.conftest_book import book, own_lake
from tests.oversight.deals import agree
from zonebook.demo.oversight import enter_oversight
from zonebook.demo.register import Stage
from zonebook.demo.timeline import BOOK_DAY
from zonebook.oversight.models import Inspection, Order
from zonebook.oversight.queries import earliest_inspection

__all__ = ["book", "own_lake"]
_FICTIONAL = 12


@pytest.fixture
def stage(book: SmallBook) -> Stage:
    """Agreements of fictional companies, one of a real firm, and one that is too young to be inspected by plan."""
    for number in range(_FICTIONAL):
        company = book.newcomer(f"f{number}", first_day=date(2021, 1, 1))
        company.is_fictional = True
        company.save()
        agree(book, company.code)
    book.newcomer("real", first_day=date(2021, 1, 1))
    agree(book, "real")
    agree(book, "alfa", signed_on=date(2024, 1, 9), entered_on=date(2024, 1, 12))
    return Stage(users={"curator": book.users["boris"]}, zone=book.zone)


def told() -> list[tuple[object, ...]]:
    inspections = Inspection.objects.values_list("agreement__number", "planned_on", "held_on", "result")
    return [*inspections.order_by("agreement__number"), *Order.objects.values_list("text", "due", "remedied_on")]


def test_a_part_is_inspected_a_part_is_planned_and_the_rest_is_left_to_the_watch_list(stage):
    enter_oversight(stage)

    held = Inspection.objects.filter(held_on__isnull=False).count()
    assert 0 < held < Inspection.objects.count() < _FICTIONAL
    assert Order.objects.count() == Inspection.objects.filter(result="breaches").count() > 0


def test_nothing_is_said_of_a_real_firm_and_nobody_is_inspected_too_early(stage):
    enter_oversight(stage)

    found = Inspection.objects.select_related("agreement__company")
    assert all(one.agreement.company.is_fictional for one in found)
    assert all(one.planned_on >= earliest_inspection(one.agreement, on=BOOK_DAY) for one in found)


def test_the_same_agreements_get_the_same_inspections(stage):
    seen = []
    for _attempt in range(2):
        before = transaction.savepoint()
        enter_oversight(stage)
        seen.append(told())
        transaction.savepoint_rollback(before)

    assert seen[0] == seen[1] != []
