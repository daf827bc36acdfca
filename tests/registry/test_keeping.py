"""Does a change of the register keep what was before it, and is it made whole or not at all?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.book import at
from zonebook.audit.models import Entry
from zonebook.registry import actions
from zonebook.registry.models import Company, Contact, Industry, Membership
from zonebook.registry.queries import companies_present, known, residents


def reread(company: Company) -> Company:
    return Company.objects.get(pk=company.pk)


def test_a_change_is_sealed_with_each_field_before_and_after_and_with_its_reason(book):
    actions.amend_company(book.actor("boris"), book.alfa, zone=book.zone, reason="переезд", address="Москва")

    entry = Entry.objects.last()
    assert entry.action == "amend_company"
    assert entry.details == {"address": {"before": "", "after": "Москва"}, "reason": "переезд"}


def test_the_history_knows_who_changed_what_when_and_why(book):
    when = at("2025-06-01")
    actions.amend_company(book.actor("boris", when), book.alfa, zone=book.zone, reason="переезд", address="Москва")

    newest, oldest = book.alfa.history.all()
    assert (newest.address, oldest.address) == ("Москва", "")
    assert (newest.history_user.username, newest.history_date) == ("boris", when)
    assert (newest.history_change_reason, oldest.history_change_reason) == ("переезд", None)


@pytest.mark.parametrize("reason", ["", "  "])
def test_no_entry_is_changed_without_a_reason(book, reason):
    with pytest.raises(ValidationError) as refused:
        actions.amend_company(book.actor("boris"), book.alfa, zone=book.zone, reason=reason, address="Москва")

    assert list(refused.value.message_dict) == ["reason"]
    assert reread(book.alfa).address == ""


def test_the_register_can_be_asked_as_it_was_known_at_a_moment(book):
    stay = book.alfa.presences.get()
    actions.amend_presence(book.actor("boris", "2025-06-01"), stay, reason="уехала", last_day=date(2024, 12, 31))

    def there(day: date, known_at) -> list[str]:
        return [one.code for one in companies_present(book.zone, on=day, known_at=known_at).order_by("code")]

    assert there(date(2025, 1, 1), at("2025-05-31")) == ["alfa", "beta"]
    assert there(date(2025, 1, 1), at("2025-06-02")) == there(date(2025, 1, 1), None) == ["beta"]
    assert there(date(2024, 12, 31), None) == ["alfa", "beta"]
    assert there(date(2024, 12, 31), at("2022-12-31")) == []


def test_the_status_can_be_asked_as_it_was_known_at_a_moment(book):
    status = book.alfa.residencies.get()
    actions.end_residency(book.actor("boris", "2025-06-01"), status, last_day=date(2025, 3, 31), ground="суд")

    asked = {"on": date(2025, 4, 1)}
    assert [one.code for one in residents(book.zone, **asked, known_at=at("2025-05-01"))] == ["alfa", "beta"]
    assert [one.code for one in residents(book.zone, **asked)] == ["beta"]


def test_what_was_struck_out_is_known_for_the_time_before(book):
    boris = book.actor("boris", "2025-02-01")
    contact = actions.name_contact(boris, book.alfa, zone=book.zone, name="Ольга", email="olga@example.org")
    actions.drop_contact(book.actor("boris", "2025-03-01"), contact, zone=book.zone, reason="ушла")

    assert not Contact.objects.exists()
    assert [one.name for one in known(Contact, at("2025-02-15"))] == ["Ольга"]
    assert list(known(Contact, at("2025-03-15"))) == []
    assert Contact.history.first().history_change_reason == "ушла"


def test_a_contact_is_not_taken_out_without_a_reason(book):
    contact = actions.name_contact(book.actor("boris"), book.alfa, zone=book.zone, name="Ольга")

    with pytest.raises(ValidationError, match="Write why"):
        actions.drop_contact(book.actor("boris"), contact, zone=book.zone, reason="")
    assert Contact.objects.get() == contact


def test_a_wrong_address_of_a_contact_is_refused_by_field(book):
    with pytest.raises(ValidationError) as refused:
        actions.name_contact(book.actor("boris"), book.alfa, zone=book.zone, name="Ольга", email="olga")

    assert list(refused.value.message_dict) == ["email"]


def test_a_code_that_another_company_has_is_refused_by_field(book):
    with pytest.raises(ValidationError) as refused:
        actions.enter_company(book.actor("boris"), book.zone, code="alfa", name="Другая")

    assert refused.value.message_dict == {"code": ["Another company has this code: choose one of its own."]}


def test_a_kpp_of_eight_signs_is_refused_by_field(book):
    with pytest.raises(ValidationError) as refused:
        actions.enter_company(book.actor("boris"), book.zone, code="gamma", name="Гамма", kpp="77010100")

    assert list(refused.value.message_dict) == ["kpp"]


def test_a_company_is_found_by_its_number(book):
    assert book.alfa.inn in reread(book.alfa).search_name


# --- several at once


@pytest.fixture
def lifts(book) -> Industry:
    return Industry.objects.create(code="lifts", name_ru="Лифты", name_en="Lifts")


def test_several_companies_change_together_and_who_has_it_already_is_left_alone(book, lifts):
    boris, both = book.actor("boris"), [book.alfa, book.companies["beta"]]
    actions.amend_company(boris, book.alfa, zone=book.zone, reason="по новой отрасли", industry=lifts)
    sealed = Entry.objects.count()

    changed = actions.amend_companies(boris, both, zone=book.zone, reason="по новой отрасли", industry=lifts)

    assert [company.code for company in changed] == ["beta"]
    assert {reread(company).industry for company in both} == {lifts}
    assert Entry.objects.count() == sealed + 1


def test_when_one_of_several_cannot_change_none_does_and_each_fault_names_its_company(book):
    both = [book.alfa, book.companies["beta"]]

    with pytest.raises(ValidationError) as refused:
        actions.amend_companies(book.actor("boris"), both, zone=book.zone, reason="проба", foreign_share=Decimal(101))

    faults = refused.value.message_dict["foreign_share"]
    assert [fault.split(":")[0] for fault in faults] == ["Альфа", "Бета"]
    assert {reread(company).foreign_share for company in both} == {None}


def test_the_faultless_of_several_does_not_change_either(book):
    alfa, beta = book.alfa, book.companies["beta"]

    with pytest.raises(ValidationError) as refused:
        actions.amend_companies(book.actor("boris"), [beta, alfa], zone=book.zone, reason="проба", inn=beta.inn)

    assert refused.value.message_dict == {"inn": [f"Альфа: The register has {beta.inn} already: it is Бета."]}
    assert reread(alfa).inn == alfa.history.last().inn != beta.inn


def test_several_companies_join_a_cluster_and_its_members_stay_as_they_are(book):
    boris, both = book.actor("boris"), [book.alfa, book.companies["beta"]]
    cluster = actions.form_cluster(boris, book.zone, code="lifts", name_ru="Лифты", name_en="Lifts")
    actions.join_cluster(boris, book.alfa, cluster=cluster, first_day=date(2024, 1, 1))

    joined = actions.admit_companies(boris, both, cluster=cluster, first_day=date(2025, 1, 1), reason="по заявкам")

    assert [membership.company for membership in joined] == [book.companies["beta"]]
    days = Membership.objects.filter(cluster=cluster).order_by("company__code").values_list("first_day", flat=True)
    assert list(days) == [date(2024, 1, 1), date(2025, 1, 1)]
    assert joined[0].history.get().history_change_reason == "по заявкам"


def test_nobody_joins_when_one_of_several_cannot(book):
    boris, both = book.actor("boris"), [book.companies["beta"], book.alfa]
    cluster = actions.form_cluster(boris, book.zone, code="lifts", name_ru="Лифты", name_en="Lifts")
    actions.join_cluster(boris, book.alfa, cluster=cluster, first_day=date(2025, 6, 1))

    with pytest.raises(ValidationError, match="the register has this from 1 June 2025 to"):
        actions.admit_companies(boris, both, cluster=cluster, first_day=date(2025, 1, 1), reason="по заявкам")

    assert [one.company.code for one in Membership.objects.filter(cluster=cluster)] == ["alfa"]


# --- contracts within a cluster


def test_only_members_of_a_cluster_supply_each_other(book):
    boris, alfa, beta = book.actor("boris"), book.alfa, book.companies["beta"]
    cluster = actions.form_cluster(boris, book.zone, code="lifts", name_ru="Лифты", name_en="Lifts")
    actions.join_cluster(boris, alfa, cluster=cluster, first_day=date(2025, 1, 1))

    with pytest.raises(ValidationError) as refused:
        actions.record_cooperation(boris, cluster, supplier=alfa, customer=beta, subject="двигатели")
    assert refused.value.message_dict == {
        "customer": ["Бета is not a member of the cluster: enter the membership first."]
    }

    actions.join_cluster(boris, beta, cluster=cluster, first_day=date(2025, 1, 1))
    contract = actions.record_cooperation(boris, cluster, supplier=alfa, customer=beta, subject="двигатели")
    assert str(contract) == "Альфа → Бета: двигатели"


def test_a_company_does_not_supply_itself(book):
    boris = book.actor("boris")
    cluster = actions.form_cluster(boris, book.zone, code="lifts", name_ru="Лифты", name_en="Lifts")
    actions.join_cluster(boris, book.alfa, cluster=cluster, first_day=date(2025, 1, 1))

    with pytest.raises(ValidationError) as refused:
        actions.record_cooperation(boris, cluster, supplier=book.alfa, customer=book.alfa, subject="себе")
    assert list(refused.value.message_dict) == ["customer"]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(2200, 1, 1), date(9999, 12, 31)])
def test_a_day_that_nobody_can_mean_is_refused_beside_its_field(book, day):
    with pytest.raises(ValidationError) as refused:
        actions.place_company(book.actor("boris"), book.alfa, site=book.sites["south"], first_day=day)

    assert list(refused.value.message_dict) == ["first_day"]
    assert not book.alfa.presences.filter(site=book.sites["south"]).exists()


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2199, 12, 31)])
def test_the_first_and_the_last_day_that_can_be_meant_are_taken(book, day):
    actions.place_company(book.actor("boris"), book.alfa, site=book.sites["south"], first_day=day)

    assert book.alfa.presences.filter(site=book.sites["south"], first_day=day).exists()
