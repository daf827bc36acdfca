"""How did the inspections of a company stand on a day, as known at a moment?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from tests.oversight.deals import SIGNED, agree, held, ordered, planned
from zonebook.oversight import actions
from zonebook.oversight.queries import Inspected, Ordered, company_inspections

PLANNED_AT, HELD_ON, REMEDIED_ON = date(2024, 5, 1), date(2024, 6, 3), date(2025, 2, 1)
"""Boris plans on 1 May 2024; all the rest he writes on 9 September 2025."""


@pytest.fixture
def order(book):
    """Alfa was inspected on 3 June 2024; the order was remedied on 1 February 2025."""
    order = ordered(book, held(book, planned(book, agree(book))))
    return actions.record_remedy(book.actor("boris"), order, remedied_on=REMEDIED_ON, remedy="Стенд куплен.")


def seen(book, *, on: date, known_at: datetime | None = None, who: str = "vera") -> tuple[Inspected, ...]:
    return company_inspections(book.users[who], book.alfa, zone=book.zone, on=on, known_at=known_at)


def test_until_its_day_an_inspection_lies_ahead_and_has_ordered_nothing(book, order):
    assert seen(book, on=date(2024, 6, 2)) == (Inspected(order.inspection, is_held=False, orders=()),)


@pytest.mark.parametrize(("on", "is_remedied"), [(HELD_ON, False), (date(2025, 1, 31), False), (REMEDIED_ON, True)])
def test_from_its_day_on_it_is_held_and_its_orders_are_remedied_when_they_were(book, order, on, is_remedied):
    (found,) = seen(book, on=on)

    assert (found.is_held, found.orders) == (True, (Ordered(order, is_remedied),))


def test_an_agreement_that_is_not_signed_yet_has_no_inspections(book, order):
    assert seen(book, on=date(2021, 3, 9)) == ()
    assert len(seen(book, on=SIGNED)) == 1


def test_as_known_at_an_earlier_moment_later_orders_and_remedies_are_not_there(book, order):
    day = date(2025, 9, 10)
    before, between = datetime(2024, 4, 30, tzinfo=UTC), datetime(2025, 9, 1, tzinfo=UTC)
    (then,) = seen(book, on=day, known_at=between)
    (now,) = seen(book, on=day)

    assert seen(book, on=day, known_at=before) == ()
    assert (then.inspection.held_on, then.is_held, then.orders) == (None, False, ())
    assert (now.inspection.held_on, [one.order for one in now.orders]) == (HELD_ON, [order])


def test_an_order_is_told_as_it_was_known(book):
    held_at, remedied_at = book.actor("boris", "2024-07-01"), book.actor("boris", "2025-03-01")
    inspection = held(book, planned(book, agree(book)), by=held_at)
    order = actions.issue_order(held_at, inspection, text="Купить стенд.", due=date(2025, 3, 1))
    actions.record_remedy(remedied_at, order, remedied_on=REMEDIED_ON, remedy="Стенд куплен.")

    (found,) = seen(book, on=date(2025, 9, 10), known_at=datetime(2025, 2, 15, tzinfo=UTC))

    assert [(one.order.remedied_on, one.is_remedied) for one in found.orders] == [(None, False)]


def test_the_newest_come_first(book):
    agreement = agree(book)
    days = (date(2024, 6, 3), date(2025, 6, 3), date(2024, 12, 3))
    for day in days:
        planned(book, agreement, on=day)

    assert [one.inspection.planned_on for one in seen(book, on=date(2025, 9, 10))] == sorted(days, reverse=True)


def test_only_who_may_see_the_papers_of_the_company_sees_them(book, order):
    assert len(seen(book, on=HELD_ON, who="alice")) == 1
    for stranger in ("bella", "zoe"):
        with pytest.raises(PermissionDenied):
            seen(book, on=HELD_ON, who=stranger)
