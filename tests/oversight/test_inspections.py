"""How is an inspection planned, held, and what it found ordered to be remedied?"""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override

from tests.oversight.deals import ACT, SIGNED, agree, held, ordered, planned
from zonebook.agreements import actions as agreements
from zonebook.audit.queries import entry_count
from zonebook.oversight import actions
from zonebook.oversight.models import Inspection, Order
from zonebook.oversight.queries import (
    act_for,
    earliest_inspection,
    inspection_for,
    inspections_of,
    order_for,
    orders_due,
)

FIRST = date(2023, 3, 10)  # 24 months after the agreement


def refused(*fields: str):
    """What is refused is named by field, and nothing is written."""
    return pytest.raises(ValidationError, check=lambda error: set(getattr(error, "error_dict", {})) == set(fields))


def test_a_planned_inspection_may_be_held_from_the_day_of_the_rule_on(book):
    agreement = agree(book)

    assert earliest_inspection(agreement, on=FIRST) == FIRST
    assert planned(book, agreement, on=FIRST).planned_on == FIRST


def test_the_refusal_of_an_earlier_one_names_the_first_day_in_the_language_of_the_page(book):
    agreement = agree(book)

    for language, day in (("ru", "10 марта 2023"), ("en", "10 March 2023")):
        with override(language), pytest.raises(ValidationError, match=day):
            planned(book, agreement, on=date(2023, 3, 9))
    assert not Inspection.objects.exists()


def test_an_unplanned_one_may_come_earlier_and_says_why(book):
    agreement, boris, day = agree(book), book.actor("boris"), date(2022, 1, 10)
    with refused("ground"):
        actions.plan_inspection(boris, agreement, planned_on=day, kind="unplanned", ground=" ")

    found = actions.plan_inspection(boris, agreement, planned_on=day, kind="unplanned", ground="жалоба соседей")

    assert (found.kind, found.ground) == ("unplanned", "жалоба соседей")


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2000, 1, 1), date(2005, 12, 31), date(2021, 3, 9)])
@pytest.mark.parametrize("kind", ["planned", "unplanned"])
def test_no_inspection_is_planned_moved_or_held_before_the_agreement_was_signed(book, kind, day):
    agreement, boris = agree(book), book.actor("boris")
    later = actions.plan_inspection(boris, agreement, planned_on=FIRST, kind=kind, ground="жалоба соседей")

    with refused("planned_on"):
        actions.plan_inspection(boris, agreement, planned_on=day, kind=kind, ground="жалоба соседей")
    with refused("planned_on"):
        actions.move_inspection(boris, later, planned_on=day, reason="пораньше")
    with refused("held_on"):
        actions.record_inspection(boris, later, held_on=day, found=("kept", ""), act=ACT)

    later.refresh_from_db()
    assert (Inspection.objects.count(), later.planned_on, later.held_on) == (1, FIRST, None)


def test_an_unplanned_one_may_be_held_from_the_day_of_signing_on(book):
    agreement, boris = agree(book), book.actor("boris")

    found = actions.plan_inspection(boris, agreement, planned_on=SIGNED, kind="unplanned", ground="жалоба соседей")

    found = actions.record_inspection(boris, found, held_on=SIGNED, found=("kept", ""), act=ACT)
    assert found.held_on == SIGNED


def test_an_unknown_kind_is_refused(book):
    with refused("kind"):
        actions.plan_inspection(book.actor("boris"), agree(book), planned_on=FIRST, kind="secret")


def test_an_agreement_that_has_ended_is_not_inspected(book):
    agreement = agree(book)
    boris = book.actor("boris", "2025-02-01")
    agreements.end_agreement(boris, agreement, ended_on=date(2025, 1, 31), ground="by_agreement",
                             end_document="№ 1")  # fmt: skip

    with pytest.raises(ValidationError, match="register"), override("en"):
        planned(book, agreement)


def test_an_inspection_is_moved_with_a_reason_until_it_is_held(book):
    inspection, boris, day = planned(book, agree(book)), book.actor("boris"), date(2024, 7, 1)
    with refused("reason"):
        actions.move_inspection(boris, inspection, planned_on=day, reason="")
    with refused("planned_on"):
        actions.move_inspection(boris, inspection, planned_on=date(2023, 3, 9), reason="пораньше")

    moved = actions.move_inspection(boris, inspection, planned_on=day, reason="отпуск")
    assert moved.history.first().history_change_reason == "отпуск"

    held(book, moved)
    with pytest.raises(ValidationError):
        actions.move_inspection(boris, moved, planned_on=day, reason="ещё раз")


