"""Premises are let, let on other terms, and given back; whatever cannot be is refused beside its field."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.book import SmallBook
from tests.estate.stock import RATE, building, let, plot, workshop
from zonebook.audit.models import Entry
from zonebook.audit.queries import entry_count
from zonebook.estate import actions
from zonebook.estate.models import Lease, LeaseAmendment, Premises
from zonebook.estate.queries import Standing, premises_of, stands


def standing(book: SmallBook, premises: Premises, on: date) -> Standing:
    return {stand.premises.pk: stand.standing for stand in stands(premises_of(book.zone), on=on)}[premises.pk]


def refusal(attempt) -> dict[str, list[str]]:
    """What an attempt is refused with, by field."""
    with pytest.raises(ValidationError) as caught:
        attempt()
    error = caught.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def test_premises_are_let_from_the_first_to_the_last_day_of_the_lease(book):
    hall = workshop(book)
    let(book, hall)

    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [standing(book, hall, day) for day in days] == ["free", "let", "let", "free"]


def test_letting_is_sealed_once_with_the_terms(book):
    hall, before = workshop(book), entry_count()
    lease = let(book, hall)

    sealed = Entry.objects.last()
    assert entry_count() == before + 1
    assert (sealed.action, sealed.subject) == ("let_premises", f"estate.lease:{lease.pk}")
    assert sealed.details["rate"] == RATE
    assert sealed.details["company"] == "alfa"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2025, 12, 31), date(2026, 6, 1)),
        (date(2024, 6, 1), date(2025, 1, 1)),
        (date(2025, 3, 1), date(2025, 3, 1)),
        (date(2024, 1, 1), None),
    ],
    ids=["on its last day", "on its first day", "in the midst of it", "around it without an end"],
)
def test_overlapping_leases_are_refused_with_the_other_lease_named(book, first, last):
    hall = workshop(book)
    let(book, hall)

    said = refusal(lambda: let(book, hall, book.companies["beta"], number="Д-2", first_day=first, last_day=last))

    assert list(said) == ["first_day"]
    assert "Альфа" in said["first_day"][0]
    assert "Д-1" in said["first_day"][0]
    assert "2025-01-01" in said["first_day"][0]
    assert Lease.objects.count() == 1


def test_a_lease_may_begin_on_the_day_after_another_ends(book):
    hall = workshop(book)
    let(book, hall)
    let(book, hall, book.companies["beta"], number="Д-2", first_day=date(2026, 1, 1), last_day=None)

    assert standing(book, hall, date(2030, 1, 1)) == "let"


def test_leases_of_other_premises_do_not_stand_in_the_way(book):
    let(book, workshop(book))
    let(book, workshop(book, "laboratory"), number="Д-2")

    assert Lease.objects.count() == 2


def test_a_lease_that_ends_before_it_starts_is_refused_beside_its_last_day(book):
    hall = workshop(book)

    said = refusal(lambda: let(book, hall, first_day=date(2025, 6, 1), last_day=date(2025, 5, 31)))

    assert list(said) == ["last_day"]
    assert "2025-06-01" in said["last_day"][0]


def test_a_lease_without_a_first_day_is_refused(book):
    hall = workshop(book)

    assert list(refusal(lambda: let(book, hall, first_day=None))) == ["first_day"]


def test_a_rate_below_nothing_is_refused(book):
    hall = workshop(book)

    assert list(refusal(lambda: let(book, hall, rate=-1))) == ["rate"]


def test_premises_under_construction_are_let_from_the_day_they_are_ready(book):
    hall = workshop(book, state="under_construction", ready_on=date(2025, 7, 1))

    said = refusal(lambda: let(book, hall, first_day=date(2025, 6, 30)))
    assert list(said) == ["first_day"]
    assert "2025-07-01" in said["first_day"][0]
    assert let(book, hall, first_day=date(2025, 7, 1)).pk


def test_premises_whose_readiness_nobody_entered_are_not_let(book):
    hall = workshop(book, state="under_construction")

    assert list(refusal(lambda: let(book, hall))) == ["first_day"]


def test_premises_under_construction_count_as_free_from_the_day_they_are_ready(book):
    hall = workshop(book, state="under_construction", ready_on=date(2025, 7, 1))

    days = (date(2025, 6, 30), date(2025, 7, 1))
    assert [standing(book, hall, day) for day in days] == ["under_construction", "free"]


def test_reserved_premises_are_let_only_after_they_were_released(book):
    boris, hall = book.actor("boris"), workshop(book)
    actions.reserve_premises(boris, hall, reason="для резидента")

    assert "Сначала снимите резерв" in str(refusal(lambda: let(book, hall)))
    actions.release_premises(boris, hall, reason="подписываем договор")
    assert let(book, hall).pk


def test_reserving_twice_and_releasing_what_is_free_are_refused(book):
    boris, hall = book.actor("boris"), workshop(book)

    refusal(lambda: actions.release_premises(boris, hall, reason="по ошибке"))
    actions.reserve_premises(boris, hall, reason="для резидента")
    refusal(lambda: actions.reserve_premises(boris, hall, reason="ещё раз"))
    assert Premises.objects.get(pk=hall.pk).state == "reserved"


def test_a_plot_lies_in_no_building(book):
    said = refusal(lambda: plot(book, building=building(book)))

    assert list(said) == ["building"]


def test_premises_lie_in_a_building_of_their_own_site(book):
    elsewhere = building(book, "south-1", site="south")

    assert list(refusal(lambda: workshop(book, building=elsewhere))) == ["building"]


@pytest.mark.parametrize("outline", [[], [[37.1, 55.1]], "round", [[37, 55], [37, 56], [200, 55]], [[1, 2], [3], [4]]])
def test_an_outline_that_cannot_be_drawn_is_refused(book, outline):
    assert list(refusal(lambda: workshop(book, outline=outline))) == ["outline"]


def test_changing_premises_needs_a_reason_and_keeps_what_was(book):
    boris, hall = book.actor("boris", "2025-02-01"), workshop(book)

    assert list(refusal(lambda: actions.amend_premises(boris, hall, reason=" ", rate=1))) == ["reason"]
    actions.amend_premises(boris, hall, reason="новый прейскурант", rate=1_000_000)
    assert [record.rate for record in hall.history.order_by("history_id")] == [RATE, 1_000_000]
    assert Entry.objects.last().details["rate"] == {"before": RATE, "after": 1_000_000}


def test_an_amendment_keeps_the_rate_and_the_last_day_from_before(book):
    lease = let(book, workshop(book))
    boris = book.actor("boris", "2025-06-01")
    changed = {"rate": 1_000_000, "last_day": date(2026, 12, 31)}

    actions.amend_lease(boris, lease, agreed_on=date(2025, 5, 20), reason="продление", **changed)

    kept = LeaseAmendment.objects.get()
    assert (kept.number, kept.rate_before, kept.rate_after) == (1, RATE, 1_000_000)
    assert (kept.last_day_before, kept.last_day_after) == (date(2025, 12, 31), date(2026, 12, 31))
    lease.refresh_from_db()
    assert (lease.rate, lease.last_day) == (1_000_000, date(2026, 12, 31))
    assert Entry.objects.last().details["amendment"] == 1


def test_amendments_are_numbered_and_each_starts_from_the_one_before(book):
    lease = let(book, workshop(book))
    boris = book.actor("boris", "2025-06-01")
    for rate in (950_000, 1_000_000):
        actions.amend_lease(boris, lease, agreed_on=date(2025, 5, 20), reason="индексация", rate=rate)

    found = list(LeaseAmendment.objects.values_list("number", "rate_before", "rate_after"))
    assert found == [(1, RATE, 950_000), (2, 950_000, 1_000_000)]


def test_an_amendment_that_changes_nothing_is_refused(book):
    lease = let(book, workshop(book))
    boris = book.actor("boris", "2025-06-01")

    refusal(lambda: actions.amend_lease(boris, lease, agreed_on=date(2025, 5, 20), reason="проверка", rate=RATE))
    assert not LeaseAmendment.objects.exists()


def test_an_amendment_is_not_agreed_before_the_lease_was_signed(book):
    lease = let(book, workshop(book))
    boris = book.actor("boris", "2025-06-01")

    said = refusal(lambda: actions.amend_lease(boris, lease, agreed_on=date(2024, 12, 9), reason="раньше", rate=1))
    assert list(said) == ["agreed_on"]


def test_a_lease_is_not_prolonged_into_another(book):
    hall = workshop(book)
    lease = let(book, hall)
    let(book, hall, book.companies["beta"], number="Д-2", first_day=date(2026, 3, 1), last_day=None)
    boris, until = book.actor("boris", "2025-06-01"), date(2026, 3, 1)

    said = refusal(
        lambda: actions.amend_lease(boris, lease, agreed_on=date(2025, 5, 20), reason="продление", last_day=until)
    )
    assert list(said) == ["last_day"]
    assert "Д-2" in said["last_day"][0]
    assert not LeaseAmendment.objects.exists()


def test_an_amendment_is_about_the_rate_or_the_last_day_only(book):
    lease = let(book, workshop(book))

    with pytest.raises(TypeError, match="not number"):
        actions.amend_lease(book.actor("boris"), lease, agreed_on=date(2025, 5, 20), reason="номер", number="Д-9")


def test_a_lease_ended_early_frees_the_premises_from_the_next_day(book):
    hall = workshop(book)
    lease = let(book, hall)
    boris = book.actor("boris", "2025-06-01")

    actions.end_lease(boris, lease, agreed_on=date(2025, 5, 20), reason="переезд", last_day=date(2025, 6, 30))

    assert [standing(book, hall, day) for day in (date(2025, 6, 30), date(2025, 7, 1))] == ["let", "free"]
    assert LeaseAmendment.objects.get().last_day_before == date(2025, 12, 31)


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2025, 12, 31), date(2026, 1, 1)])
def test_an_end_outside_the_lease_is_refused(book, day):
    lease = let(book, workshop(book))
    boris = book.actor("boris", "2025-06-01")

    said = refusal(lambda: actions.end_lease(boris, lease, agreed_on=date(2025, 5, 20), reason="уход", last_day=day))
    assert list(said) == ["last_day"]
