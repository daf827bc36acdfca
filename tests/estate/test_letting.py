"""Premises are let, let on other terms, and given back; whatever cannot be is refused beside its field."""

from __future__ import annotations

from datetime import date

import pytest

from tests.book import SmallBook
from tests.estate.stock import RATE, building, let, plot, workshop
from tests.refusal import refusal
from zonebook.audit.models import Entry
from zonebook.audit.queries import entry_count
from zonebook.estate import actions
from zonebook.estate.models import Lease, LeaseAmendment, Premises
from zonebook.estate.queries import Standing, premises_of, stands


def standing(book: SmallBook, premises: Premises, on: date) -> Standing:
    return {stand.premises.pk: stand.standing for stand in stands(premises_of(book.zone), on=on)}[premises.pk]


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
    assert "с 1 января 2025 года по 31 декабря 2025 года" in said["first_day"][0]
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


def test_premises_are_let_once_under_one_number(book):
    hall, beta = workshop(book), book.companies["beta"]
    let(book, hall)
    later = {"first_day": date(2026, 1, 1), "last_day": None}

    said = refusal(lambda: let(book, hall, beta, **later))
    assert list(said) == ["number"]
    assert "Альфа" in said["number"][0]
    assert let(book, hall, beta, number="Д-2", **later).pk


def test_one_lease_may_be_about_several_premises(book):
    let(book, workshop(book))

    assert let(book, workshop(book, "laboratory")).number == "Д-1"


@pytest.mark.parametrize(("first", "is_taken"), [(date(2035, 12, 31), True), (date(2036, 1, 1), False)])
def test_a_lease_begins_within_ten_years_or_its_year_is_a_slip(book, first, is_taken):
    hall = workshop(book)

    if is_taken:
        assert let(book, hall, first_day=first, last_day=None).pk
    else:
        said = refusal(lambda: let(book, hall, first_day=first, last_day=None))
        assert said == {"first_day": ["Аренда началась бы только 1 января 2036 года. Проверьте год."]}


def test_a_lease_is_recorded_once_it_is_signed(book):
    hall = workshop(book)  # the curator acts on 9 September 2025

    assert list(refusal(lambda: let(book, hall, signed_on=date(2025, 9, 10)))) == ["signed_on"]
    assert let(book, hall, signed_on=date(2025, 9, 9)).pk


def test_a_lease_that_ends_before_it_starts_is_refused_beside_its_last_day(book):
    hall = workshop(book)

    said = refusal(lambda: let(book, hall, first_day=date(2025, 6, 1), last_day=date(2025, 5, 31)))

    assert list(said) == ["last_day"]
    assert "1 июня 2025 года" in said["last_day"][0]


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
    assert "1 июля 2025 года" in said["first_day"][0]
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


def test_premises_that_stay_as_they_are_get_no_entry_in_their_history(book):
    boris, hall = book.actor("boris", "2025-02-01"), workshop(book)

    assert list(refusal(lambda: actions.amend_premises(boris, hall, reason="сверка", rate=RATE))) == [""]
    assert hall.history.count() == 1


@pytest.mark.parametrize("enter", [workshop, plot], ids=["premises", "a plot"])
def test_a_code_is_given_once_and_the_refusal_names_no_table(book, enter):
    enter(book, "hall-1")

    assert refusal(lambda: enter(book, "hall-1")) == {"code": ["«hall-1» уже занято: укажите другое."]}
    assert enter(book, "hall-2").pk


def test_a_building_has_a_code_of_its_own(book):
    site, boris = book.sites["north"], book.actor("boris")
    building(book, "north-1")

    assert list(refusal(lambda: actions.add_building(boris, site, code="north-1", name="Другой"))) == ["code"]


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


@pytest.mark.parametrize("day", [date(2025, 6, 2), date(2199, 12, 31)])
def test_terms_change_no_sooner_than_the_day_on_which_it_is_agreed(book, day):
    lease, boris = let(book, workshop(book)), book.actor("boris", "2025-06-01")

    amended = refusal(lambda: actions.amend_lease(boris, lease, agreed_on=day, reason="заранее", rate=1))
    ended = refusal(
        lambda: actions.end_lease(boris, lease, agreed_on=day, reason="заранее", last_day=date(2025, 8, 31))
    )
    assert (list(amended), list(ended)) == (["agreed_on"], ["agreed_on"])
    assert Lease.objects.get().rate == RATE
    actions.amend_lease(boris, lease, agreed_on=date(2025, 6, 1), reason="в срок", rate=1)
    assert Lease.objects.get().rate == 1


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