def test_what_was_found_is_recorded_once_with_its_act(book):
    inspection = held(book, planned(book, agree(book)))

    act = act_for(book.users["vera"], inspection.papers.get().pk)

    assert (inspection.result, inspection.held_on) == ("breaches", date(2024, 6, 3))
    assert (act.name, bytes(act.file.content)) == ACT
    with pytest.raises(ValidationError):
        held(book, inspection)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("held_on", {"held_on": date(2025, 9, 10)}),  # Boris writes on 9 September
        ("held_on", {"held_on": date(2023, 3, 9)}),
        ("result", {"found": ("", "")}),
        ("result", {"found": ("perhaps", "")}),
        ("findings", {"found": ("breaches", " ")}),
        ("content", {"act": ("act.exe", b"MZ")}),
        ("content", {"act": ("act.pdf", b"")}),
    ],
)
def test_a_record_that_cannot_be_right_is_refused_beside_its_field(book, field, changed):
    inspection = planned(book, agree(book))
    given = {"held_on": date(2024, 6, 3), "found": ("kept", ""), "act": ACT, **changed}
    before = entry_count()

    with refused(field):
        actions.record_inspection(book.actor("boris"), inspection, **given)

    inspection.refresh_from_db()
    assert (inspection.held_on, entry_count()) == (None, before)


def test_an_order_follows_a_breach(book):
    agreement = agree(book)
    with pytest.raises(ValidationError):
        ordered(book, planned(book, agreement))
    with pytest.raises(ValidationError):
        ordered(book, held(book, planned(book, agreement), result="kept"))

    order = ordered(book, held(book, planned(book, agreement)))

    assert list(Order.objects.all()) == [order]


@pytest.mark.parametrize(("field", "changed"), [("text", {"text": ""}), ("due", {"due": date(2024, 6, 2)})])
def test_an_order_says_what_and_by_when(book, field, changed):
    inspection = held(book, planned(book, agree(book)))

    with refused(field):
        actions.issue_order(
            book.actor("boris"), inspection, **{"text": "Купить стенд.", "due": date(2025, 1, 1)} | changed
        )


def test_an_order_is_due_until_it_is_remedied_and_overdue_after_its_day(book):
    order = ordered(book, held(book, planned(book, agree(book))), due=date(2025, 3, 1))
    boris, vera = book.actor("boris"), book.users["vera"]

    def due(on: date) -> list[bool]:
        return [one.is_overdue for one in orders_due(vera, book.zone, on=on)]

    assert (due(date(2024, 6, 2)), due(date(2025, 3, 1)), due(date(2025, 3, 2))) == ([], [False], [True])
    actions.record_remedy(boris, order, remedied_on=date(2025, 4, 1), remedy="Стенд куплен.")
    assert (due(date(2025, 3, 31)), due(date(2025, 4, 1))) == ([True], [])


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("remedy", {"remedy": ""}),
        ("remedied_on", {"remedied_on": date(2024, 6, 2)}),
        ("remedied_on", {"remedied_on": date(2025, 9, 10)}),
    ],
)
def test_a_remedy_that_cannot_be_right_is_refused(book, field, changed):
    order = ordered(book, held(book, planned(book, agree(book))))

    with refused(field):
        actions.record_remedy(
            book.actor("boris"), order, **{"remedied_on": date(2025, 2, 1), "remedy": "Стенд куплен."} | changed
        )


def test_a_remedy_is_recorded_once(book):
    order = ordered(book, held(book, planned(book, agree(book))))
    remedy = {"remedied_on": date(2025, 2, 1), "remedy": "Стенд куплен."}
    actions.record_remedy(book.actor("boris"), order, **remedy)

    with pytest.raises(ValidationError):
        actions.record_remedy(book.actor("boris"), order, **remedy)


def test_each_change_leaves_one_audit_entry_and_one_of_history(book):
    agreement = agree(book)
    before = entry_count()
    order = ordered(book, held(book, planned(book, agreement)))
    actions.record_remedy(book.actor("boris"), order, remedied_on=date(2025, 2, 1), remedy="Стенд куплен.")

    assert entry_count() - before == 4
    assert (order.history.count(), order.inspection.history.count()) == (2, 2)


def test_everybody_sees_what_is_theirs_to_see(book):
    own = ordered(book, held(book, planned(book, agree(book))))
    other = ordered(book, held(book, planned(book, agree(book, "beta"))))
    alice = book.users["alice"]

    assert [one.pk for one in inspections_of(alice, book.zone)] == [own.inspection.pk]
    assert order_for(alice, own.pk) == own
    for refuse in (lambda: order_for(alice, other.pk), lambda: inspection_for(alice, other.inspection.pk),
                   lambda: act_for(alice, other.inspection.papers.get().pk),
                   lambda: inspections_of(book.users["zoe"], book.zone)):  # fmt: skip
        with pytest.raises(PermissionDenied):
            refuse()
