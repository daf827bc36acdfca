"""Several workers at once: does each letter go once?"""

from __future__ import annotations

import pytest
from django.utils.timezone import now

from tests.at_once import at_once
from tests.letters.writing import draft
from zonebook.letters.actions import write_letters
from zonebook.letters.models import Letter
from zonebook.letters.tasks import breathe, send_waiting


@pytest.mark.django_db(transaction=True)
def test_three_workers_share_the_letters_and_send_none_twice(office):
    office.thinks_for = 0.005
    write_letters([draft(number) for number in range(60)], at=now())

    assert at_once(*[lambda name=name: send_waiting(name, limit=100) for name in "abc"]) == [""] * 3

    assert len(office.taken) == len(set(office.ids)) == 60
    assert set(Letter.objects.values_list("state", flat=True)) == {Letter.State.SENT}
    assert Letter.objects.values("claimed_by").distinct().count() > 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_may_breathe_from_two_places_at_once():
    assert at_once(*[lambda: breathe("worker", started_at=now())] * 3) == [""] * 3
